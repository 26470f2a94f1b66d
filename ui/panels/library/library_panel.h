// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QListWidget>

#include "ui/panels/panel.h"

namespace mw::panels {

/// Element types as cards with pictures of their bodies. Dragging one into the hall, or a double click, adds an
/// element.
class LibraryPanel : public Panel {
  Q_OBJECT
 public:
  LibraryPanel(const PanelServices& services, QWidget* parent);

 private:
  void showCards();
  void showPictures();
  void filter(const QString& wanted);
  void addAtCenter(const QListWidgetItem* item);

  PanelServices services_;
  QLineEdit* search_ = nullptr;
  QListWidget* cards_ = nullptr;
};

}  // namespace mw::panels
