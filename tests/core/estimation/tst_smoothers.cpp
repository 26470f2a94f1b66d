// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <QTest>
#include <boost/math/distributions/chi_squared.hpp>

#include "core/base/error.h"
#include "core/estimation/interacting_filter.h"
#include "core/estimation/linear_filter.h"
#include "core/estimation/particle_filter.h"
#include "core/estimation/smoother.h"
#include "tests/core/estimation/test_processes.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::estimation;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double kQ = 10;  // of the growth model
constexpr double kR = 1;
constexpr double kInitial = 5;
const double kOne = 1.0;

/// Bounds within which the mean of `count` independent chi-square numbers lies with 95 %.
std::pair<double, double> bounds(int freedom, int count) {
  const boost::math::chi_squared sum(static_cast<double>(freedom) * count);
  return {boost::math::quantile(sum, 0.025) / count, boost::math::quantile(sum, 0.975) / count};
}

/// What a filter made of rows, before and after smoothing.
struct Pass {
  std::vector<GaussianBelief> filtered;
  std::vector<VectorXd> modes;
  std::vector<SmoothedRow> smoothed;
};

Pass passOver(StateFilter& filter, const std::vector<double>& y) {
  Pass pass;
  RowMemory* memory = filter.rememberRows();
  for (std::size_t row = 0; row < y.size(); ++row) {
    const api::ProcessStep step{static_cast<double>(row + 1), 1.0, {&kOne, 1}};
    filter.predictAndCorrect(step, {&y[row], 1});
    memory->endRow();
    pass.filtered.push_back(filter.belief());
    const auto modes = filter.modeProbabilities();
    pass.modes.push_back(Eigen::Map<const VectorXd>(modes.data(), static_cast<Index>(modes.size())));
  }
  pass.smoothed = memory->smoothed({});
  return pass;
}

/// Smoothed moments of the growth model by integration over a grid, forwards and back: exact to its spacing.
class GrowthGrid {
 public:
  explicit GrowthGrid(const std::vector<double>& y) {
    VectorXd at_first(kPoints);
    for (Index i = 0; i < kPoints; ++i) at_first(i) = std::exp(-0.5 * at(i) * at(i) / kInitial);
    VectorXd filtered = at_first / at_first.sum();
    std::vector<VectorXd> predicted;
    std::vector<VectorXd> all{filtered};
    for (std::size_t row = 0; row < y.size(); ++row) {
      predicted.push_back(density(row).transpose() * filtered);
      filtered = predicted.back();
      for (Index j = 0; j < kPoints; ++j) filtered(j) *= std::exp(-0.5 * std::pow(y[row] - at(j) * at(j) / 20, 2) / kR);
      filtered /= filtered.sum();
      all.push_back(filtered);
    }
    VectorXd smoothed = filtered;
    moments_.resize(y.size());
    for (std::size_t row = y.size(); row-- > 0;) {
      moments_[row] = momentsOf(smoothed);
      const VectorXd ratio = smoothed.cwiseQuotient(predicted[row].cwiseMax(1e-300));
      smoothed = all[row].cwiseProduct(VectorXd(density(row) * ratio));
    }
  }
  [[nodiscard]] std::pair<double, double> moments(std::size_t row) const { return moments_[row]; }

 private:
  static constexpr double kEnd = 45;
  static constexpr double kSpacing = 0.15;
  static constexpr Index kPoints = 601;
  static double at(Index i) { return -kEnd + kSpacing * static_cast<double>(i); }

  static MatrixXd density(std::size_t row) {
    MatrixXd p(kPoints, kPoints);
    for (Index i = 0; i < kPoints; ++i) {
      const double center = test::GrowthProcess::next(at(i), static_cast<double>(row + 1));
      for (Index j = 0; j < kPoints; ++j) p(i, j) = std::exp(-0.5 * std::pow(at(j) - center, 2) / kQ);
    }
    return p;
  }
  static std::pair<double, double> momentsOf(const VectorXd& weight) {
    double mean = 0;
    double square = 0;
    for (Index i = 0; i < kPoints; ++i) {
      mean += weight(i) * at(i) / weight.sum();
      square += weight(i) * at(i) * at(i) / weight.sum();
    }
    return {mean, std::sqrt(square - mean * mean)};
  }

  std::vector<std::pair<double, double>> moments_;
};

/// States and readings of the growth model.
void simulateGrowth(std::uint64_t seed, int rows, std::vector<double>& truth, std::vector<double>& y) {
  test::Normals random(seed);
  double x = std::sqrt(kInitial) * random.next();
  for (int row = 1; row <= rows; ++row) {
    x = test::GrowthProcess::next(x, row) + std::sqrt(kQ) * random.next();
    truth.push_back(x);
    y.push_back(x * x / 20 + std::sqrt(kR) * random.next());
  }
}

