// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/twin/detect/anomaly_labels.h"
#include "core/twin/detect/detect_log.h"
#include "core/twin/detect/detections_json.h"
#include "core/twin/detect/normal_model_json.h"
#include "tests/core/estimation/random_system.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

class TestDetectLog : public QObject {
  Q_OBJECT
 private slots:
  void eachMethodFindsTheDrift_data();
  void eachMethodFindsTheDrift();
  void healthIsQuiet();
  void wanderingIsDecidedForTheSet();
  void remindersComeAtTheirTime();
  void modelGoesThroughJson();
  void badModels_data();
  void badModels();
  void detectionsGoThroughJson();
  void windowsOfLabels_data();
  void windowsOfLabels();
  void refuses_data();
  void refuses();
};

namespace {

/// 1200 seconds: flow and power hang together, oil wanders, valve never moves, label is no signal. From row 800 the
/// flow meter reads low by `step` of its sd.
Log plant(double step, std::uint64_t seed) {
  test::Normals random(seed);
  Log log;
  log.name = "plant";
  Signal flow{"flow", "l/min", {}};
  Signal power{"power", "W", {}};
  Signal noise{"noise", "dB", {}};
  Signal oil{"oil", "°C", {}};
  Signal valve{"valve", "", {}};
  Signal label{"label", "", {}};
  double warm = 40.0;
  for (int k = 0; k < 1200; ++k) {
    const double load = random.next();
    log.t_s.push_back(k);
    flow.values.push_back(50.0 + load + 0.3 * random.next() - (k >= 800 ? step : 0.0));
    power.values.push_back(900.0 + 80.0 * load + 24.0 * random.next());
    noise.values.push_back(60.0 + random.next());
    oil.values.push_back(warm += 0.3 * random.next());
    valve.values.push_back(1.0);
    label.values.push_back(k >= 800 ? 1.0 : 0.0);
  }
  log.series = {flow, power, noise, oil, valve, label};
  return log;
}

DetectRequest request(DetectMethod method) {
  DetectRequest made;
  made.methods = {method};
  made.healthy.rows = 400;
  made.ignored = {"label"};
  return made;
}

}  // namespace

void TestDetectLog::eachMethodFindsTheDrift_data() {
  QTest::addColumn<int>("method");
  QTest::addColumn<QString>("test");
  QTest::newRow("normal") << static_cast<int>(DetectMethod::Normal) << "T2 Q";
  QTest::newRow("cusum") << static_cast<int>(DetectMethod::Cusum) << "CUSUM";
  QTest::newRow("bias") << static_cast<int>(DetectMethod::Bias) << "bias";
  QTest::newRow("change point") << static_cast<int>(DetectMethod::ChangePoint) << "change point";
}

void TestDetectLog::eachMethodFindsTheDrift() {
  QFETCH(int, method);
  QFETCH(QString, test);
  const std::vector<Log> logs = {plant(3.0, 1)};
  auto wanted = request(static_cast<DetectMethod>(method));
  wanted.wanted = {"flow", "power", "noise"};
  wanted.reminder_s = 1.0;
  const LogDetections found = detect(logs, wanted).front();
  QVERIFY(!found.detections.empty());
  const estimation::Detection* longest = nullptr;
  for (const auto& detection : found.detections) {
    if (detection.suspects.front().signal != "flow") continue;
    if (!longest || detection.last_row - detection.first_row > longest->last_row - longest->first_row)
      longest = &detection;
  }
  QVERIFY(longest != nullptr);
  QVERIFY2(test.contains(QString::fromStdString(longest->test)), longest->test.c_str());
  QVERIFY2(longest->first_row >= 790 && longest->first_row <= 815, qPrintable(QString::number(longest->first_row)));
  QVERIFY(std::abs(longest->statistic) > std::abs(longest->limit));
  QVERIFY(longest->p_value < 1e-3);
  QVERIFY(longest->suspects.front().deviation < -2.0);
  QVERIFY(!longest->raised_rows.empty());
}

