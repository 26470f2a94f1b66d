// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/arm_visuals.h"

#include <fmt/format.h>
#include <numbers>

#include "core/base/error.h"
#include "core/motion/arm/arm_model.h"
#include "core/motion/arm/arm_reader.h"
#include "core/motion/arm/arm_writer.h"
#include "core/motion/arm/urdf_visuals.h"

namespace mw::motion {
namespace {

using Eigen::Vector3d;

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kSmallestScale_m = 1e-6;
constexpr double kLargestScale_m = 1e3;
constexpr double kFarthest_m = 100;

Vector3d vectorOf(const Json& object, const char* key, const Vector3d& otherwise) {
  if (!object.contains(key)) return otherwise;
  const Json& given = object[key];
  return {given[0].get<double>(), given[1].get<double>(), given[2].get<double>()};
}

ArmVisual visualOf(const Json& given) {
  ArmVisual visual;
  visual.body = given["body"].get<std::size_t>();
  visual.mesh = given["mesh"].get<std::string>();
  visual.X_BM = Eigen::Isometry3d(Eigen::Translation3d(vectorOf(given, "origin_m", Vector3d::Zero())));
  visual.X_BM.linear() = rotationOf(kDegree * vectorOf(given, "rpy_deg", Vector3d::Zero()));
  visual.scale_m = vectorOf(given, "scale_m", Vector3d::Ones());
  visual.color = given.value("color", std::string());
  return visual;
}

Json listOf(const Vector3d& v) {
  return {v.x() + 0.0, v.y() + 0.0, v.z() + 0.0};
}

/// Meshes that nobody could see, or that would be seen from everywhere.
void requireSane(const std::vector<ArmVisual>& visuals, const std::string& pointer) {
  Findings findings;
  for (const ArmVisual& visual : visuals) {
    const double smallest_m = visual.scale_m.cwiseAbs().minCoeff();
    const double largest_m = visual.scale_m.cwiseAbs().maxCoeff();
    if (!(smallest_m >= kSmallestScale_m && largest_m <= kLargestScale_m))
      findings.push_back({Severity::Error,
                          {"", pointer, 0, 0},
                          fmt::format("mesh {} has a scale of {:g} to {:g}", visual.mesh, smallest_m, largest_m),
                          "give one from 1e-6 to 1000"});
    if (!(visual.X_BM.translation().norm() <= kFarthest_m))
      findings.push_back({Severity::Error,
                          {"", pointer, 0, 0},
                          fmt::format("mesh {} lies over {:g} m from its joint", visual.mesh, kFarthest_m),
                          "give its origin in metres"});
  }
  if (!findings.empty()) throw InputError(std::move(findings));
}

}  // namespace

api::ParameterDeclarations visualFields() {
  using namespace api;
  return {
      integer("body").range(0, kArmJoints).required().help("What it shows: 0 the base, else what that joint carries."),
      text("mesh").required().help("Mesh file, beside the factory file or kept in the project."),
      vector("origin_m", 3).unit("m").help("Where it is in the frame of the base or of that joint."),
      vector("rpy_deg", 3).unit("deg").help("How it is turned there: roll, pitch, yaw."),
      vector("scale_m", 3).unit("m").help("Metres for each unit of the file, by its axes."),
      text("color").help("#rrggbb on screen; the file's own where not given.")};
}

std::vector<ArmVisual> armVisuals(const Json& arm, const std::string& pointer, const std::filesystem::path& folder) {
  std::vector<ArmVisual> visuals;
  if (!arm.is_object()) return visuals;
  if (arm.contains("urdf")) {
    const std::filesystem::path file = urdfIn(folder, arm["urdf"].get<std::string>(), pointer + "/urdf");
    visuals = urdfVisuals(file, folder, {arm.value("base", ""), arm.value("tip", "")});
  } else if (arm.contains("visuals")) {
    for (const Json& given : arm["visuals"]) visuals.push_back(visualOf(given));
  }
  requireSane(visuals, pointer);
  return visuals;
}

Json writeVisuals(std::span<const ArmVisual> visuals) {
  Json list = Json::array();
  for (const ArmVisual& visual : visuals) {
    Json item = {{"body", visual.body}, {"mesh", visual.mesh}};
    if (!visual.X_BM.translation().isZero(0)) item["origin_m"] = listOf(visual.X_BM.translation());
    const Vector3d turn_rad = rollPitchYaw_rad(visual.X_BM.linear());
    if (!turn_rad.isZero(0)) item["rpy_deg"] = listOf(turn_rad / kDegree);
    if (visual.scale_m != Vector3d::Ones()) item["scale_m"] = listOf(visual.scale_m);
    if (!visual.color.empty()) item["color"] = visual.color;
    list.push_back(std::move(item));
  }
  return list;
}

}  // namespace mw::motion
