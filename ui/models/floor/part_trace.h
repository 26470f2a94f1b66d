// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/events/collect/recording.h"
#include "core/factory/factory.h"

namespace mw::models {

/// A part in one element.
struct PartStay {
  std::uint32_t element = 0;  ///< index in the factory
  double from_s = 0;
  double to_s = 0;                 ///< the end of the run while it is still there
  std::optional<double> worked_s;  ///< of it, while the machine worked or was set up; none where several places make it
                                   ///< uncertain which of them had the part
  bool is_over = true;             ///< false: still there at the end of the run
};

/// The way of one part through a recorded run: what its moves in the trace say, and nothing else.
struct PartTrace {
  std::uint32_t part = 0;
  std::uint16_t part_type = 0;
  std::vector<PartStay> stays;      ///< in order of time
  std::optional<double> entered_s;  ///< into the factory: from its source; none while it still waits there
  std::optional<double> left_s;     ///< into a sink
  /// From source to sink; none while it is inside.
  [[nodiscard]] std::optional<double> leadTime_s() const;
};

/// @returns nothing when the run has no part of this number @note O(moves)
[[nodiscard]] std::optional<PartTrace> traceOf(const events::Recording& recording, const factory::Factory& factory,
                                               std::uint32_t part);

}  // namespace mw::models
