// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// What the bars mean: a swatch, letter and name per state.
class StateLegend : public QWidget {
  Q_OBJECT
 public:
  explicit StateLegend(const ThemeService& themes, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override { return {480, 26}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const ThemeService& themes_;
};

}  // namespace mw::panels
