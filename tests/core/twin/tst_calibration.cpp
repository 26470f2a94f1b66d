// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/base/random_stream.h"
#include "core/twin/calibration.h"
#include "core/twin/replay.h"
#include "tests/core/twin/twin_fixture.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

namespace {

constexpr double kDecay = 0.3;
constexpr double kProcessVariance = 0.04;
constexpr double kSensorVariance = 0.25;

/// A decaying state that an input drives: every number of it wrong but the gain.
Json decayTwin() {
  return Json::parse(R"({
    "format": "millwright-twin/1", "asset": "a", "signals": [{"name": "y", "expected_interval_s": 1}], "inputs": ["u"],
    "model": {"type": "nonlinear", "dt_s": 1, "states": ["x"], "f": ["x - k*x + g*u"], "h": ["x + 0*unused"],
              "parameters": {"k": 0.5, "g": 1, "unused": 2}, "Q": [[0.5]], "R": [[1]], "x0": [0], "P0": [[1]]},
    "filter": "extended"})");
}

/// The same as matrices, with the decay known.
Json linearDecay() {
  Json json = decayTwin();
  json["model"] = Json::parse(R"({"type": "linear", "dt_s": 1, "states": ["x"], "F": [[0.7]], "B": [[1]], "H": [[1]],
    "Q": [[0.5]], "R": [[1]], "x0": [0], "P0": [[1]]})");
  json["filter"] = "kalman";
  return json;
}

Log decayLog(std::size_t rows) {
  Log log;
  log.name = "decay";
  log.series = {{"y", "", {}}, {"u", "", {}}};
  RandomStream random(9, 1, 0);
  const auto normal = [&random] {
    const double radius = std::sqrt(-2 * std::log(random.uniform()));
    return radius * std::cos(2 * std::numbers::pi * random.uniform());
  };
  double x = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const double u = row % 30 < 15 ? 2.0 : 0.0;
    x += -kDecay * x + u + std::sqrt(kProcessVariance) * normal();
    log.t_s.push_back(static_cast<double>(row));
    log.series[0].values.push_back(x + std::sqrt(kSensorVariance) * normal());
    log.series[1].values.push_back(u);
  }
  return log;
}

CalibrationResult calibrated(const std::vector<std::string>& names, const Log& log, double until_s = 1e9) {
  return calibrate(JsonDocument::parse(decayTwin().dump(1), "twin.json"), log,
                   {.parameters = names, .until_s = until_s});
}

}  // namespace

class TestCalibration : public QObject {
  Q_OBJECT
 private slots:
  void findsWhatMadeTheLog();
  void usesItsWindowAlone();
  void namesWhatTheLogLeavesOpen();
  void expectationReachesTheSameTop();
  void expectationFitsNoisesAlone();
  void namesUnknownParameters();
  void stopsWhenAsked();
};

void TestCalibration::findsWhatMadeTheLog() {
  const CalibrationResult result = calibrated({"k", "Q", "R"}, decayLog(1500));
  QVERIFY(result.has_converged);
  QVERIFY(result.log_likelihood_after > result.log_likelihood_before);
  QCOMPARE(result.values[1].name, std::string("Q/0/0"));
  const double want[] = {kDecay, kProcessVariance, kSensorVariance};
  for (std::size_t i = 0; i < 3; ++i) {
    const CalibratedValue& value = result.values[i];
    QVERIFY(value.is_identified);
    // Within 3 standard deviations of the posterior, which are small themselves.
    MW_NEAR(value.value, want[i], 0.0, 3 * value.sd);
    QVERIFY2(value.sd < 0.25 * want[i], value.name.c_str());
    MW_NEAR(result.correlation(Eigen::Index(i), Eigen::Index(i)), 1.0, 1e-12, 0.0);
  }
  const ReplayResult again = replay(test::twinOf(result.twin), decayLog(1500));
  MW_NEAR(again.log_likelihood, result.log_likelihood_after, 1e-9, 0.0);
  QVERIFY(toJson(result)["parameters"].size() == 3);
}

