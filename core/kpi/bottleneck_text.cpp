// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/bottleneck_text.h"

#include <fmt/format.h>
#include <string_view>

#include "core/numerics/figures.h"

namespace mw::kpi {
namespace {

using Verdict = BottleneckFinding::Verdict;

/// "71 +- 4 %", "71.0 %" of one run.
std::string percent(const numerics::Estimate& share) {
  const numerics::Estimate whole{100 * share.mean, 100 * share.sd, 100 * share.half_width, share.n};
  const std::string value = numerics::figureText(whole.mean, whole.half_width);
  const std::string half_width = numerics::halfWidthText(whole);
  return half_width.empty() ? value + " %" : fmt::format("{} +- {} %", value, half_width);
}

std::string nameOf(const Limit& limit) {
  return limit.element ? limit.id : "pool " + limit.id;
}

std::string placeText(const Saying::Place& place, const SayingStyle& style) {
  if (const auto* share = std::get_if<numerics::Estimate>(&place)) return style.share(*share);
  std::string names;
  for (const Limit* limit : std::get<Saying::Names>(place)) names += (names.empty() ? "" : ", ") + style.name(*limit);
  return names;
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

std::string spoken(const Saying& saying, const SayingStyle& style) {
  const std::string pattern = style.pattern(saying.pattern);
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::size_t place = i + 1 < pattern.size() && pattern[i] == '%' ? std::size_t(pattern[i + 1] - '1') : 9;
    if (place < saying.places.size()) {
      text += placeText(saying.places[place], style);
      ++i;
    } else {
      text += pattern[i];
    }
  }
  return text;
}

BottleneckSayings bottleneckSayings(const BottleneckFinding& finding) {
  if (finding.limits.empty() || finding.verdict == Verdict::None) {
    return {{"No bottleneck: nothing worked on parts", {}}, {}, false};
  }
  const Limit& leader = finding.limits.front();
  const Saying::Names leads = {&leader};
  BottleneckSayings words;
  if (finding.verdict == Verdict::Sole) {
    words = {{"%1 limits %2 of the time", {leads, leader.share}},
             {{"alone for %1, active for %2", {leader.sole, leader.active}}},
             true};
  } else if (finding.verdict == Verdict::NotSeparable) {
    words = {{"Not separable: %1", {finding.candidates()}},
             {{"their intervals overlap: make more replications, or run longer", {}}},
             false};
  } else {
    words = {{"%1 limits %2 of this one run", {leads, leader.share}},
             {{"one run has no interval: make two or more replications", {}}},
             false};
  }
  // Where nothing works for longer than the leader limits, more parts would get through.
  if (finding.nobody.mean > leader.share.mean) {
    words.details.push_back({"for %1 of the time nothing is at work: the supply limits more", {finding.nobody}});
  }
  return words;
}

Saying candidateSaying(const BottleneckFinding& finding, const Limit& candidate) {
  switch (finding.verdict) {
    case Verdict::Sole:
      return {"limits %1 of the time", {candidate.share}};
    case Verdict::NotSeparable:
      return {"not separable", {}};
    case Verdict::OneRun:
      return {"limits %1 of this one run", {candidate.share}};
    case Verdict::None:
      break;
  }
  return {};
}

std::string bottleneckText(const BottleneckFinding& finding) {
  const SayingStyle style{[](const char* pattern) { return std::string(pattern); }, nameOf, percent};
  const BottleneckSayings words = bottleneckSayings(finding);
  std::string text = spoken(words.title, style);
  for (const Saying& detail : words.details) text += "; " + spoken(detail, style);
  return text;
}

}  // namespace mw::kpi
