// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/cumulative_flow.h"

#include <algorithm>

#include "core/base/error.h"

namespace mw::kpi {
namespace {

std::int64_t countUntil(const std::vector<double>& times_s, double t_s) {
  return std::ranges::upper_bound(times_s, t_s) - times_s.begin();
}

}  // namespace

FlowCounts flowCountsAt(const PartPassages& passages, std::optional<std::size_t> kind, double t_s) {
  MW_REQUIRE(!kind || *kind < passages.kinds.size());
  FlowCounts counts;
  for (std::size_t k = 0; k < passages.kinds.size(); ++k) {
    if (kind && *kind != k) continue;
    counts.entered += countUntil(passages.kinds[k].entered_s, t_s);
    counts.left += countUntil(passages.kinds[k].left_s, t_s);
  }
  return counts;
}

CumulativeFlow cumulativeFlowOf(const PartPassages& flow, std::optional<std::size_t> kind, std::size_t n) {
  MW_REQUIRE(n >= 2);
  CumulativeFlow course;
  for (std::size_t i = 0; i < n; ++i) {
    const double t_s = i + 1 == n ? flow.end_s : flow.end_s * static_cast<double>(i) / static_cast<double>(n - 1);
    const FlowCounts counts = flowCountsAt(flow, kind, t_s);
    course.t_s.push_back(t_s);
    course.entered.push_back(counts.entered);
    course.left.push_back(counts.left);
  }
  return course;
}

}  // namespace mw::kpi
