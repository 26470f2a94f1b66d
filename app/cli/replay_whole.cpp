// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <optional>

#include "app/cli/log_messages.h"
#include "app/cli/model_plugins.h"
#include "app/cli/replay_open_loop.h"
#include "app/cli/replay_request.h"
#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "core/store/stored_replay.h"
#include "core/store/stored_twin.h"
#include "core/twin/log_import.h"
#include "core/twin/replay.h"
#include "core/twin/replay_comparison.h"

namespace mw::cli {
namespace {

void tell(const ReplayRequest& request, const twin::ReplayResult& result, const Console& console) {
  for (const std::string& warning : result.warnings) console.warn("warning: " + warning);
  if (console.is_json && request.against.file.empty()) {
    console.printJson(twin::toJson(result, request.every, request.is_full));
  }
  for (const std::string& sentence : twin::inWords(result)) console.print(sentence);
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
  store::saveTwin(*project, request.nameOf(read.twin), read.document.root());
  store::saveReplay(*project, store::storedReplay(request.nameOf(read.twin), log.name, result));
  tell(request, result, console);
  compare(request, read, result, models, log, console);
  return kDone;
}

}  // namespace

int replayWholeLog(const ReplayRequest& request, Console& console) {
  return request.project.empty() ? replayFile(request, console) : replayProject(request, console);
}

}  // namespace mw::cli
