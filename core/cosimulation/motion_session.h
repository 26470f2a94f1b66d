// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/cosimulation/arm_cycle.h"
#include "core/events/collect/present.h"
#include "core/events/collect/run_statistics.h"
#include "core/factory/factory.h"
#include "core/motion/arm/arm_posture.h"
#include "core/motion/motion_state.h"
#include "core/motion/photo_eyes.h"

namespace mw::cosimulation {

struct MotionSettings {
  double duration_s = 60;
  double step_s = 1.0 / 240;
  std::uint64_t seed = 1;
  double warmup_s = 0;             ///< what was measured before is deleted; below the duration
  std::filesystem::path folder{};  ///< where names of the robots' URDF files begin
};

/// A factory in motion: belts, vehicles and the parts on them as rigid bodies, robots that have an arm as that arm,
/// everything else that has a size_m as a fixed box, and the event engine for what is no transport: arrivals, routing,
/// stations, failures, pools, which vehicle fetches what, statistics. Parts inside other elements than conveyors are
/// not in the world, but for those in grippers and on vehicles.
///
/// Vehicles drive as motion::VehicleLine says; a drive ends when the body is at the node. A part that is loaded stands
/// on the bed from the end of load_s on, held by friction; one that slides off counts as scrapped. Before a robot whose
/// arm reaches the bed, that arm takes the part off or puts it on, in its own time, and the vehicle stands meanwhile.
///
/// A conveyor is a belt of its length_m, centred on its pose along +x, or the legs of its path, which may climb, with
/// corners or, where it has a bend_radius_m, bends; its surface is 0.8 m above its foot. A part is put down with its
/// centre at the start of the belt, at the belt's speed, as soon as the part before it is one pitch_m (and at least
/// both half lengths) away; it has arrived when its centre reaches the end: there its transport ends, whatever a flow
/// chart would say. So a free part takes length / speed. When the next element has no room it waits there before a
/// stop: an accumulating belt runs on under it and the parts behind close up, any other belt stops. Side rails guide
/// the parts. In the corners of a path a plate turns them.
///
/// An arm sets out when a part is its robot's. It waits above the port until the part stands, grips it as it stands,
/// carries it to above its place (with several places: holds it above the port) and puts it down when the next element
/// has room, which is kept for it meanwhile: the part's stay in the robot ends when the gripper opens. A part that is
/// not found, or has tipped, is taken away; one that takes more force than the gripper holds with slips out and falls.
/// Both count as scrapped. The arm itself and what it holds pass through what stands fixed.
///
/// An enclosure is its walls, base and roof, with doors that slide within their opens_s. They close before a job and
/// open after it, but never while an arm, what it holds or a part of a conveyor is in the doorway; an arm goes through
/// them only while they stand open. Parts of a conveyor that leads through a door (factory/belt_passage.h) wait before
/// it, and ride on to the belt's end once the enclosure has taken them.
///
/// A turntable, lift or pusher takes its part as the body it is over the edge where the conveyor ends, carries it on
/// its belt by friction, turns or rises under it or pushes it, and hands the body on (motion/transfer_line.h). Where no
/// conveyor meets its edge, parts are put down in its middle, or taken from there.
///
/// Where a conveyor ends at the start of one that it flows into (motion/junction.h), its parts ride over as the bodies
/// they are; where it turns there, over a plate that turns them. Where several conveyors meet, parts wait before that
/// place until they keep clear of those on it; one at a time where others put parts down too. The events say who goes.
///
/// Each conveyor with its parts is a lane: parts of different lanes do not meet, but those of conveyors that meet. A
/// fixed box lets the parts of conveyors that flow into or out of it pass. Parts that fall lie where they fell, marked,
/// and parts that leave the hall are removed; both are told by mishaps() and count as scrapped.
///
/// One session belongs to one thread; sessions on different threads are independent. Fixed step: the same factory and
/// settings give the same bits.
class MotionSession {
 public:
  /// Copies what it needs of the factory.
  /// @throws InputError with all that forbids a run (checkFactory), what can't be moved by name, and settings out of
  /// range (steps up to 1/50 s)
  MotionSession(const factory::Factory& factory, const MotionSettings& settings);
  ~MotionSession();
  MotionSession(MotionSession&&) noexcept;
  MotionSession& operator=(MotionSession&&) noexcept;

  /// Advances by one fixed step.
  /// @throws NumericalError when a body has no finite position any more, naming its conveyor
  void step();
  [[nodiscard]] double time_s() const;
  /// Parts that are in the world now, by rising number; valid until the next step.
  [[nodiscard]] std::span<const motion::PartPose> parts() const;
  /// Arms that are moved, by rising index of their robots in the factory.
  [[nodiscard]] std::vector<motion::ArmPosture> arms() const;
  /// Doors of enclosures, by rising index of these in the factory; valid until the next step.
  [[nodiscard]] std::span<const motion::DoorState> doors() const;
  /// Blades of conveyors' stops, by rising index of these in the factory; valid until the next step.
  [[nodiscard]] std::span<const motion::StopState> stops() const;
  [[nodiscard]] std::span<const ArmCycle> armCycles() const;
  [[nodiscard]] std::vector<ArmReport> armReports() const;
  /// Fingerprint of all positions, orientations and velocities, by their bits.
  [[nodiscard]] std::uint64_t stateHash() const;
  [[nodiscard]] std::span<const motion::Transport> transports() const;
  /// Parts taken by sinks so far.
  [[nodiscard]] std::int64_t delivered() const;
  /// What the elements do and hold now.
  [[nodiscard]] const events::Present& present() const;
  /// What the events measured since the end of the warm-up.
  [[nodiscard]] events::RunStatistics statistics() const;
  [[nodiscard]] std::span<const motion::Mishap> mishaps() const;
  /// Vehicles that came nearer to each other or to what stands there than their clearance_m, in the order in which they
  /// first did; then arms that came nearer to each other than ArmEncounters::kClearance_m.
  [[nodiscard]] std::span<const motion::NearMiss> nearMisses() const;
  /// Vehicles that stand for others which don't go out of their way, in the order in which that was first seen.
  [[nodiscard]] std::span<const motion::Standstill> standstills() const;
  /// All vehicles, fleet by fleet.
  [[nodiscard]] std::vector<motion::VehicleState> vehicles() const;
  /// Turntables, lifts and pushers by rising index in the factory.
  [[nodiscard]] std::vector<motion::TransferState> transfers() const;
  /// What the factory says and motion leaves out or can't do well, a sentence each.
  [[nodiscard]] std::span<const std::string> notes() const;
  /// Conveyors by rising index in the factory, as they are now; valid until the next step.
  [[nodiscard]] std::span<const motion::ConveyorState> conveyors() const;
  /// Light barriers of conveyors, and when each was blocked; valid until the next step.
  [[nodiscard]] std::span<const motion::PhotoEye> photoEyes() const;
  /// How deep two bodies lie inside each other at most.
  [[nodiscard]] double deepestOverlap_m() const;

 private:
  class World;
  std::unique_ptr<World> world_;
};

}  // namespace mw::cosimulation
