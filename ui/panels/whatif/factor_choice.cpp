// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatif/factor_choice.h"

#include <QHBoxLayout>
#include <algorithm>

namespace mw::panels {

FactorChoice::FactorChoice(const models::WhatIfFactor& factor, QWidget* parent) : FactorInput(parent), factor_(factor) {
  const QString name = QString::fromStdString(factor.name);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  auto* label = new QLabel(name, this);
  label->setToolTip(QString::fromStdString(factor.path));
  row->addWidget(label);
  row->addStretch(1);
  note_ = new QLabel(tr("not tried"), this);
  note_->setProperty("look", "alarm");
  row->addWidget(note_);
  const auto index = [this](bool is_on) {
    return static_cast<double>(std::ranges::find(factor_.levels, Json(is_on)) - factor_.levels.begin());
  };
  if (factor.isSwitch()) {
    switch_ = new QCheckBox(this);
    switch_->setObjectName(QStringLiteral("whatif.switch.") + name);
    switch_->setAccessibleName(name);
    connect(switch_, &QCheckBox::clicked, this, [this, index](bool is_on) { emit moved(index(is_on)); });
    row->addWidget(switch_);
  } else {
    box_ = new QComboBox(this);
    box_->setObjectName(QStringLiteral("whatif.choice.") + name);
    box_->setAccessibleName(name);
    for (std::size_t i = 0; i < factor.levels.size(); ++i)
      box_->addItem(i < factor.tried ? factor.levelName(i) : tr("%1 · not tried").arg(factor.levelName(i)));
    connect(box_, &QComboBox::activated, this, [this](int level) { emit moved(level); });
    row->addWidget(box_);
  }
  setValue(factor.value);
}

void FactorChoice::setValue(double value) {
  factor_.value = value;
  const auto level = static_cast<std::size_t>(value);
  if (box_ != nullptr) box_->setCurrentIndex(static_cast<int>(level));
  if (switch_ != nullptr) {
    switch_->setChecked(factor_.levels.at(level).get<bool>());
    switch_->setText(factor_.levelName(level));
  }
  note_->setVisible(level >= factor_.tried);
}

}  // namespace mw::panels
