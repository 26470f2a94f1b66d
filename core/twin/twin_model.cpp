// SPDX-License-Identifier: Apache-2.0
#include "core/twin/twin_model.h"

#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

#include "core/estimation/model_check.h"
#include "core/twin/json_matrix.h"

namespace mw::twin {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kSmallestInterval_s = 1e-9;
constexpr double kLargestInterval_s = 1e9;
constexpr double kSumTolerance = 1e-9;
const std::vector<std::string> kCommonKeys{"type", "dt_s", "states", "Q", "R", "x0", "P0"};
// A type of the format that no part of this program can make yet.
const std::string kNeuralOde = "neural-ode";

class ModelReader {
 public:
  ModelReader(const Json& json, std::string pointer, const ModelContext& context, Findings& findings)
      : json_(json), pointer_(std::move(pointer)), context_(context), findings_(findings) {}

  TwinModel read() {
    const api::ProcessModelType* type = findType();
    if (type == nullptr) return std::move(model_);
    std::vector<std::string> keys = kCommonKeys;
    keys.insert(keys.end(), type->keys.begin(), type->keys.end());
    JsonWalk walk(json_, pointer_, keys, findings_);
    const std::size_t before = findings_.size();
    model_.dt_s = walk.number("dt_s", false, kSmallestInterval_s, kLargestInterval_s).value_or(0.0);
    readStates(walk);
    Findings own;
    api::BuiltProcess built =
        type->make({json_, model_.states, context_.inputs, context_.measured, context_.parameters}, own);
    place(own);
    findings_.insert(findings_.end(), own.begin(), own.end());
    if (built.states.empty()) return std::move(model_);
    model_.states = built.states;
    model_.parameters = built.parameters;
    readNoises(walk, built);
    if (findings_.size() > before) {
      model_.noisy.process.reset();
    } else {
      check();
    }
    return std::move(model_);
  }

 private:
  const api::ProcessModelType* findType() {
    if (!json_.is_object() || !json_.contains("type") || !json_.at("type").is_string()) {
      std::vector<std::string> keys{"type"};
      if (json_.is_object()) {
        for (const auto& [key, unused] : json_.items()) keys.push_back(key);
      }
      (void)JsonWalk(json_, pointer_, keys, findings_).text("type", true);
      return nullptr;
    }
    model_.type = json_.at("type").get<std::string>();
    const api::ProcessModelType* type = context_.registry.find(model_.type);
    if (type != nullptr || model_.type == kNeuralOde) return type;
    std::vector<std::string> types = context_.registry.types();
    types.insert(types.end(), {kNeuralOde, "switching"});
    findings_.push_back({Severity::Error, Place{"", pointer_ + "/type", 0, 0},
                         fmt::format("no model type \"{}\"{}", model_.type, suggestion(model_.type, types)),
                         fmt::format("types are {}", fmt::join(types, ", "))});
    return nullptr;
  }

  /// Types write pointers below /model; here the model may stand elsewhere.
  void place(Findings& own) const {
    constexpr std::string_view kRoot = "/model";
    for (Finding& finding : own) {
      if (finding.place.pointer.starts_with(kRoot)) {
        finding.place.pointer = pointer_ + finding.place.pointer.substr(kRoot.size());
      }
    }
  }

  void readStates(JsonWalk& walk) {
    const Json* states = walk.array("states", false);
    if (states == nullptr) return;
    std::set<std::string> seen;
    for (const auto& [name, at] : readNames(walk, *states, pointer_ + "/states")) {
      if (!seen.insert(name).second) {
        walk.error(at, fmt::format("state \"{}\" is named twice", name), "give each state its own name");
      }
      model_.states.push_back(name);
    }
    if (states->empty()) walk.error(pointer_ + "/states", "no states", "name at least one state");
  }

