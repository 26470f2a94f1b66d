// SPDX-License-Identifier: Apache-2.0
#include "core/twin/linearisation_watch.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/text.h"
#include "core/estimation/extended_filter.h"

namespace mw::twin {

void LinearisationWatch::add(double t_s, double excess) {
  if (!(excess > estimation::kLinearisationLimit)) return;
  ++bent_rows_;
  if (excess > worst_excess_) worst_t_s_ = t_s;
  worst_excess_ = std::max(worst_excess_, excess);
}

std::optional<std::string> LinearisationWatch::warning(std::size_t row_count) const {
  if (bent_rows_ == 0) return std::nullopt;
  return fmt::format(
      "the extended filter is out of its depth in {} of {} rows: the curvature of the model moves the estimate by up "
      "to {:.3g} of the process noise (limit {}), worst at t = {} s; use the filter \"unscented\"",
      bent_rows_, row_count, worst_excess_, estimation::kLinearisationLimit, numberText(worst_t_s_));
}

}  // namespace mw::twin
