// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;
using test::Answer;

/// select as a user runs it: on the study of three capacities by two cycle times, four replications each.
class TestSelectVerb : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void saysWhichIsBest();
  void goesByTheKpisOwnDirection();
  void leavesTheStudyAsItIs();
  void saysWhenNotDecided();
  void refuses_data();
  void refuses();

 private:
  [[nodiscard]] Answer cli(const QStringList& arguments) const {
    return test::runProgram(MW_CLI, arguments, folder_.path());
  }
  [[nodiscard]] Answer select(const QStringList& more) const {
    return cli(QStringList{"select", "p.mill", "--study", "buffers"} + more);
  }
  QTemporaryDir folder_;
};

void TestSelectVerb::initTestCase() {
  Json study = test::smallStudy();
  study["horizon_s"] = 40'000;
  writeTextFile(folder_.filePath("f.json").toStdString(), test::smallFactory().dump(1));
  writeTextFile(folder_.filePath("s.json").toStdString(), study.dump(1));
  QCOMPARE(cli({"new", "p.mill", "--factory", "f.json"}).exit_code, 0);
  QCOMPARE(cli({"sweep", "p.mill", "--study", "s.json"}).exit_code, 0);
}

/// The largest buffer and the shortest cycle, point 4: 59.7 an hour in the sweep, 4 more than any other.
void TestSelectVerb::saysWhichIsBest() {
  const Answer answer = select({"--kpi", "throughput_per_h", "--indifference", "0.5"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY2(answer.shows("point 4 (buffer 8, cycle 40.0) is the best, or within 0.5 1/h of the best, with 95 % "
                        "probability (KN, Kim and Nelson 2001); "),
           answer.out.c_str());
  QVERIFY2(answer.shows(" of 6 points "), answer.out.c_str());
  QVERIFY2(answer.shows("24 runs were there, "), answer.out.c_str());
}

void TestSelectVerb::goesByTheKpisOwnDirection() {
  const QStringList wip{"--kpi", "wip_mean", "--indifference", "0.1", "--json"};
  const Answer least = select(wip);
  QVERIFY2(least.exit_code == 0, least.err.c_str());
  QVERIFY2(least.json()["goal"] == "min", "less work in process is better");
  QVERIFY(least.json()["factors"]["buffer"] == 1);
  QVERIFY(select(wip + QStringList{"--goal", "max"}).json()["factors"] == Json({{"buffer", 8}, {"cycle", 60.0}}));
}

void TestSelectVerb::leavesTheStudyAsItIs() {
  const QStringList results{"results", "p.mill", "--study", "buffers", "--json"};
  const Json before = cli(results).json();
  const QStringList asked{"--kpi", "throughput_per_h", "--indifference", "0.5", "--confidence", "99", "--json"};
  const Json once = select(asked + QStringList{"--jobs", "1"}).json();
  QVERIFY(once["level"] == 0.99);
  QVERIFY(once["runs_reused"] == 24);
  QVERIFY2(once == select(asked + QStringList{"--jobs", "3"}).json(), "for any number of threads");
  QVERIFY(cli(results).json() == before);
}

void TestSelectVerb::saysWhenNotDecided() {
  const Answer answer = select({"--kpi", "throughput_per_h", "--indifference", "0.001", "--points", "4,5,2",
                                "--first-stage", "5", "--max-replications", "5"});
  QCOMPARE(answer.exit_code, 1);
  QVERIFY2(answer.shows("not decided: 3 of 3 points are still in after 5 replications; point 4"), answer.out.c_str());
}

void TestSelectVerb::refuses_data() {
  QTest::addColumn<QStringList>("options");
  QTest::addColumn<QString>("says");
  const QStringList good{"--kpi", "throughput_per_h", "--indifference", "0.5"};
  QTest::newRow("KPI") << QStringList{"--kpi", "wip_men", "--indifference", "1"} << "did you mean \"wip_mean\"?";
  QTest::newRow("no indifference") << QStringList{"--kpi", "wip_mean"} << "--indifference";
  QTest::newRow("indifference 0") << QStringList{"--kpi", "wip_mean", "--indifference", "0"} << "--indifference";
  QTest::newRow("certainty") << good + QStringList{"--confidence", "100"} << "--confidence";
  QTest::newRow("no such point") << good + QStringList{"--points", "1,6"} << "has the points 0 to 5";
  QTest::newRow("point twice") << good + QStringList{"--points", "1,2,1"} << "point 1 is named twice";
  QTest::newRow("budget") << good + QStringList{"--max-replications", "9"} << "is below the first stage of 10";
}

void TestSelectVerb::refuses() {
  QFETCH(QStringList, options);
  QFETCH(QString, says);
  const Answer answer = select(options);
  QCOMPARE(answer.exit_code, 2);
  QVERIFY2(answer.says(says.toStdString()), answer.err.c_str());
}

QTEST_GUILESS_MAIN(TestSelectVerb)
#include "tst_select_verb.moc"
