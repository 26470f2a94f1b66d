// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bottleneck_mark.h"

#include "ui/scene/floor_rings.h"

namespace mw::scene {
namespace {

constexpr double kInner_m = 0.24;
constexpr double kOuter_m = 0.44;
constexpr double kLine_m = 0.045;
constexpr double kSoft_m = 0.012;
constexpr double kOpacity = 0.95;

}  // namespace

FloorShape bottleneckMark(const SceneElement& element, const Rgb& color, bool is_sure) {
  std::vector<RingStop> stops = {{kInner_m - kSoft_m, 0}, {kInner_m, kOpacity}};
  if (!is_sure) {
    stops.push_back({kInner_m + kLine_m, kOpacity});
    stops.push_back({kInner_m + kLine_m + kSoft_m, 0});
    stops.push_back({kOuter_m - kLine_m - kSoft_m, 0});
    stops.push_back({kOuter_m - kLine_m, kOpacity});
  }
  stops.push_back({kOuter_m, kOpacity});
  stops.push_back({kOuter_m + kSoft_m, 0});
  return floorRings(element, stops, false, color, kLimitLift_m);
}

}  // namespace mw::scene