void TestDetectLog::healthIsQuiet() {
  std::size_t rows = 0;
  std::size_t normal_rows = 0;
  for (std::uint64_t seed = 20; seed < 25; ++seed) {
    const std::vector<Log> logs = {plant(0.0, seed)};
    for (const DetectMethod method : {DetectMethod::Cusum, DetectMethod::Bias, DetectMethod::ChangePoint}) {
      auto wanted = request(method);
      wanted.wanted = {"flow", "power", "noise"};
      rows += detect(logs, wanted).front().detections.size();
    }
    for (const bool is_abnormal : detect(logs, request(DetectMethod::Normal)).front().abnormalRows()) {
      normal_rows += is_abnormal ? 1 : 0;
    }
  }
  QVERIFY2(rows <= 3, qPrintable(QString::number(rows)));
  QVERIFY2(normal_rows < 60, qPrintable(QString::number(normal_rows)));  // of 6,000: the margin makes 1 % less
}

void TestDetectLog::wanderingIsDecidedForTheSet() {
  std::vector<Log> logs = {plant(0.0, 1), plant(0.0, 2), plant(0.0, 3)};
  for (std::size_t k = 0; k < 400; ++k) logs[0].series[2].values[k] += 0.02 * static_cast<double>(k);  // noise drifts
  const auto found = detect(logs, request(DetectMethod::Normal));
  for (const LogDetections& of_log : found) {
    QCOMPARE(of_log.judged, (std::vector<std::string>{"flow", "power", "noise"}));
    QCOMPARE(of_log.left_out.size(), std::size_t{2});
    QVERIFY(of_log.left_out[0].signal == "oil" && of_log.left_out[0].why.starts_with("wanders"));
    QVERIFY(of_log.left_out[1].signal == "valve" && of_log.left_out[1].why.starts_with("constant"));
  }
  auto wanted = request(DetectMethod::Normal);
  wanted.keeps_wandering = true;
  QCOMPARE(detect(logs, wanted).front().judged.size(), std::size_t{4});
}

void TestDetectLog::remindersComeAtTheirTime() {
  const std::vector<Log> logs = {plant(30.0, 1)};
  auto wanted = request(DetectMethod::Normal);
  wanted.reminder_s = 100.0;
  const LogDetections found = detect(logs, wanted).front();
  const auto raised = found.raisedRows();
  QVERIFY(raised.size() >= 4);
  for (std::size_t i = 1; i < raised.size(); ++i) QVERIFY(raised[i] >= raised[i - 1] + 100);
  const auto last = raised.back();
  QVERIFY(last > 1090);
}

void TestDetectLog::modelGoesThroughJson() {
  std::vector<Log> logs = {plant(3.0, 1)};
  const LogDetections learned = detect(logs, request(DetectMethod::Normal)).front();
  const std::string text = toJson(*learned.model).dump(1);
  auto wanted = request(DetectMethod::Normal);
  wanted.model = readNormalModel(JsonDocument::parse(text, "m.json"));
  QCOMPARE(QString::fromStdString(toJson(*wanted.model).dump(1)), QString::fromStdString(text));
  const LogDetections applied = detect(logs, wanted).front();
  QCOMPARE(applied.detections.size(), learned.detections.size());
  for (std::size_t i = 0; i < applied.detections.size(); ++i) {
    QCOMPARE(applied.detections[i].first_row, learned.detections[i].first_row);
    MW_NEAR(applied.detections[i].statistic, learned.detections[i].statistic, 0.0, 0.0);
  }
}

void TestDetectLog::badModels_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("says");
  QTest::newRow("format") << "/format"
                          << "\"x\""
                          << "not a normal-operation model";
  QTest::newRow("scale of zero") << "/scale/0"
                                 << "0"
                                 << "/scale";
  QTest::newRow("a centre too few") << "/centre"
                                    << "[1]"
                                    << "/centre";
  QTest::newRow("loadings of another shape") << "/loadings"
                                             << "[[1]]"
                                             << "/loadings";
  QTest::newRow("no rule") << "/limit_rule"
                           << "\"guess\""
                           << "\"guess\" is unknown";
  QTest::newRow("limit of zero") << "/t2_limit"
                                 << "0"
                                 << "/t2_limit";
}

