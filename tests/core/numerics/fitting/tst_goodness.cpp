// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/error.h"
#include "core/numerics/fitting/bootstrap.h"
#include "core/numerics/fitting/histogram.h"
#include "tests/core/numerics/fitting/draws.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::numerics;
using test::drawn;

Q_DECLARE_METATYPE(Distribution)

/// Statistics by hand, their distribution against published critical values, and histograms.
class TestGoodness : public QObject {
  Q_OBJECT

 private slots:
  void byHand();
  void criticalValues_data();
  void criticalValues();
  void largeSamplesAsSmallOnes();
  void roundsAsTheSampleDoes();
  void standardErrors();
  void stops();
  void resolution_data();
  void resolution();
  void histogram();
};

void TestGoodness::byHand() {
  // i/n - u: 0.2333, 0.2667, 0.3; u - (i - 1)/n: 0.1, 0.0667, 0.0333.
  const std::vector<double> u = {0.1, 0.4, 0.7};
  MW_NEAR(goodnessOf(u).kolmogorov_smirnov, 0.3, 1e-14, 0);
  const double sum =
      1 * (std::log(0.1) + std::log(0.3)) + 3 * (std::log(0.4) + std::log(0.6)) + 5 * (std::log(0.7) + std::log(0.9));
  MW_NEAR(goodnessOf(u).anderson_darling, -3 - sum / 3, 1e-13, 0);
  MW_NEAR(goodnessOf(u).anderson_darling, 0.366028, 1e-6, 0);
  // One value at the median: D = 1/2, A^2 = -1 - 2 ln(1/2).
  const std::vector<double> one = {0.5};
  MW_NEAR(goodnessOf(one).kolmogorov_smirnov, 0.5, 0, 0);
  MW_NEAR(goodnessOf(one).anderson_darling, 2 * std::log(2.0) - 1, 1e-14, 0);
  // The ends of a fitted uniform say nothing: 1, 2 and 4 within 0 and 5.
  const Sample sample({0, 1, 2, 4, 5});
  const FittedFamily& uniform = *findFittedFamily("uniform");
  const Goodness inner = goodnessOf(sample, uniform, Distribution::uniform(0, 5));
  MW_NEAR(inner.kolmogorov_smirnov, 2.0 / 3 - 0.4, 1e-14, 0);
}

void TestGoodness::criticalValues_data() {
  QTest::addColumn<Distribution>("truth");
  QTest::addColumn<QString>("family");
  QTest::addColumn<double>("a2");      // 5 % point of the modified A^2
  QTest::addColumn<double>("factor");  // modified A^2 = A^2 factor
  // D'Agostino and Stephens (1986), tables 4.11, 4.7 and 4.17, n = 50.
  QTest::newRow("exponential, mean unknown") << Distribution::exponential(5) << "exponential" << 1.321 << 1 + 0.6 / 50;
  QTest::newRow("lognormal, both unknown")
      << Distribution::lognormal(5, 0.7) << "lognormal" << 0.752 << 1 + 0.75 / 50 + 2.25 / 2500;
  QTest::newRow("weibull, both unknown") << Distribution::weibull(5, 1.7) << "weibull" << 0.757
                                         << 1 + 0.2 / std::sqrt(50.0);
  // Case 0: nothing unknown, within the two ends.
  QTest::newRow("uniform, ends unknown") << Distribution::uniform(5, 7) << "uniform" << 2.492 << 1.0;
}

void TestGoodness::criticalValues() {
  QFETCH(Distribution, truth);
  QFETCH(QString, family);
  QFETCH(double, a2);
  QFETCH(double, factor);
  constexpr int kResamples = 4000;
  const Sample sample = drawn(truth, 50);
  const FittedFamily& fitter = *findFittedFamily(family.toStdString());
  const FamilyFit fit = fitter.fit(sample, {});
  const BootstrapResult resampled = bootstrap(sample, fitter, fit.parameters, {.resamples = kResamples, .seed = 3});
  QCOMPARE(resampled.goodness.size(), std::size_t{kResamples});
  const auto beyond = std::count_if(resampled.goodness.begin(), resampled.goodness.end(),
                                    [&](const Goodness& each) { return each.anderson_darling * factor > a2; });
  // Four standard errors of a share of 5 %, and 0.3 % for what Stephens' factors leave.
  MW_NEAR(static_cast<double>(beyond) / kResamples, 0.05, 0, 4 * std::sqrt(0.05 * 0.95 / kResamples) + 0.003);
}

