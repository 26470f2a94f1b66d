// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/moved_arms.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "core/base/error.h"
#include "core/factory/road_network.h"
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

bool isServed(const factory::Factory& factory, std::size_t robot) {
  return std::any_of(factory.flows().begin(), factory.flows().end(), [robot](const factory::Flow& flow) {
    return (flow.from == robot || flow.to == robot) && factory::isByVehicle(flow);
  });
}

std::string sentenceOf(const Finding& finding) {
  return fmt::format("{}; its arm is not moved, it takes the time of its cycle", finding.cause);
}

}  // namespace

MovedArms::MovedArms(Setting setting, motion::BeltLine& belts, const motion::DoorLine& doors,
                     motion::VehicleLine& vehicles, motion::RigidWorld& world)
    : setting_(std::move(setting)),
      belts_(belts),
      doors_(doors),
      vehicles_(vehicles),
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

void MovedArms::addRobot(std::size_t element, Findings& findings) {
  const factory::Element& robot = setting_.factory.elements()[element];
  if (!robot.has("arm")) {
    notes_.push_back(fmt::format("robot \"{}\" has no arm: it takes the time of its cycle", robot.id));
    return;
  }
  try {
    addArm(element);
  } catch (const InputError& error) {
    if (!isServed(setting_.factory, element)) {
      findings.insert(findings.end(), error.findings().begin(), error.findings().end());
      return;
    }
    for (const Finding& finding : error.findings()) notes_.push_back(sentenceOf(finding));
  }
}

void MovedArms::addArm(std::size_t element) {
  const factory::Element& robot = setting_.factory.elements()[element];
  motion::RobotCell cell = motion::robotCell(setting_.factory, element, setting_.parts, setting_.folder);
  if (!cell.strays.empty()) {
    notes_.push_back(fmt::format("{}; it is not moved, the robot takes the time of its cycle",
                                 motion::strayText(setting_.factory, cell, cell.strays.front())));
    return;
  }
  const std::vector<std::size_t>& arriving = loads_[element].parts;
  const std::vector<std::uint16_t> types(arriving.begin(), arriving.end());
  if (cell.picks.empty() || cell.places.empty()) return;  // nothing comes, or nothing goes on
  arms_.push_back(std::make_unique<MovedArm>(setting_, std::move(cell), types));
  robots_.push_back(static_cast<events::Index>(element));
  if (!robot.has("programme") || arms_.back()->cell.isTaught()) return;
  notes_.push_back(fmt::format("robot \"{}\" was taught one way, but parts take several: it plans its own", robot.id));
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
  arm.is_lost = false;
  arm.bound_onto.reset();
  const motion::Vector3 near_m = arm.fetched_from ? vehicles_.stateOf(*arm.fetched_from).position_m : motion::Vector3{};
  arm.cell.begin({work.part.number, work.part.part_type}, work.came_by, near_m);
}

void MovedArms::place(events::Index robot, events::Index flow, SimTime) {
  MovedArm& arm = armOf(robot);
  if (arm.cell.wantsPlace()) arm.bound = flow;  // else it has just lost its part, which is told in this step
  goToPlace(arm);
}

/// Through a door only while it stands open.
void MovedArms::goToPlace(MovedArm& arm) {
  if (!arm.bound || !doors_.isOpen(arm.cell.placeOf(*arm.bound).element)) return;
  arm.cell.place(*arm.bound, arm.bound_onto ? vehicles_.stateOf(*arm.bound_onto).position_m : motion::Vector3{});
  arm.bound.reset();
}

void MovedArms::setRunning(events::Index robot, bool is_running, SimTime) {
  armOf(robot).cell.setRunning(is_running);
}

void MovedArms::giveAway(events::Index robot, SimTime) {
  MovedArm& arm = armOf(robot);
  removeGhost(arm);
  arm.bound.reset();
  if (!std::exchange(arm.is_lost, false)) arm.cell.giveAway();
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
    return dropPart(arm, *dropped, run, time_s);
  }
  if (arm.is_lost && arm.bound_onto) {
    arm.is_lost = false;
    arm.bound_onto.reset();
    run.dropWork(arm.cell.robot());
    return;
  }
  if (arm.is_leaving && arm.cell.state() == ArmCell::State::Idle) {
    arm.is_leaving = !run.workOver(arm.cell.robot());
    if (!arm.is_leaving) arm.bound_onto.reset();
  }
  clearVehicle(arm, run);
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

/// One for which a vehicle has been called is spoilt when that is there.
void MovedArms::dropPart(MovedArm& arm, const motion::BodyState& dropped, events::CoSimulation& run, double time_s) {
  removeGhost(arm);
  arm.bound.reset();
  arm.bound_onto.reset();
  const motion::CellPart part = arm.cell.part();
  loose_.add(part.number, part.type, dropped);
  mishaps_.push_back({motion::MishapKind::Slipped, time_s, part.number, arm.cell.robot(), 0, {}, {}});
  const std::optional<std::uint32_t> vehicle = std::exchange(arm.fetched_from, std::nullopt);
  arm.is_lost = !run.dropWork(arm.cell.robot());
  if (vehicle) run.clearOf(*vehicle);
}

/// Of the part that it is to pick, where that is.
std::optional<motion::BodyState> MovedArms::stateOf(const MovedArm& arm) const {
  if (isOnBelt(arm)) return belts_.stateOf(partOf(arm));
  if (!arm.fetched_from) return arm.cell.partAtPort();
  if (vehicles_.carrierOf(arm.cell.part().number) != arm.fetched_from) return std::nullopt;
  return vehicles_.loadState(*arm.fetched_from);
}

/// From where it stands.
void MovedArms::takePart(MovedArm& arm, double time_s) {
  if (isOnBelt(arm)) belts_.take(partOf(arm), time_s);
  if (!arm.fetched_from) return;
  vehicles_.unload(*arm.fetched_from);
  arm.has_fetched = true;
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
  const std::optional<motion::BodyState> part = stateOf(arm);
  if (!part) return missPart(arm, run, motion::MissReason::NotThere, time_s);
  if (speed_mps(*part) > kStands_mps) return;
  const motion::MissReason reason = arm.cell.pickAt(*part);
  if (reason != motion::MissReason::None) missPart(arm, run, reason, time_s);
}

void MovedArms::gripPart(MovedArm& arm, events::CoSimulation& run, double time_s) {
  const std::optional<motion::BodyState> part = stateOf(arm);
  const motion::MissReason reason = part ? arm.cell.grip(*part) : motion::MissReason::NotThere;
  if (reason != motion::MissReason::None) return missPart(arm, run, reason, time_s);
  takePart(arm, time_s);
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
  if (stateOf(arm)) takePart(arm, time_s);
  arm.cell.miss();
  const std::optional<std::uint32_t> vehicle = std::exchange(arm.fetched_from, std::nullopt);
  run.dropWork(arm.cell.robot());
  if (vehicle) run.clearOf(*vehicle);
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

}  // namespace mw::cosimulation
