// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/panels/panel.h"

namespace mw::panels {

class FitDialog;

/// Undo and redo with the names of their steps, and what is done to the selected elements as such: delete, turn,
/// rename, select all, fit a distribution. GUI thread.
class EditActions : public QObject {
  Q_OBJECT
 public:
  /// The table has the actions already; `window` owns this and what it opens.
  EditActions(const PanelServices& services, QWidget* window);

 private:
  void connectUndo();
  void showUndoTexts();
  void connectSelection();
  void turnSelection();
  void openFit();

  PanelServices services_;
  QWidget* window_;
  FitDialog* fit_ = nullptr;  ///< made when it is first asked for
};

}  // namespace mw::panels
