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
  static constexpr Ticks kCarrier = -3;  ///< a load: no part itself, holds some
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
  bool is_reworked = false;  ///< some station sent it to rework before
};

/// PutDown: a robot that is moved from outside, or a transfer device, puts its part into room that is kept. Closing,
/// Opening: doors move.
enum class Phase : std::uint8_t { Free, Gathering, Setup, Process, Repair, Blocked, PutDown, Closing, Opening };

/// One place of an element. Stations use all of it, the others only the state.
struct PlaceRun {
  Ticks since = 0;      ///< when the state began
  Ticks operating = 0;  ///< busy time so far, up to the last event: the clock of failures
  Ticks process_left = 0;
  Ticks next_failure = kNeverTicks;  ///< on the operating clock
  Ticks ready_at = 0;                ///< when the blocked part was finished
  Ticks failed_at = 0;
  Ticks last_failure = kNeverTicks;  ///< worked time (busy and setup) at it; kNeverTicks: none yet
  Index part = kNone;
  Index next_blocked = kNone;
  Index failing = 0;  ///< which failure comes next
  std::uint16_t last_part_type = 0xFFFF;
  factory::ElementState state = factory::ElementState::Idle;
  Phase phase = Phase::Free;
  bool fails_first = false;  ///< the pending event is the failure, not the end of the process
};

/// What a workstation's place has beside.
struct WorkPlaceRun {
  Ticks running_since = -1;  ///< below zero: setup or process stands still
  Ticks process = 0;         ///< whole length, drawn when the job began
  Index head = kNone;        ///< parts inside, in order of entry
  Index tail = kNone;
  Index parts_in = 0;
  Index parts_waiting = 0;   ///< finished, not yet gone
  Index repairing = kNone;   ///< failure under repair
  std::uint64_t struck = 0;  ///< bit per failure that waits for another's repair
  bool is_down = false;
  bool is_due = false;            ///< gathering: time is up, but parts that are on their way need the room
  bool is_queued = false;         ///< waits for pools to work
  bool is_repair_queued = false;  ///< waits for pools to repair
  bool is_door_there = false;     ///< whose doors are moved from outside: they have closed, or opened
  Ticks doorway_until = 0;        ///< parts of conveyors are in the doorways
  // Of a robot that is moved from outside:
  bool is_told = false;    ///< its mover knows of the job
  Index came_by = kNone;   ///< flow of its part
  Index bound = kNone;     ///< flow for which room is kept
  Index at_bound = kNone;  ///< place of a station, kept
  Index held = kNone;      ///< the part that goes there
  Ticks entry_since = -1;  ///< since when the arm wants, or has, the entry of a belt it shares; below zero: none
  Index vehicle = kNone;   ///< on whose bed the arm puts its part; it stands there until the arm is away
};

struct WorkstationRun {
  Index gathering = kNone;  ///< the place that takes parts in
  bool is_off = false;
  bool is_moved = false;  ///< a WorkMover says when a job is done
  bool has_moved_doors = false;
};

/// Of a turntable, lift or pusher.
struct TransferRun {
  double stand = 0;             ///< where it stands when what it does now is done
  Ticks free_since = 0;         ///< from then on it goes back, unless a part waits
  Index turned_to = kNone;      ///< the flow for which it stands with its part already
  bool waits_at_entry = false;  ///< over the edge, but the next element is closed
};

/// What only factories with workstations keep of a part.
struct PartExtra {
  Ticks first_born = -1;  ///< of the oldest part that went into it; below zero: its own
  Index place = kNone;    ///< of the workstation it is in
  Index members = kNone;  ///< of a load: first of its parts
  bool is_bad = false;
};

struct PoolRun {
  Index in_use = 0;
  bool is_open = true;
  Ticks since = 0;  ///< last change
  TickSum busy;     ///< unit-ticks in use
  TickSum open;     ///< unit-ticks there
  TickSum waited;   ///< of requests that were granted
  std::int64_t grants = 0;
};

/// Waits for pools, in order of asking.
struct PoolRequest {
  Ticks since = 0;
  Index element = 0;
  Index place = 0;
  bool is_repair = false;
};

using StateTicks = std::array<Ticks, factory::kElementStateCount>;

