// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/study_summary.h"

#include <cmath>

#include "core/base/error.h"

namespace mw::experiment {

std::vector<std::vector<numerics::Estimate>> summarise(const std::vector<StudyRun>& runs, std::size_t point_count,
                                                       std::size_t kpi_count) {
  std::vector<std::vector<std::vector<double>>> samples(point_count, std::vector<std::vector<double>>(kpi_count));
  for (const StudyRun& run : runs) {
    MW_REQUIRE(run.key.point < point_count && run.values.size() == kpi_count);
    for (std::size_t kpi = 0; kpi < kpi_count; ++kpi) {
      if (!std::isnan(run.values[kpi])) samples[run.key.point][kpi].push_back(run.values[kpi]);
    }
  }
  std::vector<std::vector<numerics::Estimate>> summary(point_count);
  for (std::size_t point = 0; point < point_count; ++point) {
    for (const std::vector<double>& sample : samples[point]) {
      summary[point].push_back(numerics::confidenceInterval(sample));
    }
  }
  return summary;
}

}  // namespace mw::experiment
