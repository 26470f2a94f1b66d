// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>

#include "core/twin/model_json.h"
#include "core/twin/model_types.h"

namespace mw::twin {
namespace {

using Parameters = std::map<std::string, double>;

/// A thermal network as formulas: nodes with their capacities, what flows between them, what heats them.
struct Network {
  std::vector<std::string> nodes;
  std::vector<std::string> capacities;
  std::vector<std::string> flows;  ///< into each node, W
  bool is_linear = true;
};

void addLink(Network& network, const std::string& from, const std::string& to, const std::string& conductance) {
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    if (network.nodes[i] == from) network.flows[i] += fmt::format(" + ({}) * ({} - {})", conductance, to, from);
    if (network.nodes[i] == to) network.flows[i] += fmt::format(" + ({}) * ({} - {})", conductance, from, to);
  }
}

void readLinks(JsonWalk& walk, Network& network) {
  const Json* links = walk.array("links", true);
  for (std::size_t i = 0; links != nullptr && i < links->size(); ++i) {
    const Json& link = (*links)[i];
    const std::string at = fmt::format("/model/links/{}", i);
    const bool is_link = link.is_array() && link.size() == 3 && link[0].is_string() && link[1].is_string();
    if (!is_link) {
      walk.error(at, "wants two ends and a conductance", "write [\"winding\", \"case\", 1.5]");
      continue;
    }
    const auto ends = {link[0].get<std::string>(), link[1].get<std::string>()};
    const bool has_node = std::any_of(ends.begin(), ends.end(), [&network](const std::string& end) {
      return std::find(network.nodes.begin(), network.nodes.end(), end) != network.nodes.end();
    });
    if (!has_node) walk.error(at, "neither end is a node", "link a node to a node, an input or a parameter");
    addLink(network, link[0].get<std::string>(), link[1].get<std::string>(),
            formulaOf(walk, link[2], at + "/2").value_or("0"));
  }
}

Network readNetwork(JsonWalk& walk, const Json& model) {
  Network network;
  const Json& nodes = model.at("nodes");
  for (const std::string& name : keysOf(nodes)) {
    network.nodes.push_back(name);
    network.capacities.push_back(formulaOf(walk, nodes.at(name), "/model/nodes/" + pointerToken(name)).value_or("1"));
  }
  if (network.nodes.empty()) walk.error("/model/nodes", "no nodes", "write {\"winding\": 40, \"case\": 300}, in J/K");
  network.flows.assign(network.nodes.size(), "0");
  readLinks(walk, network);
  const Json heat = model.contains("heat") ? model.at("heat") : Json::object();
  for (const std::string& name : keysOf(heat)) {
    const auto node = std::find(network.nodes.begin(), network.nodes.end(), name);
    const std::string at = "/model/heat/" + pointerToken(name);
    if (node == network.nodes.end()) {
      walk.error(at, fmt::format("no node \"{}\"{}", name, suggestion(name, network.nodes)), "heat a node");
      continue;
    }
    const std::string power = formulaOf(walk, heat.at(name), at).value_or("0");
    network.flows[static_cast<std::size_t>(node - network.nodes.begin())] += " + (" + power + ")";
    network.is_linear = false;  // the power may depend on temperatures
  }
  return network;
}

/// Winding, case and ambient, heated by the current.
Network defaultNetwork(const std::vector<std::string>& inputs) {
  Network network{{"winding", "case"}, {"C_winding", "C_case"}, {"0", "0"}, true};
  addLink(network, "winding", "case", "g_winding_case");
  addLink(network, "case", "ambient", "g_case_ambient");
  if (!inputs.empty()) {
    network.flows[0] += fmt::format(" + R_ohm * (1 + alpha_per_K * (winding - T_ref)) * {0} * {0}", inputs[0]);
  }
  network.is_linear = false;
  return network;
}

const Parameters kMotorParameters{{"C_winding", 40.0},     {"C_case", 350.0}, {"g_winding_case", 1.0},
                                  {"g_case_ambient", 0.8}, {"R_ohm", 0.2},    {"alpha_per_K", 0.0039},
                                  {"T_ref", 25.0},         {"ambient", 25.0}};

api::BuiltProcess makeMotorThermal(const api::ProcessModelRequest& request, Findings& findings) {
  JsonWalk walk(request.model, "/model", keysOf(request.model), findings);
  const std::size_t before = findings.size();
  const bool is_given = walk.has("nodes");
  const Network network = is_given ? readNetwork(walk, request.model) : defaultNetwork(request.inputs);
  dynamics::ExpressionModelText text;
  text.states = network.nodes;
  text.inputs = request.inputs;
  text.parameters = readParameters(walk, is_given ? Parameters{} : kMotorParameters, request.parameters);
  text.is_continuous = true;
  text.is_linear = network.is_linear;
  text.integrator = readIntegrator(walk);
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    text.change.push_back(fmt::format("({}) / ({})", network.flows[i], network.capacities[i]));
  }
  text.change_pointer = "/model/nodes";
  text.measurement = readMeasurement(walk, request.model, text.states, request.measured);
  if (!request.states.empty() && request.states != network.nodes) {
    walk.error("/model/states", "names other states than the network's nodes", "remove \"states\"");
  }
  api::BuiltProcess built;
  built.states = network.nodes;
  return findings.size() > before ? std::move(built) : builtOf(text, findings);
}

