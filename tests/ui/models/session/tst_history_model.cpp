// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/patience.h"
#include "ui/commands/edits.h"
#include "ui/models/session/history_model.h"

using namespace mw;
using models::HistoryModel;
using models::ProjectSession;

namespace {

factory::Factory line() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "name": "Line",
    "elements": [{"id": "mill", "type": "station", "process": {"dist": "exponential", "mean_s": 60}}], "flows": []})"));
}

/// The history of a project, without a window.
struct Bench {
  Bench() : session(document, study, replay, jobs, models::Drafts(folder.filePath("drafts").toStdString())) {
    const std::filesystem::path file = folder.filePath("p.mill").toStdString();
    const auto project = store::ProjectFile::create(file, line());
    project->saveRestorePoint("from last week", line());
  }
  void open() { session.open(folder.filePath("p.mill")); }
  void edit(int mean_s) {
    commands::setValue(document, factory::FactoryPath("elements/mill/process/mean_s"), mean_s, {},
                       QStringLiteral("Mean %1").arg(mean_s));
  }
  void keep(const QString& name) {
    QSignalSpy changed(&session, &ProjectSession::restorePointsChanged);
    session.keepRestorePoint(name);
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, test::kPatience_ms);
  }
  [[nodiscard]] int mean_s() const {
    return document.factory().findElement("mill")->fields.at("process").at("mean_s").get<int>();
  }
  /// "*" before the present one, "-" before what is undone, "@" behind restore points.
  [[nodiscard]] QStringList lines() const {
    QStringList texts;
    for (const HistoryModel::Row& row : history.rows()) {
      const bool is_point = row.kind == HistoryModel::Row::Kind::Point || row.kind == HistoryModel::Row::Kind::Older;
      texts << (row.is_present ? "*" : row.is_undone ? "-" : "") + row.text + (is_point ? "@" : "");
    }
    return texts;
  }
  void goTo(const QString& text) {
    for (const HistoryModel::Row& row : history.rows()) {
      if (row.text == text) return history.goTo(row);
    }
    QFAIL(qPrintable("no row " + text));
  }

  QTemporaryDir folder;
  jobs::JobService jobs;
  models::Document document{jobs};
  models::Playback playback;
  models::StudyModel study{document, jobs, {}};
  models::ReplayModel replay{playback, jobs, {}};
  ProjectSession session;
  HistoryModel history{document, session};
};

}  // namespace

class TestHistoryModel : public QObject {
  Q_OBJECT

 private slots:
  void emptyWithNothingOpen();
  void tellsStepsAndPoints();
  void goesThere();
  void editAfterUndoDropsWhatLayAhead();
  void redoKeepsPoints();
  void olderPointsAreRestored();
  void anotherFileBeginsAnew();
};

void TestHistoryModel::emptyWithNothingOpen() {
  Bench bench;
  QCOMPARE(bench.lines(), QStringList());
}

void TestHistoryModel::tellsStepsAndPoints() {
  Bench bench;
  bench.open();
  QCOMPARE(bench.lines(), QStringList({"from last week@", "*Opened"}));
  bench.edit(61);
  bench.keep("good");
  bench.edit(62);
  QCOMPARE(bench.lines(), QStringList({"from last week@", "Opened", "Mean 61", "good@", "*Mean 62"}));
}

void TestHistoryModel::goesThere() {
  Bench bench;
  bench.open();
  for (const int mean_s : {61, 62, 63}) bench.edit(mean_s);
  bench.goTo("Mean 61");
  QCOMPARE(bench.mean_s(), 61);
  QCOMPARE(bench.lines(), QStringList({"from last week@", "Opened", "*Mean 61", "-Mean 62", "-Mean 63"}));
  bench.goTo("Mean 63");
  QCOMPARE(bench.mean_s(), 63);
  bench.goTo("Opened");
  QCOMPARE(bench.mean_s(), 60);
}

void TestHistoryModel::editAfterUndoDropsWhatLayAhead() {
  Bench bench;
  bench.open();
  bench.edit(61);
  bench.edit(62);
  bench.keep("good");
  bench.goTo("Mean 61");
  QCOMPARE(bench.lines(), QStringList({"from last week@", "Opened", "*Mean 61", "-Mean 62", "-good@"}));
  bench.edit(70);
  // As many steps as before, but other ones: the point is no place among them any more.
  QCOMPARE(bench.lines(), QStringList({"from last week@", "good@", "Opened", "Mean 61", "*Mean 70"}));
}

void TestHistoryModel::redoKeepsPoints() {
  Bench bench;
  bench.open();
  bench.edit(61);
  bench.keep("good");
  bench.goTo("Opened");
  bench.goTo("good");
  QCOMPARE(bench.mean_s(), 61);
  QCOMPARE(bench.lines(), QStringList({"from last week@", "Opened", "*Mean 61", "good@"}));
}

void TestHistoryModel::olderPointsAreRestored() {
  Bench bench;
  bench.open();
  QSignalSpy wanted(&bench.history, &HistoryModel::restoreWanted);
  bench.goTo("from last week");
  QCOMPARE(wanted.count(), 1);
  QCOMPARE(wanted[0][0].toString(), QString("from last week"));
}

void TestHistoryModel::anotherFileBeginsAnew() {
  Bench bench;
  bench.open();
  bench.edit(61);
  bench.keep("good");
  bench.session.close();
  QCOMPARE(bench.lines(), QStringList());
  bench.open();
  QCOMPARE(bench.lines(), QStringList({"from last week@", "good@", "*Opened"}));
}

QTEST_GUILESS_MAIN(TestHistoryModel)
#include "tst_history_model.moc"
