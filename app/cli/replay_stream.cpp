// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay_stream.h"

#include <csignal>
#include <fmt/format.h>
#include <optional>

#include "app/cli/log_messages.h"
#include "app/cli/model_plugins.h"
#include "app/cli/replay_printer.h"
#include "app/cli/replay_request.h"
#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "core/store/stored_replay.h"
#include "core/store/stored_twin.h"
#include "core/twin/log_import.h"

namespace mw::cli {
namespace {

/// One replay on its way from a log to stdout.
class StreamedReplay {
 public:
  /// @param keep takes the rows beside stdout; may be empty
  StreamedReplay(const ReplayRequest& request, const twin::TwinDefinition& twin, std::size_t row_count,
                 const Console& console, twin::ReplayRowsSink keep = {})
      : console_(console),
        printer_({.every = request.every, .is_full = request.is_full, .is_flushed = request.speed.factor.has_value()},
                 console),
        keep_(std::move(keep)),
        stream_(twin,
                {.keeps_covariance = request.is_full,
                 .is_row_by_row = request.speed.factor.has_value(),
                 .stop = console.stop(),
                 .progress = row_count > 0 && !request.speed.factor ? console.progress() : ProgressSink(),
                 .row_count = row_count},
                [this](const twin::ReplayResult& rows) { take(rows); }) {
    if (request.speed.factor) pace_.emplace(*request.speed.factor, console);
  }

  /// @param read hands the log to the sink it is given, block by block
  /// @returns what is summed up over the rows @throws what the reading throws, after all that was done is told
  twin::ReplayResult run(const std::function<twin::LateRows(const twin::LogBlockSink&)>& read) {
    try {
      const twin::LateRows late = read([this](twin::Log&& block) { stream_.add(block); });
      twin::ReplayResult sums = stream_.finish();
      twin::noteLateRows(sums, late);
      finish(sums, {});
      return sums;
    } catch (const OutputError&) {
      throw;  // nobody to tell more
    } catch (const Cancelled&) {
      const std::size_t rows = endEarly("interrupted");
      throw Cancelled(fmt::format("replay stopped after {} rows", rows));
    } catch (const std::exception& error) {
      (void)endEarly(error.what());
      throw;
    }
  }

 private:
  void take(const twin::ReplayResult& rows) {
    if (pace_ && !is_ending_) pace_->waitFor(rows.t_s.back());
    if (keep_) keep_(rows);
    printer_.add(rows);
  }

  /// Tells what was done so far, if anything was. @returns how many rows
  std::size_t endEarly(const std::string& why) {
    if (!printer_.hasBegun()) return 0;
    is_ending_ = true;
    const twin::ReplayResult sums = stream_.finish();
    finish(sums, why);
    return sums.rows;
  }

  void finish(const twin::ReplayResult& sums, const std::string& ended_early) {
    for (const std::string& warning : sums.warnings) console_.warn("warning: " + warning);
    printer_.finish(sums, ended_early);
  }

  const Console& console_;
  ReplayPrinter printer_;
  std::optional<ReplayPace> pace_;
  twin::ReplayRowsSink keep_;
  bool is_ending_ = false;
  twin::ReplayStream stream_;
};

int replayFile(const ReplayRequest& request, const TwinOptions::Read& read, const Console& console) {
  const auto map_file =
      request.map_file.empty() ? std::nullopt : std::optional<std::filesystem::path>(request.map_file);
  const twin::ImportOptions options{.stop = console.stop(),
                                    .progress = request.speed.factor ? ProgressSink() : console.progress(),
                                    .late_window_s = request.late_window_s};
  const twin::LogImport import = twin::chooseMap(request.log_file, map_file, twin::neededSignals(read.twin), options);
  tellGuesses(import, console);
  StreamedReplay replay(request, read.twin, 0, console);
  (void)replay.run([&](const twin::LogBlockSink& sink) {
    const twin::ImportReport report = twin::streamLog(request.log_file, import.map, options, sink);
    tellDefects(report, console);
    return report.late;
  });
  return kDone;
}

int replayProject(const ReplayRequest& request, const TwinOptions::Read& read, const Console& console) {
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadWrite, {.stop = console.stop()});
  const std::size_t row_count = store::storedLog(*project, request.log_name).rows;
  const std::string name = request.nameOf(read.twin);
  store::saveReplay(*project, name, request.log_name, [&](const twin::ReplayRowsSink& keep) {
    StreamedReplay replay(request, read.twin, row_count, console, keep);
    return replay.run([&](const twin::LogBlockSink& sink) {
      store::streamLog(*project, request.log_name, sink);
      return twin::LateRows();
    });
  });
  store::saveTwin(*project, name, read.document.root());
  return kDone;
}

}  // namespace

int replayAsStream(const ReplayRequest& request, Console& console) {
  // A reader that goes away is an output that can't be written, not the end of the program: the project is let go.
  std::signal(SIGPIPE, SIG_IGN);
  const api::ProcessModelRegistry models = modelsWith(request.plugins);
  const TwinOptions::Read read = request.twin.read(models);
  return request.project.empty() ? replayFile(request, read, console) : replayProject(request, read, console);
}

}  // namespace mw::cli
