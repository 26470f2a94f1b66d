// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <fmt/format.h>
#include <memory>

#include "app/cli/study_words.h"
#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/experiment/replications.h"
#include "core/experiment/study_summary.h"
#include "core/report/csv_table.h"
#include "core/store/project_file.h"
#include "core/store/stored_study.h"

namespace mw::cli {
namespace {

struct ResultsRequest {
  std::string project;
  std::string study;
  std::string csv;
};

/// A study with what its runs say: [point][kpi].
struct StudyResults {
  store::StoredStudy study;
  std::vector<std::vector<numerics::Estimate>> estimates;
  std::vector<experiment::PointPrecision> precision;  ///< by point; empty with a fixed number of replications
  std::vector<std::size_t> runs;                      ///< by point
};

Json jsonOf(const StudyResults& results) {
  Json points = Json::array();
  for (std::size_t point = 0; point < results.estimates.size(); ++point) {
    Json kpis = Json::object();
    for (std::size_t kpi = 0; kpi < results.study.kpis.size(); ++kpi) {
      kpis[results.study.kpis[kpi]] = experiment::toJson(results.estimates[point][kpi]);
    }
    points.push_back({{"point", point}, {"factors", results.study.points[point]}, {"kpis", std::move(kpis)}});
    if (results.study.precision) points.back()["precision"] = experiment::toJson(results.precision[point]);
  }
  Json json = {{"study", results.study.name}, {"points", std::move(points)}};
  if (results.study.precision) json["precision"] = experiment::toJson(*results.study.precision, results.precision);
  return json;
}

std::string csvCell(const Json& value) {
  if (value.is_number()) return numberText(value.get<double>());
  return report::csvText(value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump());
}

std::string csvNumber(double number) {
  return std::isnan(number) ? "" : numberText(number);
}

std::string csvOf(const StudyResults& results) {
  std::string text = "point";
  for (const auto& [factor, value] : results.study.points.front().items()) text += "," + csvCell(factor);
  for (const std::string& kpi : results.study.kpis) {
    for (const char* what : {"mean", "sd", "half_width", "n"}) text += "," + csvCell(kpi + " " + what);
  }
  if (results.study.precision) text += ",runs,precision";
  for (std::size_t point = 0; point < results.estimates.size(); ++point) {
    text += fmt::format("\n{}", point);
    for (const auto& [factor, value] : results.study.points[point].items()) text += "," + csvCell(value);
    for (const numerics::Estimate& estimate : results.estimates[point]) {
      text += fmt::format(",{},{},{},{}", csvNumber(estimate.mean), csvNumber(estimate.sd),
                          csvNumber(estimate.half_width), estimate.n);
    }
    if (!results.study.precision) continue;
    text += fmt::format(",{},{}", results.runs[point], experiment::statusText(results.precision[point].status));
  }
  return text + "\n";
}

std::string interval(const numerics::Estimate& estimate) {
  if (estimate.n == 0) return "-";
  if (!estimate.hasInterval()) return fmt::format("{:.5g}", estimate.mean);
  return fmt::format("{:.5g} +- {:.2g}", estimate.mean, estimate.half_width);
}

/// Runs, and whether they are enough.
std::string precisionCells(std::size_t runs, const experiment::PointPrecision& precision) {
  std::string text = fmt::format(" {:>6}  {}", runs, experiment::statusText(precision.status));
  if (precision.status == experiment::PointPrecision::Status::NotReached) {
    text += ": " + experiment::missedText(precision);
  }
  return text;
}

void print(const StudyResults& results, const Console& console) {
  const store::StoredStudy& study = results.study;
  console.print(fmt::format("{}: {} points, {}", study.name, study.points.size(), study.runsText()));
  std::string header = fmt::format("{:>6}", "point");
  for (const auto& [factor, value] : study.points.front().items()) header += fmt::format(" {:>12}", factor);
  for (const std::string& kpi : study.kpis) header += fmt::format(" {:>24}", kpi);
  if (study.precision) header += fmt::format(" {:>6}  {}", "runs", "precision");
  console.print(header);
  for (std::size_t point = 0; point < results.estimates.size(); ++point) {
    std::string line = fmt::format("{:>6}", point);
    for (const auto& [factor, value] : study.points[point].items()) {
      line += fmt::format(" {:>12}", value.is_number_float() ? fmt::format("{:.5g}", value.get<double>())
                                     : value.is_string()     ? value.get<std::string>()
                                                             : value.dump());
    }
    for (const numerics::Estimate& estimate : results.estimates[point])
      line += fmt::format(" {:>24}", interval(estimate));
    if (study.precision) line += precisionCells(results.runs[point], results.precision[point]);
    console.print(line);
  }
}

int results(const ResultsRequest& request, Console& console) {
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadOnly, {.stop = console.stop()});
  StudyResults results{store::study(*project, request.study), {}, {}, {}};
  const auto runs = store::runs(*project, request.study);
  results.estimates = experiment::summarise(runs, results.study.points.size(), results.study.kpis.size());
  results.precision = store::precisionOf(*project, results.study);
  results.runs.resize(results.study.points.size());
  for (const experiment::StudyRun& run : runs) ++results.runs.at(run.key.point);
  if (!request.csv.empty()) writeTextFile(request.csv, csvOf(results));
  if (!results.study.isComplete()) {
    console.warn(
        fmt::format("study \"{}\" has {}; go on with sweep --resume", results.study.name, results.study.runsText()));
  }
  console.is_json ? console.printJson(jsonOf(results)) : print(results, console);
  if (results.study.precision) (void)tellPrecision(*results.study.precision, results.precision, console);
  return kDone;
}

}  // namespace

void addResults(CLI::App& program, Action& action) {
  auto request = std::make_shared<ResultsRequest>();
  CLI::App* verb = addVerb(program, "results",
                           {"Prints what a study found, point by point, with 95 % intervals.",
                            "line.mill --study buffers --csv buffers.csv"});
  verb->add_option("project", request->project, "The project file")->required();
  verb->add_option("--study", request->study, "Name of the study")->required();
  verb->add_option("--csv", request->csv, "Also writes a table: a row per point");
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return results(*request, console); }; });
}

}  // namespace mw::cli
