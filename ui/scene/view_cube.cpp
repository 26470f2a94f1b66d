// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/view_cube.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mw::scene {
namespace {

constexpr double kPi = std::numbers::pi;
/// Of half an edge: where faces end and edges begin.
constexpr double kFaceShare = 0.62;

using Coordinates = std::array<double, 3>;

Coordinates coordinatesOf(const Vec3& v) {
  return {v.x, v.y, v.z};
}

Vec3 vectorOf(const Coordinates& c) {
  return {c[0], c[1], c[2]};
}

std::array<int, 3> indicesOf(const CubePart& part) {
  return {part.x, part.y, part.z};
}

CubePart partOf(const std::array<int, 3>& i) {
  return {i[0], i[1], i[2]};
}

int bandOf(double coordinate) {
  if (coordinate > kFaceShare) return 1;
  return coordinate < -kFaceShare ? -1 : 0;
}

/// Where a band begins and ends along its axis.
std::array<double, 2> extentOf(int band) {
  if (band == 0) return {-kFaceShare, kFaceShare};
  return band > 0 ? std::array{kFaceShare, 1.0} : std::array{-1.0, -kFaceShare};
}

DisplayPoint seen(const CameraAxes& axes, const Coordinates& c, double half_px) {
  const Vec3 point = vectorOf(c);
  return {dot(axes.right, point) * half_px, -dot(axes.up, point) * half_px};
}

CubePatch patchOf(const CameraAxes& axes, const std::array<int, 3>& part, std::size_t axis, double half_px) {
  const std::size_t u = (axis + 1) % 3;
  const std::size_t v = (axis + 2) % 3;
  const auto u_extent = extentOf(part[u]);
  const auto v_extent = extentOf(part[v]);
  CubePatch patch;
  patch.part = partOf(part);
  std::array<int, 3> face{};
  face[axis] = part[axis];
  patch.face = partOf(face);
  constexpr std::array<std::array<std::size_t, 2>, 4> kRound = {{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
  for (std::size_t i = 0; i < 4; ++i) {
    Coordinates corner{};
    corner[axis] = part[axis];
    corner[u] = u_extent[kRound[i][0]];
    corner[v] = v_extent[kRound[i][1]];
    patch.corners[i] = seen(axes, corner, half_px);
  }
  return patch;
}

}  // namespace

std::vector<CubePart> cubeParts() {
  std::vector<CubePart> parts;
  for (int x = -1; x <= 1; ++x) {
    for (int y = -1; y <= 1; ++y) {
      for (int z = -1; z <= 1; ++z) {
        if (x != 0 || y != 0 || z != 0) parts.push_back({x, y, z});
      }
    }
  }
  return parts;
}

CameraPose turnedTo(const CameraPose& pose, const CubePart& part) {
  CameraPose result = pose;
  const bool is_upright = part.x == 0 && part.y == 0;
  // From above and below north is up, as on a plan.
  result.yaw_rad = is_upright ? -kPi / 2 : std::atan2(part.y, part.x);
  result.pitch_rad = std::atan2(part.z, std::hypot(part.x, part.y));
  return result;
}

CameraPose turnedBySteps(const CameraPose& pose, int yaw_steps, int pitch_steps) {
  constexpr double kStep = kPi / 4;
  CameraPose result = pose;
  const auto next = [](double angle, int steps) { return (std::round(angle / kStep) + steps) * kStep; };
  if (yaw_steps != 0) result.yaw_rad = std::remainder(next(pose.yaw_rad, yaw_steps), 2 * kPi);
  if (pitch_steps != 0) result.pitch_rad = std::clamp(next(pose.pitch_rad, pitch_steps), -kPi / 2, kPi / 2);
  return result;
}

std::vector<CubePatch> visiblePatches(const CameraPose& pose, double half_px) {
  constexpr double kEdgeOn = 1e-9;
  const CameraAxes axes = axesOf(pose);
  const Coordinates back = coordinatesOf(axes.back);
  std::vector<CubePatch> patches;
  for (const CubePart& part : cubeParts()) {
    const auto indices = indicesOf(part);
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (indices[axis] != 0 && indices[axis] * back[axis] > kEdgeOn) {
        patches.push_back(patchOf(axes, indices, axis, half_px));
      }
    }
  }
  return patches;
}

std::optional<CubePart> pickPart(const CameraPose& pose, double half_px, const DisplayPoint& at) {
  const CameraAxes axes = axesOf(pose);
  const Coordinates origin = coordinatesOf(axes.right * (at.x / half_px) - axes.up * (at.y / half_px));
  const Coordinates back = coordinatesOf(axes.back);
  // The ray comes along -back: the first of the three nearer planes that it enters last.
  double enter = -std::numeric_limits<double>::infinity();
  double leave = std::numeric_limits<double>::infinity();
  std::size_t entered = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    if (std::abs(back[i]) < 1e-12) {
      if (std::abs(origin[i]) > 1) return std::nullopt;
      continue;
    }
    const double one = (origin[i] - 1) / back[i];
    const double other = (origin[i] + 1) / back[i];
    if (std::min(one, other) > enter) {
      enter = std::min(one, other);
      entered = i;
    }
    leave = std::min(leave, std::max(one, other));
  }
  if (enter > leave) return std::nullopt;
  std::array<int, 3> part{};
  for (std::size_t i = 0; i < 3; ++i) part[i] = bandOf(origin[i] - back[i] * enter);
  part[entered] = back[entered] > 0 ? 1 : -1;
  return partOf(part);
}

}  // namespace mw::scene