std::unique_ptr<StateFilter> growthFilter(std::size_t particles) {
  return makeParticleFilter(
      test::noisy(std::make_shared<test::GrowthProcess>(), MatrixXd::Constant(1, 1, kQ), MatrixXd::Constant(1, 1, kR)),
      {VectorXd::Zero(1), MatrixXd::Constant(1, 1, kInitial)}, {particles, 1});
}

constexpr double kSwitch = 0.025;

/// A tank that fills or drains, in modes that last 40 rows in the mean.
std::unique_ptr<StateFilter> tankFilter() {
  std::vector<std::unique_ptr<StateFilter>> filters;
  for (const double rate : {0.5, -0.5}) {
    filters.push_back(makeLinearFilter({MatrixXd::Ones(1, 1), MatrixXd::Constant(1, 1, rate), MatrixXd::Ones(1, 1),
                                        MatrixXd::Constant(1, 1, 0.01), MatrixXd::Constant(1, 1, 0.04)},
                                       {VectorXd::Zero(1), MatrixXd::Ones(1, 1)}));
  }
  return makeInteractingFilter(
      std::move(filters),
      {(MatrixXd(2, 2) << 1 - kSwitch, kSwitch, kSwitch, 1 - kSwitch).finished(), VectorXd::Constant(2, 0.5)});
}

struct TankRun {
  std::vector<double> level;
  std::vector<double> y;
  std::vector<int> mode;
};

TankRun simulatedTank(test::Normals& random, int rows) {
  TankRun run;
  double level = random.next();
  int mode = random.uniform() < 0.5 ? 0 : 1;
  for (int row = 0; row < rows; ++row) {
    if (random.uniform() < kSwitch) mode = 1 - mode;
    level += (mode == 0 ? 0.5 : -0.5) + 0.1 * random.next();
    run.level.push_back(level);
    run.y.push_back(level + 0.2 * random.next());
    run.mode.push_back(mode);
  }
  return run;
}

}  // namespace

class TestSmoothers : public QObject {
  Q_OBJECT
 private slots:
  void particlesReachTheGrid();
  void particlesComeCloserBySmoothing();
  void particlesPromiseWhatTheyKeep();
  void equalModesAreOneModel();
  void modesComeCloserBySmoothing();
  void modesPromiseWhatTheyKeep();
  void beliefsStayPositive();
  void saysWhatItCannotSmooth();
};

void TestSmoothers::particlesReachTheGrid() {
  std::vector<double> truth;
  std::vector<double> y;
  simulateGrowth(42, 60, truth, y);
  const Pass pass = passOver(*growthFilter(4000), y);
  const GrowthGrid grid(y);
  double mean_error = 0, mean_size = 0, sd_error = 0, sd_size = 0;
  for (std::size_t row = 0; row < y.size(); ++row) {
    const auto [mean, sd] = grid.moments(row);
    mean_error += std::pow(pass.smoothed[row].belief.mean(0) - mean, 2);
    mean_size += mean * mean;
    sd_error += std::pow(std::sqrt(pass.smoothed[row].belief.covariance(0, 0)) - sd, 2);
    sd_size += sd * sd;
  }
  qInfo("off the grid by %.2f %% in the mean, %.2f %% in the sd", 100 * std::sqrt(mean_error / mean_size),
        100 * std::sqrt(sd_error / sd_size));
  QVERIFY(std::sqrt(mean_error / mean_size) < 0.05);
  // Where two tops are left, 500 points share themselves out between them to 1 / sqrt(500) = 4 % of the distance.
  QVERIFY(std::sqrt(sd_error / sd_size) < 0.15);
}

void TestSmoothers::particlesComeCloserBySmoothing() {
  double filtered = 0, smoothed = 0;
  for (const std::uint64_t seed : {1, 2, 3, 4, 5}) {
    std::vector<double> truth;
    std::vector<double> y;
    simulateGrowth(seed, 80, truth, y);
    const Pass pass = passOver(*growthFilter(500), y);
    for (std::size_t row = 0; row < y.size(); ++row) {
      filtered += std::pow(pass.filtered[row].mean(0) - truth[row], 2);
      smoothed += std::pow(pass.smoothed[row].belief.mean(0) - truth[row], 2);
    }
    QCOMPARE(pass.smoothed.size(), y.size());
    MW_NEAR(pass.smoothed.back().belief.mean(0), pass.filtered.back().mean(0), 1e-9, 1e-9);
  }
  qInfo("smoothed RMSE %.3f of the filtered", std::sqrt(smoothed / filtered));
  QVERIFY(smoothed < filtered);
}

