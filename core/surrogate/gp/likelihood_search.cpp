// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/likelihood_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlopt.hpp>
#include <numeric>
#include <vector>

#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace mw::surrogate {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Box {
  Eigen::VectorXd low, high;
};

/// The bounds in log space, in the order of the gradient.
Box logBox(const GpBounds& bounds, Eigen::Index d) {
  Box box{Eigen::VectorXd::Constant(d + 2, std::log(bounds.min_length_scale)),
          Eigen::VectorXd::Constant(d + 2, std::log(bounds.max_length_scale))};
  box.low(0) = std::log(bounds.min_signal_variance);
  box.high(0) = std::log(bounds.max_signal_variance);
  box.low(d + 1) = std::log(bounds.min_noise_variance);
  box.high(d + 1) = std::log(bounds.max_noise_variance);
  return box;
}

struct Optimum {
  Eigen::VectorXd at;
  double value = -kInfinity;
};

/// What one NLopt run sees. It keeps the best point itself: NLopt may end in "roundoff limited" or "failure" with a
/// perfectly good optimum in hand.
class Climb {
 public:
  Climb(const MarginalLikelihood& likelihood, const std::stop_token& stop) : likelihood_(likelihood), stop_(stop) {}

  Optimum run(nlopt::algorithm algorithm, const Eigen::VectorXd& start, const Box& box, double tolerance,
              int max_evaluations) {
    best_ = {start, -kInfinity};
    nlopt::opt optimiser(algorithm, static_cast<unsigned>(start.size()));
    optimiser.set_lower_bounds(std::vector<double>(box.low.begin(), box.low.end()));
    optimiser.set_upper_bounds(std::vector<double>(box.high.begin(), box.high.end()));
    optimiser.set_min_objective(&Climb::evaluate, this);
    optimiser.set_ftol_abs(tolerance);
    optimiser.set_maxeval(max_evaluations);
    std::vector<double> x(start.begin(), start.end());
    double value = 0;
    try {
      optimiser.optimize(x, value);
    } catch (const nlopt::forced_stop&) {
      throw Cancelled();
    } catch (const nlopt::roundoff_limited&) {
    } catch (const std::runtime_error&) {
    }
    return best_;
  }

 private:
  static double evaluate(const std::vector<double>& x, std::vector<double>& gradient, void* self) {
    return static_cast<Climb*>(self)->evaluate(x, gradient);
  }

  double evaluate(const std::vector<double>& x, std::vector<double>& gradient) {
    constexpr double kWorthless = 1e12;  // finite, or the line search turns to NaN
    if (stop_.stop_requested()) throw nlopt::forced_stop();
    const Eigen::VectorXd at = Eigen::Map<const Eigen::VectorXd>(x.data(), static_cast<Eigen::Index>(x.size()));
    const auto found = likelihood_.at(at, workspace_);
    if (!found || !std::isfinite(found->value)) {
      std::fill(gradient.begin(), gradient.end(), 0.0);
      return kWorthless;
    }
    if (found->value > best_.value) best_ = {at, found->value};
    for (std::size_t k = 0; k < gradient.size(); ++k) gradient[k] = -found->gradient(static_cast<Eigen::Index>(k));
    return -found->value;
  }

  const MarginalLikelihood& likelihood_;
  const std::stop_token& stop_;
  MarginalLikelihood::Workspace workspace_;
  Optimum best_;
};

/// The default hyperparameters first, then a Latin hypercube.
std::vector<Eigen::VectorXd> startPoints(Eigen::Index d, const SearchOptions& options, const Box& box) {
  GpBounds where_it_slopes = options.bounds;
  where_it_slopes.min_signal_variance = std::max(where_it_slopes.min_signal_variance, 0.1);
  where_it_slopes.max_signal_variance = std::min(where_it_slopes.max_signal_variance, 100.0);
  where_it_slopes.min_length_scale = std::max(where_it_slopes.min_length_scale, 0.05);
  where_it_slopes.min_noise_variance = std::max(where_it_slopes.min_noise_variance, 1e-8);
  const Box start_box = logBox(where_it_slopes, d);

  Eigen::VectorXd usual = Eigen::VectorXd::Zero(d + 2);
  usual(d + 1) = std::log(GpHyperparameters{}.noise_variance);
  const auto n_drawn = static_cast<std::size_t>(std::max(0, options.starts - 1));
  std::vector<Eigen::VectorXd> starts(n_drawn + 1, usual);
  RandomStream stream(options.seed, streamId("surrogate", "starts"), 0);
  std::vector<std::size_t> stratum(n_drawn);
  for (Eigen::Index k = 0; k < d + 2; ++k) {
    std::iota(stratum.begin(), stratum.end(), std::size_t{0});
    for (std::size_t i = n_drawn; i > 1; --i) std::swap(stratum[i - 1], stratum[stream.next() % i]);
    for (std::size_t i = 0; i < n_drawn; ++i) {
      const double share = (static_cast<double>(stratum[i]) + stream.uniform()) / static_cast<double>(n_drawn);
      starts[i + 1](k) = start_box.low(k) + share * (start_box.high(k) - start_box.low(k));
    }
  }
  for (Eigen::VectorXd& start : starts) start = start.cwiseMax(box.low).cwiseMin(box.high);
  return starts;
}

