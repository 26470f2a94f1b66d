// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_draft.h"

#include <algorithm>

#include "core/experiment/fractional_design.h"

namespace mw::models {

using experiment::Design;

namespace {

/// As many as the design has, as far as a draft can tell.
std::uint32_t pointsOf(const experiment::Study& study) {
  if (study.design.points > 0) return study.design.points;
  const auto factors = static_cast<std::uint32_t>(study.factors.size());
  if (study.design.type == Design::Type::Morris) return study.design.trajectories * (factors + 1);
  if (study.design.type != Design::Type::Fractional) return StudyDraft().points;
  std::vector<std::string> names;
  for (const experiment::Factor& factor : study.factors) names.push_back(factor.name);
  Findings none;
  const auto fraction = experiment::fractionOf(study.design, names, none);
  return fraction ? static_cast<std::uint32_t>(fraction->runs()) : StudyDraft().points;
}

}  // namespace

const Json* StudyDraft::Factor::levelOf(const Json& value) const {
  const auto level =
      std::ranges::find_if(levels, [&value](const Json& written) { return experiment::levelName(written) == value; });
  return level == levels.end() ? nullptr : &*level;
}

const Json& StudyDraft::Factor::settingOf(const Json& value) const {
  const Json* level = levelOf(value);
  return level && *level != value ? (*level)["value"] : value;
}

Json StudyDraft::toJson() const {
  Json json{{"format", experiment::kStudyFormat}, {"name", name}};
  json["horizon_s"] = horizon_s;
  json["warmup_s"] = warmup_s;
  json["replications"] = replications;
  if (!precision.is_null()) {
    json["replications"] = precision;
    json["replications"]["at_most"] = replications;
  }
  json["seed"] = seed;
  json["common_random_numbers"] = common_random_numbers;
  json["factors"] = Json::array();
  for (const Factor& factor : factors) {
    Json entry{{"name", factor.name}, {"path", factor.path}};
    if (factor.levels.empty()) {
      entry["min"] = factor.min;
      entry["max"] = factor.max;
      if (factor.is_integer) entry["integer"] = true;
    } else {
      entry["levels"] = factor.levels;
    }
    json["factors"].push_back(std::move(entry));
  }
  switch (design) {
    case Design::Type::Grid:
      json["design"] = Json{{"type", "grid"}, {"steps", steps}};
      break;
    case Design::Type::LatinHypercube:
      json["design"] = Json{{"type", "lhs"}, {"points", points}};
      break;
    case Design::Type::Sobol:
      json["design"] = Json{{"type", "sobol"}, {"points", points}};
      break;
    case Design::Type::Table:
      json["design"] = Json{{"type", "table"}, {"file", table_file}};
      break;
    case Design::Type::Fractional:
    case Design::Type::Sequential:
    case Design::Type::Morris:
      json["design"] = written_design;
      break;
  }
  if (!constraints.empty()) json["constraints"] = constraints;
  if (!added.empty()) json["added_points"] = added;
  if (!responses.empty()) json["responses"] = responses;
  return json;
}

StudyDraft StudyDraft::fromStudy(const experiment::Study& study) {
  StudyDraft draft;
  draft.name = study.name;
  for (const experiment::Factor& factor : study.factors)
    draft.factors.push_back(
        {factor.name, factor.path.text(), factor.min, factor.max, factor.is_integer, factor.writtenLevels()});
  draft.design = study.design.type;
  draft.steps = study.design.steps;
  draft.points = pointsOf(study);
  draft.table_file = study.design.file.string();
  const bool is_written = draft.design == Design::Type::Fractional || draft.design == Design::Type::Sequential ||
                          draft.design == Design::Type::Morris;
  if (is_written) draft.written_design = study.json["design"];
  draft.constraints = study.constraints;
  draft.horizon_s = study.horizon_s;
  draft.warmup_s = study.warmup_s;
  draft.replications = study.replications;
  if (study.precision) draft.precision = study.json["replications"];
  draft.seed = study.seed;
  draft.common_random_numbers = study.common_random_numbers;
  draft.responses = study.responses;
  draft.added = study.added_points;
  return draft;
}

StudyDraft StudyDraft::atPoint(const Json& point) const {
  StudyDraft alone = *this;
  alone.added.clear();
  alone.constraints.clear();
  alone.design = Design::Type::Grid;
  for (Factor& factor : alone.factors) {
    const Json* level = factor.levelOf(point.at(factor.name));
    factor.levels = {level ? *level : point.at(factor.name)};
  }
  return alone;
}

std::vector<std::string> StudyDraft::factorNames() const {
  std::vector<std::string> names;
  for (const Factor& factor : factors) names.push_back(factor.name);
  return names;
}

}  // namespace mw::models
