// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/motion/drive/clear_stops.h"
#include "core/motion/drive/near_misses.h"
#include "core/motion/drive/right_of_way.h"
#include "core/motion/drive/vehicle_loads.h"

namespace mw::motion {

/// All vehicles of a factory as driven boxes, and the parts on them. Which vehicle goes where is somebody else's to
/// say, road by road; see core/cosimulation. A step is drive(), the world's step and observe().
///
/// Vehicles follow the lanes of their roads (RoadLane), round corners on a curve of about a metre. They speed up and
/// brake within their limits, as fast as the vehicle, the road and the curve allow (deceleration_mps2 sideways at
/// most), and only where they have claimed the floor (road_claims.h), so that no two ever touch. At a node they stop
/// one behind the other or side by side. One that must go back the way it came drives backwards. Where vehicles stand
/// for each other one goes aside (RightOfWay) and comes back when the other has passed.
class VehicleLine {
 public:
  /// @param parts  part types, at least one
  /// @param world  outlives this
  VehicleLine(const factory::Factory& factory, std::vector<factory::Part> parts, RigidWorld& world);
  VehicleLine(const VehicleLine&) = delete;
  VehicleLine& operator=(const VehicleLine&) = delete;

  [[nodiscard]] bool isEmpty() const { return vehicles_.empty(); }

  /// Vehicles are numbered through all fleets; nodes are those of the fleet's network.
  /// @throws InputError naming a fleet that has no room at its node
  void place(std::uint32_t vehicle, std::uint32_t node);
  /// On from the end of its last road, without a stop where it is still on that.
  /// @param foreseen  nodes to which it goes after that, as far as is known
  void driveOn(std::uint32_t vehicle, const RoadLeg& leg, std::span<const std::uint32_t> foreseen = {});
  /// It is wanted at its node. @returns false where it does not stand at a stop there: then it drives there first
  /// @param is_served  by an arm: at the first stop, if there is a way there; from beside it there is none
  [[nodiscard]] bool isThere(std::uint32_t vehicle, bool is_served = false);
  /// Nobody needs it where it stands.
  void park(std::uint32_t vehicle) { vehicles_[vehicle].is_idle = true; }
  /// @param at  where it is, of a part that is let go there; else it stands in the middle of the bed
  void load(std::uint32_t vehicle, const VehicleLoad& load, const std::optional<BodyState>& at = {}) {
    loads_.put(vehicle, vehicles_[vehicle], load, at);
  }
  void unload(std::uint32_t vehicle) { loads_.take(vehicle); }

  /// Moves the vehicles for the coming step.
  void drive(double step_s);
  /// Reads where the loads are after a step, and who came too near.
  /// @throws NumericalError as VehicleLoads::observe()
  void observe(double time_s);

  /// Vehicles whose load has fallen since this was asked last.
  [[nodiscard]] std::vector<std::uint32_t> takeFallen() { return loads_.takeFallen(); }
  /// Vehicles that have driven through a node since this was asked last, once for each.
  [[nodiscard]] std::vector<std::uint32_t> takePassed();
  /// Vehicles that stand at the end of their last road since this was asked last.
  [[nodiscard]] std::vector<std::uint32_t> takeArrived();
  /// Vehicles that must soon brake if they can't go on at the end of their last road.
  [[nodiscard]] std::vector<std::uint32_t> approaching() const;

  [[nodiscard]] std::vector<VehicleState> vehicles() const;
  [[nodiscard]] VehicleState stateOf(std::uint32_t vehicle) const;
  /// At most, as the factory has it; by vehicle.
  [[nodiscard]] std::vector<double> speeds_mps() const;
  [[nodiscard]] std::optional<PartPose> loadOf(std::uint32_t vehicle) const { return loads_.loadOf(vehicle); }
  [[nodiscard]] std::optional<BodyState> loadState(std::uint32_t vehicle) const { return loads_.stateOf(vehicle); }
  /// On whose bed a part is.
  [[nodiscard]] std::optional<std::uint32_t> carrierOf(std::uint32_t part) const { return loads_.carrierOf(part); }
  /// Of the loads, by rising part number.
  [[nodiscard]] std::vector<PartPose> poses() const { return loads_.poses(); }
  [[nodiscard]] const std::vector<Mishap>& mishaps() const { return loads_.mishaps(); }
  [[nodiscard]] const std::vector<NearMiss>& nearMisses() const { return near_misses_.found(); }
  [[nodiscard]] const std::vector<Standstill>& standstills() const { return right_of_way_.standstills(); }
  void addTo(Digest& digest) const;

 private:
  bool placeBehind(std::uint32_t vehicle);  // vehicle_placing.cpp, with place() and isThere()
  void takeUp(std::uint32_t vehicle);
  static void layToStop(VehicleRun& run);
  [[nodiscard]] bool isAtStop(const VehicleRun& run, bool is_served) const;
  [[nodiscard]] std::size_t freeStop(std::uint32_t vehicle, const VehicleRun& run, std::size_t limit);
  void moveUp(std::uint32_t vehicle);
  void goAside(MakesWay&& makes_way);
  void comeBack(std::uint32_t vehicle, double step_s);
  [[nodiscard]] double speedOf_mps(std::uint32_t vehicle, double step_s);
  void advance(std::uint32_t vehicle, double speed_mps, double step_s);
  void passNodes(std::uint32_t vehicle);
  void moveBody(const VehicleRun& run);

  std::vector<DrivenFleet> fleets_;
  std::vector<StandingBox> standing_;
  ClearStops clear_stops_;
  RigidWorld& world_;
  std::vector<VehicleRun> vehicles_;
  VehicleLoads loads_;
  NearMisses near_misses_;
  RightOfWay right_of_way_;
  std::vector<std::uint32_t> arrived_;
  double time_s_ = 0;
  double next_look_s_ = 0;
};

}  // namespace mw::motion
