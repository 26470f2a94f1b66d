// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/motion/conveyor_geometry.h"
#include "core/motion/hall.h"
#include "core/motion/motion_state.h"

namespace mw::motion {

/// A part that comes onto a belt.
struct BeltPart {
  std::uint32_t number = 0;  ///< running, in order of creation
  std::uint16_t type = 0;    ///< index in the factory's parts
};

/// A part on its conveyor, by its number.
struct PartOnBelt {
  std::uint32_t conveyor = 0;  ///< index in the factory
  std::uint32_t part = 0;
};

/// All conveyors of a factory and the parts on them, in one world. A step is drive(), the world's step and observe().
/// Which part comes when and goes on when is somebody else's to say; see core/cosimulation.
class BeltLine {
 public:
  /// @param parts  part types, at least one
  /// @param world  outlives this; may hold others' bodies too
  /// @throws InputError naming each conveyor that can't be built
  BeltLine(const factory::Factory& factory, std::vector<factory::Part> parts, RigidWorld& world);

  /// Indices of the factory's conveyors.
  [[nodiscard]] std::vector<std::uint32_t> elements() const;

  /// @param at_s  when it came; between two steps it is put down where it would be by now
  void put(std::uint32_t conveyor, const BeltPart& part, double at_s);
  void take(const PartOnBelt& part, double at_s);
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
  /// Whether the entry, taken by the part put down last, is clear by now. Said once.
  [[nodiscard]] bool takeClearEntry(std::uint32_t conveyor);

  /// Which part a body is; none where it is somebody else's.
  [[nodiscard]] std::optional<PartOnBelt> partOf(BodyId body) const;

  [[nodiscard]] std::vector<PartPose> poses() const;
  [[nodiscard]] std::uint64_t hash() const;
  [[nodiscard]] const std::vector<ConveyorState>& conveyors() const { return states_; }
  [[nodiscard]] const std::vector<Transport>& transports() const { return transports_; }
  [[nodiscard]] const std::vector<Mishap>& mishaps() const { return mishaps_; }

 private:
  struct Lane {
    ConveyorGeometry geometry;
    std::vector<BeltSurface> surfaces;
    bool is_on = true;            ///< within its working hours
    bool is_entry_taken = false;  ///< as it was told
  };
  struct Rider {
    BeltPart part;
    std::size_t lane = 0;
    BodyId body = 0;
    double entered_s = 0;
    std::optional<double> arrived_s;
    bool is_tipped = false;
    bool is_fallen = false;
    bool is_fall_told = false;
    bool is_jammed = false;
    Vector3 still_at_m{};    ///< where it stands, as good as
    double next_look_s = 0;  ///< when to look again for what holds it up
    BodyState state;
  };

  void observeRider(Rider& rider, double time_s);
  void checkSane(const Rider& rider, double time_s) const;
  [[nodiscard]] bool isEntryClear(std::size_t lane) const;
  [[nodiscard]] double halfLength_m(const Rider& rider) const { return part_types_[rider.part.type].size_m[0] / 2; }
  [[nodiscard]] bool isAtEnd(const Rider& rider) const;
  [[nodiscard]] bool isLost(const Rider& rider) const { return !hall_->contains(rider.state.position_m); }
  /// Whether the part stands though its belt runs, and why.
  void watchStillness(Rider& rider, double time_s);
  void lookAhead(Rider& rider, double time_s);
  [[nodiscard]] bool isCloseBehind(const Rider& rider, const Rider& other) const;
  void report(MishapKind kind, const Rider& rider, double time_s);
  [[nodiscard]] std::size_t laneOf(std::size_t element) const { return *lane_of_element_[element]; }

  const factory::Factory& factory_;
  std::vector<factory::Part> part_types_;
  RigidWorld& world_;
  std::vector<Lane> lanes_;
  std::vector<std::optional<std::size_t>> lane_of_element_;
  std::optional<Hall> hall_;
  std::vector<Rider> riders_;  ///< by rising part number
  std::vector<ConveyorState> states_;
  std::vector<Transport> transports_;
  std::vector<Mishap> mishaps_;
  double longest_half_m_ = 0;  ///< of all part types
  double observed_s_ = 0;      ///< the time at which the bodies are where they are
};

}  // namespace mw::motion
