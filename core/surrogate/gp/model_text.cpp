// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/model_text.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace mw::surrogate {
namespace {

constexpr const char* kKind = "gp";
constexpr const char* kCure = "train the surrogate again";

[[noreturn]] void refuse(const std::string& pointer, std::string cause) {
  throw InputError({{}, pointer}, std::move(cause), kCure);
}

const Json& member(const Json& json, const char* key, Json::value_t type) {
  const auto found = json.find(key);
  if (found == json.end()) refuse("", fmt::format("saved surrogate lacks \"{}\"", key));
  if (found->type() != type) refuse(fmt::format("/{}", key), fmt::format("\"{}\" has the wrong type", key));
  return *found;
}

std::vector<std::string> texts(const Json& json, const char* key) {
  std::vector<std::string> result;
  for (const Json& entry : member(json, key, Json::value_t::array)) {
    if (!entry.is_string()) refuse(fmt::format("/{}/{}", key, result.size()), "is not a text");
    result.push_back(entry.get<std::string>());
  }
  return result;
}

void readRows(const Json& rows, TrainingSet& training) {
  const auto d = training.input_names.size();
  training.inputs.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(d));
  training.output.resize(static_cast<Eigen::Index>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    if (!rows[i].is_array() || rows[i].size() != d + 1) {
      refuse(fmt::format("/rows/{}", i), fmt::format("is not a row of {} numbers", d + 1));
    }
    for (std::size_t j = 0; j <= d; ++j) {
      if (!rows[i][j].is_number()) refuse(fmt::format("/rows/{}/{}", i, j), "is not a number");
      (j < d ? training.inputs(row, static_cast<Eigen::Index>(j)) : training.output(row)) = rows[i][j].get<double>();
    }
  }
}

}  // namespace

Json modelToJson(const SavedModel& saved) {
  const TrainingSet& training = saved.model.trainingSet();
  Json rows = Json::array();
  for (Eigen::Index i = 0; i < training.output.size(); ++i) {
    Json row = Json::array();
    for (const double input : training.inputs.row(i)) row.push_back(input);
    row.push_back(training.output(i));
    rows.push_back(std::move(row));
  }
  return {{"format", kModelFormat},
          {"kind", kKind},
          {"inputs", training.input_names},
          {"output", training.output_name},
          {"study_digest", saved.study_digest},
          {"hyperparameters", toJson(saved.model.hyperparameters())},
          {"rows", std::move(rows)},
          {"notes", saved.model.notes()}};
}

SavedModel modelFromJson(const Json& json) {
  if (!json.is_object()) refuse("", "a saved surrogate must be an object");
  const auto text = [&](const char* key) { return member(json, key, Json::value_t::string).get<std::string>(); };
  if (text("format") != kModelFormat)
    refuse("/format", fmt::format("\"{}\" is not \"{}\"", text("format"), kModelFormat));
  if (text("kind") != kKind) refuse("/kind", fmt::format("surrogates of kind \"{}\" are not known", text("kind")));
  TrainingSet training;
  training.input_names = texts(json, "inputs");
  training.output_name = text("output");
  if (training.input_names.empty()) refuse("/inputs", "has no entries");
  readRows(member(json, "rows", Json::value_t::array), training);
  auto hyperparameters =
      hyperparametersFromJson(member(json, "hyperparameters", Json::value_t::object), "/hyperparameters",
                              static_cast<Eigen::Index>(training.input_names.size()));
  auto model = GaussianProcess::withHyperparameters(std::move(training), std::move(hyperparameters));
  model.replaceNotes(texts(json, "notes"));
  return {std::move(model), text("study_digest")};
}

}  // namespace mw::surrogate
