// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <csignal>

#include "core/store/project_file.h"
#include "core/store/stored_replay.h"
#include "core/twin/log_import.h"
#include "core/twin/replay.h"
#include "tests/core/twin/twin_fixture.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

/// replay as its users run it.
class TestReplayVerb : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void stepsAreThoseOfTheWholeLog();
  void speedChangesNoBit();
  void projectIsReplayedAsItRuns();
  void wordsComeInTheOrderOfTime();
  void wholeLogWhereItIsNeeded();
  void interruptLeavesWhatWasDone();
  void badLineFarDown();
  void readerThatGoesAway();
  void refuses_data();
  void refuses();

 private:
  [[nodiscard]] Answer cli(const QStringList& arguments) const {
    return test::runProgram(MW_CLI, arguments, folder_.path());
  }
  void write(const char* name, const std::string& text) const {
    writeTextFile(folder_.filePath(name).toStdString(), text);
  }
  /// What a document says apart from how long it took.
  [[nodiscard]] static Json timeless(Json json) {
    json.erase("seconds");
    return json;
  }

  QTemporaryDir folder_;
  const QStringList file_ = {"replay", "--log-file", "plate.csv", "--twin", "twin.json", "--quiet"};
  const QStringList project_ = {"replay", "p.mill", "--log", "plate", "--twin", "twin.json", "--quiet"};
};

namespace {

/// The surface is steady, reads 30 K too much from row 150 to 399, and nothing from row 450 to 469.
std::string plateRows(int count) {
  std::string text = "t,surface,load\n";
  for (int k = 0; k < count; ++k) {
    const double surface = 9.5 + 0.3 * std::sin(0.7 * k) + (k >= 150 && k < 400 ? 30 : 0);
    text += std::to_string(k) + "," + (k % 50 == 7 || (k >= 450 && k < 470) ? "" : std::to_string(surface)) + ",1\n";
  }
  return text;
}

}  // namespace

void TestReplayVerb::initTestCase() {
  write("plate.csv", plateRows(600));
  write("twin.json", test::plateTwin().dump(1));
  QCOMPARE(cli({"new", "p.mill"}).exit_code, 0);
  QCOMPARE(cli({"import-log", "p.mill", "plate.csv", "--quiet"}).exit_code, 0);
}

void TestReplayVerb::stepsAreThoseOfTheWholeLog() {
  const twin::TwinDefinition twin = test::twinOf(test::plateTwin());
  const twin::LogImport log = twin::importLog(folder_.filePath("plate.csv").toStdString(), {}, {}, {});
  for (const QStringList& extra : {QStringList{}, {"--every", "7"}, {"--full"}, {"--late-window", "5"}}) {
    const Answer answer = cli(file_ + extra + QStringList{"--json"});
    QVERIFY2(answer.exit_code == 0, answer.err.c_str());
    const bool is_full = extra.contains("--full");
    const twin::ReplayResult result = twin::replay(twin, log.report.log, {.keeps_covariance = is_full});
    Json want = timeless(twin::toJson(result, extra.contains("7") ? 7 : 1, is_full));
    Json got = timeless(answer.json());
    QVERIFY(got.contains("late_rows") == extra.contains("5"));
    got.erase("late_rows");
    QVERIFY(got.dump() == want.dump());  // the order of keys too
    QVERIFY(want["alerts"].size() > 0 && want["rows"] == Json(600));
  }
}

void TestReplayVerb::speedChangesNoBit() {
  const Json want = timeless(cli(file_ + QStringList{"--json"}).json());
  for (const char* speed : {"max", "1e12"}) {
    const Answer answer = cli(file_ + QStringList{"--json", "--speed", speed});
    QVERIFY2(answer.exit_code == 0, answer.err.c_str());
    QVERIFY(timeless(answer.json()) == want);
  }
}

void TestReplayVerb::projectIsReplayedAsItRuns() {
  const Json want = timeless(cli(file_ + QStringList{"--json"}).json());
  QVERIFY(timeless(cli(project_ + QStringList{"--json", "--speed", "1e12", "--as", "paced"}).json()) == want);
  QVERIFY(timeless(cli(project_ + QStringList{"--json"}).json()) == want);
  const auto project = store::ProjectFile::open(folder_.filePath("p.mill").toStdString(), store::Access::ReadOnly);
  for (const char* name : {"plate", "paced"}) {
    const store::StoredReplay kept = store::loadReplay(*project, name, "plate");
    QCOMPARE(kept.t_s.size(), std::size_t{600});
    QVERIFY(kept.states[1].mean[599] == want["steps"][599]["x"][1].get<double>());
    QVERIFY(kept.innovations.at(0).sd[599] == want["steps"][599]["innovation_sd"][0].get<double>());
    QCOMPARE(kept.alerts.size(), want["alerts"].size());
  }
}

