// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/littles_law.h"

#include <cmath>

namespace mw::kpi {

KpiValue littlesLawError(const events::PartSeconds& seconds) {
  // L T is the area, lambda W T the sum of the stays: the length of the window cancels.
  return ratio(std::abs(seconds.area - seconds.stays), seconds.area, "no part stayed");
}

events::PartSeconds partSecondsInside(const events::RunStatistics& run) {
  events::PartSeconds sum;
  for (const events::PartTypeStatistics& part_type : run.part_types) {
    sum.area += part_type.lead.area;
    sum.stays += part_type.lead.stays;
    sum.spent_at_start += part_type.lead.spent_at_start;
    sum.spent_at_end += part_type.lead.spent_at_end;
  }
  return sum;
}

}  // namespace mw::kpi
