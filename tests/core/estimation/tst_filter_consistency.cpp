// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <QTest>
#include <boost/math/distributions/chi_squared.hpp>

#include "core/estimation/extended_filter.h"
#include "core/estimation/interacting_filter.h"
#include "core/estimation/linear_filter.h"
#include "core/estimation/particle_filter.h"
#include "core/estimation/smoother.h"
#include "core/estimation/unscented_filter.h"
#include "tests/core/estimation/test_processes.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::estimation;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr int kRuns = 1000;

/// Bounds within which the mean of `count` independent chi-square numbers lies with 95 %.
std::pair<double, double> bounds(int freedom, int count) {
  const boost::math::chi_squared sum(static_cast<double>(freedom) * count);
  return {boost::math::quantile(sum, 0.025) / count, boost::math::quantile(sum, 0.975) / count};
}

std::unique_ptr<StateFilter> make(const QString& name, const NoisyProcess& model, const GaussianBelief& initial,
                                  std::uint64_t seed) {
  if (name == "extended") return makeExtendedFilter(model, initial);
  if (name == "unscented") return makeUnscentedFilter(model, initial);
  if (name == "particle") return makeParticleFilter(model, initial, {1000, seed});
  const api::LinearSystem& system = *model.process->linearSystem();
  const LinearModel linear{system.F, system.B, system.H, model.Q, model.R};
  if (name == "kalman") return makeLinearFilter(linear, initial);
  // Two modes that are the same: their mixture is the filter of either.
  std::vector<std::unique_ptr<StateFilter>> filters;
  for (int mode = 0; mode < 2; ++mode) filters.push_back(makeLinearFilter(linear, initial));
  return makeInteractingFilter(std::move(filters),
                               {(MatrixXd(2, 2) << 0.9, 0.1, 0.2, 0.8).finished(), VectorXd::Constant(2, 0.5)});
}

NoisyProcess modelFor(const QString& name) {
  const MatrixXd Q = Eigen::Vector2d(1e-4, 4e-4).asDiagonal();
  const MatrixXd R = MatrixXd::Constant(1, 1, 0.01);
  const bool is_linear = name == "kalman" || name == "interacting";
  if (!is_linear) return test::noisy(std::make_shared<test::PendulumProcess>(), Q, R);
  const api::LinearSystem system{(MatrixXd(2, 2) << 1, 0.1, -0.2, 0.97).finished(), MatrixXd(2, 0),
                                 (MatrixXd(1, 2) << 1, 0).finished()};
  return test::noisy(makeLinearProcess(system), Q, R);
}

std::span<double> all(VectorXd& vector) {
  return {vector.data(), static_cast<std::size_t>(vector.size())};
}

/// Posterior mean and sd of the growth model by integration over a grid: the exact answer to its spacing.
class GrowthGrid {
 public:
  explicit GrowthGrid(double initial_variance) : weight_(kPoints) {
    for (Index i = 0; i < kPoints; ++i) weight_(i) = std::exp(-0.5 * at(i) * at(i) / initial_variance);
  }
  void step(double t, double y, double Q, double R) {
    VectorXd next = VectorXd::Zero(kPoints);
    for (Index i = 0; i < kPoints; ++i) {
      if (weight_(i) < 1e-14) continue;
      const double center = test::GrowthProcess::next(at(i), t);
      const auto from = std::max<Index>(0, static_cast<Index>((center - kReach * std::sqrt(Q) + kEnd) / kSpacing));
      const auto to = std::min<Index>(kPoints, static_cast<Index>((center + kReach * std::sqrt(Q) + kEnd) / kSpacing));
      for (Index j = from; j < to; ++j) next(j) += weight_(i) * std::exp(-0.5 * std::pow(at(j) - center, 2) / Q);
    }
    for (Index j = 0; j < kPoints; ++j) next(j) *= std::exp(-0.5 * std::pow(y - at(j) * at(j) / 20, 2) / R);
    weight_ = next / next.sum();
  }
  [[nodiscard]] double mean() const {
    double sum = 0;
    for (Index i = 0; i < kPoints; ++i) sum += weight_(i) * at(i);
    return sum;
  }
  [[nodiscard]] double sd() const {
    double sum = 0;
    const double center = mean();
    for (Index i = 0; i < kPoints; ++i) sum += weight_(i) * std::pow(at(i) - center, 2);
    return std::sqrt(sum);
  }

 private:
  static constexpr double kEnd = 45;
  static constexpr double kSpacing = 0.1;
  static constexpr double kReach = 8;
  static constexpr Index kPoints = 901;
  static double at(Index i) { return -kEnd + kSpacing * static_cast<double>(i); }
  VectorXd weight_;
};

}  // namespace

class TestFilterConsistency : public QObject {
  Q_OBJECT
 private slots:
  void errorsAreAsLargeAsPromised_data();
  void errorsAreAsLargeAsPromised();
  void particlesReachTheGridPosterior();
  void smootherIsLeastSquares_data();
  void smootherIsLeastSquares();
  void modesAreTold();
};

