// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/random_stream.h"
#include "core/numerics/mser.h"
#include "core/numerics/statistics.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::numerics;
using Status = Truncation::Status;

namespace {

/// Batch means of five of an AR(1) with standard normal innovations, which starts `bias` off its mean of 10.
std::vector<double> autoregressive(double phi, double bias, std::size_t batches, std::uint32_t replication) {
  RandomStream random(5, streamId("ar1", "test"), replication);
  double deviation = normalQuantile(random.uniform()) / std::sqrt(1 - phi * phi) + bias;
  std::vector<double> means;
  for (std::size_t i = 0; i < batches; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < kMserBatch; ++k) {
      sum += 10 + deviation;
      deviation = phi * deviation + normalQuantile(random.uniform());
    }
    means.push_back(sum / kMserBatch);
  }
  return means;
}

/// The definition, term by term.
double statisticByDefinition(const std::vector<double>& y, std::size_t d) {
  const std::vector<double> rest(y.begin() + static_cast<std::ptrdiff_t>(d), y.end());
  const double sd = populationSd(rest);
  return sd * sd / static_cast<double>(rest.size());
}

std::vector<double> stepped(std::size_t biased, std::size_t n) {
  std::vector<double> y;
  for (std::size_t i = 0; i < n; ++i) y.push_back(i < biased ? 0.0 : i % 2 == 0 ? 9.0 : 11.0);
  return y;
}

}  // namespace

class TestMser : public QObject {
  Q_OBJECT
 private slots:
  void findsAStep_data();
  void findsAStep();
  void equalsExactArithmetic_data();
  void equalsExactArithmetic();
  void followsItsDefinition();
  void truncatesAnInitialBias_data();
  void truncatesAnInitialBias();
  void removesTheBiasOfTheMean();
};

void TestMser::findsAStep_data() {
  QTest::addColumn<std::vector<double>>("y");
  QTest::addColumn<Status>("status");
  QTest::addColumn<std::size_t>("batches");
  QTest::newRow("constant") << std::vector<double>(20, 3.0) << Status::Converged << std::size_t{0};
  std::vector<double> rounded;
  for (int i = 0; i < 100; ++i) rounded.push_back(1 + (i < 70 ? (i % 7) * 1e-13 : 0));
  QTest::newRow("constant but for rounding") << rounded << Status::Converged << std::size_t{0};
  QTest::newRow("12 of 100 off") << stepped(12, 100) << Status::Converged << std::size_t{12};
  QTest::newRow("half off") << stepped(50, 100) << Status::Converged << std::size_t{50};
  QTest::newRow("over half off") << stepped(60, 100) << Status::NotConverged << std::size_t{50};
  std::vector<double> ramp;
  for (int i = 0; i < 100; ++i) ramp.push_back(i);
  QTest::newRow("a queue that only grows") << ramp << Status::NotConverged << std::size_t{50};
  QTest::newRow("too short") << std::vector<double>(9, 1.0) << Status::TooShort << std::size_t{0};
  QTest::newRow("nothing") << std::vector<double>{} << Status::TooShort << std::size_t{0};
}

void TestMser::findsAStep() {
  QFETCH(std::vector<double>, y);
  QFETCH(Status, status);
  QFETCH(std::size_t, batches);
  const Truncation found = mser(y);
  QVERIFY(found.status == status);
  QCOMPARE(found.batches, batches);
}

void TestMser::equalsExactArithmetic_data() {
  QTest::addColumn<std::vector<double>>("y");
  QTest::addColumn<std::size_t>("batches");
  QTest::addColumn<double>("statistic");
  // g(d) of White (1997), equation 1, for every d in rational numbers (Python's fractions): the least and where it is.
  QTest::newRow("falls to its level") << std::vector<double>{10, 8, 6, 5, 4, 3, 3, 2, 1, 2,
                                                             3,  1, 2, 2, 1, 3, 2, 1, 2, 3}
                                      << std::size_t{5} << 134.0 / 3375.0;
  QTest::newRow("a line that fills") << std::vector<double>{0, 0, 1, 2, 4, 5, 5, 6, 4, 5, 6,
                                                            5, 4, 5, 6, 5, 4, 6, 5, 5, 4, 5}
                                     << std::size_t{4} << 161.0 / 5832.0;
  std::vector<double> halved;
  for (int k = 0; k < 24; ++k) halved.push_back(std::ldexp(100.0, -k) + (k % 2 == 1 ? 1 : -1));
  QTest::newRow("a bias that halves") << halved << std::size_t{6} << 6069093197747.0 / 105553116266496.0;
}

