// SPDX-License-Identifier: Apache-2.0
#include "core/report/study_results.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/experiment/event_engine.h"
#include "core/experiment/study_summary.h"
#include "core/factory/factory_path.h"
#include "core/report/table.h"

namespace mw::report {
namespace {

using experiment::StudyRun;

/// What a planner asks first of a study that keeps every KPI.
constexpr std::array kAskedFirst = {"throughput_per_h", "lead_time_mean_s", "wip_mean", "cost_per_part"};

bool isSame(const Json& a, const Json& b) {
  return a.is_number() && b.is_number() ? a.get<double>() == b.get<double>() : a == b;
}

}  // namespace

std::string factorText(const Json& value) {
  if (value.is_number()) return figureCell(value.get<double>()).shown();
  return value.is_string() ? value.get<std::string>() : value.dump();
}

StudyResults::StudyResults(const store::StoredStudy& study, const std::vector<StudyRun>& runs)
    : study_(study), runs_(runs), estimates_(experiment::summarise(runs, study.points.size(), study.kpis.size())) {
  if (!study.points.empty()) {
    for (const auto& [name, value] : study.points.front().items()) factors_.push_back(name);
  }
  chooseResponses();
  findPresent();
}

void StudyResults::chooseResponses() {
  const factory::Factory factory = factory::Factory::fromJson(study_.factory);
  const auto add = [&](const std::string& name) {
    const auto found = std::ranges::find(study_.kpis, name);
    if (found == study_.kpis.end() || responses_.size() == kMostResponses) return;
    const auto kpi = static_cast<std::size_t>(found - study_.kpis.begin());
    if (std::ranges::find(responses_, kpi, &Response::kpi) != responses_.end()) return;
    responses_.push_back({kpi, experiment::eventKpi(factory, name)});
  };
  const Json wanted = study_.definition.value("responses", Json::array());
  if (wanted.empty()) std::ranges::for_each(kAskedFirst, add);
  std::ranges::for_each(study_.kpis, add);
}

void StudyResults::findPresent() {
  const factory::Factory factory = factory::Factory::fromJson(study_.factory);
  Json present = Json::object();
  for (const Json& factor : study_.definition.value("factors", Json::array())) {
    const factory::FactoryPath path(factor.value("path", std::string()));
    present[factor.value("name", std::string())] = factory::resolve(factory, path).value;
  }
  for (std::size_t point = 0; point < study_.points.size() && !present_; ++point) {
    const bool is_present = std::ranges::all_of(factors_, [&](const std::string& factor) {
      return present.contains(factor) && isSame(present[factor], study_.points[point][factor]);
    });
    if (is_present) present_ = point;
  }
}

std::span<const StudyRun> StudyResults::runsOf(std::size_t point) const {
  const auto [first, last] =
      std::ranges::equal_range(runs_, point, {}, [](const StudyRun& run) -> std::size_t { return run.key.point; });
  return {first, last};
}

const Json& StudyResults::factorValue(std::size_t point, const std::string& factor) const {
  return study_.points[point].at(factor);
}

std::string StudyResults::nameOf(std::size_t point) const {
  std::string text;
  for (const std::string& factor : factors_) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", factor, factorText(factorValue(point, factor)));
  }
  return fmt::format("point {} ({})", point, text);
}

experiment::PairedDifference StudyResults::difference(std::size_t point, std::size_t reference,
                                                      const Response& response, double level) const {
  std::vector<StudyRun> pair;
  for (const std::size_t each : {point, reference}) {
    const auto runs = runsOf(each);
    pair.insert(pair.end(), runs.begin(), runs.end());
  }
  return experiment::comparePoints(pair, reference, {point}, response.kpi, response.declaration.better, level)
      .points.front();
}

}  // namespace mw::report
