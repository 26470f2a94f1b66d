// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "core/motion/arm/arm_model.h"

namespace mw::motion {

/// What takes the place of accelerations and jerks that a file does not have.
struct ArmRamps {
  double ramp_s = 0.25;      ///< to top speed
  double jerk_ramp_s = 0.1;  ///< to full acceleration
};

/// Which part of a tree of links is the arm; an empty name is found where there is one choice only.
struct UrdfEnds {
  std::string base;
  std::string tip;
};

/// Reads the chain between two links of a URDF file: origins, axes, limits (position, velocity, effort; an effort of 0
/// is "not known"), masses and inertias. Links joined by fixed joints become one. Continuous joints get two turns, one
/// each way. What is drawn, transmissions and other elements are passed over.
///
/// @throws InputError with file and line as far as known: no XML, xacro macros that are not yet worked out, not six
///         revolute joints between the ends, a link without mass, a joint without range or speed
/// Source: the URDF XML specification (wiki.ros.org/urdf/XML)
[[nodiscard]] Arm readUrdf(const std::filesystem::path& file, const UrdfEnds& ends, const ArmRamps& ramps);

/// Whether a symmetric 3 x 3 matrix is the inertia of some body: eigenvalues above 0 that keep the triangle inequality.
[[nodiscard]] bool isPhysical(const Eigen::Matrix3d& inertia_kgm2);

}  // namespace mw::motion
