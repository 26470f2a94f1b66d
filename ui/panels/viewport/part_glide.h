// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "ui/scene/scene_element.h"

namespace mw::panels {

/// A part with the number it keeps while it is in the factory.
struct NumberedPose {
  std::uint32_t part = 0;
  scene::PartPose pose;
};

/// Lets parts glide from place to place instead of jumping, as the events have them do. A display filter: it knows only
/// where parts are shown and where they belong.
class PartGlide {
 public:
  /// Where to show the parts now: each a step nearer to its goal, first order with a time constant of 0.12 s.
  /// @param elapsed_s  real time since the last call; 0 puts all parts at their goals
  [[nodiscard]] std::span<const scene::PartPose> advance(std::span<const NumberedPose> goals, double elapsed_s);
  /// All parts were at their goals after the last call, to a centimetre.
  [[nodiscard]] bool isAtRest() const { return is_at_rest_; }

 private:
  struct Shown {
    std::array<float, 3> center_m{};
    std::uint64_t frame = 0;
  };
  std::unordered_map<std::uint32_t, Shown> shown_;
  std::vector<scene::PartPose> poses_;
  std::uint64_t frame_ = 0;
  bool is_at_rest_ = true;
};

}  // namespace mw::panels
