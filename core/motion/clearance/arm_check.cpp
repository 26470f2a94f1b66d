// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/arm_check.h"

#include <cmath>
#include <fmt/format.h>
#include <initializer_list>
#include <map>
#include <tuple>

#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/clearance/reach_limit.h"
#include "core/motion/clearance/robot_finding.h"
#include "core/motion/program/taught_plan.h"

namespace mw::motion {
namespace {

std::string nameOf(std::size_t what) {
  if (what == SweptHit::kCarriedPart) return "the part in its gripper";
  if (what == ArmShape::kGripper) return "its gripper";
  return fmt::format("what its axis {} carries", what + 1);
}

class ArmChecker {
 public:
  ArmChecker(const factory::Factory& factory, const RobotCell& cell, const factory::Part& part,
             const Surroundings& surroundings, std::size_t most_ways, const std::stop_token& stop)
      : factory_(factory),
        cell_(cell),
        part_(part),
        surroundings_(surroundings),
        most_ways_(most_ways),
        stop_(stop),
        obstacles_(surroundings.around(cell, reachWith_m(cell, part))),
        inverse_(cell.mounted) {
    // Whether it can be lifted is another question.
    part_.mass_kg = std::min(part_.mass_kg, cell.mounted.payload_kg);
  }

  ArmCheck run() {
    const RobotProgramme taught = taughtProgramme(element(cell_.robot), fmt::format("/elements/{}", cell_.robot));
    if (taught.steps.empty()) {
      checkWays();
    } else {
      checkTaught(taught);
    }
    for (const std::uint32_t flow : cell_.strays) reportStray(flow);
    for (const auto& [owner, hit] : deepest_) reportHit(hit.first, hit.second);
    return std::move(check_);
  }

 private:
  [[nodiscard]] const factory::Element& element(std::size_t i) const { return factory_.elements()[i]; }
  [[nodiscard]] const std::string& robot() const { return element(cell_.robot).id; }
  void report(RobotTrouble trouble) { check_.found.push_back(robotFinding(factory_, cell_.robot, std::move(trouble))); }

  void checkTaught(const RobotProgramme& taught) {
    const auto end_rad = taughtEnd(taught);
    if (!end_rad) return;
    TaughtWork work;
    work.speed = cell_.speed;
    work.part_mass_kg = part_.mass_kg;
    const PickPlacePlan plan = planTaught(inverse_, cell_.gripper, taught, *end_rad, work);
    if (plan.status == PlanStatus::Ok) return sweep(plan, "in its programme");
    report({"/programme",
            fmt::format("the programme of \"{}\" cannot be run: {}", robot(), plan.reason),
            "record the pose anew, or move to it by joints",
            {},
            {}});
  }

  void reportStray(std::uint32_t flow) {
    report({"/pose",
            strayText(factory_, cell_, flow),
            "give these vehicles a network with a node beside the robot",
            {},
            {factory_.flows()[flow].from == cell_.robot ? factory_.flows()[flow].to : factory_.flows()[flow].from}});
  }

  /// From each pick to each place; of a robot that only picks or only places, whether it gets there.
  void checkWays() {
    std::size_t n_ways = 0;
    for (const RobotPort& pick : cell_.picks) {
      for (const RobotPort& place : cell_.places) {
        if (++n_ways > most_ways_) continue;
        if (stop_.stop_requested()) throw Cancelled();
        checkWay(pick, place);
      }
    }
    if (n_ways > most_ways_) {
      report({"/pose",
              fmt::format("{} more ways of \"{}\" are not looked at", n_ways - most_ways_, robot()),
              "split its work between robots",
              {},
              {}});
    }
    if (!cell_.picks.empty() && !cell_.places.empty()) return;
    for (const RobotPort& pick : cell_.picks) (void)reaches(pick, true);
    for (const RobotPort& place : cell_.places) (void)reaches(place, false);
  }

  void checkWay(const RobotPort& pick, const RobotPort& place) {
    const PickPlaceProgramme programme = programmeOf(cell_, pick, place, part_);
    const std::string way =
        fmt::format("on the way from {} to {}", portText(factory_, pick), portText(factory_, place));
    const InverseResult ready = readyPosture(inverse_, programme);
    PickPlacePlan plan;
    plan.status = PlanStatus::Unreachable;
    if (ready.reaches()) plan = planPickPlace(inverse_, cell_.gripper, programme, ready.q_rad);
    if (plan.status == PlanStatus::Ok) return sweep(plan, way);
    const bool is_picked = reaches(pick, true);
    const bool is_placed = reaches(place, false);
    if (!is_picked || !is_placed) return;
    report({"/pose",
            fmt::format("\"{}\" finds no posture {}: {}", robot(), way, plan.reason),
            "move the robot or what it serves",
            {},
            othersOf({&pick, &place})});
  }

  /// Elements that a message about ports marks besides the robot.
  static std::vector<std::size_t> othersOf(std::initializer_list<const RobotPort*> ports) {
    std::vector<std::size_t> others;
    for (const RobotPort* port : ports)
      if (!port->vehicle) others.push_back(port->element);
    return others;
  }

