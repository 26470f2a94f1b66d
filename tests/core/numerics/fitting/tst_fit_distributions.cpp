// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/error.h"
#include "core/numerics/fitting/fit_distributions.h"
#include "tests/core/numerics/fitting/draws.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::numerics;
using test::drawn;

Q_DECLARE_METATYPE(Distribution)

/// The ranking of all candidates.
class TestFitDistributions : public QObject {
  Q_OBJECT

 private slots:
  void findsTheFamily_data();
  void findsTheFamily();
  void probabilitiesAreEven();
  void largeAndCoarse();
  void nothingFits();
  void equalValues();
  void sameBits();
};

void TestFitDistributions::findsTheFamily_data() {
  QTest::addColumn<Distribution>("truth");
  QTest::addColumn<QStringList>("names");  // of the first; several where one family holds the other
  QTest::newRow("exponential") << Distribution::exponential(300) << QStringList{"exponential"};
  QTest::newRow("erlang 3") << Distribution::erlang(300, 3) << QStringList{"erlang", "gamma"};
  QTest::newRow("gamma") << Distribution::gamma(300, 1.6) << QStringList{"gamma"};
  QTest::newRow("lognormal") << Distribution::lognormal(300, 1) << QStringList{"lognormal"};
  QTest::newRow("weibull") << Distribution::weibull(300, 3.5) << QStringList{"weibull"};
  QTest::newRow("normal") << Distribution::normal(300, 50) << QStringList{"normal"};
  QTest::newRow("uniform") << Distribution::uniform(200, 500) << QStringList{"uniform"};
  QTest::newRow("triangular") << Distribution::triangular(200, 220, 500) << QStringList{"triangular"};
  QTest::newRow("pert") << Distribution::pert(200, 300, 500) << QStringList{"pert"};
}

void TestFitDistributions::findsTheFamily() {
  QFETCH(Distribution, truth);
  QFETCH(QStringList, names);
  const FittedDistributions found = fitDistributions(drawn(truth, 1500), {.seed = 2, .resamples = 39});
  QCOMPARE(found.candidates.size(), fittedFamilies().size());
  QVERIFY(found.chosen.has_value());
  const FittedDistribution& best = found.candidates[*found.chosen];
  QVERIFY2(names.contains(QString::fromStdString(best.name)), best.name.c_str());
  QVERIFY(best.status == FitStatus::Fits && best.ad_probability >= kRejectedBelow);
  MW_NEAR(best.aic, 2.0 * static_cast<double>(best.parameters.size()) - 2 * best.log_likelihood, 1e-14, 0);
  MW_NEAR(best.bic - best.aic, (std::log(1500.0) - 2) * static_cast<double>(best.parameters.size()), 1e-6, 0);
  double last = best.aic;
  for (const FittedDistribution& each : found.candidates) {
    if (each.status == FitStatus::NotApplicable) continue;
    QVERIFY(each.aic >= last || &each < &best);
    last = each.aic;
  }
}

void TestFitDistributions::probabilitiesAreEven() {
  // Under the true family, with parameters estimated, p-values are spread evenly over 0.01, 0.02, ..., 1.
  constexpr int kSamples = 100;
  double sum = 0;
  int below = 0;
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    const FittedDistributions found = fitDistributions(drawn(Distribution::weibull(20, 1.5), 40, i),
                                                       {.families = {"weibull"}, .seed = i, .resamples = 99});
    const double p = found.candidates[0].ad_probability;
    sum += p;
    below += p <= 0.1 ? 1 : 0;
  }
  MW_NEAR(sum / kSamples, 0.505, 0, 4 * std::sqrt(1.0 / 12 / kSamples));
  MW_NEAR(below, 0.1 * kSamples, 0, 4 * std::sqrt(kSamples * 0.1 * 0.9));
}

void TestFitDistributions::largeAndCoarse() {
  // 50,000 values in whole seconds of a distribution 2.4 s wide: each step is seen, and none is a reason to reject.
  std::vector<double> seconds = drawn(Distribution::gamma(8, 0.3), 50'000).values();
  for (double& value : seconds) value = std::round(value);
  const auto found = fitDistributions(Sample(seconds), {.families = {"gamma", "weibull"}, .seed = 1, .resamples = 99});
  QCOMPARE(found.tested_values, std::size_t{1000});
  QCOMPARE(found.candidates[0].name, std::string("gamma"));
  QVERIFY(found.candidates[0].status == FitStatus::Fits);
  QVERIFY(found.candidates[1].status == FitStatus::Rejected);
  // As fine as values come, all are looked at.
  const auto fine =
      fitDistributions(drawn(Distribution::gamma(8, 0.3), 2000), {.families = {"gamma"}, .resamples = 19});
  QCOMPARE(fine.tested_values, std::size_t{2000});
}

void TestFitDistributions::nothingFits() {
  const std::vector<Distribution::Component> humps = {{1, Distribution::normal(60, 4)},
                                                      {1, Distribution::normal(600, 20)}};
  const FittedDistributions found =
      fitDistributions(drawn(Distribution::mixture(humps), 300), {.seed = 1, .resamples = 99});
  QVERIFY(!found.chosen);
  for (const FittedDistribution& each : found.candidates) {
    QVERIFY2(each.status != FitStatus::Fits, each.name.c_str());
    if (each.status == FitStatus::Rejected) MW_NEAR(each.ad_probability, 0.01, 1e-12, 0);
  }
}

void TestFitDistributions::equalValues() {
  const FittedDistributions found = fitDistributions(Sample({30, 30, 30, 30, 30}));
  QCOMPARE(found.chosen.value(), std::size_t{0});
  QCOMPARE(found.candidates[0].name, std::string("constant"));
  QCOMPARE(found.candidates[0].parameters, std::vector<double>{30});
  for (std::size_t i = 1; i < found.candidates.size(); ++i) {
    QVERIFY(found.candidates[i].status == FitStatus::NotApplicable);
    QCOMPARE(found.candidates[i].reason, std::string("all values are equal"));
  }
}

void TestFitDistributions::sameBits() {
  const Sample sample = drawn(Distribution::gamma(5, 0.5), 100);
  const auto all = fitDistributions(sample, {.seed = 7, .resamples = 49});
  const auto one = fitDistributions(sample, {.families = {"gamma"}, .seed = 7, .resamples = 49});
  const auto other = fitDistributions(sample, {.families = {"gamma"}, .seed = 8, .resamples = 49});
  for (const FittedDistribution& each : all.candidates) {
    if (each.name != "gamma") continue;
    QCOMPARE(each.standard_errors, one.candidates[0].standard_errors);
    QCOMPARE(each.ad_probability, one.candidates[0].ad_probability);
    QVERIFY(each.standard_errors != other.candidates[0].standard_errors);
  }
  std::stop_source stop;
  stop.request_stop();
  QVERIFY_EXCEPTION_THROWN((void)fitDistributions(sample, {.stop = stop.get_token()}), Cancelled);
}

QTEST_APPLESS_MAIN(TestFitDistributions)
#include "tst_fit_distributions.moc"
