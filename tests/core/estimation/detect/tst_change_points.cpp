// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <functional>

#include "core/estimation/detect/change_points.h"
#include "tests/core/estimation/random_system.h"
#include "tests/support/near.h"

using namespace mw::estimation;

class TestChangePoints : public QObject {
  Q_OBJECT
 private slots:
  void findsWhereAndHowMuch_data();
  void findsWhereAndHowMuch();
  void noneInNoise_data();
  void noneInNoise();
  void exactMinimum();
  void missingReadingsKeepRows();
  void longSeries();
  void variance();
};

namespace {

std::vector<double> noise(std::size_t n, double rho, std::uint64_t seed) {
  mw::test::Normals random(seed);
  std::vector<double> values;
  double x = 0;
  for (std::size_t k = 0; k < n; ++k) {
    x = rho * x + std::sqrt(1.0 - rho * rho) * random.next();
    values.push_back(x);
  }
  return values;
}

}  // namespace

void TestChangePoints::findsWhereAndHowMuch_data() {
  QTest::addColumn<double>("step");
  QTest::addColumn<int>("most_error");
  // 40 / step^2: the best place lies m rows off with a chance of about 2 Phi(-step sqrt(m) / 2), 0.0016 there.
  QTest::newRow("1 sd") << 1.0 << 40;
  QTest::newRow("2 sd") << 2.0 << 10;
  QTest::newRow("5 sd") << 5.0 << 1;
}

void TestChangePoints::findsWhereAndHowMuch() {
  QFETCH(double, step);
  QFETCH(int, most_error);
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::vector<double> values = noise(400, 0.0, seed);
    for (std::size_t k = 150; k < 300; ++k) values[k] += step;
    const auto changes = changePoints(values);
    QCOMPARE(changes.size(), std::size_t{2});
    QVERIFY(std::abs(static_cast<int>(changes[0].row) - 150) <= most_error);
    QVERIFY(std::abs(static_cast<int>(changes[1].row) - 300) <= most_error);
    MW_NEAR(changes[0].after - changes[0].before, step, 0.0, 0.45);  // 4 standard errors of a mean of 150 and of 150
    QVERIFY(changes[0].statistic > changes[0].penalty);
  }
}

void TestChangePoints::noneInNoise_data() {
  QTest::addColumn<double>("rho");
  QTest::newRow("white") << 0.0;
  QTest::newRow("hangs together") << 0.7;
}

void TestChangePoints::noneInNoise() {
  QFETCH(double, rho);
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) found += changePoints(noise(500, rho, 100 + seed)).size();
  QVERIFY2(found <= 4, qPrintable(QString::number(found)));  // in 20,000 readings
}

/// Against all ways to cut, by dynamic programming without pruning.
void TestChangePoints::exactMinimum() {
  constexpr std::size_t kShortest = 3;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    std::vector<double> values = noise(60, 0.0, 500 + seed);
    for (std::size_t k = 20; k < 31; ++k) values[k] += 1.6;
    for (std::size_t k = 45; k < 60; ++k) values[k] *= 3.0;
    const auto changes = changePoints(values, {.kind = ChangeKind::MeanAndVariance, .shortest = kShortest});
    const auto cost = [&](std::size_t begin, std::size_t end) {
      const auto n = static_cast<double>(end - begin);
      double mean = 0;
      double squares = 0;
      for (std::size_t k = begin; k < end; ++k) mean += values[k] / n;
      for (std::size_t k = begin; k < end; ++k) squares += (values[k] - mean) * (values[k] - mean);
      return n * (std::log(squares / n) + 1.0);
    };
    const double penalty = 3.0 * std::log(60.0);
    std::vector<double> best(61, 1e300);
    best[0] = -penalty;
    for (std::size_t end = kShortest; end <= 60; ++end) {
      for (std::size_t begin = 0; begin + kShortest <= end; ++begin) {
        best[end] = std::min(best[end], best[begin] + cost(begin, end) + penalty);
      }
    }
    double reached = -penalty;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= changes.size(); ++i) {
      const std::size_t end = i < changes.size() ? changes[i].row : 60;
      reached += cost(begin, end) + penalty;
      begin = end;
    }
    MW_NEAR(reached, best[60], 1e-9, 1e-9);  // rounding of running sums
  }
}

void TestChangePoints::missingReadingsKeepRows() {
  std::vector<double> values = noise(300, 0.0, 9);
  for (std::size_t k = 0; k < 300; ++k) {
    if (k >= 200) values[k] += 6.0;
    if (k % 3 == 1) values[k] = std::nan("");
  }
  const auto changes = changePoints(values);
  QCOMPARE(changes.size(), std::size_t{1});
  QVERIFY(changes[0].row == 200 || changes[0].row == 201);
  QCOMPARE(changePoints(std::vector<double>(5, std::nan(""))).size(), std::size_t{0});
  QCOMPARE(changePoints(std::vector<double>(500, 7.0)).size(), std::size_t{0});
}

/// Beyond 10,000 readings cuts lie on a grid of four rows and are moved to the row.
void TestChangePoints::longSeries() {
  std::vector<double> values = noise(40000, 0.0, 31);
  for (std::size_t k = 12345; k < 30001; ++k) values[k] += 6.0;
  const auto changes = changePoints(values);
  QCOMPARE(changes.size(), std::size_t{2});
  QVERIFY(std::abs(static_cast<int>(changes[0].row) - 12345) <= 1);
  QVERIFY(std::abs(static_cast<int>(changes[1].row) - 30001) <= 1);
}

void TestChangePoints::variance() {
  std::vector<double> values = noise(400, 0.0, 21);
  for (std::size_t k = 250; k < 400; ++k) values[k] *= 4.0;
  const auto changes = changePoints(values, {.kind = ChangeKind::MeanAndVariance});
  QCOMPARE(changes.size(), std::size_t{1});
  QVERIFY(std::abs(static_cast<int>(changes[0].row) - 250) <= 6);
}

QTEST_APPLESS_MAIN(TestChangePoints)
#include "tst_change_points.moc"
