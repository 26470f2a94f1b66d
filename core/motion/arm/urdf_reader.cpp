// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/urdf_reader.h"

#include <Eigen/Eigenvalues>
#include <fmt/format.h>
#include <numbers>
#include <set>

#include "core/motion/arm/urdf_tree.h"

namespace mw::motion {
namespace {

using Eigen::Isometry3d;

constexpr double kMostTurns_rad = 100 * 2 * std::numbers::pi;

ArmJoint armJointOf(const UrdfTree& tree, const UrdfJoint& given, const ArmRamps& ramps) {
  const std::string whose = fmt::format("joint \"{}\"", given.name);
  if (!given.has_limit) tree.refuse(whose + " has no <limit>", "give its range and speed");
  ArmJoint joint;
  joint.name = given.name;
  joint.axis = given.axis;
  const bool is_continuous = given.type == "continuous";
  joint.lower_rad = is_continuous ? -2 * std::numbers::pi : tree.number(given.limit, "lower", whose);
  joint.upper_rad = is_continuous ? 2 * std::numbers::pi : tree.number(given.limit, "upper", whose);
  joint.speed_radps = tree.number(given.limit, "velocity", whose);
  if (std::abs(joint.lower_rad) > kMostTurns_rad || std::abs(joint.upper_rad) > kMostTurns_rad)
    tree.refuse(whose + " has a range of over a hundred turns", "give radians up to 628");
  if (!(joint.lower_rad < joint.upper_rad) || !(joint.speed_radps > 0))
    tree.refuse(whose + " cannot move", "give a range and a speed above 0 in its <limit>");
  joint.acceleration_radps2 = joint.speed_radps / ramps.ramp_s;
  joint.jerk_radps3 = joint.acceleration_radps2 / ramps.jerk_ramp_s;
  if (given.limit.get_child_optional("<xmlattr>.effort")) {
    const double effort_nm = tree.number(given.limit, "effort", whose);
    if (effort_nm > 0) joint.torque_nm = effort_nm;
  }
  return joint;
}

}  // namespace

Arm readUrdf(const std::filesystem::path& file, const UrdfEnds& ends, const ArmRamps& ramps) {
  const UrdfTree tree(file);
  const auto chain = tree.chain(ends);
  std::set<std::string> along;
  for (const UrdfJoint* joint : chain) along.insert(joint->child);

  Arm arm;
  std::size_t n_joints = 0;
  Isometry3d since_joint = Isometry3d::Identity();
  for (const UrdfJoint* joint : chain) {
    since_joint = since_joint * joint->origin;
    const bool turns = joint->turns();
    if (!turns && joint->type != "fixed")
      tree.refuse(fmt::format("joint \"{}\" is {}", joint->name, joint->type), "arms have revolute and fixed joints");
    if (turns && ++n_joints <= kArmJoints) {
      arm.joints[n_joints - 1] = armJointOf(tree, *joint, ramps);
      arm.joints[n_joints - 1].X_PJ = since_joint;
      since_joint = Isometry3d::Identity();
    }
    if (n_joints == 0 || n_joints > kArmJoints) continue;
    ArmLink& link = arm.links[n_joints - 1];
    link = joined(link, seenFrom(since_joint, tree.bodyOf(joint->child, along)));
  }
  if (n_joints != kArmJoints)
    tree.refuse(fmt::format("{} joints turn between its ends", n_joints), "give a chain of six, or other ends");
  arm.X_6F = since_joint;
  for (std::size_t i = 0; i < arm.links.size(); ++i)
    if (!(arm.links[i].mass_kg > 0))
      tree.refuse(fmt::format("what joint \"{}\" carries has no mass", arm.joints[i].name), "give its <inertial>");
  return arm;
}

bool isPhysical(const Eigen::Matrix3d& inertia_kgm2) {
  const Eigen::Vector3d principal = Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(inertia_kgm2).eigenvalues();
  // A flat body keeps the inequality as an equation; rounding in a file must not break it.
  constexpr double kRounding = 1e-3;
  return principal.minCoeff() > 0 && principal[0] + principal[1] >= principal[2] * (1 - kRounding);
}

}  // namespace mw::motion
