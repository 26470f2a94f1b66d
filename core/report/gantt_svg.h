// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/kpi/gantt.h"

namespace mw::report {

/// What a Gantt chart on paper shows of a run.
struct GanttStretch {
  double from_s = 0;
  double to_s = 0;
};

/// The longest stretch after the warm-up in which the changes of state can still be told apart: the rest of the run, or
/// a round time.
[[nodiscard]] GanttStretch readableStretch(const kpi::Gantt& gantt, double warmup_s);

/// A row a machine, states in their colours and, where there is room, letters, over the time of the run; as a complete
/// SVG. A piece says how much of the stretch its machine is in that state.
[[nodiscard]] std::string ganttSvg(const kpi::Gantt& gantt, const GanttStretch& stretch);

}  // namespace mw::report
