// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Dense>
#include <QTest>

#include "core/base/error.h"
#include "core/estimation/kalman.h"
#include "core/estimation/linear_filter.h"
#include "tests/core/estimation/random_system.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::estimation;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double kRounding = 1e-10;  // a few hundred products of numbers near one
const double kMissing = std::nan("");

GaussianBelief beliefOf(int n, double variance) {
  return {VectorXd::Zero(n), MatrixXd::Identity(n, n) * variance};
}

VectorXd scalar(double value) {
  return VectorXd::Constant(1, value);
}

void compareMatrices(const MatrixXd& got, const MatrixXd& want, double rel) {
  QCOMPARE(got.rows(), want.rows());
  QCOMPARE(got.cols(), want.cols());
  const double difference = (got - want).norm();
  QVERIFY2(difference <= rel * want.norm(), qPrintable(QString("differs by %1").arg(difference)));
}

}  // namespace

class TestKalman : public QObject {
  Q_OBJECT
 private slots:
  void settlesAtRiccati_data();
  void settlesAtRiccati();
  void josephEqualsShortForm();
  void skipsMissingRows();
  void missingEverythingIsThePrediction();
  void logLikelihoodIsTheNormalDensity();
  void manyStepsEqualSingleSteps();
  void filterOfAnySizeEqualsFunctions_data();
  void filterOfAnySizeEqualsFunctions();
  void nisHasItsMeanOnTheTrueModel();
  void withstandsSingularMatrices_data();
  void withstandsSingularMatrices();
  void staysPositiveOverRandomSystems();
  void namesWrongShapes();
};

void TestKalman::settlesAtRiccati_data() {
  QTest::addColumn<double>("f");
  QTest::addColumn<double>("q");
  QTest::addColumn<double>("r");
  QTest::newRow("random walk") << 1.0 << 0.04 << 1.0;
  QTest::newRow("decaying") << 0.9 << 0.5 << 0.2;
  QTest::newRow("unstable") << 1.2 << 0.1 << 2.0;
  QTest::newRow("quiet process") << 0.99 << 1e-6 << 10.0;
}

void TestKalman::settlesAtRiccati() {
  QFETCH(double, f);
  QFETCH(double, q);
  QFETCH(double, r);
  // M = f^2 M r / (M + r) + q: a quadratic in the prior variance M.
  const double b = r - f * f * r - q;
  const double prior = 0.5 * (-b + std::sqrt(b * b + 4 * q * r));
  const LinearModel model{scalar(f), MatrixXd(1, 0), scalar(1), scalar(q), scalar(r)};
  GaussianBelief belief = beliefOf(1, 100);
  double prior_variance = 0;
  for (int k = 0; k < 20000; ++k) {
    belief = predict(belief, model, VectorXd(0));
    prior_variance = belief.covariance(0, 0);
    belief = correct(belief, scalar(0.0), model).posterior;
  }
  MW_NEAR(prior_variance, prior, kRounding, 0.0);
  MW_NEAR(belief.covariance(0, 0), prior * r / (prior + r), kRounding, 0.0);
}

void TestKalman::josephEqualsShortForm() {
  test::Normals random(7);
  LinearModel model = test::thermalModel();
  model.H = random.matrix(2, 4);
  model.R = random.covariance(2, 0) + MatrixXd::Identity(2, 2);
  const GaussianBelief prior{random.matrix(4, 1), random.covariance(4, 0) + MatrixXd::Identity(4, 4)};
  const VectorXd y = random.matrix(2, 1);
  const Correction got = correct(prior, y, model);
  const MatrixXd S = model.H * prior.covariance * model.H.transpose() + model.R;
  const MatrixXd K = prior.covariance * model.H.transpose() * S.inverse();
  compareMatrices(got.posterior.covariance, (MatrixXd::Identity(4, 4) - K * model.H) * prior.covariance, kRounding);
  compareMatrices(got.posterior.mean, prior.mean + K * (y - model.H * prior.mean), kRounding);
  compareMatrices(got.innovation_covariance, S, kRounding);
  MW_NEAR(got.numbers.nis, (y - model.H * prior.mean).dot(S.inverse() * (y - model.H * prior.mean)), kRounding, 0.0);
  QVERIFY(got.posterior.covariance == got.posterior.covariance.transpose());
}

void TestKalman::skipsMissingRows() {
  test::Normals random(8);
  LinearModel whole = test::thermalModel();
  whole.H = random.matrix(3, 4);
  whole.R = random.covariance(3, 0) + MatrixXd::Identity(3, 3);
  LinearModel part = whole;
  part.H = whole.H({0, 2}, Eigen::all);
  part.R = whole.R({0, 2}, {0, 2});
  const GaussianBelief prior = beliefOf(4, 2.0);
  const Correction got = correct(prior, Eigen::Vector3d(1.0, kMissing, -2.0), whole);
  const Correction want = correct(prior, Eigen::Vector2d(1.0, -2.0), part);
  QCOMPARE(got.numbers.used, 2);
  compareMatrices(got.posterior.mean, want.posterior.mean, kRounding);
  compareMatrices(got.posterior.covariance, want.posterior.covariance, kRounding);
  MW_NEAR(got.numbers.nis, want.numbers.nis, kRounding, 0.0);
  MW_NEAR(got.numbers.log_likelihood, want.numbers.log_likelihood, kRounding, 0.0);
  QVERIFY(std::isnan(got.innovation(1)));
  MW_NEAR(got.innovation(2), want.innovation(1), kRounding, 0.0);
}

