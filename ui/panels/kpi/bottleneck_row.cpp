// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/bottleneck_row.h"

#include <QVBoxLayout>

#include "ui/models/floor/bottleneck_words.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {

BottleneckRow::BottleneckRow(models::SimulationModel& simulation, models::Selection& selection, QWidget* parent)
    : QFrame(parent), simulation_(simulation), selection_(selection) {
  setObjectName(QStringLiteral("kpi.bottleneck"));
  setCursor(Qt::PointingHandCursor);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, 8, kPanelPadding, 8);
  column->setSpacing(2);
  title_ = new QLabel(this);
  title_->setObjectName(QStringLiteral("kpi.bottleneck.title"));
  title_->setFont(Theme::headingFont());
  title_->setWordWrap(true);
  detail_ = new QLabel(this);
  detail_->setObjectName(QStringLiteral("kpi.bottleneck.detail"));
  detail_->setProperty("look", "muted");
  detail_->setWordWrap(true);
  column->addWidget(title_);
  column->addWidget(detail_);
  connect(&simulation_, &models::SimulationModel::replicatedChanged, this, &BottleneckRow::show);
  connect(&simulation_, &models::SimulationModel::stateChanged, this, &BottleneckRow::show);
  show();
}

void BottleneckRow::show() {
  const auto runs = simulation_.replicated();
  setVisible(runs != nullptr);
  if (!runs) return;
  const models::BottleneckWords words = models::bottleneckWords(runs->result.bottleneck, *runs->factory);
  title_->setText(words.title);
  title_->setEnabled(!simulation_.isStale());
  detail_->setText(words.detail);
  detail_->setVisible(!words.detail.isEmpty());
  setAccessibleName(tr("Bottleneck: %1. %2").arg(words.title, words.detail));
}

void BottleneckRow::mousePressEvent(QMouseEvent*) {
  const auto runs = simulation_.replicated();
  if (!runs) return;
  std::vector<std::string> ids;
  for (const kpi::Limit* limit : runs->result.bottleneck.candidates()) {
    if (limit->element) ids.push_back(limit->id);
  }
  selection_.set(std::move(ids));
}

}  // namespace mw::panels
