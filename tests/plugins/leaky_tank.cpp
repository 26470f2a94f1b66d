// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "plugins/api/plugin.h"

namespace {

using namespace mw;

/// A tank that loses by Torricelli what a pump brings: level' = (u - k_out sqrt(level)) / area.
class LeakyTank final : public api::ProcessModel {
 public:
  LeakyTank(double k_out, double area) : k_out_(k_out), area_(area) {}
  [[nodiscard]] std::unique_ptr<api::ProcessModel> clone() const override { return std::make_unique<LeakyTank>(*this); }
  [[nodiscard]] std::size_t stateCount() const override { return 1; }
  [[nodiscard]] std::size_t signalCount() const override { return 1; }
  void advance(std::span<const double> x, std::span<const double>, const api::ProcessStep& step,
               std::span<double> x_next) override {
    const double out = k_out_ * std::sqrt(std::max(x[0], 0.0));
    x_next[0] = x[0] + step.dt_s * (step.u[0] - out) / area_;
  }
  void measure(std::span<const double> x, std::span<const double>, const api::ProcessStep&,
               std::span<double> y) override {
    y[0] = x[0];
  }

 private:
  double k_out_;
  double area_;
};

api::BuiltProcess makeLeakyTank(const api::ProcessModelRequest& request, Findings& findings) {
  std::map<std::string, double> parameters{{"k_out", 0.5}, {"area", 2.0}};
  if (request.model.contains("parameters")) {
    for (const auto& [name, value] : request.model.at("parameters").items()) {
      if (parameters.contains(name) && value.is_number()) parameters[name] = value.get<double>();
    }
  }
  for (const auto& [name, value] : request.parameters) parameters[name] = value;
  if (request.inputs.size() != 1 || request.measured.size() != 1) {
    findings.push_back({Severity::Error, Place{"", "/inputs", 0, 0}, "a leaky tank has one input and one signal",
                        "name the inflow and the level"});
    return {};
  }
  api::BuiltProcess built;
  built.states = {"level"};
  built.parameters = parameters;
  built.process = std::make_unique<LeakyTank>(parameters["k_out"], parameters["area"]);
  return built;
}

}  // namespace

MW_PLUGIN(registries) {
  registries.process_models.add({"leaky-tank", "Leaky tank", "A tank with an outlet.", {"parameters"}, makeLeakyTank});
}
