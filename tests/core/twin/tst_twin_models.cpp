// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/base/random_stream.h"
#include "core/twin/replay.h"
#include "tests/core/twin/twin_fixture.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

namespace {

/// The plate of twin_fixture.h as formulas.
Json plateFormulas() {
  Json json = test::plateTwin();
  Json& model = json["model"];
  model["type"] = "nonlinear";
  model["states"] = {"T", "core"};
  model["f"] = {"0.9*T + 0.1*core", "0.05*T + 0.9*core + gain*load"};
  model["h"] = {"T"};
  model["parameters"] = {{"gain", 1}};
  for (const char* key : {"F", "B", "H"}) model.erase(key);
  json["filter"] = "extended";
  return json;
}

Json motorTwin() {
  return Json::parse(R"({
    "format": "millwright-twin/1", "asset": "motor",
    "signals": [{"name": "case", "expected_interval_s": 1}], "inputs": ["current"],
    "model": {"type": "motor-thermal", "nodes": {"winding": "Cw", "shell": 300},
              "links": [["winding", "shell", "g"], ["shell", "ambient", 0.8]], "heat": {"winding": "r*current^2"},
              "h": ["shell"], "parameters": {"Cw": 40, "g": 2, "r": 0.5, "ambient": 20},
              "integrator": {"method": "rk4", "step_s": 0.5},
              "Q": [[0.01, 0], [0, 0.01]], "R": [[0.04]], "x0": [20, 20], "P0": [[1, 0], [0, 1]]},
    "filter": "unscented"})");
}

Log logOf(const std::vector<std::string>& names, std::size_t rows) {
  Log log;
  log.name = "log";
  for (std::size_t row = 0; row < rows; ++row) log.t_s.push_back(static_cast<double>(row));
  for (const std::string& name : names) log.series.push_back({name, "", std::vector<double>(rows, 0.0)});
  return log;
}

Log wavyPlate(std::size_t rows) {
  Log log = logOf({"surface", "load"}, rows);
  for (std::size_t row = 0; row < rows; ++row) {
    log.series[0].values[row] = 3 + std::sin(0.7 * static_cast<double>(row));
    log.series[1].values[row] = row % 5 < 2 ? 1.0 : 0.2;
  }
  log.series[0].values[4] = std::nan("");
  return log;
}

/// Readings that the plate may have given: its own course with the sensor's noise.
Log likelyPlate(std::size_t rows) {
  Log log = wavyPlate(rows);
  const TwinDefinition plate = test::twinOf(test::plateTwin());
  RandomStream random(12, 1, 0);
  Eigen::Vector2d x = plate.initial.mean;
  for (std::size_t row = 0; row < rows; ++row) {
    x = (plate.linear.F * x + log.series[1].values[row] * plate.linear.B.col(0)).eval();
    log.series[0].values[row] = x(0) + 1.7 * (random.uniform() - 0.5);  // sd 0.5
  }
  return log;
}

}  // namespace

class TestTwinModels : public QObject {
  Q_OBJECT
 private slots:
  void formulasEqualMatrices_data();
  void formulasEqualMatrices();
  void intervalsAreTheirOwnSteps();
  void heatIsKept();
  void linearNetworkTakesKalman();
  void tankSettlesWhereItsBalanceIs();
  void trendFollowsLevelSlopeAndSeason();
  void switchingFollowsItsModes();
  void bentModelsAreNamed();
  void unseenStatesAreNamed();
  void smoothingUsesTheWholeLog();
  void everyFilterSmooths_data();
  void everyFilterSmooths();
  void whatCannotBeSmoothedSaysSo();
  void undefinedFormulasAreNamed();
  void pluginsUseTheSameDoor();
  void locatesErrors_data();
  void locatesErrors();
};

void TestTwinModels::formulasEqualMatrices_data() {
  QTest::addColumn<QString>("filter");
  QTest::addColumn<double>("tolerance");
  QTest::newRow("extended") << "\"extended\"" << 1e-12;
  QTest::newRow("unscented, wide") << R"({"type":"unscented","alpha":1,"beta":0,"kappa":1})" << 1e-10;
  QTest::newRow("unscented") << "\"unscented\"" << 1e-6;  // differences of values 1e3 times larger
}

