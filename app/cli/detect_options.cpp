// SPDX-License-Identifier: Apache-2.0
#include "app/cli/detect_options.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/cli/log_messages.h"
#include "core/twin/detect/normal_model_json.h"
#include "core/twin/log_import.h"

namespace mw::cli {
namespace {

twin::HealthyWindow healthyOption(const std::string& text) {
  twin::HealthyWindow healthy;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), healthy.rows);
  if (failed == std::errc() && end == text.data() + text.size() && healthy.rows > 0) return healthy;
  healthy.rows = 0;
  healthy.duration_s = durationOption("--train", text);
  if (healthy.duration_s <= 0) throw UsageError("--train " + text + ": a healthy window has a row at least");
  return healthy;
}

std::vector<twin::DetectMethod> methodsOption(const std::vector<std::string>& names) {
  const std::vector<std::string>& known = twin::detectMethodNames();
  std::vector<twin::DetectMethod> methods;
  for (const std::string& name : names) {
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) {
      throw UsageError(fmt::format("--method {}: there are {}", name, fmt::join(known, ", ")));
    }
    methods.push_back(static_cast<twin::DetectMethod>(found - known.begin()));
  }
  return methods;
}

void addNormalOptions(CLI::App& verb, DetectOptions& options) {
  auto& normal = options.request.normal;
  verb.add_option("--smoothing", normal.smoothing, "Weight of the newest row in the moving average (0.2; 1 = none)")
      ->check(CLI::Range(0.001, 1.0));
  verb.add_option("--components", options.components, "explained-variance or parallel-analysis")
      ->check(CLI::IsMember({"explained-variance", "parallel-analysis"}));
  verb.add_option("--explained", normal.explained, "Share of variance that the components explain (0.7)")
      ->check(CLI::Range(0.01, 1.0));
  verb.add_option("--lags", normal.lags, "Earlier rows beside each row (0)")->check(CLI::Range(0, 100));
  verb.add_option("--limits", options.limits, "Limits of T2 and Q: empirical, box or theory")
      ->check(CLI::IsMember({"empirical", "box", "theory"}));
  verb.add_option("--confidence", normal.confidence, "Of the limits (0.99)")->check(CLI::Range(0.5, 0.999999));
  verb.add_option("--margin", normal.margin, "Limits times this (1.5)")->check(CLI::Range(0.1, 100.0));
}

void addSignalOptions(CLI::App& verb, DetectOptions& options) {
  auto& request = options.request;
  verb.add_option("--smoothing-time", options.smoothing_time, "level: time constant of the departures' average (6h)");
  verb.add_option("--memory", options.memory, "level: how long the usual is remembered (14d)");
  verb.add_option("--season", options.season, "level: period of a season, as 1d (none)");
  verb.add_flag("--trend", request.level.has_trend, "level: a steady climb or fall is usual");
  verb.add_option("--sigma", request.level.sigma, "level: usual spreads that count as abnormal (3.5)")
      ->check(CLI::Range(0.5, 30.0));
  verb.add_option("--shift", request.cusum_shift, "cusum: shift to be found fastest, in standard deviations (1)")
      ->check(CLI::Range(0.1, 10.0));
  verb.add_option("--run-length", request.cusum_run_length, "cusum: healthy readings between false alarms (1e5)")
      ->check(CLI::Range(10.0, 1e8));
  verb.add_option("--penalty", request.change_penalty_factor, "change-point: times the BIC penalty (1)")
      ->check(CLI::Range(0.1, 1000.0));
}

}  // namespace

void DetectOptions::addTo(CLI::App& verb) {
  verb.add_option("logs", files, "Logs of one plant, CSV files; all are judged with one setting")->required();
  verb.add_option("--map", map_file, "How to read them, a JSON file (guessed without it)");
  verb.add_option("--train", healthy, "The healthy window, the first rows of each log: 400 (rows) or 2h");
  verb.add_option("--model", model_file, "A normal-operation model learned before, instead of --train");
  verb.add_option("--method", methods, "normal, level, cusum, bias, change-point; several with commas")->delimiter(',');
  verb.add_option("--signals", request.wanted, "Judge only these, with commas")->delimiter(',');
  verb.add_option("--ignore", request.ignored, "Do not judge these, with commas")->delimiter(',');
  verb.add_flag("--keep-wandering", request.keeps_wandering, "Judge signals too that wander within the healthy window");
  verb.add_option("--persistence", request.persistence, "Abnormal rows in a row that a detection takes (1)")
      ->check(CLI::Range(1, 1000000));
  verb.add_option("--reminder", reminder, "How soon people are told again while it lasts (12h)");
  addNormalOptions(verb, *this);
  addSignalOptions(verb, *this);
}

twin::DetectRequest DetectOptions::read(twin::DetectMethod usual, const Console& console) const {
  twin::DetectRequest read = request;
  if (healthy.empty() == model_file.empty()) {
    throw UsageError("give the healthy window with --train 400 or --train 2h, or a stored model with --model M.json");
  }
  read.methods = methods.empty() ? std::vector{usual} : methodsOption(methods);
  if (!healthy.empty()) read.healthy = healthyOption(healthy);
  if (!model_file.empty()) read.model = twin::readNormalModel(JsonDocument::read(model_file));
  read.normal.component_rule = components == "parallel-analysis" ? estimation::ComponentRule::ParallelAnalysis
                                                                 : estimation::ComponentRule::ExplainedVariance;
  read.normal.limit_rule = limits == "theory" ? estimation::LimitRule::Theory
                           : limits == "box"  ? estimation::LimitRule::Box
                                              : estimation::LimitRule::Empirical;
  read.level.smoothing_s = durationOption("--smoothing-time", smoothing_time);
  read.level.memory_s = durationOption("--memory", memory);
  if (read.level.memory_s <= 0) throw UsageError("--memory " + memory + ": longer than nothing");
  read.level.season_s = durationOption("--season", season);
  read.reminder_s = durationOption("--reminder", reminder);
  read.stop = console.stop();
  return read;
}

std::vector<twin::Log> DetectOptions::readLogs(const Console& console) const {
  const auto map = map_file.empty() ? std::nullopt : std::optional<std::filesystem::path>(map_file);
  std::vector<twin::Log> logs;
  for (const std::string& file : files) {
    twin::LogImport import = twin::importLog(file, map, {}, {.stop = console.stop(), .progress = console.progress()});
    // What was guessed is said of the first: logs of one plant are written alike.
    if (!logs.empty()) import.said.clear();
    tellImport(import, console);
    import.report.log.name = std::filesystem::path(file).stem().string();
    logs.push_back(std::move(import.report.log));
  }
  return logs;
}

}  // namespace mw::cli