void TestFilterConsistency::errorsAreAsLargeAsPromised_data() {
  QTest::addColumn<QString>("name");
  for (const char* name : {"kalman", "extended", "unscented", "particle", "interacting"}) {
    QTest::newRow(name) << QString(name);
  }
}

void TestFilterConsistency::errorsAreAsLargeAsPromised() {
  // Independent runs, each judged at its last row: NEES has n and NIS p degrees of freedom.
  QFETCH(QString, name);
  constexpr int kRows = 15;
  const NoisyProcess model = modelFor(name);
  const auto process = model.process->clone();
  const GaussianBelief initial{Eigen::Vector2d(0.3, 0.0), Eigen::Vector2d(0.01, 0.01).asDiagonal()};
  test::Normals random(11);
  double nees = 0;
  double nis = 0;
  for (int run = 0; run < kRuns; ++run) {
    const auto filter = make(name, model, initial, static_cast<std::uint64_t>(run));
    VectorXd truth = initial.mean + 0.1 * random.matrix(2, 1);
    VectorXd next(2);
    double y = 0;
    CorrectionNumbers numbers;
    for (int row = 0; row < kRows; ++row) {
      const api::ProcessStep step{row * 0.1, 0.1, {}};
      process->advance(all(truth), {}, step, all(next));
      truth = next + model.Q.diagonal().cwiseSqrt().cwiseProduct(VectorXd(random.matrix(2, 1)));
      process->measure(all(truth), {}, step, {&y, 1});
      y += 0.1 * random.next();
      filter->predict(step);
      numbers = filter->correct(step, {&y, 1});
    }
    const GaussianBelief belief = filter->belief();
    const VectorXd error = truth - belief.mean;
    nees += error.dot(belief.covariance.ldlt().solve(error)) / kRuns;
    nis += numbers.nis / kRuns;
  }
  const auto [nees_low, nees_high] = bounds(2, kRuns);
  const auto [nis_low, nis_high] = bounds(1, kRuns);
  qInfo("%s: NEES %.3f in [%.3f, %.3f], NIS %.3f in [%.3f, %.3f]", qPrintable(name), nees, nees_low, nees_high, nis,
        nis_low, nis_high);
  QVERIFY2(nees >= nees_low && nees <= nees_high, qPrintable(QString("NEES %1").arg(nees)));
  QVERIFY2(nis >= nis_low && nis <= nis_high, qPrintable(QString("NIS %1").arg(nis)));
}

void TestFilterConsistency::particlesReachTheGridPosterior() {
  constexpr double kQ = 10;
  constexpr double kR = 1;
  constexpr double kInitial = 5;
  constexpr int kRows = 60;
  const NoisyProcess model =
      test::noisy(std::make_shared<test::GrowthProcess>(), MatrixXd::Constant(1, 1, kQ), MatrixXd::Constant(1, 1, kR));
  const auto filter = makeParticleFilter(model, {VectorXd::Zero(1), MatrixXd::Constant(1, 1, kInitial)}, {20000, 1});
  GrowthGrid grid(kInitial);
  test::Normals random(42);
  double truth = std::sqrt(kInitial) * random.next();
  double mean_error = 0, mean_size = 0, sd_error = 0, sd_size = 0;
  for (int row = 1; row <= kRows; ++row) {
    truth = test::GrowthProcess::next(truth, row) + std::sqrt(kQ) * random.next();
    const double y = truth * truth / 20 + random.next();
    filter->predict({double(row), 1.0, {}});
    filter->correct({double(row), 1.0, {}}, {&y, 1});
    grid.step(row, y, kQ, kR);
    mean_error += std::pow(filter->mean()[0] - grid.mean(), 2);
    mean_size += std::pow(grid.mean(), 2);
    sd_error += std::pow(std::sqrt(filter->covariance()[0]) - grid.sd(), 2);
    sd_size += std::pow(grid.sd(), 2);
  }
  qInfo("off the grid by %.2f %% in the mean, %.2f %% in the sd", 100 * std::sqrt(mean_error / mean_size),
        100 * std::sqrt(sd_error / sd_size));
  QVERIFY(std::sqrt(mean_error / mean_size) < 0.05);
  QVERIFY(std::sqrt(sd_error / sd_size) < 0.05);
}

void TestFilterConsistency::smootherIsLeastSquares_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<double>("tolerance");
  QTest::newRow("kalman") << QString("kalman") << 1e-9;
  QTest::newRow("extended") << QString("extended") << 1e-9;
  // The spread alpha = 1e-3 costs digits, more in each of the 25 steps back.
  QTest::newRow("unscented") << QString("unscented") << 1e-5;
}

