// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/twin/health.h"
#include "tests/support/near.h"

using namespace mw::twin;

class TestHealth : public QObject {
  Q_OBJECT
 private slots:
  void followsItsFormula();
  void forgetsAfterAHundredReadings();
  void raisesOneAlertPerCrossing_data();
  void raisesOneAlertPerCrossing();
};

void TestHealth::followsItsFormula() {
  HealthScore score({2, -3});
  QVERIFY(std::isnan(score.health()));
  score.add(4.0, 1);   // sqrt(4 / 1) = 2
  score.add(18.0, 2);  // sqrt(18 / 2) = 3
  MW_NEAR(score.score(), 2.5, 1e-15, 0.0);
  MW_NEAR(score.health(), 1.0 / (1.0 + std::exp(2 * 2.5 - 3)), 1e-15, 0.0);
}

void TestHealth::forgetsAfterAHundredReadings() {
  HealthScore score({2, -3});
  for (int k = 0; k < 50; ++k) score.add(1e30, 1);
  for (int k = 0; k < 99; ++k) score.add(1.0, 1);
  MW_NEAR(score.score(), (1e15 + 99.0) / 100, 1e-12, 0.0);
  for (int k = 0; k < 101; ++k) score.add(1.0, 1);
  MW_NEAR(score.score(), 1.0, 1e-12, 0.0);  // nothing of 1e15 is left, not even its rounding
}

void TestHealth::raisesOneAlertPerCrossing_data() {
  QTest::addColumn<QList<double>>("health");
  QTest::addColumn<QString>("alerts");  // W, C or . per value
  QTest::newRow("well") << QList<double>{0.9, 0.6, 0.5, 0.9} << "....";
  QTest::newRow("falls and stays") << QList<double>{0.9, 0.49, 0.4, 0.3} << ".W..";
  QTest::newRow("falls through both") << QList<double>{0.9, 0.49, 0.19, 0.1} << ".WC.";
  QTest::newRow("falls at once") << QList<double>{0.9, 0.1, 0.1} << ".C.";
  QTest::newRow("flutters within the hysteresis") << QList<double>{0.49, 0.54, 0.49, 0.549, 0.45} << "W....";
  QTest::newRow("recovers and falls again") << QList<double>{0.49, 0.56, 0.49} << "W.W";
  QTest::newRow("flutters at critical") << QList<double>{0.19, 0.24, 0.19, 0.26, 0.19} << "C...C";
  QTest::newRow("recovers from critical to warning without a new warning") << QList<double>{0.1, 0.3, 0.4} << "C..";
  QTest::newRow("no reading yet") << QList<double>{std::nan(""), 0.1} << ".C";
}

void TestHealth::raisesOneAlertPerCrossing() {
  QFETCH(QList<double>, health);
  AlertLadder ladder({0.5, 0.2});
  QString alerts;
  for (const double value : health) {
    const auto kind = ladder.update(value);
    alerts += !kind ? '.' : *kind == AlertKind::Critical ? 'C' : 'W';
  }
  QTEST(alerts, "alerts");
}

QTEST_APPLESS_MAIN(TestHealth)
#include "tst_health.moc"
