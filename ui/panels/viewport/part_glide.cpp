// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/part_glide.h"

#include <cmath>

namespace mw::panels {
namespace {

constexpr double kTimeConstant_s = 0.12;
constexpr float kAtRest_m = 0.01F;

}  // namespace

std::span<const scene::PartPose> PartGlide::advance(std::span<const NumberedPose> goals, double elapsed_s) {
  const auto share = elapsed_s > 0 ? static_cast<float>(1 - std::exp(-elapsed_s / kTimeConstant_s)) : 1.F;
  ++frame_;
  is_at_rest_ = true;
  poses_.clear();
  for (const NumberedPose& goal : goals) {
    auto [found, is_new] = shown_.try_emplace(goal.part, Shown{goal.pose.center_m, frame_});
    Shown& shown = found->second;
    shown.frame = frame_;
    for (std::size_t i = 0; i < 3 && !is_new; ++i) {
      shown.center_m[i] += (goal.pose.center_m[i] - shown.center_m[i]) * share;
      if (std::abs(goal.pose.center_m[i] - shown.center_m[i]) > kAtRest_m) is_at_rest_ = false;
    }
    poses_.push_back(goal.pose);
    poses_.back().center_m = shown.center_m;
  }
  std::erase_if(shown_, [this](const auto& entry) { return entry.second.frame != frame_; });
  return poses_;
}

}  // namespace mw::panels