void TestReplayVerb::wordsComeInTheOrderOfTime() {
  const Answer answer = cli(file_);
  const QStringList lines = QString::fromStdString(answer.out).split('\n', Qt::SkipEmptyParts);
  QVERIFY(lines.size() > 5 && lines.size() < 50);
  double last_s = -1;
  for (const QString& line : lines.first(lines.size() - 2)) {
    if (line.startsWith("further")) continue;
    const double t_s = line.trimmed().section(' ', 0, 0).toDouble();
    QVERIFY2(t_s >= last_s, qPrintable(line));
    last_s = t_s;
  }
  QVERIFY(answer.shows("150.0 s  ANOMALY") || answer.shows("further anomalous rows"));
  QVERIFY(answer.shows("CRITICAL") && answer.shows("FAULT") && answer.shows("STALE"));
  QVERIFY(lines[lines.size() - 2].startsWith("600 rows replayed"));
  QVERIFY(lines.back().startsWith("health at the end"));
}

void TestReplayVerb::wholeLogWhereItIsNeeded() {
  const Json smoothed = cli(file_ + QStringList{"--json", "--smooth"}).json();
  const Json filtered = cli(file_ + QStringList{"--json"}).json();
  QVERIFY(smoothed["steps"][20]["P_diag"][1] < filtered["steps"][20]["P_diag"][1]);
  const Json compared =
      cli(file_ + QStringList{"--json", "--against", "twin.json", "--against-set", "model/R/0/0=1"}).json();
  QVERIFY(compared["a"] != compared["b"] && !compared["says"].empty());
  QVERIFY(cli(file_ + QStringList{"--json", "--open-loop"}).json().contains("steps"));
}

void TestReplayVerb::interruptLeavesWhatWasDone() {
  QCOMPARE(cli(project_ + QStringList{"--as", "kept"}).exit_code, 0);
  QProcess process;
  process.setWorkingDirectory(folder_.path());
  process.start(MW_CLI, project_ + QStringList{"--as", "kept", "--json", "--speed", "0.1"});  // a row in ten seconds
  QByteArray out;
  while (!out.contains("\"t_s\"") && process.waitForReadyRead(60'000)) out += process.readAllStandardOutput();
  QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
  QVERIFY(process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit);
  QCOMPARE(process.exitCode(), 130);
  const Json json = Json::parse((out + process.readAllStandardOutput()).toStdString());
  QVERIFY(json["rows"] >= 1 && json["rows"] < 600 && json["steps"].size() == json["rows"]);
  QVERIFY(json["ended_early"] == Json("interrupted"));
  QVERIFY(process.readAllStandardError().contains("replay stopped after"));
  const auto project = store::ProjectFile::open(folder_.filePath("p.mill").toStdString(), store::Access::ReadOnly);
  QCOMPARE(store::loadReplay(*project, "kept", "plate").t_s.size(), std::size_t{600});
}

void TestReplayVerb::badLineFarDown() {
  constexpr int kRows = 70'000;  // more than are read before the first are handed on
  write("long.csv", plateRows(kRows) + "70000,warm,1\n");
  const Answer answer = cli({"replay", "--log-file", "long.csv", "--twin", "twin.json", "--json", "--every", "100"});
  QCOMPARE(answer.exit_code, 3);
  QVERIFY2(answer.says("long.csv:70002:7: \"warm\""), answer.err.c_str());
  const Json json = answer.json();
  QVERIFY(json["rows"] > 1000 && json["rows"] < kRows);
  QVERIFY(json["ended_early"].get<std::string>().find("70002") != std::string::npos);
  write("short.csv", plateRows(10) + "10,warm,1\n");
  const Answer short_one = cli({"replay", "--log-file", "short.csv", "--twin", "twin.json", "--json"});
  QCOMPARE(short_one.exit_code, 3);
  QVERIFY(short_one.out.empty() && short_one.says("short.csv:12:4"));
}

void TestReplayVerb::readerThatGoesAway() {
  write("long.csv", plateRows(20'000));
  const QString command = QString(
                              "%1 replay --log-file long.csv --twin twin.json --json | head -c 10; "
                              "exit ${PIPESTATUS[0]}")
                              .arg(MW_CLI);
  const Answer answer = test::runProgram("bash", {"-c", command}, folder_.path());
  QVERIFY2(answer.exit_code == 4 && answer.says("stdout: cannot be written"), answer.err.c_str());
}

void TestReplayVerb::refuses_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("says");
  const char* const kWants = "wants max, or a number above 0";
  for (const char* speed : {"0", "-3", "fast", "", "inf", "nan", "10x"}) {
    QTest::newRow(speed) << QStringList{QString("--speed=%1").arg(speed)} << 2 << (*speed == 0 ? "--speed" : kWants);
  }
  for (const char* whole : {"--smooth", "--open-loop"}) {
    QTest::newRow(whole) << QStringList{"--speed", "10", whole} << 2 << "need the whole log";
  }
  QTest::newRow("against") << QStringList{"--speed", "10", "--against", "twin.json"} << 2 << "need the whole log";
  QTest::newRow("no such signal") << QStringList{"--set", "signals/0/name=\"surfac\""} << 3
                                  << "did you mean \"surface\"?";
}

void TestReplayVerb::refuses() {
  QFETCH(QStringList, arguments);
  QFETCH(int, exit_code);
  QFETCH(QString, says);
  const Answer answer = cli(file_ + arguments);
  QVERIFY2(answer.exit_code == exit_code, answer.err.c_str());
  QVERIFY2(answer.says(says.toStdString()), answer.err.c_str());
  QVERIFY(answer.out.empty());
}

QTEST_APPLESS_MAIN(TestReplayVerb)
#include "tst_replay_verb.moc"
