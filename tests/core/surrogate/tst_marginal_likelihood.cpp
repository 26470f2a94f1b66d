// SPDX-License-Identifier: Apache-2.0
#include <Eigen/LU>
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/base/error.h"
#include "core/surrogate/gp/likelihood_search.h"
#include "core/surrogate/gp/marginal_likelihood.h"
#include "core/surrogate/standardisation.h"
#include "tests/core/surrogate/samples.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::surrogate;

namespace {

struct Data {
  Eigen::MatrixXd X;
  Eigen::VectorXd y;
};

Data standardised(Eigen::Index n, Eigen::Index d, double noise_sd, std::uint64_t seed) {
  const TrainingSet training = test::smoothSample(n, d, noise_sd, seed);
  Notes notes;
  const Standardisation standardisation(training, notes);
  return {standardisation.inputs(training.inputs), standardisation.output(training.output)};
}

/// The definition, entry by entry, with a dense inverse and determinant.
double denseLikelihood(const Data& data, const Eigen::VectorXd& log_parameters) {
  const Eigen::Index n = data.y.size();
  const Eigen::Index d = data.X.cols();
  Eigen::MatrixXd K(n, n);
  for (Eigen::Index p = 0; p < n; ++p) {
    for (Eigen::Index q = 0; q < n; ++q) {
      double square = 0;
      for (Eigen::Index j = 0; j < d; ++j) {
        square += std::pow((data.X(p, j) - data.X(q, j)) / std::exp(log_parameters(1 + j)), 2);
      }
      const double s = std::sqrt(5 * square);
      K(p, q) = std::exp(log_parameters(0)) * (1 + s + s * s / 3) * std::exp(-s) +
                (p == q ? std::exp(log_parameters(d + 1)) : 0.0);
    }
  }
  const Eigen::FullPivLU<Eigen::MatrixXd> lu(K);
  return -0.5 * data.y.dot(lu.solve(data.y)) - 0.5 * lu.matrixLU().diagonal().array().abs().log().sum() -
         0.5 * static_cast<double>(n) * std::log(2 * std::numbers::pi);
}

Eigen::VectorXd logs(std::initializer_list<double> values) {
  Eigen::VectorXd result(static_cast<Eigen::Index>(values.size()));
  std::transform(values.begin(), values.end(), result.begin(), [](double value) { return std::log(value); });
  return result;
}

}  // namespace
Q_DECLARE_METATYPE(Eigen::VectorXd)

class TestMarginalLikelihood : public QObject {
  Q_OBJECT
 private slots:
  void valueAndGradient_data();
  void valueAndGradient();
  void knownNoiseAndPriorKeepTheGradient();
  void searchFindsTheTop_data();
  void searchFindsTheTop();
  void searchRepeatsBitForBit();
  void searchStopsWhenAsked();
};

void TestMarginalLikelihood::valueAndGradient_data() {
  QTest::addColumn<Eigen::VectorXd>("at");
  QTest::addColumn<int>("n");
  QTest::newRow("one input") << logs({1.5, 0.6, 1e-3}) << 15;
  QTest::newRow("three inputs") << logs({2.0, 0.8, 1.1, 0.9, 1e-2}) << 40;
  QTest::newRow("mostly noise") << logs({0.01, 0.3, 2.0, 0.1}) << 30;
  QTest::newRow("short scales, K near diagonal") << logs({1.0, 0.02, 0.03, 1e-2}) << 30;
  QTest::newRow("long scales") << logs({30.0, 6.0, 9.0, 1e-3}) << 30;
}

void TestMarginalLikelihood::valueAndGradient() {
  QFETCH(Eigen::VectorXd, at);
  QFETCH(int, n);
  const Data data = standardised(n, at.size() - 2, 0.1, 11);
  const auto got = MarginalLikelihood(data.X, data.y).at(at);
  QVERIFY(got);
  MW_NEAR(got->value, denseLikelihood(data, at), 1e-10, 0);  // rounding times a condition number below 1e6
  for (Eigen::Index k = 0; k < at.size(); ++k) {
    constexpr double kStep = 1e-4;
    Eigen::VectorXd up = at, down = at, up2 = at, down2 = at;
    up(k) += kStep;
    down(k) -= kStep;
    up2(k) += 2 * kStep;
    down2(k) -= 2 * kStep;
    // Five-point central difference: truncation of order step^4, rounding of order 1e-10 / step.
    const double difference = (8 * (denseLikelihood(data, up) - denseLikelihood(data, down)) -
                               (denseLikelihood(data, up2) - denseLikelihood(data, down2))) /
                              (12 * kStep);
    MW_NEAR(got->gradient(k), difference, 1e-6, 1e-6);
  }
}

