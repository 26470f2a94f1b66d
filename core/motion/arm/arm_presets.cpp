// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/arm_presets.h"

#include <fmt/format.h>
#include <numbers>

#include "core/base/error.h"
#include "core/base/text.h"

namespace mw::motion {
namespace {

using Eigen::Isometry3d;
using Eigen::Vector3d;

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kRight = std::numbers::pi / 2;

constexpr std::array<std::string_view, 3> kNames = {"cobot-5kg", "agile-6kg", "compact-3kg"};

/// One row of a Denavit-Hartenberg table: rotation by q + offset and shift d along z, then shift a and twist about x.
struct DhRow {
  double d_m, a_m, twist_rad, offset_rad;
};

struct JointFigures {
  double lower_deg, upper_deg, speed_degps;
};

Isometry3d afterJoint(const DhRow& row) {
  return Eigen::Translation3d(row.a_m, 0, row.d_m) * Eigen::AngleAxisd(row.twist_rad, Vector3d::UnitX());
}

void setDhChain(Arm& arm, const std::array<DhRow, kArmJoints>& rows) {
  Isometry3d before = Isometry3d::Identity();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    arm.joints[i].X_PJ = before * Eigen::AngleAxisd(rows[i].offset_rad, Vector3d::UnitZ());
    before = afterJoint(rows[i]);
  }
  arm.X_6F = before;
}

void setFigures(Arm& arm, const std::array<JointFigures, kArmJoints>& figures, double ramp_s, double jerk_ramp_s) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    ArmJoint& joint = arm.joints[i];
    joint.name = fmt::format("axis {}", i + 1);
    joint.lower_rad = figures[i].lower_deg * kDegree;
    joint.upper_rad = figures[i].upper_deg * kDegree;
    joint.speed_radps = figures[i].speed_degps * kDegree;
    joint.acceleration_radps2 = joint.speed_radps / ramp_s;
    joint.jerk_radps3 = joint.acceleration_radps2 / jerk_ramp_s;
  }
}

Vector3d endOfLink(const Arm& arm, std::size_t i) {
  return i + 1 < arm.joints.size() ? arm.joints[i + 1].X_PJ.translation() : arm.X_6F.translation();
}

/// Spreads the weight of the data sheet; what is missing from 100 % is the base's.
void spreadWeight(Arm& arm, double weight_kg, double diameter_m) {
  constexpr std::array<double, kArmJoints> kShares = {0.22, 0.20, 0.16, 0.08, 0.05, 0.01};
  for (std::size_t i = 0; i < arm.links.size(); ++i)
    arm.links[i] = cylinderLink(kShares[i] * weight_kg, Vector3d::Zero(), endOfLink(arm, i), diameter_m);
}

Arm cobot() {
  Arm arm;
  arm.payload_kg = 5;
  const std::array<DhRow, kArmJoints> rows = {{{0.1625, 0, kRight, 0},
                                               {0, -0.425, 0, 0},
                                               {0, -0.3922, 0, 0},
                                               {0.1333, 0, kRight, 0},
                                               {0.0997, 0, -kRight, 0},
                                               {0.0996, 0, 0, 0}}};
  setDhChain(arm, rows);
  const JointFigures every{-360, 360, 180};
  setFigures(arm, {every, every, every, every, every, every}, 0.5, 0.15);
  // The maker's centres of mass are in the frame at the end of each row.
  const std::array<double, kArmJoints> masses_kg = {3.761, 8.058, 2.846, 1.37, 1.3, 0.365};
  const std::array<Vector3d, kArmJoints> centres_m = {Vector3d(0, -0.02561, 0.00193), Vector3d(0.2125, 0, 0.11336),
                                                      Vector3d(0.15, 0, 0.0265),      Vector3d(0, -0.0018, 0.01634),
                                                      Vector3d(0, 0.0018, 0.01634),   Vector3d(0, 0, -0.001159)};
  const std::array<double, kArmJoints> torques_nm = {150, 150, 150, 28, 28, 28};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    arm.links[i] = cylinderLink(masses_kg[i], Vector3d::Zero(), endOfLink(arm, i), 0.12);
    arm.links[i].com_m = afterJoint(rows[i]) * centres_m[i];
    arm.joints[i].torque_nm = torques_nm[i];
  }
  return arm;
}

Arm agile() {
  Arm arm;
  arm.payload_kg = 6;
  const std::array<Vector3d, kArmJoints> origins_m = {Vector3d(0, 0, 0.4),   Vector3d(0.025, 0, 0),
                                                      Vector3d(0.455, 0, 0), Vector3d(0, 0, 0.035),
                                                      Vector3d(0.42, 0, 0),  Vector3d(0.08, 0, 0)};
  const std::array<Vector3d, kArmJoints> axes = {-Vector3d::UnitZ(), Vector3d::UnitY(), Vector3d::UnitY(),
                                                 -Vector3d::UnitX(), Vector3d::UnitY(), -Vector3d::UnitX()};
  for (std::size_t i = 0; i < arm.joints.size(); ++i) {
    arm.joints[i].X_PJ = Isometry3d(Eigen::Translation3d(origins_m[i]));
    arm.joints[i].axis = axes[i];
  }
  arm.X_6F = Isometry3d(Eigen::AngleAxisd(kRight, Vector3d::UnitY()));
  setFigures(
      arm,
      {{{-170, 170, 360}, {-190, 45, 300}, {-120, 156, 360}, {-185, 185, 381}, {-120, 120, 388}, {-350, 350, 615}}},
      0.2, 0.08);
  spreadWeight(arm, 52, 0.15);
  return arm;
}

Arm compact() {
  Arm arm;
  arm.payload_kg = 3;
  setDhChain(arm, {{{0.29, 0, -kRight, 0},
                    {0, 0.27, 0, -kRight},
                    {0, 0.07, -kRight, 0},
                    {0.302, 0, kRight, 0},
                    {0, 0, -kRight, 0},
                    {0.072, 0, 0, std::numbers::pi}}});
  setFigures(
      arm,
      {{{-165, 165, 250}, {-110, 110, 250}, {-110, 70, 250}, {-160, 160, 320}, {-120, 120, 320}, {-400, 400, 420}}},
      0.2, 0.08);
  spreadWeight(arm, 25, 0.12);
  return arm;
}

}  // namespace

std::span<const std::string_view> armPresetNames() {
  return kNames;
}

Arm presetArm(std::string_view name) {
  constexpr std::array<Arm (*)(), kNames.size()> kMakers = {&cobot, &agile, &compact};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] != name) continue;
    Arm arm = kMakers[i]();
    arm.name = name;
    return arm;
  }
  throw InputError({}, fmt::format("no arm is called \"{}\"", name),
                   fmt::format("take one of {}", fmt::join(kNames, ", ")));
}

}  // namespace mw::motion
