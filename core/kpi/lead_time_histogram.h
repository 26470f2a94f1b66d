// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "core/kpi/part_passages.h"
#include "core/numerics/fitting/histogram.h"

namespace mw::kpi {

/// How lead times of one run are spread.
struct LeadTimeHistogram {
  numerics::Histogram histogram;  ///< bins as wide as Freedman and Diaconis (1981) ask for, in steps of a clock
  std::size_t parts = 0;          ///< that it is of
  double mean_s = 0;
  double p50_s = 0;  ///< the smallest lead time that half of the parts stay within, as the KPI has it
  double p95_s = 0;
};

/// @param kind    index of a part type; none: all of them together
/// @param from_s  parts that left before are not counted: the warm-up
/// @returns nothing where no such part reached a sink
[[nodiscard]] std::optional<LeadTimeHistogram> leadTimeHistogramOf(const PartPassages& flow,
                                                                   std::optional<std::size_t> kind, double from_s);

}  // namespace mw::kpi
