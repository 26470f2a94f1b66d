// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/discovery/event_guess.h"
#include "core/discovery/event_preview.h"
#include "tests/support/made_event_log.h"

using namespace mw;
using namespace mw::discovery;

/// A map as far as it is known, and how rows look by it.
class TestEventGuess : public QObject {
  Q_OBJECT
 private slots:
  void guessesAsTheReaderDoes();
  void wishesComeFirst();
  void tellsWhatIsMissing_data();
  void tellsWhatIsMissing();
  void previewsRoles();
  void previewsWhatIsWrong_data();
  void previewsWhatIsWrong();

 private:
  twin::LogSample sampleOf(const std::string& text) {
    const std::filesystem::path file = folder_.filePath("events.csv").toStdString();
    writeTextFile(file, text);
    return twin::LogSample::read(file);
  }
  QTemporaryDir folder_;
};

void TestEventGuess::guessesAsTheReaderDoes() {
  const twin::LogSample sample = sampleOf(test::madeEventLog());
  const EventMapProposal proposal = proposeEventMap(sample, {});
  QVERIFY(!proposal.problem);
  QVERIFY(proposal.map == guessEventMap(sample).map);
  QCOMPARE(proposal.map.case_column, std::string("order"));
  QCOMPARE(proposal.map.complete, std::string("end"));
  QCOMPARE(proposal.columns.size(), std::size_t{7});
}

void TestEventGuess::wishesComeFirst() {
  const twin::LogSample sample =
      sampleOf("order;job;step;machine;begin;end\n1;2;a;m;01.02.2026 08:00;02.02.2026 09:00\n");
  QCOMPARE(proposeEventMap(sample, {}).map.case_column, std::string("order"));
  EventMapWishes wishes;
  wishes.columns = {{"case", "job"}, {"resource", ""}, {"worker", "not there"}};
  wishes.time_kind = twin::TimeKind::MonthFirst;
  wishes.decimal = ',';
  const EventMapProposal proposal = proposeEventMap(sample, wishes);
  QVERIFY(!proposal.problem);
  QCOMPARE(proposal.map.case_column, std::string("job"));
  QVERIFY(proposal.map.resource.empty());
  QVERIFY(proposal.map.worker.empty());
  QCOMPARE(proposal.map.time_kind, std::optional(twin::TimeKind::MonthFirst));
  QCOMPARE(proposal.map.decimal, std::optional(','));
  QCOMPARE(proposal.map.delimiter, std::optional(';'));
  // A column that is wished for one role is not guessed for another.
  wishes.columns = {{"part", "order"}};
  QCOMPARE(proposeEventMap(sample, wishes).map.case_column, std::string("job"));
}

void TestEventGuess::tellsWhatIsMissing_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QStringList>("missing");
  QTest::addColumn<QString>("problem");
  QTest::newRow("empty") << "" << QStringList{} << "an empty file";
  QTest::newRow("no case") << "who,operation,start,end\n1,a,2026-01-01,2026-01-02\n"
                           << QStringList{"case"} << "no column is called like case";
  QTest::newRow("nothing") << "x,y\n1,2\n"
                           << QStringList{"case", "activity", "start", "complete"}
                           << "no column is called like case or activity";
  QTest::newRow("times are words") << "case,activity,start,end\n1,a,soon,later\n"
                                   << QStringList{} << "no stamps of a known kind";
}

void TestEventGuess::tellsWhatIsMissing() {
  QFETCH(QString, text);
  QFETCH(QStringList, missing);
  QFETCH(QString, problem);
  const EventMapProposal proposal = proposeEventMap(sampleOf(text.toStdString()), {});
  QStringList found;
  for (const std::string& key : proposal.missing) found << QString::fromStdString(key);
  QCOMPARE(found, missing);
  QVERIFY(proposal.problem.has_value());
  QVERIFY2(QString::fromStdString(proposal.problem->cause).contains(problem), proposal.problem->cause.c_str());
}

void TestEventGuess::previewsRoles() {
  const twin::LogSample sample = sampleOf(test::madeEventLog(2));
  const EventPreview preview = previewOf(sample, guessEventMap(sample).map);
  QCOMPARE(preview.rows.size(), std::size_t{4});
  QStringList roles;
  for (const auto& column : preview.columns) roles << QString::fromStdString(column.role);
  QCOMPARE(roles, (QStringList{"case", "activity", "resource", "start", "complete", "quantity", "rejects"}));
  QCOMPARE(preview.rows[3].line, 5);
  for (const auto& row : preview.rows) QVERIFY(row.why.empty());
}

void TestEventGuess::previewsWhatIsWrong_data() {
  QTest::addColumn<QString>("row");
  QTest::addColumn<int>("column");
  QTest::addColumn<QString>("why");
  QTest::addColumn<bool>("left_out");
  QTest::newRow("end before start") << "a,turn,m,2026-03-02 09:00,2026-03-02 08:00,1" << 4 << "completes before"
                                    << true;
  QTest::newRow("no case") << ",turn,m,2026-03-02 08:00,2026-03-02 09:00,1" << 0 << "no case" << true;
  QTest::newRow("no stamp") << "a,turn,m,soon,2026-03-02 09:00,1" << 3 << "\"soon\" is no stamp" << true;
  QTest::newRow("cut off") << "a,turn,m,2026-03-02 08:00" << 4 << "is no stamp" << true;
  QTest::newRow("no number") << "a,turn,m,2026-03-02 08:00,2026-03-02 09:00,many" << 5 << "no number of pieces"
                             << false;
}

void TestEventGuess::previewsWhatIsWrong() {
  QFETCH(QString, row);
  QFETCH(int, column);
  QFETCH(QString, why);
  QFETCH(bool, left_out);
  const std::string head = "case,activity,resource,start,complete,quantity\n";
  const std::string good = "a,turn,m,2026-03-02 08:00+01:00,2026-03-02 09:00+01:00,1\n";
  const twin::LogSample sample = sampleOf(head + good + good + row.toStdString() + "\n");
  const EventPreview preview = previewOf(sample, guessEventMap(sample).map);
  QVERIFY(preview.rows[0].why.empty());
  const auto& cell = preview.rows[2].cells[static_cast<std::size_t>(column)];
  QVERIFY2(QString::fromStdString(cell.why).contains(why), cell.why.c_str());
  QCOMPARE(!preview.rows[2].why.empty(), left_out);
}

QTEST_GUILESS_MAIN(TestEventGuess)
#include "tst_event_guess.moc"
