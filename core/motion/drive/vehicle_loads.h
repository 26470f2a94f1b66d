// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/digest.h"
#include "core/factory/factory.h"
#include "core/motion/drive/vehicle_run.h"
#include "core/motion/motion_state.h"

namespace mw::motion {

/// A part that comes onto a vehicle.
struct VehicleLoad {
  std::uint32_t part = 0;  ///< running number
  std::uint16_t part_type = 0;
  std::uint32_t from = 0;  ///< the element it comes from
};

/// The parts on the beds of vehicles, held by friction alone: one that slides off lies where it fell, marked.
class VehicleLoads {
 public:
  /// Of a vehicle's box and its load, with a floor of its own: elements and other vehicles are not in the load's way.
  [[nodiscard]] static int laneOf(std::uint32_t vehicle) { return (1 << 20) + static_cast<int>(vehicle); }

  VehicleLoads(const factory::Factory& factory, std::vector<factory::Part> parts, std::size_t vehicles,
               RigidWorld& world);

  /// @param at  where it is, of a part that is let go there; else it stands in the middle of the bed
  void put(std::uint32_t vehicle, const VehicleRun& on, const VehicleLoad& load, const std::optional<BodyState>& at);
  void take(std::uint32_t vehicle);
  /// Reads where they are after a step.
  /// @throws NumericalError naming the fleet of a load without a finite position, or that flies off
  void observe(std::span<const VehicleRun> vehicles, double time_s);
  /// Vehicles whose load has fallen since this was asked last.
  [[nodiscard]] std::vector<std::uint32_t> takeFallen();

  /// The vehicle with what is on it, seen from above.
  [[nodiscard]] Footprint footprintOf(std::uint32_t vehicle, const VehicleRun& run) const;
  /// What is on a vehicle now.
  [[nodiscard]] std::optional<PartPose> loadOf(std::uint32_t vehicle) const;
  [[nodiscard]] std::optional<BodyState> stateOf(std::uint32_t vehicle) const;
  /// On whose bed a part is.
  [[nodiscard]] std::optional<std::uint32_t> carrierOf(std::uint32_t part) const;
  /// By rising part number.
  [[nodiscard]] std::vector<PartPose> poses() const;
  [[nodiscard]] const std::vector<Mishap>& mishaps() const { return mishaps_; }
  void addTo(Digest& digest) const;

 private:
  struct Load {
    VehicleLoad load;
    std::uint32_t vehicle = 0;
    BodyId body = 0;
    bool is_tipped = false;
    BodyState state;
  };
  [[nodiscard]] static PartPose poseOf(const Load& load);
  void checkSane(const Load& load, const VehicleRun& on, double time_s) const;
  void report(MishapKind kind, const Load& load, double time_s);
  [[nodiscard]] const factory::Part& typeOf(const Load& load) const { return part_types_[load.load.part_type]; }

  std::vector<factory::Part> part_types_;
  RigidWorld& world_;
  std::vector<std::optional<Load>> on_vehicle_;
  std::vector<Load> fallen_;
  std::vector<std::uint32_t> untold_;
  std::vector<Mishap> mishaps_;
};

}  // namespace mw::motion