void TestDetectLog::badModels() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, says);
  const std::vector<Log> logs = {plant(0.0, 1)};
  Json model = toJson(*detect(logs, request(DetectMethod::Normal)).front().model);
  model[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
  try {
    static_cast<void>(readNormalModel(JsonDocument::parse(model.dump(1), "m.json")));
    QFAIL("no error");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
}

void TestDetectLog::detectionsGoThroughJson() {
  const std::vector<Log> logs = {plant(3.0, 1), plant(2.0, 2)};
  const auto found = detect(logs, request(DetectMethod::Normal));
  const auto read = readDetections(JsonDocument::parse(toJson(found, logs).dump(1), "d.json"));
  QCOMPARE(read.size(), std::size_t{2});
  for (std::size_t i = 0; i < 2; ++i) {
    QVERIFY(read[i].abnormalRows() == found[i].abnormalRows());
    QVERIFY(read[i].raisedRows() == found[i].raisedRows());
    QCOMPARE(read[i].healthy_rows, std::size_t{400});
  }
  const char* bad = R"({"format":"millwright-detections/1","logs":[{"log":"a","rows":10,
    "detections":[{"from_row":4,"to_row":10}]}]})";
  QVERIFY_EXCEPTION_THROWN(static_cast<void>(readDetections(JsonDocument::parse(bad, "d.json"))), InputError);
}

void TestDetectLog::windowsOfLabels_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("rows");
  QTest::newRow("alone") << R"([["1970-01-01 00:00:10", "1970-01-01 00:00:20"]])"
                         << "10-20 ";
  QTest::newRow("with fraction") << R"({"anomaly_windows": [["1970-01-01 00:00:10.5", "1970-01-01 00:00:19.9"]]})"
                                 << "11-19 ";
  QTest::newRow("of NAB") << R"({"other/x.csv": [], "real/plant.csv": [[5, 6], [8, 8]]})"
                          << "5-6 8-8 ";
  QTest::newRow("none within the log") << R"([[5000, 6000]])"
                                       << "";
  QTest::newRow("overlap") << R"([[5, 8], [7, 9]])"
                           << "error";
  QTest::newRow("ends before it begins") << R"([[8, 5]])"
                                         << "error";
  QTest::newRow("no dates") << R"([["soon", "later"]])"
                            << "error";
  QTest::newRow("nothing") << R"({"windows": 3})"
                           << "error";
}

void TestDetectLog::windowsOfLabels() {
  QFETCH(QString, text);
  QFETCH(QString, rows);
  Log log = plant(0.0, 1);
  log.epoch_s = 0.0;
  QString got;
  try {
    for (const auto& window : anomalyWindows(JsonDocument::parse(text.toStdString(), "l.json"), log)) {
      got += QString("%1-%2 ").arg(window.first).arg(window.last);
    }
  } catch (const InputError&) {
    got = "error";
  }
  QCOMPARE(got, rows);
}

void TestDetectLog::refuses_data() {
  QTest::addColumn<QString>("signal");
  QTest::addColumn<int>("rows");
  QTest::addColumn<QString>("says");
  QTest::newRow("mistyped") << "flwo" << 400 << "did you mean \"flow\"?";
  QTest::newRow("too long") << "flow" << 5000 << "the healthy window has 5000 rows, the log 1200";
  QTest::newRow("only constant") << "valve" << 400 << "no signal moves";
  QTest::newRow("only wandering") << "oil" << 400 << "every signal wanders";
  QTest::newRow("too short") << "flow" << 12 << "the healthy window has 12 rows";
}

void TestDetectLog::refuses() {
  QFETCH(QString, signal);
  QFETCH(int, rows);
  QFETCH(QString, says);
  const std::vector<Log> logs = {plant(0.0, 1)};
  auto wanted = request(DetectMethod::Normal);
  wanted.wanted = {signal.toStdString()};
  wanted.healthy.rows = static_cast<std::size_t>(rows);
  try {
    static_cast<void>(detect(logs, wanted));
    QFAIL("no error");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
}

QTEST_APPLESS_MAIN(TestDetectLog)
#include "tst_detect_log.moc"
