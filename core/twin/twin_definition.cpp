// SPDX-License-Identifier: Apache-2.0
#include "core/twin/twin_definition.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <map>
#include <set>

#include "core/estimation/model_check.h"
#include "core/twin/json_matrix.h"
#include "core/twin/json_walk.h"

namespace mw::twin {
namespace {

using Words = std::vector<std::string>;

constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kSmallestInterval_s = 1e-9;
constexpr double kLargestInterval_s = 1e9;

/// Keys that each model type of the format may have.
const std::map<std::string, Words>& modelKeys() {
  static const std::map<std::string, Words> kKeys{
      {"linear", {"type", "dt_s", "states", "F", "B", "H", "Q", "R", "x0", "P0"}},
      {"nonlinear", {"type", "dt_s", "states", "f", "h", "parameters", "noise", "Q", "R", "x0", "P0"}},
      {"continuous", {"type", "states", "dxdt", "h", "parameters", "integrator", "noise", "Q", "R", "x0", "P0"}},
      {"motor-thermal", {"type", "dt_s", "states", "h", "H", "parameters", "integrator", "Q", "R", "x0", "P0"}},
      {"cstr", {"type", "dt_s", "states", "h", "H", "parameters", "integrator", "Q", "R", "x0", "P0"}},
      {"neural-ode",
       {"type", "dt_s", "states", "h", "H", "network", "parameters", "integrator", "Q", "R", "x0", "P0"}}};
  return kKeys;
}

const std::map<std::string, Words>& filterKeys() {
  static const std::map<std::string, Words> kKeys{{"kalman", {"type"}},
                                                  {"extended", {"type"}},
                                                  {"unscented", {"type", "alpha", "beta", "kappa"}},
                                                  {"particle", {"type", "particles", "seed"}}};
  return kKeys;
}

Words keysOf(const std::map<std::string, Words>& table) {
  Words keys;
  for (const auto& [key, unused] : table) keys.push_back(key);
  return keys;
}

class TwinReader {
 public:
  explicit TwinReader(const JsonDocument& document) : document_(document) {}

