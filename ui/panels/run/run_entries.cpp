// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/run_entries.h"

#include <QCoreApplication>
#include <cmath>

namespace mw::panels {
namespace {

using models::RunField;
using models::RunProblem;

const api::ParameterDeclaration& timeParameter() {
  static const api::ParameterDeclaration time = api::number("time_s").unit("s");
  return time;
}

const api::ParameterDeclaration& numberParameter() {
  static const api::ParameterDeclaration number = api::number("number");
  return number;
}

std::optional<RunProblem> read(const QString& text, RunField field, const api::ParameterDeclaration& parameter,
                               double& value) {
  const auto parsed = parseQuantity(text, parameter);
  if (const auto* error = std::get_if<QuantityError>(&parsed)) return RunProblem{field, error->cause, error->cure};
  value = std::get<double>(parsed);
  return std::nullopt;
}

}  // namespace

std::optional<RunProblem> readTime(const QString& text, RunField field, double& time_s) {
  return read(text, field, timeParameter(), time_s);
}

std::optional<RunProblem> readCount(const QString& text, RunField field, std::uint64_t most, std::uint64_t& count) {
  double value = 0;
  if (auto problem = read(text, field, numberParameter(), value)) return problem;
  if (value < 0 || value > static_cast<double>(most) || value != std::floor(value)) {
    return RunProblem{field, QCoreApplication::translate("run", "%1 is not a whole number here").arg(text.trimmed()),
                      QCoreApplication::translate("run", "give one from 0 to %1").arg(most)};
  }
  count = static_cast<std::uint64_t>(value);
  return std::nullopt;
}

std::optional<RunProblem> readHalfWidth(const QString& text, const QString& unit, experiment::PrecisionGoal& goal) {
  QString figures = text.trimmed();
  if (figures.startsWith(QChar(u'±'))) figures = figures.mid(1).trimmed();
  bool is_relative = goal.is_relative;
  if (figures.endsWith('%')) {
    is_relative = true;
    figures.chop(1);
  } else if (!unit.isEmpty() && figures.endsWith(unit)) {
    is_relative = false;
    figures.chop(unit.size());
  }
  double value = 0;
  if (auto problem = read(figures, RunField::Precision, numberParameter(), value)) {
    problem->cure = unit.isEmpty()
                        ? QCoreApplication::translate("run", "write it as 1 % of the mean")
                        : QCoreApplication::translate("run", "write it as 1 % of the mean, or 0.5 %1").arg(unit);
    return problem;
  }
  goal.is_relative = is_relative;
  goal.wanted = is_relative ? value / 100 : value;
  return std::nullopt;
}

ShownQuantity shownTime(double time_s) {
  return shownQuantity(time_s, timeParameter());
}

}  // namespace mw::panels
