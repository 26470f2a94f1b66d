// SPDX-License-Identifier: Apache-2.0
#include "core/motion/cell/arm_cell.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/base/error.h"
#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/arm/joint_move.h"
#include "core/motion/bullet/bullet_arm_world.h"
#include "core/motion/friction.h"

namespace mw::motion {
namespace {

Eigen::Quaterniond turnOf(const BodyState& body) {
  const Quaternion& q = body.orientation;
  return {q[3], q[0], q[1], q[2]};
}

Eigen::Vector3d vectorOf(const Vector3& v) {
  return {v[0], v[1], v[2]};
}

double lean_rad(const BodyState& body) {
  return std::acos(std::clamp((turnOf(body) * Eigen::Vector3d::UnitZ()).z(), -1.0, 1.0));
}

double yaw_rad(const BodyState& body) {
  const Eigen::Vector3d along = turnOf(body) * Eigen::Vector3d::UnitX();
  return std::atan2(along.y(), along.x());
}

/// Vehicles bring parts forwards and backwards; a box is gripped either way round.
double nearestHalfTurn_rad(double yaw_rad, double near_rad) {
  const bool is_near = std::abs(std::remainder(yaw_rad - near_rad, 2 * std::numbers::pi)) <= std::numbers::pi / 2;
  return is_near ? yaw_rad : near_rad + std::remainder(yaw_rad - near_rad, std::numbers::pi);
}

Eigen::Vector3d topOf(const BodyState& body, double height_m) {
  return vectorOf(body.position_m) + turnOf(body) * Eigen::Vector3d(0, 0, height_m / 2);
}

/// The port of a flow that is next to a point; past the last where there is none.
std::size_t portOf(const std::vector<RobotPort>& ports, std::uint32_t flow, const Vector3& near_m) {
  const auto away_m = [&](const RobotPort& port) {
    return std::hypot(port.stand_m[0] - near_m[0], port.stand_m[1] - near_m[1]);
  };
  std::size_t best = ports.size();
  for (std::size_t i = 0; i < ports.size(); ++i) {
    if (ports[i].flow == flow && (best == ports.size() || away_m(ports[i]) < away_m(ports[best]))) best = i;
  }
  return best;
}

RobotProgramme programmeOfRobot(const factory::Factory& factory, const RobotCell& cell) {
  if (cell.picks.size() != 1 || cell.places.size() != 1) return {};
  return taughtProgramme(factory.elements()[cell.robot], fmt::format("/elements/{}", cell.robot));
}

}  // namespace

ArmCell::ArmCell(const factory::Factory& factory, RobotCell cell, std::span<const factory::Part> parts,
                 std::span<const std::uint16_t> wanted)
    : id_(factory.elements()[cell.robot].id),
      cell_(std::move(cell)),
      part_types_(parts.begin(), parts.end()),
      inverse_(cell_.mounted),
      programme_taught_(programmeOfRobot(factory, cell_)),
      taught_(parts.size()),
      follower_([&] {
        const JointVector start_rad = startPosture(wanted);
        return ArmFollower(makeBulletArmWorld(cell_.mounted, cell_.gripper, cell_.X_WB, start_rad), start_rad);
      }()) {
  Findings findings = check(factory, wanted);
  if (!findings.empty()) throw InputError(std::move(findings));
  reading_ = follower_.world().reading();
}

const TaughtJob* ArmCell::taught() const {
  return taught_[part_.type] ? &*taught_[part_.type] : nullptr;
}

PickPlaceProgramme ArmCell::programmeFor(const CellPart& part, std::size_t pick, std::size_t place) const {
  return programmeOf(cell_, cell_.picks[pick], cell_.places[place], part_types_[part.type]);
}

void ArmCell::follow(const PickPlacePlan& plan) {
  if (plan.status != PlanStatus::Ok) {
    throw NumericalError(fmt::format("robot \"{}\" can't go on with part {}: {}", id_, part_.number, plan.reason));
  }
  follower_.follow(plan.steps);
}

void ArmCell::begin(const CellPart& part, std::uint32_t flow, const Vector3& near_m) {
  const std::size_t pick = portOf(cell_.picks, flow, near_m);
  MW_REQUIRE(pick < cell_.picks.size());
  next_ = Job{part, pick};
  if (state_ == State::Idle) setOut(*next_);
}

void ArmCell::setOut(const Job& job) {
  part_ = job.part;
  pick_ = job.pick;
  next_.reset();
  programme_ = programmeFor(part_, pick_, 0);
  began_s_ = follower_.worked_s();
  is_whole_ = false;
  state_ = State::Approaching;
  const TaughtJob* job_taught = taught();
  if (job_taught == nullptr) return follow(planApproach(inverse_, programme_, follower_.end_rad()));
  if (follower_.end_rad() != job_taught->start_rad) {  // a job was broken off
    follower_.follow(
        {{std::make_shared<JointMove>(inverse_.arm(), follower_.end_rad(), job_taught->start_rad, cell_.speed),
          ArmFollower::Action::None, 0}});
  }
  follower_.follow(job_taught->approach);
}

BodyState ArmCell::partAtPort() const {
  const RobotPort& port = cell_.picks[pick_];
  BodyState part;
  part.position_m = port.stand_m;
  part.position_m[2] += programme_.part_size_m[2] / 2;
  part.orientation = {0, 0, std::sin(port.yaw_rad / 2), std::cos(port.yaw_rad / 2)};
  return part;
}

MissReason ArmCell::pickAt(const BodyState& part) {
  MW_REQUIRE(state_ == State::PartWanted);
  if (lean_rad(part) > kLeans_rad) return MissReason::Tipped;
  if (taught() != nullptr) {
    follower_.follow(taught()->pick);
    state_ = State::Picking;
    return MissReason::None;
  }
  const Vector3& port_m = cell_.picks[pick_].stand_m;
  const double away_m = std::hypot(part.position_m[0] - port_m[0], part.position_m[1] - port_m[1]);
  if (away_m > kFinds_m) return MissReason::NotThere;
  const Eigen::Isometry3d X_BW = cell_.X_WB.inverse();
  const double base_yaw_rad = std::atan2(cell_.X_WB.linear()(1, 0), cell_.X_WB.linear()(0, 0));
  PickPlaceProgramme seen = programme_;
  seen.pick.top_m = X_BW * topOf(part, programme_.part_size_m[2]);
  seen.pick.yaw_rad = nearestHalfTurn_rad(yaw_rad(part) - base_yaw_rad, programme_.pick.yaw_rad);
  const PickPlacePlan plan = planPick(inverse_, cell_.gripper, seen, follower_.end_rad());
  if (plan.status != PlanStatus::Ok) return MissReason::OutOfReach;
  programme_ = seen;
  follow(plan);
  state_ = State::Picking;
  return MissReason::None;
}

MissReason ArmCell::grip(const BodyState& part) {
  MW_REQUIRE(state_ == State::GripDue);
  if (lean_rad(part) > kLeans_rad) return MissReason::Tipped;
  const Eigen::Vector3d tip_m = cell_.X_WB * flangePose(cell_.mounted, follower_.world().reading().q_rad).translation();
  if ((tip_m - topOf(part, programme_.part_size_m[2])).norm() > kGripsWithin_m) {
    return isTaught() ? MissReason::NotThere : MissReason::Moved;
  }
  ArmWorld& world = follower_.world();
  Box box;
  box.size_m = programme_.part_size_m;
  box.position_m = part.position_m;
  box.friction = kPartFriction;
  const BodyId body = world.addPart(box, programme_.part_mass_kg);
  BodyState still = part;
  still.velocity_mps = still.angular_velocity_radps = {};
  world.setPart(body, still);
  if (!world.grip(body)) {
    world.removePart(body);
    return MissReason::TooHeavy;
  }
  body_ = body;
  follower_.acted();
  state_ = State::Carrying;
  if (cell_.places.size() == 1 && !isTaught()) follow(planCarry(inverse_, programme_, follower_.end_rad()));
  return MissReason::None;
}

/// What goes wrong before the gripper is closed.
void ArmCell::miss() {
  MW_REQUIRE(state_ == State::PartWanted || state_ == State::GripDue);
  stopJob(true);
}

const RobotPort& ArmCell::placeOf(std::uint32_t flow) const {
  const std::size_t place = portOf(cell_.places, flow, {});
  MW_REQUIRE(place < cell_.places.size());
  return cell_.places[place];
}

void ArmCell::place(std::uint32_t flow, const Vector3& near_m) {
  MW_REQUIRE(state_ == State::PlaceWanted);
  place_ = portOf(cell_.places, flow, near_m);
  MW_REQUIRE(place_ < cell_.places.size());
  state_ = State::Placing;
  if (taught() != nullptr) return follower_.follow(taught()->place);
  programme_.place = programmeFor(part_, pick_, place_).place;
  if (cell_.places.size() > 1) follow(planCarry(inverse_, programme_, follower_.end_rad()));
  follow(planPlace(inverse_, cell_.gripper, programme_, follower_.end_rad()));
}

void ArmCell::release() {
  MW_REQUIRE(state_ == State::ReleaseDue && body_);
  follower_.world().removePart(*body_);
  body_.reset();
  is_whole_ = true;
  follower_.acted();
  state_ = State::Placing;
}

void ArmCell::giveAway() {
  MW_REQUIRE(body_);
  follower_.world().removePart(*body_);
  body_.reset();
  is_whole_ = true;
  stopJob(true);
}

/// The rest of the job is left out: the arm ends the motion that it is in, or goes up.
void ArmCell::stopJob(bool keeps_motions) {
  follower_.forgetActions(keeps_motions);
  state_ = State::Placing;
  if (follower_.isDone()) endJob();
}

void ArmCell::endJob() {
  if (is_whole_) cycle_s_ = follower_.worked_s() - began_s_;
  state_ = State::Idle;
  if (next_) setOut(*next_);
}

void ArmCell::step(double step_s) {
  follower_.step(step_s);
  reading_ = follower_.world().reading();
  if (body_ && follower_.world().gripper().held != body_) {
    dropped_ = follower_.world().part(*body_);
    follower_.world().removePart(*body_);
    body_.reset();
    stopJob(state_ != State::Carrying);
    return;
  }
  endMotion();
}

void ArmCell::endMotion() {
  if (state_ == State::Picking && follower_.due() == ArmFollower::Action::Grip) state_ = State::GripDue;
  if (state_ == State::Placing && follower_.due() == ArmFollower::Action::Release) state_ = State::ReleaseDue;
  if (!follower_.isDone()) return;
  if (state_ == State::Approaching) state_ = State::PartWanted;
  if (state_ == State::Carrying) state_ = State::PlaceWanted;
  if (state_ == State::Placing) endJob();
}

std::optional<BodyState> ArmCell::held() const {
  if (!body_) return std::nullopt;
  return follower_.world().part(*body_);
}

std::optional<BodyState> ArmCell::takeDropped() {
  return std::exchange(dropped_, std::nullopt);
}

std::optional<double> ArmCell::takeCycle_s() {
  return std::exchange(cycle_s_, std::nullopt);
}

}  // namespace mw::motion
