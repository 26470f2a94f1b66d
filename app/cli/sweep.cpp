// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <fmt/format.h>
#include <memory>
#include <optional>

#include "app/cli/study_words.h"
#include "app/cli/sweep_parts.h"
#include "app/cli/verbs.h"
#include "core/base/json_number.h"
#include "core/experiment/event_engine.h"
#include "core/experiment/study_responses.h"
#include "core/store/project_file.h"
#include "core/store/whole_sweep.h"

namespace mw::cli {
namespace {

std::vector<experiment::PointPrecision> precisionOf(const store::WholeSweep& sweep) {
  return experiment::precisionOf(*sweep.plan.study().precision, sweep.plan.kpis(), sweep.runs,
                                 sweep.plan.points().size());
}

Json toJson(const store::WholeSweep& sweep, const std::string& digest, std::size_t failed, double wall_s) {
  const experiment::StudyPlan& plan = sweep.plan;
  Json json = {{"study", plan.study().name},
               {"points", plan.points().size()},
               {"replications", plan.study().replications},
               {"runs", sweep.runs.size()},
               {"runs_before", sweep.before},
               {"runs_failed", failed},
               {"digest", digest},
               {"wall_s", wall_s}};
  if (plan.study().precision) json["precision"] = experiment::toJson(*plan.study().precision, precisionOf(sweep));
  if (plan.leftOut() > 0) json["points_left_out"] = plan.leftOut();
  if (sweep.end) {
    using Status = experiment::NextPoints::Status;
    json["ended"] = sweep.end->status == Status::BudgetSpent ? "budget_spent"
                    : sweep.end->status == Status::Accurate  ? "accurate"
                                                             : "nothing_left";
    json["half_width"] = numberOrNull(sweep.end->half_width);
  }
  return json;
}

/// A word per round of a sequential design.
store::OnRound roundTeller(const Console& console) {
  if (console.is_quiet) return {};
  return [&console](const experiment::StudyPlan& plan, const experiment::NextPoints& next) {
    if (next.status != experiment::NextPoints::Status::More) return;
    console.warn(fmt::format("{} points: widest 95 % band of {} is +-{:.4g}; {} more", plan.points().size(),
                             plan.study().design.response, next.half_width, next.points.size()));
  };
}

int sweepHere(const SweepRequest& request, Console& console) {
  const auto started = std::chrono::steady_clock::now();
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadWrite, {.stop = console.stop()});
  using Start = store::StudyWriter::Start;
  const experiment::StudyPlan plan = planOf(request, *project, console);
  std::optional<store::WholeSweep> sweep;
  const std::size_t failed = withEngine(request, console, [&](const experiment::Engine& engine, auto on_failed) {
    store::SweepOptions options{.start = request.is_resume ? Start::Resume : Start::New,
                                .writer = writerOptions(request, console),
                                .on_round = roundTeller(console),
                                .on_run = runsFile(request)};
    options.run = {.jobs = request.jobs,
                   .stop = console.stop(),
                   .progress = console.progress(),
                   .on_failed = std::move(on_failed)};
    sweep = store::sweepWhole(project, plan, engine, options);
  });
  const double wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  const std::string digest = experiment::studyDigest(sweep->runs);
  if (console.is_json) console.printJson(toJson(*sweep, digest, failed, wall_s));
  const experiment::Study& study = sweep->plan.study();
  console.print(fmt::format("{}: {} points x {}, {} runs made in {:.3g} s, {} were there; digest {}", study.name,
                            sweep->plan.points().size(),
                            experiment::replicationsText(study.replications, study.precision),
                            sweep->runs.size() - sweep->before, wall_s, sweep->before, digest));
  if (sweep->end) console.print(experiment::endText(*sweep->end, sweep->plan));
  const int found = study.precision ? tellPrecision(*study.precision, precisionOf(*sweep), console) : kDone;
  return failed > 0 ? kNegativeFinding : found;
}

int sweep(const SweepRequest& request, Console& console) {
  if (request.engine == "slurm") {
    if (!request.shard.empty()) throw UsageError("--shard is one part, --engine slurm runs all: give one of the two");
    if (!request.runs_to.empty()) throw UsageError("--runs-to tells of runs made here: not with --engine slurm");
    return sweepOnSlurm(request, console);
  }
  if (!request.shard.empty()) return sweepShard(request, console);
  if (!request.out.empty()) throw UsageError("--out is where a shard goes: give --shard I/N too");
  return sweepHere(request, console);
}

}  // namespace

experiment::StudyPlan planOf(const SweepRequest& request, store::ProjectFile& project, const Console& console) {
  experiment::Study study = experiment::Study::read(request.study);
  factory::Factory factory = project.factory();
  std::vector<std::string> kpis = experiment::chosenKpis(study, factory);
  experiment::StudyPlan plan(std::move(study), std::move(factory), std::move(kpis), console.stop());
  if (!console.is_quiet) {
    for (const std::string& note : plan.notes()) console.warn(note);
  }
  return plan;
}

void addSweep(CLI::App& program, Action& action) {
  auto request = std::make_shared<SweepRequest>();
  CLI::App* verb = addVerb(
      program, "sweep",
      {"Runs a study over the factory of a project and stores its runs.", "line.mill --study buffers.study.json"});
  verb->add_option("project", request->project, "The project file")->required();
  verb->add_option("--study", request->study, "The study, a JSON file")->required();
  verb->add_option("--jobs", request->jobs, "Threads; 0 is one per processor. Results do not depend on it")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  verb->add_option("--max-parts", request->max_parts, "Parts present at once; a run that needs more is refused")
      ->check(CLI::Range(1U, 1U << 31U))
      ->capture_default_str();
  verb->add_flag("--resume", request->is_resume, "Goes on with a study that was stopped: runs only what is missing");
  verb->add_option("--runs-to", request->runs_to,
                   "Appends a line for each run to this file as soon as the run is kept: point,replication,digest");
  verb->add_option("--disk-wait", request->disk_wait,
                   "How long the sweep waits for room on a full disk before it ends with what it has, e.g. 30s")
      ->capture_default_str();
  addIsolationOptions(*verb, request->isolation);
  addPartOptions(*verb, *request);
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return sweep(*request, console); }; });
}

}  // namespace mw::cli