/// L-BFGS to full precision, restarted while that helps, since a new start forgets a bad curvature estimate; SLSQP,
/// which knows about active bounds, has the last word.
Optimum polished(Climb& climb, Optimum best, const Box& box, int max_evaluations) {
  constexpr double kTolerance = 1e-9;
  constexpr double kWorthARestart = 1e-6;
  constexpr int kMaxRestarts = 4;
  for (int restart = 0; restart < kMaxRestarts; ++restart) {
    const double before = best.value;
    Optimum next = climb.run(nlopt::LD_LBFGS, best.at, box, kTolerance, max_evaluations);
    if (next.value > best.value) best = std::move(next);
    if (best.value - before < kWorthARestart) break;
  }
  Optimum last = climb.run(nlopt::LD_SLSQP, best.at, box, kTolerance, max_evaluations);
  return last.value > best.value ? last : best;
}

/// The best of the three best valleys. Two starts that came out within a tenth (in logs) found the same valley.
Optimum polishedBest(Climb& climb, const std::vector<Optimum>& ranked, const Box& box) {
  constexpr int kEvaluations = 200;
  constexpr std::size_t kValleys = 3;
  constexpr double kSameValley = 0.1;
  std::vector<Optimum> valleys;
  for (const Optimum& optimum : ranked) {
    const bool is_known = std::any_of(valleys.begin(), valleys.end(), [&](const Optimum& known) {
      return (known.at - optimum.at).cwiseAbs().maxCoeff() < kSameValley;
    });
    if (!is_known && valleys.size() < kValleys) valleys.push_back(optimum);
  }
  for (Optimum& valley : valleys) valley = polished(climb, valley, box, kEvaluations);
  return *std::max_element(valleys.begin(), valleys.end(),
                           [](const Optimum& a, const Optimum& b) { return a.value < b.value; });
}

}  // namespace

Eigen::VectorXd maximiseLikelihood(const MarginalLikelihood& likelihood, const SearchOptions& options,
                                   const std::stop_token& stop) {
  constexpr double kExploreTolerance = 1e-2;  // enough to rank valleys
  constexpr int kExploreEvaluations = 40;
  const Box box = logBox(options.bounds, likelihood.inputCount());
  Climb climb(likelihood, stop);
  std::vector<Optimum> optima;
  for (const Eigen::VectorXd& start : startPoints(likelihood.inputCount(), options, box)) {
    optima.push_back(climb.run(nlopt::LD_LBFGS, start, box, kExploreTolerance, kExploreEvaluations));
  }
  std::stable_sort(optima.begin(), optima.end(), [](const Optimum& a, const Optimum& b) { return a.value > b.value; });
  const Optimum best = polishedBest(climb, optima, box);
  if (best.value == -kInfinity) {
    throw NumericalError(
        "cannot fit: the covariance is not positive definite at any start, even with jitter 1e-4; "
        "remove near-duplicate rows or rescale the inputs");
  }
  return best.at;
}

Eigen::VectorXd polishLikelihood(const MarginalLikelihood& likelihood, const Eigen::VectorXd& start,
                                 const GpBounds& bounds, int max_evaluations, const std::stop_token& stop) {
  constexpr double kTolerance = 1e-6;
  Climb climb(likelihood, stop);
  return climb.run(nlopt::LD_LBFGS, start, logBox(bounds, likelihood.inputCount()), kTolerance, max_evaluations).at;
}

}  // namespace mw::surrogate
