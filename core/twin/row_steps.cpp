// SPDX-License-Identifier: Apache-2.0
#include "core/twin/row_steps.h"

#include <algorithm>
#include <cmath>

namespace mw::twin {
namespace {

constexpr double kMostSteps = 9e15;  // counts below 2^53 are exact in a double
constexpr double kMostLag = 0.9;     // steps that the model's clock may be off the log's

}  // namespace

RowSteps StepClock::advanceTo(double t_s) {
  RowSteps steps;
  steps.t_s = t_s;
  if (is_free_) {
    steps.dt_s = has_begun_ ? t_s - last_t_s_ : first_interval_s_;
    if (dt_s_ > 0) steps.noise_share = steps.dt_s / dt_s_;
  } else {
    const double count = wholeSteps(t_s);
    steps.dt_s = dt_s_;
    steps.moves = count > 0;
    steps.held = count > 1 ? static_cast<std::uint64_t>(count) - 1 : 0;
  }
  has_begun_ = true;
  last_t_s_ = t_s;
  return steps;
}

double StepClock::wholeSteps(double t_s) {
  if (!has_begun_) {
    first_t_s_ = t_s;
    return 1;
  }
  const double own = std::round((t_s - last_t_s_) / dt_s_);
  const double wanted = (t_s - first_t_s_) / dt_s_;
  const bool is_near = std::abs(wanted - (model_steps_ + own)) <= kMostLag;
  const double steps = std::min(is_near ? own : std::max(std::round(wanted) - model_steps_, 0.0), kMostSteps);
  model_steps_ += steps;
  return steps;
}

}  // namespace mw::twin
