// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QListWidget>
#include <QTimer>
#include <memory>

#include "ui/panels/panel.h"

namespace mw::scene {
class ThumbnailStudio;
}

namespace mw::panels {

/// Element types as cards with pictures of their bodies. Dragging one into the hall, or a double click, adds an
/// element.
class LibraryPanel : public Panel {
  Q_OBJECT
 public:
  LibraryPanel(const PanelServices& services, QWidget* parent);
  ~LibraryPanel() override;

 private:
  void showTypes();
  void filter(const QString& wanted);
  void addAtCenter(const QListWidgetItem* item);
  /// One picture per turn of the event loop, so that the window answers meanwhile.
  void takeNextPicture();
  void takePicturesAgain();

  PanelServices services_;
  QLineEdit* search_ = nullptr;
  QListWidget* cards_ = nullptr;
  QTimer pictures_;
  int i_next_picture_ = 0;
  std::unique_ptr<scene::ThumbnailStudio> studio_;
};

}  // namespace mw::panels
