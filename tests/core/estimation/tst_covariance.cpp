// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <QTest>

#include "core/estimation/covariance.h"

using namespace mw::estimation;
using Eigen::MatrixXd;

class TestCovariance : public QObject {
  Q_OBJECT
 private slots:
  void tellsPositiveFromIndefinite_data();
  void tellsPositiveFromIndefinite();
  void clipsInUnitsOfEachState();
  void leavesHealthyMatricesAlone();
};

void TestCovariance::tellsPositiveFromIndefinite_data() {
  QTest::addColumn<double>("a");
  QTest::addColumn<double>("b");
  QTest::addColumn<double>("c");
  QTest::addColumn<bool>("is_positive");
  QTest::newRow("definite") << 2.0 << 1.0 << 2.0 << true;
  QTest::newRow("singular, perfectly correlated") << 1.0 << 1.0 << 1.0 << true;
  QTest::newRow("one state known") << 0.0 << 0.0 << 4.0 << true;
  QTest::newRow("zero") << 0.0 << 0.0 << 0.0 << true;
  QTest::newRow("known state with covariance") << 0.0 << 0.1 << 4.0 << false;
  QTest::newRow("covariance too large") << 1.0 << 1.001 << 1.0 << false;
  QTest::newRow("negative variance") << 1.0 << 0.0 << -1e-9 << false;
  QTest::newRow("not a number") << std::nan("") << 0.0 << 1.0 << false;
}

void TestCovariance::tellsPositiveFromIndefinite() {
  QFETCH(double, a);
  QFETCH(double, b);
  QFETCH(double, c);
  const Eigen::Matrix2d P = (Eigen::Matrix2d() << a, b, b, c).finished();
  QTEST(isPositiveSemidefinite(P), "is_positive");
}

void TestCovariance::clipsInUnitsOfEachState() {
  // In pascal and metre: the repair of the large pair must not swallow the small state.
  MatrixXd P = MatrixXd::Zero(3, 3);
  P(0, 0) = P(1, 1) = 1e12;
  P(0, 1) = P(1, 0) = 1.1e12;
  P(2, 2) = 1e-8;
  tidyCovariance(P);
  QVERIFY(isPositiveSemidefinite(P));
  QVERIFY(std::abs(P(2, 2) - 1e-8) < 1e-20);
  QVERIFY(P == P.transpose());
}

void TestCovariance::leavesHealthyMatricesAlone() {
  MatrixXd P = (MatrixXd(2, 2) << 2.0, 0.3, 0.3, 1.0).finished();
  const MatrixXd before = P;
  tidyCovariance(P);
  QVERIFY(P == before);
}

QTEST_APPLESS_MAIN(TestCovariance)
#include "tst_covariance.moc"