  void readNoises(JsonWalk& walk, api::BuiltProcess& built) {
    const std::size_t n = model_.states.size();
    const std::size_t p = context_.measured.size();
    const bool has_inner = built.measurement_noise_variance.size() > 0;
    const auto Q = readMatrix(walk, "Q", {n, n, "Q has a row and a column per state"},
                              !built.Q && built.process_noise_variance.size() == 0);
    const auto R = readMatrix(walk, "R", {p, p, "R has a row and a column per signal"}, !built.R && !has_inner);
    const bool has_x0 = json_.contains("x0") || !built.x0;
    const auto x0 = has_x0 ? readVector(walk, "x0", n, "x0 has an entry per state") : built.x0;
    const auto P0 = readMatrix(walk, "P0", {n, n, "P0 has a row and a column per state"}, !built.P0);
    if (!x0 || !built.process) return;
    const MatrixXd no_Q = MatrixXd::Zero(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n));
    const MatrixXd no_R = MatrixXd::Zero(static_cast<Eigen::Index>(p), static_cast<Eigen::Index>(p));
    model_.noisy = {std::move(built.process), Q ? *Q : built.Q.value_or(no_Q), R ? *R : built.R.value_or(no_R),
                    built.process_noise_variance, built.measurement_noise_variance};
    model_.initial = {*x0, P0 ? *P0 : built.P0.value_or(no_Q)};
  }

  void check() {
    estimation::ModelCheck check =
        estimation::checkModel(model_.noisy, model_.initial, model_.states, context_.inputs.size(), model_.dt_s);
    model_.spectral_radius = check.spectral_radius;
    for (Findings* list : {&check.errors, &check.warnings}) {
      for (Finding& finding : *list) finding.place.pointer = pointer_ + finding.place.pointer;
    }
    findings_.insert(findings_.end(), check.errors.begin(), check.errors.end());
    model_.warnings = std::move(check.warnings);
  }

  const Json& json_;
  std::string pointer_;
  const ModelContext& context_;
  Findings& findings_;
  TwinModel model_;
};

void checkProbabilities(JsonWalk& walk, const std::string& pointer, const VectorXd& row) {
  if (row.minCoeff() >= 0 && std::abs(row.sum() - 1.0) <= kSumTolerance) return;
  walk.error(pointer, fmt::format("is no distribution: smallest entry {}, sum {}", row.minCoeff(), row.sum()),
             "give probabilities of 0 or more that sum to 1");
}

void readProbabilities(JsonWalk& walk, std::size_t count, estimation::ModeSwitching& switching) {
  const auto r = static_cast<Eigen::Index>(count);
  const auto transition =
      readMatrix(walk, "transition", {count, count, "transition has a row and a column per mode"}, true);
  if (transition) switching.transition = *transition;
  for (Eigen::Index i = 0; transition && i < r; ++i) {
    checkProbabilities(walk, fmt::format("{}/{}", walk.pointerTo("transition"), i), transition->row(i).transpose());
  }
  switching.initial = VectorXd::Constant(r, 1.0 / static_cast<double>(count));
  if (!walk.has("initial")) return;
  if (const auto initial = readVector(walk, "initial", count, "initial has an entry per mode")) {
    switching.initial = *initial;
    checkProbabilities(walk, walk.pointerTo("initial"), *initial);
  }
}

}  // namespace

TwinModel readModel(const Json& json, const std::string& pointer, const ModelContext& context, Findings& findings) {
  return ModelReader(json, pointer, context, findings).read();
}

SwitchingModel readSwitching(const Json& json, const std::string& pointer, const ModelContext& context,
                             Findings& findings) {
  SwitchingModel result;
  JsonWalk walk(json, pointer, {"type", "modes", "transition", "initial"}, findings);
  const Json* modes = walk.array("modes", true);
  if (modes == nullptr) return result;
  if (modes->empty()) {
    walk.error(pointer + "/modes", "no modes", "give at least two modes, each with its name and model");
    return result;
  }
  std::set<std::string> seen;
  for (std::size_t i = 0; i < modes->size(); ++i) {
    const std::string at = fmt::format("{}/modes/{}", pointer, i);
    JsonWalk members((*modes)[i], at, {"name", "model"}, findings);
    TwinMode mode;
    mode.name = members.text("name", true).value_or("");
    if (!mode.name.empty() && !seen.insert(mode.name).second) {
      members.error(at + "/name", fmt::format("mode \"{}\" is named twice", mode.name), "give each mode its own name");
    }
    if (const Json* model = members.member("model", true)) {
      mode.model = readModel(*model, at + "/model", context, findings);
    }
    if (i > 0 && !mode.model.states.empty() && mode.model.states != result.modes[0].model.states) {
      members.error(at + "/model", "has other states than the first mode",
                    "all modes share their states, in one order");
    }
    result.modes.push_back(std::move(mode));
  }
  readProbabilities(walk, modes->size(), result.switching);
  return result;
}

}  // namespace mw::twin
