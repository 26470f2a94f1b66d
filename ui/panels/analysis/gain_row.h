// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include "ui/models/analysis/shadow_price_words.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// What one change gives: its name, the gain as a bar with its interval around a line at zero, and in figures. Pressed
/// by mouse or keys like a button.
class GainRow : public QAbstractButton {
  Q_OBJECT
 public:
  /// @param low, high  of the scale that all rows share, parts/h; holds zero
  GainRow(models::PriceRow row, double low, double high, const ThemeService& themes, QWidget* parent);
  [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] const models::PriceRow& row() const { return row_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] double position(double value) const;
  void paintBar(QPainter& painter) const;

  models::PriceRow row_;
  double low_;
  double high_;
  const ThemeService& themes_;
};

}  // namespace mw::panels