void TestMser::equalsExactArithmetic() {
  QFETCH(std::vector<double>, y);
  QFETCH(std::size_t, batches);
  QFETCH(double, statistic);
  const Truncation found = mser(y);
  QVERIFY(found.status == Status::Converged);
  QCOMPARE(found.batches, batches);
  constexpr double kRounding = 1e-14;
  MW_NEAR(found.statistic, statistic, kRounding, 0);
}

void TestMser::followsItsDefinition() {
  const std::vector<double> y = autoregressive(0.8, 30, 60, 0);
  std::size_t best = 0;
  for (std::size_t d = 0; d < 55; ++d) {
    if (statisticByDefinition(y, d) < statisticByDefinition(y, best)) best = d;
  }
  QCOMPARE(mser(y).batches, best);
  constexpr double kRounding = 1e-12;
  MW_NEAR(mser(y).statistic, statisticByDefinition(y, best), kRounding, 0);
}

void TestMser::truncatesAnInitialBias_data() {
  QTest::addColumn<double>("phi");
  QTest::addColumn<double>("bias");
  QTest::newRow("phi 0.9, bias 100") << 0.9 << 100.0;
  QTest::newRow("phi 0.9, bias 1000") << 0.9 << 1000.0;
  QTest::newRow("phi 0.95, bias -300") << 0.95 << -300.0;
  QTest::newRow("phi 0.5, bias 50") << 0.5 << 50.0;
}

/// Deleting Y_d pays while its bias exceeds sqrt(2) standard deviations of a batch mean (g decreases): with the bias
/// decaying by phi^5 a batch, that is after ln(|bias of Y_1| / (sqrt(2) s)) / (-5 ln phi) batches.
void TestMser::truncatesAnInitialBias() {
  QFETCH(double, phi);
  QFETCH(double, bias);
  const double first_bias = bias * (1 - std::pow(phi, 5)) / (5 * (1 - phi));
  // Variance of the mean of five: (5 + 2 sum_{k<5} (5 - k) phi^k) / 25 of that of one.
  double sum = 5;
  for (int k = 1; k < 5; ++k) sum += 2 * (5 - k) * std::pow(phi, k);
  const double s = std::sqrt(sum / 25 / (1 - phi * phi));
  const double want = std::log(std::abs(first_bias) / (std::sqrt(2.0) * s)) / (-5 * std::log(phi));
  std::vector<std::size_t> found;
  int late = 0;  // noise alone makes the second half look best, now and then
  for (std::uint32_t r = 0; r < 201; ++r) {
    const Truncation truncation = mser(autoregressive(phi, bias, 400, r));
    if (truncation.status != Status::Converged) ++late;
    found.push_back(truncation.batches);
  }
  std::nth_element(found.begin(), found.begin() + 100, found.end());
  QVERIFY2(late <= 4, qPrintable(QString::number(late)));
  // A deviation of one standard deviation moves the end by the batches in which the bias decays from 2.4 s to 0.4 s.
  const double kNoise = std::log(6.0) / (-5 * std::log(phi)) / 2 + 1;
  MW_NEAR(static_cast<double>(found[100]), want, 0, kNoise);
}

void TestMser::removesTheBiasOfTheMean() {
  double whole = 0;
  double rest = 0;
  constexpr int kRuns = 200;
  for (std::uint32_t r = 0; r < kRuns; ++r) {
    const std::vector<double> y = autoregressive(0.9, 200, 200, r);
    whole += mean(y) / kRuns;
    rest += mean(std::span(y).subspan(mser(y).batches)) / kRuns;
  }
  // 200 / (1 - 0.9) over 1,000 observations: 2. The mean of a run has sd 10 / sqrt(1000) = 0.32, of 200 runs 0.022.
  constexpr double kFourErrors = 0.09;
  MW_NEAR(whole, 12.0, 0, kFourErrors);
  MW_NEAR(rest, 10.0, 0, kFourErrors);
}

QTEST_APPLESS_MAIN(TestMser)
#include "tst_mser.moc"
