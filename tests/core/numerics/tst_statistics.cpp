// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <limits>
#include <vector>

#include "core/base/error.h"
#include "core/numerics/statistics.h"
#include "tests/support/near.h"

using namespace mw::numerics;
using Samples = std::vector<double>;
Q_DECLARE_METATYPE(Samples)

class TestStatistics : public QObject {
  Q_OBJECT
 private slots:
  void meanAndSd_data();
  void meanAndSd();
  void quantilesOfStudentsT_data();
  void quantilesOfStudentsT();
  void quantilesOfTheNormal();
  void intervalOfKnownSamples();
  void intervalNeedsTwoSamples_data();
  void intervalNeedsTwoSamples();
  void refusesQuantilesOutsideTheirRange();
};

namespace {
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kRounding = 1e-14;  // a handful of roundings of doubles
constexpr double kTable = 1e-12;     // both sides are computed to nearly full precision
}  // namespace

void TestStatistics::meanAndSd_data() {
  QTest::addColumn<Samples>("samples");
  QTest::addColumn<double>("mean_wanted");
  QTest::addColumn<double>("sample_sd");
  QTest::addColumn<double>("population_sd");
  QTest::newRow("1..5, by hand") << Samples{1, 2, 3, 4, 5} << 3.0 << std::sqrt(2.5) << std::sqrt(2.0);
  QTest::newRow("equal samples spread nothing") << Samples{0.1, 0.1, 0.1} << 0.1 << 0.0 << 0.0;
  QTest::newRow("large offset keeps the spread")
      << Samples{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16} << 1e9 + 10 << std::sqrt(30.0) << std::sqrt(22.5);
  QTest::newRow("cancellation keeps the small ones") << Samples{1e16, 1, -1e16, 1} << 0.5 << kNaN << kNaN;
  QTest::newRow("two samples") << Samples{2, 4} << 3.0 << std::sqrt(2.0) << 1.0;
}

void TestStatistics::meanAndSd() {
  QFETCH(Samples, samples);
  QFETCH(double, mean_wanted);
  QFETCH(double, sample_sd);
  QFETCH(double, population_sd);
  MW_NEAR(mean(samples), mean_wanted, kRounding, 0);
  if (std::isnan(sample_sd)) return;  // the row is about the mean alone
  MW_NEAR(sampleSd(samples), sample_sd, kRounding, 1e-16);
  MW_NEAR(populationSd(samples), population_sd, kRounding, 1e-16);
}

void TestStatistics::quantilesOfStudentsT_data() {
  QTest::addColumn<double>("q");
  QTest::addColumn<double>("degrees");
  QTest::addColumn<double>("wanted");
  const double pi = std::acos(-1.0);
  QTest::newRow("1 degree is Cauchy") << 0.975 << 1.0 << std::tan(pi * 0.475);
  QTest::newRow("2 degrees, closed form") << 0.975 << 2.0 << 0.95 / std::sqrt(2 * 0.975 * 0.025);
  QTest::newRow("2 degrees, lower tail") << 0.1 << 2.0 << -0.8 / std::sqrt(2 * 0.1 * 0.9);
  QTest::newRow("4 degrees, closed form")
      << 0.975 << 4.0
      << 2 * std::sqrt(std::cos(std::acos(std::sqrt(4 * 0.975 * 0.025)) / 3) / std::sqrt(4 * 0.975 * 0.025) - 1);
  QTest::newRow("median") << 0.5 << 7.0 << 0.0;
}

void TestStatistics::quantilesOfStudentsT() {
  QFETCH(double, q);
  QFETCH(double, degrees);
  QFETCH(double, wanted);
  MW_NEAR(studentTQuantile(q, degrees), wanted, kTable, 1e-15);
}

void TestStatistics::quantilesOfTheNormal() {
  for (const double q : {1e-6, 0.025, 0.4, 0.975}) {
    const double probability = 0.5 * std::erfc(-normalQuantile(q) / std::sqrt(2.0));
    MW_NEAR(probability, q, kTable, 0);
  }
}

void TestStatistics::intervalOfKnownSamples() {
  const Estimate estimate = confidenceInterval(Samples{1, 2, 3, 4, 5});
  QCOMPARE(estimate.n, std::uint64_t{5});
  QVERIFY(estimate.hasInterval());
  MW_NEAR(estimate.half_width, 2.7764451051977987 * std::sqrt(2.5 / 5), kTable, 0);  // t(0.975; 4) of any table
  MW_NEAR(estimate.high() - estimate.low(), 2 * estimate.half_width, kRounding, 0);
  QVERIFY(confidenceInterval(Samples{1, 2, 3, 4, 5}, 0.99).half_width > estimate.half_width);
}

void TestStatistics::intervalNeedsTwoSamples_data() {
  QTest::addColumn<Samples>("samples");
  QTest::addColumn<double>("mean_wanted");
  QTest::newRow("none") << Samples{} << kNaN;
  QTest::newRow("one run") << Samples{3.5} << 3.5;
}

void TestStatistics::intervalNeedsTwoSamples() {
  QFETCH(Samples, samples);
  QFETCH(double, mean_wanted);
  const Estimate estimate = confidenceInterval(samples);
  MW_NEAR(estimate.mean, mean_wanted, 0, 0);
  QVERIFY(std::isnan(estimate.sd));
  QVERIFY(std::isnan(estimate.half_width));
  QVERIFY(!estimate.hasInterval());
}

void TestStatistics::refusesQuantilesOutsideTheirRange() {
  QVERIFY_EXCEPTION_THROWN((void)studentTQuantile(1.0, 3), mw::LogicError);
  QVERIFY_EXCEPTION_THROWN((void)studentTQuantile(0.5, 0), mw::LogicError);
  QVERIFY_EXCEPTION_THROWN((void)normalQuantile(0.0), mw::LogicError);
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
