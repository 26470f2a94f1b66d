// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/pinned_cards.h"

#include <QSettings>
#include <algorithm>

#include "ui/models/response_text.h"
#include "ui/panels/kpi/kpi_card.h"

namespace mw::panels {
namespace {

constexpr int kCardsPerRow = 3;
constexpr auto kKey = "kpi/pinned";

QSettings settings() {
  return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("millwright"), QStringLiteral("figures"));
}

}  // namespace

QStringList PinnedCards::keptPins() {
  return settings().value(QLatin1String(kKey)).toStringList();
}

PinnedCards::PinnedCards(models::SimulationModel& simulation, const models::KpiTable& kpis, QWidget* parent)
    : QWidget(parent), simulation_(simulation), kpis_(kpis), grid_(new QGridLayout(this)) {
  setObjectName(QStringLiteral("kpi.pinned"));
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(0);
  for (int column = 0; column < kCardsPerRow; ++column) grid_->setColumnStretch(column, 1);
  connect(&kpis_, &models::KpiTable::pinsChanged, this, [this] {
    keep();
    show();
  });
  connect(&simulation_, &models::SimulationModel::replicatedChanged, this, &PinnedCards::show);
  connect(&simulation_, &models::SimulationModel::stateChanged, this, &PinnedCards::show);
  show();
}

void PinnedCards::keep() const {
  settings().setValue(QLatin1String(kKey), kpis_.pins());
}

void PinnedCards::show() {
  while (QLayoutItem* item = grid_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const auto runs = simulation_.replicated();
  int count = 0;
  for (const QString& name : kpis_.pins()) {
    if (!runs) break;
    const auto& declarations = runs->result.kpis;
    const auto found = std::ranges::find(declarations, name.toStdString(), &kpi::KpiDeclaration::name);
    if (found == declarations.end()) continue;
    const auto at = static_cast<std::size_t>(found - declarations.begin());
    auto* card = new KpiCard(QStringLiteral("kpi.pinned.") + name, models::responseTitle(found->name), this);
    const models::KpiText text = models::kpiText(*found, runs->result.overall[at]);
    card->show(text.mean, (text.unit + QLatin1Char(' ') + text.half_width).trimmed(), !simulation_.isStale());
    const QString why = QString::fromStdString(runs->result.reasons.overall[at]);
    card->setToolTip(why.isEmpty() ? QString::fromStdString(found->help) : tr("Undefined: %1.").arg(why));
    grid_->addWidget(card, count / kCardsPerRow, count % kCardsPerRow);
    ++count;
  }
  setVisible(count > 0);
}

}  // namespace mw::panels
