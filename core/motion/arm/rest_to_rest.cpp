// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/rest_to_rest.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace mw::motion {

RestToRest::RestToRest(double distance, const RateLimits& limits) : distance_(distance) {
  MW_REQUIRE(limits.speed > 0 && limits.acceleration > 0 && limits.jerk > 0);
  const double D = std::abs(distance);
  if (D == 0) return;
  const double V = limits.speed;
  const double A = limits.acceleration;
  const double J = limits.jerk;

  const bool ramps_fully = V * J >= A * A;
  jerk_s_ = ramps_fully ? A / J : std::sqrt(V / J);
  ramp_s_ = ramps_fully ? jerk_s_ + V / A : 2 * jerk_s_;
  if (D >= V * ramp_s_) {
    duration_s_ = D / V + ramp_s_;
    top_speed_ = V;
  } else {
    const double full_jerk_s = A / J;
    if (D >= 2 * A * full_jerk_s * full_jerk_s) {
      jerk_s_ = full_jerk_s;
      ramp_s_ = jerk_s_ / 2 + std::sqrt(jerk_s_ * jerk_s_ / 4 + D / A);
    } else {
      jerk_s_ = std::cbrt(D / (2 * J));
      ramp_s_ = 2 * jerk_s_;
    }
    duration_s_ = 2 * ramp_s_;
    top_speed_ = D / ramp_s_;
  }
  top_acceleration_ = top_speed_ / (ramp_s_ - jerk_s_);
}

RestToRest RestToRest::stretchedTo(double wanted_s) const {
  MW_REQUIRE(wanted_s >= duration_s() * (1 - 1e-12));
  RestToRest slower = *this;
  if (distance_ == 0) {
    slower.duration_s_ = wanted_s;
    slower.stretch_ = 1;
  } else {
    slower.stretch_ = std::max(wanted_s / duration_s_, stretch_);
  }
  return slower;
}

MotionState RestToRest::speedingUp(double t) const {
  if (t < jerk_s_) {
    const double jerk = top_acceleration_ / jerk_s_;
    return {jerk * t * t * t / 6, jerk * t * t / 2, jerk * t, jerk};
  }
  if (t < ramp_s_ - jerk_s_) {
    const double since = t - jerk_s_;
    return {top_acceleration_ * (jerk_s_ * jerk_s_ / 6 + jerk_s_ * since / 2 + since * since / 2),
            top_acceleration_ * (jerk_s_ / 2 + since), top_acceleration_, 0};
  }
  if (t < ramp_s_) {
    const double left = ramp_s_ - t;
    const double jerk = top_acceleration_ / jerk_s_;
    return {top_speed_ * (ramp_s_ / 2 - left) + jerk * left * left * left / 6, top_speed_ - jerk * left * left / 2,
            jerk * left, -jerk};
  }
  return {top_speed_ * (t - ramp_s_ / 2), top_speed_, 0, 0};
}

MotionState RestToRest::at(double time_s) const {
  const double t = time_s / stretch_;
  if (t <= 0 || distance_ == 0) return {};
  if (t >= duration_s_) return {distance_, 0, 0, 0};
  const bool is_first_half = t <= duration_s_ / 2;
  MotionState state = speedingUp(is_first_half ? t : duration_s_ - t);
  if (!is_first_half) {
    state.position = std::abs(distance_) - state.position;
    state.acceleration = -state.acceleration;
  }
  const double sign = distance_ > 0 ? 1 : -1;
  return {sign * state.position, sign * state.speed / stretch_, sign * state.acceleration / (stretch_ * stretch_),
          sign * state.jerk / (stretch_ * stretch_ * stretch_)};
}

}  // namespace mw::motion
