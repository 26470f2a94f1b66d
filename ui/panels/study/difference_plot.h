// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/experiment/paired_comparison.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Differences from the reference with their intervals, a row per point, around a line at zero: what does not touch the
/// line is shown.
class DifferencePlot : public QWidget {
  Q_OBJECT
 public:
  explicit DifferencePlot(const ThemeService& themes, QWidget* parent = nullptr);

  void show(const experiment::Comparison& comparison, const QString& unit);
  [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] double position(double value) const;
  void paintRow(QPainter& painter, const experiment::PairedDifference& row, double middle_y) const;

  const ThemeService& themes_;
  experiment::Comparison comparison_;
  QString unit_;
  double reach_ = 1;  ///< the scale goes this far to both sides of zero
};

}  // namespace mw::panels
