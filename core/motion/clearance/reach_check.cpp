// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/reach_check.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "core/factory/arriving_loads.h"
#include "core/motion/clearance/arm_check.h"
#include "core/motion/clearance/element_ports.h"
#include "core/motion/clearance/payload_check.h"
#include "core/motion/clearance/robot_finding.h"
#include "core/motion/clearance/shared_space.h"

namespace mw::motion {
namespace {

using layout::HallFinding;

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
    loads_ = factory::arrivingLoads(factory_);
    makeCells(robots);
    surroundings_.emplace(factory_, cells_);
    for (const std::size_t robot : robots) {
      checkStop();
      checkRobot(robot);
    }
    checkSharedSpace();
    if (n_left_out > 0) {
      report(first_left_out, {"",
                              fmt::format("the reach of {} more robots is not looked at", n_left_out),
                              "check them in smaller factories, or in the window",
                              {},
                              {}});
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] const factory::Element& element(std::size_t i) const { return factory_.elements()[i]; }
  [[nodiscard]] bool isPlaced(std::size_t i) const { return element(i).has("pose"); }
  void checkStop() const {
    if (stop_.stop_requested()) throw Cancelled();
  }

  void report(std::size_t robot, RobotTrouble trouble) {
    found_.push_back(robotFinding(factory_, robot, std::move(trouble)));
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
          report(robot, {"/arm",
                         fmt::format("the arm of \"{}\" cannot be used: {}", element(robot).id, finding.cause),
                         finding.cure,
                         {},
                         {}});
        }
      }
    }
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
      report(robot, {});
      found_.back().finding = std::move(*heavy);
    }
    if (!isPlaced(robot)) return;
    if (usable != nullptr) {
      ArmCheck check = checkArm(factory_, *usable, largestPart(robot), *surroundings_, scope_.most_ways, stop_);
      found_.insert(found_.end(), check.found.begin(), check.found.end());
      positions_[robot] = std::move(check.positions);
    } else if (!element(robot).has("arm") && element(robot).has("reach_m")) {
      checkRadius(robot);
    }
  }

  /// Without an arm there is only its reach to go by.
  void checkRadius(std::size_t robot) {
    const double reach_m = element(robot).fields["reach_m"].get<double>();
    const factory::Pose& foot = element(robot).pose;
    const auto look = [&](const RobotPort& port, const char* verb) {
      const double beyond_m = std::hypot(port.stand_m[0] - foot.x_m, port.stand_m[1] - foot.y_m) - reach_m;
      if (beyond_m <= 0) return;
      report(robot, {"/pose",
                     fmt::format("\"{}\" cannot {} {}: it is {:.2f} m beyond its reach", element(robot).id, verb,
                                 portText(factory_, port), beyond_m),
                     fmt::format("bring the two {:.2f} m nearer, or give it more reach", beyond_m),
                     Eigen::Vector3d(port.stand_m[0], port.stand_m[1], port.stand_m[2]),
                     port.vehicle ? std::vector<std::size_t>{} : std::vector<std::size_t>{port.element}});
    };
    const PlainPorts ports = plainPorts(factory_, robot);
    for (const RobotPort& pick : ports.picks) look(pick, "pick from");
    for (const RobotPort& place : ports.places) look(place, "place on");
  }

  void checkSharedSpace() {
    for (auto a = positions_.begin(); a != positions_.end(); ++a) {
      for (auto b = std::next(a); b != positions_.end(); ++b) {
        const RobotCell& one = cells_.at(a->first);
        const RobotCell& other = cells_.at(b->first);
        const double apart_m = (one.X_WB.translation() - other.X_WB.translation()).norm();
        if (apart_m > reachWith_m(one, largestPart(a->first)) + reachWith_m(other, largestPart(b->first))) continue;
        checkStop();
        const auto shared = sharedSpace(a->second, b->second);
        if (!shared) continue;
        report(b->first, {"/pose",
                          fmt::format("the arms of \"{}\" and \"{}\" can hit each other: their ways overlap {:.2f} m",
                                      element(a->first).id, element(b->first).id, shared->depth_m),
                          "move them apart, or see that only one is there at a time",
                          shared->at_m,
                          {a->first}});
      }
    }
  }

  const factory::Factory& factory_;
  const std::filesystem::path& folder_;
  const ReachScope& scope_;
  const std::stop_token& stop_;
  std::vector<factory::Part> parts_;
  std::vector<factory::ArrivingLoads> loads_;
  std::map<std::size_t, RobotCell> cells_;  ///< of robots with an arm that can be used
  std::optional<Surroundings> surroundings_;
  std::map<std::size_t, std::vector<ArmPosition>> positions_;  ///< by robot, on all its ways
  std::vector<HallFinding> found_;
};

}  // namespace

std::vector<HallFinding> reachFindings(const factory::Factory& factory, const std::filesystem::path& folder,
                                       const ReachScope& scope, const std::stop_token& stop) {
  return ReachChecker(factory, folder, scope, stop).run();
}

}  // namespace mw::motion
