// SPDX-License-Identifier: Apache-2.0
#include "core/motion/junction_forecast.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace mw::motion {
namespace {

constexpr double kApart_m = 0.01;     // between two footprints: what the sensor sees
constexpr double kStep_m = 0.02;      // of the fastest, from look to look
constexpr std::size_t kLooks = 4000;  // a part that is not over by then does not get over

double speedAt_mps(const CrossingPart& part) {
  if (part.along_m < 0) return part.way->inSpeed_mps();
  return part.along_m > part.way->length_m() ? part.way->outSpeed_mps() : part.way->plateSpeed_mps();
}

void advance(CrossingPart& part, double step_s) {
  if (part.is_driven) {
    const double gain_mps = part.way->acceleration_mps2() * step_s;
    part.speed_mps += std::clamp(speedAt_mps(part) - part.speed_mps, -gain_mps, gain_mps);
  }
  part.along_m += part.speed_mps * step_s;
}

/// How far two boxes, seen from above, are apart along the axes of the first; below 0 they are not.
double gapAlong_m(const Leg& a, const CrossingPart& part_a, const Leg& b, const CrossingPart& part_b) {
  const auto [along_m, across_m] = a.alongAndAcross_m({b.x_m, b.y_m, a.z_m});
  const double turned_rad = b.yaw_rad - a.yaw_rad;
  const double c = std::abs(std::cos(turned_rad));
  const double s = std::abs(std::sin(turned_rad));
  const double ahead_m = std::abs(along_m) - (part_a.length_m + part_b.length_m * c + part_b.width_m * s) / 2;
  const double beside_m = std::abs(across_m) - (part_a.width_m + part_b.length_m * s + part_b.width_m * c) / 2;
  return std::max(ahead_m, beside_m);
}

bool areApart(const CrossingPart& a, const CrossingPart& b) {
  Leg at = a.way->placeAt(a.along_m);
  Leg there = b.way->placeAt(b.along_m);
  at.slope_rad = there.slope_rad = 0;  // seen from above
  const double far_m = (std::hypot(a.length_m, a.width_m) + std::hypot(b.length_m, b.width_m)) / 2 + kApart_m;
  if (std::hypot(at.x_m - there.x_m, at.y_m - there.y_m) > far_m) return true;
  return std::max(gapAlong_m(at, a, there, b), gapAlong_m(there, b, at, a)) >= kApart_m;
}

/// Of its middle, behind the plate.
double beyond_m(const CrossingPart& part) {
  return part.along_m - part.way->length_m();
}

double fastest_mps(const CrossingPart& part) {
  return std::max({part.speed_mps, part.way->plateSpeed_mps()});
}

}  // namespace

std::optional<double> timeToBeOver_s(const CrossingPart& asked, std::span<const CrossingPart> others) {
  CrossingPart part = asked;
  std::vector<CrossingPart> moving(others.begin(), others.end());
  double fastest = fastest_mps(part);
  for (const CrossingPart& other : moving) fastest = std::max(fastest, fastest_mps(other));
  const double step_s = kStep_m / fastest;
  const double rear_m = std::hypot(part.length_m, part.width_m) / 2;
  std::optional<double> over_s;
  for (std::size_t look = 0; look < kLooks; ++look) {
    const bool is_clear =
        std::all_of(moving.begin(), moving.end(), [&](const CrossingPart& other) { return areApart(part, other); });
    if (!is_clear) return std::nullopt;
    if (!over_s && beyond_m(part) >= 0) {
      over_s = static_cast<double>(look) * step_s - (part.speed_mps > 0 ? beyond_m(part) / part.speed_mps : 0);
    }
    if (beyond_m(part) >= rear_m) return over_s;
    advance(part, step_s);
    for (CrossingPart& other : moving) advance(other, step_s);
  }
  return std::nullopt;
}

}  // namespace mw::motion
