// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "core/events/collect/tick_sum.h"
#include "core/events/model.h"
#include "core/factory/element_state.h"

namespace mw::events {

/// A part inside the factory or waiting outside; entries are reused after the part has left.
struct PartRun {
  static constexpr Ticks kFree = -2;
  static constexpr Ticks kOutside = -1;
  Ticks born = kFree;    ///< entry into the first element after the source; kOutside before, kFree when unused
  Ticks arrived = 0;     ///< at its element
  std::int64_t key = 0;  ///< buffer: number of its entry; conveyor: belt time of its entry
  Index next = kNone;    ///< in its lane or on its conveyor
  Index element = kNone;
  std::uint32_t number = 0;
  std::uint16_t part_type = 0;
  std::uint16_t route_class = 0;
};

enum class Phase : std::uint8_t { Free, Setup, Process, Repair, Blocked };

/// One place of an element. Stations use all of it, the others only the state.
struct PlaceRun {
  Ticks since = 0;      ///< when the state began
  Ticks operating = 0;  ///< busy time so far, up to the last event: the clock of failures
  Ticks process_left = 0;
  Ticks next_failure = kNeverTicks;  ///< on the operating clock
  Ticks ready_at = 0;                ///< when the blocked part was finished
  Ticks failed_at = 0;
  Ticks last_failure = -1;  ///< on the operating clock, below zero: none yet
  Index part = kNone;
  Index next_blocked = kNone;
  Index failing = 0;  ///< which failure comes next
  std::uint16_t last_part_type = 0xFFFF;
  factory::ElementState state = factory::ElementState::Idle;
  Phase phase = Phase::Free;
  bool fails_first = false;  ///< the pending event is the failure, not the end of the process
};

using StateTicks = std::array<Ticks, factory::kElementStateCount>;

struct ElementRun {
  std::int64_t content = 0;
  std::int64_t content_max = 0;
  std::int64_t reserved = 0;  ///< room kept for parts that vehicles bring
  std::int64_t in = 0;
  std::int64_t out = 0;
  TickSum stay;                ///< of parts that left
  Index blocked_head = kNone;  ///< station: places that hold finished parts, longest first
  Index blocked_tail = kNone;
  Index free_count = 0;          ///< station: free places, on the stack at free_places_[places.begin ...]
  Index cursor = 0;              ///< round-robin: flow to ask first
  bool is_open = false;          ///< takes a part that is pushed now
  bool is_pull_pending = false;  ///< has room that waiting parts are asked for first
};

struct StationRun {
  std::int64_t processed = 0;
  std::int64_t processed_good = 0;
  double planned_run_s = 0;  ///< mean process times of what was processed
  std::int64_t failures = 0;
  std::int64_t intervals = 0;  ///< completed, between failures
  std::int64_t repairs = 0;
  TickSum between_failures;  ///< operating time
  TickSum down;              ///< of completed repairs
};

struct SourceRun {
  std::int64_t left = 0;  ///< parts still to create
  Ticks last_departure = 0;
  std::uint16_t next_part_type = 0;
  std::uint16_t next_class = 0;
};

struct ConveyorRun {
  Index head = kNone;
  Index tail = kNone;
  Ticks last_entry = 0;  ///< belt time
  Ticks ready_at = 0;
  Ticks stopped_at = -1;  ///< below zero: moving
  Ticks stopped_total = 0;
  bool is_entry_clear = true;
  bool is_front_ready = false;
};

struct LaneRun {
  Index head = kNone;
  Index tail = kNone;
};

struct PartTypeRun {
  std::int64_t good = 0;
  std::int64_t scrapped = 0;
  std::int64_t lost = 0;
  TickSum inside;   ///< lead times of parts that left
  TickSum outside;  ///< waits of parts that entered
};

}  // namespace mw::events