void TestKalman::missingEverythingIsThePrediction() {
  const GaussianBelief prior = beliefOf(4, 3.0);
  const Correction got = correct(prior, scalar(kMissing), test::thermalModel());
  QVERIFY(got.posterior.covariance == prior.covariance);
  QVERIFY(got.posterior.mean == prior.mean);
  QCOMPARE(got.numbers.nis, 0.0);
  QCOMPARE(got.numbers.log_likelihood, 0.0);
  QVERIFY(got.numbers.status == CorrectionStatus::NoReading);
}

void TestKalman::logLikelihoodIsTheNormalDensity() {
  // P = 3, R = 1, so nu = 4 has the density of N(0, 4): -(ln(2 pi) + ln 4 + 4) / 2.
  const LinearModel model{scalar(1), MatrixXd(1, 0), scalar(1), scalar(0), scalar(1)};
  const Correction got = correct({scalar(1.0), scalar(3.0)}, scalar(5.0), model);
  MW_NEAR(got.numbers.log_likelihood, -0.5 * (std::log(2 * 3.14159265358979323846) + std::log(4.0) + 4.0), kRounding,
          0);
  MW_NEAR(got.posterior.mean(0), 4.0, kRounding, 0.0);
  MW_NEAR(got.posterior.covariance(0, 0), 0.75, kRounding, 0.0);
}

void TestKalman::manyStepsEqualSingleSteps() {
  const LinearModel model = test::thermalModel();
  const GaussianBelief start{Eigen::Vector4d(20, 30, 25, 20), MatrixXd::Identity(4, 4)};
  GaussianBelief want = start;
  for (int k = 0; k < 1000; ++k) want = predict(want, model, scalar(0.7));
  const GaussianBelief got = predictMany(start, model, scalar(0.7), 1000);
  compareMatrices(got.mean, want.mean, kRounding);
  compareMatrices(got.covariance, want.covariance, kRounding);
}

void TestKalman::filterOfAnySizeEqualsFunctions_data() {
  QTest::addColumn<int>("n");
  QTest::addColumn<int>("p");
  for (int n : {1, 2, 3, 4, 5, 6, 7, 9}) {
    for (int p : {1, 2, 3, 4}) QTest::addRow("n=%d p=%d", n, p) << n << p;
  }
}

void TestKalman::filterOfAnySizeEqualsFunctions() {
  QFETCH(int, n);
  QFETCH(int, p);
  test::Normals random(static_cast<std::uint64_t>(100 * n + p));
  const LinearModel model{0.9 * MatrixXd::Identity(n, n) + 0.02 * random.matrix(n, n), random.matrix(n, 2),
                          random.matrix(p, n), random.covariance(n, 1),
                          random.covariance(p, 0) + MatrixXd::Identity(p, p)};
  GaussianBelief belief{random.matrix(n, 1), MatrixXd::Identity(n, n)};
  const auto filter = makeLinearFilter(model, belief);
  for (int k = 0; k < 30; ++k) {
    const VectorXd u = random.matrix(2, 1);
    VectorXd y = random.matrix(p, 1);
    if (k % 5 == 1) y(k % p) = kMissing;
    belief = predict(belief, model, u);
    const Correction want = correct(belief, y, model);
    belief = want.posterior;
    const api::ProcessStep step{0.0, 1.0, {u.data(), 2}};
    const std::span<const double> readings(y.data(), static_cast<std::size_t>(p));
    if (k % 2 == 0) filter->predict(step);
    const CorrectionNumbers got =
        k % 2 == 0 ? filter->correct(step, readings) : filter->predictAndCorrect(step, readings);
    MW_NEAR(got.nis, want.numbers.nis, kRounding, kRounding);
    MW_NEAR(got.log_likelihood, want.numbers.log_likelihood, kRounding, kRounding);
  }
  compareMatrices(Eigen::Map<const MatrixXd>(filter->covariance().data(), n, n), belief.covariance, kRounding);
  compareMatrices(Eigen::Map<const VectorXd>(filter->mean().data(), n), belief.mean, kRounding);
}

