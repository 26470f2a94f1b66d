// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/estimation/detect/cusum.h"
#include "core/estimation/detect/whitening.h"
#include "tests/core/estimation/random_system.h"
#include "tests/support/near.h"

using namespace mw::estimation;

class TestCusum : public QObject {
  Q_OBJECT
 private slots:
  void runLengthsOfTheTable_data();
  void runLengthsOfTheTable();
  void simulatedRunLength();
  void limitGivesItsRunLength();
  void saysSinceWhen();
  void alarmEnds();
  void whiteningMakesWhite();
};

void TestCusum::runLengthsOfTheTable_data() {
  QTest::addColumn<double>("limit");
  QTest::addColumn<double>("shift");
  QTest::addColumn<double>("run_length");
  // Lucas and Crosier (1982), as in Montgomery (2012), table 9.3: k = 1/2, three digits.
  const double shifts[] = {0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0};
  const double h4[] = {168, 74.2, 26.6, 13.3, 8.38, 4.75, 3.34, 2.62, 2.19, 1.71};
  const double h5[] = {465, 139, 38.0, 17.0, 10.4, 5.75, 4.01, 3.11, 2.57, 2.01};
  for (std::size_t i = 0; i < 10; ++i) {
    QTest::addRow("h 4, shift %g", shifts[i]) << 4.0 << shifts[i] << h4[i];
    QTest::addRow("h 5, shift %g", shifts[i]) << 5.0 << shifts[i] << h5[i];
  }
}

void TestCusum::runLengthsOfTheTable() {
  QFETCH(double, limit);
  QFETCH(double, shift);
  QFETCH(double, run_length);
  constexpr double kThreeDigits = 5e-3;
  MW_NEAR(cusumRunLength(0.5, limit, shift), run_length, kThreeDigits, 0.0);
}

void TestCusum::simulatedRunLength() {
  mw::test::Normals random(3);
  constexpr int kRuns = 4000;
  double readings = 0;
  for (int run = 0; run < kRuns; ++run) {
    Cusum cusum(0.5, 4.0);
    do ++readings;
    while (!cusum.add(random.next()));
  }
  // Run lengths are about exponential: standard error 168 / sqrt(4000) = 2.7; three of them.
  MW_NEAR(readings / kRuns, cusumRunLength(0.5, 4.0, 0.0), 0.0, 8.0);
}

void TestCusum::limitGivesItsRunLength() {
  for (const double run_length : {100.0, 1e4, 1e6}) {
    MW_NEAR(cusumRunLength(0.5, cusumLimit(0.5, run_length), 0.0), run_length, 1e-6, 0.0);  // of the bisection
  }
}

void TestCusum::saysSinceWhen() {
  Cusum cusum(0.5, 5.0);
  for (int k = 0; k < 50; ++k) QVERIFY(!cusum.add(k % 2 == 0 ? 0.4 : -0.4));
  int after = 0;
  do ++after;
  while (!cusum.add(-1.5));  // each adds 1: above 5 at the sixth
  QCOMPARE(after, 6);
  QCOMPARE(cusum.readingsSinceOnset(), std::size_t{6});
  MW_NEAR(cusum.score(), -6.0, 1e-12, 0.0);
  QVERIFY(cusum.add(std::nan("")));
}

void TestCusum::alarmEnds() {
  Cusum cusum(0.5, 4.0);
  for (int k = 0; k < 10000; ++k) cusum.add(3.0);
  int after = 0;
  while (cusum.add(0.0)) ++after;
  QCOMPARE(after, 15);  // held at 8, falls by a half each time
}

void TestCusum::whiteningMakesWhite() {
  mw::test::Normals random(11);
  std::vector<double> readings;
  double x = 0;
  for (int k = 0; k < 20000; ++k) {
    x = 0.8 * x + 0.6 * random.next();  // variance 1
    readings.push_back(70.0 + 3.0 * x);
  }
  const Whitening whitening = Whitening::learn(std::span(readings).first(10000));
  // Standard errors over 10^4 readings with correlation 0.8: 0.006 of rho, 0.03 of the centre in sd, 0.02 of the sd.
  MW_NEAR(whitening.rho, 0.8, 0.0, 0.03);
  MW_NEAR(whitening.scale.centre, 70.0, 0.0, 0.4);
  MW_NEAR(whitening.scale.sd, 3.0, 0.08, 0.0);
  const std::vector<double> e = whitening.apply(readings);
  double square = 0;
  double lagged = 0;
  for (std::size_t k = 10001; k < e.size(); ++k) {
    square += e[k] * e[k];
    lagged += e[k] * e[k - 1];
  }
  MW_NEAR(square / 9999.0, 1.0, 0.1, 0.0);
  MW_NEAR(lagged / square, 0.0, 0.0, 0.04);
}

QTEST_APPLESS_MAIN(TestCusum)
#include "tst_cusum.moc"
