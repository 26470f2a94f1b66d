// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/cycle/taught_places.h"

#include <cmath>

#include "core/motion/arm/arm_kinematics.h"

namespace mw::cosimulation {
namespace {

/// The inverse of motion::pointingDown, of whatever direction.
motion::PartPlace placeUnder(const Eigen::Isometry3d& X_BF) {
  return {X_BF.translation(), std::atan2(X_BF.linear()(1, 0), X_BF.linear()(0, 0))};
}

}  // namespace

std::optional<TaughtPlaces> taughtPlaces(const motion::Arm& mounted, const motion::PickPlacePlan& plan) {
  using Action = motion::PickPlacePlan::Action;
  std::optional<motion::PartPlace> pick;
  for (const motion::PickPlacePlan::Step& step : plan.steps) {
    if (step.action == Action::None) continue;
    const motion::PartPlace at =
        placeUnder(motion::flangePose(mounted, step.motion->at(step.motion->duration_s()).q_rad));
    if (step.action == Action::Grip && !pick) pick = at;
    if (step.action == Action::Release && pick) return TaughtPlaces{*pick, at};
  }
  return std::nullopt;
}

}  // namespace mw::cosimulation
