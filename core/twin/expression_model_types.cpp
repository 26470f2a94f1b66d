// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/twin/model_json.h"
#include "core/twin/model_types.h"

namespace mw::twin {
namespace {

struct InnerNoise {
  std::vector<std::string> names;
  std::vector<double> variances;
};

/// "noise": {KIND: {"v1": variance}}
InnerNoise readNoise(JsonWalk& noise, const std::string& kind) {
  InnerNoise inner;
  const Json* given = noise.member(kind, false);
  if (given == nullptr) return inner;
  Findings findings;
  JsonWalk members(*given, noise.pointerTo(kind), keysOf(*given), findings);
  for (const std::string& name : keysOf(*given)) {
    inner.names.push_back(name);
    inner.variances.push_back(members.number(name, true, 0.0, 1e300).value_or(0.0));
  }
  for (Finding& finding : findings) noise.error(finding.place.pointer, finding.cause, finding.cure);
  return inner;
}

Eigen::VectorXd vectorOf(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

api::BuiltProcess makeFormulas(const api::ProcessModelRequest& request, Findings& findings, bool is_continuous) {
  JsonWalk walk(request.model, "/model", keysOf(request.model), findings);
  const std::size_t before = findings.size();
  (void)walk.member("states", true);
  dynamics::ExpressionModelText text;
  text.states = request.states;
  text.inputs = request.inputs;
  text.is_continuous = is_continuous;
  text.parameters = readParameters(walk, {}, request.parameters);
  const char* key = is_continuous ? "dxdt" : "f";
  text.change_pointer = walk.pointerTo(key);
  if (!request.states.empty()) {
    text.change = readFormulas(walk, key, request.states.size(), "one formula per state, in their order");
    text.measurement = readFormulas(walk, "h", request.measured.size(), "h has a formula per signal");
  }
  if (is_continuous) text.integrator = readIntegrator(walk);
  InnerNoise process;
  InnerNoise measurement;
  if (walk.has("noise")) {
    JsonWalk noise(request.model.at("noise"), "/model/noise", {"process", "measurement"}, findings);
    process = readNoise(noise, "process");
    measurement = readNoise(noise, "measurement");
  }
  text.process_noises = process.names;
  text.measurement_noises = measurement.names;
  api::BuiltProcess built;
  built.states = request.states;
  if (findings.size() == before) built = builtOf(text, findings);
  built.process_noise_variance = vectorOf(process.variances);
  built.measurement_noise_variance = vectorOf(measurement.variances);
  return built;
}

}  // namespace

api::ProcessModelType nonlinearModelType() {
  return {"nonlinear",
          "Formulas, step by step",
          "x = f(x, u, t, dt), y = h(x, u, t).",
          {"f", "h", "parameters", "noise"},
          [](const api::ProcessModelRequest& request, Findings& findings) {
            return makeFormulas(request, findings, false);
          }};
}

api::ProcessModelType continuousModelType() {
  return {"continuous",
          "Differential equations",
          "dx/dt = dxdt(x, u, t), y = h(x, u, t), integrated between readings.",
          {"dxdt", "h", "parameters", "integrator", "noise"},
          [](const api::ProcessModelRequest& request, Findings& findings) {
            return makeFormulas(request, findings, true);
          }};
}

}  // namespace mw::twin
