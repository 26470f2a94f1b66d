// SPDX-License-Identifier: Apache-2.0
#include "core/twin/calibration_knobs.h"

#include <fmt/format.h>

#include "core/twin/json_walk.h"

namespace mw::twin {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

/// Variances by their factor, covariances by the roots of both factors.
void scaleVariance(Json& json, const CalibrationKnob& knob, double factor) {
  const std::string name = knob.name.substr(0, 1);
  const auto k = static_cast<std::size_t>(std::stoul(knob.name.substr(2)));
  Json& M = json["model"][name];
  const double root = std::sqrt(factor);
  for (std::size_t i = 0; i < M.size(); ++i) {
    M[k][i] = M[k][i].get<double>() * root;
    M[i][k] = M[i][k].get<double>() * root;
  }
}

}  // namespace

void CalibrationKnobs::spellOut(const std::map<std::string, double>& parameters) {
  for (const auto& [name, value] : parameters) json_["model"]["parameters"][name] = value;
}

void CalibrationKnobs::add(const std::string& name, const TwinModel& model) {
  if (name == "Q" || name == "R") {
    addVariances(name, name == "Q" ? model.noisy.Q : model.noisy.R);
    return;
  }
  if (name == "x0") {
    addStart(model);
    return;
  }
  const auto parameter = model.parameters.find(name);
  if (parameter != model.parameters.end()) {
    list_.push_back({name, Json::json_pointer("/model/parameters/" + pointerToken(name)), parameter->second});
    return;
  }
  std::vector<std::string> known{"Q", "R", "x0"};
  for (const auto& [other, unused] : model.parameters) known.push_back(other);
  throw InputError(twin_.placeOf("/model/parameters"),
                   fmt::format("the model has no parameter \"{}\"{}", name, suggestion(name, known)),
                   "name one of \"parameters\", or Q, R, x0");
}

void CalibrationKnobs::addVariances(const std::string& name, const MatrixXd& M) {
  writeMatrix(name, M);
  for (Index i = 0; i < M.rows(); ++i) {
    if (!(M(i, i) > 0)) continue;
    const std::string entry = fmt::format("{}/{}/{}", name, i, i);
    list_.push_back({entry, Json::json_pointer("/model/" + entry), M(i, i), true});
  }
}

void CalibrationKnobs::addStart(const TwinModel& model) {
  for (std::size_t i = 0; i < model.states.size(); ++i) {
    const double value = model.initial.mean(static_cast<Index>(i));
    json_["model"]["x0"][i] = value;
    list_.push_back({fmt::format("x0/{}", i), Json::json_pointer(fmt::format("/model/x0/{}", i)), value});
  }
}

void CalibrationKnobs::writeMatrix(const std::string& name, const MatrixXd& M) {
  Json rows = Json::array();
  for (Index i = 0; i < M.rows(); ++i) {
    Json row = Json::array();
    for (Index j = 0; j < M.cols(); ++j) row.push_back(M(i, j));
    rows.push_back(std::move(row));
  }
  json_["model"][name] = std::move(rows);
}

Json CalibrationKnobs::jsonAt(const Eigen::VectorXd& z) const {
  Json json = json_;
  for (std::size_t i = 0; i < list_.size(); ++i) {
    const double at = z(static_cast<Index>(i));
    if (list_[i].is_variance) {
      scaleVariance(json, list_[i], std::exp(at));
    } else {
      json[list_[i].at] = list_[i].valueAt(at);
    }
  }
  return json;
}

}  // namespace mw::twin
