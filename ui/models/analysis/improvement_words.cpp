// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/analysis/improvement_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "ui/models/figure_format.h"
#include "ui/models/response_text.h"

namespace mw::models {
namespace {

using Status = analysis::Improvement::Status;

QString tr(const char* text) {
  return QCoreApplication::translate("improvement", text);
}

QString withUnit(const QString& figure, const QString& unit) {
  return unit.isEmpty() ? figure : figure + QLatin1Char(' ') + unit;
}

/// In full: of 1250000 every digit counts.
QString amount(double cost) {
  return QString::number(cost, 'f', QLocale::FloatingPointShortest);
}

QString signedFigure(const numerics::Estimate& estimate) {
  const QString text = figure(estimate.mean, estimate.half_width);
  return estimate.mean > 0 ? QLatin1Char('+') + text : text;
}

QString gainText(const FoundImprovement& answer, const numerics::Estimate& gain) {
  const QString text = withUnit(signedFigure(gain), unitBehind(answer.found.kpi));
  const QString interval = plusMinus(gain);
  return interval.isEmpty() ? text : text + QLatin1Char(' ') + interval;
}

QString verdictText(experiment::Shown shown) {
  switch (shown) {
    case experiment::Shown::Better:
      return tr("better");
    case experiment::Shown::Worse:
      return tr("worse");
    case experiment::Shown::Higher:
      return tr("higher");
    case experiment::Shown::Lower:
      return tr("lower");
    case experiment::Shown::NotShown:
      break;
  }
  return tr("not shown");
}

}  // namespace

QString unitBehind(const kpi::KpiDeclaration& kpi) {
  if (kpi.name.starts_with("throughput_per_h")) return tr("parts/h");
  return QString::fromStdString(kpi.unit);
}

PlanWords planWords(const FoundImprovement& answer, std::size_t number) {
  const analysis::ImprovedPlan& plan = answer.found.plans.at(number);
  PlanWords words;
  for (const analysis::Change& change : plan.changes) {
    words.changes << QString::fromStdString(change.text);
    for (const std::string& id : change.ids) {
      const bool is_new = std::ranges::find(words.elements, id) == words.elements.end();
      if (is_new && answer.factory->findElement(id) != nullptr) words.elements.push_back(id);
    }
  }
  const experiment::PairedDifference& result = plan.result;
  words.cost = tr("costs %1 of %2").arg(amount(plan.cost), amount(answer.found.budget));
  words.gain = gainText(answer, result.difference);
  const double spread = result.difference.half_width;
  words.values = tr("%1 instead of %2").arg(figure(result.value.mean, spread), figure(result.reference.mean, spread));
  words.verdict = verdictText(result.shown);
  words.is_shown = result.shown == experiment::Shown::Better;
  return words;
}

QString answerTitle(const FoundImprovement& answer) {
  const analysis::Improvement& found = answer.found;
  const QString kpi = responseTitle(found.kpi.name);
  switch (found.status) {
    case Status::Shown:
      return tr("%1: the best plan gives %2").arg(kpi, gainText(answer, found.plans.front().result.difference));
    case Status::NotShown:
      return tr("%1: no improvement is shown. The best of %2 tried changes cannot be told from the factory as it is. "
                "Confirm with more replications, or allow a larger budget.")
          .arg(kpi)
          .arg(found.tried);
    case Status::NothingPromising:
      return tr("%1: no improvement is found. None of %2 changes within the budget gained more than chance. Allow a "
                "larger budget, or screen with more replications.")
          .arg(kpi)
          .arg(found.tried);
    case Status::NothingAffordable:
      return tr("Nothing is affordable: the cheapest change where the bottleneck is costs %1, and the budget is %2. "
                "Allow a larger budget.")
          .arg(amount(found.cheapest), amount(found.budget));
    case Status::NothingToChange:
      break;
  }
  return tr("Nothing can be changed where the bottleneck is. Keep fewer elements, or tick more kinds of change.");
}

QString answerBasis(const FoundImprovement& answer) {
  const analysis::Improvement& found = answer.found;
  const QString screening = tr("%1 changed factories were screened with %2 replications each")
                                .arg(found.tried)
                                .arg(answer.options.screening_replications);
  if (found.plans.empty()) return screening + QLatin1Char('.');
  return tr("%1. The best %2 ran again with %3 replications of other random numbers, so that luck is not believed; the "
            "intervals of all of them hold together at %4 %.")
      .arg(screening)
      .arg(found.comparison.points.size())
      .arg(answer.options.plan.replications)
      .arg(100 * found.comparison.level);
}

}  // namespace mw::models
