// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/shortcut_sheet.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <algorithm>
#include <array>

#include "ui/panels/action_table.h"
#include "ui/panels/theme/theme.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr std::size_t kMouseRows = 13;
constexpr int kGroupGap = 10;

QLabel* text(const QString& words, const char* look, QWidget* parent) {
  auto* label = new QLabel(words, parent);
  label->setProperty("look", look);
  return label;
}

void addRow(QGridLayout* grid, const QString& what, const QString& keys, QWidget* parent) {
  const int row = grid->rowCount();
  grid->addWidget(text(what, "plain", parent), row, 0);
  grid->addWidget(text(keys, "muted", parent), row, 1, Qt::AlignRight);
}

}  // namespace

ShortcutSheet::ShortcutSheet(const PanelServices& services, QWidget* window) : QFrame(window), services_(services) {
  setObjectName(QStringLiteral("shortcutSheet"));
  setAccessibleName(tr("Shortcuts"));
  setProperty("look", "card");
  setFocusPolicy(Qt::StrongFocus);
  hide();
}

void ShortcutSheet::fill() {
  qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
  delete layout();
  auto* columns = new QHBoxLayout(this);
  columns->setContentsMargins(24, 20, 24, 20);
  columns->setSpacing(40);
  std::array<QGridLayout*, 3> grids{};
  for (QGridLayout*& grid : grids) {
    grid = new QGridLayout;
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(6);
    columns->addLayout(grid);
  }
  std::vector<const ActionEntry*> shown;
  for (const ActionEntry& entry : services_.actions.entries()) {
    if (!services_.actions.keys(entry.id).isEmpty()) shown.push_back(&entry);
  }
  // A group is one block, whenever its actions were added.
  QStringList groups;
  for (const ActionEntry* entry : shown) groups << ActionTable::groupOf(entry->id);
  std::stable_sort(shown.begin(), shown.end(), [&groups](const ActionEntry* a, const ActionEntry* b) {
    return groups.indexOf(ActionTable::groupOf(a->id)) < groups.indexOf(ActionTable::groupOf(b->id));
  });
  const std::size_t per_column = (shown.size() + kMouseRows + grids.size() - 1) / grids.size();
  QString last_group;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    QGridLayout* grid = grids[std::min(i / per_column, grids.size() - 1)];
    const QString group = ActionTable::groupOf(shown[i]->id);
    if (group != last_group && i % per_column != 0) grid->setRowMinimumHeight(grid->rowCount(), kGroupGap);
    if (group != last_group || i % per_column == 0) {
      grid->addWidget(text(ActionTable::groupTitle(group), "heading", this), grid->rowCount(), 0);
    }
    last_group = group;
    const QKeySequence keys = services_.actions.action(shown[i]->id)->shortcut();
    addRow(grid, shown[i]->text, keys.toString(QKeySequence::NativeText), this);
  }
  QGridLayout* mouse = grids.back();
  mouse->setRowMinimumHeight(mouse->rowCount(), kGroupGap);
  mouse->addWidget(text(tr("Mouse in the hall"), "heading", this), mouse->rowCount(), 0);
  addRow(mouse, tr("Select, add to the selection"), tr("Click, Shift+click"), this);
  addRow(mouse, tr("Select by a box"), tr("Drag the floor"), this);
  addRow(mouse, tr("Move an element"), tr("Drag it; Ctrl frees or snaps"), this);
  addRow(mouse, tr("Copy what is selected"), tr("Ctrl+drag it"), this);
  addRow(mouse, tr("Draw a flow"), tr("Alt+drag from an element"), this);
  for (const models::NavigationRow& row : services_.viewport.navigation().table.rows) {
    addRow(mouse, models::titleOf(row.move), models::gestureText(row), this);
  }
  addRow(mouse, tr("Zoom to the pointer"), tr("Wheel or pinch"), this);
  for (QGridLayout* grid : grids) grid->setRowStretch(grid->rowCount(), 1);
}

void ShortcutSheet::open() {
  fill();
  adjustSize();
  move((parentWidget()->width() - width()) / 2, (parentWidget()->height() - height()) / 2);
  show();
  raise();
  setFocus();
}

bool ShortcutSheet::event(QEvent* event) {
  // The key that closes the sheet does nothing else.
  if (event->type() == QEvent::ShortcutOverride) {
    event->accept();
    return true;
  }
  return QFrame::event(event);
}

void ShortcutSheet::leave() {
  hide();
  // Qt would hand the focus to whatever comes next, a field whose text the next key would replace.
  services_.viewport.setFocus();
}

void ShortcutSheet::keyPressEvent(QKeyEvent*) {
  leave();
}

void ShortcutSheet::mousePressEvent(QMouseEvent*) {
  leave();
}

void ShortcutSheet::focusOutEvent(QFocusEvent*) {
  hide();
}

}  // namespace mw::panels
