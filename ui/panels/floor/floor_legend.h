// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace mw::panels {

class FloorShow;
class ThemeService;

/// What colours and widths on the floor mean: the scale of the heat map with its ends, the width of the strongest flow
/// and of half of it. At the lower left of the hall, only while something of it is shown.
class FloorLegend : public QFrame {
  Q_OBJECT
 public:
  FloorLegend(const FloorShow& show, const ThemeService& themes, QWidget* hall);
  [[nodiscard]] QSize sizeHint() const override;
  /// The ends of the scale as written: "12.4 %"; empty without a heat map.
  [[nodiscard]] QString lowText() const;
  [[nodiscard]] QString highText() const;
  bool eventFilter(QObject* watched, QEvent* event) override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();
  void place();
  [[nodiscard]] bool hasHeat() const;
  [[nodiscard]] bool hasFlows() const;
  void paintScale(QPainter& painter, double top) const;
  void paintWidths(QPainter& painter, double top) const;

  const FloorShow& show_;
  const ThemeService& themes_;
};

}  // namespace mw::panels
