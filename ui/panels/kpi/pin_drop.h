// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QObject>

#include "ui/models/run_pin.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Lets the user drag a figure away from a widget, until it is dropped. @param hot  of the picture, at the pointer
void dragPin(QWidget& from, const models::RunPin& pin, const QPixmap& picture, const QPoint& hot);

/// Lets a panel take figures that are dragged onto it. While one is over the panel, a frame and a line of text say
/// that it would be taken.
class PinDrop : public QObject {
  Q_OBJECT
 public:
  PinDrop(QWidget& panel, const ThemeService& themes);

 signals:
  /// A figure is over the panel, at this place of it.
  void hovered(const QPoint& at);
  void left();
  void dropped(const mw::models::RunPin& pin, const QPoint& at);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  class Veil;
  void end();

  QWidget& panel_;
  Veil* veil_;
};

}  // namespace mw::panels
