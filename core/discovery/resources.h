// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/discovery/event_log.h"
#include "core/discovery/work_hours.h"

namespace mw::discovery {

/// A machine, or several that do the same work at the same speed and take each other's cases.
struct ResourceGroup {
  std::string name;
  std::vector<Index> members;  ///< in EventLog::resources
  std::size_t capacity = 1;    ///< cases at once, all members together
  WorkHours hours;
  bool has_own_hours = false;  ///< else the hours of the whole log: it has too few marks of its own
};

/// Groups resources: two are parallel machines where they do the same activities in the same proportions (cosine of
/// the counts above 0.8, 8 rows or more of each), one and the same case rarely needs both, and the Kolmogorov-Smirnov
/// test does not tell their durations apart (1 %, on the activity they do most). What a member does at once is what
/// covers 95 % of its busy time.
/// @param until_s  rows that begin later do not count
[[nodiscard]] std::vector<ResourceGroup> groupResources(const EventLog& log, double until_s);

/// Finds the hours of the whole log and of each group that has marks enough (60).
/// @returns those of the whole log
WorkHours findHours(const EventLog& log, double until_s, std::vector<ResourceGroup>& groups);

}  // namespace mw::discovery
