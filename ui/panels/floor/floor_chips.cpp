// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/floor_chips.h"

#include <QHBoxLayout>
#include <QMenu>

#include "ui/panels/action_table.h"
#include "ui/panels/floor/floor_actions.h"
#include "ui/panels/floor/floor_show.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

constexpr int kChipHeight = 32;
constexpr QPoint kPlace{12, 52};  // below the legend of the states

}  // namespace

FloorChips::FloorChips(const PanelServices& services, FloorShow& show, QWidget* hall) : QFrame(hall), show_(show) {
  setObjectName(QStringLiteral("floor.chips"));
  setAccessibleName(tr("What the floor shows"));
  setProperty("look", "chip");
  setFixedHeight(kChipHeight);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(4, 0, 4, 0);
  row->setSpacing(0);
  heat_ = add({}, "floor.heat");
  heat_->setPopupMode(QToolButton::InstantPopup);
  heat_->setIcon(lineIcon(QStringLiteral("arrow-down"), services.themes, Token::Muted));
  heat_->setIconSize({12, 12});
  heat_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  heat_->setLayoutDirection(Qt::RightToLeft);  // the arrow after the word
  auto* menu = new QMenu(heat_);
  menu->setObjectName(QStringLiteral("floor.heat.menu"));
  for (const models::HeatQuantity quantity : models::kHeatQuantities) {
    QAction* action = services.actions.action(FloorActions::idOf(quantity));
    QAction* entry = menu->addAction(models::titleOf(quantity), action, &QAction::trigger);
    entry->setCheckable(true);
    entry->setChecked(action->isChecked());
    connect(action, &QAction::toggled, entry, &QAction::setChecked);
  }
  heat_->setMenu(menu);
  addSwitch(tr("Flows"), "floor.flows", services.actions.action(QStringLiteral("run.flows")));
  addSwitch(tr("Bottleneck"), "floor.bottleneck", services.actions.action(QStringLiteral("run.bottleneck")));
  const auto tell = [this] {
    heat_->setText(tr("Heat map: %1").arg(models::titleOf(show_.heat().quantity)));
    adjustSize();
  };
  connect(&show_, &FloorShow::changed, this, tell);
  tell();
  move(kPlace);
}

QToolButton* FloorChips::add(const QString& text, const char* name) {
  auto* button = new QToolButton(this);
  button->setObjectName(QLatin1String(name));
  button->setText(text);
  button->setAccessibleName(text.isEmpty() ? tr("Heat map") : text);
  button->setProperty("look", "chip");
  button->setFocusPolicy(Qt::TabFocus);
  layout()->addWidget(button);
  return button;
}

void FloorChips::addSwitch(const QString& text, const char* name, QAction* action) {
  QToolButton* button = add(text, name);
  button->setCheckable(true);
  button->setChecked(action->isChecked());
  button->setToolTip(action->text());
  connect(button, &QToolButton::clicked, action, &QAction::setChecked);
  connect(action, &QAction::toggled, button, &QToolButton::setChecked);
}

}  // namespace mw::panels
