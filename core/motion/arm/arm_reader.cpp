// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/arm_reader.h"

#include <fmt/format.h>
#include <numbers>
#include <system_error>

#include "core/factory/parameter_check.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/arm/arm_visuals.h"
#include "core/motion/arm/urdf_reader.h"

namespace mw::motion {
namespace {

using Eigen::Vector3d;

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kLinkDiameter_m = 0.12;

api::ParameterDeclarations jointFields() {
  using namespace api;
  return {text("name").help("Name of the axis."),
          vector("origin_m", 3).unit("m").required().help("Where it is in the link before it."),
          vector("rpy_deg", 3).unit("deg").help("How it is turned there: roll, pitch, yaw."),
          vector("axis", 3).help("Direction about which it turns."),
          vector("range_deg", 2).unit("deg").required().help("Lowest and highest angle."),
          number("speed_degps").unit("deg/s").above(0).required().help("Top speed."),
          number("acceleration_degps2").unit("deg/s2").above(0).help("Top acceleration."),
          number("jerk_degps3").unit("deg/s3").above(0).help("Top jerk."),
          number("torque_nm").unit("N m").above(0).help("Most that its drive gives."),
          number("mass_kg").unit("kg").above(0).required().help("Mass of the link that it carries."),
          vector("com_m", 3).unit("m").help("Centre of mass of that link."),
          vector("inertia_kgm2", 6).unit("kg m2").help("Its inertia: xx, yy, zz, xy, xz, yz.")};
}

api::ParameterDeclarations armFields() {
  using namespace api;
  return {
      list("joints", object("", jointFields())).help("Six joints, from the base to the flange."),
      vector("flange_m", 3).unit("m").help("Flange in the last link."),
      vector("flange_rpy_deg", 3).unit("deg").help("How it is turned there: roll, pitch, yaw."),
      number("payload_kg").unit("kg").above(0).help("Most that the flange carries."),
      number("ramp_s").unit("s").above(0).byDefault(0.25).help("Time to top speed where no acceleration is given."),
      number("jerk_ramp_s").unit("s").above(0).byDefault(0.1).help("Time to full acceleration where no jerk is given."),
      text("source").help("File that the joints were taken from, for people."),
      list("visuals", object("", visualFields())).help("Meshes that it is drawn by; by its joints where not given."),
      text("urdf").help("URDF file to take the chain from."),
      text("base").help("Its first link; the one without a parent where not given."),
      text("tip").help("Its last link; the one at the end of the only chain where not given.")};
}

Vector3d vectorOf(const Json& object, const char* key, const Vector3d& otherwise) {
  if (!object.contains(key)) return otherwise;
  const Json& given = object[key];
  return {given[0].get<double>(), given[1].get<double>(), given[2].get<double>()};
}

Eigen::Isometry3d placeOf(const Json& object, const char* position_key, const char* turn_key) {
  Eigen::Isometry3d place(Eigen::Translation3d(vectorOf(object, position_key, Vector3d::Zero())));
  place.linear() = rotationOf(kDegree * vectorOf(object, turn_key, Vector3d::Zero()));
  return place;
}

void readJoint(const Json& given, ArmJoint& joint, std::size_t i, const ArmRamps& ramps) {
  joint.name = given.value("name", fmt::format("axis {}", i + 1));
  joint.X_PJ = placeOf(given, "origin_m", "rpy_deg");
  joint.axis = vectorOf(given, "axis", Vector3d::UnitZ()).normalized();
  joint.lower_rad = kDegree * given["range_deg"][0].get<double>();
  joint.upper_rad = kDegree * given["range_deg"][1].get<double>();
  joint.speed_radps = kDegree * given["speed_degps"].get<double>();
  joint.acceleration_radps2 = given.contains("acceleration_degps2")
                                  ? kDegree * given["acceleration_degps2"].get<double>()
                                  : joint.speed_radps / ramps.ramp_s;
  joint.jerk_radps3 = given.contains("jerk_degps3") ? kDegree * given["jerk_degps3"].get<double>()
                                                    : joint.acceleration_radps2 / ramps.jerk_ramp_s;
  joint.torque_nm = given.value("torque_nm", joint.torque_nm);
}

void readLink(const Json& given, ArmLink& link, const Vector3d& end_m) {
  link = cylinderLink(given["mass_kg"].get<double>(), Vector3d::Zero(), end_m, kLinkDiameter_m);
  link.com_m = vectorOf(given, "com_m", link.com_m);
  if (!given.contains("inertia_kgm2")) return;
  std::array<double, 6> i_kgm2{};
  for (std::size_t k = 0; k < i_kgm2.size(); ++k) i_kgm2[k] = given["inertia_kgm2"][k].get<double>();
  link.inertia_kgm2 << i_kgm2[0], i_kgm2[3], i_kgm2[4], i_kgm2[3], i_kgm2[1], i_kgm2[5], i_kgm2[4], i_kgm2[5],
      i_kgm2[2];
}

/// What the declarations cannot say of one joint.
void checkJoint(const Json& given, const std::string& pointer, factory::ParameterCheck& check) {
  if (!(given["range_deg"][0] < given["range_deg"][1]))
    check.report(pointer + "/range_deg", "the lowest angle is not below the highest", "give the lower one first");
  constexpr double kMostTurns_deg = 100 * 360.0;
  if (std::abs(given["range_deg"][0].get<double>()) > kMostTurns_deg ||
      std::abs(given["range_deg"][1].get<double>()) > kMostTurns_deg)
    check.report(pointer + "/range_deg", "the range is over a hundred turns", "give degrees up to 36000");
  if (!(vectorOf(given, "axis", Vector3d::UnitZ()).norm() > 0))
    check.report(pointer + "/axis", "an axis needs a direction", "give a vector other than zero");
  if (!given.contains("inertia_kgm2")) return;
  ArmLink link;
  readLink(given, link, Vector3d::Zero());
  if (!isPhysical(link.inertia_kgm2))
    check.report(pointer + "/inertia_kgm2", "no body has this inertia",
                 "give xx, yy, zz, xy, xz, yz about the centre of mass");
}

Arm chainOf(const Json& given, const ArmRamps& ramps) {
  Arm arm;
  arm.X_6F = placeOf(given, "flange_m", "flange_rpy_deg");
  const Json& joints = given["joints"];
  for (std::size_t i = 0; i < arm.joints.size(); ++i) readJoint(joints[i], arm.joints[i], i, ramps);
  for (std::size_t i = 0; i < arm.links.size(); ++i) {
    const bool is_last = i + 1 == arm.links.size();
    readLink(joints[i], arm.links[i],
             is_last ? Vector3d(arm.X_6F.translation()) : Vector3d(arm.joints[i + 1].X_PJ.translation()));
  }
  return arm;
}

void checkVisuals(const Json& visuals, const std::string& pointer, factory::ParameterCheck& check) {
  if (visuals.size() > kMostVisuals)
    check.report(pointer, fmt::format("the arm has {} meshes", visuals.size()),
                 fmt::format("give {} at most: join them into one for each link", kMostVisuals));
}

void checkArm(const Json& given, const std::string& pointer, factory::ParameterCheck& check) {
  check.checkObject(given, armFields(), pointer, "an arm");
  if (!check.foundNothing()) return;
  if (given.contains("urdf") == given.contains("joints")) {
    check.report(pointer, "an arm has either joints or a URDF file", "give \"joints\" or \"urdf\"");
    return;
  }
  if (given.contains("urdf") && given.contains("visuals"))
    check.report(pointer + "/visuals", "the URDF file says what is drawn", "leave out \"visuals\"");
  if (given.contains("visuals")) checkVisuals(given["visuals"], pointer + "/visuals", check);
  if (!given.contains("joints")) return;
  const Json& joints = given["joints"];
  if (joints.size() != kArmJoints) {
    check.report(pointer + "/joints", fmt::format("the arm has {} joints", joints.size()), "give six");
    return;
  }
  for (std::size_t i = 0; i < joints.size(); ++i) checkJoint(joints[i], fmt::format("{}/joints/{}", pointer, i), check);
}

}  // namespace

std::filesystem::path urdfIn(const std::filesystem::path& folder, const std::filesystem::path& name,
                             const std::string& pointer) {
  std::error_code error;
  const auto root = std::filesystem::weakly_canonical(folder.empty() ? "." : folder, error);
  const auto file = error ? root : std::filesystem::weakly_canonical(root / name, error);
  if (error) {
    throw InputError({"", pointer, 0, 0}, fmt::format("{} cannot be looked up: {}", name.string(), error.message()),
                     "check the name, and that the folder may be read");
  }
  if (name.is_absolute() || *file.lexically_relative(root).begin() == "..") {
    throw InputError({"", pointer, 0, 0}, fmt::format("{} is not in the chosen folder", name.string()),
                     "copy it there");
  }
  return file;
}

Arm readArm(const Json& given, const std::string& pointer, const std::filesystem::path& folder) {
  if (given.is_string()) {
    try {
      return presetArm(given.get<std::string>());
    } catch (const InputError& error) {
      Findings findings = error.findings();
      for (Finding& finding : findings) finding.place.pointer = pointer;
      throw InputError(std::move(findings));
    }
  }
  const factory::ReferenceTargets no_targets;
  factory::ParameterCheck check(no_targets);
  checkArm(given, pointer, check);
  if (!check.foundNothing()) throw InputError(check.takeFindings());
  const ArmRamps ramps{given.value("ramp_s", ArmRamps{}.ramp_s), given.value("jerk_ramp_s", ArmRamps{}.jerk_ramp_s)};
  Arm arm = given.contains("urdf") ? readUrdf(urdfIn(folder, given["urdf"].get<std::string>(), pointer + "/urdf"),
                                              {given.value("base", ""), given.value("tip", "")}, ramps)
                                   : chainOf(given, ramps);
  arm.payload_kg = given.value("payload_kg", arm.payload_kg);
  return arm;
}

Arm armOf(const factory::Element& robot, const std::string& pointer, const std::filesystem::path& folder) {
  if (!robot.has("arm"))
    throw InputError({"", pointer, 0, 0}, fmt::format("robot \"{}\" has no arm", robot.id),
                     fmt::format("add \"arm\": \"{}\" or another kinematic chain", armPresetNames()[0]));
  Arm arm = readArm(robot.fields["arm"], pointer + "/arm", folder);
  if (robot.has("payload_kg")) arm.payload_kg = robot.fields["payload_kg"].get<double>();
  if (arm.name.empty()) arm.name = robot.id;
  return arm;
}

}  // namespace mw::motion
