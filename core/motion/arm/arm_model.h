// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Geometry>
#include <array>
#include <limits>
#include <string>

namespace mw::motion {

inline constexpr int kArmJoints = 6;
/// One number per joint, from the base to the flange: angles in rad, speeds in rad/s, torques in N m, as named.
using JointVector = Eigen::Matrix<double, kArmJoints, 1>;

/// One revolute joint. At angle q the link it carries stands at X_PJ * rotation(q about axis) in the link before.
struct ArmJoint {
  std::string name;
  Eigen::Isometry3d X_PJ = Eigen::Isometry3d::Identity();  ///< joint in the link before it (of the first: in the base)
  Eigen::Vector3d axis = Eigen::Vector3d::UnitZ();         ///< unit vector in the joint's own frame
  double lower_rad = 0;
  double upper_rad = 0;
  double speed_radps = 0;
  double acceleration_radps2 = 0;
  double jerk_radps3 = 0;
  double torque_nm = std::numeric_limits<double>::infinity();  ///< most that its drive gives; infinite = not known
};

/// What one joint carries up to the next one, in the frame of that joint.
struct ArmLink {
  double mass_kg = 0;
  Eigen::Vector3d com_m = Eigen::Vector3d::Zero();         ///< centre of mass
  Eigen::Matrix3d inertia_kgm2 = Eigen::Matrix3d::Zero();  ///< about the centre of mass, along the link's axes
};

/// A six-axis arm as data: a chain of six revolute joints and the rigid links between them.
struct Arm {
  std::string name;
  std::array<ArmJoint, kArmJoints> joints;
  std::array<ArmLink, kArmJoints> links;
  Eigen::Isometry3d X_6F = Eigen::Isometry3d::Identity();  ///< flange in the last link; tools are mounted on its +z
  double payload_kg = 0;                                   ///< most that the flange carries, gripper included
};

/// Longer than any distance from the first joint to the flange: the lengths of all links, put end to end.
[[nodiscard]] double stretchedLength_m(const Arm& arm);

[[nodiscard]] JointVector lowerLimits_rad(const Arm& arm);
[[nodiscard]] JointVector upperLimits_rad(const Arm& arm);

/// A solid cylinder around the straight line between two points: what a link weighs where nothing better is known.
[[nodiscard]] ArmLink cylinderLink(double mass_kg, const Eigen::Vector3d& from_m, const Eigen::Vector3d& to_m,
                                   double diameter_m);

/// Two rigidly joined bodies as one, both in the same frame (parallel axis theorem).
[[nodiscard]] ArmLink joined(const ArmLink& a, const ArmLink& b);

/// A body given in frame B, seen from frame A.
[[nodiscard]] ArmLink seenFrom(const Eigen::Isometry3d& X_AB, const ArmLink& body);

/// Rotation by roll about x, then pitch about y, then yaw about z, all of the fixed frame, as URDF has it.
[[nodiscard]] Eigen::Matrix3d rotationOf(const Eigen::Vector3d& roll_pitch_yaw_rad);

}  // namespace mw::motion
