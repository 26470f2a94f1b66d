// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "app/cli/calibrate_output_error.h"
#include "app/cli/log_messages.h"
#include "app/cli/model_plugins.h"
#include "app/cli/verbs.h"
#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "core/twin/calibration.h"
#include "core/twin/log_import.h"
#include "core/twin/twin_definition.h"

namespace mw::cli {
namespace {

constexpr const char* kMaximumLikelihood = "ml";
constexpr const char* kExpectationMaximisation = "em";
constexpr const char* kOutputError = "output-error";

struct CalibrateRequest {
  std::string project;
  std::string log_name;
  std::vector<std::string> log_files;
  std::string map_file;
  std::vector<std::string> plugins;
  std::string twin_file;
  std::string out_file;
  std::string method = kMaximumLikelihood;
  twin::CalibrationOptions options;
  OutputErrorRequest output_error;
};

std::vector<twin::Log> logsOf(const CalibrateRequest& request, const JsonDocument& document,
                              const api::ProcessModelRegistry& models, Console& console) {
  if (request.project.empty() == request.log_files.empty()) {
    throw UsageError("calibrate takes a project with --log NAME, or --log-file L.csv without a project");
  }
  if (!request.project.empty()) {
    if (request.log_name.empty()) throw UsageError("calibrate P needs --log NAME, a log that import-log has read");
    const auto project = store::ProjectFile::open(request.project, store::Access::ReadOnly, {.stop = console.stop()});
    return {store::loadLog(*project, request.log_name)};
  }
  const auto map_file =
      request.map_file.empty() ? std::nullopt : std::optional<std::filesystem::path>(request.map_file);
  const std::vector<std::string> needed = twin::neededSignals(twin::readTwin(document, models));
  std::vector<twin::Log> logs;
  for (const std::string& file : request.log_files) {
    twin::LogImport import =
        twin::importLog(file, map_file, needed, {.stop = console.stop(), .progress = console.progress()});
    tellImport(import, console);
    logs.push_back(std::move(import.report.log));
  }
  return logs;
}

void tell(const twin::CalibrationResult& result, const Console& console) {
  if (!result.has_converged) console.warn("warning: the search did not converge; raise --replays");
  for (const twin::CalibratedValue& value : result.values) {
    if (value.is_identified) {
      console.print(
          fmt::format("{:<20} {:>12.6g} -> {:>12.6g}  sd {:.3g}", value.name, value.before, value.value, value.sd));
    } else {
      console.print(fmt::format("{:<20} {:>12.6g} -> {:>12.6g}  not identified by this log", value.name, value.before,
                                value.value));
    }
  }
  console.print(fmt::format("log-likelihood {:.6g} -> {:.6g} over {} rows, {} replays", result.log_likelihood_before,
                            result.log_likelihood_after, result.rows, result.replays));
  if (console.is_json) console.printJson(twin::toJson(result));
}

int calibrate(const CalibrateRequest& request, Console& console) {
  const JsonDocument document = JsonDocument::read(request.twin_file);
  const api::ProcessModelRegistry models = modelsWith(request.plugins);
  const std::vector<twin::Log> logs = logsOf(request, document, models, console);
  if (request.method == kOutputError) {
    OutputErrorRequest own = request.output_error;
    own.options.parameters = request.options.parameters;
    own.options.from_s = request.options.from_s;
    own.options.until_s = request.options.until_s;
    own.options.models = &models;
    own.map_file = request.map_file;
    own.out_file = request.out_file;
    return calibrateOutputError(own, document, logs, console);
  }
  if (logs.size() > 1) throw UsageError("several logs need --method output-error");
  if (!request.output_error.held_out_files.empty()) throw UsageError("--held-out needs --method output-error");
  twin::CalibrationOptions options = request.options;
  options.models = &models;
  if (request.method == kExpectationMaximisation) options.method = twin::CalibrationMethod::ExpectationMaximisation;
  options.stop = console.stop();
  options.progress = console.progress();
  const twin::CalibrationResult result = twin::calibrate(document, logs.front(), options);
  if (!request.out_file.empty()) writeTextFile(request.out_file, result.twin.dump(2) + "\n");
  tell(result, console);
  return kDone;
}

}  // namespace

void addCalibrate(CLI::App& program, Action& action) {
  auto request = std::make_shared<CalibrateRequest>();
  CLI::App* verb = addVerb(
      program, "calibrate",
      {"Fits parameters and noises of a twin: by maximum likelihood or expectation-maximisation, or by what it "
       "predicts.",
       "--log-file motor.csv --twin motor.twin.json --fit R_ohm,g_case_ambient,R --until 600 --out fitted.json"});
  verb->add_option("project", request->project, "Project file");
  verb->add_option("--log", request->log_name, "Log of the project");
  verb->add_option("--log-file", request->log_files,
                   "A log outside any project, a CSV file; several for --method output-error");
  verb->add_option("--map", request->map_file, "How to read a log file, a JSON file (guessed without it)");
  verb->add_option("--twin", request->twin_file, "The twin, a JSON file")->required();
  verb->add_option("--fit", request->options.parameters, "Parameters of the model; Q, R, x0 for all their entries")
      ->required()
      ->delimiter(',');
  verb->add_option("--method", request->method,
                   "ml: climb the likelihood of the filter's innovations; em: expectation-maximisation of Q and R of a "
                   "linear model; output-error: least squares of the open-loop prediction")
      ->check(CLI::IsMember({kMaximumLikelihood, kExpectationMaximisation, kOutputError}));
  verb->add_option("--from", request->options.from_s, "First stamp of the training window, in seconds of the log");
  verb->add_option("--until", request->options.until_s, "Last stamp of the training window");
  verb->add_option("--replays", request->options.most_replays, "Most replays of the search, or iterations of em")
      ->check(CLI::PositiveNumber);
  verb->add_option("--out", request->out_file, "Write the twin with the fitted values");
  addPluginOption(*verb, request->plugins);
  addOutputErrorOptions(*verb, request->output_error);
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return calibrate(*request, console); }; });
}

}  // namespace mw::cli
