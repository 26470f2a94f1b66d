// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/edit_actions.h"

#include <QUndoStack>
#include <cmath>
#include <numbers>

#include "ui/commands/edits.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/attempt.h"
#include "ui/panels/connect_action.h"
#include "ui/panels/fit/fit_dialog.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

EditActions::EditActions(const PanelServices& services, QWidget* window)
    : QObject(window), services_(services), window_(window) {
  connectUndo();
  connectSelection();
  connectAction(services_.actions, "edit.turn", this, [this] { turnSelection(); });
  connectAction(services_.actions, "edit.fit-distribution", this, [this] { openFit(); });
  connectAction(services_.actions, "edit.rename", this, [this] {
    if (auto* name = window_->findChild<QWidget*>(QStringLiteral("properties.id")))
      name->setFocus(Qt::ShortcutFocusReason);
  });
}

void EditActions::connectUndo() {
  QUndoStack& undo = services_.document.undoStack();
  connectAction(services_.actions, "edit.undo", this, [&undo] { undo.undo(); });
  connectAction(services_.actions, "edit.redo", this, [&undo] { undo.redo(); });
  services_.actions.action(QStringLiteral("edit.redo"))
      ->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
  connect(&undo, &QUndoStack::indexChanged, this, &EditActions::showUndoTexts);
  showUndoTexts();
}

void EditActions::showUndoTexts() {
  const QUndoStack& undo = services_.document.undoStack();
  QAction* back = services_.actions.action(QStringLiteral("edit.undo"));
  QAction* forth = services_.actions.action(QStringLiteral("edit.redo"));
  back->setText(undo.canUndo() ? tr("Undo %1").arg(undo.undoText()) : tr("Undo"));
  forth->setText(undo.canRedo() ? tr("Redo %1").arg(undo.redoText()) : tr("Redo"));
  back->setEnabled(undo.canUndo());
  forth->setEnabled(undo.canRedo());
}

void EditActions::connectSelection() {
  connectAction(services_.actions, "edit.delete", this, [this] {
    attempt(services_.status, [this] {
      const std::vector<std::string> ids = services_.selection.ids();
      commands::removeElements(services_.document, ids);
      services_.selection.clear();
    });
  });
  connectAction(services_.actions, "edit.select-all", this, [this] {
    std::vector<std::string> ids;
    for (const scene::SceneElement& element : services_.viewport.hall().visibleElements()) ids.push_back(element.id);
    services_.selection.set(std::move(ids));
  });
  connectAction(services_.actions, "edit.select-none", this, [this] { services_.selection.clear(); });
  const auto enable = [this] {
    for (const char* id : {"edit.delete", "edit.turn", "edit.rename", "view.fit-selection"}) {
      services_.actions.action(QLatin1String(id))->setEnabled(!services_.selection.ids().empty());
    }
  };
  connect(&services_.selection, &models::Selection::changed, this, enable);
  enable();
}

void EditActions::turnSelection() {
  std::vector<commands::Placement> placements;
  for (const std::string& id : services_.selection.ids()) {
    const factory::Element* element = services_.document.factory().findElement(id);
    if (element == nullptr) continue;
    const double yaw_rad = std::remainder(element->pose.yaw_rad + std::numbers::pi / 2, 2 * std::numbers::pi);
    placements.push_back({id, element->pose.x_m, element->pose.y_m, yaw_rad});
  }
  attempt(services_.status, [&] { commands::place(services_.document, placements); });
}

void EditActions::openFit() {
  if (fit_ == nullptr) fit_ = new FitDialog(services_.document, services_.jobs, services_.themes, window_);
  // A row of the property panel says which property it is for.
  QAction* action = services_.actions.action(QStringLiteral("edit.fit-distribution"));
  fit_->openFor(action->data().toString().toStdString(), services_.selection.current());
  action->setData({});
}

}  // namespace mw::panels
