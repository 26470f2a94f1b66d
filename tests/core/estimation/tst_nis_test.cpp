// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/estimation/nis_test.h"
#include "tests/support/near.h"

class TestNis : public QObject {
  Q_OBJECT
 private slots:
  void limit_data();
  void limit();
};

void TestNis::limit_data() {
  QTest::addColumn<int>("count");
  QTest::addColumn<double>("sigma");
  QTest::addColumn<double>("want");
  QTest::newRow("one signal is sigma squared") << 1 << 3.0 << 9.0;
  // With two degrees of freedom the tail is exp(-x / 2), so x = -2 ln erfc(sigma / sqrt 2).
  QTest::newRow("two signals, closed form") << 2 << 3.0 << -2.0 * std::log(std::erfc(3.0 / std::sqrt(2.0)));
  QTest::newRow("two signals, far tail") << 2 << 20.0 << -2.0 * std::log(std::erfc(20.0 / std::sqrt(2.0)));
  // Root of erfc(sqrt(x / 2)) + sqrt(2 x / pi) exp(-x / 2) = erfc(3 / sqrt 2), by bisection in Python.
  QTest::newRow("three signals") << 3 << 3.0 << 14.156413609126686;
}

void TestNis::limit() {
  QFETCH(int, count);
  QFETCH(double, sigma);
  QFETCH(double, want);
  constexpr double kQuantile = 1e-11;  // accuracy of the root search in Boost
  MW_NEAR(mw::estimation::nisLimit(count, sigma), want, kQuantile, 0.0);
}

QTEST_APPLESS_MAIN(TestNis)
#include "tst_nis_test.moc"
