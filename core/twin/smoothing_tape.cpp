// SPDX-License-Identifier: Apache-2.0
#include "core/twin/smoothing_tape.h"

#include "core/base/error.h"
#include "core/estimation/smoother.h"

namespace mw::twin {
namespace {

using estimation::GaussianBelief;
using estimation::Transition;

constexpr std::size_t kRowsBetweenStops = 1024;

void store(const GaussianBelief& belief, std::size_t row, ReplayResult& result) {
  const auto n = static_cast<std::size_t>(belief.mean.size());
  for (std::size_t i = 0; i < n; ++i) {
    const auto k = static_cast<Eigen::Index>(i);
    result.x[row * n + i] = belief.mean(k);
    result.P_diag[row * n + i] = belief.covariance(k, k);
  }
  if (result.P.empty()) return;
  std::copy_n(belief.covariance.data(), n * n, result.P.begin() + static_cast<std::ptrdiff_t>(row * n * n));
}

Transition transition(estimation::StateFilter& filter, const GaussianBelief& from, const RowSteps& steps,
                      std::span<const double> before, std::span<const double> own) {
  Transition total{from, Eigen::MatrixXd::Identity(from.mean.size(), from.mean.size())};
  if (steps.held > 0) {
    const api::ProcessStep held{steps.t_s - steps.dt_s, steps.dt_s, before, steps.noise_share};
    total = estimation::transitionOverMany(filter, from, held, steps.held);
  }
  if (steps.moves) {
    const api::ProcessStep last{steps.t_s, steps.dt_s, own, steps.noise_share};
    const Transition over = estimation::transitionOver(filter, total.prior, last);
    total = {over.prior, total.gain * over.gain};
  }
  return total;
}

}  // namespace

void SmoothingTape::add(const RowSteps& steps, std::span<const double> before, std::span<const double> own,
                        std::span<const double> covariance) {
  input_count_ = own.size();
  steps_.push_back(steps);
  before_.insert(before_.end(), before.begin(), before.end());
  own_.insert(own_.end(), own.begin(), own.end());
  covariance_.insert(covariance_.end(), covariance.begin(), covariance.end());
}

void SmoothingTape::smooth(estimation::StateFilter& filter, ReplayResult& result, const std::stop_token& stop) const {
  const std::size_t n = result.stateCount();
  const auto beliefAt = [&](std::size_t row) -> GaussianBelief {
    const auto size = static_cast<Eigen::Index>(n);
    return {Eigen::Map<const Eigen::VectorXd>(&result.x[row * n], size),
            Eigen::Map<const Eigen::MatrixXd>(&covariance_[row * n * n], size, size)};
  };
  if (steps_.empty()) return;
  GaussianBelief smoothed = beliefAt(steps_.size() - 1);
  for (std::size_t next = steps_.size() - 1; next > 0; --next) {
    if (next % kRowsBetweenStops == 0 && stop.stop_requested()) throw Cancelled("replay stopped, nothing was kept");
    const GaussianBelief filtered = beliefAt(next - 1);
    const std::span<const double> before(before_.data() + next * input_count_, input_count_);
    const std::span<const double> own(own_.data() + next * input_count_, input_count_);
    smoothed = estimation::smoothedBelief(filtered, transition(filter, filtered, steps_[next], before, own), smoothed);
    store(smoothed, next - 1, result);
  }
}

void storeSmoothed(const std::vector<estimation::SmoothedRow>& rows, ReplayResult& result) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    store(rows[row].belief, row, result);
    const std::size_t r = result.modes.size();
    if (r > 0)
      std::copy_n(rows[row].modes.data(), r, result.mode_probability.begin() + static_cast<std::ptrdiff_t>(row * r));
  }
}

}  // namespace mw::twin