void TestFilterConsistency::smootherIsLeastSquares() {
  // All states at once: minimise |x0 - m|^2_P0 + sum |x_k - F x_{k-1}|^2_Q + sum |y_k - H x_k|^2_R.
  QFETCH(QString, name);
  QFETCH(double, tolerance);
  constexpr Index kRows = 25;
  const NoisyProcess model = modelFor("kalman");
  const api::LinearSystem& system = *model.process->linearSystem();
  const GaussianBelief initial{Eigen::Vector2d(0.3, -0.1), Eigen::Vector2d(0.04, 0.09).asDiagonal()};
  test::Normals random(8);
  const VectorXd y = random.matrix(kRows, 1);
  MatrixXd information = MatrixXd::Zero(2 * kRows + 2, 2 * kRows + 2);
  VectorXd right = VectorXd::Zero(2 * kRows + 2);
  const auto add = [&](const MatrixXd& J, Index column, const MatrixXd& covariance, const VectorXd& target) {
    const MatrixXd weight = covariance.inverse();
    information.block(column, column, J.cols(), J.cols()) += J.transpose() * weight * J;
    right.segment(column, J.cols()) += J.transpose() * weight * target;
  };
  add(MatrixXd::Identity(2, 2), 0, initial.covariance, initial.mean);
  MatrixXd step_rows(2, 4);
  step_rows << -system.F, MatrixXd::Identity(2, 2);
  const auto filter = make(name, model, initial, 1);
  std::vector<GaussianBelief> filtered;
  const auto isSeen = [](Index k) { return k % 4 != 2; };
  for (Index k = 0; k < kRows; ++k) {
    add(step_rows, 2 * k, model.Q, VectorXd::Zero(2));
    if (isSeen(k)) add(system.H, 2 * k + 2, model.R, y.segment(k, 1));
    filter->predict({double(k), 1.0, {}});
    const double reading = isSeen(k) ? y(k) : std::nan("");
    filter->correct({double(k), 1.0, {}}, {&reading, 1});
    filtered.push_back(filter->belief());
  }
  const VectorXd want = information.ldlt().solve(right);
  const MatrixXd covariance = information.inverse();
  GaussianBelief smoothed = filtered.back();
  for (Index k = kRows - 1;; --k) {
    for (Index i = 0; i < 2; ++i) {
      MW_NEAR(smoothed.mean(i), want(2 * k + 2 + i), 0.0, tolerance);
      MW_NEAR(smoothed.covariance(i, 1), covariance(2 * k + 2 + i, 2 * k + 3), tolerance, tolerance * 1e-2);
    }
    if (k == 0) break;
    const GaussianBelief& before = filtered[static_cast<std::size_t>(k - 1)];
    smoothed = smoothedBelief(before, transitionOver(*filter, before, {double(k), 1.0, {}}), smoothed);
  }
}

void TestFilterConsistency::modesAreTold() {
  // A tank that fills or drains: the level's rate tells which. Modes last 40 rows in the mean.
  const auto inMode = [](double rate) {
    const api::LinearSystem system{MatrixXd::Identity(1, 1), MatrixXd::Constant(1, 1, rate), MatrixXd::Identity(1, 1)};
    return LinearModel{system.F, system.B, system.H, MatrixXd::Constant(1, 1, 0.01), MatrixXd::Constant(1, 1, 0.04)};
  };
  const GaussianBelief initial{VectorXd::Zero(1), MatrixXd::Identity(1, 1)};
  std::vector<std::unique_ptr<StateFilter>> filters;
  for (const double rate : {0.5, -0.5}) filters.push_back(makeLinearFilter(inMode(rate), initial));
  const auto imm = makeInteractingFilter(
      std::move(filters), {(MatrixXd(2, 2) << 0.975, 0.025, 0.025, 0.975).finished(), VectorXd::Constant(2, 0.5)});
  const auto blind = makeLinearFilter(inMode(0.0), initial);
  test::Normals random(5);
  double level = 0, imm_error = 0, blind_error = 0;
  int mode = 0, right = 0;
  constexpr int kRows = 4000;
  const double one = 1.0;
  for (int row = 0; row < kRows; ++row) {
    if (random.uniform() < 0.025) mode = 1 - mode;
    level += (mode == 0 ? 0.5 : -0.5) + 0.1 * random.next();
    const double y = level + 0.2 * random.next();
    const api::ProcessStep step{double(row), 1.0, {&one, 1}};
    for (StateFilter* filter : {imm.get(), blind.get()}) {
      filter->predict(step);
      filter->correct(step, {&y, 1});
    }
    right += imm->modeProbabilities()[static_cast<std::size_t>(mode)] > 0.5 ? 1 : 0;
    MW_NEAR(imm->modeProbabilities()[0] + imm->modeProbabilities()[1], 1.0, 1e-12, 0.0);
    imm_error += std::pow(imm->mean()[0] - level, 2);
    blind_error += std::pow(blind->mean()[0] - level, 2);
  }
  qInfo("mode right in %.1f %% of rows, error %.2f of the blind filter's", 100.0 * right / kRows,
        std::sqrt(imm_error / blind_error));
  // A change shows after one or two rows: of 40 rows in a mode 1 to 2 are told late.
  QVERIFY(right > 0.95 * kRows);
  QVERIFY(imm_error < 0.5 * blind_error);
}

QTEST_APPLESS_MAIN(TestFilterConsistency)
#include "tst_filter_consistency.moc"