void TestTwinModels::formulasEqualMatrices() {
  QFETCH(QString, filter);
  QFETCH(double, tolerance);
  Json json = plateFormulas();
  json["filter"] = Json::parse(filter.toStdString());
  Log log = wavyPlate(40);
  log.t_s.back() += 7;  // seven steps in between hold the input
  const ReplayOptions options{.keeps_covariance = true, .is_smoothed = true};
  const ReplayResult want = replay(test::twinOf(test::plateTwin()), log, options);
  const ReplayResult got = replay(test::twinOf(json), log, options);
  for (const auto& [a, b] : {std::pair(&got.x, &want.x), std::pair(&got.P, &want.P), std::pair(&got.nis, &want.nis)}) {
    const QString wrong = test::allDiffer(*a, *b, tolerance, tolerance);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  }
  MW_NEAR(got.log_likelihood, want.log_likelihood, tolerance, 0.0);
}

void TestTwinModels::intervalsAreTheirOwnSteps() {
  // x' = -x over irregular stamps, no readings: x = x0 exp(-(t + first interval)).
  const Json json = Json::parse(R"({
    "format": "millwright-twin/1", "asset": "a", "signals": [{"name": "y", "expected_interval_s": 9}],
    "model": {"type": "continuous", "states": ["x"], "dxdt": ["-x"], "h": ["x"], "Q": [[0]], "R": [[1]],
              "x0": [2], "P0": [[4]]}, "filter": "extended"})");
  Log log = logOf({"y"}, 4);
  log.t_s = {10.0, 10.3, 10.4, 12.0};
  log.series[0].values.assign(4, std::nan(""));
  const ReplayResult result = replay(test::twinOf(json), log);
  for (std::size_t row = 0; row < 4; ++row) {
    const double decay = std::exp(-(log.t_s[row] - 10.0 + 0.3));
    MW_NEAR(result.x[row], 2 * decay, 1e-7, 0.0);  // tolerance of the integrator
    MW_NEAR(result.P_diag[row], 4 * decay * decay, 1e-7, 0.0);
  }
}

void TestTwinModels::heatIsKept() {
  // Without losses to the ambient what the current brings stays: sum of C T grows by r I^2 t.
  Json json = motorTwin();
  json["model"]["links"][1][2] = 0;
  Log log = logOf({"case", "current"}, 100);
  log.series[0].values.assign(100, std::nan(""));
  log.series[1].values.assign(100, 3.0);
  const ReplayResult result = replay(test::twinOf(json), log);
  const double heat = 40 * (result.x[198] - 20) + 300 * (result.x[199] - 20);
  MW_NEAR(heat, 0.5 * 9 * 100, 1e-6, 0.0);
  // In the steady state the losses leave through both conductances in series.
  Log long_log = logOf({"case", "current"}, 20000);
  long_log.series[0].values.assign(20000, std::nan(""));
  long_log.series[1].values.assign(20000, 3.0);
  const ReplayResult steady = replay(test::twinOf(motorTwin()), long_log);
  MW_NEAR(steady.x[39999], 20 + 4.5 / 0.8, 1e-6, 0.0);
  MW_NEAR(steady.x[39998], 20 + 4.5 / 0.8 + 4.5 / 2, 1e-6, 0.0);
}

void TestTwinModels::linearNetworkTakesKalman() {
  Json json = motorTwin();
  json["model"].erase("heat");
  json["filter"] = "kalman";
  Log log = logOf({"case", "current"}, 50);
  log.series[0].values.assign(50, 22.0);
  const ReplayResult kalman = replay(test::twinOf(json), log);
  json["filter"] = {{"type", "unscented"}, {"alpha", 1}, {"kappa", 1}, {"beta", 0}};
  const QString wrong = test::allDiffer(kalman.x, replay(test::twinOf(json), log).x, 1e-9, 1e-9);
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestTwinModels::tankSettlesWhereItsBalanceIs() {
  const Json json = Json::parse(R"({
    "format": "millwright-twin/1", "asset": "tank", "signals": [{"name": "T", "expected_interval_s": 0.1}],
    "inputs": ["coolant"],
    "model": {"type": "cstr", "Q": [[1e-8, 0], [0, 1e-4]], "R": [[0.1]], "x0": [0.1, 438.5],
              "P0": [[1e-6, 0], [0, 1]]}, "filter": "extended"})");
  Log log = logOf({"T", "coolant"}, 400);
  for (std::size_t row = 0; row < 400; ++row) log.t_s[row] = 0.1 * static_cast<double>(row);
  log.series[0].values.assign(400, std::nan(""));
  log.series[1].values.assign(400, 103.41);
  const ReplayResult result = replay(test::twinOf(json), log);
  const double Ca = result.x[798];
  const double T = result.x[799];
  // Published operating point of this tank: 0.1 mol/l, 438.54 K at 103.41 l/min.
  MW_NEAR(Ca, 0.1, 0.01, 0.0);
  MW_NEAR(T, 438.54, 0.001, 0.0);
  const double r = 7.2e10 * std::exp(-1e4 / T) * Ca;
  MW_NEAR(1.0 - Ca, r, 1e-4, 0.0);
}

