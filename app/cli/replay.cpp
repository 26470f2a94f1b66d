// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay.h"

#include <fmt/format.h>
#include <memory>
#include <optional>

#include "app/cli/log_messages.h"
#include "app/cli/model_plugins.h"
#include "app/cli/replay_open_loop.h"
#include "app/cli/twin_options.h"
#include "app/cli/verbs.h"
#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "core/store/stored_replay.h"
#include "core/store/stored_twin.h"
#include "core/twin/log_import.h"
#include "core/twin/replay_comparison.h"

namespace mw::cli {
namespace {

struct ReplayRequest {
  std::string project;
  std::string log_name;
  std::string log_file;
  TwinOptions twin;
  TwinOptions against;  ///< without a file: none
  std::string name;     ///< that the project keeps it under
  std::string map_file;
  std::vector<std::string> plugins;
  std::size_t every = 1;
  double late_window_s = 0;
  bool is_full = false;
  bool is_smoothed = false;
  bool is_open_loop = false;
  twin::OpenLoopOptions open_loop;
};

void tell(const ReplayRequest& request, const twin::ReplayResult& result, const Console& console) {
  for (const std::string& warning : result.warnings) console.warn("warning: " + warning);
  if (console.is_json && request.against.file.empty()) {
    console.printJson(twin::toJson(result, request.every, request.is_full));
  }
  for (const std::string& sentence : twin::inWords(result)) console.print(sentence);
}

std::string nameOf(const ReplayRequest& request, const TwinOptions::Read& read) {
  return request.name.empty() ? read.twin.asset : request.name;
}

std::string figureText(const twin::ReplayFigures& figures) {
  std::string text = fmt::format(
      "log-likelihood {:.6g}, NIS per signal {:.3g} (1 expected), {:.1f} % inside (95 % "
      "expected), {} anomalies, {} alerts",
      figures.log_likelihood, figures.nis_mean, 100 * figures.nis_inside, figures.anomalies, figures.alerts);
  for (std::size_t i = 0; i < figures.rmse.size(); ++i) {
    text += fmt::format(", RMSE of {} {:.4g}", figures.measured[i], figures.rmse[i]);
  }
  return text;
}

twin::ReplayResult replayLog(const ReplayRequest& request, const twin::TwinDefinition& twin, const twin::Log& log,
                             const Console& console) {
  return twin::replay(twin, log,
                      {.keeps_covariance = request.is_full,
                       .is_smoothed = request.is_smoothed,
                       .stop = console.stop(),
                       .progress = console.progress()});
}

int replayOpenLoop(const ReplayRequest& request, const TwinOptions::Read& read, const api::ProcessModelRegistry& models,
                   const twin::Log& log, Console& console) {
  twin::OpenLoopOptions options = request.open_loop;
  options.models = &models;
  options.stop = console.stop();
  return replayOpenLoop(read.document, log, options, request.every, console);
}

/// Replays the other twin too and says how the two compare.
void compare(const ReplayRequest& request, const TwinOptions::Read& read, const twin::ReplayResult& result,
             const api::ProcessModelRegistry& models, const twin::Log& log, const Console& console) {
  if (request.against.file.empty()) return;
  const TwinOptions::Read other = request.against.read(models);
  const auto comparison = twin::compareReplays(result, replayLog(request, other.twin, log, console));
  const std::string differs = twin::differenceInWords(read.document.root(), other.document.root());
  const std::vector<std::string> words = twin::inWords(comparison, "the first", "the second");
  if (console.is_json) {
    Json json = twin::toJson(comparison);
    json["differs"] = differs;
    json["says"] = words;
    console.printJson(json);
  }
  console.print(differs);
  console.print("first:  " + figureText(comparison.a));
  console.print("second: " + figureText(comparison.b));
  for (const std::string& sentence : words) console.print(sentence);
}

int replayFile(const ReplayRequest& request, Console& console) {
  const api::ProcessModelRegistry models = modelsWith(request.plugins);
  const TwinOptions::Read read = request.twin.read(models);
  const auto map_file =
      request.map_file.empty() ? std::nullopt : std::optional<std::filesystem::path>(request.map_file);
  const twin::LogImport import =
      twin::importLog(request.log_file, map_file, twin::neededSignals(read.twin),
                      {.stop = console.stop(), .progress = console.progress(), .late_window_s = request.late_window_s});
  tellImport(import, console);
  if (request.is_open_loop) return replayOpenLoop(request, read, models, import.report.log, console);
  twin::ReplayResult result = replayLog(request, read.twin, import.report.log, console);
  noteLateRows(result, import.report.late);
  tell(request, result, console);
  compare(request, read, result, models, import.report.log, console);
  return kDone;
}

int replayProject(const ReplayRequest& request, Console& console) {
  const api::ProcessModelRegistry models = modelsWith(request.plugins);
  const TwinOptions::Read read = request.twin.read(models);
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadWrite, {.stop = console.stop()});
  const twin::Log log = store::loadLog(*project, request.log_name);
  if (request.is_open_loop) return replayOpenLoop(request, read, models, log, console);
  const twin::ReplayResult result = replayLog(request, read.twin, log, console);
  store::saveTwin(*project, nameOf(request, read), read.document.root());
  store::saveReplay(*project, store::storedReplay(nameOf(request, read), log.name, result));
  tell(request, result, console);
  compare(request, read, result, models, log, console);
  return kDone;
}

int replay(const ReplayRequest& request, Console& console) {
  if (request.project.empty() == request.log_file.empty()) {
    throw UsageError("replay takes a project with --log NAME, or --log-file L.csv without a project");
  }
  if (request.project.empty()) return replayFile(request, console);
  if (request.log_name.empty()) throw UsageError("replay P needs --log NAME, a log that import-log has read");
  return replayProject(request, console);
}

}  // namespace