struct ElementRun {
  std::int64_t content = 0;
  std::int64_t content_max = 0;
  std::int64_t reserved = 0;  ///< room kept for parts that vehicles bring
  std::int64_t promised = 0;  ///< of a conveyor: parts on their way onto its start by transfer devices, nobody else may
  std::int64_t in = 0;
  std::int64_t out = 0;
  TickSum stay;                ///< of parts that left
  TickSum stay_of_consumed;    ///< of parts that became another, or went into a load
  TickSum clock;               ///< times of leaving minus times of entry: the area under the content, piece by piece
  Index blocked_head = kNone;  ///< station: places that hold finished parts, longest first
  Index blocked_tail = kNone;
  Index free_count = 0;          ///< station: free places, on the stack at free_places_[places.begin ...]
  Index cursor = 0;              ///< round-robin: flow to ask first
  bool is_open = false;          ///< takes a part that is pushed now
  bool is_pull_pending = false;  ///< has room that waiting parts are asked for first
  bool is_off = false;           ///< outside its working hours
};

struct StationRun {
  std::int64_t processed = 0;
  std::int64_t processed_good = 0;
  std::int64_t reworked = 0;
  std::int64_t first_passes = 0;  ///< processed, of parts that were never reworked (stations with yield)
  std::int64_t first_pass_good = 0;
  double planned_run_s = 0;  ///< mean process times of what was processed
  std::int64_t failures = 0;
  std::int64_t intervals = 0;  ///< completed, between failures
  std::int64_t repairs = 0;
  TickSum between_failures;  ///< operating time
  TickSum down;              ///< of completed repairs
};

struct SourceRun {
  std::int64_t left = 0;    ///< parts still to create
  std::int64_t hidden = 0;  ///< those of an unlimited supply while it is off
  Index next_arrival = 0;   ///< in its schedule
  Ticks last_departure = 0;
  std::uint16_t next_part_type = 0;
  std::uint16_t next_class = 0;
};

struct ConveyorRun {
  Index head = kNone;
  Index tail = kNone;
  Ticks last_entry = 0;  ///< belt time
  Ticks exit_at = 0;     ///< of the first part: belt time when it comes or came to the exit
  Ticks ready_at = 0;
  Ticks stopped_at = -1;  ///< below zero: moving
  Ticks stopped_total = 0;
  bool is_entry_clear = true;
  bool is_front_at_exit = false;
  bool is_front_ready = false;  ///< and calls for no vehicle yet
  bool is_moved = false;        ///< a PartMover says when parts arrive
  bool is_last_by_arm = false;  ///< an arm put the last part there
  Index entry_of = kNone;       ///< robot whose arm has the entry: nobody else has room
};

/// A piece of a conveyor up to its next stop, or to its exit.
struct SectionRun {
  Index head = kNone;  ///< the first on it; not kept where parts are moved from outside
  std::uint64_t count = 0;
  Ticks due = 0;  ///< belt time when the first comes to the end of the section
};

struct StopRun {
  Index held = kNone;  ///< the part that stands there
  Ticks until = 0;     ///< so long at least
  Ticks free_at = 0;   ///< when its interval is over
};

/// A part that may not leave its buffer yet.
struct StayRun {
  Ticks until = 0;
  std::int64_t key = 0;  ///< number of its entry
  Index part = kNone;
  Index lane = kNone;  ///< where it goes then
  static bool isLater(const StayRun& a, const StayRun& b) {
    return a.until != b.until ? a.until > b.until : a.key > b.key;
  }
};

/// A part that may leave its buffer, behind another of its lane.
struct ReadyRun {
  std::int64_t order = 0;  ///< number of its entry, lifo the negative
  Index part = kNone;
  static bool isLater(const ReadyRun& a, const ReadyRun& b) { return a.order > b.order; }
};

struct StorageRun {
  Index carried = kNone;  ///< by the crane; kNone: it has no job
  Index at_exit = kNone;
  Index bound = kNone;      ///< flow for which the fetched part has room and cards
  Index place = kNone;      ///< of a station, kept for it
  bool is_storing = false;  ///< the job
  bool has_called = false;  ///< for a vehicle, to the exit
  Ticks done_at = 0;        ///< while off: the time that is left
  Ticks at_exit_since = 0;
};

struct LaneRun {
  Index head = kNone;
  Index tail = kNone;
};

struct CardLoopRun {
  std::int64_t free = 0;
  bool is_returned = false;  ///< cards came back and are still to be dealt: nobody else gets them
};

struct PartTypeRun {
  std::int64_t good = 0;
  std::int64_t scrapped = 0;
  std::int64_t lost = 0;
  std::int64_t entered = 0;
  std::int64_t left = 0;
  std::int64_t good_first_pass = 0;
  TickSum inside;   ///< lead times of parts that left
  TickSum outside;  ///< waits of parts that entered
  TickSum clock;    ///< times of leaving minus times of entry
};

}  // namespace mw::events
