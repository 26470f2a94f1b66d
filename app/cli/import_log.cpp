// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <optional>

#include "app/cli/log_messages.h"
#include "app/cli/verbs.h"
#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "core/twin/backwards_policy.h"

namespace mw::cli {
namespace {

struct ImportRequest {
  std::string project;
  std::string log_file;
  std::string map_file;
  std::string name;
  std::string encoding;
  bool keeps_going = false;
  std::optional<double> late_window_s;
  std::string backwards;
};

/// What becomes of rows whose clock goes back, by two options: a window alone means to sort.
twin::ImportOptions optionsOf(const ImportRequest& request, const Console& console) {
  twin::ImportOptions options{.keeps_going = request.keeps_going,
                              .encoding = encodingOf(request.encoding),
                              .stop = console.stop(),
                              .progress = console.progress()};
  twin::BackwardsChoice choice;
  if (request.late_window_s) choice = {twin::BackwardsPolicy::Sort, *request.late_window_s};
  if (const auto policy = twin::backwardsPolicyOf(request.backwards)) choice.policy = *policy;
  if (choice.policy == twin::BackwardsPolicy::Drop && request.late_window_s.value_or(0) > 0) {
    throw UsageError("--late-window puts late rows in order and --backwards drop leaves them out: give one of them");
  }
  choice.applyTo(options);
  if (choice.policy == twin::BackwardsPolicy::Segment) options.late_window_s = request.late_window_s.value_or(0);
  return options;
}

void printSegments(const twin::ImportReport& report, const std::string& name, const Console& console) {
  if (report.segments.size() < 2) return;
  for (const std::string& sentence : inWords(report.segments, name)) console.print(sentence);
}

int importLog(const ImportRequest& request, Console& console) {
  const auto started = std::chrono::steady_clock::now();
  const auto map_file =
      request.map_file.empty() ? std::nullopt : std::optional<std::filesystem::path>(request.map_file);
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadWrite, {.stop = console.stop()});
  const std::string name =
      request.name.empty() ? std::filesystem::path(request.log_file).stem().string() : request.name;
  const twin::ImportOptions options = optionsOf(request, console);
  twin::LogImport import;
  const auto source = [&](const twin::LogBlockSink& sink) {
    import = twin::streamImport(request.log_file, map_file, {}, options, sink);
    return import.report.log;
  };
  store::saveLog(*project, name, source, console.stop());
  tellImport(import, console);
  const twin::ImportReport& report = import.report;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  if (console.is_json) {
    Json signals = Json::array();
    for (const twin::Signal& signal : report.log.series)
      signals.push_back({{"name", signal.name}, {"unit", signal.unit}});
    Json said{{"log", name},
              {"rows", report.rows_kept},
              {"signals", std::move(signals)},
              {"defects", report.defectTotal()},
              {"map", twin::toJson(import.map)},
              {"seconds", seconds}};
    if (!report.segments.empty()) said["segments"] = toJson(report.segments, name);
    console.printJson(said);
  }
  printSegments(report, name, console);
  console.print(fmt::format("{}: {} rows of {} signals kept in {} ({:.3g} s)", name, report.rows_kept,
                            report.log.series.size(), request.project, seconds));
  return kDone;
}

}  // namespace

void addImportLog(CLI::App& program, Action& action) {
  auto request = std::make_shared<ImportRequest>();
  CLI::App* verb =
      addVerb(program, "import-log",
              {"Reads a recorded log into a project.", "line.mill motor.csv --map motor.map.json --name motor"});
  verb->add_option("project", request->project, "The project file")->required();
  verb->add_option("log", request->log_file, "The log, a CSV file")->required();
  verb->add_option("--map", request->map_file, "How to read it, a JSON file (guessed, and said, without it)");
  verb->add_option("--encoding", request->encoding,
                   "How its text is written, whatever the map says (guessed, and said)")
      ->check(CLI::IsMember(encodingNames()));
  verb->add_option("--name", request->name, "Name in the project; the file's without it");
  verb->add_option("--late-window", request->late_window_s,
                   "Put rows that come up to this many seconds late in order (inf: all, as far as memory allows)")
      ->check(CLI::NonNegativeNumber);
  verb->add_option("--backwards", request->backwards,
                   "Rows whose clock goes back, beyond that window: drop them, sort them, or begin a new log (segment)")
      ->check(CLI::IsMember(twin::backwardsPolicyNames()));
  verb->add_flag("--keep-going", request->keeps_going, "Take what can be read; report the rest instead of refusing it");
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return importLog(*request, console); }; });
}

}  // namespace mw::cli
