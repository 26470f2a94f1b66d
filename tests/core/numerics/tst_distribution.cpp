// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/numerics/distribution.h"
#include "core/numerics/statistics.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::numerics;

namespace {
constexpr int kDraws = 40000;
}
Q_DECLARE_METATYPE(Distribution)

class TestDistribution : public QObject {
  Q_OBJECT
 private slots:
  void samplesWhatItSays_data();
  void samplesWhatItSays();
  void quantileInvertsNormal();
};

void TestDistribution::samplesWhatItSays_data() {
  QTest::addColumn<Distribution>("distribution");
  QTest::addColumn<double>("mean");
  QTest::newRow("constant") << Distribution::constant(3) << 3.0;
  QTest::newRow("uniform") << Distribution::uniform(1, 4.5) << 2.75;
  QTest::newRow("exponential") << Distribution::exponential(2) << 2.0;
  QTest::newRow("erlang 3") << Distribution::erlang(6, 3) << 6.0;
  QTest::newRow("erlang 40") << Distribution::erlang(6, 40) << 6.0;
  QTest::newRow("gamma cv 0.5") << Distribution::gamma(5, 0.5) << 5.0;
  QTest::newRow("gamma cv 1.5") << Distribution::gamma(5, 1.5) << 5.0;
  QTest::newRow("lognormal") << Distribution::lognormal(45, 0.2) << 45.0;
  QTest::newRow("weibull: scale Gamma(1 + 1/shape)") << Distribution::weibull(2, 2) << 1.7724538509055159;
  QTest::newRow("normal") << Distribution::normal(10, 1) << 10.0;
  QTest::newRow("normal cut at zero: mean + sd phi/Phi") << Distribution::normal(0, 1) << 0.79788456080286541;
  QTest::newRow("triangular") << Distribution::triangular(1, 2, 6) << 3.0;
  QTest::newRow("triangular without fall") << Distribution::triangular(1, 4, 4) << 3.0;
  QTest::newRow("pert: (min + 4 mode + max)/6") << Distribution::pert(1, 2, 6) << 2.5;
  QTest::newRow("empirical") << Distribution::empirical({5, 1, 3}) << 3.0;
  const std::vector<Distribution::Component> components = {{3, Distribution::exponential(1)},
                                                           {1, Distribution::uniform(4, 8)}};
  QTest::newRow("mixture") << Distribution::mixture(components) << 2.25;
}

void TestDistribution::samplesWhatItSays() {
  QFETCH(Distribution, distribution);
  QFETCH(double, mean);
  MW_NEAR(distribution.mean(), mean, 1e-9, 0);
  RandomStream random(5, streamId("distribution", "test"), 0);
  std::vector<double> draws(kDraws);
  for (double& draw : draws) draw = distribution.sample(random);
  const Estimate estimate = confidenceInterval(draws);
  MW_NEAR(estimate.mean, mean, 1e-12, 4.5 * estimate.sd / std::sqrt(kDraws));
  for (const double share : {0.25, 0.7, 1.0, 1.6, 2.5}) {
    const double x = share * mean;
    const double below =
        static_cast<double>(std::count_if(draws.begin(), draws.end(), [x](double d) { return d <= x; }));
    const double p = distribution.cdf(x);
    MW_NEAR(below / kDraws, p, 0, 4.5 * std::sqrt(p * (1 - p) / kDraws) + 1e-9);
    if (!distribution.hasDensity()) continue;
    // Central difference: truncation of order h^2, and kinks of the bounded families are away from these points.
    const double h = 1e-5 * mean;
    MW_NEAR(distribution.pdf(x), (distribution.cdf(x + h) - distribution.cdf(x - h)) / (2 * h), 1e-4, 1e-6);
  }
}

void TestDistribution::quantileInvertsNormal() {
  for (const double p : {1e-12, 0.001, 0.07, 0.3, 0.5, 0.8, 0.97, 1 - 1e-9}) {
    MW_NEAR(fastNormalQuantile(p), normalQuantile(p), 1e-13, 1e-14);
  }
}

QTEST_APPLESS_MAIN(TestDistribution)
#include "tst_distribution.moc"
