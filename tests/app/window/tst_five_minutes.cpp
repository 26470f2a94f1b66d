// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include "core/store/project_file.h"
#include "core/store/stored_study.h"
#include "core/store/stored_surrogate.h"
#include "tests/app/window/visit.h"
#include "tests/support/patience.h"

using namespace mw;
using mw::test::Answer;
using mw::test::Visit;

/// The first five minutes of somebody who has read nothing, in the real window: a machine dragged in, a time changed, a
/// study, a comparison, a question outside of the data, a log, a report, a kill. The project file is looked at after
/// each step, from another process, while the window goes on.
class TestFiveMinutes : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanupTestCase();
  void startsWithALineThatRuns();
  void machineClicksOn();
  void undoTakesItAway();
  void fasterFillerMovesTheBottleneck();
  void fiveScenariosOfTenRuns();
  void pointsAreCompared();
  void questionOutsideIsSimulated();
  void logIsReplayed();
  void reportIsWritten();
  void killLosesNothing();

 private:
  /// Waits until the window has come to a step and gives what it shows there.
  void reach(const QString& tree);
  /// Lets the window go on from a step.
  void goOn(const QString& step) const { writeTextFile(visit_.path(step + ".checked").toStdString(), "\n"); }
  [[nodiscard]] std::shared_ptr<store::ProjectFile> project() const {
    return store::ProjectFile::open(draft().toStdString(), store::Access::ReadOnly);
  }
  [[nodiscard]] QString draft() const { return visit_.path("user/data/millwright/drafts/bottling-line.mill"); }

  Visit visit_{QString()};
  QProcess window_;
};

void TestFiveMinutes::initTestCase() {
  QVERIFY(QFile::copy(MW_EXAMPLES "/motor-thermal.csv", visit_.path("motor_fault.csv")));
  QVERIFY(QFile::copy(MW_EXAMPLES "/motor-thermal.twin.json", visit_.path("motor.twin.json")));
  window_.setWorkingDirectory(QFileInfo(visit_.path("report.pdf")).path());
  window_.setProcessEnvironment(test::userOf(window_.workingDirectory()));
  window_.setProcessChannelMode(QProcess::MergedChannels);
  window_.start(MW_WINDOW_PROGRAM, {"--theme", "light", "--ui-script", MW_SCRIPTS "/five-minutes.json"});
  QVERIFY(window_.waitForStarted());
}

void TestFiveMinutes::cleanupTestCase() {
  if (window_.state() == QProcess::NotRunning) return;
  window_.kill();
  window_.waitForFinished();
}