void addReplay(CLI::App& program, Action& action) {
  auto request = std::make_shared<ReplayRequest>();
  CLI::App* verb = addVerb(program, "replay",
                           {"Runs a twin over a recorded log: states, anomalies, health, alerts.",
                            "line.mill --log motor --twin motor.twin.json"});
  verb->add_option("project", request->project, "Project file; the estimates are kept in it");
  verb->add_option("--log", request->log_name, "Log of the project");
  verb->add_option("--log-file", request->log_file, "A log outside any project, a CSV file");
  verb->add_option("--twin", request->twin.file, "The twin, a JSON file")->required();
  verb->add_option("--filter", request->twin.variant.filter, "Another filter: kalman, extended, unscented, particle");
  verb->add_option("--set", request->twin.variant.sets, "Another value of the twin, as model/R/0/0=0.04; repeatable");
  verb->add_option("--as", request->name, "Name that the project keeps twin and replay under (the twin's asset)");
  verb->add_option("--against", request->against.file, "Compare with another twin over the same log, a JSON file");
  verb->add_option("--against-filter", request->against.variant.filter, "Another filter for that one");
  verb->add_option("--against-set", request->against.variant.sets, "Another value of that one; repeatable");
  verb->add_option("--map", request->map_file, "How to read a log file, a JSON file (guessed without it)");
  verb->add_option("--late-window", request->late_window_s,
                   "Put rows of the log file that come up to this many seconds late in order (inf sorts all)")
      ->check(CLI::NonNegativeNumber);
  verb->add_option("--every", request->every, "Print every N-th step with --json")->check(CLI::PositiveNumber);
  verb->add_flag("--full", request->is_full, "Print covariance matrices with --json");
  verb->add_flag("--smooth", request->is_smoothed, "Estimate each row from the whole log, not from the rows before it");
  addPluginOption(*verb, request->plugins);
  verb->add_flag("--open-loop", request->is_open_loop,
                 "Predict from the start without looking at the readings again; nothing is kept in the project");
  verb->add_option("--open-from", request->open_loop.until_s,
                   "Stamp after which --open-loop uses no reading (the first, without it)");
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return replay(*request, console); }; });
}

}  // namespace mw::cli
