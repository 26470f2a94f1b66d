// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/base/digest.h"
#include "core/cosimulation/moved_arms.h"

// Where arms and the parts in their grippers are.

namespace mw::cosimulation {

std::vector<const motion::RobotCell*> MovedArms::cells() const {
  std::vector<const motion::RobotCell*> cells;
  for (const auto& arm : arms_) cells.push_back(&arm->cell.cell());
  return cells;
}

double MovedArms::longestPart_m() const {
  double longest_m = 0;
  for (const factory::Part& part : setting_.parts)
    longest_m = std::max(longest_m, std::hypot(part.size_m[0], part.size_m[1], part.size_m[2]));
  return longest_m;
}

motion::ArmNow MovedArms::nowOf(const MovedArm& arm) const {
  motion::ArmNow now{arm.shape.at(arm.cell.cell().X_WB, arm.cell.q_rad()).capsules, {}};
  const std::optional<motion::BodyState> held = arm.cell.held();
  if (!held) return now;
  const auto& size_m = setting_.parts[arm.cell.part().type].size_m;
  now.part = motion::turnedBox(size_m, held->position_m, held->orientation);
  return now;
}

std::optional<motion::BodyState> MovedArms::inHand(std::uint32_t part) const {
  if (!hand_ || hand_->part != part) return std::nullopt;
  return hand_->state;
}

void MovedArms::addPoses(std::vector<motion::PartPose>& poses) const {
  for (const auto& arm : arms_) {
    const std::optional<motion::BodyState> held = arm->cell.held();
    if (!held) continue;
    poses.push_back({arm->cell.part().number, arm->cell.part().type, held->position_m, held->orientation});
  }
  poses.insert(poses.end(), loose_.poses().begin(), loose_.poses().end());
}

std::vector<motion::ArmPosture> MovedArms::postures() const {
  std::vector<motion::ArmPosture> postures;
  for (const auto& arm : arms_) postures.push_back({arm->cell.robot(), arm->cell.q_rad()});
  return postures;
}

bool MovedArms::reachInto(std::uint32_t element, const motion::Box& box) const {
  const motion::TurnedBox space = motion::turnedBox(box);
  const auto serves = [element](const std::vector<motion::RobotPort>& ports) {
    return std::any_of(ports.begin(), ports.end(),
                       [element](const motion::RobotPort& port) { return port.element == element; });
  };
  return std::any_of(arms_.begin(), arms_.end(), [&](const auto& arm) {
    if (!serves(arm->cell.cell().picks) && !serves(arm->cell.cell().places)) return false;
    const motion::ArmNow now = nowOf(*arm);
    return (now.part && motion::clearance_m(*now.part, space) < 0) ||
           std::any_of(now.capsules.begin(), now.capsules.end(),
                       [&](const motion::Capsule& link) { return motion::clearance_m(link, space) < 0; });
  });
}

std::vector<ArmReport> MovedArms::reports() const {
  std::vector<ArmReport> reports;
  for (const auto& arm : arms_) {
    reports.push_back({arm->cell.robot(), arm->cell.driveWork_j(), arm->cell.isTooWeak()});
  }
  return reports;
}

std::uint64_t MovedArms::hash() const {
  Digest digest;
  for (const auto& arm : arms_) {
    digest.addNumbers({arm->cell.q_rad().data(), motion::kArmJoints});
    digest.addNumbers({arm->cell.speed_radps().data(), motion::kArmJoints});
    if (const std::optional<motion::BodyState> held = arm->cell.held()) {
      digest.addInteger(arm->cell.part().number);
      digest.addNumbers(held->position_m);
      digest.addNumbers(held->orientation);
    }
  }
  digest.addInteger(loose_.hash());
  return digest.low64();
}

}  // namespace mw::cosimulation