  void sweep(const PickPlacePlan& plan, const std::string& way) {
    const ArmSweep swept(cell_, plan, part_);
    for (const SweptHit& hit : swept.hits(obstacles_)) {
      const auto [at, is_new] = deepest_.try_emplace(hit.owner, hit, way);
      if (!is_new && hit.depth_m > at->second.first.depth_m) at->second = {hit, way};
    }
    const std::vector<ArmPosition> positions = swept.positions(kSharedStep_m);
    check_.positions.insert(check_.positions.end(), positions.begin(), positions.end());
  }

  /// Whether the arm reaches the part and the place above it. What it does not reach is reported once.
  bool reaches(const RobotPort& port, bool is_pick) {
    const auto key = std::tuple(port.flow, port.vehicle ? port.vehicle->road_from : std::string(), is_pick);
    if (const auto known = reached_.find(key); known != reached_.end()) return known->second;
    const PickPlaceProgramme programme = programmeOf(cell_, port, port, part_);
    InverseResult result = readyPosture(inverse_, programme);
    const bool is_above = !result.reaches();
    if (!is_above) result = inverse_.solve(pointingDown(programme.pick.top_m, programme.pick.yaw_rad), result.q_rad);
    reached_[key] = result.reaches();
    if (result.reaches()) return true;
    reportUnreachable(port, is_pick, programme, is_above, result);
    return false;
  }

  void reportUnreachable(const RobotPort& port, bool is_pick, const PickPlaceProgramme& programme, bool is_above,
                         const InverseResult& result) {
    const Eigen::Vector3d tip_m = programme.pick.top_m + Eigen::Vector3d(0, 0, is_above ? programme.approach_m : 0);
    const double away_m = tip_m.head<2>().norm();
    const double furthest_m =
        furthestReach_m(inverse_, std::atan2(tip_m[1], tip_m[0]), tip_m[2], programme.pick.yaw_rad);
    std::string why = inverseReason(inverse_.arm(), result);
    std::string cure = "turn the robot, raise or lower it, or take another arm";
    if (furthest_m > 0 && away_m > furthest_m) {
      why = fmt::format("{:.2f} m out of reach", away_m - furthest_m);
      cure = fmt::format("bring the two {:.2f} m nearer, or take a longer arm", away_m - furthest_m);
    }
    if (is_above) why += fmt::format(", {:.0f} cm above the part", programme.approach_m * 100);
    report({"/pose",
            fmt::format("\"{}\" cannot {} {}: {}", robot(), is_pick ? "pick from" : "place on",
                        portText(factory_, port), why),
            std::move(cure), Eigen::Vector3d(port.stand_m[0], port.stand_m[1], port.stand_m[2]), othersOf({&port})});
  }

  void reportHit(const SweptHit& hit, const std::string& way) {
    const std::string by =
        fmt::format("{}, {:.2f} m deep {}, {:.1f} s after its start", nameOf(hit.what), hit.depth_m, way, hit.time_s);
    if (hit.owner == Surroundings::kFloor) {
      return report({"/pose",
                     fmt::format("the arm of \"{}\" hits the floor: {}", robot(), by),
                     "raise the robot, or what it serves",
                     hit.at_m,
                     {}});
    }
    if (const layout::SweptRoad* road = surroundings_.roadOf(hit.owner)) {
      return report({"/pose",
                     fmt::format("the arm of \"{}\" reaches into the road of vehicles \"{}\" from \"{}\" to \"{}\": {}",
                                 robot(), road->fleet, road->from, road->to, by),
                     "move the robot or the road aside",
                     hit.at_m,
                     {}});
    }
    report({"/pose",
            fmt::format("the arm of \"{}\" hits \"{}\": {}", robot(), element(hit.owner).id, by),
            "move one of the two aside, raise the robot, or teach it another way",
            hit.at_m,
            {hit.owner}});
  }

  const factory::Factory& factory_;
  const RobotCell& cell_;
  factory::Part part_;
  const Surroundings& surroundings_;
  std::size_t most_ways_;
  const std::stop_token& stop_;
  std::vector<Obstacle> obstacles_;
  InverseKinematics inverse_;
  std::map<std::size_t, std::pair<SweptHit, std::string>> deepest_;     ///< by what is hit: the hit, and on which way
  std::map<std::tuple<std::size_t, std::string, bool>, bool> reached_;  ///< by flow, road and whether it is a pick
  ArmCheck check_;
};

}  // namespace

ArmCheck checkArm(const factory::Factory& factory, const RobotCell& cell, const factory::Part& part,
                  const Surroundings& surroundings, std::size_t most_ways, const std::stop_token& stop) {
  return ArmChecker(factory, cell, part, surroundings, most_ways, stop).run();
}

double reachWith_m(const RobotCell& cell, const factory::Part& part) {
  const double diagonal_m = Eigen::Vector3d(part.size_m[0], part.size_m[1], part.size_m[2]).norm();
  return ArmShape(cell.mounted, cell.gripper).reach_m(diagonal_m);
}

}  // namespace mw::motion
