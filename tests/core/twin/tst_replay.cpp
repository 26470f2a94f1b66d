// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random_stream.h"
#include "core/estimation/kalman.h"
#include "core/twin/replay.h"
#include "tests/core/twin/twin_fixture.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

namespace {

constexpr double kRounding = 1e-12;
const double kMissing = std::nan("");

std::vector<double> seconds(int count) {
  std::vector<double> t_s(static_cast<std::size_t>(count));
  std::iota(t_s.begin(), t_s.end(), 0.0);
  return t_s;
}

std::string kindsOf(const ReplayResult& result) {
  std::string kinds;
  for (const Alert& alert : result.alerts) kinds += std::string(alertLevel(alert.kind)) + " ";
  return kinds;
}

/// Readings that the plate's twin finds likely: its own prediction plus a little noise.
void fillLikely(Log& log, const TwinDefinition& twin) {
  RandomStream random(3, 1, 0);
  estimation::GaussianBelief belief = twin.initial;
  for (std::size_t row = 0; row < log.rowCount(); ++row) {
    belief = estimation::predict(belief, twin.linear, Eigen::VectorXd::Constant(1, 1.0));
    log.series[0].values[row] = belief.mean(0) + 2.0 * (random.uniform() - 0.5);
    belief =
        estimation::correct(belief, Eigen::VectorXd::Constant(1, log.series[0].values[row]), twin.linear).posterior;
  }
}

}  // namespace

class TestReplay : public QObject {
  Q_OBJECT
 private slots:
  void equalsPredictAndCorrect();
  void gapEqualsEmptyRows_data();
  void gapEqualsEmptyRows();
  void stepsFollowTheClock();
  void missingInputHoldsTheLast();
  void outlierIsAnomalyButNoFault();
  void lastingBiasIsAFault();
  void staleSignalsAreSaidOnceAndSilenceTheRest();
  void partlyMissingSignalsAgeApart();
  void namesSignalsThatAreNotThere();
  void overflowIsNamed();
  void stopsWhenAsked();
  void jsonHasTheLayout();
};

void TestReplay::equalsPredictAndCorrect() {
  const TwinDefinition twin = test::twinOf(test::plateTwin());
  const Log log = test::plateLog({1, 2, 3});
  const ReplayResult result = replay(twin, log, {.keeps_covariance = true});
  estimation::GaussianBelief belief = twin.initial;
  double log_likelihood = 0;
  for (std::size_t row = 0; row < 3; ++row) {
    belief = estimation::predict(belief, twin.linear, Eigen::VectorXd::Constant(1, 1.0));
    const auto correction = estimation::correct(belief, Eigen::VectorXd::Constant(1, 3.0), twin.linear);
    belief = correction.posterior;
    log_likelihood += correction.numbers.log_likelihood;
    for (std::size_t i = 0; i < 2; ++i) {
      const auto k = static_cast<Eigen::Index>(i);
      MW_NEAR(result.x[2 * row + i], belief.mean(k), kRounding, 0.0);
      MW_NEAR(result.P_diag[2 * row + i], belief.covariance(k, k), kRounding, 0.0);
      MW_NEAR(result.P[4 * row + 2 * i], belief.covariance(k, 0), kRounding, 0.0);
    }
    MW_NEAR(result.nis[row], correction.numbers.nis, kRounding, 0.0);
    MW_NEAR(result.innovation[row], correction.innovation(0), kRounding, 0.0);
  }
  MW_NEAR(result.log_likelihood, log_likelihood, kRounding, 0.0);
  QCOMPARE(result.rows, std::size_t{3});
}

void TestReplay::gapEqualsEmptyRows_data() {
  QTest::addColumn<int>("gap");
  QTest::newRow("two steps") << 2;
  QTest::newRow("seven steps") << 7;
  QTest::newRow("by doubling") << 500;
}

void TestReplay::gapEqualsEmptyRows() {
  QFETCH(int, gap);
  const TwinDefinition twin = test::twinOf(test::plateTwin());
  Log sparse = test::plateLog({0, 1, 1.0 + gap});
  sparse.series[1].values = {1.0, 2.0, 5.0};
  Log dense = test::plateLog(seconds(gap + 2));
  for (std::size_t row = 2; row < dense.rowCount() - 1; ++row) {
    dense.series[0].values[row] = dense.series[1].values[row] = kMissing;
  }
  dense.series[1].values[1] = 2.0;
  dense.series[1].values.back() = 5.0;
  const ReplayResult got = replay(twin, sparse);
  const ReplayResult want = replay(twin, dense);
  for (std::size_t i = 0; i < 2; ++i) {
    MW_NEAR(got.x[4 + i], want.x[want.x.size() - 2 + i], 1e-11, 0.0);  // doubling rounds differently
    MW_NEAR(got.P_diag[4 + i], want.P_diag[want.P_diag.size() - 2 + i], 1e-11, 0.0);
  }
  QCOMPARE(want.held_inputs, static_cast<std::size_t>(gap - 1));
  QCOMPARE(got.held_inputs, std::size_t{0});
}

