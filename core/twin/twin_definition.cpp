// SPDX-License-Identifier: Apache-2.0
#include "core/twin/twin_definition.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <set>

#include "core/estimation/model_check.h"
#include "core/twin/json_matrix.h"
#include "core/twin/json_walk.h"

namespace mw::twin {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kSmallestInterval_s = 1e-9;
constexpr double kLargestInterval_s = 1e9;

class TwinReader {
 public:
  TwinReader(const JsonDocument& document, const api::ProcessModelRegistry& models,
             const std::map<std::string, double>& parameters)
      : document_(document), models_(models), parameters_(parameters) {}

  TwinDefinition read() {
    JsonWalk walk(document_.root(), "",
                  {"format", "asset", "signals", "inputs", "model", "filter", "anomaly", "health", "alerts",
                   "stale_after_intervals", "calibration"},
                  findings_);
    if (walk.isObject()) {
      readFormat(walk);
      twin_.asset = walk.text("asset", true).value_or("");
      readSignals(walk);
      readInputs(walk);
      readModel(walk);
      readFilter(walk);
      readAnomaly(walk);
      readHealth(walk);
      readAlerts(walk);
      readCalibration(walk);
      twin_.stale_after_intervals = walk.number("stale_after_intervals", false, 1.0, 1e6).value_or(5.0);
    }
    document_.locate(findings_);
    if (hasErrors(findings_)) throw InputError(std::move(findings_));
    document_.locate(twin_.warnings);
    return std::move(twin_);
  }

 private:
  void readFormat(JsonWalk& walk) {
    const auto format = walk.text("format", true);
    if (format && *format != "millwright-twin/1") {
      walk.error("/format", fmt::format("format is \"{}\"", *format), "a twin has the format \"millwright-twin/1\"");
    }
  }

  void claimName(JsonWalk& walk, const std::string& name, const std::string& pointer) {
    if (!names_.insert(name).second) {
      walk.error(pointer, fmt::format("\"{}\" is named twice", name), "name each signal and input once");
    }
  }

  void readSignals(JsonWalk& walk) {
    const Json* signals = walk.array("signals", true);
    if (signals == nullptr) return;
    if (signals->empty()) walk.error("/signals", "no signals", "name at least one measured signal");
    for (std::size_t i = 0; i < signals->size(); ++i) {
      const std::string pointer = fmt::format("/signals/{}", i);
      JsonWalk members((*signals)[i], pointer, {"name", "expected_interval_s"}, findings_);
      TwinSignal signal;
      signal.name = members.text("name", true).value_or("");
      signal.expected_interval_s =
          members.number("expected_interval_s", false, kSmallestInterval_s, kLargestInterval_s).value_or(0.0);
      signal.place = document_.placeOf(pointer + "/name");
      if (!signal.name.empty()) claimName(walk, signal.name, pointer + "/name");
      twin_.measured.push_back(std::move(signal));
    }
  }

  void readInputs(JsonWalk& walk) {
    const Json* inputs = walk.array("inputs", false);
    if (inputs == nullptr) return;
    for (const auto& [name, pointer] : readNames(walk, *inputs, "/inputs")) {
      claimName(walk, name, pointer);
      twin_.inputs.push_back({name, document_.placeOf(pointer)});
    }
  }

  void readModel(JsonWalk& walk) {
    const Json* model = walk.member("model", true);
    if (model == nullptr) return;
    const bool has_type = model->is_object() && model->contains("type") && model->at("type").is_string();
    if (has_type) twin_.model_type = model->at("type").get<std::string>();
    twin_.model_type_place = document_.placeOf("/model/type");
    ModelContext context{models_, {}, {}, parameters_};
    for (const TwinInput& input : twin_.inputs) context.inputs.push_back(input.name);
    for (const TwinSignal& signal : twin_.measured) context.measured.push_back(signal.name);
    if (twin_.model_type == "switching") {
      SwitchingModel several = readSwitching(*model, "/model", context, findings_);
      twin_.modes = std::move(several.modes);
      twin_.switching = std::move(several.switching);
    } else {
      twin_.modes.push_back({"", twin::readModel(*model, "/model", context, findings_)});
    }
    if (!twin_.modes.empty()) adopt(twin_.modes.front().model);
  }

  /// What others look up without asking for modes.
  void adopt(const TwinModel& model) {
    twin_.states = model.states;
    twin_.dt_s = model.dt_s;
    twin_.initial = model.initial;
    twin_.spectral_radius = model.spectral_radius;
    const api::LinearSystem* system = model.noisy.process ? model.noisy.process->linearSystem() : nullptr;
    if (system != nullptr) twin_.linear = {system->F, system->B, system->H, model.noisy.Q, model.noisy.R};
    for (const TwinMode& mode : twin_.modes) {
      twin_.warnings.insert(twin_.warnings.end(), mode.model.warnings.begin(), mode.model.warnings.end());
    }
    for (TwinSignal& signal : twin_.measured) {
      if (signal.expected_interval_s == 0) signal.expected_interval_s = twin_.dt_s;
    }
  }

