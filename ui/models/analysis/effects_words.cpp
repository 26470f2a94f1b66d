// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <algorithm>

#include "ui/models/analysis/effects_model.h"
#include "ui/models/figure_format.h"
#include "ui/models/response_text.h"

namespace mw::models {
namespace {

using Trust = analysis::Effects::Trust;

QString tr(const char* text) {
  return QCoreApplication::translate("effects", text);
}

QString percent(double share) {
  return QString::number(100 * share, 'f', 0);
}

double shareOf(double index) {
  return std::clamp(index, 0.0, 1.0);
}

}  // namespace

std::vector<EffectRow> effectRows(const FoundEffects& answer) {
  std::vector<EffectRow> rows;
  if (answer.effects.trust == Trust::Poor || !(answer.effects.variance > 0)) return rows;
  for (const analysis::FactorEffect& factor : answer.effects.factors) {
    const double alone = shareOf(factor.first);
    const double total = std::max(alone, shareOf(factor.total));
    rows.push_back({QString::fromStdString(factor.name), alone, total,
                    tr("%1 % alone, %2 % in all").arg(percent(alone), percent(total))});
  }
  return rows;
}

QString effectsTitle(const FoundEffects& answer) {
  const analysis::Effects& effects = answer.effects;
  const QString kpi = responseTitle(effects.kpi);
  if (effects.trust == Trust::Poor) return tr("Too little is known to say which factors matter to %1").arg(kpi);
  if (!(effects.variance > 0) || effects.factors.empty()) return tr("No factor does anything to %1").arg(kpi);
  const analysis::FactorEffect& first = effects.factors.front();
  return tr("%1 matters most to %2: %3 % of what it varies by, %4 % with the other factors")
      .arg(QString::fromStdString(first.name), kpi, percent(shareOf(first.first)),
           percent(std::max(shareOf(first.first), shareOf(first.total))));
}

QString effectsQuality(const FoundEffects& answer) {
  const double explained = std::max(0.0, answer.effects.explained);
  if (answer.effects.trust == Trust::Good) {
    return tr("The surrogate explains %1 % of the differences between points it was not shown.")
        .arg(percent(explained));
  }
  return tr("The surrogate explains %1 % of the differences between points it was not shown; %2 % is the least to rely "
            "on. Make more points, or more replications, and ask again.")
      .arg(percent(explained), percent(analysis::kGoodShare));
}

QString effectsAssumptions(const FoundEffects& answer) {
  QString text =
      tr("First-order (Saltelli et al. 2010) and total (Jansen 1999) Sobol indices of the surrogate's mean. "
         "Factors count as independent and uniform over their ranges, levels as equally likely.");
  if (answer.effects.is_constrained) {
    text += QLatin1Char(' ') + tr("They are of the whole ranges, also where the study's constraints forbid points.");
  }
  return text;
}

}  // namespace mw::models