void TestKalman::nisHasItsMeanOnTheTrueModel() {
  // NIS is chi-square with p degrees of freedom and white: its mean over N readings has the sd sqrt(2 p / N).
  test::Normals random(2024);
  LinearModel model = test::thermalModel();
  model.H = (MatrixXd(2, 4) << 1, 0, 0, 0, 0, 0, 1, 0).finished();
  model.R = 0.25 * MatrixXd::Identity(2, 2);
  GaussianBelief belief{VectorXd::Zero(4), MatrixXd::Identity(4, 4)};
  VectorXd truth = random.matrix(4, 1);
  const VectorXd noise_sd = model.Q.diagonal().cwiseSqrt();
  constexpr int kReadings = 20000;
  double sum = 0;
  for (int k = 0; k < kReadings; ++k) {
    const VectorXd u = scalar(k % 200 < 100 ? 1.0 : 0.0);
    truth = (model.F * truth + model.B * u + noise_sd.cwiseProduct(random.matrix(4, 1))).eval();
    const VectorXd y = model.H * truth + 0.5 * random.matrix(2, 1);
    const Correction correction = correct(predict(belief, model, u), y, model);
    belief = correction.posterior;
    sum += correction.numbers.nis;
  }
  const double standard_error = std::sqrt(2.0 * 2 / kReadings);
  MW_NEAR(sum / kReadings, 2.0, 0.0, 3.3 * standard_error);
}

void TestKalman::withstandsSingularMatrices_data() {
  QTest::addColumn<double>("p0");
  QTest::addColumn<double>("q");
  QTest::addColumn<double>("r");
  QTest::addColumn<bool>("is_applied");
  QTest::newRow("exact sensor") << 1.0 << 0.1 << 0.0 << true;
  QTest::newRow("known state") << 0.0 << 0.0 << 1.0 << true;
  QTest::newRow("nothing is uncertain") << 0.0 << 0.0 << 0.0 << false;
  QTest::newRow("tiny against huge") << 1e12 << 0.0 << 1e-12 << true;
}

void TestKalman::withstandsSingularMatrices() {
  QFETCH(double, p0);
  QFETCH(double, q);
  QFETCH(double, r);
  QFETCH(bool, is_applied);
  const LinearModel model{MatrixXd::Identity(2, 2), MatrixXd(2, 0), MatrixXd::Identity(2, 2),
                          q * MatrixXd::Identity(2, 2), r * MatrixXd::Identity(2, 2)};
  GaussianBelief belief = beliefOf(2, p0);
  for (int k = 0; k < 50; ++k) {
    const Correction got = correct(predict(belief, model, VectorXd(0)), Eigen::Vector2d(3.0, 4.0), model);
    QVERIFY(got.posterior.mean.allFinite());
    QVERIFY(got.posterior.covariance.allFinite());
    if (k == 0) QCOMPARE(got.numbers.status != CorrectionStatus::NotInvertible, is_applied);
    belief = got.posterior;
  }
}

void TestKalman::staysPositiveOverRandomSystems() {
  test::Normals random(34);
  constexpr int kSystems = 100000;
  double worst = 0;
  for (int i = 0; i < kSystems; ++i) {
    const int n = 1 + random.below(6);
    const int p = 1 + random.below(3);
    const double spread = 12 * random.uniform();
    LinearModel model{random.matrix(n, n) * (1.5 * random.uniform()), MatrixXd(n, 0), random.matrix(p, n),
                      random.covariance(n, spread), random.covariance(p, spread)};
    if (i % 4 == 1) model.Q.setZero();
    if (i % 6 == 2) model.R.setZero();
    const GaussianBelief initial{VectorXd::Zero(n), random.covariance(n, spread)};
    const auto filter = makeLinearFilter(model, initial);
    for (int k = 0; k < 5; ++k) {
      filter->predict({});
      VectorXd y = random.matrix(p, 1);
      if (random.below(4) == 0) y(0) = kMissing;
      filter->correct({}, {y.data(), static_cast<std::size_t>(p)});
      const MatrixXd P = Eigen::Map<const MatrixXd>(filter->covariance().data(), n, n);
      QVERIFY2(P.allFinite(), qPrintable(QString("system %1, step %2").arg(i).arg(k)));
      if (P.norm() == 0) continue;
      const double smallest = Eigen::SelfAdjointEigenSolver<MatrixXd>(P).eigenvalues().minCoeff();
      worst = std::min(worst, smallest / P.norm());
    }
  }
  QVERIFY2(worst >= -1e-12, qPrintable(QString("smallest eigenvalue over norm %1").arg(worst)));
}

void TestKalman::namesWrongShapes() {
  LinearModel model = test::thermalModel();
  model.Q.resize(3, 4);
  try {
    (void)predict(beliefOf(4, 1), model, scalar(0));
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings().size(), std::size_t{1});
    QCOMPARE(error.findings()[0].cause, std::string("Q is 3 x 4, wants 4 x 4"));
    QCOMPARE(error.findings()[0].place.pointer, std::string("/Q"));
  }
}

QTEST_APPLESS_MAIN(TestKalman)
#include "tst_kalman.moc"
