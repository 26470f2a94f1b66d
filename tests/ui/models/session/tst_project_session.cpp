// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <random>

#include "tests/core/store/plain_database.h"
#include "tests/support/patience.h"
#include "ui/commands/edits.h"
#include "ui/models/session/project_session.h"

using namespace mw;
using models::ProjectSession;

namespace {

factory::Factory line(int mean_s) {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "name": "Line",
    "parts": [{"id": "gear"}],
    "elements": [
      {"id": "src", "type": "source", "part": "gear", "interarrival": 60},
      {"id": "mill", "type": "station", "process": {"dist": "exponential", "mean_s": )" +
                                                std::to_string(mean_s) + R"(}},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "mill"}, {"from": "mill", "to": "out"}]})"));
}

int meanOf(const factory::Factory& factory) {
  return factory.findElement("mill")->fields.at("process").at("mean_s").get<int>();
}

/// The session of a window, without one.
struct Bench {
  explicit Bench(const QTemporaryDir& folder)
      : drafts(folder.filePath("drafts").toStdString()), session(document, study, replay, jobs, drafts) {}

  void edit(int mean_s) { commands::setValue(document, factory::FactoryPath("elements/mill/process/mean_s"), mean_s); }

  jobs::JobService jobs;
  models::Document document{jobs};
  models::Playback playback;
  models::StudyModel study{document, jobs, {}};
  models::ReplayModel replay{playback, jobs, {}};
  models::Drafts drafts;
  ProjectSession session;
};

}  // namespace

class TestProjectSession : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void keepsARestorePointAfterTheLastEdit();
  void goesBackToARestorePointAsAnEdit();
  void secondOneReads();
  void savesACopyOfWhatIsInTheWindow();
  void draftMovesToItsPlace();
  void failedSaveLeavesTheWorkWhole();
  void opensAnotherAfterTheLastEdit();
  void preparesInTheJobThatReads();
  void refusesInTheBackground_data();
  void refusesInTheBackground();
  void survivesKills();

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  QString file_;
};

void TestProjectSession::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  file_ = folder_->filePath("p.mill");
  store::ProjectFile::create(file_.toStdString(), line(60)).reset();
}

void TestProjectSession::keepsARestorePointAfterTheLastEdit() {
  Bench bench(*folder_);
  bench.session.open(file_);
  QVERIFY(!bench.session.standing().is_recovered);
  QSignalSpy kept(&bench.session, &ProjectSession::restorePointKept);
  bench.edit(61);
  bench.edit(62);
  QVERIFY(!bench.document.isSaved());
  bench.session.keepRestorePoint("two edits");
  QTRY_COMPARE_WITH_TIMEOUT(kept.count(), 1, test::kPatience_ms);
  QVERIFY(bench.document.isSaved());
  QCOMPARE(meanOf(bench.session.project()->restorePoint("two edits")), 62);
  QCOMPARE(meanOf(bench.session.project()->factory()), 62);
  QCOMPARE(bench.session.project()->editsSinceRestorePoint(), std::uint64_t{0});
}

void TestProjectSession::goesBackToARestorePointAsAnEdit() {
  Bench bench(*folder_);
  bench.session.open(file_);
  QSignalSpy kept(&bench.session, &ProjectSession::restorePointKept);
  bench.session.keepRestorePoint("start");
  QTRY_COMPARE_WITH_TIMEOUT(kept.count(), 1, test::kPatience_ms);
  bench.edit(70);
  bench.session.fetchRestorePoint(
      "start", [&bench](const factory::Factory& factory) { commands::restore(bench.document, factory, "start"); });
  QTRY_VERIFY_WITH_TIMEOUT(bench.document.factory() == line(60), test::kPatience_ms);
  bench.document.undoStack().undo();
  QCOMPARE(meanOf(bench.document.factory()), 70);
  QTRY_VERIFY_WITH_TIMEOUT(bench.document.isSaved(), test::kPatience_ms);
  QCOMPARE(meanOf(bench.session.project()->factory()), 70);
}

