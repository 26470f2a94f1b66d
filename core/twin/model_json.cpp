// SPDX-License-Identifier: Apache-2.0
#include "core/twin/model_json.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/text.h"
#include "core/twin/json_matrix.h"

namespace mw::twin {

std::map<std::string, double> readParameters(JsonWalk& walk, std::map<std::string, double> defaults,
                                             const std::map<std::string, double>& overrides) {
  std::map<std::string, double> parameters = std::move(defaults);
  if (const Json* given = walk.member("parameters", false)) {
    if (!given->is_object()) {
      walk.error(walk.pointerTo("parameters"), fmt::format("wants an object, is {}", jsonKind(*given)),
                 "write it as {\"name\": 1.5}");
      return parameters;
    }
    for (const auto& [name, value] : given->items()) {
      if (value.is_number() && std::isfinite(value.get<double>())) {
        parameters[name] = value.get<double>();
      } else {
        walk.error(walk.pointerTo("parameters") + "/" + pointerToken(name),
                   fmt::format("wants a number, is {}", jsonKind(value)), "write a number without quotes");
      }
    }
  }
  for (const auto& [name, value] : overrides) {
    const auto known = parameters.find(name);
    if (known != parameters.end()) known->second = value;
  }
  return parameters;
}

numerics::OdeOptions readIntegrator(JsonWalk& walk) {
  numerics::OdeOptions options;
  options.method = numerics::OdeMethod::DormandPrince;
  const Json* given = walk.member("integrator", false);
  if (given == nullptr) return options;
  const Json whole = given->is_string() ? Json{{"method", *given}} : *given;
  Findings findings;
  JsonWalk members(whole, walk.pointerTo("integrator"),
                   {"method", "step_s", "relative_tolerance", "absolute_tolerance"}, findings);
  const std::string method = members.text("method", true).value_or("rk4");
  options.step_s = members.number("step_s", false, 1e-12, 1e12).value_or(0.0);
  options.relative_tolerance = members.number("relative_tolerance", false, 1e-14, 1.0).value_or(1e-8);
  options.absolute_tolerance = members.number("absolute_tolerance", false, 0.0, 1e12).value_or(1e-10);
  if (method == "rk4") {
    options.method = numerics::OdeMethod::RungeKutta4;
  } else if (method != "dormand-prince" && members.isObject()) {
    members.error(walk.pointerTo("integrator") + (given->is_string() ? "" : "/method"),
                  fmt::format("no integrator \"{}\"{}", method, suggestion(method, {"rk4", "dormand-prince"})),
                  "integrators are rk4, dormand-prince");
  }
  for (Finding& finding : findings) walk.error(finding.place.pointer, finding.cause, finding.cure);
  return options;
}

std::optional<std::string> formulaOf(JsonWalk& walk, const Json& value, const std::string& pointer) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() && std::isfinite(value.get<double>())) return numberText(value.get<double>());
  walk.error(pointer, fmt::format("wants a formula, is {}", jsonKind(value)), "write it in quotes, as \"a * x + b\"");
  return std::nullopt;
}

std::vector<std::string> readFormulas(JsonWalk& walk, const std::string& key, std::size_t count, const char* meaning) {
  std::vector<std::string> formulas;
  const Json* list = walk.array(key, true);
  if (list == nullptr) return formulas;
  const std::string pointer = walk.pointerTo(key);
  if (list->size() != count) {
    walk.error(pointer, fmt::format("{} has {} formulas, wants {}", key, list->size(), count), meaning);
    return formulas;
  }
  for (std::size_t i = 0; i < count; ++i) {
    formulas.push_back(formulaOf(walk, (*list)[i], fmt::format("{}/{}", pointer, i)).value_or("0"));
  }
  return formulas;
}

std::vector<std::string> readMeasurement(JsonWalk& walk, const Json& model, const std::vector<std::string>& states,
                                         const std::vector<std::string>& measured) {
  if (model.contains("h")) return readFormulas(walk, "h", measured.size(), "h has a formula per signal");
  std::vector<std::string> formulas;
  if (model.contains("H")) {
    const auto H =
        readMatrix(walk, "H", {measured.size(), states.size(), "H has a row per signal and a column per state"}, true);
    for (Eigen::Index i = 0; H && i < H->rows(); ++i) {
      std::string sum = "0";
      for (Eigen::Index j = 0; j < H->cols(); ++j) {
        if ((*H)(i, j) != 0) {
          sum += fmt::format(" + ({}) * {}", numberText((*H)(i, j)), states[static_cast<std::size_t>(j)]);
        }
      }
      formulas.push_back(sum);
    }
    return formulas;
  }
  for (const std::string& signal : measured) {
    if (std::find(states.begin(), states.end(), signal) == states.end()) {
      walk.error("/model", fmt::format("nothing says how the signal \"{}\" sees the states", signal),
                 "give \"h\", a formula per signal");
    }
    formulas.push_back(signal);
  }
  return formulas;
}

api::BuiltProcess builtOf(dynamics::ExpressionModelText text, Findings& findings) {
  api::BuiltProcess built;
  built.states = text.states;
  built.parameters = text.parameters;
  built.process = dynamics::makeExpressionModel(text, findings);
  return built;
}

}  // namespace mw::twin
