// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>

#include "core/motion/arm/arm_model.h"
#include "ui/scene/mesh.h"

namespace mw::scene {

struct ArmSkin;

/// A jointed arm as the scene shows it: its chain without a gripper, how long its gripper is, and how it rests.
struct SceneArm {
  motion::Arm arm;
  double gripper_length_m = 0;
  motion::JointVector rest_rad = motion::JointVector::Zero();
  std::shared_ptr<const ArmSkin> skin = {};  ///< how its maker draws it; null: by its joints
};

/// The base first, then what each joint carries; flange and gripper go with the last.
inline constexpr std::size_t kArmBodies = motion::kArmJoints + 1;

/// The bodies of an arm in the frame of its base, all as they stand at rest: tapered housings between the joints, discs
/// at the joints, flange and gripper. Their thickness follows from the length of the arm and the distance of its
/// joints.
[[nodiscard]] std::array<Mesh, kArmBodies> buildArm(const SceneArm& arm);

/// Flange and gripper alone, as they stand at rest.
[[nodiscard]] Mesh buildArmTool(const SceneArm& arm);

/// How far each body has moved from where it stands at rest, in the frame of the base:  X_i(q) X_i(rest)^-1.
[[nodiscard]] std::array<Eigen::Isometry3d, kArmBodies> armMoves(const SceneArm& arm, const motion::JointVector& q_rad);

/// Height of the highest joint at rest, housings included.
[[nodiscard]] double armHeight_m(const SceneArm& arm);

}  // namespace mw::scene