void TestTwinModels::trendFollowsLevelSlopeAndSeason() {
  const Json json = Json::parse(R"({
    "format": "millwright-twin/1", "asset": "pump", "signals": [{"name": "flow"}],
    "model": {"type": "trend", "dt_s": 1, "level_variance": 1e-4, "slope_variance": 1e-8,
              "season": {"period_s": 24, "harmonics": 2, "variance": 1e-6}, "R": [[0.01]]}})");
  const TwinDefinition twin = test::twinOf(json);
  QCOMPARE(twin.filter, std::string("kalman"));
  QCOMPARE(twin.states[1], std::string("flow.slope"));
  QVERIFY(twin.warnings.empty());
  Log log = logOf({"flow"}, 600);
  const auto season = [](std::size_t row) { return std::sin(2 * M_PI * static_cast<double>(row) / 24); };
  for (std::size_t row = 0; row < 600; ++row) {
    log.series[0].values[row] = 5 + 0.02 * static_cast<double>(row) + season(row);
  }
  const ReplayResult result = replay(twin, log);
  const std::size_t last = 599 * twin.states.size();
  MW_NEAR(result.x[last], 5 + 0.02 * 599, 0.0, 0.05);  // half a standard deviation of the sensor
  MW_NEAR(result.x[last + 1], 0.02, 0.0, 0.002);
  MW_NEAR(result.x[last + 2], season(599), 0.0, 0.05);
}

void TestTwinModels::switchingFollowsItsModes() {
  Json json = test::plateTwin();
  json["model"]["R"] = Json::parse("[[0.04]]");
  Json off = json["model"];
  off["B"] = Json::parse("[[0],[0]]");
  json["model"] = {{"type", "switching"},
                   {"modes", {{{"name", "on"}, {"model", json["model"]}}, {{"name", "off"}, {"model", off}}}},
                   {"transition", {{0.95, 0.05}, {0.05, 0.95}}}};
  constexpr double kLoad = 5;  // so much that two rows without it show
  Log log = logOf({"surface", "load"}, 300);
  log.series[1].values.assign(300, kLoad);
  RandomStream random(2, 1, 0);
  Eigen::Vector2d x(1, 2);
  const TwinDefinition plate = test::twinOf(test::plateTwin());
  for (std::size_t row = 0; row < 300; ++row) {
    const bool is_on = row < 150;
    x = (plate.linear.F * x + (is_on ? kLoad : 0.0) * plate.linear.B.col(0)).eval();
    log.series[0].values[row] = x(0) + 0.5 * (random.uniform() - 0.5);
  }
  const ReplayResult result = replay(test::twinOf(json), log);
  QCOMPARE(result.modes, (std::vector<std::string>{"on", "off"}));
  QVERIFY(result.mode_probability[2 * 140] > 0.9);
  QVERIFY(result.mode_probability[2 * 170 + 1] > 0.9);
  const Json out = toJson(result, 1, false);
  QCOMPARE(out["steps"][0]["mode_probability"].size(), std::size_t{2});
  json["model"]["transition"][0][0] = 0.9;
  try {
    (void)test::twinOf(json);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings()[0].place.pointer, std::string("/model/transition/0"));
  }
}

void TestTwinModels::bentModelsAreNamed() {
  Json json = plateFormulas();
  json["model"]["f"][0] = "0.9*T + 0.1*core + 0.1*T^2";
  Log log = wavyPlate(10);
  const ReplayResult result = replay(test::twinOf(json), log);
  QVERIFY(!result.warnings.empty());
  QVERIFY2(result.warnings.back().find("the extended filter is out of its depth in ") == 0,
           result.warnings.back().c_str());
  QVERIFY(result.warnings.back().find("use the filter \"unscented\"") != std::string::npos);
  QVERIFY(replay(test::twinOf(plateFormulas()), log).warnings.empty());
}

