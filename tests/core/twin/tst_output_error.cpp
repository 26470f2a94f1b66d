// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/base/random_stream.h"
#include "core/twin/output_error.h"
#include "tests/core/twin/twin_fixture.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

namespace {

constexpr double kSensorSd = 0.2;

/// A heated plate on a case, both at 20 °C at first: numbers to be found, and R_ohm, whose scale no temperature tells.
Json plateJson(double C_plate, double C_case, double g_case, double g_ambient) {
  Json twin = Json::parse(R"({
    "format": "millwright-twin/1", "asset": "plate", "signals": [{"name": "plate", "expected_interval_s": 1}],
    "inputs": ["current"],
    "model": {"type": "motor-thermal", "nodes": {"plate": "C_plate", "case": "C_case"},
              "links": [["plate", "case", "g_case"], ["case", "ambient", "g_ambient"]],
              "heat": {"plate": "R_ohm * current^2"},
              "parameters": {"R_ohm": 0.5, "ambient": 20},
              "Q": [[0, 0], [0, 0]], "R": [[0.04]], "x0": [20, 20], "P0": [[0, 0], [0, 0]]},
    "filter": "extended"})");
  Json& parameters = twin["model"]["parameters"];
  parameters["C_plate"] = C_plate;
  parameters["C_case"] = C_case;
  parameters["g_case"] = g_case;
  parameters["g_ambient"] = g_ambient;
  return twin;
}

const std::vector<std::string> kSought{"C_plate", "C_case", "g_case", "g_ambient"};
constexpr double kTruth[] = {30, 150, 1.5, 0.6};

JsonDocument document(const Json& json) {
  return JsonDocument::parse(json.dump(1), "twin.json");
}

/// A log of the true plate under current on and off in turn, with white noise on the sensor.
Log plateLog(std::uint64_t seed, double current, std::size_t rows = 600) {
  Log log;
  log.name = "plate";
  log.series = {{"plate", "°C", {}}, {"current", "A", {}}};
  for (std::size_t row = 0; row < rows; ++row) {
    log.t_s.push_back(static_cast<double>(row));
    log.series[0].values.push_back(20.0);
    log.series[1].values.push_back(row % 300 < 150 ? current : 0.0);
  }
  const JsonDocument truth = document(plateJson(kTruth[0], kTruth[1], kTruth[2], kTruth[3]));
  const OpenLoopPrediction exact = predictOpenLoop(truth, log);
  RandomStream random(seed, 1, 0);
  for (std::size_t row = 0; row < rows; ++row) {
    const double radius = std::sqrt(-2 * std::log(random.uniform()));
    const double noise = kSensorSd * radius * std::cos(2 * std::numbers::pi * random.uniform());
    log.series[0].values[row] = exact.mean[row] + noise;
  }
  return log;
}

OutputErrorResult fitted(const std::vector<std::string>& names, const std::vector<Log>& logs) {
  return calibrateOutputError(document(plateJson(60, 80, 0.7, 1.2)), logs, {.parameters = names, .starts = 2});
}

}  // namespace

class TestOutputError : public QObject {
  Q_OBJECT
 private slots:
  void findsWhatMadeTheLogs();
  void bandsHoldWhatTheyPromise();
  void namesWhatTheLogsLeaveOpen();
  void seesTheModelsOwnErrors();
  void keepsToItsWindow();
  void refusesWhatIsWrong();
};

void TestOutputError::findsWhatMadeTheLogs() {
  const OutputErrorResult result = fitted(kSought, {plateLog(1, 8), plateLog(2, 5)});
  QVERIFY(result.has_converged);
  QVERIFY(result.open_directions.empty());
  for (std::size_t i = 0; i < kSought.size(); ++i) {
    const CalibratedValue& value = result.values[i];
    QVERIFY(value.is_identified);
    MW_NEAR(value.value, kTruth[i], 0.0, 3.5 * value.sd);  // of four normal numbers, 1 in 500 lies outside
    QVERIFY2(value.sd < 0.05 * kTruth[i], value.name.c_str());
    MW_NEAR(result.correlation(Eigen::Index(i), Eigen::Index(i)), 1.0, 1e-9, 0.0);
  }
  // 1,198 readings: the sd of a standard deviation is 2 %, four of them.
  MW_NEAR(result.measured[0].residual_sd, kSensorSd, 0.08, 0.0);
  QVERIFY(result.measured[0].rmse_before > 5 * result.measured[0].rmse_after);
}

