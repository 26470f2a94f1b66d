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

namespace mw::cli {
namespace {

struct ImportRequest {
  std::string project;
  std::string log_file;
  std::string map_file;
  std::string name;
  std::string encoding;
  bool keeps_going = false;
  double late_window_s = 0;
};

int importLog(const ImportRequest& request, Console& console) {
  const auto started = std::chrono::steady_clock::now();
  const auto map_file =
      request.map_file.empty() ? std::nullopt : std::optional<std::filesystem::path>(request.map_file);
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadWrite, {.stop = console.stop()});
  const std::string name =
      request.name.empty() ? std::filesystem::path(request.log_file).stem().string() : request.name;
  const twin::ImportOptions options{.keeps_going = request.keeps_going,
                                    .encoding = encodingOf(request.encoding),
                                    .stop = console.stop(),
                                    .progress = console.progress(),
                                    .late_window_s = request.late_window_s};
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
    console.printJson({{"log", name},
                       {"rows", report.rows_kept},
                       {"signals", std::move(signals)},
                       {"defects", report.defectTotal()},
                       {"map", twin::toJson(import.map)},
                       {"seconds", seconds}});
  }
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
                   "Put rows that come up to this many seconds late in order (inf sorts all)")
      ->check(CLI::NonNegativeNumber);
  verb->add_flag("--keep-going", request->keeps_going, "Take what can be read; report the rest instead of refusing it");
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return importLog(*request, console); }; });
}

}  // namespace mw::cli
