// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/study_plan.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <oneapi/tbb/parallel_for.h>
#include <set>

#include "core/base/digest.h"
#include "core/base/random_stream.h"
#include "core/base/text.h"
#include "core/events/simulation.h"

namespace mw::experiment {
namespace {

constexpr std::size_t kMostFindings = 20;
constexpr std::size_t kBlockPoints = 512;  // looked at together, on all cores

Finding findingAt(std::string pointer, std::string cause, std::string cure) {
  return {Severity::Error, {"", std::move(pointer), 0, 0}, std::move(cause), std::move(cure)};
}

Findings pathFindings(const Study& study, const factory::Factory& factory) {
  Findings findings;
  for (std::size_t i = 0; i < study.factors.size(); ++i) {
    try {
      (void)factory::resolve(factory, study.factors[i].path);
    } catch (const InputError& error) {
      for (const Finding& finding : error.findings()) {
        findings.push_back(findingAt(fmt::format("/factors/{}/path", i), finding.cause, finding.cure));
      }
    }
  }
  return findings;
}

void addTo(Digest& digest, const ReplicationRule& rule) {
  digest.addInteger(rule.at_least);
  for (const PrecisionGoal& goal : rule.until) {
    digest.addText(goal.kpi);
    digest.addNumber(goal.wanted);
    digest.addInteger(goal.is_relative ? 1 : 0);
  }
}

}  // namespace

factory::Factory pointFactory(const Study& study, const factory::Factory& factory, const Json& values) {
  std::vector<factory::Assignment> assignments;
  for (const Factor& factor : study.factors) {
    const auto value = values.find(factor.name);
    if (value == values.end()) {
      throw InputError({}, fmt::format("the point has no value of factor \"{}\"", factor.name),
                       "sweep the study again");
    }
    assignments.push_back({factor.path, factor.settingOf(*value)});
  }
  return factory::withAssignments(factory, assignments);
}

std::uint64_t pointSeed(const Study& study, std::size_t point) {
  return study.common_random_numbers ? study.seed : derivedSeed(study.seed, point);
}

StudyPlan::StudyPlan(Study study, factory::Factory factory, std::vector<std::string> kpis, const std::stop_token& stop)
    : study_(std::move(study)), factory_(std::move(factory)), kpis_(std::move(kpis)) {
  if (Findings findings = pathFindings(study_, factory_); !findings.empty()) study_.refuse(std::move(findings));
  checkResponse();
  DesignedPoints design = designed(study_);
  points_ = std::move(design.points);
  notes_ = std::move(design.notes);
  left_out_ = design.left_out;
  checkPoints(0, stop);
}

StudyPlan StudyPlan::withAdded(const std::vector<Json>& points) const {
  StudyPlan longer = *this;
  for (const Json& values : points) {
    longer.study_.added_points.push_back(values);
    longer.study_.json["added_points"].push_back(values);
    DesignPoint& point = longer.points_.emplace_back();
    for (const Factor& factor : study_.factors) point.push_back(values.at(factor.name));
  }
  longer.checkPoints(points_.size(), {});
  return longer;
}

void StudyPlan::checkResponse() const {
  if (study_.design.type == Design::Type::Sequential) requireKpi("/design/response", study_.design.response);
  if (!study_.precision) return;
  for (const PrecisionGoal& goal : study_.precision->until)
    requireKpi("/replications/until/" + pointerToken(goal.kpi), goal.kpi);
}

void StudyPlan::requireKpi(const std::string& pointer, const std::string& kpi) const {
  if (std::ranges::find(kpis_, kpi) != kpis_.end()) return;
  const auto nearest = nearestWord(kpi, kpis_);
  study_.refuse({findingAt(
      pointer, fmt::format("the runs of the study do not store \"{}\"", kpi),
      nearest ? fmt::format("did you mean \"{}\"?", *nearest) : fmt::format("they store {}", fmt::join(kpis_, ", ")))});
}

void StudyPlan::checkPoints(std::size_t first, const std::stop_token& stop) const {
  if (Findings findings = pointFindings(first, stop); !findings.empty()) study_.refuse(std::move(findings));
}

Findings StudyPlan::pointFindings(std::size_t from, const std::stop_token& stop) const {
  Findings findings;
  std::set<std::string> told;
  std::vector<Findings> block(kBlockPoints);
  for (std::size_t first = from; first < points_.size() && findings.size() < kMostFindings; first += kBlockPoints) {
    if (stop.stop_requested()) throw Cancelled("stopped while the points were checked; nothing was run");
    const std::size_t last = std::min(first + kBlockPoints, points_.size());
    tbb::parallel_for(first, last, [&](std::size_t point) { block[point - first] = findingsOf(point); });
    for (std::size_t point = first; point < last && findings.size() < kMostFindings; ++point) {
      for (Finding& finding : block[point - first]) {
        // A fault that many points share is told once, of the first of them.
        const auto cause = finding.cause.find(": ");
        if (told.insert(finding.place.pointer + finding.cause.substr(std::min(cause, finding.cause.size()))).second) {
          findings.push_back(std::move(finding));
        }
      }
    }
  }
  return findings;
}

Findings StudyPlan::findingsOf(std::size_t point) const {
  Findings findings;
  try {
    for (const Finding& finding : events::checkRun(factoryAt(point))) {
      if (finding.severity != Severity::Error) continue;
      findings.push_back(findingAt("/factors",
                                   fmt::format("point {} {} gives a factory that cannot run: {}: {}", point,
                                               factorValues(point).dump(), finding.place.pointer, finding.cause),
                                   finding.cure));
    }
  } catch (const InputError& error) {
    findings.push_back(refusedValue(point, error));
  }
  return findings;
}

/// Which of the values it is: the first that the factory refuses on its own. Where it is their being together, all.
Finding StudyPlan::refusedValue(std::size_t point, const InputError& together) const {
  for (std::size_t i = 0; i < study_.factors.size(); ++i) {
    try {
      (void)factory::withValue(factory_, study_.factors[i].path, study_.factors[i].settingOf(points_[point][i]));
    } catch (const InputError& error) {
      const Finding& first = error.findings().front();
      return findingAt(fmt::format("/factors/{}", i),
                       fmt::format("point {} sets {} to {}: {}", point, study_.factors[i].path.text(),
                                   points_[point][i].dump(), first.cause),
                       first.cure);
    }
  }
  const Finding& first = together.findings().front();
  return findingAt("/factors", fmt::format("point {} {}: {}", point, factorValues(point).dump(), first.cause),
                   first.cure);
}

Json StudyPlan::factorValues(std::size_t point) const {
  Json values = Json::object();
  for (std::size_t i = 0; i < study_.factors.size(); ++i) values[study_.factors[i].name] = points_[point][i];
  return values;
}

factory::Factory StudyPlan::factoryAt(std::size_t point) const {
  return pointFactory(study_, factory_, factorValues(point));
}

std::uint64_t StudyPlan::seedAt(std::size_t point) const {
  return pointSeed(study_, point);
}

std::string StudyPlan::identity() const {
  Digest digest;
  digest.addText(factory_.json().dump());
  digest.addNumber(study_.horizon_s);
  digest.addNumber(study_.warmup_s);
  digest.addInteger(study_.replications);
  digest.addInteger(study_.seed);
  digest.addInteger(study_.common_random_numbers ? 1 : 0);
  for (const Factor& factor : study_.factors) {
    digest.addText(factor.name);
    digest.addText(factor.path.text());
    // What labels stand for is not in the points.
    for (const Json& setting : factor.settings) digest.addText(setting.dump());
  }
  for (const std::string& kpi : kpis_) digest.addText(kpi);
  for (std::size_t i = 0; i < designedCount(); ++i) digest.addText(Json(points_[i]).dump());
  if (study_.precision) addTo(digest, *study_.precision);
  return digest.hex();
}

}  // namespace mw::experiment
