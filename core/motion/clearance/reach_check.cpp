// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/reach_check.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "core/factory/transport_height.h"
#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/clearance/arm_sweep.h"
#include "core/motion/clearance/arriving_loads.h"
#include "core/motion/clearance/payload_check.h"
#include "core/motion/clearance/shared_space.h"
#include "core/motion/clearance/surroundings.h"

namespace mw::motion {
namespace {

using layout::HallFinding;

constexpr double kSharedStep_m = 0.05;

class ReachChecker {
 public:
  ReachChecker(const factory::Factory& factory, const std::filesystem::path& folder, const ReachScope& scope,
               const std::stop_token& stop)
      : factory_(factory),
        folder_(folder),
        scope_(scope),
        stop_(stop),
        parts_(factory.parts().begin(), factory.parts().end()) {
    if (parts_.empty()) parts_.emplace_back();
  }

  std::vector<HallFinding> run() {
    std::vector<std::size_t> robots;
    for (std::size_t i = 0; i < factory_.elements().size(); ++i)
      if (factory_.elements()[i].type == "robot") robots.push_back(i);
    if (robots.empty()) return {};
    const std::size_t n_left_out = robots.size() - std::min(robots.size(), scope_.most_robots);
    const std::size_t first_left_out = n_left_out > 0 ? robots[scope_.most_robots] : 0;
    robots.resize(robots.size() - n_left_out);
    loads_ = arrivingLoads(factory_);
    makeCells(robots);
    surroundings_.emplace(factory_, cells_);
    for (const std::size_t robot : robots) {
      checkStop();
      checkRobot(robot);
    }
    checkSharedSpace();
    if (n_left_out > 0) {
      report(first_left_out, "", fmt::format("the reach of {} more robots is not looked at", n_left_out),
             "check them in smaller factories, or in the window", {});
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] const factory::Element& element(std::size_t i) const { return factory_.elements()[i]; }
  [[nodiscard]] bool isPlaced(std::size_t i) const { return element(i).has("pose"); }
  void checkStop() const {
    if (stop_.stop_requested()) throw Cancelled();
  }

  void report(std::size_t robot, const std::string& field, std::string cause, std::string cure,
              std::optional<Eigen::Vector3d> at_m, std::vector<std::size_t> others = {}) {
    HallFinding found;
    found.finding.severity = Severity::Warning;
    found.finding.place.pointer = fmt::format("/elements/{}{}", robot, field);
    found.finding.cause = std::move(cause);
    found.finding.cure = std::move(cure);
    const factory::Pose& pose = element(robot).pose;
    const Eigen::Vector3d at = at_m.value_or(Eigen::Vector3d(pose.x_m, pose.y_m, pose.z_m + 1));
    found.at_m = {at[0], at[1], at[2]};
    found.elements = {robot};
    found.elements.insert(found.elements.end(), others.begin(), others.end());
    found_.push_back(std::move(found));
  }

  void makeCells(std::span<const std::size_t> robots) {
    for (const std::size_t robot : robots) {
      if (!element(robot).has("arm")) continue;
      try {
        RobotCell cell = robotCell(factory_, robot, parts_, folder_);
        std::erase_if(cell.picks, [this](const RobotPort& port) { return !isPlaced(port.element); });
        std::erase_if(cell.places, [this](const RobotPort& port) { return !isPlaced(port.element); });
        cells_.emplace(robot, std::move(cell));
      } catch (const InputError& error) {
        for (const Finding& finding : error.findings()) {
          report(robot, "/arm", fmt::format("the arm of \"{}\" cannot be used: {}", element(robot).id, finding.cause),
                 finding.cure, {});
        }
      }
    }
  }

  /// How far the arm and the largest part in it reach from the base.
  [[nodiscard]] double reachOf_m(const RobotCell& cell) const {
    const std::array<double, 3>& size_m = largestPart(cell.robot).size_m;
    return ArmShape(cell.mounted, cell.gripper).reach_m(Eigen::Vector3d(size_m[0], size_m[1], size_m[2]).norm());
  }

  [[nodiscard]] const factory::Part& largestPart(std::size_t robot) const {
    const factory::Part* largest = nullptr;
    const auto volume = [](const factory::Part& part) { return part.size_m[0] * part.size_m[1] * part.size_m[2]; };
    for (const std::size_t part : loads_[robot].parts)
      if (largest == nullptr || volume(parts_[part]) > volume(*largest)) largest = &parts_[part];
    return largest == nullptr ? parts_.front() : *largest;
  }

  void checkRobot(std::size_t robot) {
    const auto cell = cells_.find(robot);
    const RobotCell* usable = cell == cells_.end() ? nullptr : &cell->second;
    if (auto heavy = payloadFinding(factory_, robot, usable, loads_[robot])) {
      report(robot, "", heavy->cause, heavy->cure, {});
      found_.back().finding = std::move(*heavy);
    }
    if (!isPlaced(robot)) return;
    if (usable != nullptr) return checkArm(*usable);
    if (!element(robot).has("arm") && element(robot).has("reach_m")) checkRadius(robot);
  }

  /// Without an arm there is only its reach to go by.
  void checkRadius(std::size_t robot) {
    const double reach_m = element(robot).fields["reach_m"].get<double>();
    const auto look = [&](std::size_t other, bool is_pick) {
      if (!isPlaced(other)) return;
      const layout::Body body = layout::bodyOf(element(other));
      layout::Point at{body.pose.x_m, body.pose.y_m};
      if (element(other).type == "conveyor") at = is_pick ? layout::outletOf(body).at : layout::inletOf(body).at;
      const double away_m = layout::distance_m(at, {element(robot).pose.x_m, element(robot).pose.y_m});
      if (away_m <= reach_m) return;
      reportUnreachable(robot, other, is_pick, fmt::format("it is {:.2f} m beyond its reach", away_m - reach_m),
                        fmt::format("bring the two {:.2f} m nearer, or give it more reach", away_m - reach_m),
                        Eigen::Vector3d(at.x_m, at.y_m, body.pose.z_m + factory::kTransportHeight_m));
    };
    for (const factory::Flow& flow : factory_.flows()) {
      if (flow.to == robot) look(flow.from, true);
      if (flow.from == robot) look(flow.to, false);
    }
  }

  void reportUnreachable(std::size_t robot, std::size_t other, bool is_pick, const std::string& why, std::string cure,
                         const Eigen::Vector3d& at_m) {
    report(robot, "/pose",
           fmt::format("\"{}\" cannot {} \"{}\": {}", element(robot).id, is_pick ? "pick from" : "place on",
                       element(other).id, why),
           std::move(cure), at_m, {other});
  }

  void checkArm(const RobotCell& cell) {
    InverseKinematics inverse(cell.mounted);
    checkWays(cell, inverse);
    if (!cell.picks.empty() && !cell.places.empty()) return;
    for (const RobotPort& pick : cell.picks) (void)reaches(cell, inverse, pick, true);
    for (const RobotPort& place : cell.places) (void)reaches(cell, inverse, place, false);
  }

  /// Whether the arm reaches the part and the place above it. What it does not reach is reported once.
  bool reaches(const RobotCell& cell, InverseKinematics& inverse, const RobotPort& port, bool is_pick) {
    const auto key = std::pair(cell.robot, std::pair(port.flow, is_pick));
    if (const auto known = reached_.find(key); known != reached_.end()) return known->second;
    const PickPlaceProgramme programme = programmeOf(cell, port, port, largestPart(cell.robot));
    InverseResult result = readyPosture(inverse, programme);
    const bool is_above = !result.reaches();
    if (!is_above) result = inverse.solve(pointingDown(programme.pick.top_m, programme.pick.yaw_rad), result.q_rad);
    reached_[key] = result.reaches();
    if (result.reaches()) return true;
    std::string why = inverseReason(inverse.arm(), result);
    if (is_above) why = fmt::format("{:.0f} cm above it, {}", programme.approach_m * 100, why);
    reportUnreachable(cell.robot, port.element, is_pick, why,
                      result.status == InverseStatus::OutsideLimits
                          ? "turn the robot, or bring the two nearer"
                          : "bring the two nearer, raise or lower the robot, or take a longer arm",
                      {port.stand_m[0], port.stand_m[1], port.stand_m[2]});
    return false;
  }

  /// From each pick to each place.
  void checkWays(const RobotCell& cell, InverseKinematics& inverse) {
    const std::vector<Obstacle> obstacles = surroundings_->around(cell, reachOf_m(cell));
    DeepestHits deepest;
    std::size_t n_ways = 0;
    for (const RobotPort& pick : cell.picks) {
      for (const RobotPort& place : cell.places) {
        if (++n_ways > scope_.most_ways) continue;
        checkStop();
        checkWay(cell, inverse, pick, place, obstacles, deepest);
      }
    }
    for (const auto& [owner, hit] : deepest) reportHit(cell, hit.first, hit.second);
    if (n_ways > scope_.most_ways) {
      report(cell.robot, "/pose",
             fmt::format("{} more ways of \"{}\" are not looked at", n_ways - scope_.most_ways, element(cell.robot).id),
             "split its work between robots", {});
    }
  }

  /// By what is hit: the deepest hit, and on which way.
  using DeepestHits = std::map<std::size_t, std::pair<SweptHit, std::string>>;

  void checkWay(const RobotCell& cell, InverseKinematics& inverse, const RobotPort& pick, const RobotPort& place,
                std::span<const Obstacle> obstacles, DeepestHits& deepest) {
    // Whether it can be lifted is another question.
    factory::Part part = largestPart(cell.robot);
    part.mass_kg = std::min(part.mass_kg, inverse.arm().payload_kg);
    const PickPlaceProgramme programme = programmeOf(cell, pick, place, part);
    const std::string way = fmt::format("from \"{}\" to \"{}\"", element(pick.element).id, element(place.element).id);
    const InverseResult ready = readyPosture(inverse, programme);
    PickPlacePlan plan;
    plan.status = PlanStatus::Unreachable;
    if (ready.reaches()) plan = planPickPlace(inverse, cell.gripper, programme, ready.q_rad);
    if (plan.status != PlanStatus::Ok) {
      const bool is_picked = reaches(cell, inverse, pick, true);
      const bool is_placed = reaches(cell, inverse, place, false);
      if (!is_picked || !is_placed) return;
      return report(cell.robot, "/pose",
                    fmt::format("\"{}\" finds no way {}: {}", element(cell.robot).id, way, plan.reason),
                    "move the robot or what it serves", {}, {pick.element, place.element});
    }
    const ArmSweep sweep(cell, plan, part);
    for (const SweptHit& hit : sweep.hits(obstacles)) {
      const auto [at, is_new] = deepest.try_emplace(hit.owner, hit, way);
      if (!is_new && hit.depth_m > at->second.first.depth_m) at->second = {hit, way};
    }
    const std::vector<ArmPosition> positions = sweep.positions(kSharedStep_m);
    positions_[cell.robot].insert(positions_[cell.robot].end(), positions.begin(), positions.end());
  }

  static std::string nameOf(std::size_t what) {
    if (what == SweptHit::kCarriedPart) return "the part in its gripper";
    if (what == ArmShape::kGripper) return "its gripper";
    return fmt::format("what its axis {} carries", what + 1);
  }

  void reportHit(const RobotCell& cell, const SweptHit& hit, const std::string& way) {
    const std::string& robot = element(cell.robot).id;
    const std::string by = fmt::format("{}, {:.2f} m deep, {:.1f} s after the start of the way {}", nameOf(hit.what),
                                       hit.depth_m, hit.time_s, way);
    if (hit.owner == Surroundings::kFloor) {
      return report(cell.robot, "/pose", fmt::format("the arm of \"{}\" hits the floor: {}", robot, by),
                    "raise the robot, or what it serves", hit.at_m);
    }
    if (const layout::SweptRoad* road = surroundings_->roadOf(hit.owner)) {
      return report(cell.robot, "/pose",
                    fmt::format("the arm of \"{}\" reaches into the road of vehicles \"{}\" from \"{}\" to \"{}\": {}",
                                robot, road->fleet, road->from, road->to, by),
                    "move the robot or the road aside", hit.at_m);
    }
    report(cell.robot, "/pose", fmt::format("the arm of \"{}\" hits \"{}\": {}", robot, element(hit.owner).id, by),
           "move one of the two aside, or raise the robot", hit.at_m, {hit.owner});
  }

  void checkSharedSpace() {
    for (auto a = positions_.begin(); a != positions_.end(); ++a) {
      for (auto b = std::next(a); b != positions_.end(); ++b) {
        const RobotCell& one = cells_.at(a->first);
        const RobotCell& other = cells_.at(b->first);
        const double apart_m = (one.X_WB.translation() - other.X_WB.translation()).norm();
        if (apart_m > reachOf_m(one) + reachOf_m(other)) continue;
        checkStop();
        const auto shared = sharedSpace(a->second, b->second);
        if (!shared) continue;
        report(b->first, "/pose",
               fmt::format("the arms of \"{}\" and \"{}\" can hit each other: their ways overlap {:.2f} m",
                           element(a->first).id, element(b->first).id, shared->depth_m),
               "move them apart, or see that only one is there at a time", shared->at_m, {a->first});
      }
    }
  }

  const factory::Factory& factory_;
  const std::filesystem::path& folder_;
  const ReachScope& scope_;
  const std::stop_token& stop_;
  std::vector<factory::Part> parts_;
  std::vector<ArrivingLoads> loads_;
  std::map<std::size_t, RobotCell> cells_;  ///< of robots with an arm that can be used
  std::optional<Surroundings> surroundings_;
  std::map<std::pair<std::size_t, std::pair<std::size_t, bool>>, bool> reached_;  ///< robot, flow and whether a pick
  std::map<std::size_t, std::vector<ArmPosition>> positions_;                     ///< by robot, on all its ways
  std::vector<HallFinding> found_;
};

}  // namespace

std::vector<HallFinding> reachFindings(const factory::Factory& factory, const std::filesystem::path& folder,
                                       const ReachScope& scope, const std::stop_token& stop) {
  return ReachChecker(factory, folder, scope, stop).run();
}

}  // namespace mw::motion
