// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/stored_note.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/models/session/run_memory.h"

using namespace mw;
using namespace mw::models;

Q_DECLARE_METATYPE(mw::Json)

namespace {

constexpr auto kNotes = ProjectSession::kRunNotes;

/// The session of a window, without one.
struct Bench {
  explicit Bench(const QTemporaryDir& folder)
      : session(document, study, replay, jobs, Drafts(folder.filePath("drafts").toStdString())) {}

  jobs::JobService jobs;
  Document document{jobs};
  Playback playback;
  SimulationModel simulation{document, playback, jobs};
  RunCharts charts{simulation, document, jobs};
  MotionModel motion{document, playback};
  StudyModel study{document, jobs, {}};
  ReplayModel replay{playback, jobs, {}};
  ProjectSession session;
  RunMemory memory{{session, simulation, playback, charts, motion, jobs}};
};

RunWishes someWishes() {
  RunWishes wishes;
  wishes.horizon_s = 90 * 60;
  wishes.warmup_s = 600;
  wishes.replications = 3;
  wishes.seed = 9'007'199'254'740'991;
  wishes.precision = experiment::PrecisionGoal{"wip_mean", 0.25, false};
  wishes.max_replications = 12;
  return wishes;
}

}  // namespace

/// How a project is run, kept with it.
class TestRunMemory : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void isThereAgain();
  void projectsDoNotMix();
  void likedFiguresComeAlong();
  void oddNotesAreAsNone_data();
  void oddNotesAreAsNone();
  void aFactoryFileGivesItsSettingsToItsProject();
  void aReaderKeepsNothing();
  void physicsHasASpeedOfItsOwn();
  void makesNoUndoStep();

 private:
  [[nodiscard]] std::optional<Json> noteOf(const Bench& bench, const char* name) const {
    return store::note(*bench.session.project(), kNotes, name);
  }

  std::unique_ptr<QTemporaryDir> folder_;
  QString file_;
};

void TestRunMemory::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_->path());
  file_ = folder_->filePath("p.mill");
  store::ProjectFile::create(file_.toStdString(), test::smallLine()).reset();
}

void TestRunMemory::isThereAgain() {
  const std::vector<RunPin> pins = {{"m1", "busy"}, {"", "oee"}};
  {
    Bench bench(*folder_);
    bench.session.open(file_);
    QVERIFY(!bench.simulation.setWishes(someWishes()));
    bench.playback.setWantedSpeed(250);
    for (const RunPin& pin : pins) bench.charts.pin(pin);
    QVERIFY(!bench.motion.setStep(1.0 / 960));
  }
  Bench later(*folder_);
  later.session.open(file_);
  QVERIFY(later.simulation.wishes() == someWishes());
  QCOMPARE(later.playback.wantedSpeed(), 250.0);
  QVERIFY(later.charts.pins() == pins);
  QCOMPARE(later.motion.step_s(), 1.0 / 960);
}

void TestRunMemory::projectsDoNotMix() {
  const QString other = folder_->filePath("other.mill");
  store::ProjectFile::create(other.toStdString(), test::smallLine()).reset();
  Bench bench(*folder_);
  bench.session.open(file_);
  QVERIFY(!bench.simulation.setWishes(someWishes()));
  bench.charts.pin({"m1", "busy"});
  QVERIFY(!bench.motion.setStep(1.0 / 480));
  bench.session.open(other);
  QCOMPARE(bench.motion.step_s(), 1.0 / 240);
  QVERIFY2(bench.simulation.wishes() == RunWishes(), "a project that says nothing is run as a new one");
  QVERIFY(bench.charts.pins().empty());
  QVERIFY(!noteOf(bench, "settings"));
  bench.session.open(file_);
  QVERIFY(bench.simulation.wishes() == someWishes());
  QVERIFY(bench.charts.isPinned({"m1", "busy"}));
  QCOMPARE(bench.motion.step_s(), 1.0 / 480);
}

void TestRunMemory::likedFiguresComeAlong() {
  Bench bench(*folder_);
  bench.session.open(file_);
  bench.charts.pin({"", "oee"});
  bench.charts.pin({"m1", "busy"});
  const QString other = folder_->filePath("other.mill");
  store::ProjectFile::create(other.toStdString(), test::smallLine()).reset();
  bench.session.open(other);
  QVERIFY2(bench.charts.pins() == (std::vector<RunPin>{{"", "oee"}}), "an element belongs to its project");
}

