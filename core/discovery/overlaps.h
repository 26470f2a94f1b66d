// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/discovery/event_log.h"

namespace mw::discovery {

/// A stretch of time, from below to.
struct Stretch {
  double from_s = 0;
  double to_s = 0;
};

/// The stretches joined where they touch or overlap, in order.
[[nodiscard]] std::vector<Stretch> joined(std::vector<Stretch> stretches);

/// Rows that begin while their resource still works on another case.
[[nodiscard]] std::vector<EventRow> overlappingRows(const EventLog& log);

/// How much works at once, as the share of the time in which anything does: shares[k] is that of k + 1 at a time.
[[nodiscard]] std::vector<double> sharesAtOnce(const std::vector<Stretch>& stretches);

/// The fewest that at least the share `covered` of the busy time is not above; 1 for nothing.
[[nodiscard]] std::size_t usualAtOnce(const std::vector<Stretch>& stretches, double covered);

}  // namespace mw::discovery