void TestFiveMinutes::reach(const QString& tree) {
  const auto is_there = [&] {
    if (!QFile::exists(visit_.path(tree))) return false;
    try {
      return !visit_.widgets(tree).empty();
    } catch (const Error&) {
      return false;  // being written
    }
  };
  QTRY_VERIFY_WITH_TIMEOUT(is_there() || window_.state() == QProcess::NotRunning, 150'000);
  QVERIFY2(is_there(), window_.readAll().constData());
}

void TestFiveMinutes::startsWithALineThatRuns() {
  reach("1-started.json");
  QCOMPARE(visit_.text("1-started.json", "status.elements"), std::string("17 elements"));
  QCOMPARE(project()->factory().elements().size(), std::size_t{17});
  goOn("1-started");
}

void TestFiveMinutes::machineClicksOn() {
  reach("2-dropped.json");
  const factory::Factory factory = project()->factory();
  QCOMPARE(factory.elements().size(), std::size_t{19});
  const factory::Element& first = factory.elements()[17];
  const factory::Element& second = factory.elements()[18];
  // Dropped at 18.2 m; its inlet clicked on to the outlet of the first.
  QCOMPARE(second.pose.x_m - first.pose.x_m, 6.0);
  QCOMPARE(second.pose.y_m, first.pose.y_m);
  const factory::Flow& flow = factory.flows().back();
  QCOMPARE(factory.elements()[flow.from].id, first.id);
  QCOMPARE(factory.elements()[flow.to].id, second.id);
  goOn("2-dropped");
}

void TestFiveMinutes::undoTakesItAway() {
  reach("3-undone.json");
  const auto example = factory::Factory::read(MW_EXAMPLES "/bottling-line.json");
  QTRY_VERIFY_WITH_TIMEOUT(project()->factory() == example, test::kPatience_ms);
  goOn("3-undone");
}

void TestFiveMinutes::fasterFillerMovesTheBottleneck() {
  reach("4-faster.json");
  QTRY_COMPARE_WITH_TIMEOUT(project()->factory().findElement("filler")->fields["process"]["mean_s"].get<double>(), 1.8,
                            test::kPatience_ms);
  const Answer asked = visit_.cli({"bottleneck", draft(), "--horizon", "8h", "--json"});
  QVERIFY2(asked.exit_code == 0, asked.err.c_str());
  QCOMPARE(Json::parse(asked.out)["bottlenecks"][0]["element"].get<std::string>(), std::string("labeller"));
  goOn("4-faster");
}

void TestFiveMinutes::fiveScenariosOfTenRuns() {
  reach("5-studied.json");
  const store::StoredStudy study = store::study(*project(), "study");
  QCOMPARE(study.points.size(), std::size_t{5});
  QCOMPARE(store::runs(*project(), "study").size(), std::size_t{50});
  goOn("5-studied");
}

void TestFiveMinutes::pointsAreCompared() {
  reach("6-compared.json");
  const std::string said = visit_.text("6-compared.json", "study.comparison");
  QVERIFY2(said.find("±") != std::string::npos || said.find("+-") != std::string::npos, said.c_str());
  QVERIFY(visit_.text("6-compared.json", "study.comparisonBasis").find("95 %") != std::string::npos);
  goOn("6-compared");
}

void TestFiveMinutes::questionOutsideIsSimulated() {
  reach("7-simulated.json");
  QVERIFY(visit_.text("7-asked.json", "whatif.mean") != visit_.text("7-simulated.json", "whatif.mean"));
  QVERIFY2(visit_.text("7-simulated.json", "whatif.domain") != "outside", "the simulated point taught nothing");
  QCOMPARE(store::runs(*project(), "study").size(), std::size_t{60});
  QVERIFY(!store::surrogates(*project()).empty());
  goOn("7-simulated");
}

void TestFiveMinutes::logIsReplayed() {
  reach("8-gap.json");
  QVERIFY(visit_.text("8-fault.json", "clock.time") != visit_.text("8-gap.json", "clock.time"));
  const Json info = Json::parse(visit_.cli({"info", draft(), "--json"}).out);
  QCOMPARE(info["logs"].size(), std::size_t{1});
  QCOMPARE(info["replays"].size(), std::size_t{1});
  goOn("8-gap");
}

void TestFiveMinutes::reportIsWritten() {
  reach("9-reported.json");
  QFile report(visit_.path("report.pdf"));
  QVERIFY(report.open(QIODevice::ReadOnly));
  QVERIFY(report.read(5) == "%PDF-");
  QVERIFY(report.size() > 20'000);
  // Told, not judged: the time of a frame is the machine's.
  const Json events = JsonDocument::read(visit_.path("9-reported.json").toStdString()).root().at("events");
  qInfo("%s", events.dump(1).c_str());
}

void TestFiveMinutes::killLosesNothing() {
  const std::string before = visit_.cli({"info", draft(), "--json"}).out;
  window_.kill();
  QVERIFY(window_.waitForFinished());
  QCOMPARE(visit_.cli({"info", draft(), "--json"}).out, before);
  QCOMPARE(visit_.cli({"check", draft()}).exit_code, 0);
  const Answer again = visit_.start({"--theme", "light", "--ui-script", MW_SCRIPTS "/five-minutes-after.json"});
  QVERIFY2(again.exit_code == 0, (again.err + again.out).c_str());
}

QTEST_MAIN(TestFiveMinutes)
#include "tst_five_minutes.moc"