void TestGoodness::largeSamplesAsSmallOnes() {
  // 5000 values against resamples of 1000: where the fitted family is the true one, p-values of many samples are spread
  // evenly, so that their mean is 1/2.
  constexpr int kSamples = 40;
  const FittedFamily& gamma = *findFittedFamily("gamma");
  double sum_ks = 0;
  double sum_ad = 0;
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    const Sample sample = drawn(Distribution::gamma(8, 0.5), 5000, i);
    const FamilyFit fit = gamma.fit(sample, {});
    const BootstrapResult resampled = bootstrap(sample, gamma, fit.parameters, {.resamples = 39, .seed = i});
    const GoodnessProbability p =
        probabilityOf(goodnessOf(sample, gamma, gamma.make(fit.parameters)), sample, resampled);
    sum_ks += p.kolmogorov_smirnov;
    sum_ad += p.anderson_darling;
  }
  const double kError = std::sqrt(1.0 / 12 / kSamples);  // of a mean of evenly spread values
  MW_NEAR(sum_ks / kSamples, 0.5, 0, 4 * kError);
  MW_NEAR(sum_ad / kSamples, 0.5, 0, 4 * kError);
}

void TestGoodness::roundsAsTheSampleDoes() {
  // Whole seconds of a distribution that is a few seconds wide: tests that did not round would see steps, not curves.
  std::vector<double> seconds = drawn(Distribution::gamma(8, 0.3), 800).values();
  for (double& value : seconds) value = std::round(value);
  const Sample sample(seconds);
  const FittedFamily& gamma = *findFittedFamily("gamma");
  const FamilyFit fit = gamma.fit(sample, {});
  const Goodness goodness = goodnessOf(sample, gamma, gamma.make(fit.parameters));
  const auto p = [&](double resolution_s) {
    const auto resampled =
        bootstrap(sample, gamma, fit.parameters, {.resamples = 99, .seed = 5, .resolution_s = resolution_s});
    return probabilityOf(goodness, sample, resampled).anderson_darling;
  };
  MW_NEAR(p(0), 0.01, 1e-12, 0);
  QVERIFY2(p(1) > 0.05, qPrintable(QString::number(p(1))));
}

void TestGoodness::standardErrors() {
  // mean/sqrt(n) by the Fisher information; 500 resamples know a standard deviation to 3.2 %.
  const FittedFamily& exponential = *findFittedFamily("exponential");
  for (const std::size_t n : {200U, 5000U}) {
    const Sample sample = drawn(Distribution::exponential(40), n);
    const double mean = sample.mean();
    const auto resampled = bootstrap(sample, exponential, std::vector<double>{mean}, {.resamples = 500, .seed = 9});
    MW_NEAR(resampled.standard_errors[0], mean / std::sqrt(static_cast<double>(n)), 4 * 0.032, 0);
  }
}

void TestGoodness::stops() {
  std::stop_source stop;
  BootstrapOptions options{.resamples = 500, .stop = stop.get_token()};
  options.after_each = [&] { stop.request_stop(); };
  const FittedFamily& exponential = *findFittedFamily("exponential");
  QVERIFY_EXCEPTION_THROWN((void)bootstrap(Sample({1, 2, 3}), exponential, std::vector<double>{2}, options), Cancelled);
}

void TestGoodness::resolution_data() {
  QTest::addColumn<QList<double>>("values");
  QTest::addColumn<double>("step");
  QTest::newRow("seconds") << QList<double>{1, 2, 7} << 1.0;
  QTest::newRow("tenths") << QList<double>{0.1, 0.3, 12.7} << 0.1;
  QTest::newRow("fives") << QList<double>{5, 35, 10} << 5.0;
  QTest::newRow("minutes") << QList<double>{60, 420, 180} << 60.0;
  QTest::newRow("hours") << QList<double>{3600, 7200} << 3600.0;
  QTest::newRow("none") << QList<double>{3.14159265358979, 2.71828182845904} << 0.0;
}

void TestGoodness::resolution() {
  QFETCH(QList<double>, values);
  QFETCH(double, step);
  MW_NEAR(resolutionOf(Sample(std::vector<double>(values.begin(), values.end()))), step, 1e-12, 0);
}

void TestGoodness::histogram() {
  const Sample sample({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  const Histogram five = histogramOf(sample, 5);
  QCOMPARE(five.counts, (std::vector<std::size_t>{2, 2, 2, 2, 3}));
  QCOMPARE(five.edge(5), 10.0);
  QCOMPARE(five.largestCount(), std::size_t{3});
  const Histogram equal = histogramOf(Sample({4, 4, 4}));
  QCOMPARE(equal.counts, std::vector<std::size_t>{3});
  for (const double scale : {1e-9, 1.0, 1e9}) {
    const Sample wide = drawn(Distribution::lognormal(40 * scale, 2), 3000);
    const Histogram chosen = histogramOf(wide);
    QVERIFY(chosen.counts.size() >= 5 && chosen.counts.size() <= 51);
    std::size_t total = 0;
    for (const std::size_t count : chosen.counts) total += count;
    QCOMPARE(total, wide.size());
    QVERIFY(chosen.first_edge_s <= wide.min() && chosen.edge(chosen.counts.size()) >= wide.max());
  }
}

QTEST_APPLESS_MAIN(TestGoodness)
#include "tst_goodness.moc"