void TestReplay::stepsFollowTheClock() {
  // A jittering clock of 1 s in the mean: no step is lost or added in the long run.
  const TwinDefinition twin = test::twinOf(test::plateTwin());
  std::vector<double> jittered;
  for (int k = 0; k < 200; ++k) jittered.push_back(k + (k % 3 - 1) * 0.3);
  const ReplayResult got = replay(twin, test::plateLog(jittered));
  const ReplayResult want = replay(twin, test::plateLog(seconds(200)));
  MW_NEAR(got.x.back(), want.x.back(), kRounding, 0.0);
  MW_NEAR(got.log_likelihood, want.log_likelihood, kRounding, 0.0);
  // Four readings within one step share its prediction: the state does not move on, its variance shrinks as R / k.
  const ReplayResult fast = replay(twin, test::plateLog({0, 0.1, 0.2, 0.3}));
  const double prior = 0.9 * 0.9 * 4 + 0.1 * 0.1 * 9 + 0.01;
  MW_NEAR(fast.P_diag[6], 1.0 / (1.0 / prior + 4.0 / 0.25), kRounding, 0.0);
}

void TestReplay::missingInputHoldsTheLast() {
  const TwinDefinition twin = test::twinOf(test::plateTwin());
  Log log = test::plateLog(seconds(4));
  log.series[1].values = {kMissing, 4.0, kMissing, kMissing};
  Log held = test::plateLog(seconds(4));
  held.series[1].values = {0.0, 4.0, 4.0, 4.0};
  const ReplayResult got = replay(twin, log);
  QCOMPARE(got.x, replay(twin, held).x);
  QCOMPARE(got.held_inputs, std::size_t{3});
  QVERIFY(got.warnings.back().find("3 missing input values") == 0);
}

void TestReplay::outlierIsAnomalyButNoFault() {
  const TwinDefinition twin = test::twinOf(test::plateTwin());
  Log log = test::plateLog(seconds(200));
  fillLikely(log, twin);
  QCOMPARE(replay(twin, log).anomalyCount(), std::size_t{0});
  log.series[0].values[150] += 8.0;
  const ReplayResult result = replay(twin, log);
  QCOMPARE(int(result.anomaly[150]), 1);
  QVERIFY(result.nis[150] > 9.0);
  QCOMPARE(kindsOf(result), std::string());
}

void TestReplay::lastingBiasIsAFault() {
  const TwinDefinition twin = test::twinOf(test::plateTwin());
  Log log = test::plateLog(seconds(300));
  fillLikely(log, twin);
  // A sensor that drifts away faster than the plate can heat.
  for (std::size_t row = 200; row < 300; ++row) log.series[0].values[row] += 0.8 * static_cast<double>(row - 199);
  const ReplayResult result = replay(twin, log);
  QVERIFY(kindsOf(result).find("FAULT") != std::string::npos);
  const auto fault = std::find_if(result.alerts.begin(), result.alerts.end(),
                                  [](const Alert& alert) { return alert.kind == AlertKind::Fault; });
  QVERIFY(fault->t_s > 200 && fault->t_s < 220);
  QVERIFY(fault->message.find("surface: reads above") == 0);
}

void TestReplay::staleSignalsAreSaidOnceAndSilenceTheRest() {
  const TwinDefinition twin = test::twinOf(test::plateTwin());
  Log log = test::plateLog(seconds(100));
  fillLikely(log, twin);
  for (std::size_t row = 20; row < 60; ++row) log.series[0].values[row] = kMissing;
  const ReplayResult result = replay(twin, log);
  QCOMPARE(kindsOf(result), std::string("STALE "));
  QCOMPARE(result.alerts[0].t_s, 24.0);  // newest reading at 19 s, five intervals of 1 s
  QCOMPARE(result.alerts[0].message, std::string("surface: no reading since 19 s, stale after 5 s"));
  for (std::size_t row = 0; row < 100; ++row) {
    QCOMPARE(int(result.stale[row]), row > 24 && row < 60 ? 1 : 0);
    QVERIFY(row < 20 || row >= 60 || (std::isnan(result.nis[row]) && result.anomaly[row] == 0));
  }
  QCOMPARE(result.age_s[59], 40.0);
  QCOMPARE(result.age_s[60], 0.0);
  // The same hole as absent rows is a gap: said once, at the same moment.
  Log gap = log;
  gap.t_s.erase(gap.t_s.begin() + 20, gap.t_s.begin() + 60);
  for (Signal& signal : gap.series) signal.values.erase(signal.values.begin() + 20, signal.values.begin() + 60);
  const ReplayResult gap_result = replay(twin, gap);
  QCOMPARE(gap_result.alerts.size(), std::size_t{1});
  QCOMPARE(gap_result.alerts[0].t_s, 24.0);
  QCOMPARE(gap_result.alerts[0].message, std::string("surface: gap of 41 s, stale after 5 s"));
}

