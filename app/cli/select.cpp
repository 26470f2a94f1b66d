// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/experiment/event_engine.h"
#include "core/experiment/selection.h"
#include "core/store/project_file.h"
#include "core/store/stored_study.h"

namespace mw::cli {
namespace {

struct SelectRequest {
  std::string project;
  std::string study;
  std::string kpi;
  std::string goal;  ///< empty: the KPI's own
  std::vector<std::size_t> points;
  double indifference = 0;
  double confidence = 95;
  std::uint32_t first_stage = 0;  ///< 0: of the study, 10 at least
  std::uint32_t max_replications = 1000;
  unsigned jobs = 0;
};

constexpr std::uint32_t kFirstStage = 10;

std::size_t kpiOf(const SelectRequest& request, const store::StoredStudy& study) {
  const auto at = std::ranges::find(study.kpis, request.kpi);
  if (at != study.kpis.end()) return static_cast<std::size_t>(at - study.kpis.begin());
  const auto nearest = nearestWord(request.kpi, study.kpis);
  throw UsageError(fmt::format(
      "--kpi {}: the study did not measure it; {}", request.kpi,
      nearest ? fmt::format("did you mean \"{}\"?", *nearest) : fmt::format("it has {}", fmt::join(study.kpis, ", "))));
}

bool isLeastWanted(const SelectRequest& request, const kpi::KpiDeclaration& kpi) {
  if (!request.goal.empty()) return request.goal == "min";
  if (kpi.better != kpi::Better::Neither) return kpi.better == kpi::Better::Lower;
  throw UsageError(fmt::format("--goal: more of {} is neither better nor worse; give max or min", request.kpi));
}

void refusePoints(const SelectRequest& request, const store::StoredStudy& study) {
  for (auto point = request.points.begin(); point != request.points.end(); ++point) {
    if (*point >= study.points.size()) {
      throw UsageError(fmt::format("--points {}: study \"{}\" has the points 0 to {}", *point, request.study,
                                   study.points.size() - 1));
    }
    if (std::find(request.points.begin(), point, *point) != point) {
      throw UsageError(fmt::format("--points: point {} is named twice", *point));
    }
  }
}

experiment::SelectionField fieldOf(const SelectRequest& request, store::StoredStudy study,
                                   std::vector<experiment::StudyRun> runs) {
  experiment::SelectionField field{experiment::Study::fromJson(study.definition),
                                   factory::Factory::fromJson(study.factory),
                                   std::move(study.points),
                                   request.points,
                                   std::move(study.kpis),
                                   std::move(runs)};
  std::ranges::sort(field.chosen);
  return field;
}

void print(const experiment::Selection& selection, const experiment::SelectionField& field,
           const experiment::SelectionOptions& options, const std::string& unit, const Console& console) {
  constexpr std::size_t kMostRows = 20;
  std::vector<experiment::SelectedPoint> last = selection.points;
  std::ranges::stable_sort(last, [&](const auto& a, const auto& b) {
    if (a.dropped.has_value() != b.dropped.has_value()) return !a.dropped.has_value();
    if (a.replications != b.replications) return a.replications > b.replications;
    return options.is_least ? a.mean < b.mean : a.mean > b.mean;
  });
  console.print(fmt::format("{:>8} {:>14} {:>13} {:>14}", "point", unit.empty() ? "mean" : "mean " + unit,
                            "replications", "dropped after"));
  for (std::size_t i = 0; i < std::min(kMostRows, last.size()); ++i) {
    console.print(fmt::format("{:>8} {:>14.6g} {:>13} {:>14}", last[i].point, last[i].mean, last[i].replications,
                              last[i].dropped ? std::to_string(*last[i].dropped) : "-"));
  }
  if (last.size() > kMostRows) console.print(fmt::format("... and {} more", last.size() - kMostRows));
  console.print(fmt::format("\n{}\n{}; {} runs were there, {} were made and are not kept",
                            experiment::selectionText(selection, field, options, unit),
                            experiment::selectionBasis(selection, field, options), selection.reused, selection.made));
}

int select(const SelectRequest& request, Console& console) {
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadOnly, {.stop = console.stop()});
  const store::StoredStudy study = store::study(*project, request.study);
  refusePoints(request, study);
  experiment::SelectionOptions options;
  options.kpi = kpiOf(request, study);
  const experiment::SelectionField field = fieldOf(request, study, store::runs(*project, request.study));
  const kpi::KpiDeclaration kpi = experiment::eventKpi(field.factory, request.kpi);
  options.is_least = isLeastWanted(request, kpi);
  options.goal = {request.indifference, request.confidence / 100,
                  request.first_stage > 0
                      ? request.first_stage
                      : std::max(kFirstStage, study.precision ? study.precision->at_least : study.replications)};
  if (request.max_replications < options.goal.first_stage) {
    throw UsageError(fmt::format("--max-replications {} is below the first stage of {}", request.max_replications,
                                 options.goal.first_stage));
  }
  options.max_replications = request.max_replications;
  options.jobs = request.jobs;
  options.stop = console.stop();
  options.progress = console.progress();
  const experiment::Selection selection = experiment::selectBest(field, experiment::eventEngine(), options);
  if (console.is_json) {
    Json json = experiment::toJson(selection, field, options);
    json["study"] = request.study;
    json["unit"] = kpi.unit;
    json["text"] = experiment::selectionText(selection, field, options, kpi.unit);
    console.printJson(json);
  } else {
    print(selection, field, options, kpi.unit, console);
  }
  return selection.status == experiment::Selection::Status::Selected ? kDone : kNegativeFinding;
}

}  // namespace

void addSelect(CLI::App& program, Action& action) {
  auto request = std::make_shared<SelectRequest>();
  CLI::App* verb = addVerb(program, "select",
                           {"Selects the best point of a study with a promised probability, making the runs it needs.",
                            "line.mill --study buffers --kpi throughput_per_h --goal max --indifference 0.5"});
  verb->add_option("project", request->project, "The project file")->required();
  verb->add_option("--study", request->study, "Name of the study, swept or begun")->required();
  verb->add_option("--kpi", request->kpi, "KPI of the study to select by")->required();
  verb->add_option("--goal", request->goal, "Which is best; the KPI's own better direction where absent")
      ->check(CLI::IsMember({"max", "min"}));
  verb->add_option("--indifference", request->indifference, "Differences below it do not matter, in the KPI's unit")
      ->required()
      ->check(CLI::PositiveNumber);
  verb->add_option("--confidence", request->confidence, "Probability of selecting the best, in percent")
      ->check(CLI::Range(50.1, 99.9999))
      ->capture_default_str();
  verb->add_option("--points", request->points, "Select among these only")->delimiter(',');
  verb->add_option("--first-stage", request->first_stage,
                   "Replications of each point before any is dropped; those of the study, 10 at least, where absent")
      ->check(CLI::Range(2U, 1U << 20U));
  verb->add_option("--max-replications", request->max_replications, "Of a point, at most; exit code 1 when not decided")
      ->check(CLI::Range(2U, 1U << 20U))
      ->capture_default_str();
  verb->add_option("--jobs", request->jobs, "Threads; 0 is one per processor. Results do not depend on it")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return select(*request, console); }; });
}

}  // namespace mw::cli
