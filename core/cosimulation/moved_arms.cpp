// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/moved_arms.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/motion/friction.h"

namespace mw::cosimulation {
namespace {

using motion::ArmCell;

constexpr double kStands_mps = 0.05;  // what the solver makes a pushing queue tremble by stays below

double yaw_rad(const motion::Quaternion& q) {
  return std::atan2(2 * (q[3] * q[2] + q[0] * q[1]), 1 - 2 * (q[1] * q[1] + q[2] * q[2]));
}

double speed_mps(const motion::BodyState& body) {
  return std::hypot(body.velocity_mps[0], body.velocity_mps[1], body.velocity_mps[2]);
}

bool isByVehicle(const factory::Flow& flow) {
  return flow.fields.is_object() && flow.fields.value("by", std::string()) == "vehicle";
}

}  // namespace

MovedArms::MovedArms(Setting setting, motion::BeltLine& belts, const motion::DoorLine& doors, motion::RigidWorld& world)
    : setting_(std::move(setting)),
      belts_(belts),
      doors_(doors),
      world_(world),
      loads_(factory::arrivingLoads(setting_.factory)),
      loose_(setting_.parts, world) {
  Findings findings;
  for (std::size_t i = 0; i < setting_.factory.elements().size(); ++i) {
    if (setting_.factory.elements()[i].type == "robot") addRobot(i, findings);
  }
  if (!findings.empty()) throw InputError(std::move(findings));
  encounters_.emplace(cells(), longestPart_m());
}

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

void MovedArms::addRobot(std::size_t element, Findings& findings) {
  const factory::Element& robot = setting_.factory.elements()[element];
  if (!robot.has("arm")) {
    notes_.push_back(fmt::format("robot \"{}\" has no arm: it takes the time of its cycle", robot.id));
    return;
  }
  for (const factory::Flow& flow : setting_.factory.flows()) {
    if ((flow.from != element && flow.to != element) || !isByVehicle(flow)) continue;
    notes_.push_back(
        fmt::format("vehicles serve robot \"{}\": its arm is not moved, it takes the time of its cycle", robot.id));
    return;
  }
  try {
    motion::RobotCell cell = motion::robotCell(setting_.factory, element, setting_.parts, setting_.folder);
    const std::vector<std::size_t>& arriving = loads_[element].parts;
    const std::vector<std::uint16_t> types(arriving.begin(), arriving.end());
    if (cell.picks.empty() || cell.places.empty()) return;  // nothing comes, or nothing goes on
    arms_.push_back(std::make_unique<MovedArm>(setting_, std::move(cell), types));
    robots_.push_back(static_cast<events::Index>(element));
    if (!robot.has("programme") || arms_.back()->cell.isTaught()) return;
    notes_.push_back(
        fmt::format("robot \"{}\" was taught one way, but parts take several: it plans its own", robot.id));
  } catch (const InputError& error) {
    findings.insert(findings.end(), error.findings().begin(), error.findings().end());
  }
}

MovedArms::MovedArm& MovedArms::armOf(events::Index robot) {
  return *arms_[static_cast<std::size_t>(std::lower_bound(robots_.begin(), robots_.end(), robot) - robots_.begin())];
}

const MovedArms::MovedArm& MovedArms::armOf(events::Index robot) const {
  return *arms_[static_cast<std::size_t>(std::lower_bound(robots_.begin(), robots_.end(), robot) - robots_.begin())];
}

void MovedArms::begin(events::Index robot, const events::MovedWork& work, SimTime) {
  MovedArm& arm = armOf(robot);
  arm.has_asked = false;
  arm.cell.setRunning(true);
  arm.cell.begin({work.part.number, work.part.part_type}, work.came_by);
}

void MovedArms::place(events::Index robot, events::Index flow, SimTime) {
  MovedArm& arm = armOf(robot);
  if (arm.cell.wantsPlace()) arm.bound = flow;  // else it has just lost its part, which is told in this step
  goToPlace(arm);
}

/// Through a door only while it stands open.
void MovedArms::goToPlace(MovedArm& arm) {
  if (!arm.bound || !doors_.isOpen(arm.cell.placeOf(*arm.bound).element)) return;
  arm.cell.place(*arm.bound);
  arm.bound.reset();
}

void MovedArms::setRunning(events::Index robot, bool is_running, SimTime) {
  armOf(robot).cell.setRunning(is_running);
}

void MovedArms::giveAway(events::Index robot, SimTime) {
  MovedArm& arm = armOf(robot);
  removeGhost(arm);
  arm.bound.reset();
  arm.cell.giveAway();
}

void MovedArms::drive(double step_s) {
  for (const auto& arm : arms_) {
    arm->cell.step(step_s);
    if (!arm->ghost) continue;
    if (const std::optional<motion::BodyState> held = arm->cell.held()) {
      world_.driveTo(*arm->ghost, held->position_m, yaw_rad(held->orientation));
      if (isOnBelt(*arm) && isAtPick(*arm, held->position_m)) belts_.letMoveUp(arm->cell.pick().element);
    }
  }
}

void MovedArms::observe(double time_s) {
  loose_.observe(belts_.hall(), time_s);
  encounters_->look(time_s, [this](std::size_t arm) { return nowOf(*arms_[arm]); });
}

void MovedArms::tell(events::CoSimulation& run, double time_s) {
  for (const auto& arm : arms_) {
    if (const std::optional<double> cycle_s = arm->cell.takeCycle_s()) {
      cycles_.push_back({arm->cell.robot(), time_s, *cycle_s});
    }
    tellArm(*arm, run, time_s);
  }
}

void MovedArms::tellArm(MovedArm& arm, events::CoSimulation& run, double time_s) {
  if (const std::optional<motion::BodyState> dropped = arm.cell.takeDropped()) {
    removeGhost(arm);
    arm.bound.reset();
    const motion::CellPart part = arm.cell.part();
    loose_.add(part.number, part.type, *dropped);
    mishaps_.push_back({motion::MishapKind::Slipped, time_s, part.number, arm.cell.robot(), 0, {}, {}});
    run.dropWork(arm.cell.robot());
    return;
  }
  if (arm.is_leaving && arm.cell.state() == ArmCell::State::Idle) arm.is_leaving = !run.workOver(arm.cell.robot());
  switch (arm.cell.state()) {
    case ArmCell::State::PartWanted:
      return lookForPart(arm, run, time_s);
    case ArmCell::State::GripDue:
      return gripPart(arm, run, time_s);
    case ArmCell::State::PlaceWanted:
      if (!arm.has_asked) arm.has_asked = run.workDone(arm.cell.robot());
      return goToPlace(arm);
    case ArmCell::State::ReleaseDue:
      return letGo(arm, run);
    case ArmCell::State::Idle:
    case ArmCell::State::Approaching:
    case ArmCell::State::Picking:
    case ArmCell::State::Carrying:
    case ArmCell::State::Placing:
      return;
  }
}

bool MovedArms::isOnBelt(const MovedArm& arm) const {
  return setting_.factory.elements()[arm.cell.pick().element].type == "conveyor";
}

/// So near to the port that those behind may stand against it.
bool MovedArms::isAtPick(const MovedArm& arm, const motion::Vector3& held_m) const {
  const motion::Vector3& port_m = arm.cell.pick().stand_m;
  const auto& size_m = setting_.parts[arm.cell.part().type].size_m;
  return std::hypot(held_m[0] - port_m[0], held_m[1] - port_m[1]) <
         ArmCell::kFinds_m + std::hypot(size_m[0], size_m[1]);
}

motion::PartOnBelt MovedArms::partOf(const MovedArm& arm) const {
  return {arm.cell.pick().element, arm.cell.part().number};
}

/// It waits until the part stands, and the doors before it stand open.
void MovedArms::lookForPart(MovedArm& arm, events::CoSimulation& run, double time_s) {
  if (!doors_.isOpen(arm.cell.pick().element)) return;
  std::optional<motion::BodyState> part = arm.cell.partAtPort();
  if (isOnBelt(arm)) part = belts_.stateOf(partOf(arm));
  if (!part) return missPart(arm, run, motion::MissReason::NotThere, time_s);
  if (speed_mps(*part) > kStands_mps) return;
  const motion::MissReason reason = arm.cell.pickAt(*part);
  if (reason != motion::MissReason::None) missPart(arm, run, reason, time_s);
}

void MovedArms::gripPart(MovedArm& arm, events::CoSimulation& run, double time_s) {
  std::optional<motion::BodyState> part = arm.cell.partAtPort();
  if (isOnBelt(arm)) part = belts_.stateOf(partOf(arm));
  const motion::MissReason reason = part ? arm.cell.grip(*part) : motion::MissReason::NotThere;
  if (reason != motion::MissReason::None) return missPart(arm, run, reason, time_s);
  if (isOnBelt(arm)) belts_.take(partOf(arm), time_s);
  motion::Box ghost;
  ghost.size_m = setting_.parts[arm.cell.part().type].size_m;
  ghost.position_m = part->position_m;
  ghost.yaw_rad = yaw_rad(part->orientation);
  ghost.friction = motion::kPartFriction;
  arm.ghost = world_.addDriven(ghost);
}

/// Somebody takes the part away: else nothing would come after it.
void MovedArms::missPart(MovedArm& arm, events::CoSimulation& run, motion::MissReason reason, double time_s) {
  const std::uint32_t part = arm.cell.part().number;
  mishaps_.push_back({motion::MishapKind::NotGripped, time_s, part, arm.cell.robot(), 0, {}, {}, reason});
  if (isOnBelt(arm) && belts_.stateOf(partOf(arm))) belts_.take(partOf(arm), time_s);
  arm.cell.miss();
  run.dropWork(arm.cell.robot());
}

void MovedArms::letGo(MovedArm& arm, events::CoSimulation& run) {
  hand_ = Hand{arm.cell.part().number, arm.cell.held().value()};
  const bool is_taken = run.putDown(arm.cell.robot());
  hand_.reset();
  if (!is_taken) return;
  removeGhost(arm);
  arm.cell.release();
  arm.is_leaving = true;
}

void MovedArms::removeGhost(MovedArm& arm) {
  if (arm.ghost) world_.remove(*arm.ghost);
  arm.ghost.reset();
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
