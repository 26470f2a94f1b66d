// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/bottleneck_methods.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

#include "core/experiment/replications.h"

namespace mw::experiment {
namespace {

using Verdict = kpi::BottleneckFinding::Verdict;

Verdict verdictOf(std::size_t candidates) {
  if (candidates == 0) return Verdict::None;
  return candidates == 1 ? Verdict::Sole : Verdict::NotSeparable;
}

std::vector<std::string> idsOf(const std::vector<const kpi::Limit*>& limits) {
  std::vector<std::string> ids;
  for (const kpi::Limit* limit : limits) ids.push_back(limit->id);
  return ids;
}

MethodAnswer byPrices(const ShadowPrices& prices) {
  MethodAnswer answer{"shadow price", Verdict::None, {}};
  const std::vector<const ShadowPrice*> gaining = prices.gaining();
  for (const ShadowPrice* price : gaining) {
    if (price->gain.high() >= gaining.front()->gain.low()) answer.ids.push_back(price->ids.front());
  }
  const ShadowPrice* together = prices.find(Lever::Kind::Together);
  if (gaining.empty() && together != nullptr && together->is_shown) answer.ids = together->ids;
  answer.verdict = prices.throughput_per_h.hasInterval() ? verdictOf(answer.ids.size()) : Verdict::OneRun;
  return answer;
}

std::string saidBy(const MethodAnswer& answer) {
  const std::string ids = fmt::format("{}", fmt::join(answer.ids, ", "));
  switch (answer.verdict) {
    case Verdict::Sole:
      return answer.method + ": " + ids;
    case Verdict::NotSeparable:
      return answer.method + ": not separable, " + ids;
    case Verdict::OneRun:
      return answer.method + ": one run tells nothing";
    case Verdict::None:
      break;
  }
  return answer.method + ": none";
}

}  // namespace

std::vector<MethodAnswer> bottleneckMethods(const factory::Factory& factory, const kpi::BottleneckFinding& finding,
                                            const kpi::ArrowFinding& arrows, const ShadowPrices* prices) {
  std::vector<MethodAnswer> answers;
  answers.push_back({"longest active period, momentary", finding.verdict, idsOf(finding.candidates())});
  const std::vector<const kpi::Limit*> longest = finding.longestActive();
  const bool is_one_run = finding.verdict == Verdict::OneRun;
  answers.push_back(
      {"longest active period, average", is_one_run ? Verdict::OneRun : verdictOf(longest.size()), idsOf(longest)});
  MethodAnswer& by_arrows = answers.emplace_back(MethodAnswer{"blocked/starved arrows", arrows.verdict, {}});
  for (const std::size_t element : arrows.candidates) by_arrows.ids.push_back(factory.elements()[element].id);
  if (prices != nullptr) answers.push_back(byPrices(*prices));
  return answers;
}

std::string methodsText(const std::vector<MethodAnswer>& answers) {
  const auto setOf = [](const MethodAnswer& answer) { return std::set(answer.ids.begin(), answer.ids.end()); };
  const bool agree = std::ranges::all_of(answers, [&](const MethodAnswer& answer) {
    return answer.verdict == answers.front().verdict && setOf(answer) == setOf(answers.front());
  });
  const std::string ids = answers.empty() ? "" : fmt::format("{}", fmt::join(setOf(answers.front()), ", "));
  if (agree && answers.front().verdict == Verdict::Sole) {
    return fmt::format("all {} methods name {}", answers.size(), ids);
  }
  if (agree && answers.front().verdict == Verdict::NotSeparable) {
    return fmt::format("none of {} methods separates {}", answers.size(), ids);
  }
  std::vector<std::string> said;
  for (const MethodAnswer& answer : answers) said.push_back(saidBy(answer));
  return fmt::format("{}", fmt::join(said, "; "));
}

std::string_view nameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::None:
      return "none";
    case Verdict::OneRun:
      return "one-run";
    case Verdict::Sole:
      return "sole";
    case Verdict::NotSeparable:
      return "not-separable";
  }
  return "none";
}

Json toJson(const std::vector<MethodAnswer>& answers) {
  Json list = Json::array();
  for (const MethodAnswer& answer : answers) {
    list.push_back({{"method", answer.method}, {"verdict", nameOf(answer.verdict)}, {"ids", answer.ids}});
  }
  return list;
}

Json toJson(const factory::Factory& factory, const kpi::ArrowFinding& finding) {
  const auto id = [&](std::size_t element) { return factory.elements()[element].id; };
  const auto points = [](kpi::Arrow::Points to) {
    if (to == kpi::Arrow::Points::NotShown) return "not-shown";
    return to == kpi::Arrow::Points::Downstream ? "downstream" : "upstream";
  };
  Json arrows = Json::array();
  for (const kpi::Arrow& arrow : finding.arrows) {
    arrows.push_back({{"upstream", id(arrow.upstream)},
                      {"downstream", id(arrow.downstream)},
                      {"blocked", toJson(arrow.blocked)},
                      {"starved", toJson(arrow.starved)},
                      {"difference", toJson(arrow.difference)},
                      {"points", points(arrow.points)}});
  }
  Json candidates = Json::array();
  for (const std::size_t element : finding.candidates) candidates.push_back(id(element));
  return {{"level", finding.level},
          {"single_level", finding.single_level},
          {"verdict", nameOf(finding.verdict)},
          {"candidates", std::move(candidates)},
          {"arrows", std::move(arrows)},
          {"text", kpi::arrowText(factory, finding)}};
}

Json toJson(const kpi::BottleneckCourse& course) {
  Json phases = Json::array();
  for (const kpi::BottleneckPhase& phase : course.phases) {
    const bool has_interval = phase.share.hasInterval();
    phases.push_back({{"from_s", phase.from_s},
                      {"to_s", phase.to_s},
                      {"element", phase.id.empty() ? Json(nullptr) : Json(phase.id)},
                      {"is_pool", phase.is_pool},
                      {"share", phase.share.mean},
                      {"half_width", has_interval ? Json(phase.share.half_width) : Json(nullptr)}});
  }
  return {{"window_s", course.window_s}, {"level", course.level},       {"single_level", course.single_level},
          {"shifts", course.shifts()},   {"phases", std::move(phases)}, {"text", kpi::courseText(course)}};
}

}  // namespace mw::experiment
