// SPDX-License-Identifier: Apache-2.0
#include "core/twin/detect/detect_settings.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/digest.h"
#include "core/twin/detect/normal_model_json.h"

namespace mw::twin {
namespace {

Json normalJson(const estimation::NormalModelOptions& normal) {
  static const char* const kRules[] = {"explained-variance", "parallel-analysis"};
  static const char* const kLimits[] = {"empirical", "box", "theory"};
  return {{"smoothing", normal.smoothing},
          {"components", kRules[static_cast<std::size_t>(normal.component_rule)]},
          {"explained", normal.explained},
          {"lags", normal.lags},
          {"limits", kLimits[static_cast<std::size_t>(normal.limit_rule)]},
          {"confidence", normal.confidence},
          {"margin", normal.margin}};
}

Json levelJson(const estimation::LevelMonitorOptions& level) {
  return {{"memory_s", level.memory_s},   {"smoothing_s", level.smoothing_s}, {"season_s", level.season_s},
          {"harmonics", level.harmonics}, {"trend", level.has_trend},         {"sigma", level.sigma}};
}

}  // namespace

Json settingsJson(const DetectRequest& request) {
  Json methods = Json::array();
  for (const DetectMethod method : request.methods) methods.push_back(detectMethodName(method));
  Json json = {{"methods", std::move(methods)},
               {"from_s", request.healthy.from_s},
               {"signals", request.wanted},
               {"ignore", request.ignored},
               {"keep_wandering", request.keeps_wandering},
               {"persistence", request.persistence},
               {"reminder_s", request.reminder_s}};
  if (request.model) {
    json["model"] = settingsDigest(toJson(*request.model));
  } else if (request.healthy.rows > 0) {
    json["healthy"] = {{"rows", request.healthy.rows}};
  } else {
    json["healthy"] = {{"duration_s", request.healthy.duration_s}};
  }
  const auto asks = [&](DetectMethod method) {
    return std::ranges::find(request.methods, method) != request.methods.end();
  };
  if (asks(DetectMethod::Normal) && !request.model) json["normal"] = normalJson(request.normal);
  if (asks(DetectMethod::Level)) json["level"] = levelJson(request.level);
  if (asks(DetectMethod::Cusum))
    json["cusum"] = {{"shift", request.cusum_shift}, {"run_length", request.cusum_run_length}};
  if (asks(DetectMethod::ChangePoint)) json["change_point"] = {{"penalty", request.change_penalty_factor}};
  return json;
}

std::string settingsDigest(const Json& settings) {
  Digest digest;
  digest.addText(settings.dump());
  return digest.hex();
}

std::string settingsInWords(const Json& settings) {
  std::string text;
  for (const Json& method : settings.value("methods", Json::array())) {
    if (method.is_string()) text += (text.empty() ? "" : ", ") + method.get<std::string>();
  }
  if (settings.contains("model")) return text + "; by a model learned before";
  const Json healthy = settings.value("healthy", Json::object());
  const double from_s = settings.value("from_s", 0.0);
  const std::string start = from_s > 0 ? fmt::format("from {:g} s on", from_s) : "from the start";
  if (healthy.contains("rows")) return fmt::format("{}; healthy: {} rows {}", text, healthy.value("rows", 0), start);
  return fmt::format("{}; healthy: {:g} s {}", text, healthy.value("duration_s", 0.0), start);
}

}  // namespace mw::twin
