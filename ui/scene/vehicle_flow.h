// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/events/collect/recording.h"
#include "core/factory/factory.h"
#include "core/factory/road_network.h"
#include "core/factory/vehicle_body.h"
#include "ui/scene/element_state.h"
#include "ui/scene/scene_element.h"

namespace mw::scene {

/// Where one vehicle is now, and what its lamp shows.
struct VehiclePose {
  Vec3 position_m;  ///< on the floor
  double yaw_rad = 0;
  ElementState state = ElementState::Idle;
  std::optional<Vec3> size_m{};  ///< of its body, on which parts ride; vehicleSize_m() where not given
};

/// A road as it is painted on the floor.
struct SceneRoad {
  Vec3 from_m;
  Vec3 to_m;
  double lane_m = 0;  ///< to the right of the middle; 0: one lane
  bool operator==(const SceneRoad&) const = default;
};

/// The roads of all networks that vehicles drive on; straight lines between elements are not painted.
[[nodiscard]] std::vector<SceneRoad> sceneRoads(const factory::Factory& factory);

/// A lamp speaks the states' language: loaded is busy, on the way without a part setup, charging off.
[[nodiscard]] ElementState stateOf(events::VehicleActivity activity);

/// How far right of the middle vehicles drive on a two-way road.
inline constexpr double kLane_m = factory::kLaneOffset_m;
/// Of a vehicle's body where the factory does not say.
[[nodiscard]] Vec3 vehicleSize_m();

/// Gives every vehicle of a recorded run its place: along its road at constant speed, in its lane, turning over the
/// first metre of a way; standing ones beside each other. A pure function of moment and time, as PartFlow.
class VehicleFlow {
 public:
  explicit VehicleFlow(const factory::Factory& factory);

  /// One per vehicle of the moment, in its order.
  [[nodiscard]] std::vector<VehiclePose> posesAt(const events::Moment& moment) const;
  [[nodiscard]] bool hasVehicles() const { return !networks_.empty(); }

 private:
  [[nodiscard]] VehiclePose driving(const factory::RoadNetwork& network, const events::VehicleMove& move,
                                    SimTime at) const;
  [[nodiscard]] VehiclePose standing(const factory::RoadNetwork& network, const events::VehicleMove& move) const;

  std::vector<factory::RoadNetwork> networks_;  ///< per fleet
  std::vector<std::optional<Vec3>> sizes_m_;    ///< per fleet
};

/// The part on a vehicle's deck.
[[nodiscard]] PartPose onDeck(const VehiclePose& vehicle, std::uint32_t type, const Vec3& part_size_m);

}  // namespace mw::scene
