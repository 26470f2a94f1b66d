// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace mw::panels {

class ThemeService;
class Viewport;

/// What the colours of the states mean.
class HallLegend : public QFrame {
  Q_OBJECT
 public:
  HallLegend(const ThemeService& themes, QWidget* parent);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ThemeService& themes_;
};

/// Top · Front · Iso · Fit.
class ViewPresets : public QFrame {
  Q_OBJECT
 public:
  explicit ViewPresets(Viewport& viewport);
};

}  // namespace mw::panels
