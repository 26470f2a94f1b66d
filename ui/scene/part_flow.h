// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <unordered_map>
#include <vector>

#include "core/events/collect/recording.h"
#include "core/factory/factory.h"
#include "ui/scene/element_state.h"
#include "ui/scene/footprint.h"
#include "ui/scene/scene_element.h"
#include "ui/scene/vehicle_flow.h"

namespace mw::scene {

/// What the scene shows of a recorded run at one instant.
struct FlowFrame {
  std::vector<PartPose> parts;
  std::vector<std::uint32_t> numbers;  ///< of the parts, in their order
  std::vector<ElementState> states;    ///< one per element, in factory order
  std::vector<VehiclePose> vehicles;   ///< as Moment::vehicles
};

/// Gives every part of a recorded run a place in the hall: on belts by the time since it entered and the parts ahead of
/// it, on the decks of vehicles, in slots elsewhere. Transfers take no simulated time; so that the eye can follow, a
/// part is shown on its way for `transit_s` after it moved, and a queue closes up within the same time.
///
/// A pure function of recording and time: scrubbing back shows the same picture as playing up to that instant.
class PartFlow {
 public:
  /// @param elements  one per element of the factory, in its order
  PartFlow(const factory::Factory& factory, std::vector<SceneElement> elements);

  /// @param moment     recording.momentAt(its time)
  /// @param transit_s  simulated seconds that a transfer is shown for; 0 = jumps
  [[nodiscard]] FlowFrame frameAt(const events::Recording& recording, const events::Moment& moment,
                                  double transit_s) const;

 private:
  struct Belt {
    double length_m = 0;
    double speed_mps = 0;
    double pitch_m = 0;
  };
  struct Moves;

  [[nodiscard]] bool isRide(const events::PartMove& move) const { return rides_.contains({move.from, move.to}); }
  /// At once: what followed its vehicle for a while would float after it.
  void addCarried(FlowFrame& frame, const events::Moment& moment) const;

  [[nodiscard]] PartPose standing(const events::PartInside& part, const events::Moment& moment, std::size_t element,
                                  std::size_t index) const;
  [[nodiscard]] PartPose onBelt(const events::PartInside& part, const events::Moment& moment, std::size_t element,
                                std::size_t index) const;
  [[nodiscard]] PartPose inSlot(const events::PartInside& part, const events::Moment& moment, std::size_t element,
                                std::size_t index) const;
  [[nodiscard]] PartPose onTheWay(const PartPose& to, std::size_t from_element, std::size_t to_element,
                                  double share) const;
  [[nodiscard]] PartPose atPort(const Port& port, std::uint32_t type) const;

  std::vector<SceneElement> elements_;
  std::vector<Belt> belts_;  ///< length 0 where the element is none
  std::vector<Vec3> part_sizes_m_;
  VehicleFlow vehicles_;
  std::set<std::pair<std::int32_t, std::int32_t>> rides_;  ///< flows by vehicle
};

}  // namespace mw::scene
