// SPDX-License-Identifier: Apache-2.0
#include "core/twin/model_knob.h"

#include <cmath>
#include <fmt/format.h>

#include "core/twin/json_walk.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

using Eigen::Index;
using Eigen::VectorXd;

double ModelKnob::valueAt(double z) const {
  return isFactor() ? before * std::exp(z) : z;
}

double ModelKnob::scaleAt(double z) const {
  return isFactor() ? std::abs(valueAt(z)) : 1.0;
}

TurnedTwin::TurnedTwin(const JsonDocument& twin, const std::vector<std::string>& names,
                       const api::ProcessModelRegistry& models)
    : json_(twin.root()), file_(twin.fileName()) {
  const TwinDefinition definition = readTwin(twin, models);
  requireRunnable(definition);
  if (definition.modes.size() > 1) {
    throw InputError(definition.model_type_place, "the parameters of a switching model can't be moved",
                     "use the model of one mode");
  }
  // Defaults become part of the file, so that they can be moved.
  const TwinModel& model = definition.modes[0].model;
  for (const auto& [name, value] : model.parameters) json_["model"]["parameters"][name] = value;
  for (const std::string& name : names) addKnobs(name, model.parameters, model.initial.mean, twin);
}

void TurnedTwin::addKnobs(const std::string& name, const std::map<std::string, double>& parameters, const VectorXd& x0,
                          const JsonDocument& twin) {
  const auto parameter = parameters.find(name);
  if (parameter != parameters.end()) {
    knobs_.push_back({name, Json::json_pointer("/model/parameters/" + pointerToken(name)), parameter->second});
    return;
  }
  const std::size_t count_before = knobs_.size();
  for (Index i = 0; i < x0.size(); ++i) {
    const std::string own = fmt::format("x0/{}", i);
    if (name != "x0" && name != own) continue;
    for (Index k = 0; k < x0.size(); ++k) json_["model"]["x0"][static_cast<std::size_t>(k)] = x0(k);
    knobs_.push_back({own, Json::json_pointer("/model/" + own), x0(i)});
  }
  if (knobs_.size() > count_before) return;
  std::vector<std::string> known{"x0"};
  for (const auto& [other, unused] : parameters) known.push_back(other);
  throw InputError(twin.placeOf("/model/parameters"),
                   fmt::format("the model has no parameter \"{}\"{}", name, suggestion(name, known)),
                   "name one of \"parameters\", or x0");
}

Json TurnedTwin::jsonAt(const VectorXd& z) const {
  Json json = json_;
  for (std::size_t i = 0; i < knobs_.size(); ++i) json[knobs_[i].at] = knobs_[i].valueAt(z(static_cast<Index>(i)));
  return json;
}

JsonDocument TurnedTwin::documentAt(const VectorXd& z) const {
  return JsonDocument::parse(jsonAt(z).dump(), file_);
}

}  // namespace mw::twin
