// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/bottleneck_arrows.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "core/base/error.h"
#include "core/kpi/element_kpis.h"

namespace mw::kpi {
namespace {

using events::RunStatistics;
using factory::ElementState;
using Runs = std::span<const RunStatistics>;

double shareOf(const RunStatistics& run, std::size_t element, ElementState state) {
  return run.elements[element].state_s[static_cast<std::size_t>(state)] / run.measured_s;
}

double differenceIn(const RunStatistics& run, const Arrow& arrow) {
  return shareOf(run, arrow.upstream, ElementState::Blocked) - shareOf(run, arrow.downstream, ElementState::Idle);
}

template <class Value>
numerics::Estimate over(Runs runs, Value value, double level = 0.95) {
  std::vector<double> samples;
  for (const RunStatistics& run : runs) samples.push_back(value(run));
  return numerics::confidenceInterval(samples, level);
}

/// Pairs of work units with none between, each once.
class Neighbours {
 public:
  explicit Neighbours(const factory::Factory& factory) : next_(factory.elements().size()) {
    for (const factory::Flow& flow : factory.flows()) next_[flow.from].push_back(flow.to);
    for (const factory::Element& element : factory.elements()) is_work_.push_back(factsOf(element).is_work_unit);
  }

  [[nodiscard]] std::vector<Arrow> arrows() const {
    std::vector<Arrow> arrows;
    for (std::size_t from = 0; from < next_.size(); ++from) {
      if (!is_work_[from]) continue;
      for (const std::size_t to : after(from)) {
        Arrow& arrow = arrows.emplace_back();
        arrow.upstream = from;
        arrow.downstream = to;
      }
    }
    return arrows;
  }

 private:
  [[nodiscard]] std::set<std::size_t> after(std::size_t from) const {
    std::set<std::size_t> found;
    std::set<std::size_t> seen;
    std::vector<std::size_t> open = next_[from];
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (at == from || !seen.insert(at).second) continue;
      if (is_work_[at]) {
        found.insert(at);
      } else {
        open.insert(open.end(), next_[at].begin(), next_[at].end());
      }
    }
    return found;
  }

  std::vector<std::vector<std::size_t>> next_;
  std::vector<bool> is_work_;
};

Arrow::Points pointsOf(const numerics::Estimate& difference) {
  const bool holds_zero = difference.low() <= 0 && difference.high() >= 0;
  if (!difference.hasInterval() || holds_zero || std::abs(difference.mean) <= kLeastLead) {
    return Arrow::Points::NotShown;
  }
  return difference.mean > 0 ? Arrow::Points::Downstream : Arrow::Points::Upstream;
}

bool leadsAway(const Arrow& arrow, std::size_t element) {
  return (arrow.upstream == element && arrow.points == Arrow::Points::Downstream) ||
         (arrow.downstream == element && arrow.points == Arrow::Points::Upstream);
}

bool touches(const Arrow& arrow, std::size_t element) {
  return arrow.upstream == element || arrow.downstream == element;
}

std::vector<ArrowHead> headsOf(const std::vector<Arrow>& arrows, Runs runs) {
  std::set<std::size_t> elements;
  for (const Arrow& arrow : arrows) elements.insert({arrow.upstream, arrow.downstream});
  std::vector<ArrowHead> heads;
  for (const std::size_t element : elements) {
    if (std::ranges::any_of(arrows, [&](const Arrow& arrow) { return leadsAway(arrow, element); })) continue;
    const auto severity = [&](const RunStatistics& run) {
      double sum = 0;
      for (const Arrow& arrow : arrows) sum += touches(arrow, element) ? std::abs(differenceIn(run, arrow)) : 0;
      return sum;
    };
    heads.push_back({element, over(runs, severity),
                     over(runs, [&](const RunStatistics& run) { return shareOf(run, element, ElementState::Idle); })});
  }
  std::ranges::stable_sort(heads, [](const auto& a, const auto& b) { return a.severity.mean > b.severity.mean; });
  return heads;
}

/// Whether the first head is above another one for sure.
bool isAbove(const ArrowFinding& finding, const ArrowHead& other) {
  const numerics::Estimate& first = finding.heads.front().severity;
  if (first.low() <= other.severity.high() || first.mean - other.severity.mean <= kLeastLead) return false;
  return std::ranges::none_of(finding.arrows, [&](const Arrow& arrow) {
    return arrow.points == Arrow::Points::NotShown && touches(arrow, other.element);
  });
}

std::string nameOf(const factory::Factory& factory, std::size_t element) {
  return factory.elements()[element].id;
}

const char* signOf(Arrow::Points points) {
  switch (points) {
    case Arrow::Points::Downstream:
      return "->";
    case Arrow::Points::Upstream:
      return "<-";
    case Arrow::Points::NotShown:
      break;
  }
  return "?";
}

}  // namespace

