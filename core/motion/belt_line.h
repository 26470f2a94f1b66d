// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/factory/belt_passage.h"
#include "core/motion/hall.h"
#include "core/motion/jam_watch.h"
#include "core/motion/junction_forecast.h"
#include "core/motion/lane.h"
#include "core/motion/motion_state.h"
#include "core/motion/photo_eyes.h"
#include "core/motion/rider.h"
#include "core/motion/stop_blades.h"

namespace mw::motion {

/// A part on its conveyor, by its number.
struct PartOnBelt {
  std::uint32_t conveyor = 0;  ///< index in the factory
  std::uint32_t part = 0;
};

/// A part that stands at a stop of its conveyor.
struct PartAtStop {
  PartOnBelt part;
  std::uint32_t stop = 0;  ///< from the conveyor's entry, from 0
};

/// All conveyors of a factory and the parts on them, in one world. A step is drive(), the world's step and observe().
/// Which part comes when and goes on when is somebody else's to say; see core/cosimulation.
///
/// A part that is taken from a conveyor and put onto one that begins where it ends rides over as the body it is, with
/// its speed. Where more than one way leads through such a place, a part waits before it until its own is clear.
class BeltLine {
 public:
  /// @param parts  part types, at least one
  /// @param world  outlives this; may hold others' bodies too
  /// @throws InputError naming each conveyor that can't be built
  BeltLine(const factory::Factory& factory, std::vector<factory::Part> parts, RigidWorld& world);

  /// Indices of the factory's conveyors.
  [[nodiscard]] std::vector<std::uint32_t> elements() const;

  /// @param at_s   when it came; between two steps it is put down where it would be by now
  /// @param state  where it is and how fast, of a part that is let go there; else the start of the belt at its speed
  void put(std::uint32_t conveyor, const BeltPart& part, double at_s, const std::optional<BodyState>& state = {});
  void take(const PartOnBelt& part, double at_s);
  /// Gives a part away as the body it is, to somebody who takes it over the conveyor's end.
  struct Given {
    BodyId body = 0;
    double entered_s = 0;
  };
  [[nodiscard]] std::optional<Given> giveBody(const PartOnBelt& part);
  /// The middle of a part that was given away is over the conveyor's end.
  void noteLeft(const PartOnBelt& part, double entered_s, double at_s);
  /// Takes a part as the body it is, which somebody has brought over the conveyor's start.
  void adopt(std::uint32_t conveyor, const BeltPart& part, double at_s, BodyId body);
  [[nodiscard]] std::optional<BodyId> bodyOf(const PartOnBelt& part) const;
  /// Whether nothing is in the way of a part that comes over the conveyor's start.
  [[nodiscard]] bool isStartFree(std::uint32_t conveyor) const { return isEntryClear(laneOf(conveyor)); }
  /// Its lane in the world.
  [[nodiscard]] int worldLane(std::uint32_t conveyor) const { return static_cast<int>(laneOf(conveyor)); }
  /// Somebody has the place at the conveyor's end, or has just left it: the parts that stand behind are in no jam yet.
  void letMoveUp(std::uint32_t conveyor);
  /// Where a part is that is on its belt; none of one that fell or is gone.
  [[nodiscard]] std::optional<BodyState> stateOf(const PartOnBelt& part) const;
  /// Outside its working hours a belt stands still.
  void setOn(std::uint32_t conveyor, bool is_on);

  /// Runs and stops the belts for the coming step.
  void drive(double step_s);
  /// Reads where the parts are after a step: who has arrived, who fell, who is gone.
  /// @throws NumericalError naming the conveyor of a part without a finite position, or that flies off at a speed which
  /// no belt gives
  void observe(double time_s);
  /// Parts that fell off their conveyor since this was asked last.
  [[nodiscard]] std::vector<PartOnBelt> takeFallen();
  /// Parts at the ends of their conveyors.
  [[nodiscard]] std::vector<PartOnBelt> arrived() const;
  /// Whether one of them still is: not while another, gone on since, is on its way over the place behind that end.
  [[nodiscard]] bool hasArrived(const PartOnBelt& part) const;
  /// Parts whose fronts are at stops that have not let them go.
  [[nodiscard]] std::vector<PartAtStop> atStops() const;
  /// The stop lets the part go. Nothing happens where it is gone or has passed.
  void passStop(const PartAtStop& at);
  /// Whether the entry, taken by the part put down last, is clear by now. Said once.
  [[nodiscard]] bool takeClearEntry(std::uint32_t conveyor);

  /// Which part a body is; none where it is somebody else's.
  [[nodiscard]] std::optional<PartOnBelt> partOf(BodyId body) const;

