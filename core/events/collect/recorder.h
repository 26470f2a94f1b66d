// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/base/sim_time.h"
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
  std::int32_t from = kNowhere;
  std::int32_t to = kNowhere;
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
  /// Asked after every event: the run ends here when it wants no more.
  [[nodiscard]] virtual bool isFull() const { return false; }
};

}  // namespace mw::events
