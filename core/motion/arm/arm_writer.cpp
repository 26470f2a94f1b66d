// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/arm_writer.h"

#include <cmath>
#include <numbers>

namespace mw::motion {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

Json listOf(const Eigen::Vector3d& v) {
  // Plain zeros: no -0 in files.
  return {v.x() + 0.0, v.y() + 0.0, v.z() + 0.0};
}

Json jointOf(const ArmJoint& joint, const ArmLink& link) {
  Json written = {{"name", joint.name}, {"origin_m", listOf(joint.X_PJ.translation())}};
  const Eigen::Vector3d turn_rad = rollPitchYaw_rad(joint.X_PJ.linear());
  if (!turn_rad.isZero(0)) written["rpy_deg"] = listOf(turn_rad / kDegree);
  written["axis"] = listOf(joint.axis);
  written["range_deg"] = {joint.lower_rad / kDegree, joint.upper_rad / kDegree};
  written["speed_degps"] = joint.speed_radps / kDegree;
  written["acceleration_degps2"] = joint.acceleration_radps2 / kDegree;
  written["jerk_degps3"] = joint.jerk_radps3 / kDegree;
  if (std::isfinite(joint.torque_nm)) written["torque_nm"] = joint.torque_nm;
  const Eigen::Matrix3d& i = link.inertia_kgm2;
  written["mass_kg"] = link.mass_kg;
  written["com_m"] = listOf(link.com_m);
  written["inertia_kgm2"] = {i(0, 0), i(1, 1), i(2, 2), i(0, 1), i(0, 2), i(1, 2)};
  return written;
}

}  // namespace

Json writeArm(const Arm& arm, const std::string& source) {
  Json written = Json::object();
  if (!source.empty()) written["source"] = source;
  Json joints = Json::array();
  for (std::size_t i = 0; i < arm.joints.size(); ++i) joints.push_back(jointOf(arm.joints[i], arm.links[i]));
  written["joints"] = std::move(joints);
  written["flange_m"] = listOf(arm.X_6F.translation());
  written["flange_rpy_deg"] = listOf(rollPitchYaw_rad(arm.X_6F.linear()) / kDegree);
  if (arm.payload_kg > 0) written["payload_kg"] = arm.payload_kg;
  return written;
}

Eigen::Vector3d rollPitchYaw_rad(const Eigen::Matrix3d& rotation) {
  const double cos_pitch = std::hypot(rotation(0, 0), rotation(1, 0));
  const double pitch_rad = std::atan2(-rotation(2, 0), cos_pitch);
  constexpr double kUpright = 1e-9;
  if (cos_pitch < kUpright) return {0, pitch_rad, std::atan2(-rotation(0, 1), rotation(1, 1))};
  return {std::atan2(rotation(2, 1), rotation(2, 2)), pitch_rad, std::atan2(rotation(1, 0), rotation(0, 0))};
}

}  // namespace mw::motion