void TestTwinModels::unseenStatesAreNamed() {
  Json json = plateFormulas();
  json["model"]["f"][0] = "0.9*T";
  const TwinDefinition twin = test::twinOf(json);
  QCOMPARE(twin.warnings.size(), std::size_t{1});
  QVERIFY(twin.warnings[0].cause.find("no signal determines the state core") != std::string::npos);
  QCOMPARE(twin.warnings[0].place.pointer, std::string("/model/h"));
  // A square is flat at 0 but not beside it.
  json["model"]["f"] = {"T", "0.5*core"};
  json["model"]["h"] = {"T^2 + core^2"};
  json["model"]["x0"] = {0, 0};
  QVERIFY(test::twinOf(json).warnings.empty());
}

void TestTwinModels::smoothingUsesTheWholeLog() {
  const Log log = wavyPlate(60);
  const TwinDefinition twin = test::twinOf(plateFormulas());
  const ReplayResult filtered = replay(twin, log);
  const ReplayResult smoothed = replay(twin, log, {.is_smoothed = true});
  QVERIFY(smoothed.is_smoothed);
  const QString wrong = test::allDiffer(smoothed.nis, filtered.nis, 0.0);
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  QCOMPARE(smoothed.x.back(), filtered.x.back());
  for (std::size_t i = 0; i + 2 < filtered.P_diag.size(); ++i) QVERIFY(smoothed.P_diag[i] <= filtered.P_diag[i]);
  QVERIFY(smoothed.P_diag[60] < 0.8 * filtered.P_diag[60]);
}

void TestTwinModels::everyFilterSmooths_data() {
  QTest::addColumn<QString>("filter");
  QTest::addColumn<bool>("switches");
  QTest::newRow("extended") << "\"extended\"" << false;
  QTest::newRow("unscented") << "\"unscented\"" << false;
  QTest::newRow("particle") << R"({"type":"particle","particles":4000})" << false;
  QTest::newRow("switching") << "\"extended\"" << true;
}

void TestTwinModels::everyFilterSmooths() {
  QFETCH(QString, filter);
  QFETCH(bool, switches);
  Json json = plateFormulas();
  json["filter"] = Json::parse(filter.toStdString());
  if (switches) {
    const Json on = json["model"];
    json["model"] = {{"type", "switching"},
                     {"modes", {{{"name", "one"}, {"model", on}}, {{"name", "other"}, {"model", on}}}},
                     {"transition", {{0.9, 0.1}, {0.2, 0.8}}}};
  }
  Log log = likelyPlate(60);
  for (std::size_t row = 30; row < 60; ++row) log.t_s[row] += 1;  // a step without a row, where the input is held
  const ReplayResult want =
      replay(test::twinOf(test::plateTwin()), log, {.keeps_covariance = true, .is_smoothed = true});
  const ReplayResult got = replay(test::twinOf(json), log, {.keeps_covariance = true, .is_smoothed = true});
  QVERIFY(got.is_smoothed);
  QCOMPARE(got.P.size(), want.P.size());
  QCOMPARE(got.mode_probability.size(), switches ? std::size_t{120} : std::size_t{0});
  if (!filter.contains("particle")) {
    for (const auto& [a, b] : {std::pair(&got.x, &want.x), std::pair(&got.P, &want.P)}) {
      const QString wrong = test::allDiffer(*a, *b, 1e-5, 1e-6);
      QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
    return;
  }
  // In the mean over the log 500 points drawn back are off by 1 / 500 of the variance, and the cloud behind them by
  // several times that.
  double error = 0;
  double variance = 0;
  for (std::size_t i = 0; i < want.x.size(); ++i) {
    error += std::pow(got.x[i] - want.x[i], 2) / want.P_diag[i] / static_cast<double>(want.x.size());
    variance += got.P_diag[i] / want.P_diag[i] / static_cast<double>(want.x.size());
  }
  qInfo("off by %.3f of the variance, variance %.3f of the exact one", error, variance);
  QVERIFY(error < 0.15);
  MW_NEAR(variance, 1.0, 0.2, 0.0);
}

void TestTwinModels::whatCannotBeSmoothedSaysSo() {
  Json json = plateFormulas();
  json["filter"] = {{"type", "particle"}, {"particles", 50}};
  json["model"]["Q"] = Json::parse("[[0.01,0],[0,0]]");
  const Log log = wavyPlate(10);
  QCOMPARE(replay(test::twinOf(json), log).rows, std::size_t{10});
  try {
    (void)replay(test::twinOf(json), log, {.is_smoothed = true});
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings()[0].cause,
             std::string("the particle filter can't be smoothed without a density of its steps"));
    QCOMPARE(error.findings()[0].place.pointer, std::string("/filter/type"));
  }
}

