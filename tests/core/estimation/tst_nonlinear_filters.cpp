// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Eigenvalues>
#include <QTest>

#include "core/base/error.h"
#include "core/estimation/extended_filter.h"
#include "core/estimation/linear_filter.h"
#include "core/estimation/particle_filter.h"
#include "core/estimation/unscented_filter.h"
#include "tests/core/estimation/test_processes.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::estimation;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

const double kMissing = std::nan("");
using Maker = std::unique_ptr<StateFilter> (*)(const NoisyProcess&, const GaussianBelief&);

std::unique_ptr<StateFilter> extended(const NoisyProcess& model, const GaussianBelief& initial) {
  return makeExtendedFilter(model, initial);
}
std::unique_ptr<StateFilter> unscented(const NoisyProcess& model, const GaussianBelief& initial) {
  return makeUnscentedFilter(model, initial);
}
std::unique_ptr<StateFilter> wideUnscented(const NoisyProcess& model, const GaussianBelief& initial) {
  return makeUnscentedFilter(model, initial, {1.0, 0.0, 1.0});
}
std::unique_ptr<StateFilter> particle(const NoisyProcess& model, const GaussianBelief& initial) {
  return makeParticleFilter(model, initial, {200, 3});
}
constexpr Maker kMakers[] = {extended, unscented, wideUnscented, particle};
const char* const kNames[] = {"extended", "unscented", "unscented, negative weight", "particle"};

QString differs(std::span<const double> got, std::span<const double> want, double tolerance) {
  return test::allDiffer(got, want, tolerance, tolerance);
}

bool isFullRun() {
  return qEnvironmentVariableIsSet("MW_FULL_TESTS");
}

/// A row of a full run takes longer than the five minutes that Qt gives a function; Qt asks before main() is over.
const bool kIsPatient = !isFullRun() || qputenv("QTEST_FUNCTION_TIMEOUT", "7200000");

/// Random systems per filter: 10^5 where MW_FULL_TESTS is set (half an hour), else as many as a fast suite stands.
int systemCount() {
  return isFullRun() ? 100000 : 1000;
}

}  // namespace

class TestNonlinearFilters : public QObject {
  Q_OBJECT
 private slots:
  void equalKalmanOnLinearModels_data();
  void equalKalmanOnLinearModels();
  void innerNoiseScalesTheInnovation();
  void extendedKnowsWhereItBends();
  void particlesRepeat();
  void undefinedReadingsAreSkipped();
  void stayPositiveOverRandomSystems_data();
  void stayPositiveOverRandomSystems();
  void nameWrongShapes();
};

void TestNonlinearFilters::equalKalmanOnLinearModels_data() {
  QTest::addColumn<int>("maker");
  QTest::addColumn<int>("n");
  QTest::addColumn<int>("p");
  QTest::addColumn<double>("tolerance");
  for (const int n : {1, 3, 4, 5}) {
    for (const int p : {1, 2, 3}) {
      QTest::addRow("extended n=%d p=%d", n, p) << 0 << n << p << 1e-11;
      // alpha = 1e-3 takes differences of values 1e3 times larger than they are: 3 to 6 digits are lost.
      QTest::addRow("unscented n=%d p=%d", n, p) << 1 << n << p << 1e-7;
      QTest::addRow("unscented, wide n=%d p=%d", n, p) << 2 << n << p << 1e-11;
    }
  }
}

void TestNonlinearFilters::equalKalmanOnLinearModels() {
  QFETCH(int, maker);
  QFETCH(int, n);
  QFETCH(int, p);
  QFETCH(double, tolerance);
  test::Normals random(static_cast<std::uint64_t>(10 * n + p));
  const LinearModel model{0.9 * MatrixXd::Identity(n, n) + 0.05 * random.matrix(n, n), random.matrix(n, 1),
                          random.matrix(p, n), random.covariance(n, 1),
                          random.covariance(p, 0) + MatrixXd::Identity(p, p)};
  const GaussianBelief initial{random.matrix(n, 1), MatrixXd::Identity(n, n)};
  const auto want = makeLinearFilter(model, initial);
  const auto got =
      kMakers[maker](test::noisy(makeLinearProcess({model.F, model.B, model.H}), model.Q, model.R), initial);
  for (int k = 0; k < 20; ++k) {
    const double u = random.next();
    VectorXd y = random.matrix(p, 1);
    if (k % 5 == 1) y(k % p) = kMissing;
    if (k == 7) y.setConstant(kMissing);
    const api::ProcessStep step{double(k), 1.0, {&u, 1}};
    const std::span<const double> readings(y.data(), static_cast<std::size_t>(p));
    MatrixXd cross_want;
    MatrixXd cross_got;
    want->predictWithCross(step, cross_want);
    got->predictWithCross(step, cross_got);
    const CorrectionNumbers numbers_want = want->correct(step, readings);
    const CorrectionNumbers numbers_got = got->correct(step, readings);
    QCOMPARE(numbers_got.used, numbers_want.used);
    QCOMPARE(int(numbers_got.status), int(numbers_want.status));
    MW_NEAR(numbers_got.nis, numbers_want.nis, tolerance, tolerance);
    MW_NEAR(numbers_got.log_likelihood, numbers_want.log_likelihood, tolerance, tolerance);
    QVERIFY((cross_got - cross_want).norm() <= tolerance * (1 + cross_want.norm()));
    for (const QString& wrong :
         {differs(got->mean(), want->mean(), tolerance), differs(got->covariance(), want->covariance(), tolerance),
          differs(got->innovation(), want->innovation(), tolerance)}) {
      QVERIFY2(wrong.isEmpty(), qPrintable(QString("step %1: %2").arg(k).arg(wrong)));
    }
  }
}