void TestSmoothers::particlesPromiseWhatTheyKeep() {
  constexpr int kRuns = 200;
  constexpr int kRows = 15;
  constexpr int kJudged = 7;
  const MatrixXd Q = Eigen::Vector2d(1e-4, 4e-4).asDiagonal();
  const NoisyProcess model = test::noisy(std::make_shared<test::PendulumProcess>(), Q, MatrixXd::Constant(1, 1, 0.01));
  const GaussianBelief initial{Eigen::Vector2d(0.3, 0.0), Eigen::Vector2d(0.01, 0.01).asDiagonal()};
  test::PendulumProcess process;
  test::Normals random(17);
  double nees = 0;
  for (int run = 0; run < kRuns; ++run) {
    const auto filter = makeParticleFilter(model, initial, {400, static_cast<std::uint64_t>(run)});
    VectorXd truth = initial.mean + 0.1 * random.matrix(2, 1);
    VectorXd next(2);
    VectorXd judged(2);
    std::vector<double> y;
    for (int row = 0; row < kRows; ++row) {
      process.advance({truth.data(), 2}, {}, {}, {next.data(), 2});
      truth = next + Q.diagonal().cwiseSqrt().cwiseProduct(VectorXd(random.matrix(2, 1)));
      if (row == kJudged) judged = truth;
      y.push_back(std::sin(truth(0)) + 0.1 * random.next());
    }
    const GaussianBelief belief = passOver(*filter, y).smoothed[kJudged].belief;
    const VectorXd error = judged - belief.mean;
    nees += error.dot(belief.covariance.ldlt().solve(error)) / kRuns;
  }
  const auto [low, high] = bounds(2, kRuns);
  qInfo("particle smoother: NEES %.3f in [%.3f, %.3f]", nees, low, high);
  QVERIFY2(nees >= low && nees <= high, qPrintable(QString::number(nees)));
}

void TestSmoothers::equalModesAreOneModel() {
  test::Normals random(6);
  const LinearModel model = test::thermalModel();
  const GaussianBelief initial{VectorXd::Constant(4, 20.0), 9.0 * MatrixXd::Identity(4, 4)};
  std::vector<std::unique_ptr<StateFilter>> filters;
  for (int mode = 0; mode < 2; ++mode) filters.push_back(makeLinearFilter(model, initial));
  const auto several = makeInteractingFilter(
      std::move(filters), {(MatrixXd(2, 2) << 0.9, 0.1, 0.3, 0.7).finished(), VectorXd::Constant(2, 0.5)});
  const auto one = makeLinearFilter(model, initial);
  std::vector<double> y;
  for (int row = 0; row < 40; ++row) y.push_back(row % 6 == 3 ? std::nan("") : 20 + random.next());
  const Pass pass = passOver(*several, y);
  std::vector<GaussianBelief> filtered;
  for (std::size_t row = 0; row < y.size(); ++row) {
    one->predictAndCorrect({static_cast<double>(row + 1), 1.0, {&kOne, 1}}, {&y[row], 1});
    filtered.push_back(one->belief());
  }
  GaussianBelief want = filtered.back();
  for (std::size_t row = y.size() - 1;; --row) {
    const GaussianBelief& got = pass.smoothed[row].belief;
    QVERIFY((got.mean - want.mean).norm() <= 1e-9 * want.mean.norm());
    QVERIFY((got.covariance - want.covariance).norm() <= 1e-9 * want.covariance.norm());
    MW_NEAR(pass.smoothed[row].modes.sum(), 1.0, 1e-12, 0.0);
    if (row == 0) break;
    const api::ProcessStep step{static_cast<double>(row + 1), 1.0, {&kOne, 1}};
    want = smoothedBelief(filtered[row - 1], transitionOver(*one, filtered[row - 1], step), want);
  }
}

