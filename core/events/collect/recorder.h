// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

#include "core/base/sim_time.h"
#include "core/events/collect/fleet_statistics.h"
#include "core/factory/element_state.h"

namespace mw::events {

/// A place of an element changed its state. Every place is idle until its first change.
struct StateChange {
  SimTime at;
  std::uint32_t element = 0;  ///< index in the factory
  std::uint16_t place = 0;
  factory::ElementState state = factory::ElementState::Idle;
};

/// A part went from one element to another.
struct PartMove {
  static constexpr std::int32_t kNowhere = -1;  ///< before creation, after leaving
  SimTime at;
  std::uint32_t part = 0;  ///< running number
  std::uint16_t part_type = 0;
  bool is_packing = false;  ///< into or out of a load, or of the load itself: the number of parts inside stays
  std::int32_t from = kNowhere;
  std::int32_t to = kNowhere;
};

/// A vehicle sets out from a node, or stands at one: what it does from now until its next move. Nodes are those of the
/// fleet's factory::RoadNetwork.
struct VehicleMove {
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  SimTime at;
  SimTime until;              ///< when it is at the other end; `at` where it stands
  std::uint32_t fleet = 0;    ///< as the factory lists them
  std::uint32_t vehicle = 0;  ///< within its fleet
  VehicleActivity activity = VehicleActivity::Idle;
  std::uint32_t from = 0;
  std::uint32_t to = 0;          ///< as from where it stands
  std::uint32_t before = kNone;  ///< the node it came to `from` from; kNone before its first way
  std::uint32_t part = kNone;    ///< on it, as PartMove::part
  std::uint16_t part_type = 0;   ///< of that
  std::int32_t taken_from = -1;  ///< the element where that was loaded
  SimTime loaded_at;             ///< when that was
};

/// Is told every state change and part move of one run, in the order in which they happen, from time zero (the warm-up
/// too). What the window shows and what a script reads come through here, so they cannot differ.
class Recorder {
 public:
  Recorder() = default;
  Recorder(const Recorder&) = default;
  Recorder(Recorder&&) = default;
  Recorder& operator=(const Recorder&) = default;
  Recorder& operator=(Recorder&&) = default;
  virtual ~Recorder() = default;

  virtual void add(const StateChange& change) = 0;
  virtual void add(const PartMove& move) = 0;
  /// Vehicles are of interest to few.
  virtual void addVehicle(const VehicleMove&) {}
  /// Asked after every event: the run ends here when it wants no more.
  [[nodiscard]] virtual bool isFull() const { return false; }
};

}  // namespace mw::events