  void readFilter(JsonWalk& walk) {
    if (walk.has("filter")) twin_.filter_choice = readFilterChoice(document_.root().at("filter"), findings_);
    if (!hasErrors(findings_)) {
      for (const TwinMode& mode : twin_.modes) settleFilter(twin_.filter_choice, mode.model, findings_);
    }
    twin_.filter = twin_.filter_choice.type;
    twin_.filter_place = document_.placeOf(twin_.filter_choice.pointer);
  }

  void readAnomaly(JsonWalk& walk) {
    if (!walk.has("anomaly")) return;
    JsonWalk members(document_.root().at("anomaly"), "/anomaly", {"test", "sigma"}, findings_);
    const auto test = members.text("test", false);
    if (test && *test != "nis") {
      members.error("/anomaly/test", fmt::format("no anomaly test \"{}\"", *test), "the test is \"nis\"");
    }
    twin_.anomaly_sigma = members.number("sigma", false, 0.1, 30.0).value_or(3.0);
  }

  void readHealth(JsonWalk& walk) {
    if (!walk.has("health")) return;
    JsonWalk members(document_.root().at("health"), "/health", {"a", "b"}, findings_);
    twin_.health.a = members.number("a", false, -kLargest, kLargest).value_or(2.0);
    twin_.health.b = members.number("b", false, -kLargest, kLargest).value_or(-3.0);
  }

  void readAlerts(JsonWalk& walk) {
    if (!walk.has("alerts")) return;
    JsonWalk members(document_.root().at("alerts"), "/alerts", {"warning", "critical"}, findings_);
    twin_.alerts.warning = members.number("warning", false, 0.0, 1.0).value_or(0.5);
    twin_.alerts.critical = members.number("critical", false, 0.0, 1.0).value_or(0.2);
    if (twin_.alerts.critical > twin_.alerts.warning) {
      members.error("/alerts",
                    fmt::format("critical ({}) lies above warning ({})", twin_.alerts.critical, twin_.alerts.warning),
                    "health falls through warning first: give critical the lower value");
    }
  }

  void readCalibration(JsonWalk& walk) {
    if (!walk.has("calibration")) return;
    JsonWalk members(document_.root().at("calibration"), "/calibration", {"method", "parameters", "covariance"},
                     findings_);
    (void)members.text("method", false);
    const Json* names = members.array("parameters", true);
    if (names == nullptr) return;
    ParameterSpread spread;
    for (const auto& [name, unused] : readNames(members, *names, "/calibration/parameters")) {
      spread.names.push_back(name);
    }
    const std::size_t k = spread.names.size();
    const auto covariance =
        readMatrix(members, "covariance", {k, k, "covariance has a row and a column per parameter"}, true);
    if (!covariance) return;
    estimation::checkCovariance("calibration/covariance", *covariance, findings_);
    spread.covariance = *covariance;
    twin_.spread = std::move(spread);
  }

  const JsonDocument& document_;
  const api::ProcessModelRegistry& models_;
  const std::map<std::string, double>& parameters_;
  TwinDefinition twin_;
  Findings findings_;
  std::set<std::string> names_;
};

}  // namespace

TwinDefinition readTwin(const JsonDocument& document, const api::ProcessModelRegistry& models,
                        const std::map<std::string, double>& parameters) {
  return TwinReader(document, models, parameters).read();
}

std::vector<std::string> neededSignals(const TwinDefinition& twin) {
  std::vector<std::string> names;
  for (const TwinSignal& signal : twin.measured) names.push_back(signal.name);
  for (const TwinInput& input : twin.inputs) names.push_back(input.name);
  return names;
}

std::unique_ptr<estimation::StateFilter> makeFilter(const TwinDefinition& twin) {
  requireRunnable(twin);
  if (twin.modes.size() == 1) return makeFilter(twin.filter_choice, twin.modes.front().model);
  std::vector<std::unique_ptr<estimation::StateFilter>> filters;
  FilterChoice choice = twin.filter_choice;
  for (const TwinMode& mode : twin.modes) {
    filters.push_back(makeFilter(choice, mode.model));
    ++choice.particles.seed;
  }
  return estimation::makeInteractingFilter(std::move(filters), twin.switching);
}

void requireRunnable(const TwinDefinition& twin) {
  Findings findings;
  for (const TwinMode& mode : twin.modes) {
    if (mode.model.noisy.process) continue;
    findings.push_back({Severity::Error, twin.model_type_place,
                        fmt::format("model type '{}' can't be run yet", mode.model.type),
                        "use another type, continuous for instance"});
  }
  if (!findings.empty()) throw InputError(std::move(findings));
}

}  // namespace mw::twin
