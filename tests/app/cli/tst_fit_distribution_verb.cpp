// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <fmt/format.h>

#include "core/base/json.h"
#include "core/base/random_stream.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

/// fit-distribution as a user runs it, and what it writes, run.
class TestFitDistributionVerb : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void printsAndDraws();
  void pastesWhatAFactoryTakes();
  void sameBits();
  void recommendsTheValues();
  void equalValues();
  void readsTheFileOfAFactory();
  void refuses_data();
  void refuses();

 private:
  Answer cli(const QStringList& arguments) const { return test::runProgram(MW_CLI, arguments, folder_.path()); }
  [[nodiscard]] std::string path(const QString& name) const { return folder_.filePath(name).toStdString(); }
  void writeFactory(const char* name, const Json& process) const;

  QTemporaryDir folder_;
};

void TestFitDistributionVerb::initTestCase() {
  // Whole seconds of a Weibull distribution of scale 300 and shape 2; a third of the rows say nothing.
  RandomStream random(4, streamId("repairs", "test"), 0);
  std::string repairs = "machine,repair_s,state\n";
  for (int i = 0; i < 600; ++i) {
    const double repair_s = 300 * std::sqrt(-std::log(random.uniform()));
    repairs += i % 3 == 0 ? "m1,,busy\n" : fmt::format("m2,{:.0f},down\n", std::ceil(repair_s));
  }
  writeTextFile(path("repairs.csv"), repairs);
  std::string humps = "t\n";
  for (int i = 0; i < 150; ++i) {
    humps += fmt::format("{:.3f}\n{:.3f}\n", 50 + 5 * random.uniform(), 900 + 9 * random.uniform());
  }
  writeTextFile(path("humps.csv"), humps);
}

void TestFitDistributionVerb::writeFactory(const char* name, const Json& process) const {
  Json factory = Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "a"}],
    "elements": [{"id": "src", "type": "source", "part": "a", "supply": "unlimited"},
                 {"id": "m", "type": "station"}, {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "m"}, {"from": "m", "to": "out"}]})");
  factory["elements"][1]["process"] = process;
  writeTextFile(path(name), factory.dump(1));
}

