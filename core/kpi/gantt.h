// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/events/collect/recording.h"
#include "core/factory/factory.h"

namespace mw::kpi {

/// One machine over a run: state i holds from start_s[i] until start_s[i + 1], the last one until the end of the run.
struct GanttRow {
  std::uint32_t element = 0;  ///< index in the factory
  std::string id;
  std::string name;
  std::vector<double> start_s;  ///< ascending; the first is 0
  std::vector<factory::ElementState> state;

  /// The segment that holds t_s. @param t_s  at least 0
  [[nodiscard]] std::size_t segmentAt(double t_s) const;
  /// Seconds in one state within [from_s, to_s]. @param end_s  of the run
  [[nodiscard]] double timeIn(factory::ElementState state, double from_s, double to_s, double end_s) const;
};

/// A failure, for the marks on the timeline.
struct FailureMark {
  double t_s = 0;
  std::uint32_t element = 0;
};

/// States of all machines over a run, ready to be painted.
struct Gantt {
  double end_s = 0;
  std::vector<GanttRow> rows;
  std::vector<FailureMark> failures;  ///< in the order of time
};

/// A row per element that works on parts (has a process or handles them), in factory order. Of several places the most
/// telling state is shown, as Recording::momentAt sums it up.
/// @note O(state changes x places); run it in a job. @throws Cancelled
[[nodiscard]] Gantt ganttOf(const events::Recording& recording, const factory::Factory& factory,
                            const std::stop_token& stop = {});

}  // namespace mw::kpi
