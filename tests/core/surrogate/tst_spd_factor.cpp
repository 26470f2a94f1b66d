// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <QTest>
#include <cmath>

#include "core/surrogate/gp/spd_factor.h"
#include "tests/core/surrogate/samples.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::surrogate;

namespace {

Eigen::MatrixXd wellConditioned(Eigen::Index n) {
  const Eigen::MatrixXd A = Eigen::Map<const Eigen::MatrixXd>(test::normals(n * n, 7).data(), n, n);
  return A * A.transpose() + static_cast<double>(n) * Eigen::MatrixXd::Identity(n, n);
}

}  // namespace

class TestSpdFactor : public QObject {
  Q_OBJECT
 private slots:
  void agreesWithDenseAlgebra_data();
  void agreesWithDenseAlgebra();
  void readsTheLowerTriangleAlone();
  void addsTheLeastJitterThatHelps();
  void givesUpOnAnIndefiniteMatrix();
};

void TestSpdFactor::agreesWithDenseAlgebra_data() {
  QTest::addColumn<int>("n");
  for (const int n : {1, 2, 24, 25, 49, 97, 150}) QTest::addRow("n = %d, leaves and odd halves", n) << n;
}

void TestSpdFactor::agreesWithDenseAlgebra() {
  QFETCH(int, n);
  const Eigen::MatrixXd K = wellConditioned(n);
  const auto factor = factorise(K);
  QVERIFY(factor);
  QCOMPARE(factor->jitter, 0.0);
  const Eigen::FullPivLU<Eigen::MatrixXd> lu(K);
  constexpr double kRounding = 1e-12;  // condition number below 10, 150 terms
  Eigen::MatrixXd wrong = factor->inverse() - lu.inverse();
  wrong.triangularView<Eigen::StrictlyUpper>().setZero();
  QVERIFY2(wrong.norm() <= kRounding * lu.inverse().norm(), qPrintable(QString::number(wrong.norm())));
  MW_NEAR(factor->logDeterminant(), lu.matrixLU().diagonal().array().abs().log().sum(), kRounding, kRounding);
  const Eigen::VectorXd b = test::normals(n, 8);
  QVERIFY((K * factor->solve(b) - b).norm() <= kRounding * b.norm());
}

void TestSpdFactor::readsTheLowerTriangleAlone() {
  Eigen::MatrixXd K = wellConditioned(40);
  const Eigen::MatrixXd wanted = factorise(K)->solve(Eigen::VectorXd::Ones(40));
  K.triangularView<Eigen::StrictlyUpper>().setConstant(std::nan(""));
  QVERIFY(factorise(K)->solve(Eigen::VectorXd::Ones(40)) == wanted);
}

void TestSpdFactor::addsTheLeastJitterThatHelps() {
  Eigen::Matrix2d K;
  K << 1, 1 + 1e-9, 1 + 1e-9, 1;  // smallest eigenvalue -1e-9: the rung 1e-10 is too low, 1e-8 is enough
  const auto factor = factorise(K);
  QVERIFY(factor);
  QCOMPARE(factor->jitter, 1e-8);
}

void TestSpdFactor::givesUpOnAnIndefiniteMatrix() {
  Eigen::Matrix2d K;
  K << 1, 2, 2, 1;
  QVERIFY(!factorise(K));
  K << std::nan(""), 0, 0, 1;
  QVERIFY(!factorise(K));
}

QTEST_APPLESS_MAIN(TestSpdFactor)
#include "tst_spd_factor.moc"
