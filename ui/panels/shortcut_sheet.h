// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "ui/panels/panel.h"

namespace mw::panels {

/// All shortcuts and mouse gestures on one card over the window, made from the action table; goes with any key or
/// click.
class ShortcutSheet : public QFrame {
  Q_OBJECT
 public:
  ShortcutSheet(const PanelServices& services, QWidget* window);
  void open();

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void fill();
  void leave();
  PanelServices services_;
};

}  // namespace mw::panels