void TestOutputError::bandsHoldWhatTheyPromise() {
  const OutputErrorResult result = fitted(kSought, {plateLog(3, 8)});
  double inside = 0;
  double all = 0;
  for (std::uint64_t seed = 10; seed < 16; ++seed) {
    const Log log = plateLog(seed, 6);
    const OpenLoopAccuracy accuracy = accuracyOf(predictOpenLoop(document(result.twin), log)).at(0);
    inside += accuracy.coverage_95 * static_cast<double>(accuracy.readings);
    all += static_cast<double>(accuracy.readings);
    QVERIFY(accuracy.rmse < 1.5 * kSensorSd);
    QVERIFY(accuracy.half_width_95 < 3 * kSensorSd);
  }
  QCOMPARE(all, 6 * 599.0);  // the first row of each is the start
  QVERIFY2(inside / all > 0.92 && inside / all < 0.99, qPrintable(QString::number(inside / all)));
}

void TestOutputError::namesWhatTheLogsLeaveOpen() {
  std::vector<std::string> names = kSought;
  names.push_back("R_ohm");  // twice the heat into twice the capacities through twice the conductances
  const OutputErrorResult result = fitted(names, {plateLog(4, 8)});
  QCOMPARE(result.open_directions.size(), std::size_t{1});
  QCOMPARE(result.open_directions[0].names.size(), names.size());
  for (const CalibratedValue& value : result.values) QVERIFY(!value.is_identified && std::isinf(value.sd));
  QVERIFY(toJson(result)["parameters"][0]["sd"].is_null());
  MW_NEAR(result.values[0].value / result.values[4].value, kTruth[0] / 0.5, 0.05, 0.0);
}

void TestOutputError::seesTheModelsOwnErrors() {
  // A sensor that drifts to and fro: the errors follow each other, and the bands must know.
  Log log = plateLog(5, 8);
  for (std::size_t row = 0; row < log.rowCount(); ++row) {
    log.series[0].values[row] += std::sin(2 * std::numbers::pi * static_cast<double>(row) / 97.0);
  }
  const OutputErrorResult clean = fitted(kSought, {plateLog(5, 8)});
  const OutputErrorResult drifting = fitted(kSought, {log});
  QVERIFY(clean.measured[0].correlation_rows < 2);
  QVERIFY(drifting.measured[0].correlation_rows > 10);
  QVERIFY(drifting.values[0].sd > 10 * clean.values[0].sd);
}

void TestOutputError::keepsToItsWindow() {
  Log log = plateLog(6, 8);
  const JsonDocument twin = document(plateJson(60, 80, 0.7, 1.2));
  const OutputErrorOptions options{.parameters = {"C_plate", "g_case"}, .until_s = 399, .starts = 1};
  const OutputErrorResult clean = calibrateOutputError(twin, std::vector<Log>{log}, options);
  for (std::size_t row = 400; row < log.rowCount(); ++row) log.series[0].values[row] = 1e3;
  const OutputErrorResult spoilt = calibrateOutputError(twin, std::vector<Log>{log}, options);
  QCOMPARE(clean.rows, std::size_t{400});
  QVERIFY(clean.twin == spoilt.twin);
}

void TestOutputError::refusesWhatIsWrong() {
  const std::vector<Log> logs{plateLog(7, 8, 50)};
  const JsonDocument twin = document(plateJson(60, 80, 0.7, 1.2));
  for (const char* name : {"C_plat", "x0/2", "Q"}) {
    QVERIFY_EXCEPTION_THROWN((void)calibrateOutputError(twin, logs, {.parameters = {name}}), InputError);
  }
  QVERIFY_EXCEPTION_THROWN((void)calibrateOutputError(twin, {}, {.parameters = {"C_plate"}}), InputError);
  QVERIFY_EXCEPTION_THROWN((void)calibrateOutputError(twin, logs, {.parameters = {"C_plate"}, .until_s = -1}),
                           InputError);
  Json particles = plateJson(60, 80, 0.7, 1.2);
  particles["filter"] = "particle";
  QVERIFY_EXCEPTION_THROWN((void)predictOpenLoop(document(particles), logs[0]), InputError);
  std::stop_source stop;
  stop.request_stop();
  OutputErrorOptions options{.parameters = {"C_plate"}};
  options.stop = stop.get_token();
  QVERIFY_EXCEPTION_THROWN((void)calibrateOutputError(twin, logs, options), Cancelled);
}

QTEST_APPLESS_MAIN(TestOutputError)
#include "tst_output_error.moc"
