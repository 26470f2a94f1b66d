// SPDX-License-Identifier: Apache-2.0
#include "core/motion/program/robot_programme.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/base/text.h"
#include "core/factory/parameter_check.h"
#include "core/factory/types/built_in_types.h"

namespace mw::motion {
namespace {

using Kind = ProgrammeStep::Kind;

constexpr double kDegree = std::numbers::pi / 180;
constexpr double kWrittenPerDegree = 1e6;

const api::ParameterDeclaration& programmeDeclaration() {
  static const api::ParameterDeclaration declaration = factory::types::robotProgramme();
  return declaration;
}

/// What one step says: keys of things to do that it has and means.
std::vector<std::string> actionsOf(const Json& step) {
  std::vector<std::string> actions;
  for (const char* key : {"move", "grip", "release", "wait_s"}) {
    if (step.contains(key) && step[key] != Json(false)) actions.emplace_back(key);
  }
  return actions;
}

std::vector<std::string> poseNames(const Json& programme) {
  std::vector<std::string> names;
  if (!programme.contains("poses")) return names;
  for (const auto& [name, pose] : programme["poses"].items()) names.push_back(name);
  return names;
}

void checkTarget(const Json& step, const std::vector<std::string>& known, const std::string& pointer,
                 factory::ParameterCheck& check) {
  if (!step.contains("to")) {
    check.report(pointer, "a move without a pose", "add \"to\": the name of a recorded pose");
    return;
  }
  const auto name = step["to"].get<std::string>();
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  const auto nearest = nearestWord(name, known);
  check.report(pointer + "/to", fmt::format("there is no pose \"{}\"", name),
               nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "record a pose under this name");
}

/// What the declarations cannot say of one step.
void checkStep(const Json& step, const std::vector<std::string>& known, const std::string& pointer,
               factory::ParameterCheck& check) {
  const std::vector<std::string> actions = actionsOf(step);
  if (actions.size() != 1) {
    check.report(pointer, actions.empty() ? "a step that does nothing" : "a step that does more than one thing",
                 R"(give one of "move", "grip": true, "release": true, "wait_s")");
    return;
  }
  if (actions.front() == "move") return checkTarget(step, known, pointer, check);
  for (const char* key : {"to", "speed"}) {
    if (step.contains(key)) check.report(pointer + "/" + key, "only a move has this", "remove it");
  }
}

ProgrammeStep stepOf(const Json& given) {
  const std::string action = actionsOf(given).front();
  if (action == "grip") return {Kind::Grip, {}, 1, 0};
  if (action == "release") return {Kind::Release, {}, 1, 0};
  if (action == "wait_s") return {Kind::Wait, {}, 1, given["wait_s"].get<double>()};
  return {given["move"] == "line" ? Kind::MoveLine : Kind::MoveJoints, given["to"].get<std::string>(),
          given.value("speed", 1.0), 0};
}

Json written(const ProgrammeStep& step) {
  switch (step.kind) {
    case Kind::Grip:
      return {{"grip", true}};
    case Kind::Release:
      return {{"release", true}};
    case Kind::Wait:
      return {{"wait_s", step.wait_s}};
    case Kind::MoveJoints:
    case Kind::MoveLine:
      break;
  }
  Json move = {{"move", step.kind == Kind::MoveLine ? "line" : "joint"}, {"to", step.to}};
  if (step.speed != 1) move["speed"] = step.speed;
  return move;
}

}  // namespace

const RobotPose* RobotProgramme::findPose(std::string_view name) const {
  const auto found =
      std::find_if(poses.begin(), poses.end(), [name](const RobotPose& pose) { return pose.name == name; });
  return found == poses.end() ? nullptr : &*found;
}

RobotProgramme readProgramme(const Json& given, const std::string& pointer) {
  RobotProgramme programme;
  if (given.is_null()) return programme;
  const factory::ReferenceTargets no_targets;
  factory::ParameterCheck check(no_targets);
  check.checkValue(given, programmeDeclaration(), pointer);
  if (!check.foundNothing()) throw InputError(check.takeFindings());
  const Json steps = given.value("steps", Json::array());
  const std::vector<std::string> known = poseNames(given);
  for (std::size_t i = 0; i < steps.size(); ++i)
    checkStep(steps[i], known, fmt::format("{}/steps/{}", pointer, i), check);
  if (!check.foundNothing()) throw InputError(check.takeFindings());
  for (const std::string& name : known) {
    RobotPose pose{name, JointVector::Zero()};
    for (std::size_t i = 0; i < kArmJoints; ++i)
      pose.q_rad[static_cast<Eigen::Index>(i)] = kDegree * given["poses"][name]["q_deg"][i].get<double>();
    programme.poses.push_back(std::move(pose));
  }
  for (const Json& step : steps) programme.steps.push_back(stepOf(step));
  return programme;
}

RobotProgramme taughtProgramme(const factory::Element& robot, const std::string& pointer) {
  return robot.has("programme") ? readProgramme(robot.fields["programme"], pointer + "/programme") : RobotProgramme{};
}

Json writeProgramme(const RobotProgramme& programme) {
  Json poses = Json::object();
  for (const RobotPose& pose : programme.poses) {
    Json q_deg = Json::array();
    // Plain zeros: no -0 in files.
    for (const double q_rad : pose.q_rad)
      q_deg.push_back(std::round(q_rad / kDegree * kWrittenPerDegree) / kWrittenPerDegree + 0.0);
    poses[pose.name]["q_deg"] = std::move(q_deg);
  }
  Json steps = Json::array();
  for (const ProgrammeStep& step : programme.steps) steps.push_back(written(step));
  return {{"poses", std::move(poses)}, {"steps", std::move(steps)}};
}

std::string pickPlaceGap(const RobotProgramme& programme) {
  bool is_holding = false;
  bool has_moved = false;
  int n_carried = 0;
  for (std::size_t i = 0; i < programme.steps.size(); ++i) {
    const ProgrammeStep& step = programme.steps[i];
    if (step.isMove()) has_moved = true;
    if (step.kind == Kind::Grip) {
      if (is_holding) return fmt::format("step {} grips, but the gripper holds a part already", i + 1);
      if (n_carried > 0) return fmt::format("step {} grips a second part: give one part per cycle", i + 1);
      is_holding = true;
      has_moved = false;
    } else if (step.kind == Kind::Release) {
      if (!is_holding) return fmt::format("step {} releases, but the gripper holds nothing", i + 1);
      if (!has_moved) return fmt::format("step {} releases the part where it was gripped", i + 1);
      is_holding = false;
      ++n_carried;
    }
  }
  if (is_holding) return "the part is never released";
  return n_carried == 0 ? "no step grips a part" : "";
}

}  // namespace mw::motion
