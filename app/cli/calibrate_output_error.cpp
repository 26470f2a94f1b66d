// SPDX-License-Identifier: Apache-2.0
#include "app/cli/calibrate_output_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/cli/log_messages.h"
#include "core/twin/log_import.h"
#include "core/twin/open_loop.h"
#include "core/twin/twin_definition.h"

namespace mw::cli {
namespace {

struct HeldOut {
  std::string log;
  std::vector<twin::OpenLoopAccuracy> accuracy;
};

HeldOut predict(const std::string& file, const OutputErrorRequest& request, const JsonDocument& fitted,
                Console& console) {
  const auto map_file =
      request.map_file.empty() ? std::nullopt : std::optional<std::filesystem::path>(request.map_file);
  const twin::LogImport import =
      twin::importLog(file, map_file, twin::neededSignals(twin::readTwin(fitted, *request.options.models)),
                      {.stop = console.stop(), .progress = console.progress()});
  tellImport(import, console);
  twin::OpenLoopOptions options;
  options.until_s = request.held_out_from_s;
  options.models = request.options.models;
  options.stop = console.stop();
  return {file, twin::accuracyOf(twin::predictOpenLoop(fitted, import.report.log, options))};
}

void tell(const twin::OutputErrorResult& result, const Console& console) {
  if (!result.has_converged)
    console.warn("warning: the search did not converge; begin nearer, or fit fewer parameters");
  for (const twin::CalibratedValue& value : result.values) {
    const std::string sd =
        value.is_identified ? fmt::format("sd {:.3g}", value.sd) : std::string("not identified by these logs");
    console.print(fmt::format("{:<20} {:>12.6g} -> {:>12.6g}  {}", value.name, value.before, value.value, sd));
  }
  for (const twin::OpenDirection& direction : result.open_directions) {
    console.print(fmt::format("left open by these logs: {} together", fmt::join(direction.names, ", ")));
  }
  for (const twin::FittedSignal& signal : result.measured) {
    console.print(
        fmt::format("{}: open-loop error {:.4g} -> {:.4g} over {} training rows, {:.1f} of which count as one",
                    signal.name, signal.rmse_before, signal.rmse_after, result.rows, signal.correlation_rows));
  }
  if (!result.left_out.empty()) {
    console.print(
        fmt::format("bands: variances times {:.3g}, judged by leaving out {}", result.spread_factor, result.left_out));
  }
}

}  // namespace

void addOutputErrorOptions(CLI::App& verb, OutputErrorRequest& request) {
  verb.add_option("--starts", request.options.starts, "output-error: searches from scattered starts")
      ->check(CLI::PositiveNumber);
  verb.add_option("--seed", request.options.seed, "output-error: of the scattered starts");
  verb.add_option("--held-out", request.held_out_files,
                  "output-error: logs to predict with the fitted twin, and to compare with its bands");
  verb.add_option("--held-out-from", request.held_out_from_s,
                  "output-error: the stamp of held-out logs after which no reading is used (the first, without it)");
}

int calibrateOutputError(const OutputErrorRequest& request, const JsonDocument& twin,
                         const std::vector<twin::Log>& logs, Console& console) {
  twin::OutputErrorOptions options = request.options;
  options.stop = console.stop();
  options.progress = console.progress();
  const twin::OutputErrorResult result = twin::calibrateOutputError(twin, logs, options);
  if (!request.out_file.empty()) writeTextFile(request.out_file, result.twin.dump(2) + "\n");
  tell(result, console);
  const JsonDocument fitted = JsonDocument::parse(result.twin.dump(), twin.fileName());
  Json json = twin::toJson(result);
  json["held_out"] = Json::array();
  for (const std::string& file : request.held_out_files) {
    const HeldOut held_out = predict(file, request, fitted, console);
    for (const std::string& sentence : twin::inWords(held_out.accuracy)) {
      console.print(fmt::format("{}, open loop: {}", held_out.log, sentence));
    }
    json["held_out"].push_back({{"log", held_out.log}, {"signals", twin::toJson(held_out.accuracy)}});
  }
  if (console.is_json) console.printJson(json);
  return kDone;
}

}  // namespace mw::cli
