// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <numeric>

#include "core/base/random_stream.h"
#include "core/cosimulation/cycle/fitted_cycle.h"
#include "core/events/distribution_from_json.h"
#include "core/events/distribution_to_json.h"
#include "core/motion/cycle/pick_place_run.h"
#include "core/numerics/statistics.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;

namespace {

constexpr int kCycles = 300;

/// Draws, rounded up to whole steps as cycles are.
std::vector<double> cyclesOf(const Json& distribution) {
  const auto drawn = events::distributionFromJson(distribution, "");
  RandomStream random(1, streamId("test", "cycles"), 0);
  std::vector<double> values_s;
  for (int i = 0; i < kCycles; ++i)
    values_s.push_back(std::ceil(drawn.sample(random) / motion::kArmStep_s) * motion::kArmStep_s);
  return values_s;
}

}  // namespace

class TestFittedCycle : public QObject {
  Q_OBJECT
 private slots:
  void findsWhatWasDrawn();
  void twoKindsOfCyclesAreTheValues();
  void fewStepsAreTheValues();
  void alikeIsAConstant();
  void fewAreNotFitted();
};

void TestFittedCycle::findsWhatWasDrawn() {
  const std::vector<double> values_s = cyclesOf({{"dist", "normal"}, {"mean_s", 3.2}, {"sd_s", 0.05}});
  const double mean_s = numerics::mean(values_s);
  const auto fitted = fitCycles(values_s, 1, {});
  QVERIFY(fitted.has_value());
  // Twelve steps are one sd: without drawing whole steps, ties alone would reject the family.
  const auto* best = chosenFit(fitted, mean_s, CycleForm::Best);
  QVERIFY(best != nullptr);
  MW_NEAR(best->distribution.mean(), mean_s, 1e-3, 0);
  const auto normal = std::ranges::find(fitted->candidates, "normal", &numerics::FittedDistribution::name);
  QVERIFY(normal->status == numerics::FitStatus::Fits);
  const Json json = events::distributionToJson(normal->name, normal->parameters);
  // Maximum likelihood of a normal is the sample's own mean and population sd; eight digits are written.
  MW_NEAR(json["mean_s"].get<double>(), mean_s, 1e-6, 0);
  MW_NEAR(json["sd_s"].get<double>(), numerics::populationSd(values_s), 1e-4, 0);
  // ln L of a normal at its own estimate: -n/2 (ln(2 pi s2) + 1), of densities per second.
  const double s_s = numerics::populationSd(values_s);
  MW_NEAR(normal->log_likelihood, -kCycles / 2.0 * (std::log(2 * M_PI * s_s * s_s) + 1), 1e-4, 0);
  MW_NEAR(normal->aic, 4 - 2 * normal->log_likelihood, 1e-12, 0);
  QVERIFY(chosenFit(fitted, mean_s, CycleForm::Empirical) == nullptr);
  // A fit whose mean is off is not used unless it is asked for.
  QVERIFY(chosenFit(fitted, mean_s * 1.01, CycleForm::Best) == nullptr);
  QVERIFY(chosenFit(fitted, mean_s * 1.01, CycleForm::Fitted) == best);
}

void TestFittedCycle::twoKindsOfCyclesAreTheValues() {
  std::vector<double> values_s = cyclesOf({{"dist", "normal"}, {"mean_s", 3.2}, {"sd_s", 0.02}});
  for (std::size_t i = 0; i < values_s.size(); i += 2) values_s[i] += 1;
  const auto fitted = fitCycles(values_s, 1, {});
  QVERIFY(chosenFit(fitted, numerics::mean(values_s), CycleForm::Best) == nullptr);
  const numerics::Sample sample(values_s);
  const numerics::Histogram histogram = histogramOfCycles(sample);
  QVERIFY(histogram.counts.size() >= 12 && histogram.counts.size() <= 48);
  QVERIFY(std::ranges::count(histogram.counts, std::size_t{0}) > 10);  // the gap between the humps is seen
  QCOMPARE(std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::size_t{0}), values_s.size());
  QVERIFY(chosenFit(fitted, numerics::mean(values_s), CycleForm::Fitted) != nullptr);
}

void TestFittedCycle::fewStepsAreTheValues() {
  const std::vector<double> values_s = cyclesOf({{"dist", "normal"}, {"mean_s", 3.2}, {"sd_s", 0.003}});
  const auto fitted = fitCycles(values_s, 1, {});
  QVERIFY(fitted->distinct_values < kFewestDistinct);
  QVERIFY(chosenFit(fitted, numerics::mean(values_s), CycleForm::Best) == nullptr);
}

void TestFittedCycle::alikeIsAConstant() {
  const std::vector<double> values_s(50, 769 * motion::kArmStep_s);
  const auto fitted = fitCycles(values_s, 1, {});
  const auto* best = chosenFit(fitted, values_s.front(), CycleForm::Best);
  QVERIFY(best != nullptr);
  QCOMPARE(best->name, std::string("constant"));
  MW_NEAR(best->distribution.mean(), values_s.front(), 1e-7, 0);
}

void TestFittedCycle::fewAreNotFitted() {
  const std::vector<double> values_s(4, 3.0);
  QVERIFY(!fitCycles(values_s, 1, {}));
  QVERIFY(chosenFit(std::nullopt, 3, CycleForm::Fitted) == nullptr);
}

QTEST_APPLESS_MAIN(TestFittedCycle)
#include "tst_fitted_cycle.moc"
