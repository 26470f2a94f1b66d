// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "app/cli/model_plugins.h"
#include "app/cli/replay_request.h"
#include "app/cli/verbs.h"

namespace mw::cli {
namespace {

int replay(const ReplayRequest& request, Console& console) {
  if (request.project.empty() == request.log_file.empty()) {
    throw UsageError("replay takes a project with --log NAME, or --log-file L.csv without a project");
  }
  if (!request.project.empty() && request.log_name.empty()) {
    throw UsageError("replay P needs --log NAME, a log that import-log has read");
  }
  if (!request.needsWholeLog()) return replayAsStream(request, console);
  if (request.speed.factor) {
    throw UsageError("--speed: --smooth, --against and --open-loop need the whole log before they can tell of a row");
  }
  return replayWholeLog(request, console);
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
  verb->add_option_function<std::string>(
          "--speed", [request](const std::string& text) { request->speed = ReplaySpeed::parsed(text); },
          "max, or rows by the log's own clock: 1 as recorded, 10 ten times as fast; gaps take their time")
      ->type_name("max|FACTOR");
  verb->add_option("--every", request->every, "Print every N-th step with --json")->check(CLI::PositiveNumber);
  verb->add_flag("--full", request->is_full, "Print covariance matrices with --json");
  verb->add_flag("--smooth", request->is_smoothed,
                 "Estimate each row from the whole log, not from the rows before it; keeps all rows in memory");
  addPluginOption(*verb, request->plugins);
  verb->add_flag("--open-loop", request->is_open_loop,
                 "Predict from the start without looking at the readings again; nothing is kept in the project");
  verb->add_option("--open-from", request->open_loop.until_s,
                   "Stamp after which --open-loop uses no reading (the first, without it)");
  verb->footer(
      verb->get_footer() +
      "\nRows are told as they are estimated, and memory does not grow with the log; but --smooth (later rows"
      "\ncorrect earlier ones), --against (rows are compared in pairs) and --open-loop (its accuracy is that of"
      "\nall rows) read the whole log first and tell at the end. Ctrl-C ends a replay with what is done; the"
      "\nproject then keeps what it had.");
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return replay(*request, console); }; });
}

}  // namespace mw::cli