void TestFitDistributionVerb::printsAndDraws() {
  const Answer answer = cli({"fit-distribution", "repairs.csv", "--column", "repair_s", "--svg", "r.svg", "--quiet"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY(answer.err.empty());
  for (const char* text :
       {"repair_s of repairs.csv: 400 values", "200 rows without a value are left out", "all multiples of 1 s",
        "weibull", "rejected", "█", "● expected of weibull", "weibull fits best", R"({"dist":"weibull","scale_s":)"}) {
    QVERIFY2(answer.out.find(text) != std::string::npos, (std::string(text) + "\nin\n" + answer.out).c_str());
  }
  const std::string svg = readTextFile(path("r.svg"));
  QVERIFY(svg.starts_with("<svg") && svg.find("repair_s [s]") != std::string::npos);
  QVERIFY(svg.find("weibull, AD p = ") != std::string::npos);
}

void TestFitDistributionVerb::pastesWhatAFactoryTakes() {
  const Json answer =
      cli({"fit-distribution", "repairs.csv", "--column", "repair_s", "--json", "--resamples", "49"}).json();
  QCOMPARE(answer["best"].get<std::string>(), std::string("weibull"));
  QVERIFY(answer["values"] == 400 && answer["empty_cells"] == 200 && answer["resolution_s"] == 1.0);
  const Json& best = answer["candidates"][0];
  QVERIFY(best["status"] == "fits" && best["json"] == answer["json"]);
  // Rounded up by half a second on average, which is far less than four standard errors (300/2/sqrt(400) = 7.5 s).
  QVERIFY(std::abs(best["json"]["scale_s"].get<double>() - 300) < 4 * 7.9);
  QVERIFY(std::abs(best["standard_errors"]["scale_s"].get<double>() - 7.9) < 3);
  QCOMPARE(answer["candidates"].size(), std::size_t{10});
  QVERIFY(answer["candidates"][9]["reason"] == "the values differ");
  std::size_t total = 0;
  for (const Json& count : answer["histogram"]["counts"]) total += count.get<std::size_t>();
  QCOMPARE(total, std::size_t{400});
  for (const Json& candidate : answer["candidates"]) {
    if (candidate["status"] == "not-applicable") continue;
    writeFactory("f.json", candidate["json"]);
    const Answer check = cli({"check", "f.json"});
    QVERIFY2(check.exit_code == 0, (candidate.dump() + check.err).c_str());
  }
  const Json run = cli({"run", "f.json", "--horizon", "10d", "--json"}).json();
  QVERIFY(run["kpis"]["throughput_per_h"]["mean"].get<double>() > 0);
}

void TestFitDistributionVerb::sameBits() {
  const QStringList arguments = {"fit-distribution", "repairs.csv",   "--column",    "repair_s", "--json",
                                 "--candidates",     "gamma,weibull", "--resamples", "49",       "--seed"};
  const Answer first = cli(arguments + QStringList{"5"});
  QCOMPARE(first.json()["candidates"].size(), std::size_t{2});
  QVERIFY(first.out == cli(arguments + QStringList{"5"}).out);
  QVERIFY(first.json()["candidates"][0]["standard_errors"] !=
          cli(arguments + QStringList{"6"}).json()["candidates"][0]["standard_errors"]);
}

void TestFitDistributionVerb::recommendsTheValues() {
  const Answer answer = cli({"fit-distribution", "humps.csv", "--column", "t", "--resamples", "49"});
  QCOMPARE(answer.exit_code, 1);
  QVERIFY(answer.out.find("No candidate fits") != std::string::npos);
  QVERIFY(answer.out.find(R"({"dist":"empirical","file":"humps.csv","column":"t"})") != std::string::npos);
  const Json json = cli({"fit-distribution", "humps.csv", "--column", "t", "--json", "--resamples", "49"}).json();
  QVERIFY(json["best"].is_null());
  writeFactory("f.json", json["json"]);
  QCOMPARE(cli({"run", "f.json", "--horizon", "1d"}).exit_code, 0);
}

void TestFitDistributionVerb::equalValues() {
  writeTextFile(path("same.csv"), "t\n30\n30\n30\n30\n30\n");
  const Answer answer = cli({"fit-distribution", "same.csv", "--column", "t", "--svg", "same.svg"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY(answer.out.find(R"({"dist":"constant","value_s":30.0})") != std::string::npos);
}

void TestFitDistributionVerb::readsTheFileOfAFactory() {
  // 20 s and 40 s, equally often: 120 parts per hour, in a project too, which has no file beside it.
  writeTextFile(path("two.csv"), "id,cycle_s\na,20\nb,40\n");
  writeFactory("two.json", {{"dist", "empirical"}, {"file", "two.csv"}, {"column", "cycle_s"}});
  QCOMPARE(cli({"check", "two.json"}).exit_code, 0);
  QCOMPARE(cli({"new", "two.mill", "--factory", "two.json"}).exit_code, 0);
  QFile::remove(folder_.filePath("two.csv"));
  const Json run = cli({"run", "two.mill", "--horizon", "10d", "--replications", "5", "--json"}).json();
  // 28,800 parts in ten days of cycles with standard deviation 10 s: 0.2 % in a run.
  QVERIFY(std::abs(run["kpis"]["throughput_per_h"]["mean"].get<double>() - 120) < 4 * 0.12);
  const Answer gone = cli({"run", "two.json", "--horizon", "1h"});
  QCOMPARE(gone.exit_code, 3);
  QVERIFY2(gone.err.find("/elements/1/process/file: no file \"two.csv\"") != std::string::npos, gone.err.c_str());
  QVERIFY(cli({"check", "two.json"}).exit_code == 1);
}

void TestFitDistributionVerb::refuses_data() {
  QTest::addColumn<QString>("table");
  QTest::addColumn<QStringList>("more");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("says");
  const QString good = "t\n1\n2\n3\n4\n5\n";
  QTest::newRow("no column named") << good << QStringList{} << 2 << "--column";
  QTest::newRow("no such column") << good << QStringList{"--column", "repair"} << 3
                                  << "t.csv:1:1: there is no column \"repair\"; the columns are t";
  QTest::newRow("text") << "t\n1\nlong\n" << QStringList{"--column", "t"} << 3 << "t.csv:3:1: \"long\"";
  QTest::newRow("negative") << "a,t\n1,1\n1,-2\n" << QStringList{"--column", "t"} << 3 << "t.csv:3:3: -2 in column";
  QTest::newRow("NaN") << "t\n1\nnan\n" << QStringList{"--column", "t"} << 3 << "t.csv:3:1: \"nan\"";
  QTest::newRow("empty") << "" << QStringList{"--column", "t"} << 3 << "t.csv:1:1: is empty";
  QTest::newRow("few") << "t\n1\n2\n3\n4\n" << QStringList{"--column", "t"} << 3 << "has 4 values; 5 is the least";
  QTest::newRow("beyond the clock") << good + "1e12\n" << QStringList{"--column", "t"} << 3 << "more than 292 years";
  QTest::newRow("unknown candidate") << good << QStringList{"--column", "t", "--candidates", "gama"} << 2
                                     << "--candidates gama: did you mean gamma?";
  QTest::newRow("no bins") << good << QStringList{"--column", "t", "--bins", "0"} << 2 << "--bins";
  QTest::newRow("picture into nowhere") << good << QStringList{"--column", "t", "--svg", "no/t.svg"} << 4 << "no/t.svg";
}

void TestFitDistributionVerb::refuses() {
  QFETCH(QString, table);
  QFETCH(QStringList, more);
  QFETCH(int, exit_code);
  QFETCH(QString, says);
  writeTextFile(path("t.csv"), table.toStdString());
  const Answer answer = cli(QStringList{"fit-distribution", "t.csv"} + more);
  QVERIFY2(answer.exit_code == exit_code, answer.err.c_str());
  QVERIFY2(answer.err.find(says.toStdString()) != std::string::npos, answer.err.c_str());
  QVERIFY(answer.out.empty());
}

QTEST_APPLESS_MAIN(TestFitDistributionVerb)
#include "tst_fit_distribution_verb.moc"
