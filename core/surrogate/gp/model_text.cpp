// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/model_text.h"

#include <cmath>
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

Json numbers(const Eigen::VectorXd& values) {
  return std::vector<double>(values.begin(), values.end());
}

void addSecondFormat(const GaussianProcess& model, Json& json) {
  const TrainingSet& training = model.trainingSet();
  const auto believed = model.believed();
  if (!training.levels.empty()) json["levels"] = training.levels;
  if (training.noise.isKnown()) {
    json["noise"] = {{"run_variance", numbers(training.noise.run_variance)},
                     {"runs", numbers(training.noise.runs)},
                     {"correlation", training.noise.correlation}};
  }
  if (believed.size() == 1) return;
  for (const Believed& set : believed)
    json["believed"].push_back({{"hyperparameters", toJson(set.hyperparameters)}, {"weight", set.weight}});
}

void readLevels(const Json& json, TrainingSet& training) {
  if (!json.contains("levels")) return;
  const Json& levels = member(json, "levels", Json::value_t::array);
  if (levels.size() != training.input_names.size()) refuse("/levels", "has not one list for each input");
  for (std::size_t j = 0; j < levels.size(); ++j) {
    if (!levels[j].is_array()) refuse(fmt::format("/levels/{}", j), "is not a list");
    std::vector<std::string> names;
    for (const Json& level : levels[j]) {
      if (!level.is_string()) refuse(fmt::format("/levels/{}/{}", j, names.size()), "is not a text");
      names.push_back(level.get<std::string>());
    }
    training.levels.push_back(std::move(names));
    for (Eigen::Index i = 0; !training.levels.back().empty() && i < training.inputs.rows(); ++i) {
      const double level = training.inputs(i, static_cast<Eigen::Index>(j));
      const bool is_one = level >= 0 && level < static_cast<double>(training.levels.back().size());
      if (!is_one || level != std::floor(level)) refuse(fmt::format("/rows/{}/{}", i, j), "is none of the levels");
    }
  }
}

/// As many numbers as rows, none below the least.
Eigen::VectorXd perRow(const Json& noise, const char* key, Eigen::Index rows, double least) {
  const auto pointer = fmt::format("/noise/{}", key);
  const auto found = noise.find(key);
  if (found == noise.end() || !found->is_array() || static_cast<Eigen::Index>(found->size()) != rows)
    refuse(pointer, "has not one number for each row");
  Eigen::VectorXd values(rows);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const Json& value = (*found)[static_cast<std::size_t>(i)];
    if (!value.is_number() || !(value.get<double>() >= least)) refuse(fmt::format("{}/{}", pointer, i), "is too small");
    values(i) = value.get<double>();
  }
  return values;
}

void readNoise(const Json& json, TrainingSet& training) {
  if (!json.contains("noise")) return;
  const Json& noise = member(json, "noise", Json::value_t::object);
  training.noise.run_variance = perRow(noise, "run_variance", training.output.size(), 0);
  training.noise.runs = perRow(noise, "runs", training.output.size(), 1);
  const auto found = noise.find("correlation");
  const double correlation = found != noise.end() && found->is_number() ? found->get<double>() : -1;
  if (!(correlation >= 0 && correlation < 1)) refuse("/noise/correlation", "is not a number from 0 to below 1");
  training.noise.correlation = correlation;
}

std::vector<Believed> readBelieved(const Json& json, Eigen::Index n_inputs) {
  auto best =
      hyperparametersFromJson(member(json, "hyperparameters", Json::value_t::object), "/hyperparameters", n_inputs);
  if (!json.contains("believed")) return {{std::move(best), 1}};
  std::vector<Believed> sets;
  for (const Json& set : member(json, "believed", Json::value_t::array)) {
    const auto pointer = fmt::format("/believed/{}", sets.size());
    const bool has_all = set.is_object() && set.contains("hyperparameters") && set.contains("weight");
    if (!has_all || !set["weight"].is_number() || !(set["weight"].get<double>() > 0))
      refuse(pointer, "is not hyperparameters with a positive weight");
    sets.push_back({hyperparametersFromJson(set["hyperparameters"], pointer + "/hyperparameters", n_inputs),
                    set["weight"].get<double>()});
  }
  if (sets.empty()) refuse("/believed", "has no entries");
  return sets;
}

}  // namespace

const char* formatOf(const GaussianProcess& model) {
  const TrainingSet& training = model.trainingSet();
  const bool is_first = training.levels.empty() && !training.noise.isKnown() && model.believed().size() == 1;
  return is_first ? kModelFormat : kModelFormat2;
}

Json modelToJson(const SavedModel& saved) {
  const TrainingSet& training = saved.model.trainingSet();
  Json rows = Json::array();
  for (Eigen::Index i = 0; i < training.output.size(); ++i) {
    Json row = Json::array();
    for (const double input : training.inputs.row(i)) row.push_back(input);
    row.push_back(training.output(i));
    rows.push_back(std::move(row));
  }
  Json json{{"format", formatOf(saved.model)},
            {"kind", kKind},
            {"inputs", training.input_names},
            {"output", training.output_name},
            {"study_digest", saved.study_digest},
            {"hyperparameters", toJson(saved.model.hyperparameters())},
            {"rows", std::move(rows)},
            {"notes", saved.model.notes()}};
  addSecondFormat(saved.model, json);
  return json;
}

SavedModel modelFromJson(const Json& json) {
  if (!json.is_object()) refuse("", "a saved surrogate must be an object");
  const auto text = [&](const char* key) { return member(json, key, Json::value_t::string).get<std::string>(); };
  if (text("format") != kModelFormat && text("format") != kModelFormat2)
    refuse("/format", fmt::format("\"{}\" is not \"{}\"", text("format"), kModelFormat));
  if (text("kind") != kKind) refuse("/kind", fmt::format("surrogates of kind \"{}\" are not known", text("kind")));
  TrainingSet training;
  training.input_names = texts(json, "inputs");
  training.output_name = text("output");
  if (training.input_names.empty()) refuse("/inputs", "has no entries");
  readRows(member(json, "rows", Json::value_t::array), training);
  readLevels(json, training);
  readNoise(json, training);
  auto sets = readBelieved(json, static_cast<Eigen::Index>(training.input_names.size()));
  auto model = GaussianProcess::withSeveral(std::move(training), std::move(sets));
  model.replaceNotes(texts(json, "notes"));
  return {std::move(model), text("study_digest")};
}

}  // namespace mw::surrogate
