// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "core/base/random_stream.h"
#include "tests/support/near.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

/// detect and score as a user runs them: two pumps whose flow meters go wrong at row 700 of 1000.
class TestDetectVerbs : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void detectsAndExplains();
  void modelIsKeptAndApplied();
  void projectKeepsDetections();
  void rowsBeforeTheWindowAreLeft();
  void scoresNowAndStored();
  void scoresAlarms();
  void refuses_data();
  void refuses();

 private:
  [[nodiscard]] Answer cli(const QStringList& arguments) const {
    return test::runProgram(MW_CLI, arguments, folder_.path());
  }
  void write(const char* name, const std::string& text) const {
    writeTextFile(folder_.filePath(name).toStdString(), text);
  }

  QTemporaryDir folder_;
};

namespace {

/// Sums of uniform numbers, near enough to normal ones.
std::string pump(std::uint64_t seed) {
  RandomStream random(seed, 1, 0);
  const auto noise = [&] {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i) sum += random.uniform();
    return sum;
  };
  std::string text = "t;flow;power;sound;anomaly\n";
  for (int k = 0; k < 1000; ++k) {
    const double load = noise();
    const bool is_wrong = k >= 700;
    text += QString("%1;%2;%3;%4;%5\n")
                .arg(k)
                .arg(50.0 + load + 0.3 * noise() - (is_wrong ? 4.0 : 0.0))
                .arg(900.0 + 80.0 * load + 24.0 * noise())
                .arg(60.0 + noise())
                .arg(is_wrong ? 1 : 0)
                .toStdString();
  }
  return text;
}

}  // namespace

void TestDetectVerbs::initTestCase() {
  write("a.csv", pump(1));
  write("b.csv", pump(2));
  write("windows.json", R"({"anomaly_windows": [[700, 999]]})");
}

