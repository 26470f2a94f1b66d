// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/noise_em.h"

#include <Eigen/Cholesky>
#include <cmath>
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/estimation/covariance.h"
#include "core/estimation/linear_filter.h"
#include "core/estimation/smoother.h"

namespace mw::estimation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr std::uint64_t kMostSteps = 1'000'000;
constexpr double kRounding = 1e-10;  // of a log-likelihood

/// A step of the model, or readings that share the state of the step before.
struct Event {
  bool moves = true;
  const VectorXd* u = nullptr;
  const VectorXd* y = nullptr;  ///< null between two rows
};

std::vector<Event> eventsOf(const std::vector<TrainingRow>& rows) {
  std::vector<Event> events;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    if (rows[k].steps > kMostSteps) {
      throw InputError(Place{}, fmt::format("a gap of {} steps is too long to learn noises over", rows[k].steps),
                       "choose a training window without it");
    }
    for (std::uint64_t i = 1; i < rows[k].steps; ++i) events.push_back({true, &rows[k].held, nullptr});
    events.push_back({rows[k].steps > 0, &rows[k].own, &rows[k].y});
  }
  return events;
}

std::span<const double> all(const VectorXd& vector) {
  return {vector.data(), static_cast<std::size_t>(vector.size())};
}

/// Keeps what the start says of a covariance: diagonal where it was, without noise where there was none.
class Pattern {
 public:
  explicit Pattern(const MatrixXd& start)
      : is_diagonal_(start.isDiagonal(0.0)), is_noisy_((start.diagonal().array() > 0).cast<double>()) {}

  [[nodiscard]] MatrixXd applied(const MatrixXd& found) const {
    MatrixXd M = 0.5 * (found + found.transpose());
    if (is_diagonal_) M = MatrixXd(M.diagonal().asDiagonal());
    M = (is_noisy_.asDiagonal() * M * is_noisy_.asDiagonal()).eval();
    keepPositive(M);
    return M;
  }

 private:
  bool is_diagonal_;
  VectorXd is_noisy_;
};

/// One pass of expectation and maximisation.
class EmPass {
 public:
  EmPass(const LinearModel& model, const GaussianBelief& initial, const std::vector<Event>& events)
      : model_(model), initial_(initial), events_(events) {}

  double filter() {
    const auto filter = makeLinearFilter(model_, initial_);
    double log_likelihood = 0;
    filtered_.clear();
    over_.clear();
    GaussianBelief before = initial_;
    for (const Event& event : events_) {
      const api::ProcessStep step{0.0, 1.0, all(*event.u)};
      over_.push_back(event.moves ? transitionOver(*filter, before, step) : Transition{before, {}});
      if (event.y != nullptr) log_likelihood += filter->correct(step, all(*event.y)).log_likelihood;
      before = filter->belief();
      filtered_.push_back(before);
    }
    return log_likelihood;
  }

  /// Sums the expectations from the last event to the first.
  void smooth() {
    const Index n = model_.stateCount();
    const Index p = model_.signalCount();
    Q_ = MatrixXd::Zero(n, n);
    R_ = MatrixXd::Zero(p, p);
    moves_ = readings_ = 0;
    GaussianBelief smoothed = filtered_.back();
    for (std::size_t k = events_.size(); k-- > 0;) {
      if (events_[k].y != nullptr) addReading(*events_[k].y, smoothed);
      if (!events_[k].moves) continue;
      const GaussianBelief& before = k > 0 ? filtered_[k - 1] : initial_;
      const GaussianBelief earlier = smoothedBelief(before, over_[k], smoothed);
      addMove(earlier, smoothed, smoothed.covariance * over_[k].gain.transpose(), *events_[k].u);
      smoothed = earlier;
    }
  }

  [[nodiscard]] MatrixXd Q() const { return moves_ > 0 ? MatrixXd(Q_ / moves_) : model_.Q; }
  [[nodiscard]] MatrixXd R() const { return readings_ > 0 ? MatrixXd(R_ / readings_) : model_.R; }

 private:
  /// @param lag Cov(x after, x before)
  void addMove(const GaussianBelief& before, const GaussianBelief& after, const MatrixXd& lag, const VectorXd& u) {
    const VectorXd apart = after.mean - model_.F * before.mean - model_.B * u;
    const MatrixXd FL = model_.F * lag.transpose();
    Q_ += apart * apart.transpose() + after.covariance - FL - FL.transpose() +
          model_.F * before.covariance * model_.F.transpose();
    ++moves_;
  }

  void addReading(const VectorXd& y, const GaussianBelief& at) {
    std::vector<Index> seen;
    std::vector<Index> missing;
    for (Index i = 0; i < y.size(); ++i) (std::isfinite(y(i)) ? seen : missing).push_back(i);
    if (seen.empty()) return;
    const MatrixXd H = model_.H(seen, Eigen::all);
    const VectorXd apart = y(seen) - H * at.mean;
    const MatrixXd found = apart * apart.transpose() + H * at.covariance * H.transpose();
    const MatrixXd R_seen = model_.R(seen, seen);
    const MatrixXd across = model_.R(missing, seen);
    MatrixXd whole(y.size(), static_cast<Index>(seen.size()));  // noise of all signals from that of the seen ones
    whole(seen, Eigen::all) = MatrixXd::Identity(R_seen.rows(), R_seen.rows());
    if (!missing.empty()) {
      whole(missing, Eigen::all) = R_seen.ldlt().solve(across.transpose()).transpose();
      R_(missing, missing) += model_.R(missing, missing) - whole(missing, Eigen::all) * across.transpose();
    }
    R_ += whole * found * whole.transpose();
    ++readings_;
  }

  const LinearModel& model_;
  const GaussianBelief& initial_;
  const std::vector<Event>& events_;
  std::vector<GaussianBelief> filtered_;
  std::vector<Transition> over_;
  MatrixXd Q_;
  MatrixXd R_;
  double moves_ = 0;
  double readings_ = 0;
};

}  // namespace

NoiseEmResult fitNoise(const LinearModel& model, const GaussianBelief& initial, const std::vector<TrainingRow>& rows,
                       const NoiseEmOptions& options) {
  requireShapes(model, initial);
  MW_REQUIRE(!rows.empty());
  const std::vector<Event> events = eventsOf(rows);
  const Pattern Q_pattern(model.Q);
  const Pattern R_pattern(model.R);
  LinearModel at = model;
  EmPass pass(at, initial, events);
  NoiseEmResult result;
  const double worthwhile = options.tolerance * static_cast<double>(rows.size());
  for (int iteration = 0;; ++iteration) {
    result.log_likelihood.push_back(pass.filter());
    if (options.watch) options.watch(iteration, result.log_likelihood.back());
    if (iteration > 0) {
      const double gain = result.log_likelihood.back() - result.log_likelihood[static_cast<std::size_t>(iteration) - 1];
      const double rounding = kRounding * std::abs(result.log_likelihood.back());
      if (gain < 0.0) {
        result.has_converged = gain >= -rounding;
        return result;
      }
      result.has_converged = gain < worthwhile;
    }
    result.Q = at.Q;
    result.R = at.R;
    if (result.has_converged || iteration == options.most_iterations) return result;
    pass.smooth();
    if (options.fits_Q) at.Q = Q_pattern.applied(pass.Q());
    if (options.fits_R) at.R = R_pattern.applied(pass.R());
  }
}

}  // namespace mw::estimation
