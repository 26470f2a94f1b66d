// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <fmt/format.h>

#include "core/base/json.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

/// discover as a user runs it, and what it writes, checked and run.
class TestDiscoverVerb : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void buildsAndRuns();
  void intoAProject();
  void takesAMap();
  void refuses_data();
  void refuses();

 private:
  Answer cli(const QStringList& arguments) const { return test::runProgram(MW_CLI, arguments, folder_.path()); }
  [[nodiscard]] std::string path(const QString& name) const { return folder_.filePath(name).toStdString(); }

  QTemporaryDir folder_;
};

/// An order every two hours: an hour of turning, half an hour of packing after it.
void TestDiscoverVerb::initTestCase() {
  std::string text = "order,operation,machine,begin,end,pieces\n";
  std::string backwards = text;
  for (int i = 0; i < 120; ++i) {
    const std::string day = fmt::format("2026-03-{:02}", 1 + i / 6);
    const int hour = 6 + i % 6 * 2;
    const std::string turn =
        fmt::format("o{},turn,lathe,{} {:02}:{:02},{} {:02}:{:02},4\n", i, day, hour, i % 7, day, hour + 1, i % 11);
    text += turn;
    text += fmt::format("o{},pack,desk,{} {:02}:15,{} {:02}:{:02},4\n", i, day, hour + 1, day, hour + 1, 40 + i % 13);
    backwards += fmt::format("o{},turn,lathe,{} {:02}:30,{} {:02}:00,4\n", i, day, hour, day, hour);
  }
  writeTextFile(path("events.csv"), text);
  writeTextFile(path("backwards.csv"), backwards);
  std::string timeless = text.substr(0, text.find('\n') + 1);
  for (int i = 0; i < 60; ++i) {
    timeless +=
        fmt::format("o{},turn,lathe,2026-03-02 {:02}:{:02},2026-03-02 {:02}:{:02},4\n", i / 2, i / 6, i, i / 6, i);
  }
  writeTextFile(path("timeless.csv"), timeless);
  writeTextFile(path("map.json"), R"({"case": "order", "activity": "operation", "start": "begin", "complete": "end"})");
  writeTextFile(path("wrong.json"),
                R"({"case": "ordr", "activity": "operation", "start": "begin", "complete": "end"})");
}

void TestDiscoverVerb::buildsAndRuns() {
  const Answer answer = cli({"discover", "events.csv", "--out", "f.json", "--report", "r.html", "--json", "--quiet"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const Json json = answer.json();
  QVERIFY(json["map"]["case"] == "order");
  QVERIFY(json["rows"]["used"] == 240);
  QVERIFY(json["stations"].size() == 2);
  QVERIFY(json["comparison"]["figures"]["lead_time_mean_s"]["log"].get<double>() > 3600);
  QVERIFY(readTextFile(path("r.html")).find("Compared with the log") != std::string::npos);
  QVERIFY(cli({"check", "f.json"}).exit_code == 0);
  const Answer run = cli({"run", "f.json", "--horizon", "30d", "--replications", "3", "--json", "--quiet"});
  QVERIFY2(run.exit_code == 0, run.err.c_str());
  QVERIFY(run.json()["kpis"]["throughput_per_h"]["mean"].get<double>() > 0);
}

void TestDiscoverVerb::intoAProject() {
  QVERIFY(cli({"discover", "events.csv", "--project", "p.mill", "--quiet"}).exit_code == 0);
  QVERIFY(cli({"check", "p.mill"}).exit_code == 0);
  QVERIFY(cli({"discover", "events.csv", "--project", "p.mill", "--name", "Again", "--quiet"}).exit_code == 0);
  QVERIFY(cli({"info", "p.mill"}).shows("Again"));
}

void TestDiscoverVerb::takesAMap() {
  const Answer answer = cli({"discover", "events.csv", "--map", "map.json", "--split", "1", "--quiet"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY(answer.shows("each activity is its own"));
  QVERIFY(answer.shows("nothing is left to judge it by"));
}

void TestDiscoverVerb::refuses_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("said");
  QTest::newRow("no file") << QStringList{"no.csv"} << 3 << "no such file";
  QTest::newRow("ends precede starts") << QStringList{"backwards.csv"} << 3 << "swap start and complete";
  QTest::newRow("no times") << QStringList{"timeless.csv"} << 3 << "complete at the instant of their start";
  QTest::newRow("map of another log") << QStringList{"events.csv", "--map", "wrong.json"} << 3
                                      << "did you mean \"order\"";
  QTest::newRow("split beyond the log") << QStringList{"events.csv", "--split", "2027-01-01"} << 3 << "does not go on";
  QTest::newRow("split of nothing") << QStringList{"events.csv", "--split", "0.001"} << 3 << "too few";
  QTest::newRow("share above one") << QStringList{"events.csv", "--split", "1.5"} << 2 << "--split";
  QTest::newRow("folder that is not there") << QStringList{"events.csv", "--out", "none/f.json"} << 4 << "none";
}

void TestDiscoverVerb::refuses() {
  QFETCH(QStringList, arguments);
  QFETCH(int, exit_code);
  QFETCH(QString, said);
  const Answer answer = cli(QStringList{"discover", "--quiet"} + arguments);
  QVERIFY2(answer.exit_code == exit_code, answer.err.c_str());
  QVERIFY2(answer.says(said.toStdString()), answer.err.c_str());
}

QTEST_GUILESS_MAIN(TestDiscoverVerb)
#include "tst_discover_verb.moc"
