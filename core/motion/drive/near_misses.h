// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "core/factory/factory.h"
#include "core/motion/drive/standing_boxes.h"
#include "core/motion/drive/vehicle_run.h"
#include "core/motion/motion_state.h"

namespace mw::motion {

/// Finds vehicles that come nearer to each other, or to what stands in the hall, than their clearance_m.
///
/// Not told, as it is meant: vehicles behind each other on one road, side by side in the two lanes of one, standing at
/// one node or passing who stands there; vehicles at an element that they serve, on the road to or from its stop. What
/// touches is told even then.
class NearMisses {
 public:
  /// @param fleets, standing  outlive this
  NearMisses(const factory::Factory& factory, std::span<const DrivenFleet> fleets,
             std::span<const StandingBox> standing);

  /// @param footprints  of the vehicles with what is on them, as they are now
  void look(double time_s, std::span<const VehicleRun> vehicles, std::span<const Footprint> footprints);

  /// One for each pair, in the order in which they first came near; those that came again are counted.
  [[nodiscard]] const std::vector<NearMiss>& found() const { return found_; }

 private:
  struct Pair {
    std::size_t found = 0;   ///< index
    std::uint64_t look = 0;  ///< the last at which they were near
  };
  struct PairKey {
    std::uint32_t vehicle = 0;
    bool is_element = false;
    std::uint32_t other = 0;
    auto operator<=>(const PairKey&) const = default;
  };

  void note(const PairKey& key, double time_s, double gap_m);
  void lookAround(std::uint32_t index, const VehicleRun& vehicle, const Footprint& footprint, double time_s);
  [[nodiscard]] bool serves(const VehicleRun& vehicle, std::uint32_t element) const;

  std::span<const StandingBox> standing_;
  std::vector<std::set<std::pair<std::uint32_t, std::uint32_t>>> served_;  ///< by fleet: element and node of its stop
  std::span<const DrivenFleet> fleets_;
  std::map<PairKey, Pair> pairs_;
  std::uint64_t looks_ = 0;
  std::vector<NearMiss> found_;
};

}  // namespace mw::motion
