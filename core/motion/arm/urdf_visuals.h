// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "core/motion/arm/arm_visuals.h"
#include "core/motion/arm/urdf_reader.h"

namespace mw::motion {

/// What a URDF file draws of an arm: the meshes in the <visual> elements of the links between its ends and of what is
/// fixed to them. Boxes, cylinders and spheres are passed over.
///
/// A mesh is named relative to the file, or as package://NAME/... or model://NAME/...: that package is looked for as a
/// folder NAME around the file, up to the chosen folder, and else as one of these folders itself, whatever its name.
/// Names of the result are relative to the chosen folder; no file is opened.
///
/// @param file    lies in the folder
/// @param folder  the chosen one: what leads out of it, by "..", by an address or through a link, is refused
/// @throws InputError with a finding for each mesh that is refused, by link and name; also as readUrdf()
/// Source: the URDF XML specification (wiki.ros.org/urdf/XML/link)
[[nodiscard]] std::vector<ArmVisual> urdfVisuals(const std::filesystem::path& file, const std::filesystem::path& folder,
                                                 const UrdfEnds& ends);

}  // namespace mw::motion
