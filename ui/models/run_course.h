// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "ui/models/run_series.h"

namespace mw::models {

/// What of a run can be followed over time from what its recording notes.
struct CourseQuantity {
  enum class Kind {
    Out,      ///< parts that leave an element, per hour
    In,       ///< parts that come into it, per hour: what a sink makes
    State,    ///< share of an element's places that are in a state
    Content,  ///< parts in an element
    Good,     ///< parts into good sinks, per hour
    Wip,      ///< parts inside the factory
  };
  Kind kind = Kind::Good;
  std::uint32_t element = 0;  ///< index in the factory
  factory::ElementState state = factory::ElementState::Busy;

  /// Counted, and so told per hour; the others are levels, and told as time averages.
  [[nodiscard]] bool isRate() const { return kind == Kind::Out || kind == Kind::In || kind == Kind::Good; }
};

/// The instants that a course is told at: equally spaced from zero to the end, the window a whole number of steps.
struct CourseGrid {
  double end_s = 0;
  double warmup_s = 0;
  std::size_t steps = 1;
  std::size_t window_steps = 1;

  [[nodiscard]] double at(std::size_t step) const;
  [[nodiscard]] double window_s() const { return at(window_steps); }
};

/// @param window_s  wanted; the nearest that the steps allow is taken
[[nodiscard]] CourseGrid courseGrid(double end_s, double warmup_s, double window_s);

/// How one quantity went in one run. With F the count of parts, or the time integral of the level, until t:
///
///   moving(t) = (F(t) - F(t - window)) / window       from the window's length on
///   so_far(t) = (F(t) - F(warmup)) / (t - warmup)     after the warm-up
///
/// rates times 3600. At the end so_far is what the run's KPI is, of a run with that warm-up.
struct Course {
  Series moving;
  Series so_far;
};

/// Nothing where the run does not tell: an element without places has no states.
/// @note O(changes + moves); run it in a job @throws Cancelled
[[nodiscard]] std::optional<Course> courseOf(const events::Recording& recording, const factory::Factory& factory,
                                             const CourseQuantity& quantity, const CourseGrid& grid,
                                             const std::stop_token& stop = {});

/// Between its stamps linear; NaN before the first and after the last.
[[nodiscard]] double valueAt(const std::vector<double>& t_s, const std::vector<double>& values, double time_s);

}  // namespace mw::models