void TestCalibration::usesItsWindowAlone() {
  Log log = decayLog(600);
  const CalibrationResult clean = calibrated({"k"}, log, 299);
  for (std::size_t row = 300; row < 600; ++row) log.series[0].values[row] = 1e3;
  const CalibrationResult spoilt = calibrated({"k"}, log, 299);
  QCOMPARE(clean.rows, std::size_t{300});
  QCOMPARE(clean.values[0].value, spoilt.values[0].value);
  QVERIFY_EXCEPTION_THROWN((void)calibrated({"k"}, log, -1), InputError);
}

void TestCalibration::namesWhatTheLogLeavesOpen() {
  const CalibrationResult result = calibrated({"k", "unused"}, decayLog(200));
  QVERIFY(result.values[0].is_identified);
  QVERIFY(!result.values[1].is_identified);
  QVERIFY(std::isinf(result.values[1].sd));
  QVERIFY(std::isnan(result.correlation(0, 1)));
  // A gain and an input that is never there.
  Log still = decayLog(200);
  still.series[1].values.assign(200, 0.0);
  QVERIFY(!calibrated({"g"}, still).values[0].is_identified);
}

void TestCalibration::expectationReachesTheSameTop() {
  Log log = decayLog(800);
  for (std::size_t row = 400; row < 800; ++row) log.t_s[row] += 3;  // a gap of four steps
  log.series[0].values[100] = log.series[1].values[200] = std::nan("");
  const auto fitted = [&](CalibrationMethod method) {
    return calibrate(JsonDocument::parse(linearDecay().dump(1), "twin.json"), log,
                     {.parameters = {"Q", "R"}, .method = method});
  };
  const CalibrationResult ml = fitted(CalibrationMethod::MaximumLikelihood);
  const CalibrationResult em = fitted(CalibrationMethod::ExpectationMaximisation);
  QVERIFY(em.has_converged);
  // Both stop where a step gains no more than 1e-4 over the log; an sd away it is half a unit.
  MW_NEAR(em.log_likelihood_after, ml.log_likelihood_after, 0.0, 0.01);
  MW_NEAR(em.log_likelihood_path.front(), ml.log_likelihood_before, 1e-9, 0.0);
  MW_NEAR(em.log_likelihood_path.back(), em.log_likelihood_after, 1e-9, 0.0);
  for (std::size_t i = 0; i < 2; ++i) {
    QCOMPARE(em.values[i].name, ml.values[i].name);
    QCOMPARE(em.values[i].before, ml.values[i].before);
    QVERIFY(em.values[i].is_identified);
    MW_NEAR(em.values[i].value, ml.values[i].value, 0.0, 0.15 * ml.values[i].sd);
    MW_NEAR(em.values[i].sd, ml.values[i].sd, 0.1, 0.0);
    MW_NEAR(em.values[i].value, i == 0 ? kProcessVariance : kSensorVariance, 0.0, 3 * em.values[i].sd);
  }
  QVERIFY(toJson(em)["method"] == "em" && toJson(ml)["method"] == "ml");
  QVERIFY(toJson(em)["iterations"].get<int>() > 3);
}

void TestCalibration::expectationFitsNoisesAlone() {
  const CalibrationOptions options{.parameters = {"Q", "x0"}, .method = CalibrationMethod::ExpectationMaximisation};
  try {
    (void)calibrate(JsonDocument::parse(linearDecay().dump(1), "twin.json"), decayLog(20), options);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings()[0].cause, std::string("expectation-maximisation can't fit \"x0\""));
  }
  QVERIFY_EXCEPTION_THROWN(
      (void)calibrate(JsonDocument::parse(decayTwin().dump(1), "twin.json"), decayLog(20), options), InputError);
}

void TestCalibration::namesUnknownParameters() {
  try {
    (void)calibrated({"kk"}, decayLog(20));
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY(error.findings()[0].cause.find("the model has no parameter \"kk\"") == 0);
    QVERIFY(error.findings()[0].place.line > 0);
  }
}

void TestCalibration::stopsWhenAsked() {
  std::stop_source stop;
  CalibrationOptions options{.parameters = {"k"}, .stop = stop.get_token()};
  options.progress = [&stop](const Progress& progress) {
    if (progress.done >= 3) stop.request_stop();
  };
  QVERIFY_EXCEPTION_THROWN(
      (void)calibrate(JsonDocument::parse(decayTwin().dump(1), "twin.json"), decayLog(100), options), Cancelled);
}

QTEST_APPLESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
