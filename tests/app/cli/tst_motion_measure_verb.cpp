// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QtTest>

#include "core/factory/factory_path.h"
#include "tests/core/cosimulation/cycle/robot_cell_factory.h"
#include "tests/support/near.h"
#include "tests/support/program.h"

using mw::Json;
using mw::test::Answer;
using mw::test::robotCellFactory;

namespace {

Answer runCli(const QStringList& arguments) {
  return mw::test::runProgram(MW_CLI, arguments);
}

QStringList measuring(const QString& file, const QStringList& more = {}) {
  return QStringList{"motion", file, "--measure", "r1", "--cycles", "10", "--json", "--quiet"} + more;
}

Json jsonOf(const QString& file) {
  return mw::factory::Factory::read(file.toStdString()).json();
}

}  // namespace

class TestMotionMeasureVerb : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void sameForAnyJobs();
  void writesIntoAnotherFile();
  void writesIntoTheFactory();
  void writesIntoAProject();
  void printsATable();
  void saysWhatFailed();
  void exitCodes_data();
  void exitCodes();

 private:
  [[nodiscard]] QString path(const char* name) const { return folder_->filePath(name); }

  std::unique_ptr<QTemporaryDir> folder_;
};

void TestMotionMeasureVerb::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  robotCellFactory().write(path("cell.json").toStdString());
}

void TestMotionMeasureVerb::sameForAnyJobs() {
  const Answer one = runCli(measuring(path("cell.json"), {"--jobs", "1"}));
  QCOMPARE(one.exit_code, 0);
  QVERIFY2(one.err.empty(), one.err.c_str());
  QCOMPARE(runCli(measuring(path("cell.json"), {"--jobs", "2"})).out, one.out);
  const Json json = one.json();
  QCOMPARE(json["format"].get<std::string>(), std::string("millwright-cycle/1"));
  QCOMPARE(json["empirical"]["values_s"].size(), std::size_t{10});
  QVERIFY(json["written"].empty());
  QVERIFY(runCli(measuring(path("cell.json"), {"--seed", "2"})).out != one.out);
  QVERIFY(runCli(measuring(path("cell.json"), {"--spread", "0.02"})).out != one.out);
}

void TestMotionMeasureVerb::writesIntoAnotherFile() {
  const Answer before = runCli({"run", path("cell.json"), "--horizon", "1h", "--json", "--quiet"});
  QCOMPARE(before.exit_code, 3);
  QVERIFY2(before.says("--measure r1 --write"), before.err.c_str());
  const Answer answer = runCli(measuring(path("cell.json"), {"--out", path("new.json"), "--as", "empirical"}));
  QCOMPARE(answer.exit_code, 0);
  const Answer after =
      runCli({"run", path("new.json"), "--horizon", "10h", "--replications", "2", "--json", "--quiet"});
  QCOMPARE(after.exit_code, 0);
  // The robot is the bottleneck: a part a cycle, but for the first parts on the belt and a standard error of 0.05 %.
  MW_NEAR(after.json()["kpis"]["throughput_per_h"]["mean"].get<double>(), 3600 / answer.json()["mean_s"].get<double>(),
          0.004, 0);
  QCOMPARE(jsonOf(path("cell.json"))["elements"][2]["cycle"].get<std::string>(), std::string("motion"));
  const Json robot = jsonOf(path("new.json"))["elements"][2];
  QVERIFY(robot["cycle"] == answer.json()["cycle"]);
  QCOMPARE(robot["measured"]["cycles"].get<int>(), 10);
  QVERIFY(robot["measured"]["on"].get<std::string>().ends_with("Z"));
}

void TestMotionMeasureVerb::writesIntoTheFactory() {
  QCOMPARE(runCli(measuring(path("cell.json"), {"--write"})).exit_code, 0);
  Json root = jsonOf(path("cell.json"));
  QVERIFY(root["elements"][2]["cycle"].is_object());
  root["elements"][2].erase("measured");
  root["elements"][2]["cycle"] = "motion";
  QVERIFY(root == robotCellFactory().json());
  QCOMPARE(runCli({"check", path("cell.json"), "--quiet"}).exit_code, 0);
}

void TestMotionMeasureVerb::writesIntoAProject() {
  QCOMPARE(runCli({"new", path("cell.mill"), "--factory", path("cell.json"), "--quiet"}).exit_code, 0);
  const Answer answer = runCli(measuring(path("cell.mill"), {"--write"}));
  QCOMPARE(answer.exit_code, 0);
  QVERIFY(answer.json()["empirical"] == runCli(measuring(path("cell.json"))).json()["empirical"]);
  QCOMPARE(runCli({"run", path("cell.mill"), "--horizon", "1h", "--quiet"}).exit_code, 0);
}

void TestMotionMeasureVerb::printsATable() {
  const Answer answer = runCli({"motion", path("cell.json"), "--measure", "r1", "--cycles", "8"});
  QCOMPARE(answer.exit_code, 0);
  QVERIFY2(answer.shows("r1: 8 cycles, mean "), answer.out.c_str());
  QVERIFY2(answer.shows("outfeed"), answer.out.c_str());
  QVERIFY2(answer.says("8/8 cycles"), answer.err.c_str());
}

void TestMotionMeasureVerb::saysWhatFailed() {
  robotCellFactory({{"elements/table/pose/x_m", 3.0}}).write(path("far.json").toStdString());
  const Answer some = runCli(measuring(path("far.json")));
  QCOMPARE(some.exit_code, 0);
  QVERIFY2(some.says("of 10: above the place: out of reach"), some.err.c_str());
  QVERIFY(some.json()["failed"].get<int>() > 0);
  robotCellFactory({{"elements/table/pose/x_m", 3.0}, {"elements/outfeed/pose/x_m", 5.0}})
      .write(path("far.json").toStdString());
  const Answer none = runCli(measuring(path("far.json"), {"--write"}));
  QCOMPARE(none.exit_code, 1);
  QVERIFY(none.json()["written"].empty());
  QVERIFY(!jsonOf(path("far.json"))["elements"][2].contains("measured"));
}

void TestMotionMeasureVerb::exitCodes_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("message");
  QTest::newRow("no such robot") << QStringList{"--measure", "r9"} << 3 << "did you mean \"r1\"?";
  QTest::newRow("a station") << QStringList{"--measure", "table"} << 3 << "is a station, not a robot";
  QTest::newRow("too few") << QStringList{"--measure", "r1", "--cycles", "1"} << 3 << "measure 2 to";
  QTest::newRow("of nothing") << QStringList{"--cycles", "5"} << 2 << "--measure";
  QTest::newRow("unknown form") << QStringList{"--measure", "r1", "--as", "normal"} << 2 << "--as";
  QTest::newRow("no folder") << QStringList{"--measure", "r1", "--cycles", "2", "--out", "/nowhere/new.json"} << 4
                             << "/nowhere/new.json";
}

void TestMotionMeasureVerb::exitCodes() {
  QFETCH(QStringList, arguments);
  QFETCH(int, exit_code);
  QFETCH(QString, message);
  const Answer answer = runCli(QStringList{"motion", path("cell.json")} + arguments);
  QCOMPARE(answer.exit_code, exit_code);
  QVERIFY2(answer.says(message.toUtf8().constData()), answer.err.c_str());
}

QTEST_APPLESS_MAIN(TestMotionMeasureVerb)
#include "tst_motion_measure_verb.moc"
