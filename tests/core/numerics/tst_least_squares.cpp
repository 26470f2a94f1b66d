// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/random_stream.h"
#include "core/numerics/autocorrelation.h"
#include "core/numerics/least_squares.h"
#include "tests/support/near.h"

using namespace mw::numerics;
using Eigen::VectorXd;

class TestLeastSquares : public QObject {
  Q_OBJECT
 private slots:
  void rosenbrock();
  void exponential();
  void leavesUnfeltDirections();
  void staysWhereItCanCompute();
  void autocorrelationOfFirstOrder();
};

void TestLeastSquares::rosenbrock() {
  const auto residuals = [](const VectorXd& z) {
    return VectorXd(Eigen::Vector2d(10 * (z(1) - z(0) * z(0)), 1 - z(0)));
  };
  const LeastSquaresResult result = leastSquares(residuals, Eigen::Vector2d(-1.2, 1));
  QVERIFY(result.has_converged);
  MW_NEAR(result.z(0), 1.0, 1e-6, 0.0);
  MW_NEAR(result.z(1), 1.0, 1e-6, 0.0);
}

void TestLeastSquares::exponential() {
  // y = a exp(-b t) without noise: the only minimum is the truth.
  const auto residuals = [](const VectorXd& z) {
    VectorXd r(30);
    for (Eigen::Index k = 0; k < r.size(); ++k) {
      const double t = 0.1 * static_cast<double>(k);
      r(k) = z(0) * std::exp(-z(1) * t) - 3.0 * std::exp(-1.7 * t);
    }
    return r;
  };
  const LeastSquaresResult result = leastSquares(residuals, Eigen::Vector2d(0.5, 0.2));
  QVERIFY(result.has_converged);
  MW_NEAR(result.z(0), 3.0, 1e-7, 0.0);
  MW_NEAR(result.z(1), 1.7, 1e-7, 0.0);
  MW_NEAR(result.jacobian(0, 0), 1.0, 1e-6, 0.0);
}

void TestLeastSquares::leavesUnfeltDirections() {
  const auto residuals = [](const VectorXd& z) { return VectorXd(Eigen::Vector2d(z(0) - 4, 2 * z(0) - 8)); };
  const LeastSquaresResult result = leastSquares(residuals, Eigen::Vector2d(0, 7));
  MW_NEAR(result.z(0), 4.0, 1e-9, 0.0);
  MW_NEAR(result.z(1), 7.0, 1e-9, 0.0);
}

void TestLeastSquares::staysWhereItCanCompute() {
  // Only defined above 1, where it falls towards it.
  const auto residuals = [](const VectorXd& z) {
    const double r = z(0) > 1 ? z(0) : std::numeric_limits<double>::quiet_NaN();
    return VectorXd(VectorXd::Constant(1, r));
  };
  const LeastSquaresResult result = leastSquares(residuals, VectorXd::Constant(1, 5.0));
  QVERIFY(result.z(0) > 1 && result.z(0) < 1.1);
  QVERIFY(std::isinf(leastSquares(residuals, VectorXd::Constant(1, 0.5)).cost));
}

void TestLeastSquares::autocorrelationOfFirstOrder() {
  // e_k = a e_{k-1} + w: tau = (1 + a) / (1 - a) = 9; 100,000 entries, 5 %.
  std::vector<double> run{0.0};
  mw::RandomStream random(3, 1, 0);
  for (int k = 0; k < 100000; ++k) run.push_back(0.8 * run.back() + random.uniform() - 0.5);
  MW_NEAR(integratedAutocorrelation({run}), 9.0, 0.05, 0.0);
  MW_NEAR(integratedAutocorrelation({{1, -1, 1, -1}, {0, 0}}), 1.0, 0.0, 0.0);
  MW_NEAR(integratedAutocorrelation({}), 1.0, 0.0, 0.0);
}

QTEST_APPLESS_MAIN(TestLeastSquares)
#include "tst_least_squares.moc"
