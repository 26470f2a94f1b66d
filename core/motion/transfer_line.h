// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/motion/belt_line.h"
#include "core/motion/transfer_motion.h"

namespace mw::motion {

/// All turntables, lifts and pushers of a factory, in the world of its conveyors, and the parts on them. Each takes a
/// part as the body it is from the conveyor that ends at its edge, carries it by friction, turns, rises or pushes it,
/// and hands the body on. What goes when and where is somebody else's to say; see core/cosimulation.
///
///   begin      the part is the device's, though it stands at the conveyor's end: go there and take it in
///   Wanted     it is in the middle (on a pusher: where it can still be stopped): where does it go?
///   send       over this port: turn there, wait until nothing is in the way, carry it out
///   Over       its middle is over the edge, or the blade has made its stroke
///   release    the next has it; the device lets go of it when its rear is over the edge too
///   Free       it may have the next one; until then it goes back
class TransferLine {
 public:
  enum class Stage { Free, Approaching, CarryingIn, Turning, Wanted, TurningOut, CarryingOut, Over, Clearing, Cleared };

  /// @param parts  part types, at least one
  /// @param belts  with the conveyors; outlives this
  /// @throws InputError naming a conveyor too narrow for the parts that a pusher puts onto it crosswise
  TransferLine(const factory::Factory& factory, std::vector<factory::Part> parts, BeltLine& belts, RigidWorld& world);

  /// Indices of the factory's transfer devices, rising.
  [[nodiscard]] const std::vector<std::uint32_t>& elements() const { return elements_; }

  /// @param came_by    flow by which the part came
  /// @param only_flow  the one by which it can leave: it is turned there at once
  void begin(std::uint32_t device, const BeltPart& part, std::size_t came_by, std::optional<std::size_t> only_flow);
  void send(std::uint32_t device, std::size_t flow);
  void setRunning(std::uint32_t device, bool is_running);
  /// The body of its part, where that goes on over its edge.
  [[nodiscard]] std::optional<BodyId> bodyOver(std::uint32_t device, std::uint32_t part) const;
  /// The next has the part, as the body it is or, where it is no conveyor at the edge, as one of its own.
  void release(std::uint32_t device, double time_s);
  /// The next can't take the part yet: it stands with it.
  void hold(std::uint32_t device);
  /// It has no part any more: it goes back unless it is given one at once.
  void setFree(std::uint32_t device);

  void drive(double step_s);
  /// Reads where the parts are after a step.
  void observe(double time_s);

  [[nodiscard]] Stage stage(std::uint32_t device) const;
  /// Whether its part is gone: it fell, or was no more where it should have been taken.
  [[nodiscard]] bool hasLost(std::uint32_t device) const;
  /// The part on the device that a body is, its element for the conveyor's.
  [[nodiscard]] std::optional<PartOnBelt> partOf(BodyId body) const;

  void addPoses(std::vector<PartPose>& poses) const;
  [[nodiscard]] std::vector<TransferState> states() const;
  [[nodiscard]] std::uint64_t hash() const;
  [[nodiscard]] const std::vector<Mishap>& mishaps() const { return mishaps_; }

 private:
  struct Device {
    factory::TransferDevice spec;
    TransferMotion motion;
    int lane;
    Stage stage = Stage::Free;
    bool is_running = true;
    bool is_lost = false;
    BeltPart part{};
    const factory::TransferPort* in = nullptr;
    const factory::TransferPort* out = nullptr;
    const factory::TransferPort* only = nullptr;
    std::optional<BodyId> body{};
    BodyState state{};
    double entered_s = 0;  ///< the conveyor
    bool is_left = true;   ///< that is noted
    double belt_mps = 0;
    double still_s = 0;  ///< for how long its part has not got on
    Vector3 still_at_m{};
    bool is_tipped = false;
    bool is_jammed = false;
  };
  struct Fallen {
    BeltPart part;
    BodyId body = 0;
  };

  [[nodiscard]] Device& deviceOf(std::uint32_t element);
  [[nodiscard]] const Device& deviceOf(std::uint32_t element) const;
  void checkWidth(const factory::TransferDevice& device) const;
  void putInMiddle(Device& device);
  void takeIn(Device& device);
  void advance(Device& device, double step_s);
  void carryIn(Device& device, double step_s);
  void standStill(Device& device);
  void carryOut(Device& device, double step_s);
  void run(Device& device, const factory::TransferPort& port, double speed_mps);
  void observeDevice(Device& device, double time_s);
  void watchClearing(Device& device);
  void watchJam(Device& device, double time_s);
  void report(MishapKind kind, const Device& device, double time_s);
  void drop(Device& device, double time_s);

  const factory::Factory& factory_;
  std::vector<factory::Part> part_types_;
  BeltLine& belts_;
  RigidWorld& world_;
  std::vector<std::uint32_t> elements_;
  std::vector<std::unique_ptr<Device>> devices_;  ///< by elements_
  std::vector<Fallen> fallen_;
  std::vector<Mishap> mishaps_;
  double observed_s_ = 0;
};

}  // namespace mw::motion
