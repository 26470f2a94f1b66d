// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/cycle/cycle_figures.h"

namespace mw::panels {
namespace {

enum Column { Title, What, Mean, Sd, Range };

}  // namespace

CycleFigureTable::CycleFigureTable(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(16);
  grid_->setVerticalSpacing(4);
  const QStringList heads = {{}, {}, tr("mean"), tr("standard deviation"), tr("least to most")};
  for (int column = 0; column < heads.size(); ++column) {
    QLabel* head = labelAt(0, column);
    head->setText(heads[column]);
    head->setProperty("look", "muted");
  }
  grid_->setColumnStretch(What, 1);
}

QLabel* CycleFigureTable::labelAt(int row, int column) {
  if (QLayoutItem* item = grid_->itemAtPosition(row, column)) return static_cast<QLabel*>(item->widget());
  auto* label = new QLabel(this);
  label->setObjectName(QStringLiteral("cycle.figure.%1.%2").arg(row).arg(column));
  grid_->addWidget(label, row, column, column >= Mean ? Qt::AlignRight : Qt::AlignLeft);
  return label;
}

void CycleFigureTable::setRow(int row, const QString& title, const models::CycleFigures& figures) {
  const QStringList texts = {title, figures.what, figures.mean, figures.sd, figures.range};
  for (int column = 0; column < texts.size(); ++column) {
    QLabel* label = labelAt(row + 1, column);
    label->setText(texts[column]);
    if (column == Title) label->setProperty("look", "strong");
  }
}

}  // namespace mw::panels
