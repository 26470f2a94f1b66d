// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QWidget>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// The last picture of a widget, paler, over it while what it shows is worked out anew: nothing vanishes and comes
/// back.
class PlotVeil : public QWidget {
  Q_OBJECT
 public:
  PlotVeil(QWidget& over, const ThemeService& themes);
  /// Takes the picture that is seen now, unless one is held already.
  void hold();
  void lift();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QWidget& over_;
  const ThemeService& themes_;
  QPixmap picture_;
};

}  // namespace mw::panels