void TestDetectVerbs::detectsAndExplains() {
  const Answer answer = cli({"detect", "a.csv", "b.csv", "--train", "400", "--out", "d.json", "--json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const Json json = answer.json();
  QVERIFY(json == JsonDocument::read(folder_.filePath("d.json").toStdString()).root());
  for (const Json& log : json["logs"]) {
    const Json& last = log["detections"].back();
    QVERIFY(last["from_row"] >= 700 && last["from_row"] <= 705 && last["to_row"] == 999);
    QVERIFY(last["statistic"] > last["limit"] && last["p_value"] < 1e-6);
    QVERIFY(last["suspects"][0]["signal"] == Json("flow"));
    QVERIFY(last["suspects"][0]["restores"] == Json(true));
    QVERIFY(log["left_out"][0]["signal"] == Json("anomaly"));
  }
  const Answer words = cli({"detect", "a.csv", "--train", "400s", "--quiet"});
  QVERIFY2(words.shows("flow reads below by") && words.shows("without it the others are consistent"),
           words.out.c_str());
}

void TestDetectVerbs::modelIsKeptAndApplied() {
  QCOMPARE(cli({"detect", "a.csv", "--train", "400", "--save-model", "m.json", "--quiet"}).exit_code, 0);
  const Json log = cli({"detect", "b.csv", "--model", "m.json", "--json"}).json()["logs"][0];
  QVERIFY(log["healthy_rows"] == Json(0));
  QVERIFY(log["detections"].back()["to_row"] == 999);
}

void TestDetectVerbs::projectKeepsDetections() {
  QCOMPARE(cli({"new", "p.mill"}).exit_code, 0);
  QCOMPARE(cli({"import-log", "p.mill", "a.csv", "--name", "a"}).exit_code, 0);
  const QStringList ask = {"detect", "p.mill", "--log", "a", "--train", "400", "--method", "normal,cusum", "--json"};
  const Answer answer = cli(ask);
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const std::size_t count = answer.json()["logs"][0]["detections"].size();
  QVERIFY(count > 0);
  QCOMPARE(cli(ask).exit_code, 0);  // once more: the same settings, the same set
  const Json sets = cli({"info", "p.mill", "--json"}).json()["detections"];
  QCOMPARE(sets.size(), std::size_t{1});
  QVERIFY(sets[0]["count"] == Json(count) && sets[0]["log"] == Json("a"));
  QVERIFY(sets[0]["settings"]["methods"] == Json({"normal", "cusum"}));
  QVERIFY(cli({"info", "p.mill"}).shows("detections in log a by normal, cusum; healthy: 400 rows"));
  QVERIFY(cli({"detect", "p.mill", "--log", "b", "--train", "400"}).says("no log \"b\""));
  QCOMPARE(cli({"detect", "p.mill", "--log", "a", "--forget", "all"}).exit_code, 0);
  QVERIFY(cli({"info", "p.mill", "--json"}).json()["detections"].empty());
}

void TestDetectVerbs::rowsBeforeTheWindowAreLeft() {
  const Json log = cli({"detect", "a.csv", "--from", "100s", "--train", "300", "--json"}).json()["logs"][0];
  QVERIFY(log["rows"] == Json(1000) && log["first_row"] == Json(100) && log["healthy_rows"] == Json(300));
  const Json& last = log["detections"].back();
  QVERIFY2(last["from_row"] >= 700 && last["from_row"] <= 705 && last["to_row"] == 999, last.dump().c_str());
  QVERIFY(last["from_s"] == last["from_row"]);  // a row a second
}

void TestDetectVerbs::scoresNowAndStored() {
  const Answer now = cli({"score", "a.csv", "b.csv", "--profile", "skab", "--train", "400", "--json"});
  QVERIFY2(now.exit_code == 0, now.err.c_str());
  const Json json = now.json();
  QVERIFY(json["f1"] > 0.98 && json["far"] < 0.03 && json["mar"] < 0.02);
  QCOMPARE(json["tp"].get<int>() + json["fn"].get<int>(), 600);
  QCOMPARE(json["tn"].get<int>() + json["fp"].get<int>(), 600);  // the healthy rows are not counted
  QCOMPARE(json["all_rows"]["tn"].get<int>() + json["all_rows"]["fp"].get<int>(), 1400);
  const Answer stored = cli({"score", "a.csv", "b.csv", "--profile", "skab", "--detections", "d.json", "--json"});
  QVERIFY(stored.json() == json);
}

void TestDetectVerbs::scoresAlarms() {
  const QStringList ask = {"score",        "a.csv",   "--profile", "nab",   "--labels",
                           "windows.json", "--train", "400",       "--json"};
  const Json json = cli(ask + QStringList{"--method", "normal", "--reminder", "1h"}).json();
  QCOMPARE(json["alarm_rows"].size(), std::size_t{1});
  const Json& profiles = json["profiles"];
  QVERIFY(profiles["standard"]["raw"] == json["raw"]);
  const bool is_hit = json["alarm_rows"][0] >= 700;
  QVERIFY(is_hit ? json["raw"] > 0.9 : json["raw"] < 0);
  QCOMPARE(profiles.size(), std::size_t{3});
}

void TestDetectVerbs::refuses_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("says");
  QTest::newRow("no window") << QStringList{"detect", "a.csv"} << 2 << "--train";
  QTest::newRow("window and model") << QStringList{"detect", "a.csv", "--train", "9", "--model", "m.json"} << 2
                                    << "--train";
  QTest::newRow("no duration") << QStringList{"detect", "a.csv", "--train", "soon"} << 2 << "not a duration";
  QTest::newRow("no method") << QStringList{"detect", "a.csv", "--train", "400", "--method", "magic"} << 2
                             << "there are normal, level, cusum";
  QTest::newRow("no windows") << QStringList{"score", "a.csv", "--profile", "nab", "--train", "400"} << 2 << "--labels";
  QTest::newRow("no such profile") << QStringList{"score", "a.csv", "--profile", "best"} << 2 << "--profile";
  QTest::newRow("no label") << QStringList{"score", "a.csv", "--profile", "skab", "--train", "400", "--label", "wrong"}
                            << 3 << "no label column \"wrong\"";
  QTest::newRow("no signal") << QStringList{"detect", "a.csv", "--train", "400", "--signals", "flo"} << 3
                             << "did you mean \"flow\"?";
  QTest::newRow("no file") << QStringList{"detect", "c.csv", "--train", "400"} << 3 << "c.csv";
  QTest::newRow("longer than the log") << QStringList{"detect", "a.csv", "--train", "5000"} << 3
                                       << "5000 rows, the log 1000";
  QTest::newRow("no model") << QStringList{"detect", "a.csv", "--model", "windows.json"} << 3
                            << "not a normal-operation model";
  QTest::newRow("no folder") << QStringList{"detect", "a.csv", "--train", "400", "--out", "no/d.json"} << 4
                             << "no/d.json";
}

void TestDetectVerbs::refuses() {
  QFETCH(QStringList, arguments);
  QFETCH(int, exit_code);
  QFETCH(QString, says);
  const Answer answer = cli(arguments);
  QVERIFY2(answer.exit_code == exit_code, answer.err.c_str());
  QVERIFY2(answer.says(says.toStdString()), answer.err.c_str());
}

QTEST_APPLESS_MAIN(TestDetectVerbs)
#include "tst_detect_verbs.moc"
