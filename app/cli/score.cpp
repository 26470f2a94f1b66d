// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <memory>

#include "app/cli/detect_options.h"
#include "app/cli/verbs.h"
#include "core/base/json_number.h"
#include "core/estimation/detect/nab_score.h"
#include "core/estimation/detect/skab_score.h"
#include "core/twin/detect/anomaly_labels.h"
#include "core/twin/detect/detections_json.h"

namespace mw::cli {
namespace {

struct ScoreOptions {
  DetectOptions detect;
  std::string profile;
  std::string detections_file;
  std::string label = "anomaly";
  std::string labels_file;
  std::vector<std::string> not_signals = {"changepoint"};
};

/// Detections of each log: of a file, or found now.
std::vector<twin::LogDetections> detections(const ScoreOptions& options, const std::vector<twin::Log>& logs,
                                            const Console& console) {
  if (options.detections_file.empty()) {
    const bool is_nab = options.profile == "nab";
    auto request = options.detect.read(is_nab ? twin::DetectMethod::Level : twin::DetectMethod::Normal, console);
    request.ignored.push_back(options.label);
    request.ignored.insert(request.ignored.end(), options.not_signals.begin(), options.not_signals.end());
    return twin::detect(logs, request);
  }
  const auto stored = twin::readDetections(JsonDocument::read(options.detections_file));
  std::vector<twin::LogDetections> found;
  for (const twin::Log& log : logs) {
    const auto of_log =
        std::find_if(stored.begin(), stored.end(), [&](const auto& candidate) { return candidate.log == log.name; });
    if (of_log == stored.end() || of_log->rows != log.rowCount()) {
      throw InputError(Place{options.detections_file, {}, 0, 0},
                       fmt::format("no detections for log \"{}\" of {} rows", log.name, log.rowCount()),
                       "give the file that detect wrote for these logs");
    }
    found.push_back(*of_log);
  }
  return found;
}

Json toJson(const estimation::SkabScore& score) {
  return {{"f1", numberOrNull(score.f1())},
          {"far", numberOrNull(score.falseAlarmRate())},
          {"mar", numberOrNull(score.missingAlarmRate())},
          {"tp", score.true_positives},
          {"tn", score.true_negatives},
          {"fp", score.false_positives},
          {"fn", score.false_negatives}};
}

std::string inWords(const estimation::SkabScore& score) {
  return fmt::format("F1 {:.3f}, FAR {:.2f} %, MAR {:.2f} % ({} true and {} false alarms, {} missed rows)", score.f1(),
                     100.0 * score.falseAlarmRate(), 100.0 * score.missingAlarmRate(), score.true_positives,
                     score.false_positives, score.false_negatives);
}

int scoreSkab(const ScoreOptions& options, Console& console) {
  const std::vector<twin::Log> logs = options.detect.readLogs(console);
  for (const twin::Log& log : logs) {
    if (log.find(options.label)) continue;
    throw InputError(Place{log.name, {}, 0, 0}, fmt::format("there is no label column \"{}\"", options.label),
                     "name it with --label; it holds 1 in anomalous rows");
  }
  const std::vector<twin::LogDetections> found = detections(options, logs, console);
  estimation::SkabScore judged;
  estimation::SkabScore all;
  Json per_log = Json::array();
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const auto& labels = logs[i].find(options.label)->values;
    const auto is_abnormal = found[i].abnormalRows();
    const auto score = estimation::skabScore(labels, is_abnormal, found[i].healthy_rows);
    judged += score;
    all += estimation::skabScore(labels, is_abnormal, 0);
    Json entry = toJson(score);
    entry["log"] = logs[i].name;
    per_log.push_back(std::move(entry));
    console.print(fmt::format("{}: {}", logs[i].name, inWords(score)));
  }
  Json json = toJson(judged);
  json["profile"] = "skab";
  json["all_rows"] = toJson(all);
  json["logs"] = std::move(per_log);
  if (console.is_json) console.printJson(json);
  console.print(fmt::format("{} logs, rows after the healthy windows: {}", logs.size(), inWords(judged)));
  console.print(fmt::format("{} logs, all rows: {}", logs.size(), inWords(all)));
  return kDone;
}

Json toJson(const estimation::NabScore& score) {
  return {{"raw", score.raw},
          {"normalised", numberOrNull(score.normalised)},
          {"windows", score.windows},
          {"false_alarms", score.false_alarms},
          {"false_alarm_count", score.false_alarm_count},
          {"probation_rows", score.probation_rows}};
}

int scoreNab(const ScoreOptions& options, Console& console) {
  if (options.labels_file.empty()) throw UsageError("--profile nab needs the windows of anomalies, --labels L.json");
  const std::vector<twin::Log> logs = options.detect.readLogs(console);
  if (logs.size() != 1) throw UsageError("--profile nab takes one log");
  const auto windows = twin::anomalyWindows(JsonDocument::read(options.labels_file), logs.front());
  const auto alarms = detections(options, logs, console).front().raisedRows();
  Json profiles = Json::object();
  for (const estimation::NabProfile& profile : estimation::nabProfiles()) {
    const auto score = estimation::nabScore(logs.front().rowCount(), windows, alarms, profile);
    profiles[profile.name] = toJson(score);
    console.print(fmt::format("{}: raw {:.4f} of at most {}, normalised {:.1f}; {} false alarms", profile.name,
                              score.raw, windows.size(), score.normalised, score.false_alarm_count));
  }
  const auto& standard = profiles["standard"];
  if (console.is_json) {
    console.printJson({{"profile", "nab"},
                       {"raw", standard["raw"]},
                       {"normalised", standard["normalised"]},
                       {"log", logs.front().name},
                       {"rows", logs.front().rowCount()},
                       {"alarm_rows", alarms},
                       {"profiles", profiles}});
  }
  return kDone;
}

}  // namespace

void addScore(CLI::App& program, Action& action) {
  auto options = std::make_shared<ScoreOptions>();
  CLI::App* verb = addVerb(program, "score",
                           {"Scores detections against labels as the Skoltech (SKAB) and Numenta (NAB) benchmarks do.",
                            "skab/*.csv --profile skab --train 400"});
  options->detect.addTo(*verb);
  verb->add_option("--profile", options->profile, "skab: F1, FAR and MAR of rows; nab: alarms against windows")
      ->required()
      ->check(CLI::IsMember({"skab", "nab"}));
  verb->add_option("--detections", options->detections_file,
                   "What detect wrote; without it the logs are looked through now");
  verb->add_option("--label", options->label, "skab: column that holds 1 in anomalous rows (anomaly)");
  verb->add_option("--not-signals", options->not_signals, "Columns that are no signals either (changepoint)")
      ->delimiter(',');
  verb->add_option("--labels", options->labels_file, "nab: windows of anomalies, a JSON file");
  verb->final_callback([options, &action] {
    action = [options](Console& console) {
      return options->profile == "nab" ? scoreNab(*options, console) : scoreSkab(*options, console);
    };
  });
}

}  // namespace mw::cli
