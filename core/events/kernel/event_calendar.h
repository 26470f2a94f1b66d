// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/base/sim_time.h"

namespace mw::events {

/// The pending events of a simulation, earliest first.
///
/// Whoever may act owns a slot, and a slot has at most one pending event: scheduling it again moves that event.
/// Events come out by (time, priority, sequence): at one instant the smaller priority first, among equals the one that
/// was scheduled first. This order is total, so a run repeats bit for bit.
///
/// A winner tree over the slots: schedule and cancel walk one path of log2(slots) comparisons without branches on the
/// keys; the siblings' addresses do not depend on the data, so the memory system fetches them together and the calendar
/// stays quick at a million slots. Nothing is allocated after construction.
class EventCalendar {
 public:
  static constexpr std::uint32_t kMaxSlots = 1U << 22U;
  static constexpr std::uint64_t kMaxSequence = (std::uint64_t{1} << 39U) - 1;
  static constexpr unsigned kPriorities = 8;

  struct Event {
    SimTime at;
    std::uint32_t slot = 0;
  };

  explicit EventCalendar(std::uint32_t slots);

  /// @param priority  below kPriorities, the smaller goes first at one instant
  void schedule(std::uint32_t slot, SimTime at, unsigned priority) {
    if (slot == popped_) popped_ = kNoSlot;
    const std::uint64_t order =
        (static_cast<std::uint64_t>(priority) << 61U) | (sequence_++ << 22U) | static_cast<std::uint64_t>(slot);
    update(slot, {at.ticks(), order});
  }

  void cancel(std::uint32_t slot) {
    if (slot == popped_) popped_ = kNoSlot;
    update(slot, kNever);
  }

  /// When the earliest event is due; SimTime::never() when none is pending.
  [[nodiscard]] SimTime nextTime() {
    settle();
    return SimTime::fromTicks(nodes_[1].time);
  }

  /// Takes the earliest event out; call only when nextTime() is not never().
  [[nodiscard]] Event popNext() {
    settle();
    popped_ = static_cast<std::uint32_t>(nodes_[1].order & (kMaxSlots - 1));
    return {SimTime::fromTicks(nodes_[1].time), popped_};
  }

  [[nodiscard]] bool isPending(std::uint32_t slot) const {
    return slot != popped_ && nodes_[leaves_ + slot].time != kNever.time;
  }
  /// How many events were ever scheduled; must stay below kMaxSequence.
  [[nodiscard]] std::uint64_t sequence() const { return sequence_; }

 private:
  struct Key {
    std::int64_t time;
    std::uint64_t order;  ///< priority (3 bits), sequence (39), slot (22)
  };
  static constexpr Key kNever{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::uint64_t>::max()};
  static constexpr std::uint32_t kNoSlot = std::numeric_limits<std::uint32_t>::max();

  /// A popped slot keeps its key until it is rescheduled or the next event is asked for: the usual hold costs one walk.
  void settle() {
    if (popped_ == kNoSlot) return;
    update(popped_, kNever);
    popped_ = kNoSlot;
  }

  void update(std::uint32_t slot, Key winner) {
    std::size_t node = leaves_ + slot;
    nodes_[node] = winner;
    while (node > 1) {
      const Key sibling = nodes_[node ^ 1U];
      const bool loses = (sibling.time < winner.time) | (static_cast<int>(sibling.time == winner.time) &
                                                         static_cast<int>(sibling.order < winner.order));
      winner.time = loses ? sibling.time : winner.time;
      winner.order = loses ? sibling.order : winner.order;
      node >>= 1U;
      nodes_[node] = winner;
    }
  }

  std::size_t leaves_;
  std::vector<Key> nodes_;  ///< 1 is the root, leaves_ + slot the leaves
  std::uint64_t sequence_ = 0;
  std::uint32_t popped_ = kNoSlot;
};

}  // namespace mw::events