void TestNonlinearFilters::innerNoiseScalesTheInnovation() {
  // y = 3 tanh(c x) (1 + v): the reading's variance is that of v times the square of the reading, beside the state's.
  NoisyProcess model =
      test::noisy(std::make_shared<test::RandomProcess>(MatrixXd::Identity(1, 1), MatrixXd::Identity(1, 1), true),
                  MatrixXd::Zero(1, 1), MatrixXd::Zero(1, 1));
  model.process_noise_variance = VectorXd::Zero(1);
  model.measurement_noise_variance = VectorXd::Constant(1, 0.04);
  const GaussianBelief known{VectorXd::Constant(1, 0.5), MatrixXd::Zero(1, 1)};
  const double seen = 3 * std::tanh(0.5);
  const double y = 1.1 * seen;
  for (const Maker maker : kMakers) {
    const auto filter = maker(model, known);
    const CorrectionNumbers numbers = filter->correct({}, {&y, 1});
    MW_NEAR(numbers.log_likelihood, logNormal(1, std::log(0.04 * seen * seen), 0.01 / 0.04), 1e-6, 0.0);
    MW_NEAR(filter->mean()[0], 0.5, 1e-9, 0.0);
  }
}

void TestNonlinearFilters::extendedKnowsWhereItBends() {
  // tanh has the second derivative 2 tanh (tanh^2 - 1); here times 3, at x = 0.5.
  const auto process = std::make_shared<test::RandomProcess>(MatrixXd::Identity(1, 1), MatrixXd::Identity(1, 1), false);
  const double t = std::tanh(0.5);
  const double curvature = std::abs(3 * 2 * t * (t * t - 1));
  for (const double variance : {1e-4, 1.0}) {
    const auto filter =
        makeExtendedFilter(test::noisy(process, MatrixXd::Constant(1, 1, 0.01), MatrixXd::Constant(1, 1, 1.0)),
                           {VectorXd::Constant(1, 0.5), MatrixXd::Constant(1, 1, variance)});
    filter->predict({1.0, 1.0, {}});
    // Differences of differences: five digits.
    MW_NEAR(filter->linearisationExcess(), 0.5 * curvature * variance / 0.1, 1e-4, 0.0);
    QCOMPARE(filter->linearisationExcess() > kLinearisationLimit, variance == 1.0);
  }
}

void TestNonlinearFilters::particlesRepeat() {
  const NoisyProcess model = test::noisy(std::make_shared<test::GrowthProcess>(), MatrixXd::Constant(1, 1, 10.0),
                                         MatrixXd::Constant(1, 1, 1.0));
  const GaussianBelief initial{VectorXd::Zero(1), MatrixXd::Constant(1, 1, 5.0)};
  std::vector<double> means;
  for (const std::uint64_t seed : {5, 5, 6}) {
    const auto filter = makeParticleFilter(model, initial, {300, seed});
    const double y = 4.0;
    for (int k = 1; k < 10; ++k) {
      filter->predict({double(k), 1.0, {}});
      filter->correct({double(k), 1.0, {}}, {&y, 1});
    }
    means.push_back(filter->mean()[0]);
  }
  QCOMPARE(means[0], means[1]);
  QVERIFY(means[0] != means[2]);
}

