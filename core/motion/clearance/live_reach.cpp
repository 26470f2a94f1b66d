// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/live_reach.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/error.h"
#include "core/factory/arriving_loads.h"
#include "core/factory/transport_height.h"
#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/clearance/element_ports.h"
#include "core/motion/clearance/reach_limit.h"

namespace mw::motion {
namespace {

Eigen::Isometry3d poseOf(const factory::Pose& pose) {
  Eigen::Isometry3d X_W = Eigen::Isometry3d::Identity();
  X_W.translation() = Eigen::Vector3d(pose.x_m, pose.y_m, pose.z_m);
  X_W.linear() = Eigen::AngleAxisd(pose.yaw_rad, Eigen::Vector3d::UnitZ()).toRotationMatrix();
  return X_W;
}

double tallest_m(const factory::Factory& factory, const factory::ArrivingLoads& loads) {
  double tallest_m = 0;
  for (const std::size_t part : loads.parts) {
    const factory::Part given = part < factory.parts().size() ? factory.parts()[part] : factory::Part();
    tallest_m = std::max(tallest_m, given.size_m[2]);
  }
  return tallest_m;
}

}  // namespace

/// A robot with what it serves, as the drag found them.
struct LiveReach::Robot {
  /// One of its ports: where the tip must be, and the posture that got there last.
  struct Goal {
    std::string element;
    Eigen::Isometry3d X_WE_start;  ///< the element
    Eigen::Isometry3d X_WE;        ///< where it is now
    Eigen::Vector3d stand_m;       ///< of the part, at the start
    double yaw_rad = 0;            ///< of the part, at the start
    JointVector q_rad = JointVector::Zero();
  };

  std::string id;
  Eigen::Isometry3d X_WR;
  Eigen::Isometry3d X_WR_start;
  double part_height_m = 0;
  std::unique_ptr<InverseKinematics> inverse;  ///< none: there is only a radius
  double radius_m = 0;
  std::vector<Goal> goals;
  std::size_t first_port = 0;