void TestReplay::partlyMissingSignalsAgeApart() {
  Json json = test::plateTwin();
  json["signals"].push_back({{"name", "core"}, {"expected_interval_s", 10}});
  json["model"]["H"] = Json::parse("[[1,0],[0,1]]");
  json["model"]["R"] = Json::parse("[[1e6,0],[0,0.1]]");
  Log log = test::plateLog(seconds(120));
  log.series.push_back({"core", "", std::vector<double>(120, kMissing)});
  for (std::size_t row = 0; row <= 40; row += 10) log.series[2].values[row] = 1e4;  // far off: health is gone
  const ReplayResult result = replay(test::twinOf(json), log);
  QCOMPARE(int(result.stale[90]), 0);
  QCOMPARE(int(result.stale[91]), 1);
  QVERIFY(std::isnan(result.innovation[2 * 91 + 1]));
  QVERIFY(!std::isnan(result.innovation[2 * 91]));
  for (const Alert& alert : result.alerts) QVERIFY(alert.kind == AlertKind::Stale || alert.t_s <= 90);
}

void TestReplay::namesSignalsThatAreNotThere() {
  Log log = test::plateLog(seconds(3));
  log.series[0].name = "surfaces";
  log.series[1].name = "other";
  try {
    (void)replay(test::twinOf(test::plateTwin()), log);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings().size(), std::size_t{2});
    QCOMPARE(error.findings()[0].cause,
             std::string("log \"plate\" has no signal \"surface\" (did you mean \"surfaces\"?)"));
    QCOMPARE(error.findings()[0].place.pointer, std::string("/signals/0/name"));
    QCOMPARE(error.findings()[1].place.pointer, std::string("/inputs/0"));
  }
}

void TestReplay::overflowIsNamed() {
  Json json = test::plateTwin();
  json["model"]["F"] = Json::parse("[[0.9, 0], [0, 10]]");
  Log log = test::plateLog(seconds(1000));
  try {
    (void)replay(test::twinOf(json), log);
    QFAIL("accepted");
  } catch (const NumericalError& error) {
    const std::string text = error.what();
    QVERIFY2(text.find("the estimate overflowed") != std::string::npos, text.c_str());
    QVERIFY2(text.find("spectral radius of F is 10") != std::string::npos, text.c_str());
  }
}

void TestReplay::stopsWhenAsked() {
  std::stop_source stop;
  stop.request_stop();
  QVERIFY_EXCEPTION_THROWN(
      (void)replay(test::twinOf(test::plateTwin()), test::plateLog(seconds(20000)), {.stop = stop.get_token()}),
      Cancelled);
}

void TestReplay::jsonHasTheLayout() {
  Log log = test::plateLog(seconds(5));
  log.series[0].values[2] = kMissing;
  const ReplayResult result = replay(test::twinOf(test::plateTwin()), log, {.keeps_covariance = true});
  const Json json = toJson(result, 2, true);
  QVERIFY(json["states"] == Json({"surface", "core"}));
  QCOMPARE(json["steps"].size(), std::size_t{3});
  QCOMPARE(json["steps"][1]["t_s"].get<double>(), 2.0);
  QVERIFY(json["steps"][1]["nis"].is_null());
  QVERIFY(json["steps"][1]["innovation"][0].is_null());
  QVERIFY(json["steps"][0]["P"][1][1] == json["steps"][0]["P_diag"][1]);
  QCOMPARE(json["steps"][0]["anomaly"].get<bool>(), false);
  QCOMPARE(json["rows"].get<int>(), 5);
  for (const char* key : {"alerts", "log_likelihood", "seconds"}) QVERIFY(json.contains(key));
  QVERIFY(!toJson(result, 1, false)["steps"][0].contains("P"));
}

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
