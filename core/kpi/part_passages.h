// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/events/collect/recording.h"
#include "core/factory/factory.h"

namespace mw::kpi {

/// A part that reached a sink.
struct FinishedPart {
  double at_s = 0;
  double lead_time_s = 0;  ///< as lead_time_mean_s counts it: of the oldest part that it was made of
};

/// Parts of one kind on their way through the factory.
struct KindPassages {
  std::vector<double> entered_s;  ///< ascending: from a source into the first element, or made inside of other parts
  std::vector<double> left_s;     ///< ascending: into a sink, or into another part
  std::vector<FinishedPart> finished;  ///< in order of time
};

/// Who came in and went out in one recorded run, kind by kind. A part that becomes part of another leaves, and that one
/// enters; parts in a load stay what they are. Parts that wait outside a source are not in yet.
struct PartPassages {
  double end_s = 0;
  std::vector<KindPassages> kinds;  ///< as factory::Factory::parts()
};

/// @note O(moves log moves); run it in a job. @throws Cancelled
[[nodiscard]] PartPassages passagesOf(const events::Recording& recording, const factory::Factory& factory,
                                      const std::stop_token& stop = {});

}  // namespace mw::kpi