  [[nodiscard]] std::vector<PartPose> poses() const;
  /// Whether a part is on its way through a door of this enclosure.
  [[nodiscard]] bool isInDoorwayOf(std::uint32_t enclosure) const;
  /// Whether one of the parts, on a belt or fallen, is so.
  [[nodiscard]] bool isAny(const std::function<bool(const PartPose&)>& is_so) const;
  [[nodiscard]] bool hasFallen(std::uint32_t part) const;
  [[nodiscard]] std::uint64_t hash() const;
  [[nodiscard]] const std::vector<ConveyorState>& conveyors() const { return states_; }
  [[nodiscard]] const std::vector<Transport>& transports() const { return transports_; }
  [[nodiscard]] const std::vector<Mishap>& mishaps() const { return mishaps_; }
  [[nodiscard]] const Hall& hall() const { return hall_; }
  /// By conveyors, in the order that each names them.
  [[nodiscard]] const std::vector<PhotoEye>& photoEyes() const { return eyes_; }
  [[nodiscard]] const std::vector<StopState>& stops() const { return blades_.states(); }
  /// What the conveyors can't do well, a sentence each.
  [[nodiscard]] std::span<const std::string> notes() const { return built_.notes; }

 private:
  void observeRider(Rider& rider, double time_s);
  void takeIn();
  [[nodiscard]] bool isUnderWay(const Rider& rider, const factory::BeltPassage& passage) const;
  void checkSane(const Rider& rider, double time_s) const;
  void putDown(std::size_t lane, const BeltPart& part, double at_s, const std::optional<BodyState>& state);
  void addRider(Rider rider);
  /// A part that left the conveyor before goes on as the body it is.
  void rideOver(Rider& rider, std::size_t lane, double at_s);
  /// A part's middle passes from one conveyor to the next, and it leaves what is between them.
  void watchCrossing(Rider& rider, double time_s);
  [[nodiscard]] std::optional<std::size_t> strayedOnto(const Rider& rider, const Junction& junction) const;
  void count(Rider& rider, std::size_t from, double at_s);
  void letIn(Rider& rider);
  void driveCrossroads(const Crossroads& crossroads, std::size_t number);
  void drivePlate(const JunctionPlate& plate, const Crossroads& crossroads, std::optional<std::size_t> from,
                  std::size_t to, double speed_mps);
  /// Lets those over a junction that wait for it and have their ways clear, in the order in which they were taken.
  void letOver(std::size_t junction);
  void goOver(Rider& rider, double over_s);
  /// The plates of its way bear it from now on, where ways have plates of their own.
  void takeWay(Rider& rider);
  [[nodiscard]] std::vector<Rider*> heldAt(std::size_t junction);
  [[nodiscard]] bool isLetOver(const Rider& rider) const;
  /// When it will be over if it goes now; none while it must wait.
  [[nodiscard]] std::optional<double> overAt_s(const Rider& rider) const;
  /// Of a part on its way over a junction, or just behind it.
  [[nodiscard]] CrossingPart crossingPart(const Rider& rider, const JunctionWay& way) const;
  [[nodiscard]] std::optional<double> overAt_s(const CrossingPart& part, const LanePair& pair,
                                               std::size_t junction) const;
  /// The time a pitch after one; one that is late by less than a step is taken to have come when it was due.
  [[nodiscard]] double pitchAfter_s(double time_s, double due_s, const ConveyorGeometry& conveyor) const;
  [[nodiscard]] bool isDrivenOver(const Rider& rider, const CrossingPart& part) const;
  /// Whether somebody who comes may be let over to this lane now.
  [[nodiscard]] bool isAnyWayClear(std::size_t lane, std::size_t junction) const;
  [[nodiscard]] CrossingPart nextOf(std::size_t lane, const JunctionWay& way) const;
  [[nodiscard]] bool isEntryClear(std::size_t lane) const;
  /// Whether a part is on its way over a place where parts take turns.
  [[nodiscard]] bool isTaken(std::optional<std::size_t> junction) const;
  /// Whether its front is at the next stop of its belt.
  [[nodiscard]] bool isAtStop(const Rider& rider) const;
  [[nodiscard]] const Rider* riderOf(std::uint32_t part) const;
  [[nodiscard]] double halfLength_m(const Rider& rider) const { return part_types_[rider.part.type].size_m[0] / 2; }
  [[nodiscard]] bool isAtEnd(const Rider& rider) const;
  [[nodiscard]] bool hasArrived(const Rider& rider) const;
  [[nodiscard]] bool isLost(const Rider& rider) const { return !hall_.contains(rider.state.position_m); }
  void report(MishapKind kind, const Rider& rider, double time_s);
  [[nodiscard]] Lane& laneAt(const Rider& rider) { return built_.lanes[rider.lane]; }
  [[nodiscard]] const Lane& laneAt(const Rider& rider) const { return built_.lanes[rider.lane]; }
  [[nodiscard]] std::size_t laneOf(std::size_t element) const { return *lane_of_element_[element]; }

  const factory::Factory& factory_;
  std::vector<factory::Part> part_types_;
  RigidWorld& world_;
  Lanes built_;
  std::vector<factory::BeltPassage> passages_;
  Hall hall_;
  JamWatch jams_;
  std::vector<PhotoEye> eyes_;
  StopBlades blades_;
  std::vector<std::optional<std::size_t>> lane_of_element_;
  std::vector<Rider> riders_;  ///< by rising part number
  std::vector<ConveyorState> states_;
  std::vector<Transport> transports_;
  std::vector<Mishap> mishaps_;
  double longest_half_m_ = 0;  ///< of all part types
  double step_s_ = 0;          ///< the last
  double observed_s_ = 0;      ///< the time at which the bodies are where they are
};

}  // namespace mw::motion
