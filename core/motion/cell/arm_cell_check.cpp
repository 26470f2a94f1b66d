// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/motion/cell/arm_cell.h"
#include "core/motion/program/taught_plan.h"

// What an arm can do where it stands, found out before the run.

namespace mw::motion {

/// Where it stands after a cycle.
JointVector ArmCell::startPosture(std::span<const std::uint16_t> wanted) {
  if (const std::optional<JointVector> end_rad = taughtEnd(programme_taught_)) return *end_rad;
  const std::uint16_t type = wanted.empty() ? std::uint16_t{0} : wanted[0];
  const InverseResult ready = readyPosture(inverse_, programmeFor({0, type}, 0, 0));
  return ready.reaches() ? ready.q_rad : JointVector::Zero();
}

Findings ArmCell::check(const factory::Factory& factory, std::span<const std::uint16_t> wanted) {
  Findings findings;
  for (const std::uint16_t type : wanted) {
    if (isTaught()) {
      checkTaught(factory, type, findings);
      continue;
    }
    for (std::size_t pick = 0; pick < cell_.picks.size(); ++pick) {
      for (std::size_t place = 0; place < cell_.places.size(); ++place) checkWay(factory, type, pick, place, findings);
    }
  }
  return findings;
}

void ArmCell::checkTaught(const factory::Factory& factory, std::uint16_t type, Findings& findings) {
  TaughtWork work;
  work.speed = cell_.speed;
  work.part_mass_kg = part_types_[type].mass_kg;
  const PickPlacePlan plan = planTaught(inverse_, cell_.gripper, programme_taught_, follower_.end_rad(), work);
  std::string gap = plan.reason;
  if (plan.status == PlanStatus::Ok) taught_[type] = taughtJob(plan);
  if (plan.status == PlanStatus::Ok && !taught_[type]) gap = pickPlaceGap(programme_taught_);
  if (taught_[type] && planned_cycle_s_ == 0) planned_cycle_s_ = plan.duration_s;
  if (taught_[type]) return;
  findings.push_back({Severity::Error,
                      {"", fmt::format("/elements/{}/programme", cell_.robot), 0, 0},
                      fmt::format("robot \"{}\" can't carry \"{}\" as it was taught: {}",
                                  factory.elements()[cell_.robot].id, part_types_[type].id, gap),
                      "teach it anew, or remove its programme"});
}

void ArmCell::checkWay(const factory::Factory& factory, std::uint16_t type, std::size_t pick, std::size_t place,
                       Findings& findings) {
  const PickPlaceProgramme programme = programmeFor({0, type}, pick, place);
  JointVector start_rad = follower_.end_rad();
  if (const InverseResult ready = readyPosture(inverse_, programme); ready.reaches()) start_rad = ready.q_rad;
  const PickPlacePlan plan = planPickPlace(inverse_, cell_.gripper, programme, start_rad);
  if (plan.status == PlanStatus::Ok && planned_cycle_s_ == 0) planned_cycle_s_ = plan.duration_s;
  if (plan.status == PlanStatus::Ok) return;
  findings.push_back(
      {Severity::Error,
       {"", fmt::format("/elements/{}", cell_.robot), 0, 0},
       fmt::format("robot \"{}\" can't bring \"{}\" from {} to {}: {}", factory.elements()[cell_.robot].id,
                   part_types_[type].id, portText(factory, cell_.picks[pick]), portText(factory, cell_.places[place]),
                   plan.reason),
       plan.status == PlanStatus::TooHeavy ? "take a stronger arm or a lighter gripper"
                                           : "move the robot, or take an arm that reaches further"});
}

}  // namespace mw::motion
