// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "core/base/sim_time.h"

namespace mw::factory {

/// When something works: a weekly pattern with days that differ, as a function of simulated time.
///
/// Open stretches hold their first tick and not their last: a shift from 06:00 to 14:00 is open at 06:00 and closed at
/// 14:00. A shift belongs to the day on which it begins, however long it runs past midnight; an exception replaces the
/// shifts that begin on its day, so the night shift of the day before still ends in the morning.
///
/// Compiled once into sorted stretches of one week and of the days around exceptions. Queries are integer arithmetic,
/// exact for all of SimTime, allocate nothing and cost a binary search (nextChange also one step per stretch of
/// exceptions that it crosses without a change).
class WorkCalendar {
 public:
  /// One shift or part of one, counted from the start of the day it belongs to: 0 <= from < to <= 48 h.
  struct Span {
    SimTime from;
    SimTime to;
  };
  struct Days {
    std::array<std::vector<Span>, 7> week;                 ///< Monday first; spans may overlap
    std::map<std::int64_t, std::vector<Span>> exceptions;  ///< by day, 0 is the day of time 0; -1 to kMaxDay
  };
  static constexpr std::int64_t kMaxDay = 100'000;  ///< 273 years

  /// Always open.
  WorkCalendar();
  /// @param weekday      of the day of time 0, 0 is Monday
  /// @param time_of_day  at time 0, below 24 h
  explicit WorkCalendar(const Days& days, int weekday = 0, SimTime time_of_day = SimTime());

  /// Simulated times t, from and to are at least 0.
  [[nodiscard]] bool isOpen(SimTime t) const;
  /// The first instant after t at which it opens or closes; never() when it stays as it is at t.
  [[nodiscard]] SimTime nextChange(SimTime t) const;
  /// t itself when open then, else the next opening; never() when it stays closed.
  [[nodiscard]] SimTime nextOpen(SimTime t) const;
  /// How long it is open in [from, to), to >= from.
  [[nodiscard]] SimTime openTime(SimTime from, SimTime to) const;
  /// The earliest t >= from with openTime(from, t) = amount; never() when so much does not come. It may be the instant
  /// of closing: work that ends with the shift is done.
  [[nodiscard]] SimTime afterOpenTime(SimTime from, SimTime amount) const;

  [[nodiscard]] bool isAlwaysOpen() const { return isOpen(SimTime()) && nextChange(SimTime()) == SimTime::never(); }

 private:
  using Ticks = std::int64_t;
  /// Open in [from, to); open_before is the open time of its week or zone before it.
  struct Stretch {
    Ticks from;
    Ticks to;
    Ticks open_before;
  };
  /// Days that follow exceptions instead of the week.
  struct Zone {
    Ticks begin;
    Ticks end;
    Ticks open_before;  ///< since the start of day 0
    Ticks open;
    Ticks shift;  ///< open time since day 0 after it, minus that of the bare weekly pattern
    std::size_t first;
    std::size_t last;  ///< its stretches, one past the end
  };
  static std::vector<Stretch> merged(std::vector<Stretch> stretches);
  static const Stretch* stretchAt(const Stretch* first, const Stretch* last, Ticks at);
  static Ticks openWithin(const Stretch* first, const Stretch* last, Ticks at);
  static Ticks whenOpened(const Stretch* first, const Stretch* last, Ticks amount);
  void compileWeek(const Days& days, int weekday);
  void compileZones(const Days& days, int weekday);
  [[nodiscard]] const Zone* zoneBefore(Ticks at) const;
  [[nodiscard]] bool isOpenAt(Ticks at) const;
  [[nodiscard]] Ticks edgeAfter(Ticks at) const;
  [[nodiscard]] Ticks weeklyBefore(Ticks at) const;
  [[nodiscard]] Ticks openBefore(Ticks at) const;

  Ticks offset_ = 0;  ///< time of day at time 0; inside, time is counted from the start of day 0
  Ticks open_per_week_ = 0;
  std::vector<Stretch> week_;
  std::vector<Zone> zones_;
  std::vector<Stretch> zone_stretches_;
};

}  // namespace mw::factory
