// SPDX-License-Identifier: Apache-2.0
#include "app/cli/report_options.h"

#include <fmt/format.h>

#include "app/cli/load_factory.h"
#include "core/base/sim_time.h"
#include "core/base/text.h"
#include "core/experiment/warmup_pilot.h"
#include "core/report/shell_word.h"
#include "core/store/file_probe.h"

namespace mw::cli {
namespace {

experiment::RunPlan planOf(const ReportOptions& options) {
  experiment::RunPlan plan = options.plan;
  plan.horizon_s = durationOption("--horizon", options.horizon);
  if (plan.horizon_s <= 0 || SimTime::fromSeconds(plan.horizon_s) == SimTime::never()) {
    throw UsageError(fmt::format("--horizon {}: give a time above 0 and below 290 years", options.horizon));
  }
  if (options.warmup != "auto") plan.warmup_s = durationOption("--warmup", options.warmup);
  if (plan.warmup_s >= plan.horizon_s) {
    throw UsageError(fmt::format("--warmup {} is not below --horizon {}", options.warmup, options.horizon));
  }
  return plan;
}

std::string commandOf(const ReportOptions& options, const std::string& again) {
  const std::size_t blank = again.find(' ');
  std::string command = fmt::format("millwright-cli {} {}", again.substr(0, blank), report::shellWord(options.file));
  if (blank != std::string::npos) command += again.substr(blank);
  if (options.skips_run) return command + " --no-run";
  return command + fmt::format(" --horizon {} --warmup {} --replications {} --seed {}", options.horizon, options.warmup,
                               options.plan.replications, options.plan.seed);
}

}  // namespace

void addReportOptions(CLI::App& verb, ReportOptions& options) {
  verb.add_option("file", options.file, "Project or factory file")->required();
  verb.add_option("--horizon", options.horizon, "Simulated time of the run that is reported")->capture_default_str();
  verb.add_option("--warmup", options.warmup, "Time whose statistics are deleted; auto finds it in pilot runs")
      ->capture_default_str();
  verb.add_option("--replications", options.plan.replications, "Independent runs")
      ->check(CLI::Range(1, 1 << 24))
      ->capture_default_str();
  verb.add_option("--seed", options.plan.seed, "Seed of all random numbers")->capture_default_str();
  verb.add_option("--jobs", options.plan.jobs, "Threads; 0 is one per processor. Results do not depend on it")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  verb.add_flag("--no-run", options.skips_run, "Only what the project holds, without running the factory");
}

report::ReportInput reportInput(const ReportOptions& options, const std::string& again, const Console& console) {
  report::ReportInput input;
  input.file = options.file;
  input.command = commandOf(options, again);
  input.program = "Millwright " MW_VERSION;
  experiment::RunPlan plan = planOf(options);
  const LoadedFactory loaded = loadFactory(options.file);
  input.factory = std::make_shared<const factory::Factory>(loaded.factory);
  if (!loaded.document) {
    input.project = store::ProjectFile::open(options.file, store::Access::ReadOnly, {.stop = console.stop()});
  }
  if (options.skips_run) return input;
  Findings notes = loaded.notes();
  input.run = loaded.located([&] {
    if (options.warmup == "auto") {
      plan.found_warmup = experiment::findWarmup(loaded.factory, plan, console.stop(), console.progress());
      plan.warmup_s = plan.found_warmup->warmup_s;
    }
    return experiment::runReplications(loaded.factory, plan, console.stop(), console.progress());
  });
  input.run->notes = std::move(notes);
  return input;
}

}  // namespace mw::cli
