// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/motion/conveyor_geometry.h"
#include "core/motion/logic/line_logic.h"
#include "core/motion/motion_session.h"

namespace mw::motion {

/// All conveyors of a factory and the parts on them, in one world. A step is drive(), the world's step, observe().
class BeltLine final : public Belts {
 public:
  /// @param parts  part types, at least one
  /// @throws InputError naming each conveyor that can't be built
  BeltLine(const factory::Factory& factory, std::vector<factory::Part> parts, std::unique_ptr<RigidWorld> world);

  [[nodiscard]] bool hasRoom(std::size_t conveyor, const LinePart& part) const override;
  void put(std::size_t conveyor, const LinePart& part, double time_s) override;
  [[nodiscard]] std::vector<WaitingPart> waitingParts() const override;
  void take(const WaitingPart& waiting, double time_s) override;

  /// Runs and stops the belts for the coming step.
  void drive(double step_s);
  void step(double step_s) { world_->step(step_s); }
  /// Reads where the parts are after a step: who has arrived, who fell, who is gone.
  /// @throws NumericalError naming the conveyor of a part without a finite position
  void observe(double time_s);

  [[nodiscard]] std::vector<PartPose> poses() const;
  [[nodiscard]] std::uint64_t hash() const;
  [[nodiscard]] const std::vector<ConveyorState>& conveyors() const { return states_; }
  [[nodiscard]] const std::vector<Transport>& transports() const { return transports_; }
  [[nodiscard]] const std::vector<Mishap>& mishaps() const { return mishaps_; }
  [[nodiscard]] double deepestOverlap_m() const { return world_->deepestOverlap_m(); }

 private:
  struct Lane {
    ConveyorGeometry geometry;
    std::vector<BeltSurface> surfaces;
  };
  struct Rider {
    LinePart part;
    std::size_t lane = 0;
    BodyId body = 0;
    double entered_s = 0;
    std::optional<double> arrived_s;
    bool is_tipped = false;
    bool is_fallen = false;
    BodyState state;
  };

  void buildSurroundings();
  /// A fixed body for an element that is no conveyor and has a place. An extent that the factory leaves to the type is
  /// a guess, and a guess stops no belt that runs through it.
  void addStandingBody(std::size_t element);
  void observeRider(Rider& rider, double time_s);
  [[nodiscard]] bool isAtEnd(const Rider& rider) const;
  [[nodiscard]] bool isLost(const Rider& rider) const;
  void report(MishapKind kind, const Rider& rider, double time_s);
  [[nodiscard]] std::size_t laneOf(std::size_t element) const { return *lane_of_element_[element]; }

  const factory::Factory& factory_;
  std::vector<factory::Part> part_types_;
  std::unique_ptr<RigidWorld> world_;
  std::vector<Lane> lanes_;
  std::vector<std::optional<std::size_t>> lane_of_element_;
  std::vector<Rider> riders_;  ///< by rising part number
  std::vector<ConveyorState> states_;
  std::vector<Transport> transports_;
  std::vector<Mishap> mishaps_;
  Vector3 hall_min_m_{};
  Vector3 hall_max_m_{};
};

}  // namespace mw::motion