void TestTwinModels::undefinedFormulasAreNamed() {
  Json json = plateFormulas();
  json["model"]["f"][0] = "log(0 - T^2)";
  try {
    (void)replay(test::twinOf(json), wavyPlate(10));
    QFAIL("accepted");
  } catch (const NumericalError& error) {
    QVERIFY2(QString(error.what()).startsWith("row 1 (t = 0 s): the model gave a value that is not finite"),
             error.what());
  }
}

void TestTwinModels::pluginsUseTheSameDoor() {
  api::ProcessModelRegistry registry;
  api::ProcessModelType type = nonlinearModelType();
  type.type = "theirs";
  registry.add(type);
  QVERIFY_EXCEPTION_THROWN(registry.add(type), PluginError);
  Json json = plateFormulas();
  json["model"]["type"] = "theirs";
  const TwinDefinition twin = readTwin(JsonDocument::parse(json.dump(1), "twin.json"), registry);
  QCOMPARE(replay(twin, wavyPlate(10)).x, replay(test::twinOf(plateFormulas()), wavyPlate(10)).x);
  QVERIFY_EXCEPTION_THROWN((void)test::twinOf(json), InputError);
}

void TestTwinModels::locatesErrors_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("where");
  QTest::addColumn<QString>("cause");
  const auto row = [](const char* name, const char* pointer, const char* value, const char* where, const char* cause) {
    QTest::newRow(name) << QString(pointer) << QString(value) << QString(where) << QString(cause);
  };
  row("formula", "/model/f/1", "\"0.05*TT\"", "/model/f/1",
      "formula \"0.05*TT\", character 6: nothing is called \"TT\"");
  row("formulas", "/model/f", "[\"T\"]", "/model/f", "f has 1 formulas, wants 2");
  row("no formula", "/model/h/0", "true", "/model/h/0", "wants a formula, is boolean");
  row("kalman", "/filter", "\"kalman\"", "/filter", "the filter \"kalman\" wants a linear model, \"nonlinear\" is not");
  row("parameter", "/model/parameters/gain", "\"1\"", "/model/parameters/gain", "wants a number, is text");
  row("inner noise", "/model/noise", "{\"measurement\":{\"v1\":-1}}", "/model/noise/measurement/v1",
      "-1 is out of range");
  row("kind of noise", "/model/noise", "{\"measure\":{}}", "/model/noise/measure", "unknown key \"measure\"");
  row("indefinite", "/model/P0/1/1", "-1", "/model/P0/1/1", "P0 is not positive semidefinite: variance -1");
  row("shape", "/model/Q", "[[1]]", "/model/Q", "Q has 1 rows, wants 2");
  row("kappa", "/filter", "{\"type\":\"unscented\",\"kappa\":-2}", "/filter/kappa",
      "kappa -2 leaves the sigma points of 2 states nowhere to go");
  row("particles", "/filter", "{\"type\":\"particle\",\"particles\":1}", "/filter/particles", "1 is out of range");
  row("integrator", "/model", R"({"type":"continuous","states":["T"],"dxdt":["-T"],"h":["T"],"integrator":"euler",
      "Q":[[1]],"R":[[1]],"x0":[1],"P0":[[1]]})",
      "/model/integrator", "no integrator \"euler\"");
  row("network", "/model", R"({"type":"motor-thermal","nodes":{"w":1},"links":[["a","b",1]],"h":["w"],
      "Q":[[1]],"R":[[1]],"x0":[1],"P0":[[1]]})",
      "/model/links/0", "neither end is a node");
}

void TestTwinModels::locatesErrors() {
  QFETCH(QString, pointer);
  QFETCH(QString, value);
  QFETCH(QString, where);
  QFETCH(QString, cause);
  Json json = plateFormulas();
  json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
  try {
    (void)test::twinOf(json);
    QFAIL("accepted");
  } catch (const InputError& error) {
    const Finding& finding = error.findings()[0];
    QVERIFY2(finding.cause.find(cause.toStdString()) == 0, finding.cause.c_str());
    QCOMPARE(QString::fromStdString(finding.place.pointer), where);
    QVERIFY(finding.place.line > 0);
    QCOMPARE(error.findings().size(), std::size_t{1});
  }
}

QTEST_APPLESS_MAIN(TestTwinModels)
#include "tst_twin_models.moc"
