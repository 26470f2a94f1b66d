// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cycle/cycle_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "core/cosimulation/cycle/measurement_json.h"
#include "core/events/distribution_from_json.h"
#include "core/factory/measured_cycle.h"
#include "core/numerics/statistics.h"

namespace mw::models {
namespace {

constexpr int kTimeDigits = 3;

QString tr(const char* text, int n = -1) {
  return QCoreApplication::translate("cycle", text, nullptr, n);
}

QString seconds(double value_s) {
  return std::isfinite(value_s) ? tr("%1 s").arg(value_s, 0, 'f', kTimeDigits) : QStringLiteral("–");
}

QString nameOf(const factory::Factory& factory, const std::string& id) {
  const factory::Element* element = factory.findElement(id);
  return QString::fromStdString(element != nullptr ? element->name : id);
}

/// Standard deviation, by Var = 2 int x (1 - F(x)) dx - mean^2 where there is a density, to some tenth of a percent.
double sdOf(const Json& cycle, const numerics::Distribution& distribution) {
  if (cycle.is_object() && cycle.contains("values_s"))
    return numerics::populationSd(cycle["values_s"].get<std::vector<double>>());
  if (!distribution.hasDensity()) return cycle.is_number() ? 0 : std::nan("");
  const double mean_s = distribution.mean();
  double end_s = mean_s;
  while (distribution.cdf(end_s) < 1 - 1e-9 && end_s < 1e3 * mean_s) end_s *= 1.1;
  constexpr int kSteps = 8000;
  const double step_s = end_s / kSteps;
  double sum_s = 0;
  for (int i = 1; i < kSteps; ++i) sum_s += i * step_s * (1 - distribution.cdf(i * step_s));
  return std::sqrt(std::max(0.0, 2 * sum_s * step_s - mean_s * mean_s));
}

/// Of times at full speed, as they are at this share of it.
CycleFigures figuresOf(const Json& cycle, double speed) {
  if (cycle.is_object() && cycle.contains("by_part")) return {tr("by part"), {}, {}, {}};
  const auto distribution = events::distributionFromJson(cycle, "/cycle");
  const QString family = cycle.is_number() ? tr("constant") : QString::fromStdString(cycle["dist"].get<std::string>());
  return {family, seconds(distribution.mean() / speed), seconds(sdOf(cycle, distribution) / speed), {}};
}

}  // namespace

CycleFigures presentCycle(const factory::Element& robot) {
  const QString none = QStringLiteral("–");
  const Json cycle = factory::cycleOfEvents(robot);
  const double speed = robot.value("speed").get<double>();
  if (cycle.is_null()) return {robot.has("cycle") ? tr("not measured yet") : tr("not given"), none, none, none};
  CycleFigures figures = figuresOf(cycle, speed > 0 ? speed : 1);
  for (QString* text : {&figures.mean, &figures.sd, &figures.range}) {
    if (text->isEmpty()) *text = none;
  }
  return figures;
}

CycleFigures measuredCycle(const cosimulation::RobotMeasurement& measurement) {
  const motion::CycleMeasurement& cycles = measurement.cycles;
  const QString what = tr("%1 cycles").arg(cycles.cycles_s.size());
  if (cycles.cycles_s.empty()) return {what, QStringLiteral("–"), QStringLiteral("–"), QStringLiteral("–")};
  const auto [least, most] = std::ranges::minmax(cycles.cycles_s);
  const numerics::Estimate& estimate = cycles.cycle_s;
  const QString mean =
      estimate.hasInterval()
          ? tr("%1 ± %2 s").arg(estimate.mean, 0, 'f', kTimeDigits).arg(estimate.half_width, 0, 'f', kTimeDigits)
          : seconds(estimate.mean);
  return {what, mean, seconds(estimate.sd),
          tr("%1 to %2 s").arg(least, 0, 'f', kTimeDigits).arg(most, 0, 'f', kTimeDigits)};
}

CycleFigures usedCycle(const cosimulation::RobotMeasurement& measurement, cosimulation::CycleForm form) {
  CycleFigures figures = figuresOf(cosimulation::cycleDistribution(measurement, form), 1);
  figures.range = QStringLiteral("–");
  return figures;
}

QString recordText(const factory::Factory& factory, const factory::Element& robot) {
  const auto measured = factory::measuredCycle(robot);
  if (!measured) return {};
  const QDateTime at = QDateTime::fromString(QString::fromStdString(measured->on), Qt::ISODate).toLocalTime();
  const QString when = at.isValid() ? QLocale::c().toString(at, QStringLiteral("d MMM yyyy, HH:mm"))
                                    : QString::fromStdString(measured->on);
  QString text =
      tr("Measured %1: %2 cycles, mean %3").arg(when).arg(measured->values_s.size()).arg(seconds(measured->mean_s()));
  const auto index = static_cast<std::size_t>(&robot - factory.elements().data());
  if (measured->setup != factory::cycleSetup(factory, index)) text += tr(". It was changed since: measure again");
  return text;
}

QStringList cycleNotes(const cosimulation::RobotMeasurement& measurement) {
  QStringList notes;
  if (measurement.isUsable()) {
    notes << QString::fromStdString(cosimulation::fitText(measurement));
  } else {
    notes << tr("No cycle went well: there is nothing to use.");
  }
  for (const std::string& failure : measurement.cycles.failureTexts())
    notes << tr("Failed: %1.").arg(QString::fromStdString(failure));
  for (const std::string& note : measurement.notes) {
    QString text = QString::fromStdString(note);
    text[0] = text[0].toUpper();
    notes << text + QLatin1Char('.');
  }
  return notes;
}

QStringList routeTexts(const cosimulation::RobotMeasurement& measurement, const factory::Factory& factory) {
  QStringList texts;
  for (const cosimulation::MeasuredRoute& route : measurement.routes) {
    QString text = tr("%1 to %2").arg(nameOf(factory, route.pick), nameOf(factory, route.place));
    if (!route.part.empty()) text += QStringLiteral(", ") + QString::fromStdString(route.part);
    texts << tr("%1: %2 cycles, %3").arg(text).arg(route.cycle_s.n).arg(seconds(route.cycle_s.mean));
  }
  return texts;
}

}  // namespace mw::models