  [[nodiscard]] Eigen::Vector3d standOf(const Goal& goal) const {
    return goal.X_WE * goal.X_WE_start.inverse() * goal.stand_m;
  }
  /// Of the tip in the base: on top of the part, pointing down.
  [[nodiscard]] Eigen::Isometry3d tipAt(const Goal& goal) const {
    const auto yawOf = [](const Eigen::Isometry3d& X) { return std::atan2(X.linear()(1, 0), X.linear()(0, 0)); };
    const double yaw_rad = goal.yaw_rad + yawOf(goal.X_WE) - yawOf(goal.X_WE_start) - yawOf(X_WR);
    return pointingDown(X_WR.inverse() * (standOf(goal) + Eigen::Vector3d(0, 0, part_height_m)), yaw_rad);
  }
  [[nodiscard]] JointVector middle() const {
    return (lowerLimits_rad(inverse->arm()) + upperLimits_rad(inverse->arm())) / 2;
  }
};

LiveReach::LiveReach(const factory::Factory& factory, std::span<const std::size_t> moved,
                     const std::filesystem::path& folder) {
  const std::set<std::size_t> moves(moved.begin(), moved.end());
  const auto isRobot = [&](std::size_t i) { return factory.elements()[i].type == "robot"; };
  std::set<std::size_t> robots;
  for (const std::size_t i : moves)
    if (isRobot(i)) robots.insert(i);
  for (const factory::Flow& flow : factory.flows()) {
    if (isRobot(flow.to) && moves.contains(flow.from)) robots.insert(flow.to);
    if (isRobot(flow.from) && moves.contains(flow.to)) robots.insert(flow.from);
  }
  for (const std::size_t robot : robots)
    if (factory.elements()[robot].has("pose")) addRobot(factory, robot, folder);
  update({});
}

LiveReach::~LiveReach() = default;
LiveReach::LiveReach(LiveReach&&) noexcept = default;
LiveReach& LiveReach::operator=(LiveReach&&) noexcept = default;

void LiveReach::addRobot(const factory::Factory& factory, std::size_t index, const std::filesystem::path& folder) {
  const factory::Element& element = factory.elements()[index];
  std::vector<factory::Part> parts(factory.parts().begin(), factory.parts().end());
  if (parts.empty()) parts.emplace_back();
  auto robot = std::make_unique<Robot>();
  RobotCell cell;
  try {
    if (element.has("arm")) cell = robotCell(factory, index, parts, folder);
  } catch (const InputError&) {
    return;  // told by reachFindings()
  }
  robot->id = element.id;
  robot->X_WR = robot->X_WR_start = poseOf(element.pose);
  robot->part_height_m = tallest_m(factory, factory::arrivingLoads(factory)[index]);
  robot->first_port = ports_.size();
  if (element.has("arm")) robot->inverse = std::make_unique<InverseKinematics>(cell.mounted);
  if (!robot->inverse) {
    if (!element.has("reach_m")) return;
    PlainPorts ports = plainPorts(factory, index);
    cell.picks = std::move(ports.picks);
    cell.places = std::move(ports.places);
  }
  double heights_m = 0;
  const auto add = [&](const RobotPort& port, bool is_pick) {
    const factory::Element& other = factory.elements()[port.element];
    if (!other.has("pose")) return;
    Robot::Goal goal{port.vehicle ? "" : other.id,
                     poseOf(other.pose),
                     poseOf(other.pose),
                     Eigen::Vector3d(port.stand_m[0], port.stand_m[1], port.stand_m[2]),
                     port.yaw_rad,
                     {}};
    if (robot->inverse) goal.q_rad = robot->inverse->solve(robot->tipAt(goal), robot->middle()).q_rad;
    heights_m += robot->tipAt(goal).translation()[2];
    ports_.push_back({index, port.element, is_pick, goal.stand_m, false, 0});
    robot->goals.push_back(std::move(goal));
  };
  for (const RobotPort& pick : cell.picks) add(pick, true);
  for (const RobotPort& place : cell.places) add(place, false);
  const double height_m =
      robot->goals.empty() ? factory::kTransportHeight_m : heights_m / static_cast<double>(robot->goals.size());
  robot->radius_m =
      robot->inverse ? furthestReach_m(*robot->inverse, 0, height_m, 0) : element.fields["reach_m"].get<double>();
  ranges_.push_back({index, robot->X_WR.translation(), robot->radius_m});
  robots_.push_back(std::move(robot));
}

void LiveReach::update(std::span<const layout::Body> moved) {
  std::map<std::string, const factory::Pose*, std::less<>> poses;
  for (const layout::Body& body : moved) poses[body.id] = &body.pose;
  const auto now = [&poses](const std::string& id, const Eigen::Isometry3d& start) {
    const auto pose = poses.find(id);
    return pose == poses.end() ? start : poseOf(*pose->second);
  };
  for (std::size_t i = 0; i < robots_.size(); ++i) {
    Robot& robot = *robots_[i];
    robot.X_WR = now(robot.id, robot.X_WR_start);
    ranges_[i].foot_m = robot.X_WR.translation();
    for (Robot::Goal& goal : robot.goals) goal.X_WE = now(goal.element, goal.X_WE_start);
  }
  const std::size_t fold = ports_.empty() ? 0 : next_fold_ % ports_.size();
  for (std::size_t k = 0; k < ports_.size(); ++k) look(k, k == fold);
  // The next one that is not reached has its turn.
  for (std::size_t k = 1; k <= ports_.size(); ++k) {
    next_fold_ = (fold + k) % ports_.size();
    if (!ports_[next_fold_].is_reached) break;
  }
}

void LiveReach::look(std::size_t index, bool may_fold) {
  Port& port = ports_[index];
  const auto of = std::find_if(robots_.begin(), robots_.end(), [index](const auto& robot) {
    return index >= robot->first_port && index < robot->first_port + robot->goals.size();
  });
  Robot& robot = **of;
  Robot::Goal& goal = robot.goals[index - robot.first_port];
  port.at_m = robot.standOf(goal);
  if (!robot.inverse) {
    const double away_m = (port.at_m - robot.X_WR.translation()).head<2>().norm();
    port.is_reached = away_m <= robot.radius_m;
    port.missing_m = std::max(0.0, away_m - robot.radius_m);
    return;
  }
  const Eigen::Isometry3d X_RT = robot.tipAt(goal);
  const Arm& arm = robot.inverse->arm();
  const double beyond_m = (X_RT.translation() - arm.joints[0].X_PJ.translation()).norm() - stretchedLength_m(arm);
  const double past_ring_m = X_RT.translation().head<2>().norm() - robot.radius_m;
  port.is_reached = false;
  port.missing_m = past_ring_m;
  if (beyond_m > 0) return;
  InverseResult result = robot.inverse->solve(X_RT, goal.q_rad, InverseSearch::Near);
  if (!result.reaches() && may_fold) result = robot.inverse->solve(X_RT, robot.middle(), InverseSearch::Folded);
  port.is_reached = result.reaches();
  port.missing_m = result.reaches() ? 0 : past_ring_m > 0 ? past_ring_m : result.off.position_m;
  if (result.reaches()) goal.q_rad = result.q_rad;
}

}  // namespace mw::motion
