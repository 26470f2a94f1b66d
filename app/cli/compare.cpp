// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/experiment/event_engine.h"
#include "core/experiment/paired_comparison.h"
#include "core/experiment/replications.h"
#include "core/experiment/study_precision_text.h"
#include "core/store/project_file.h"
#include "core/store/stored_study.h"

namespace mw::cli {
namespace {

struct CompareRequest {
  std::string project;
  std::string study;
  std::vector<std::size_t> points;  ///< the reference first
  std::string response;             ///< empty: all that the study keeps
};

/// A response with what its points show.
struct ResponseComparison {
  kpi::KpiDeclaration response;
  experiment::Comparison comparison;
};

/// Which of the study's KPIs are asked for.
std::vector<std::size_t> responsesOf(const CompareRequest& request, const store::StoredStudy& study) {
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < study.kpis.size(); ++i) {
    if (request.response.empty() || study.kpis[i] == request.response) wanted.push_back(i);
  }
  if (!wanted.empty()) return wanted;
  const auto nearest = nearestWord(request.response, study.kpis);
  throw UsageError(fmt::format(
      "--response {}: the study did not measure it; {}", request.response,
      nearest ? fmt::format("did you mean \"{}\"?", *nearest) : fmt::format("it has {}", fmt::join(study.kpis, ", "))));
}

std::vector<ResponseComparison> compareAll(const CompareRequest& request, store::ProjectFile& project) {
  const store::StoredStudy study = store::study(project, request.study);
  for (const std::size_t point : request.points) {
    if (point < study.points.size()) continue;
    throw UsageError(
        fmt::format("--points {}: study \"{}\" has the points 0 to {}", point, request.study, study.points.size() - 1));
  }
  const std::vector<experiment::StudyRun> runs = store::runs(project, request.study);
  const factory::Factory factory = factory::Factory::fromJson(study.factory);
  const std::vector<std::size_t> others(request.points.begin() + 1, request.points.end());
  std::vector<ResponseComparison> all;
  for (const std::size_t response : responsesOf(request, study)) {
    const kpi::KpiDeclaration declaration = experiment::eventKpi(factory, study.kpis[response]);
    all.push_back(
        {declaration, experiment::comparePoints(runs, request.points.front(), others, response, declaration.better)});
  }
  return all;
}

Json jsonOf(const CompareRequest& request, const std::vector<ResponseComparison>& all) {
  Json responses = Json::array();
  for (const auto& [response, comparison] : all) {
    Json points = Json::array();
    for (const experiment::PairedDifference& difference : comparison.points) {
      points.push_back({{"point", difference.point},
                        {"reference_mean", difference.reference.mean},
                        {"mean", difference.value.mean},
                        {"difference", experiment::toJson(difference.difference)},
                        {"shown", experiment::shownText(difference.shown)}});
    }
    responses.push_back({{"response", response.name},
                         {"unit", response.unit},
                         {"level", comparison.level},
                         {"single_level", comparison.single_level},
                         {"points", std::move(points)}});
  }
  return {{"study", request.study}, {"reference", request.points.front()}, {"responses", std::move(responses)}};
}

/// How well the compared points are known, where the study says how well they are to be; in the order of the request.
std::vector<experiment::PointPrecision> precisionOf(const CompareRequest& request, store::ProjectFile& project) {
  const auto all = store::precisionOf(project, store::study(project, request.study));
  std::vector<experiment::PointPrecision> compared;
  for (const std::size_t point : request.points) {
    if (!all.empty()) compared.push_back(all[point]);
  }
  return compared;
}

int compare(const CompareRequest& request, Console& console) {
  if (request.points.size() < 2) throw UsageError("--points A,B: name the reference and one or more others");
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadOnly, {.stop = console.stop()});
  const std::vector<ResponseComparison> all = compareAll(request, *project);
  const std::vector<experiment::PointPrecision> precision = precisionOf(request, *project);
  if (console.is_json) {
    Json json = jsonOf(request, all);
    for (std::size_t i = 0; i < precision.size(); ++i) {
      json["precision"].push_back(experiment::toJson(precision[i]));
      json["precision"].back()["point"] = request.points[i];
    }
    console.printJson(json);
    return kDone;
  }
  for (const auto& [response, comparison] : all) {
    for (const experiment::PairedDifference& difference : comparison.points) {
      console.print(experiment::sentence(comparison, difference, response.name, response.unit));
    }
  }
  for (std::size_t i = 0; i < precision.size(); ++i) {
    if (precision[i].status == experiment::PointPrecision::Status::Reached) continue;
    console.print(
        fmt::format("point {} is not known as well as the study asks for: {}", request.points[i],
                    precision[i].isOpen() ? "it is not run to the end yet" : experiment::missedText(precision[i])));
  }
  console.print(experiment::basis(all.front().comparison) + (all.size() > 1 ? ", for each response by itself" : ""));
  return kDone;
}

}  // namespace

void addCompare(CLI::App& program, Action& action) {
  auto request = std::make_shared<CompareRequest>();
  CLI::App* verb = addVerb(program, "compare",
                           {"Compares points of a study in words: better, worse or not shown, by paired intervals.",
                            "line.mill --study buffers --points 0,3 --response throughput_per_h"});
  verb->add_option("project", request->project, "The project file")->required();
  verb->add_option("--study", request->study, "Name of the study")->required();
  verb->add_option("--points", request->points, "Numbers of the points; the first is the reference")
      ->delimiter(',')
      ->required();
  verb->add_option("--response", request->response, "KPI to compare; all of the study where absent");
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return compare(*request, console); }; });
}

}  // namespace mw::cli
