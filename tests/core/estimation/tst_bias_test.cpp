// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/estimation/bias_test.h"
#include "tests/core/estimation/random_system.h"
#include "tests/support/near.h"

using mw::estimation::BiasTest;

class TestBias : public QObject {
  Q_OBJECT
 private slots:
  void tellsFaultFromOutlier_data();
  void tellsFaultFromOutlier();
  void endsWhenTheBiasEnds();
  void seldomRaisesFalseAlarms();
};

void TestBias::tellsFaultFromOutlier_data() {
  QTest::addColumn<double>("bias_sd");
  QTest::addColumn<int>("readings");
  QTest::addColumn<bool>("is_fault");
  QTest::newRow("one outlier") << 6.0 << 1 << false;
  QTest::newRow("one enormous outlier") << 1e9 << 1 << false;
  QTest::newRow("three outliers on one side") << 50.0 << 3 << false;
  QTest::newRow("sensor stuck high") << 6.0 << 10 << true;
  QTest::newRow("sensor stuck low") << -6.0 << 10 << true;
  QTest::newRow("small lasting bias") << 1.3 << 20 << true;
  QTest::newRow("bias within the noise") << 0.5 << 20 << false;
}

void TestBias::tellsFaultFromOutlier() {
  QFETCH(double, bias_sd);
  QFETCH(int, readings);
  BiasTest test;
  for (int k = 0; k < 40; ++k) QVERIFY(!test.add(k % 2 == 0 ? 1.0 : -1.0));
  bool is_fault = false;
  for (int k = 0; k < readings; ++k) is_fault = test.add(bias_sd + (k % 2 == 0 ? 0.2 : -0.2));
  QTEST(is_fault, "is_fault");
  if (is_fault) QCOMPARE(test.score() > 0, bias_sd > 0);
}

void TestBias::endsWhenTheBiasEnds() {
  BiasTest test;
  for (int k = 0; k < 20; ++k) test.add(3.0);
  QVERIFY(test.isFault());
  MW_NEAR(test.score(), 3.0 * std::sqrt(20.0), 1e-12, 0.0);
  int after = 0;
  while (test.add(0.0)) ++after;
  // It ends below 2.5 = 3 m / sqrt(20): with m = 3 of the twenty left, so at the 17th quiet reading.
  QCOMPARE(after, 16);
}

void TestBias::seldomRaisesFalseAlarms() {
  mw::test::Normals random(5);
  BiasTest test;
  int alarms = 0;
  for (int k = 0; k < 200000; ++k) alarms += test.add(random.next()) ? 1 : 0;
  QCOMPARE(alarms, 0);
}

QTEST_APPLESS_MAIN(TestBias)
#include "tst_bias_test.moc"