void TestSmoothers::modesComeCloserBySmoothing() {
  test::Normals random(5);
  const TankRun run = simulatedTank(random, 3000);
  const Pass pass = passOver(*tankFilter(), run.y);
  double filtered = 0, smoothed = 0;
  int filtered_right = 0, smoothed_right = 0;
  for (std::size_t row = 0; row < run.y.size(); ++row) {
    filtered += std::pow(pass.filtered[row].mean(0) - run.level[row], 2);
    smoothed += std::pow(pass.smoothed[row].belief.mean(0) - run.level[row], 2);
    filtered_right += pass.modes[row](run.mode[row]) > 0.5 ? 1 : 0;
    smoothed_right += pass.smoothed[row].modes(run.mode[row]) > 0.5 ? 1 : 0;
  }
  qInfo("smoothed RMSE %.3f of the filtered; mode right in %d instead of %d of 3000 rows",
        std::sqrt(smoothed / filtered), smoothed_right, filtered_right);
  QVERIFY(smoothed < 0.95 * filtered);
  QVERIFY(smoothed_right > filtered_right);
}

void TestSmoothers::modesPromiseWhatTheyKeep() {
  constexpr int kRuns = 1000;
  test::Normals random(23);
  double nees = 0;
  for (int k = 0; k < kRuns; ++k) {
    const TankRun run = simulatedTank(random, 30);
    const GaussianBelief belief = passOver(*tankFilter(), run.y).smoothed[15].belief;
    nees += std::pow(run.level[15] - belief.mean(0), 2) / belief.covariance(0, 0) / kRuns;
  }
  const auto [low, high] = bounds(1, kRuns);
  qInfo("interacting smoother: NEES %.3f in [%.3f, %.3f]", nees, low, high);
  QVERIFY2(nees >= low && nees <= high, qPrintable(QString::number(nees)));
}

void TestSmoothers::beliefsStayPositive() {
  test::Normals random(81);
  double worst = 0;
  for (int i = 0; i < 1000; ++i) {
    const int n = 1 + random.below(4);
    const double spread = 12 * random.uniform();
    std::vector<std::unique_ptr<StateFilter>> filters;
    const GaussianBelief initial{VectorXd::Zero(n), random.covariance(n, spread)};
    for (int mode = 0; mode < 2; ++mode) {
      LinearModel model{random.matrix(n, n) * (1.5 * random.uniform()), random.matrix(n, 1), random.matrix(1, n),
                        random.covariance(n, spread), random.covariance(1, spread)};
      if (i % 4 == 1) model.Q.setZero();
      if (i % 6 == 2) model.R.setZero();
      filters.push_back(makeLinearFilter(model, initial));
    }
    const auto filter = makeInteractingFilter(
        std::move(filters), {(MatrixXd(2, 2) << 0.9, 0.1, 0.5, 0.5).finished(), VectorXd::Constant(2, 0.5)});
    std::vector<double> y;
    for (int row = 0; row < 5; ++row) y.push_back(random.below(4) == 0 ? std::nan("") : random.next());
    const Pass pass = passOver(*filter, y);
    for (std::size_t row = 0; row < y.size(); ++row) {
      for (const MatrixXd& P : {pass.filtered[row].covariance, pass.smoothed[row].belief.covariance}) {
        QVERIFY2(P.allFinite() && pass.smoothed[row].belief.mean.allFinite(), qPrintable(QString("system %1").arg(i)));
        QVERIFY(P == P.transpose());
        if (P.norm() == 0) continue;
        const double smallest = Eigen::SelfAdjointEigenSolver<MatrixXd>(P).eigenvalues().minCoeff();
        worst = std::min(worst, smallest / P.norm());
      }
    }
  }
  QVERIFY2(worst >= -1e-12, qPrintable(QString("smallest eigenvalue over norm %1").arg(worst)));
}

void TestSmoothers::saysWhatItCannotSmooth() {
  const NoisyProcess exact = test::noisy(std::make_shared<test::PendulumProcess>(), Eigen::Vector2d(1, 0).asDiagonal(),
                                         MatrixXd::Identity(1, 1));
  const GaussianBelief initial{VectorXd::Zero(2), MatrixXd::Identity(2, 2)};
  QVERIFY(!makeParticleFilter(exact, initial, {10, 1})->canSmooth());
  QVERIFY(growthFilter(10)->canSmooth());
  QVERIFY(tankFilter()->canSmooth());
  std::vector<std::unique_ptr<StateFilter>> filters;
  filters.push_back(growthFilter(10));
  QVERIFY(!makeInteractingFilter(std::move(filters), {MatrixXd::Ones(1, 1), VectorXd::Ones(1)})->canSmooth());
  std::stop_source stop;
  stop.request_stop();
  const auto filter = growthFilter(10);
  RowMemory* memory = filter->rememberRows();
  filter->predict({1.0, 1.0, {}});
  memory->endRow();
  QVERIFY_EXCEPTION_THROWN((void)memory->smoothed(stop.get_token()), Cancelled);
}

QTEST_APPLESS_MAIN(TestSmoothers)
#include "tst_smoothers.moc"