void TestProjectSession::secondOneReads() {
  Bench first(*folder_);
  first.session.open(file_);
  Bench second(*folder_);
  second.session.open(file_);
  QVERIFY(second.session.standing().is_read_only);
  QVERIFY2(second.session.standing().reason.contains("open in process"), qPrintable(second.session.standing().reason));
  QSignalSpy failed(&second.session, &ProjectSession::failed);
  second.session.keepRestorePoint("mine");
  QCOMPARE(failed.count(), 1);
  second.edit(99);
  QVERIFY(!second.document.isSaved());
  // What was edited there must not go over what the first has written.
  first.session.close();
  second.session.tryToWrite();
  QCOMPARE(failed.count(), 2);
  QCOMPARE(meanOf(store::ProjectFile::open(file_.toStdString(), store::Access::ReadOnly)->factory()), 60);
  second.document.undoStack().undo();
  // What the first began still has the file for a moment.
  QTRY_COMPARE_WITH_TIMEOUT(first.jobs.runningCount(), std::size_t{0}, test::kPatience_ms);
  second.session.tryToWrite();
  QTRY_VERIFY_WITH_TIMEOUT(!second.session.standing().is_read_only, test::kPatience_ms);
}

void TestProjectSession::savesACopyOfWhatIsInTheWindow() {
  Bench first(*folder_);
  first.session.open(file_);
  Bench second(*folder_);
  second.session.open(file_);
  second.edit(77);
  QSignalSpy saved(&second.session, &ProjectSession::copySaved);
  QSignalSpy failed(&second.session, &ProjectSession::failed);
  second.session.saveAs(folder_->filePath("copy.mill"));
  QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, test::kPatience_ms);
  QVERIFY(second.document.isSaved());
  QVERIFY(!second.session.standing().is_read_only);
  QCOMPARE(second.session.file(), folder_->filePath("copy.mill"));
  QCOMPARE(second.document.undoStack().count(), 1);
  second.document.undoStack().undo();
  QTRY_VERIFY_WITH_TIMEOUT(second.document.isSaved(), test::kPatience_ms);
  QCOMPARE(meanOf(second.session.project()->factory()), 60);
  // Never over something that is there.
  second.session.saveCopy(file_);
  QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, test::kPatience_ms);
  QVERIFY2(failed[0][0].toString().contains("is there already"), qPrintable(failed[0][0].toString()));
}

void TestProjectSession::draftMovesToItsPlace() {
  writeTextFile(folder_->filePath("f.json").toStdString(), line(50).json().dump());
  Bench bench(*folder_);
  bool is_told = false;
  bench.session.openAsDraft(folder_->filePath("f.json").toStdString(), [&] { is_told = true; });
  QTRY_VERIFY_WITH_TIMEOUT(bench.session.standing().is_draft, test::kPatience_ms);
  QVERIFY(is_told);
  const QString draft = bench.session.file();
  bench.edit(51);
  QSignalSpy saved(&bench.session, &ProjectSession::copySaved);
  bench.session.saveAs(folder_->filePath("mine.mill"));
  QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, test::kPatience_ms);
  QVERIFY(!QFile::exists(draft));
  QVERIFY(!bench.session.standing().is_draft);
  QTRY_VERIFY_WITH_TIMEOUT(bench.document.isSaved(), test::kPatience_ms);
  QCOMPARE(meanOf(bench.session.project()->factory()), 51);
  QCOMPARE(readTextFile(folder_->filePath("f.json").toStdString()), line(50).json().dump());
}

void TestProjectSession::failedSaveLeavesTheWorkWhole() {
  Bench bench(*folder_);
  bool is_full = true;
  int kept = 0;
  bench.document.replace(line(60), "p.mill", [&](const factory::Factory& factory, std::uint64_t) {
    if (is_full) throw OutputError("p.mill", "the disk is full", "free some space");
    kept = meanOf(factory);
  });
  QSignalSpy failed(&bench.document, &models::Document::saveFailed);
  bench.edit(61);
  QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, test::kPatience_ms);
  QVERIFY(!bench.document.isSaved());
  bench.edit(62);
  QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 2, test::kPatience_ms);
  QCOMPARE(meanOf(bench.document.factory()), 62);
  QCOMPARE(bench.document.undoStack().count(), 2);
  is_full = false;
  bench.document.saveAgain();
  QTRY_VERIFY_WITH_TIMEOUT(bench.document.isSaved(), test::kPatience_ms);
  QCOMPARE(kept, 62);
}

void TestProjectSession::opensAnotherAfterTheLastEdit() {
  const QString other = folder_->filePath("other.mill");
  store::ProjectFile::create(other.toStdString(), line(10)).reset();
  Bench bench(*folder_);
  bench.session.open(file_);
  for (int mean_s = 61; mean_s < 70; ++mean_s) bench.edit(mean_s);
  bench.session.openInBackground(other);
  QTRY_COMPARE_WITH_TIMEOUT(bench.session.file(), other, test::kPatience_ms);
  QCOMPARE(meanOf(bench.document.factory()), 10);
  QCOMPARE(meanOf(store::ProjectFile::open(file_.toStdString(), store::Access::ReadOnly)->factory()), 69);
}

