// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/analysis/plan_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/panels/theme/theme.h"

namespace mw::panels {

PlanCard::PlanCard(const models::PlanWords& words, std::size_t number, QWidget* parent) : QFrame(parent) {
  const QString name = QStringLiteral("improve.plan.%1").arg(number + 1);
  setObjectName(name);
  setProperty("look", "card");
  setAccessibleName(tr("Plan %1: %2. %3, %4, %5")
                        .arg(number + 1)
                        .arg(words.changes.join(QStringLiteral("; ")), words.gain, words.cost, words.verdict));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(6);
  const auto add = [&](const QString& text, const char* part, const char* look) {
    auto* label = new QLabel(text, this);
    label->setObjectName(name + QLatin1Char('.') + QLatin1String(part));
    label->setProperty("look", look);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    column->addWidget(label);
    return label;
  };
  auto* head = new QHBoxLayout;
  auto* title = new QLabel(tr("Plan %1").arg(number + 1), this);
  title->setProperty("look", "title");
  auto* verdict = new QLabel(words.verdict, this);
  verdict->setObjectName(name + QStringLiteral(".verdict"));
  verdict->setProperty("look", words.is_shown ? "badge" : "warning");
  head->addWidget(title, 1);
  head->addWidget(verdict);
  column->addLayout(head);
  add(words.gain, "gain", words.is_shown ? "figure" : "figure-guess");
  add(QStringLiteral("%1 · %2").arg(words.values, words.cost), "values", "muted");
  column->addSpacing(2);
  add(words.changes.join(QLatin1Char('\n')), "changes", "quiet");
  column->addStretch(1);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  auto* show = new QPushButton(tr("Show in hall"), this);
  show->setObjectName(name + QStringLiteral(".show"));
  show->setAccessibleName(tr("Show plan %1 in the hall").arg(number + 1));
  show->setToolTip(words.elements.empty() ? tr("Changes pools alone: nothing stands in the hall")
                                          : tr("Selects what it changes"));
  show->setEnabled(!words.elements.empty());
  apply_ = new QPushButton(tr("Apply"), this);
  apply_->setObjectName(name + QStringLiteral(".apply"));
  apply_->setAccessibleName(tr("Apply plan %1").arg(number + 1));
  if (words.is_shown && number == 0) apply_->setProperty("look", "primary");
  for (QPushButton* button : {show, apply_}) {
    button->setAutoDefault(false);
    foot->addWidget(button, 1);
  }
  column->addLayout(foot);
  connect(show, &QPushButton::clicked, this, &PlanCard::showWanted);
  connect(apply_, &QPushButton::clicked, this, &PlanCard::applyWanted);
  setRefusal({});
}

void PlanCard::setRefusal(const QString& reason) {
  apply_->setEnabled(reason.isEmpty());
  apply_->setToolTip(reason.isEmpty() ? tr("Gives the layout these changes as one step; Undo takes them back")
                                      : reason);
}

}  // namespace mw::panels
