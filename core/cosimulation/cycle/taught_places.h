// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/motion/plan/pick_place.h"

namespace mw::cosimulation {

/// Where a planned cycle takes a part and puts it down, by the tip of its gripper.
struct TaughtPlaces {
  motion::PartPlace pick;
  motion::PartPlace place;
};

/// @param mounted  the arm with its gripper on
/// @returns none where the plan does not grip and then release
[[nodiscard]] std::optional<TaughtPlaces> taughtPlaces(const motion::Arm& mounted, const motion::PickPlacePlan& plan);

}  // namespace mw::cosimulation