void TestProjectSession::preparesInTheJobThatReads() {
  const QString other = folder_->filePath("other.mill");
  store::ProjectFile::create(other.toStdString(), line(10)).reset();
  Bench bench(*folder_);
  bench.session.open(file_);
  struct Call {
    QThread* thread;
    int mean_s;
  };
  std::vector<Call> calls;
  bench.session.setPreparation([&calls](const factory::Factory& factory, const std::filesystem::path&) {
    calls.push_back({QThread::currentThread(), meanOf(factory)});
  });
  QSignalSpy opened(&bench.session, &ProjectSession::opened);
  connect(&bench.session, &ProjectSession::opened, this, [&calls] { QCOMPARE(calls.size(), std::size_t{1}); });
  bench.session.openInBackground(other);
  QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, test::kPatience_ms);
  QVERIFY(calls[0].thread != QThread::currentThread());
  QCOMPARE(calls[0].mean_s, 10);
}

void TestProjectSession::refusesInTheBackground_data() {
  QTest::addColumn<QString>("sql");
  QTest::addColumn<QString>("says");
  QTest::newRow("newer") << "PRAGMA user_version = 9"
                         << "was written by a newer Millwright";
  QTest::newRow("strange trigger") << "CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM run; END"
                                   << "are not those of a Millwright project";
}

void TestProjectSession::refusesInTheBackground() {
  QFETCH(QString, sql);
  QFETCH(QString, says);
  const QString other = folder_->filePath("other.mill");
  QVERIFY(QFile::copy(file_, other));
  test::PlainDatabase(other.toStdString()).run(sql.toStdString());
  Bench bench(*folder_);
  bench.session.open(file_);
  bench.edit(61);
  QSignalSpy failed(&bench.session, &ProjectSession::failed);
  bench.session.openInBackground(other);
  QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, test::kPatience_ms);
  QVERIFY2(failed[0][0].toString().contains(says), qPrintable(failed[0][0].toString()));
  QCOMPARE(bench.session.file(), file_);
  QCOMPARE(meanOf(bench.document.factory()), 61);
  QTRY_VERIFY_WITH_TIMEOUT(bench.document.isSaved(), test::kPatience_ms);
}

/// Each kill comes at another moment; each next start goes on where the last one was durable.
void TestProjectSession::survivesKills() {
  const int kills = qEnvironmentVariableIntValue("MW_KILLS") > 0 ? qEnvironmentVariableIntValue("MW_KILLS") : 100;
  std::mt19937 random(11);
  std::uniform_int_distribution<int> wait_ms(5, 120);
  int durable = 60;
  int most = 0;
  for (int i = 0; i < kills; ++i) {
    QProcess editor;
    editor.start(QStringLiteral(MW_EDITOR), {file_});
    QVERIFY(editor.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(editor.canReadLine(), test::kPatience_ms);
    const QList<QByteArray> opened = editor.readLine().trimmed().split(' ');
    QCOMPARE(opened.value(0), QByteArray("opened"));
    // Nothing that was said to be durable is lost, and it is said that the last start was killed.
    QVERIFY2(opened[1].toInt() >= durable,
             qPrintable(QString("kill %1: %2 is older than %3").arg(i).arg(opened[1].toInt()).arg(durable)));
    QCOMPARE(opened[3].toInt(), i == 0 ? 0 : 1);
    QCOMPARE(opened[5].toInt(), opened[1].toInt() - 60);
    QTest::qWait(wait_ms(random));
    editor.kill();
    QVERIFY(editor.waitForFinished());
    durable = opened[1].toInt();
    for (const QByteArray& said : editor.readAllStandardOutput().split('\n')) {
      if (said.startsWith("saved ")) durable = said.mid(6).toInt();
    }
    most = std::max(most, durable);
  }
  QVERIFY2(most > 60 + kills, "hardly anything was edited");
  QVERIFY(meanOf(store::ProjectFile::open(file_.toStdString(), store::Access::ReadWrite)->factory()) >= durable);
}

QTEST_GUILESS_MAIN(TestProjectSession)
#include "tst_project_session.moc"
