// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Geometry>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "plugins/api/parameter.h"

namespace mw::motion {

/// A mesh that a body of an arm is drawn by.
struct ArmVisual {
  std::size_t body = 0;  ///< 0 = the base, else what that joint carries
  std::string mesh;      ///< name of its file: beside the factory file, or kept in the project
  /// Mesh in the frame of the base, or in that of the joint, which turns with what it carries.
  Eigen::Isometry3d X_BM = Eigen::Isometry3d::Identity();
  Eigen::Vector3d scale_m = Eigen::Vector3d::Ones();  ///< metres for each unit of the file, by its axes
  std::string color;                                  ///< "#rrggbb"; empty = the file's own
};

/// Most meshes of one arm.
inline constexpr std::size_t kMostVisuals = 200;

/// The fields of an item of an arm's "visuals".
[[nodiscard]] api::ParameterDeclarations visualFields();

/// The meshes of a robot's "arm": its "visuals", or what its URDF file draws. Arms without any are drawn by their
/// joints.
/// @param arm      the value of the field
/// @param pointer  JSON pointer of that field, for messages
/// @param folder   where names of URDF files begin; nothing outside is looked at
/// @throws InputError with all findings
[[nodiscard]] std::vector<ArmVisual> armVisuals(const Json& arm, const std::string& pointer,
                                                const std::filesystem::path& folder);

/// The value of "visuals".
[[nodiscard]] Json writeVisuals(std::span<const ArmVisual> visuals);

}  // namespace mw::motion
