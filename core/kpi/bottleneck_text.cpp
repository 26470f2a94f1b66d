// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/bottleneck_text.h"

#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <vector>

namespace mw::kpi {
namespace {

std::string percent(const numerics::Estimate& share) {
  if (!share.hasInterval()) return fmt::format("{:.1f} %", 100 * share.mean);
  return fmt::format("{:.1f} +- {:.1f} %", 100 * share.mean, 100 * share.half_width);
}

std::string nameOf(const Limit& limit) {
  return limit.element ? limit.id : "pool " + limit.id;
}

/// Where nothing works for longer than the leader limits, more parts would get through.
std::string supplyText(const BottleneckFinding& finding) {
  if (finding.nobody.mean <= finding.limits.front().share.mean) return {};
  return fmt::format("; nothing is at work for {} of the time: the supply limits more than any element",
                     percent(finding.nobody));
}

}  // namespace

std::string limitTable(const BottleneckFinding& finding, std::size_t most) {
  std::string text =
      fmt::format("{:<20} {:>18} {:>18} {:>18} {:>15}", "", "limits", "of that alone", "active", "mean period s");
  std::size_t row = 0;
  for (const Limit& limit : finding.limits) {
    if (row++ >= most && !limit.is_candidate) continue;
    text += fmt::format("\n{:<20} {:>18} {:>18} {:>18} {:>15.5g}", nameOf(limit), percent(limit.share),
                        percent(limit.sole), percent(limit.active), limit.mean_period_s);
  }
  return text;
}

std::string bottleneckText(const BottleneckFinding& finding) {
  using Verdict = BottleneckFinding::Verdict;
  std::vector<std::string> names;
  for (const Limit* limit : finding.candidates()) names.push_back(nameOf(*limit));
  switch (finding.verdict) {
    case Verdict::None:
      return "no bottleneck: nothing worked on parts";
    case Verdict::OneRun:
      return fmt::format("in this one run {} limits {} of the time; two or more replications say how surely{}",
                         names.front(), percent(finding.limits.front().share), supplyText(finding));
    case Verdict::Sole:
      return fmt::format("{} is the bottleneck: it limits {} of the time{}", names.front(),
                         percent(finding.limits.front().share), supplyText(finding));
    case Verdict::NotSeparable:
      return fmt::format("not separable: {}; more replications or a longer horizon may tell which limits{}",
                         fmt::join(names, ", "), supplyText(finding));
  }
  return {};
}

}  // namespace mw::kpi