  TwinDefinition read() {
    JsonWalk walk(document_.root(), "",
                  {"format", "asset", "signals", "inputs", "model", "filter", "anomaly", "health", "alerts",
                   "stale_after_intervals"},
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

  std::vector<std::pair<std::string, std::string>> readNames(JsonWalk& walk, const Json& list,
                                                             const std::string& pointer) {
    std::vector<std::pair<std::string, std::string>> names;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string at = fmt::format("{}/{}", pointer, i);
      if (list[i].is_string() && !list[i].get_ref<const std::string&>().empty()) {
        names.emplace_back(list[i].get<std::string>(), at);
      } else {
        walk.error(at, fmt::format("wants a name, is {}", list[i].is_string() ? "empty" : jsonKind(list[i])),
                   "write a name in quotes");
      }
    }
    return names;
  }

  void readModel(JsonWalk& walk) {
    const Json* model = walk.member("model", true);
    if (model == nullptr) return;
    if (!model->is_object() || !model->contains("type") || !model->at("type").is_string()) {
      JsonWalk members(*model, "/model", modelKeys().at("linear"), findings_);
      (void)members.text("type", true);
      return;
    }
    twin_.model_type = model->at("type").get<std::string>();
    twin_.model_type_place = document_.placeOf("/model/type");
    const auto known = modelKeys().find(twin_.model_type);
    if (known == modelKeys().end()) {
      const Words types = keysOf(modelKeys());
      walk.error("/model/type",
                 fmt::format("no model type \"{}\"{}", twin_.model_type, suggestion(twin_.model_type, types)),
                 fmt::format("types are {}", fmt::join(types, ", ")));
      return;
    }
    JsonWalk members(*model, "/model", known->second, findings_);
    readStates(members);
    if (twin_.model_type == "linear") readLinear(members);
  }

  void readStates(JsonWalk& model) {
    const bool is_required = twin_.model_type == "linear";
    const Json* states = model.array("states", is_required);
    if (states == nullptr) return;
    std::set<std::string> seen;
    for (const auto& [name, pointer] : readNames(model, *states, "/model/states")) {
      if (!seen.insert(name).second) {
        model.error(pointer, fmt::format("state \"{}\" is named twice", name), "give each state its own name");
      }
      twin_.states.push_back(name);
    }
    if (states->empty()) model.error("/model/states", "no states", "name at least one state");
  }

  void readLinear(JsonWalk& model) {
    const std::size_t errors_before = findings_.size();
    twin_.dt_s = model.number("dt_s", true, kSmallestInterval_s, kLargestInterval_s).value_or(0.0);
    const std::size_t n = twin_.states.size();
    const std::size_t m = twin_.inputs.size();
    const std::size_t p = twin_.measured.size();
    if (n == 0) return;
    const auto F = readMatrix(model, "F", {n, n, "F has a row and a column per state"}, true);
    const auto B = readMatrix(model, "B", {n, m, "B has a row per state and a column per input"}, m > 0);
    const auto H = readMatrix(model, "H", {p, n, "H has a row per signal and a column per state"}, true);
    const auto Q = readMatrix(model, "Q", {n, n, "Q has a row and a column per state"}, true);
    const auto R = readMatrix(model, "R", {p, p, "R has a row and a column per signal"}, true);
    const auto x0 = readVector(model, "x0", n, "x0 has an entry per state");
    const auto P0 = readMatrix(model, "P0", {n, n, "P0 has a row and a column per state"}, true);
    for (TwinSignal& signal : twin_.measured) {
      if (signal.expected_interval_s == 0) signal.expected_interval_s = twin_.dt_s;
    }
    if (findings_.size() > errors_before || !F || !H || !Q || !R || !x0 || !P0) return;
    twin_.linear = {*F, B.value_or(Eigen::MatrixXd(n, 0)), *H, *Q, *R};
    twin_.initial = {*x0, *P0};
    checkLinear();
  }

  void checkLinear() {
    estimation::ModelCheck check = estimation::checkModel(twin_.linear, twin_.initial, twin_.states);
    twin_.spectral_radius = check.spectral_radius;
    for (Findings* list : {&check.errors, &check.warnings}) {
      for (Finding& finding : *list) finding.place.pointer = "/model" + finding.place.pointer;
    }
    findings_.insert(findings_.end(), check.errors.begin(), check.errors.end());
    twin_.warnings = std::move(check.warnings);
  }

  void readFilter(JsonWalk& walk) {
    if (!walk.has("filter")) return;
    const Json& filter = document_.root().at("filter");
    const bool is_object = filter.is_object();
    const std::string pointer = is_object ? "/filter/type" : "/filter";
    const Json* name = is_object ? (filter.contains("type") ? &filter.at("type") : nullptr) : &filter;
    if (name == nullptr || !name->is_string()) {
      walk.error("/filter", "wants the name of a filter, or an object with \"type\"", "write \"filter\": \"kalman\"");
      return;
    }
    twin_.filter = name->get<std::string>();
    twin_.filter_place = document_.placeOf(pointer);
    const auto known = filterKeys().find(twin_.filter);
    if (known == filterKeys().end()) {
      const Words filters = keysOf(filterKeys());
      walk.error(pointer, fmt::format("no filter \"{}\"{}", twin_.filter, suggestion(twin_.filter, filters)),
                 fmt::format("filters are {}", fmt::join(filters, ", ")));
    } else if (is_object) {
      JsonWalk(filter, "/filter", known->second, findings_);
    }
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

  const JsonDocument& document_;
  TwinDefinition twin_;
  Findings findings_;
  std::set<std::string> names_;
};

}  // namespace

TwinDefinition readTwin(const JsonDocument& document) {
  return TwinReader(document).read();
}

std::vector<std::string> neededSignals(const TwinDefinition& twin) {
  std::vector<std::string> names;
  for (const TwinSignal& signal : twin.measured) names.push_back(signal.name);
  for (const TwinInput& input : twin.inputs) names.push_back(input.name);
  return names;
}

void requireRunnable(const TwinDefinition& twin) {
  Findings findings;
  if (twin.model_type != "linear") {
    findings.push_back({Severity::Error, twin.model_type_place,
                        fmt::format("model type '{}' can't be run yet", twin.model_type), "use a linear model"});
  }
  if (twin.filter != "kalman") {
    findings.push_back({Severity::Error, twin.filter_place, fmt::format("filter '{}' can't be run yet", twin.filter),
                        "use the filter \"kalman\""});
  }
  if (!findings.empty()) throw InputError(std::move(findings));
}

}  // namespace mw::twin
