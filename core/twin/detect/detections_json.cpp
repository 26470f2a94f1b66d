// SPDX-License-Identifier: Apache-2.0
#include "core/twin/detect/detections_json.h"

#include <fmt/format.h>

#include "core/twin/detect/normal_model_json.h"
#include "core/twin/json_walk.h"

namespace mw::twin {
namespace {

using estimation::Detection;

constexpr const char* kFormat = "millwright-detections/1";

Json detectionJson(const Detection& detection, const Log& log) {
  Json suspects = Json::array();
  for (const estimation::Suspect& suspect : detection.suspects) {
    suspects.push_back({{"signal", suspect.signal},
                        {"share", suspect.share},
                        {"deviation_sd", suspect.deviation},
                        {"restores", suspect.restores}});
  }
  Json json = {{"test", detection.test},
               {"from_s", log.t_s[detection.first_row]},
               {"to_s", log.t_s[detection.last_row]},
               {"from_row", detection.first_row},
               {"to_row", detection.last_row},
               {"peak_row", detection.peak_row},
               {"statistic", detection.statistic},
               {"limit", detection.limit},
               {"window_rows", detection.window_rows},
               {"p_value", detection.p_value},
               {"raised_rows", detection.raised_rows},
               {"suspects", std::move(suspects)},
               {"says", inWords(detection, log)}};
  if (log.epoch_s) {
    json["from"] = dateOf(log, detection.first_row);
    json["to"] = dateOf(log, detection.last_row);
  }
  return json;
}

Json entryJson(const LogDetections& found, const Log& log) {
  Json left_out = Json::array();
  for (const LeftOutSignal& left : found.left_out) left_out.push_back({{"signal", left.signal}, {"why", left.why}});
  Json detections = Json::array();
  for (const Detection& detection : found.detections) detections.push_back(detectionJson(detection, log));
  Json json = {{"log", found.log},
               {"rows", found.rows},
               {"first_row", found.first_row},
               {"healthy_rows", found.healthy_rows},
               {"signals", found.judged},
               {"left_out", std::move(left_out)}};
  if (found.model) json["model"] = toJson(*found.model);
  json["detections"] = std::move(detections);
  return json;
}

Detection readDetection(const Json& json, const std::string& pointer, std::size_t rows, Findings& findings) {
  JsonWalk walk(json, pointer,
                {"test", "from", "to", "from_s", "to_s", "from_row", "to_row", "peak_row", "statistic", "limit",
                 "window_rows", "p_value", "raised_rows", "suspects", "says"},
                findings);
  Detection detection;
  const double last = rows > 0 ? static_cast<double>(rows - 1) : 0.0;
  detection.test = walk.text("test", false).value_or("");
  const double from = walk.number("from_row", true, 0, last).value_or(0);
  detection.first_row = static_cast<std::size_t>(from);
  detection.last_row = static_cast<std::size_t>(walk.number("to_row", true, from, last).value_or(from));
  const Json* raised = walk.array("raised_rows", false);
  if (!raised) detection.raised_rows = {detection.first_row};
  for (std::size_t i = 0; raised && i < raised->size(); ++i) {
    const Json& row = (*raised)[i];
    if (row.is_number_unsigned() && row.get<std::size_t>() < rows) {
      detection.raised_rows.push_back(row.get<std::size_t>());
    } else {
      walk.error(fmt::format("{}/raised_rows/{}", pointer, i), "not a row of the log", fmt::format("0 to {}", last));
    }
  }
  return detection;
}

LogDetections readLog(const Json& json, const std::string& pointer, Findings& findings) {
  JsonWalk walk(json, pointer,
                {"log", "rows", "first_row", "healthy_rows", "signals", "left_out", "model", "detections"}, findings);
  LogDetections found;
  found.log = walk.text("log", true).value_or("");
  found.rows = static_cast<std::size_t>(walk.number("rows", true, 0, 1e12).value_or(0));
  found.healthy_rows =
      static_cast<std::size_t>(walk.number("healthy_rows", false, 0, static_cast<double>(found.rows)).value_or(0));
  found.first_row =
      static_cast<std::size_t>(walk.number("first_row", false, 0, static_cast<double>(found.rows)).value_or(0));
  const Json* detections = walk.array("detections", true);
  for (std::size_t i = 0; detections && i < detections->size(); ++i) {
    const std::string place = fmt::format("{}/detections/{}", pointer, i);
    found.detections.push_back(readDetection((*detections)[i], place, found.rows, findings));
  }
  return found;
}

}  // namespace

Json toJson(std::span<const LogDetections> found, std::span<const Log> logs) {
  Json entries = Json::array();
  for (std::size_t i = 0; i < found.size(); ++i) entries.push_back(entryJson(found[i], logs[i]));
  return {{"format", kFormat}, {"logs", std::move(entries)}};
}

std::vector<LogDetections> readDetections(const JsonDocument& document) {
  Findings findings;
  JsonWalk walk(document.root(), "", {"format", "logs"}, findings);
  if (walk.text("format", true) != std::optional<std::string>(kFormat)) {
    walk.error("/format", "not a file of detections", fmt::format("it should be \"{}\"", kFormat));
  }
  std::vector<LogDetections> found;
  const Json* logs = walk.array("logs", true);
  for (std::size_t i = 0; logs && i < logs->size(); ++i) {
    found.push_back(readLog((*logs)[i], fmt::format("/logs/{}", i), findings));
  }
  document.locate(findings);
  if (hasErrors(findings)) throw InputError(std::move(findings));
  return found;
}

}  // namespace mw::twin
