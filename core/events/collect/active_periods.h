// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/events/index.h"

namespace mw::events {

/// What active periods say of one unit (an element that works on parts, or a pool) over the measured time of one run.
struct ActiveTimes {
  double active_s = 0;       ///< in active periods
  double bottleneck_s = 0;   ///< while its active period was the longest of all
  double sole_s = 0;         ///< of that, without the overlap with the bottleneck before or after
  std::int64_t periods = 0;  ///< active ones that reached into the measured time
  double mean_period_s = 0;  ///< of those, from their very beginning; NaN when there are none
  bool operator==(const ActiveTimes&) const = default;
};

/// For how long a unit was the momentary bottleneck in one of the equal windows of the measured time.
struct BottleneckTime {
  Index unit = kNone;
  std::uint32_t window = 0;  ///< counted from 0
  double seconds = 0;        ///< above 0
  bool operator==(const BottleneckTime&) const = default;
};

/// Finds the momentary bottleneck of a run while it goes on.
///
/// A unit is active from when it begins to work, set up or be repaired until it has to wait: for a part, for room, for
/// an operator, for its shift. What goes on without a pause is one active period. At each instant the bottleneck is the
/// unit in the longest active period that holds this instant, for the others have waited since. While the period of one
/// bottleneck overlaps that of the next the bottleneck shifts; for the rest of the time it is the sole one. A period
/// that is open at the horizon counts as long as it has lasted. Of periods equally long the first one counts.
///
///   mill   ======-====---=====      longest:  mill, until the saw has been active for longer
///   saw    ---===========----=                 saw, from the mill's next pause on
///
/// Costs O(1) per change, and memory for as many periods as there are units: a period that ends while an older one is
/// still open can never be the longest at any instant of its own.
/// Source: Roser, Nakano, Tanaka (2001), A practical bottleneck detection method; (2002) Shifting bottleneck detection.
class ActivePeriods {
 public:
  explicit ActivePeriods(Index units);

  /// The unit's active period begins, or goes on where it ended at this very instant. Times never decrease.
  void begin(Index unit, Ticks now);
  void end(Index unit, Ticks now);
  /// What lies before is not measured; periods that are open keep their length.
  void beginMeasuring(Ticks now);
  /// What was measured until now, per unit; the run can go on.
  [[nodiscard]] std::vector<ActiveTimes> timesAt(Ticks now) const;

  /// From now on notes in which window of this length each unit was the bottleneck; before anything is measured.
  /// @param window  ticks, above 0; memory grows with the windows that are met times the units that were it in each
  void noteWindows(Ticks window) { window_ = window; }
  /// What was noted until now, in order of windows.
  [[nodiscard]] std::vector<BottleneckTime> windowsAt(Ticks now) const;

 private:
  static constexpr Ticks kOpen = -1;
  struct Unit {
    Ticks since = 0;
    Ticks ended = kOpen;
    Index before = kNone;  ///< the open period that began last before this one
    Index after = kNone;
    bool is_listed = false;
    Ticks active = 0;
    Ticks bottleneck = 0;
    Ticks sole = 0;
    Ticks in_periods = 0;
    std::int64_t periods = 0;
  };
  /// From `from` on, until the next one or the end of its period, nothing active was longer.
  struct Reign {
    Index unit = kNone;
    Ticks from = 0;
    Ticks begin = 0;
    Ticks end = 0;
  };

  struct WindowTicks {
    Index unit = kNone;
    std::uint32_t window = 0;
    Ticks ticks = 0;
  };

  [[nodiscard]] ActivePeriods closedAt(Ticks now) const;
  void countWindows(Index unit, Ticks from, Ticks to);
  void addToWindow(Index unit, std::uint32_t window, Ticks ticks);
  void close(Ticks now);
  void close(Index unit);
  void unlink(Index unit);
  void crown(Index unit, Ticks begin, Ticks end);
  void settle(Ticks until);
  void count(const Reign& reign, const Reign* next);
  [[nodiscard]] Ticks measured(Ticks from, Ticks to) const;

  std::vector<Unit> units_;
  Index oldest_ = kNone;
  Index newest_ = kNone;
  std::vector<Index> ending_;  ///< units whose period may end at ending_at_
  Ticks ending_at_ = 0;
  std::vector<Reign> reigns_;  ///< not counted yet, in order of time
  Reign before_;               ///< the one that was counted last
  Ticks measured_from_ = 0;
  Ticks window_ = 0;                  ///< 0: none is noted
  std::vector<WindowTicks> windows_;  ///< in order of windows, each unit once in each
};

}  // namespace mw::events
