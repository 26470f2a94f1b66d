// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fit/fit_targets.h"

namespace mw::panels {
namespace {

using api::ParameterDeclaration;
using api::ParameterKind;

QString words(const std::string& key) {
  QString text = QString::fromStdString(key);
  if (text.endsWith(QLatin1String("_s"))) text.chop(2);
  return text.replace('_', ' ');
}

/// The distributions below one value, whose declaration says where they are.
void collect(const ParameterDeclaration& declaration, const Json& value, const FitTarget& here,
             std::vector<FitTarget>& targets) {
  const auto inside = [&here](const std::string& segment, const QString& label) {
    return FitTarget{here.path + "/" + segment, here.label + QStringLiteral(" · ") + label};
  };
  if (declaration.kind == ParameterKind::Time) {
    const bool is_by_part = value.is_object() && value.contains("by_part");
    if (!is_by_part) return targets.push_back(here);
    for (const auto& [part, times] : value["by_part"].items()) {
      targets.push_back(inside("by_part/" + part, QString::fromStdString(part)));
    }
  } else if (declaration.kind == ParameterKind::Object && value.is_object()) {
    for (const ParameterDeclaration& field : declaration.nested) {
      if (value.contains(field.key)) collect(field, value[field.key], inside(field.key, words(field.key)), targets);
    }
  } else if (declaration.kind == ParameterKind::List && value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      FitTarget item{here.path + "/" + std::to_string(i), here.label};
      if (value.size() > 1) item.label += QStringLiteral(" %1").arg(i + 1);
      collect(declaration.nested.front(), value[i], item, targets);
    }
  }
}

}  // namespace

std::vector<FitTarget> fitTargets(const factory::Factory& factory) {
  std::vector<FitTarget> targets;
  for (const factory::Element& element : factory.elements()) {
    for (const ParameterDeclaration& parameter : element.declaration->parameters) {
      if (!element.fields.contains(parameter.key)) continue;
      const QString label = QString::fromStdString(element.name) + QStringLiteral(" · ") + words(parameter.key);
      collect(parameter, element.fields[parameter.key], {"elements/" + element.id + "/" + parameter.key, label},
              targets);
    }
  }
  return targets;
}

}  // namespace mw::panels
