// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QStringList>

#include "core/experiment/training_rows.h"
#include "ui/models/analysis/best_point_search.h"

namespace mw::models {
namespace {

using Status = experiment::Selection::Status;

QString tr(const char* text) {
  return QCoreApplication::translate("bestPoint", text);
}

/// "mill_cycle_s 62.5, rack_places 12".
QString valuesText(const Json& values) {
  QStringList parts;
  for (const auto& [name, value] : values.items()) {
    const QString text = value.is_number() ? QString::number(value.get<double>(), 'g', 4)
                                           : QString::fromStdString(experiment::levelText(value));
    parts << QStringLiteral("%1 %2").arg(QString::fromStdString(name), text);
  }
  return parts.join(QStringLiteral(", "));
}

}  // namespace

QString bestPointTitle(const FoundBestPoint& answer) {
  const experiment::Selection& selection = answer.selection;
  const QString point = tr("Point %1 (%2)").arg(selection.best).arg(valuesText(answer.field.points.at(selection.best)));
  if (selection.status == Status::BudgetSpent) {
    return tr("Not decided: %1 leads, which is no promise").arg(point);
  }
  const QString zone = QString::number(answer.options.goal.indifference);
  return tr("%1 is the best, or within %2 of the best, with %3 % probability")
      .arg(point, answer.unit.isEmpty() ? zone : zone + QLatin1Char(' ') + answer.unit,
           QString::number(100 * answer.options.goal.level));
}

QString bestPointDetail(const FoundBestPoint& answer) {
  const experiment::Selection& selection = answer.selection;
  const QString runs =
      tr("%1 runs were there, %2 were made and are not kept.").arg(selection.reused).arg(selection.made);
  if (selection.status == Status::BudgetSpent) {
    return tr("%1 of %2 points are still in after %3 replications. Allow more replications, or a wider indifference "
              "zone. %4")
        .arg(selection.survivors())
        .arg(selection.points.size())
        .arg(selection.replications)
        .arg(runs);
  }
  if (selection.after_first_stage == 1) {
    return tr("All others of %1 points were dropped after %2 replications. %3")
        .arg(selection.points.size())
        .arg(answer.options.goal.first_stage)
        .arg(runs);
  }
  return tr("%1 of %2 points were still in after %3 replications, one after %4. %5")
      .arg(selection.after_first_stage)
      .arg(selection.points.size())
      .arg(answer.options.goal.first_stage)
      .arg(selection.replications)
      .arg(runs);
}

QString bestPointBasis(const FoundBestPoint& answer) {
  return tr("Procedure KN (Kim and Nelson 2001). It assumes means over a run that are close to normal and replications "
            "that are independent; points may differ in spread%1. The probability is proved for a best point that is "
            "%2 or more ahead of all others.")
      .arg(answer.field.study.common_random_numbers ? tr(" and share their random numbers") : QString(),
           QString::number(answer.options.goal.indifference));
}

}  // namespace mw::models