void TestNonlinearFilters::undefinedReadingsAreSkipped() {
  /// h is the square root of a state that may be below zero.
  class RootProcess final : public api::ProcessModel {
   public:
    [[nodiscard]] std::unique_ptr<ProcessModel> clone() const override { return std::make_unique<RootProcess>(*this); }
    [[nodiscard]] std::size_t stateCount() const override { return 1; }
    [[nodiscard]] std::size_t signalCount() const override { return 1; }
    void advance(std::span<const double> x, std::span<const double>, const api::ProcessStep&,
                 std::span<double> next) override {
      next[0] = x[0];
    }
    void measure(std::span<const double> x, std::span<const double>, const api::ProcessStep&,
                 std::span<double> y) override {
      y[0] = std::sqrt(x[0]);
    }
  };
  const NoisyProcess model = test::noisy(std::make_shared<RootProcess>(), MatrixXd::Zero(1, 1), MatrixXd::Ones(1, 1));
  for (const Maker maker : kMakers) {
    const auto filter = maker(model, {VectorXd::Constant(1, -4.0), MatrixXd::Constant(1, 1, 0.01)});
    const double y = 1.0;
    const CorrectionNumbers numbers = filter->correct({}, {&y, 1});
    QVERIFY(numbers.status == CorrectionStatus::NoReading || numbers.status == CorrectionStatus::NotInvertible);
    QVERIFY(std::abs(filter->mean()[0] + 4.0) < 0.05);
    QVERIFY(std::isfinite(filter->covariance()[0]));
  }
}

void TestNonlinearFilters::stayPositiveOverRandomSystems_data() {
  QTest::addColumn<int>("maker");
  for (int i = 0; i < 4; ++i) QTest::newRow(kNames[i]) << i;
}

void TestNonlinearFilters::stayPositiveOverRandomSystems() {
  QFETCH(int, maker);
  test::Normals random(77);
  double worst = 0;
  for (int i = 0; i < systemCount(); ++i) {
    const int n = 1 + random.below(5);
    const int p = 1 + random.below(3);
    const double spread = 12 * random.uniform();
    NoisyProcess model =
        test::noisy(std::make_shared<test::RandomProcess>(random.matrix(n, n), random.matrix(p, n), i % 3 == 0),
                    random.covariance(n, spread), random.covariance(p, spread));
    if (i % 4 == 1) model.Q.setZero();
    if (i % 6 == 2) model.R.setZero();
    if (i % 3 == 0) model.process_noise_variance = model.measurement_noise_variance = VectorXd::Constant(1, 0.1);
    const auto filter = kMakers[maker](model, {random.matrix(n, 1), random.covariance(n, spread)});
    for (int k = 0; k < 4; ++k) {
      filter->predict({double(k), 1.0, {}});
      VectorXd y = random.matrix(p, 1);
      if (random.below(4) == 0) y(0) = kMissing;
      filter->correct({double(k), 1.0, {}}, {y.data(), static_cast<std::size_t>(p)});
      const GaussianBelief belief = filter->belief();
      const QString where = QString("system %1, step %2").arg(i).arg(k);
      QVERIFY2(belief.mean.allFinite() && belief.covariance.allFinite(), qPrintable(where));
      QVERIFY2(belief.covariance == belief.covariance.transpose(), qPrintable(where));
      if (belief.covariance.norm() == 0) continue;
      const double smallest = Eigen::SelfAdjointEigenSolver<MatrixXd>(belief.covariance).eigenvalues().minCoeff();
      worst = std::min(worst, smallest / belief.covariance.norm());
    }
  }
  QVERIFY2(worst >= -1e-12, qPrintable(QString("smallest eigenvalue over norm %1").arg(worst)));
}

void TestNonlinearFilters::nameWrongShapes() {
  const NoisyProcess model =
      test::noisy(std::make_shared<test::PendulumProcess>(), MatrixXd::Identity(3, 3), MatrixXd::Identity(1, 1));
  for (const Maker maker : kMakers) {
    try {
      (void)maker(model, {VectorXd::Zero(2), MatrixXd::Identity(2, 2)});
      QFAIL("accepted");
    } catch (const InputError& error) {
      QCOMPARE(error.findings()[0].cause, std::string("Q is 3 x 3, wants 2 x 2"));
    }
  }
  try {
    (void)makeUnscentedFilter(
        test::noisy(std::make_shared<test::PendulumProcess>(), MatrixXd::Identity(2, 2), MatrixXd::Identity(1, 1)),
        {VectorXd::Zero(2), MatrixXd::Identity(2, 2)}, {1e-3, 2.0, -2.0});
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY(error.findings()[0].cause.find("nowhere") != std::string::npos);
  }
}

QTEST_APPLESS_MAIN(TestNonlinearFilters)
#include "tst_nonlinear_filters.moc"
