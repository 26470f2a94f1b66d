// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <optional>

#include "app/cli/verbs.h"
#include "core/twin/log_import.h"

namespace mw::cli {
namespace {

struct ReplayRequest {
  std::string log_file;
  std::string twin_file;
  std::string map_file;
  std::size_t every = 1;
  bool is_full = false;
};

void tellImport(const twin::LogImport& import, const Console& console) {
  if (!console.is_quiet) {
    for (const std::string& sentence : import.said) console.warn("guessed: " + sentence);
  }
  constexpr std::size_t kMostPlaces = 5;
  const Findings& places = import.report.places;
  for (std::size_t i = 0; i < std::min(kMostPlaces, places.size()); ++i) console.warn(places[i].text());
  if (const std::size_t defects = import.report.defectTotal(); defects > kMostPlaces) {
    console.warn(fmt::format("and {} more like these", defects - kMostPlaces));
  }
}

int replayFile(const ReplayRequest& request, Console& console) {
  const twin::TwinDefinition twin = twin::readTwin(JsonDocument::read(request.twin_file));
  twin::requireRunnable(twin);
  const auto map_file =
      request.map_file.empty() ? std::nullopt : std::optional<std::filesystem::path>(request.map_file);
  const twin::LogImport import = twin::importLog(request.log_file, map_file, twin::neededSignals(twin),
                                                 {.stop = console.stop(), .progress = console.progress()});
  tellImport(import, console);
  const twin::ReplayResult result =
      twin::replay(twin, import.report.log,
                   {.keeps_covariance = request.is_full, .stop = console.stop(), .progress = console.progress()});
  for (const std::string& warning : result.warnings) console.warn("warning: " + warning);
  if (console.is_json) console.printJson(twin::toJson(result, request.every, request.is_full));
  for (const std::string& sentence : twin::inWords(result)) console.print(sentence);
  return kDone;
}

}  // namespace

void addReplay(CLI::App& program, Action& action) {
  auto request = std::make_shared<ReplayRequest>();
  CLI::App* verb = addVerb(program, "replay", "Runs a twin over a recorded log: states, anomalies, health, alerts.");
  verb->add_option("--log-file", request->log_file, "The log, a CSV file")->required();
  verb->add_option("--twin", request->twin_file, "The twin, a JSON file")->required();
  verb->add_option("--map", request->map_file, "How to read the log, a JSON file (guessed without it)");
  verb->add_option("--every", request->every, "Print every N-th step with --json")->check(CLI::PositiveNumber);
  verb->add_flag("--full", request->is_full, "Print covariance matrices with --json");
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return replayFile(*request, console); }; });
}

}  // namespace mw::cli