ArrowFinding findArrows(const factory::Factory& factory, Runs runs) {
  MW_REQUIRE(!runs.empty());
  using Verdict = BottleneckFinding::Verdict;
  ArrowFinding finding;
  finding.arrows = Neighbours(factory).arrows();
  const std::size_t count = std::max<std::size_t>(finding.arrows.size(), 1);
  finding.single_level = 1 - (1 - finding.level) / static_cast<double>(count);
  for (Arrow& arrow : finding.arrows) {
    arrow.blocked =
        over(runs, [&](const RunStatistics& run) { return shareOf(run, arrow.upstream, ElementState::Blocked); });
    arrow.starved =
        over(runs, [&](const RunStatistics& run) { return shareOf(run, arrow.downstream, ElementState::Idle); });
    arrow.difference = over(
        runs, [&](const RunStatistics& run) { return differenceIn(run, arrow); }, finding.single_level);
    arrow.points = pointsOf(arrow.difference);
  }
  finding.heads = headsOf(finding.arrows, runs);
  if (finding.heads.empty()) return finding;
  for (const ArrowHead& head : finding.heads) {
    const bool is_first = &head == &finding.heads.front();
    if (is_first || !isAbove(finding, head)) finding.candidates.push_back(head.element);
  }
  if (runs.size() < 2) {
    finding.verdict = Verdict::OneRun;
  } else {
    finding.verdict = finding.candidates.size() == 1 ? Verdict::Sole : Verdict::NotSeparable;
  }
  return finding;
}

std::string arrowTable(const factory::Factory& factory, const ArrowFinding& finding) {
  std::string text;
  for (std::size_t i = 0; i < finding.arrows.size(); ++i) {
    const Arrow& arrow = finding.arrows[i];
    const bool goes_on = i > 0 && finding.arrows[i - 1].downstream == arrow.upstream;
    if (!goes_on) text += (i > 0 ? "\n" : "") + nameOf(factory, arrow.upstream);
    text += fmt::format(" {} {}", signOf(arrow.points), nameOf(factory, arrow.downstream));
  }
  return text;
}

std::string arrowText(const factory::Factory& factory, const ArrowFinding& finding) {
  using Verdict = BottleneckFinding::Verdict;
  if (finding.verdict == Verdict::None) return "no two neighbours work on parts: there are no arrows";
  if (finding.verdict == Verdict::OneRun) return "one run has no interval: no arrow is drawn";
  const ArrowHead& first = finding.heads.front();
  std::string names;
  for (const std::size_t element : finding.candidates) names += (names.empty() ? "" : ", ") + nameOf(factory, element);
  if (finding.verdict == Verdict::NotSeparable) return "the arrows do not tell apart: " + names;
  std::string text = "the arrows lead to " + names;
  if (first.starved.low() > kLeastLead) {
    text += fmt::format(", which itself waits for parts {:.0f} % of the time", 100 * first.starved.mean);
  }
  return text;
}

}  // namespace mw::kpi
