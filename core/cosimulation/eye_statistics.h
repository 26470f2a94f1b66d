// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/factory/factory.h"
#include "core/motion/photo_eyes.h"

namespace mw::cosimulation {

/// What a photo eye saw after the warm-up.
struct EyeStatistics {
  std::string conveyor;  ///< id
  std::string eye;       ///< id
  std::int64_t n = 0;    ///< times that it became blocked
  double blocked_s = 0;
  std::vector<motion::EyeBlock> blocks;  ///< within the measured time; the last may still go on
};

[[nodiscard]] std::vector<EyeStatistics> eyeStatistics(std::span<const motion::PhotoEye> eyes,
                                                       const factory::Factory& factory, double from_s, double until_s);

/// By conveyor and eye: how often, how long, and from when until when; null for what goes on.
[[nodiscard]] Json toJson(std::span<const EyeStatistics> eyes);

}  // namespace mw::cosimulation
