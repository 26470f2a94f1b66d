// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/cosimulation/arm_cycle.h"
#include "core/events/co_simulation.h"
#include "core/factory/arriving_loads.h"
#include "core/motion/arm/arm_posture.h"
#include "core/motion/belt_line.h"
#include "core/motion/cell/arm_cell.h"
#include "core/motion/cell/loose_parts.h"
#include "core/motion/clearance/arm_encounters.h"
#include "core/motion/clearance/arm_shape.h"
#include "core/motion/door_line.h"
#include "core/motion/drive/vehicle_line.h"

namespace mw::cosimulation {

/// Lets arms do the work of the robots of an event run. A part that is gripped leaves its belt and goes with a driven
/// box in the world of the belts, which pushes what is in its way; let go, it is on the next belt where the gripper
/// opened. From and onto the beds of vehicles likewise. A part that slips out falls as a body of that world.
class MovedArms final : public events::WorkMover {
 public:
  /// What of the factory the arms need.
  struct Setting {
    const factory::Factory& factory;  ///< outlives this
    std::vector<factory::Part> parts;
    std::filesystem::path folder;  ///< where names of URDF files begin
  };

  /// Robots that have an arm, but for those whose arm can't serve its vehicles: notes() say why.
  /// @param belts, doors, vehicles, world  outlive this
  /// @throws InputError naming each other robot that can't do its work
  MovedArms(Setting setting, motion::BeltLine& belts, const motion::DoorLine& doors, motion::VehicleLine& vehicles,
            motion::RigidWorld& world);

  /// Indices in the factory.
  [[nodiscard]] const std::vector<events::Index>& robots() const { return robots_; }
  /// What a cycle of this robot takes by its plan.
  [[nodiscard]] double plannedCycle_s(events::Index robot) const { return armOf(robot).cell.plannedCycle_s(); }

  void begin(events::Index robot, const events::MovedWork& work, SimTime at) override;
  void place(events::Index robot, events::Index flow, SimTime at) override;
  void setRunning(events::Index robot, bool is_running, SimTime at) override;
  void giveAway(events::Index robot, SimTime at) override;
  [[nodiscard]] bool handles(events::Index robot, events::Index flow, events::Index vehicle) override;
  void placeOnto(events::Index robot, events::Index flow, events::Index vehicle, SimTime at) override;
  /// The next part of a robot lies on the bed of this vehicle, which stands until it is off.
  void awaitFrom(events::Index robot, events::Index vehicle);

  /// Moves the arms over the coming step of the world.
  void drive(double step_s);
  /// Reads after it what lies about.
  void observe(double time_s);
  /// Tells the run who is done, lets go or has lost its part.
  void tell(events::CoSimulation& run, double time_s);

  /// Whether an arm that serves this element, or what it holds, is in a box.
  [[nodiscard]] bool reachInto(std::uint32_t element, const motion::Box& box) const;
  /// Of a part that a gripper is letting go at this moment.
  [[nodiscard]] std::optional<motion::BodyState> inHand(std::uint32_t part) const;
  /// Parts in grippers, and those that fell.
  void addPoses(std::vector<motion::PartPose>& poses) const;
  [[nodiscard]] std::vector<motion::ArmPosture> postures() const;
  [[nodiscard]] std::uint64_t hash() const;
  [[nodiscard]] const std::vector<ArmCycle>& cycles() const { return cycles_; }
  [[nodiscard]] std::vector<ArmReport> reports() const;
  [[nodiscard]] const std::vector<motion::Mishap>& mishaps() const { return mishaps_; }
  /// By arms; as long as this lives.
  [[nodiscard]] std::vector<const motion::RobotCell*> cells() const;
  [[nodiscard]] motion::ArmNow now(std::size_t arm) const { return nowOf(*arms_[arm]); }
  /// The largest diagonal of a part.
  [[nodiscard]] double longestPart_m() const;
  /// Arms that came near each other.
  [[nodiscard]] const std::vector<motion::NearMiss>& nearMisses() const { return encounters_->found(); }
  /// Whether an arm takes its part off this vehicle's bed, or puts it there.
  [[nodiscard]] bool isAt(std::size_t arm, std::uint32_t vehicle) const {
    return arms_[arm]->fetched_from == vehicle || arms_[arm]->bound_onto == vehicle;
  }
  /// Robots that stay as the factory has them, and what came otherwise than meant in the run, a sentence each.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  struct MovedArm {
    MovedArm(const Setting& setting, motion::RobotCell robot_cell, std::span<const std::uint16_t> types)
        : cell(setting.factory, std::move(robot_cell), setting.parts, types),
          shape(cell.cell().mounted, cell.cell().gripper) {}
    motion::ArmCell cell;
    motion::ArmShape shape;
    std::optional<motion::BodyId> ghost;          ///< of the held part, in the world of the belts
    bool has_asked = false;                       ///< where the part goes
    std::optional<std::uint32_t> bound{};         ///< flow by which the part goes once the doors there are open
    bool is_leaving = false;                      ///< the part is in its place, the robot not free yet
    std::optional<std::uint32_t> fetched_from{};  ///< vehicle that stands until the part is off its bed
    bool has_fetched = false;                     ///< the gripper has that part, or had it
    std::optional<std::uint32_t> bound_onto{};    ///< vehicle that stands until the arm is away
    bool is_lost = false;                         ///< the part for which a vehicle has been called
  };
  struct Hand {
    std::uint32_t part = 0;
    motion::BodyState state;
  };

  void addRobot(std::size_t element, Findings& findings);
  void addArm(std::size_t element);
  void dropPart(MovedArm& arm, const motion::BodyState& dropped, events::CoSimulation& run, double time_s);
  void clearVehicle(MovedArm& arm, events::CoSimulation& run);
  [[nodiscard]] std::optional<motion::BodyState> stateOf(const MovedArm& arm) const;
  void takePart(MovedArm& arm, double time_s);
  [[nodiscard]] motion::ArmNow nowOf(const MovedArm& arm) const;
  [[nodiscard]] MovedArm& armOf(events::Index robot);
  [[nodiscard]] const MovedArm& armOf(events::Index robot) const;
  [[nodiscard]] bool isOnBelt(const MovedArm& arm) const;
  [[nodiscard]] bool isAtPick(const MovedArm& arm, const motion::Vector3& held_m) const;
  [[nodiscard]] motion::PartOnBelt partOf(const MovedArm& arm) const;
  void tellArm(MovedArm& arm, events::CoSimulation& run, double time_s);
  void lookForPart(MovedArm& arm, events::CoSimulation& run, double time_s);
  void gripPart(MovedArm& arm, events::CoSimulation& run, double time_s);
  void missPart(MovedArm& arm, events::CoSimulation& run, motion::MissReason reason, double time_s);
  void goToPlace(MovedArm& arm);
  void letGo(MovedArm& arm, events::CoSimulation& run);
  void removeGhost(MovedArm& arm);

  Setting setting_;
  motion::BeltLine& belts_;
  const motion::DoorLine& doors_;
  motion::VehicleLine& vehicles_;
  motion::RigidWorld& world_;
  std::vector<factory::ArrivingLoads> loads_;
  motion::LooseParts loose_;
  std::vector<events::Index> robots_;
  std::vector<std::unique_ptr<MovedArm>> arms_;  ///< by robots_
  std::optional<motion::ArmEncounters> encounters_;
  std::optional<Hand> hand_;
  std::vector<ArmCycle> cycles_;
  std::vector<motion::Mishap> mishaps_;
  std::vector<std::string> notes_;
};

}  // namespace mw::cosimulation
