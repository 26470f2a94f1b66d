// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/twin/replay_comparison.h"
#include "core/twin/twin_variant.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::twin;

namespace {

/// A replay of one signal with these innovations and a unit variance.
ReplayResult replayWith(const std::vector<double>& innovations) {
  ReplayResult result;
  result.measured = {"flow"};
  result.rows = innovations.size();
  for (std::size_t k = 0; k < result.rows; ++k) {
    result.t_s.push_back(static_cast<double>(k));
    result.innovation.push_back(innovations[k]);
    result.nis.push_back(innovations[k] * innovations[k]);
    result.anomaly.push_back(0);
  }
  return result;
}

/// Noise with the variance 1, and each value weight x the one before.
std::vector<double> noise(std::uint64_t seed, std::size_t count, double weight = 0) {
  RandomStream random(seed, 1, 0);
  std::vector<double> values;
  double before = 0;
  for (std::size_t k = 0; k < count; ++k) {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += random.uniform();
    before = weight * before + std::sqrt(1 - weight * weight) * sum;
    values.push_back(before);
  }
  return values;
}

std::vector<double> times(std::vector<double> values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

}  // namespace

class TestReplayComparison : public QObject {
  Q_OBJECT
 private slots:
  void figuresAreThoseOfTheInnovations();
  void aBetterTwinIsShown();
  void equalTwinsAreNot();
  void intervalAllowsForDependence();
  void otherRowsAreRefused();
  void differentSignalsAreSaid();
  void saysWhatDiffers();
  void variantsChangeWhatTheySay();
  void variantsRefuse_data();
  void variantsRefuse();
};

void TestReplayComparison::figuresAreThoseOfTheInnovations() {
  const ReplayFigures figures = figuresOf(replayWith({1, -1, 3, NAN}));
  QCOMPARE(figures.used_rows, std::size_t{3});
  QVERIFY(std::abs(figures.nis_mean - 11.0 / 3) < 1e-12);
  QVERIFY(std::abs(figures.nis_inside - 2.0 / 3) < 1e-12);  // 9 is above 1.96^2
  QVERIFY(std::abs(figures.rmse[0] - std::sqrt(11.0 / 3)) < 1e-12);
}

void TestReplayComparison::aBetterTwinIsShown() {
  const auto worse = times(noise(1, 4000), 1.2);
  const ReplayComparison comparison = compareReplays(replayWith(worse), replayWith(noise(2, 4000)));
  QVERIFY(comparison.differences[0].isShown() && comparison.differences[0].gain > 0);
  QVERIFY(comparison.reads_the_same);
  const std::string words = inWords(comparison, "old", "new")[0];
  QVERIFY2(words.starts_with("flow: new foretells it better: RMSE"), words.c_str());
}

void TestReplayComparison::equalTwinsAreNot() {
  // At 95 %, 5 of 100 pairs of equal twins are "shown" by chance: 12 is above the 99.5 % quantile of that count.
  int shown = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto a = replayWith(noise(10 + 2 * seed, 1000));
    shown += compareReplays(a, replayWith(noise(11 + 2 * seed, 1000))).differences[0].isShown() ? 1 : 0;
  }
  QVERIFY2(shown <= 12, qPrintable(QString::number(shown)));
  const auto same = compareReplays(replayWith(noise(1, 100)), replayWith(noise(1, 100)));
  QVERIFY(!same.differences[0].isShown());
  QVERIFY(inWords(same, "a", "b")[0].find("no difference shown") != std::string::npos);
}

void TestReplayComparison::intervalAllowsForDependence() {
  const auto apart = compareReplays(replayWith(noise(3, 4000)), replayWith(noise(4, 4000)));
  const auto lasting = compareReplays(replayWith(noise(3, 4000, 0.9)), replayWith(noise(4, 4000, 0.9)));
  // Squares of such a series have the correlation 0.81^lag: the variance of their mean is (1 + .81) / (1 - .81) = 9.5
  // times that of independent ones; the weights of 15 lags leave about two thirds of it.
  QVERIFY(lasting.differences[0].half_width > 2 * apart.differences[0].half_width);
}

void TestReplayComparison::otherRowsAreRefused() {
  QVERIFY_EXCEPTION_THROWN((void)compareReplays(replayWith({1, 2}), replayWith({1, 2, 3})), InputError);
}

void TestReplayComparison::differentSignalsAreSaid() {
  ReplayResult other = replayWith({1, 2, 3});
  other.measured = {"power"};
  const ReplayComparison comparison = compareReplays(replayWith({1, 2, 3}), other);
  QVERIFY(comparison.differences.empty() && !comparison.reads_the_same);
  const auto words = inWords(comparison, "a", "b");
  QVERIFY(words[0].find("no signal in common") != std::string::npos);
  QVERIFY(words[1].find("cannot be compared") != std::string::npos);
}

void TestReplayComparison::saysWhatDiffers() {
  const Json a = {{"asset", "mill"}, {"model", {{"R", {{1.0}}}, {"Q", {{2.0}}}}}};
  Json b = a;
  QCOMPARE(differenceInWords(a, b), std::string("The same twin, filter and parameters."));
  b["filter"] = "unscented";
  b["model"]["R"][0][0] = 4.0;
  QCOMPARE(differenceInWords(a, b),
           std::string("They differ: filter is as usual against \"unscented\"; model.R[0][0] is 1.0 against 4.0."));
}

void TestReplayComparison::variantsChangeWhatTheySay() {
  const Json definition = {{"filter", "kalman"}, {"model", {{"R", {{1.0}}}, {"parameters", {{"k", 2}}}}}};
  const Json changed = variantOf(definition, {"extended", {"model/R/0/0=0.04", "model/parameters/k=3"}});
  QVERIFY(changed["filter"] == Json("extended"));
  QVERIFY(changed["model"]["R"][0][0] == Json(0.04));
  QVERIFY(changed["model"]["parameters"]["k"] == Json(3));
  QVERIFY(variantOf(definition, {}) == definition);
}

void TestReplayComparison::variantsRefuse_data() {
  QTest::addColumn<QString>("change");
  QTest::addColumn<QString>("says");
  QTest::newRow("no value") << "model/R"
                            << "is no change of a twin";
  QTest::newRow("no such place") << "model/R/0/7=1"
                                 << "the twin has no value \"model/R/0/7\"";
  QTest::newRow("no number there") << "model/R/x=1"
                                   << "the twin has no value \"model/R/x\"";
  QTest::newRow("no JSON") << "filter=kalm"
                           << "\"kalm\" is no value";
}

void TestReplayComparison::variantsRefuse() {
  QFETCH(QString, change);
  QFETCH(QString, says);
  const Json definition = {{"filter", "kalman"}, {"model", {{"R", {{1.0}}}}}};
  try {
    (void)variantOf(definition, {"", {change.toStdString()}});
    QFAIL("taken");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
}

QTEST_APPLESS_MAIN(TestReplayComparison)
#include "tst_replay_comparison.moc"
