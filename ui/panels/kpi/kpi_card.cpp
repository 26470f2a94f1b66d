// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/kpi_card.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/panels/theme/theme.h"

namespace mw::panels {

KpiCard::KpiCard(const QString& name, const QString& title, QWidget* parent) : QFrame(parent) {
  setObjectName(name);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, 8, kPanelPadding, 8);
  column->setSpacing(0);
  auto* heading = new QLabel(title, this);
  heading->setObjectName(name + QStringLiteral(".title"));
  heading->setProperty("look", "muted");
  column->addWidget(heading);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  value_ = new FigureLabel(QStringLiteral("–"), this);
  value_->setObjectName(name + QStringLiteral(".value"));
  value_->setProperty("look", "figure");
  rest_ = new FigureLabel(this);
  rest_->setObjectName(name + QStringLiteral(".interval"));
  rest_->setProperty("look", "muted");
  row->addWidget(value_);
  row->addWidget(rest_, 0, Qt::AlignBottom);
  row->addStretch(1);
  column->addLayout(row);
}

void KpiCard::show(const QString& value, const QString& unit_and_interval, bool is_trusted) {
  value_->setText(value);
  value_->setEnabled(is_trusted);
  rest_->setText(unit_and_interval);
  setAccessibleName(value + QLatin1Char(' ') + unit_and_interval);
  value_->updateGeometry();
  rest_->updateGeometry();
}

}  // namespace mw::panels
