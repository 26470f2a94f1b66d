// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "ui/scene/camera.h"

namespace mw::scene {

/// One of the 26 places of a cube that one can look from: 6 faces, 12 edges and 8 corners. Each coordinate is -1, 0 or
/// 1, not all 0; (0, 0, 1) is the top, (0, -1, 0) the front, (1, 0, 0) the right.
struct CubePart {
  int x = 0;
  int y = 0;
  int z = 1;
  bool operator==(const CubePart&) const = default;
};
[[nodiscard]] std::vector<CubePart> cubeParts();

/// The pose that looks at the same focus from the side of a part, from the same distance.
[[nodiscard]] CameraPose turnedTo(const CameraPose& pose, const CubePart& part);
/// Turned by steps of 45 degrees about the focus, to the next multiple: yaw to the left is negative, pitch up positive.
[[nodiscard]] CameraPose turnedBySteps(const CameraPose& pose, int yaw_steps, int pitch_steps);

/// What part of a face belongs to a part, as it is seen. Edges have two, corners three.
struct CubePatch {
  CubePart part;
  CubePart face;                        ///< the face it lies on
  std::array<DisplayPoint, 4> corners;  ///< relative to the middle of the cube, y downwards
};
/// The patches that face the eye. @param half_px  half an edge of the cube, pixels; seen without perspective
[[nodiscard]] std::vector<CubePatch> visiblePatches(const CameraPose& pose, double half_px);
/// The part under a point relative to the middle of the cube; empty beside it.
[[nodiscard]] std::optional<CubePart> pickPart(const CameraPose& pose, double half_px, const DisplayPoint& at);

}  // namespace mw::scene
