// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/surrogate/kernel/matern52.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::surrogate;

class TestMatern52 : public QObject {
  Q_OBJECT
 private slots:
  void agreesWithTheBesselForm_data();
  void agreesWithTheBesselForm();
  void slopeIsTheDerivative_data() { agreesWithTheBesselForm_data(); }
  void slopeIsTheDerivative();
  void isOneAtZero();
  void measuresDistancesFromEverySite();
};

void TestMatern52::agreesWithTheBesselForm_data() {
  QTest::addColumn<double>("r");
  for (const double r : {1e-3, 0.1, 0.7, 1.0, 3.0, 12.0}) QTest::addRow("r = %g", r) << r;
}

/// 2^(1-nu) / Gamma(nu) * (sqrt(2 nu) r)^nu * K_nu(sqrt(2 nu) r) at nu = 5/2.
void TestMatern52::agreesWithTheBesselForm() {
  QFETCH(double, r);
  const double nu = 2.5;
  const double a = std::sqrt(2 * nu) * r;
  const double wanted = std::pow(2.0, 1 - nu) / std::tgamma(nu) * std::pow(a, nu) * std::cyl_bessel_k(nu, a);
  constexpr double kBessel = 1e-11;  // accuracy of the standard library's Bessel function
  MW_NEAR(Matern52::correlation(Eigen::ArrayXd::Constant(1, r * r))(0), wanted, kBessel, 0);
}

void TestMatern52::slopeIsTheDerivative() {
  QFETCH(double, r);
  const double h = 1e-5 * r * r;
  const Eigen::ArrayXd around = Matern52::correlation(Eigen::Array2d(r * r - h, r * r + h));
  Matern52::WithSlope both;
  Matern52::correlationAndSlope(Eigen::ArrayXd::Constant(1, r * r), both);
  const double derivative = (around(1) - around(0)) / (2 * h);
  // h^2 truncation, and for small r a difference of numbers near one over a step of 1e-5 r^2
  MW_NEAR(both.slope(0), -2 * derivative, 1e-8, 1e-10 / (r * r));
  MW_NEAR(both.correlation(0), Matern52::correlation(Eigen::ArrayXd::Constant(1, r * r))(0), 1e-15, 0);
}

void TestMatern52::isOneAtZero() {
  Matern52::WithSlope both;
  Matern52::correlationAndSlope(Eigen::ArrayXd::Zero(1), both);
  QCOMPARE(both.correlation(0), 1.0);
  MW_NEAR(both.slope(0), 5.0 / 3.0, 1e-15, 0);
}

void TestMatern52::measuresDistancesFromEverySite() {
  Eigen::MatrixXd sites(2, 3);
  sites << 0, 0, 0, 1, 2, 2;
  const Eigen::ArrayXd squares = squaredDistances(sites, Eigen::RowVector3d(0, 0, 1));
  QCOMPARE(squares(0), 1.0);
  QCOMPARE(squares(1), 6.0);
}

QTEST_APPLESS_MAIN(TestMatern52)
#include "tst_matern52.moc"
