// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/quantity.h"

#include <QCoreApplication>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

#include "core/base/text.h"
#include "core/base/unit_symbol.h"

namespace mw::panels {
namespace {

struct Unit {
  const char* name;
  double factor;  ///< in the parameter's unit
};
using Units = std::vector<Unit>;

QString tr(const char* text) {
  return QCoreApplication::translate("quantity", text);
}

/// Units that may be typed for a parameter whose own unit is the key; the own one comes first.
const Units& unitsOf(const std::string& own) {
  static const std::map<std::string, Units> kKnown = {
      {"s", {{"s", 1}, {"ms", 1e-3}, {"min", 60}, {"h", 3600}, {"d", 86400}, {"w", 604800}, {"sec", 1}}},
      {"m", {{"m", 1}, {"mm", 1e-3}, {"cm", 1e-2}, {"km", 1e3}}},
      {"m/s", {{"m/s", 1}, {"mm/s", 1e-3}, {"m/min", 1.0 / 60}, {"km/h", 1 / 3.6}}},
      {"kg", {{"kg", 1}, {"g", 1e-3}, {"t", 1e3}}},
      {"kW", {{"kW", 1}, {"W", 1e-3}, {"MW", 1e3}}},
      {"deg", {{"deg", 1}, {"°", 1}, {"rad", 180 / std::numbers::pi}}},
  };
  static const Units kNone;
  const auto found = kKnown.find(own);
  return found == kKnown.end() ? kNone : found->second;
}

QString namesOf(const Units& units) {
  QStringList names;
  for (const Unit& unit : units) names << QString::fromUtf8(unit.name);
  return names.join(QStringLiteral(", "));
}

/// Where the figures end and the unit begins.
qsizetype unitStart(const QString& text) {
  qsizetype end = 0;
  while (end < text.size()) {
    const QChar c = text[end];
    const bool is_exponent = (c == 'e' || c == 'E') && end > 0 && end + 1 < text.size() &&
                             (text[end + 1].isDigit() || text[end + 1] == '-' || text[end + 1] == '+');
    const bool is_sign = (c == '-' || c == '+') && (end == 0 || text[end - 1].toLower() == 'e');
    if (!c.isDigit() && c != '.' && !is_exponent && !is_sign) break;
    ++end;
  }
  return end;
}

}  // namespace

QString unitText(const api::ParameterDeclaration& parameter) {
  return QString::fromStdString(unitSymbol(parameter.unit_text));
}

bool isShare(const api::ParameterDeclaration& parameter) {
  return parameter.unit_text.empty() && parameter.kind == api::ParameterKind::Number &&
         ((parameter.min == 0 && parameter.max == 1) || parameter.key == "cv");
}

std::variant<double, QuantityError> parseQuantity(const QString& text, const api::ParameterDeclaration& parameter) {
  const QString trimmed = text.trimmed();
  const qsizetype start = unitStart(trimmed);
  const QString unit = trimmed.mid(start).trimmed();
  if (unit.startsWith(',')) {
    return QuantityError{tr("\"%1\" has a comma").arg(trimmed), tr("write figures with a point: 1.5")};
  }
  const auto figures = parseNumber(trimmed.left(start).toStdString());
  if (!figures) return QuantityError{tr("\"%1\" is not a number").arg(trimmed), tr("write it as 90 or 1.5 min")};
  if (unit.isEmpty()) return *figures;
  if (unit == QLatin1String("%") && parameter.unit_text.empty()) return *figures / 100;
  const Units& units = unitsOf(parameter.unit_text);
  for (const Unit& known : units) {
    if (unit == QString::fromUtf8(known.name)) return *figures * known.factor;
  }
  if (unit == QString::fromStdString(parameter.unit_text) || unit == unitText(parameter)) return *figures;
  if (units.empty()) {
    return QuantityError{tr("\"%1\" is no unit here").arg(unit), parameter.unit_text.empty()
                                                                     ? tr("write the number alone")
                                                                     : tr("it is in %1").arg(unitText(parameter))};
  }
  return QuantityError{tr("\"%1\" is no unit here").arg(unit), tr("take one of %1").arg(namesOf(units))};
}

ShownQuantity shownQuantity(double value, const api::ParameterDeclaration& parameter) {
  static constexpr std::size_t kShort = 5;
  const std::string plain = numberText(value);
  const auto shownIn = [value, &plain](double factor) -> std::optional<std::string> {
    const std::string figures = numberText(value / factor);
    const bool is_same = *parseNumber(figures) * factor == value;
    return is_same && figures.size() <= std::max(kShort, plain.size()) ? std::optional(figures) : std::nullopt;
  };
  if (isShare(parameter)) {
    const std::string figures = numberText(std::round(value * 1e10) / 1e8);
    if (*parseNumber(figures) / 100 == value) return {QString::fromStdString(figures), QStringLiteral("%")};
    return {QString::fromStdString(plain), {}};
  }
  if (parameter.unit_text == "s") {
    constexpr std::array<Unit, 3> kLong = {{{"d", 86400}, {"h", 3600}, {"min", 60}}};
    for (const Unit& unit : kLong) {
      const bool is_long = std::abs(value) >= (unit.factor > 60 ? unit.factor : 300);
      if (!is_long) continue;
      if (const auto figures = shownIn(unit.factor))
        return {QString::fromStdString(*figures), QString::fromUtf8(unit.name)};
    }
  }
  return {QString::fromStdString(plain), unitText(parameter)};
}

QString briefFigures(const QString& figures) {
  constexpr qsizetype kLong = 9;
  constexpr int kDigits = 6;
  const auto value = figures.size() > kLong ? parseNumber(figures.toStdString()) : std::nullopt;
  if (!value) return figures;
  const QString brief =
      QString::fromStdString(numberText(*parseNumber(QString::number(*value, 'e', kDigits - 1).toStdString())));
  return brief.size() < figures.size() ? brief : figures;
}

QString labelOf(const std::string& key) {
  static const std::map<std::string, QString> kWords = {
      {"cv", tr("Variation")},   {"sd_s", tr("Deviation")}, {"x_m", tr("Position x")},
      {"y_m", tr("Position y")}, {"z_m", tr("Height")},     {"yaw_deg", tr("Turn")},
      {"k", tr("Phases")},       {"size_m", tr("Size")},    {"hold_n", tr("Holding force")}};
  const auto word = kWords.find(key);
  if (word != kWords.end()) return word->second;
  QString label = QString::fromStdString(key);
  for (const char* unit : {"_per_h", "_mps", "_deg", "_kwh", "_kw", "_kg", "_s", "_m", "_h"}) {
    if (label.endsWith(QLatin1String(unit))) {
      label.chop(static_cast<qsizetype>(qstrlen(unit)));
      break;
    }
  }
  label.replace('_', ' ');
  if (!label.isEmpty()) label[0] = label[0].toUpper();
  return tr(label.toUtf8().constData());  // the keys of the format are words for translators too
}

}  // namespace mw::panels