// Morningred et al. (1992): litres, minutes, moles, grams, calories, kelvin.
const Parameters kTankParameters{{"q", 100.0},     {"qc", 103.41}, {"V", 100.0}, {"Caf", 1.0}, {"Tf", 350.0},
                                 {"Tcf", 350.0},   {"k0", 7.2e10}, {"EoR", 1e4}, {"mdH", 2e5}, {"rho", 1000.0},
                                 {"rhoc", 1000.0}, {"Cp", 1.0},    {"Cpc", 1.0}, {"hA", 7e5}};

api::BuiltProcess makeStirredTank(const api::ProcessModelRequest& request, Findings& findings) {
  JsonWalk walk(request.model, "/model", keysOf(request.model), findings);
  const std::size_t before = findings.size();
  api::BuiltProcess built;
  built.states = request.states.empty() ? std::vector<std::string>{"Ca", "T"} : request.states;
  if (built.states.size() != 2) {
    walk.error("/model/states", fmt::format("{} states, wants 2", built.states.size()), "concentration, temperature");
  }
  if (request.inputs.size() > 2) {
    walk.error("/inputs", fmt::format("{} inputs, wants at most 2", request.inputs.size()),
               "feed rate and coolant flow, or coolant flow alone");
  }
  if (findings.size() > before) return built;
  dynamics::ExpressionModelText text;
  text.states = built.states;
  text.inputs = request.inputs;
  text.parameters = readParameters(walk, kTankParameters, request.parameters);
  text.is_continuous = true;
  text.integrator = readIntegrator(walk);
  const std::string q = request.inputs.size() == 2 ? request.inputs[0] : "q";
  const std::string qc = request.inputs.empty() ? "qc" : request.inputs.back();
  const std::string& Ca = built.states[0];
  const std::string& T = built.states[1];
  const std::string rate = fmt::format("k0*exp(-EoR/{})*{}", T, Ca);
  text.change = {fmt::format("{}/V*(Caf-{}) - {}", q, Ca, rate),
                 fmt::format("{0}/V*(Tf-{1}) + mdH/(rho*Cp)*{2} + "
                             "rhoc*Cpc/(rho*Cp*V)*{3}*(1-exp(-hA/({3}*rhoc*Cpc)))*(Tcf-{1})",
                             q, T, rate, qc)};
  text.measurement = readMeasurement(walk, request.model, text.states, request.measured);
  return findings.size() > before ? std::move(built) : builtOf(text, findings);
}

}  // namespace

api::ProcessModelType motorThermalModelType() {
  return {"motor-thermal",
          "Thermal network",
          "Heat capacities joined by conductances, heated by losses.",
          {"nodes", "links", "heat", "h", "H", "parameters", "integrator"},
          makeMotorThermal};
}

api::ProcessModelType stirredTankModelType() {
  return {"cstr",
          "Stirred tank reactor",
          "A cooled tank with one exothermic reaction: concentration and temperature.",
          {"h", "H", "parameters", "integrator"},
          makeStirredTank};
}

}  // namespace mw::twin
