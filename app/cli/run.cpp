// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <optional>

#include "app/cli/load_factory.h"
#include "app/cli/run_output.h"
#include "app/cli/study_point.h"
#include "app/cli/verbs.h"
#include "core/base/sim_time.h"
#include "core/base/text.h"
#include "core/events/collect/trace_writer.h"
#include "core/experiment/replications.h"
#include "core/experiment/study_precision_text.h"
#include "core/experiment/warmup_pilot.h"

namespace mw::cli {
namespace {

struct RunOptions {
  std::string file;
  std::string horizon = "1d";
  std::string warmup = "0";
  experiment::RunPlan plan;
  std::uint32_t replication = 0;  ///< counted from 1; 0 = all
  std::vector<std::string> precision;
  std::string trace;
  std::string study;
  std::uint32_t point = 0;
};

/// "KPI=1%" or "KPI=0.5".
experiment::PrecisionGoal precisionGoal(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  const bool is_relative = text.ends_with('%');
  std::optional<double> wanted;
  if (equals != std::string::npos && equals > 0) {
    wanted = parseNumber(text.substr(equals + 1, text.size() - equals - 1 - (is_relative ? 1 : 0)));
  }
  if (!wanted || *wanted <= 0) {
    throw UsageError(fmt::format("--until-precision {}: write KPI=1% or KPI=0.5, above 0", text));
  }
  return {text.substr(0, equals), is_relative ? *wanted / 100 : *wanted, is_relative};
}

/// What was asked for, the length of a warm-up that is still to be found apart.
experiment::RunPlan planOf(const RunOptions& options) {
  experiment::RunPlan plan = options.plan;
  plan.horizon_s = durationOption("--horizon", options.horizon);
  if (plan.horizon_s <= 0) throw UsageError(fmt::format("--horizon {}: give a time above 0", options.horizon));
  if (SimTime::fromSeconds(plan.horizon_s) == SimTime::never()) {
    throw UsageError(fmt::format("--horizon {}: the clock ends after 290 years; give a shorter one", options.horizon));
  }
  if (options.warmup != "auto") plan.warmup_s = durationOption("--warmup", options.warmup);
  if (plan.warmup_s >= plan.horizon_s) {
    throw UsageError(fmt::format("--warmup {} is not below --horizon {}", options.warmup, options.horizon));
  }
  for (const std::string& goal : options.precision) plan.precision.push_back(precisionGoal(goal));
  if (!plan.precision.empty() && plan.replications > plan.max_replications) {
    throw UsageError(
        fmt::format("--replications {} is above --max-replications {}", plan.replications, plan.max_replications));
  }
  return plan;
}

/// The replications that are left of a plan where one alone is asked for.
void restrict(experiment::RunPlan& plan, const RunOptions& options) {
  if (options.replication > 0) {
    plan.first_replication = options.replication - 1;
    plan.replications = 1;
  }
  if (!options.trace.empty() && (plan.replications > 1 || !plan.precision.empty())) {
    throw UsageError("--trace is of one replication: say which by --replication K");
  }
}

experiment::RunResult simulate(const factory::Factory& factory, const experiment::RunPlan& plan,
                               const RunOptions& options, const Console& console) {
  if (options.trace.empty()) {
    return experiment::runReplications(factory, plan, console.stop(), console.progress());
  }
  events::TraceWriter trace(options.trace, factory);
  experiment::RunResult result = experiment::runReplications(factory, plan, console.stop(), console.progress(), &trace);
  trace.finish();
  return result;
}

/// Warnings, and the exit code: parts that got stuck, and what was asked for and not reached, are negative findings.
int conclude(const experiment::RunResult& result, const Console& console) {
  const std::optional<experiment::WarmupEstimate>& warmup = result.plan.found_warmup;
  const bool has_warmup = !warmup || warmup->status == experiment::WarmupEstimate::Status::Converged;
  const bool is_precise =
      std::ranges::all_of(result.precision, [](const experiment::PrecisionReached& each) { return each.is_met; });
  for (const std::string& warning : result.warnings) console.warn("warning: " + warning);
  if (!has_warmup) console.warn("warning: " + warmupText(*warmup));
  for (const experiment::PrecisionReached& each : result.precision) {
    if (each.is_met) continue;
    console.warn(
        fmt::format("warning: {} with {} replications", experiment::precisionText(each), result.plan.replications));
  }
  return has_warmup && is_precise && result.deadlocks.empty() ? kDone : kNegativeFinding;
}

int runFactory(const RunOptions& options, Console& console) {
  experiment::RunPlan plan = planOf(options);
  restrict(plan, options);
  const LoadedFactory loaded = loadFactory(options.file);
  const Findings notes = loaded.notes();
  console.warn(notes);
  experiment::RunResult result = loaded.located([&] {
    if (options.warmup == "auto") {
      plan.found_warmup = experiment::findWarmup(loaded.factory, plan, console.stop(), console.progress());
      plan.warmup_s = plan.found_warmup->warmup_s;
    }
    return simulate(loaded.factory, plan, options, console);
  });
  result.notes = notes;
  console.is_json ? console.printJson(toJson(result)) : printRun(loaded.factory, result, console);
  return conclude(result, console);
}

/// A point of a study once more, checked against what the project holds of it.
int runPoint(const RunOptions& options, Console& console) {
  StudyPoint point = loadPoint(options.file, options.study, options.point);
  if (options.replication > point.plan.replications) {
    throw UsageError(fmt::format("--replication {}: study \"{}\" has {} a point", options.replication, options.study,
                                 point.plan.replications));
  }
  point.plan.jobs = options.plan.jobs;
  point.plan.max_parts = options.plan.max_parts;
  restrict(point.plan, options);
  const experiment::RunResult result = simulate(point.factory, point.plan, options, console);
  console.warn(result.notes);
  const std::optional<bool> is_as_stored = isAsStored(point, result);
  if (console.is_json) {
    Json json = toJson(result);
    json["study"] = options.study;
    json["point"] = options.point;
    json["factors"] = point.factors;
    json["as_stored"] = is_as_stored ? Json(*is_as_stored) : Json(nullptr);
    console.printJson(json);
  }
  console.print(fmt::format("study {}, point {} {}{}", options.study, options.point, point.factors.dump(),
                            is_as_stored.value_or(false) ? ": as stored, bit for bit" : ""));
  if (!console.is_json) printRun(point.factory, result, console);
  if (is_as_stored == false) {
    console.warn("warning: this is not what the project holds of the point; another version made it: sweep it again");
  }
  return is_as_stored == false ? kNegativeFinding : conclude(result, console);
}

/// A study's point brings its settings along.
void addPointOptions(CLI::App& verb, RunOptions& options) {
  CLI::Option* study = verb.add_option("--study", options.study, "Runs a point of this study of the project once more");
  CLI::Option* point = verb.add_option("--point", options.point, "Which point; the first is 0");
  study->needs(point);
  point->needs(study);
  for (const char* own : {"--horizon", "--warmup", "--replications", "--seed", "--until-precision"}) {
    study->excludes(verb.get_option(own));
  }
}

void addPrecisionOptions(CLI::App& verb, RunOptions& options) {
  CLI::Option* precision =
      verb.add_option("--until-precision", options.precision,
                      "Adds replications until the half width of the 95 % interval is reached: KPI=1% of the mean, or "
                      "KPI=0.5 in its unit; may be repeated");
  verb.add_option("--max-replications", options.plan.max_replications, "That --until-precision makes at most")
      ->check(CLI::Range(1, 1 << 24))
      ->needs(precision)
      ->capture_default_str();
  verb.get_option("--replication")->excludes(precision);
}

}  // namespace

void addRun(CLI::App& program, Action& action) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* verb =
      addVerb(program, "run", {"Simulates a factory.", "line.mill --horizon 5d --warmup auto --replications 20"});
  verb->add_option("file", options->file, "Factory or project file")->required();
  verb->add_option("--horizon", options->horizon, "Simulated time, e.g. 90, 15m, 8h, 30d, 2w")->capture_default_str();
  verb->add_option("--warmup", options->warmup, "Time whose statistics are deleted; auto finds it in pilot runs")
      ->capture_default_str();
  verb->add_option("--replications", options->plan.replications, "Independent runs")
      ->check(CLI::Range(1, 1 << 24))
      ->capture_default_str();
  verb->add_option("--seed", options->plan.seed, "Seed of all random numbers")->capture_default_str();
  verb->add_option("--jobs", options->plan.jobs, "Threads; 0 is one per processor. Results do not depend on it")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  verb->add_option("--replication", options->replication, "Runs the K-th replication alone; the first is 1")
      ->check(CLI::Range(1, 1 << 24));
  verb->add_option("--trace", options->trace, "Writes every state change and part move of one replication, CSV");
  verb->add_option("--max-parts", options->plan.max_parts, "Parts present at once; a run that needs more is refused")
      ->check(CLI::Range(1U, 1U << 31U))
      ->capture_default_str();
  addPrecisionOptions(*verb, *options);
  addPointOptions(*verb, *options);
  verb->final_callback([options, &action] {
    action = [options](Console& console) {
      return options->study.empty() ? runFactory(*options, console) : runPoint(*options, console);
    };
  });
}

}  // namespace mw::cli
