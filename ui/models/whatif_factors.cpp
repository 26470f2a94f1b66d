// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/whatif_factors.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "core/base/unit_symbol.h"
#include "core/experiment/training_rows.h"
#include "core/factory/factory_path.h"

namespace mw::models {
namespace {

constexpr double kBeyond = 0.2;  // of the range that was tried, to both sides

void addLevel(std::vector<Json>& levels, const Json& level) {
  if (std::ranges::find(levels, level) == levels.end()) levels.push_back(level);
}

void takeLevels(WhatIfFactor& factor, const std::vector<std::string>& names, const std::vector<Json>& points,
                const factory::PathTarget& target) {
  for (const std::string& name : names) factor.levels.push_back(experiment::levelValue(points, factor.name, name));
  factor.tried = factor.levels.size();
  if (target.declaration) {
    for (const std::string& choice : target.declaration->choices) addLevel(factor.levels, choice);
    if (target.declaration->kind == api::ParameterKind::Boolean)
      for (const bool is_on : {false, true}) addLevel(factor.levels, is_on);
  }
  factor.is_integer = true;
  factor.high = factor.slider_high = static_cast<double>(factor.levels.size()) - 1;
  const auto present = std::ranges::find(factor.levels, target.value);
  factor.value = present == factor.levels.end() ? 0 : static_cast<double>(present - factor.levels.begin());
}

void takeRange(WhatIfFactor& factor, const Eigen::VectorXd& column, bool is_integer,
               const factory::PathTarget& target) {
  factor.low = column.minCoeff();
  factor.high = column.maxCoeff();
  factor.is_integer = is_integer;
  const double beyond = kBeyond * (factor.high - factor.low);
  factor.slider_low = factor.low - beyond;
  factor.slider_high = factor.high + beyond;
  if (target.declaration) {
    const api::ParameterDeclaration& declared = *target.declaration;
    factor.unit = QString::fromStdString(unitSymbol(declared.unit_text));
    factor.is_integer = is_integer || declared.kind == api::ParameterKind::Integer;
    factor.slider_low = std::max(factor.slider_low, declared.is_min_excluded ? factor.low / 2 : declared.min);
    factor.slider_high = std::min(factor.slider_high, declared.max);
  }
  if (factor.is_integer) {
    factor.slider_low = std::ceil(factor.slider_low);
    factor.slider_high = std::floor(factor.slider_high);
  }
  const double start = target.value.is_number() ? target.value.get<double>() : (factor.low + factor.high) / 2;
  factor.value = std::clamp(start, factor.slider_low, factor.slider_high);
}

}  // namespace

bool WhatIfFactor::isSwitch() const {
  return isChoice() && std::ranges::all_of(levels, [](const Json& level) { return level.is_boolean(); });
}

QString WhatIfFactor::levelName(std::size_t level) const {
  const Json& named = levels.at(level);
  if (!named.is_boolean()) return QString::fromStdString(experiment::levelText(named));
  return named.get<bool>() ? QCoreApplication::translate("WhatIfFactor", "on")
                           : QCoreApplication::translate("WhatIfFactor", "off");
}

Json WhatIfFactor::json() const {
  if (isChoice()) return levels.at(static_cast<std::size_t>(value));
  return is_integer ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

std::vector<WhatIfFactor> whatIfFactors(const surrogate::TrainingSet& training, const StudyDraft& draft,
                                        const std::vector<Json>& points, const factory::Factory& factory,
                                        const std::vector<WhatIfFactor>& before) {
  std::vector<WhatIfFactor> factors;
  for (std::size_t i = 0; i < draft.factors.size(); ++i) {
    const auto input = static_cast<Eigen::Index>(i);
    WhatIfFactor factor;
    factor.name = draft.factors[i].name;
    factor.path = draft.factors[i].path;
    const auto target = factory::resolve(factory, factory::FactoryPath(factor.path));
    if (training.isChoice(input)) {
      takeLevels(factor, training.levels[i], points, target);
    } else {
      takeRange(factor, training.inputs.col(input), draft.factors[i].is_integer, target);
    }
    if (i < before.size() && before[i].path == factor.path)
      factor.value = std::clamp(before[i].value, factor.slider_low, factor.slider_high);
    factors.push_back(std::move(factor));
  }
  return factors;
}

surrogate::SearchBox searchBox(const std::vector<WhatIfFactor>& factors) {
  const auto d = static_cast<Eigen::Index>(factors.size());
  surrogate::SearchBox box{Eigen::RowVectorXd(d), Eigen::RowVectorXd(d), {}};
  for (Eigen::Index i = 0; i < d; ++i) {
    const WhatIfFactor& factor = factors[static_cast<std::size_t>(i)];
    box.low(i) = factor.low;
    box.high(i) = factor.isChoice() ? static_cast<double>(factor.tried) - 1 : factor.high;
    box.is_integer.push_back(factor.is_integer);
  }
  return box;
}

Json pointJson(const std::vector<WhatIfFactor>& factors) {
  Json values = Json::object();
  for (const WhatIfFactor& factor : factors) values[factor.name] = factor.json();
  return values;
}

}  // namespace mw::models