void TestRunMemory::oddNotesAreAsNone_data() {
  QTest::addColumn<QByteArray>("settings");
  QTest::addColumn<double>("horizon_s");
  const double usual_s = RunWishes().horizon_s;
  QTest::newRow("a list") << QByteArray("[1, 2]") << usual_s;
  QTest::newRow("a text") << QByteArray(R"({"horizon_s": "long"})") << usual_s;
  QTest::newRow("nothing to measure") << QByteArray(R"({"horizon_s": 7200, "warmup_s": 7200})") << usual_s;
  QTest::newRow("a million years") << QByteArray(R"({"horizon_s": 3e13})") << usual_s;
  QTest::newRow("less than no seed") << QByteArray(R"({"seed": -1, "horizon_s": 7200})") << 7200.0;
  QTest::newRow("too many runs") << QByteArray(R"({"replications": 99999999999, "horizon_s": 7200})") << 7200.0;
  QTest::newRow("no speed") << QByteArray(R"({"speed": -3, "horizon_s": 7200})") << 7200.0;
}

void TestRunMemory::oddNotesAreAsNone() {
  QFETCH(QByteArray, settings);
  QFETCH(double, horizon_s);
  {
    const auto project = store::ProjectFile::open(file_.toStdString(), store::Access::ReadWrite);
    store::saveNote(*project, {kNotes, "settings", Json::parse(settings.toStdString())});
    store::saveNote(*project, {kNotes, "figures", Json("none")});
    store::saveNote(*project, {kNotes, "motion", {{"step_s", 0.5}}});
  }
  Bench bench(*folder_);
  bench.session.open(file_);
  QCOMPARE(bench.simulation.wishes().horizon_s, horizon_s);
  QCOMPARE(bench.simulation.wishes().seed, RunWishes().seed);
  QCOMPARE(bench.simulation.wishes().replications, RunWishes().replications);
  QCOMPARE(bench.playback.wantedSpeed(), Playback().wantedSpeed());
  QVERIFY(bench.charts.pins().empty());
  QCOMPARE(bench.motion.step_s(), 1.0 / 240);
}

void TestRunMemory::aFactoryFileGivesItsSettingsToItsProject() {
  const QString json = folder_->filePath("line.json");
  test::smallLine().write(json.toStdString());
  const QString saved = folder_->filePath("saved.mill");
  {
    Bench bench(*folder_);
    bench.session.open(json);
    QVERIFY(!bench.simulation.setWishes(someWishes()));
    bench.charts.pin({"m2", "busy"});
    const QSignalSpy copied(&bench.session, &ProjectSession::copySaved);
    bench.session.saveAs(saved);
    QTRY_COMPARE_WITH_TIMEOUT(copied.size(), 1, test::kPatience_ms);
  }
  Bench later(*folder_);
  later.session.open(saved);
  QVERIFY(later.simulation.wishes() == someWishes());
  QVERIFY(later.charts.isPinned({"m2", "busy"}));
}

void TestRunMemory::aReaderKeepsNothing() {
  Bench writer(*folder_);
  writer.session.open(file_);
  Bench reader(*folder_);
  reader.session.open(file_);
  QVERIFY(reader.session.standing().is_read_only);
  const QSignalSpy failed(&reader.memory, &RunMemory::failed);
  QVERIFY(!reader.simulation.setWishes(someWishes()));
  QTRY_COMPARE_WITH_TIMEOUT(reader.jobs.runningCount(), std::size_t{0}, test::kPatience_ms);
  QVERIFY(failed.empty() && !noteOf(writer, "settings"));
}

void TestRunMemory::physicsHasASpeedOfItsOwn() {
  Bench bench(*folder_);
  bench.session.open(file_);
  bench.memory.setKeepsSpeed(false);
  bench.playback.setWantedSpeed(5);
  bench.memory.setKeepsSpeed(true);
  bench.playback.setFactoryTime(false);
  bench.playback.setWantedSpeed(2);
  QVERIFY(!bench.simulation.setWishes(someWishes()));
  QTRY_VERIFY_WITH_TIMEOUT(noteOf(bench, "settings"), test::kPatience_ms);
  QCOMPARE(noteOf(bench, "settings")->at("speed").get<double>(), Playback().wantedSpeed());
}

void TestRunMemory::makesNoUndoStep() {
  Bench bench(*folder_);
  bench.session.open(file_);
  QVERIFY(!bench.simulation.setWishes(someWishes()));
  bench.charts.pin({"m1", "busy"});
  QCOMPARE(bench.document.undoStack().count(), 0);
  QVERIFY(bench.document.isSaved());
}

QTEST_GUILESS_MAIN(TestRunMemory)
#include "tst_run_memory.moc"
