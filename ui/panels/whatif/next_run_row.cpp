// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatif/next_run_row.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/commands/simulate_point.h"
#include "ui/models/figure_format.h"

namespace mw::panels {

using models::NextRun;

NextRunRow::NextRunRow(models::WhatIfModel& what_if, QWidget* parent) : QWidget(parent), what_if_(what_if) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 4, 0, 0);
  column->setSpacing(6);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  aim_ = new QComboBox(this);
  aim_->setObjectName(QStringLiteral("whatif.aim"));
  aim_->setAccessibleName(tr("What the next run is for"));
  aim_->addItem(tr("to know more"), static_cast<int>(NextRun::MostUncertain));
  aim_->addItem(tr("to get higher"), static_cast<int>(NextRun::Highest));
  aim_->addItem(tr("to get lower"), static_cast<int>(NextRun::Lowest));
  aim_->setToolTip(
      tr("To know more: the largest uncertainty. Higher, lower: the largest expected improvement of this "
         "response over the best mean known"));
  ask_ = new QPushButton(tr("Where next?"), this);
  ask_->setObjectName(QStringLiteral("whatif.next"));
  ask_->setToolTip(tr("Recommends the next point to simulate, inside what was tried"));
  row->addWidget(aim_, 1);
  row->addWidget(ask_);
  column->addLayout(row);
  text_ = new QLabel(this);
  text_->setObjectName(QStringLiteral("whatif.suggestion"));
  text_->setWordWrap(true);
  column->addWidget(text_);
  auto* answers = new QHBoxLayout;
  answers->setSpacing(6);
  accept_ = new QPushButton(tr("Simulate it"), this);
  accept_->setObjectName(QStringLiteral("whatif.accept"));
  accept_->setProperty("look", "primary");
  go_ = new QPushButton(tr("Go there"), this);
  go_->setObjectName(QStringLiteral("whatif.goThere"));
  go_->setToolTip(tr("Moves the sliders there without simulating"));
  answers->addWidget(accept_);
  answers->addWidget(go_);
  answers->addStretch(1);
  column->addLayout(answers);
  connect(ask_, &QPushButton::clicked, this, &NextRunRow::suggest);
  connect(aim_, &QComboBox::activated, this, &NextRunRow::suggest);
  connect(accept_, &QPushButton::clicked, this, &NextRunRow::accept);
  connect(go_, &QPushButton::clicked, &what_if_, &models::WhatIfModel::goToSuggestion);
  connect(&what_if_, &models::WhatIfModel::suggestionChanged, this, &NextRunRow::show);
  connect(&what_if_, &models::WhatIfModel::stateChanged, this, &NextRunRow::show);
  connect(&what_if_, &models::WhatIfModel::simulatedChanged, this, &NextRunRow::show);
  show();
}

void NextRunRow::suggest() {
  what_if_.suggest(static_cast<NextRun>(aim_->currentData().toInt()));
}

void NextRunRow::accept() {
  what_if_.goToSuggestion();
  commands::simulatePoint(what_if_);
}

QString NextRunRow::pointText() const {
  QStringList parts;
  const auto& factors = what_if_.factors();
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const models::WhatIfFactor& factor = factors[i];
    const double value = what_if_.suggestion()->values[i];
    QString text = factor.isChoice()   ? factor.levelName(static_cast<std::size_t>(value))
                   : factor.is_integer ? QString::number(value, 'f', 0)
                                       : models::figure(value);
    if (!factor.unit.isEmpty()) text += QLatin1Char(' ') + factor.unit;
    parts << QStringLiteral("%1 %2").arg(QString::fromStdString(factor.name), text);
  }
  return parts.join(QStringLiteral(", "));
}

void NextRunRow::show() {
  const auto& suggestion = what_if_.suggestion();
  const bool is_shown = suggestion && suggestion->values.size() == what_if_.factors().size();
  for (QWidget* widget : std::initializer_list<QWidget*>{text_, accept_, go_}) widget->setVisible(is_shown);
  ask_->setEnabled(what_if_.surrogate() != nullptr && !what_if_.isSimulating());
  accept_->setEnabled(!what_if_.isSimulating());
  accept_->setToolTip(tr("Runs it as a point of the study and learns from it; can be undone"));
  if (!is_shown) return;
  const QString unit = what_if_.unit().isEmpty() ? QString() : QLatin1Char(' ') + what_if_.unit();
  const QString why =
      suggestion->aim == NextRun::MostUncertain
          ? tr("known to ± %1%2 there (95 %)").arg(models::figure(1.96 * suggestion->sd), unit)
          : tr("%1%2 better than the best mean known, on average").arg(models::figure(suggestion->improvement), unit);
  text_->setText(tr("Next: %1 · %2").arg(pointText(), why));
}

}  // namespace mw::panels