/// With a known covariance and a prior: gradient by central differences, and the value by the dense formula where the
/// known noise is the same for all rows, which makes it a part of the learned one.
void TestMarginalLikelihood::knownNoiseAndPriorKeepTheGradient() {
  const Data data = standardised(20, 2, 0.1, 11);
  MarginalLikelihood likelihood(data.X, data.y);
  likelihood.setKnownNoise(0.04 * Eigen::MatrixXd::Identity(20, 20));
  const Eigen::VectorXd at = logs({2.0, 0.8, 1.1, 1e-2});
  Eigen::VectorXd together = at;
  together(3) = std::log(0.05);
  MW_NEAR(likelihood.at(at)->value, denseLikelihood(data, together), 1e-10, 0);

  const Eigen::VectorXd sd = Eigen::VectorXd::LinSpaced(20, 0.05, 0.5);
  Eigen::MatrixXd noise = 0.7 * sd * sd.transpose();
  noise.diagonal() = sd.cwiseAbs2();
  likelihood.setKnownNoise(noise);
  likelihood.setPrior({logs({1.0, 0.5, 0.5, 1e-3}), Eigen::Vector4d(1.5, 0.6, 0.6, 2)});
  const auto got = likelihood.at(at);
  for (Eigen::Index k = 0; k < at.size(); ++k) {
    constexpr double kStep = 1e-4;
    Eigen::VectorXd up = at, down = at;
    up(k) += kStep;
    down(k) -= kStep;
    const double difference = (likelihood.at(up)->value - likelihood.at(down)->value) / (2 * kStep);
    MW_NEAR(got->gradient(k), difference, 1e-6, 1e-6);  // truncation of order step^2
  }
}

void TestMarginalLikelihood::searchFindsTheTop_data() {
  QTest::addColumn<int>("n");
  QTest::addColumn<int>("d");
  QTest::addColumn<double>("noise_sd");
  QTest::newRow("smooth, nearly no noise: noise at its lower bound") << 25 << 2 << 0.0;
  QTest::newRow("noisy") << 40 << 2 << 0.3;
  QTest::newRow("one input") << 12 << 1 << 0.05;
  QTest::newRow("four inputs") << 40 << 4 << 0.1;
}

/// No point of a dense random scan, nor any neighbour inside the box, may lie above what the search returns.
void TestMarginalLikelihood::searchFindsTheTop() {
  QFETCH(int, n);
  QFETCH(int, d);
  QFETCH(double, noise_sd);
  const Data data = standardised(n, d, noise_sd, 23);
  const MarginalLikelihood likelihood(data.X, data.y);
  const GpBounds bounds;
  const Eigen::VectorXd top = maximiseLikelihood(likelihood, {}, {});
  const double value = likelihood.at(top)->value;
  Eigen::VectorXd low = Eigen::VectorXd::Constant(d + 2, std::log(bounds.min_length_scale));
  Eigen::VectorXd high = Eigen::VectorXd::Constant(d + 2, std::log(bounds.max_length_scale));
  low(0) = std::log(bounds.min_signal_variance);
  high(0) = std::log(bounds.max_signal_variance);
  low(d + 1) = std::log(bounds.min_noise_variance);
  high(d + 1) = std::log(bounds.max_noise_variance);
  QVERIFY((top.array() >= low.array()).all() && (top.array() <= high.array()).all());
  constexpr double kFlat = 1e-5;  // the search stops at 1e-9, but a flat ridge leaves that much
  const Eigen::MatrixXd scan = test::latinHypercube(3000, d + 2, 3);
  for (Eigen::Index i = 0; i < scan.rows(); ++i) {
    const Eigen::VectorXd share = scan.row(i);
    const auto there = likelihood.at(low + share.cwiseProduct(high - low));
    QVERIFY(!there || there->value <= value + kFlat);
  }
  for (Eigen::Index k = 0; k < d + 2; ++k) {
    for (const double step : {-0.05, -0.001, 0.001, 0.05}) {
      Eigen::VectorXd next = top;
      next(k) = std::clamp(next(k) + step, low(k), high(k));
      QVERIFY(likelihood.at(next)->value <= value + kFlat);
    }
  }
}

void TestMarginalLikelihood::searchRepeatsBitForBit() {
  const Data data = standardised(30, 2, 0.1, 5);
  const MarginalLikelihood likelihood(data.X, data.y);
  QVERIFY(maximiseLikelihood(likelihood, {6, 9, {}}, {}) == maximiseLikelihood(likelihood, {6, 9, {}}, {}));
}

void TestMarginalLikelihood::searchStopsWhenAsked() {
  const Data data = standardised(30, 2, 0.1, 5);
  std::stop_source source;
  source.request_stop();
  QVERIFY_EXCEPTION_THROWN((void)maximiseLikelihood(MarginalLikelihood(data.X, data.y), {}, source.get_token()),
                           mw::Cancelled);
}

QTEST_APPLESS_MAIN(TestMarginalLikelihood)
#include "tst_marginal_likelihood.moc"
