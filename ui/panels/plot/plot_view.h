// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <qcustomplot.h>
#include <span>
#include <vector>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// What a curve stands for decides how it looks, so that the same thing looks the same in every panel.
enum class CurveRole {
  Estimate,   ///< what we believe: accent line
  Secondary,  ///< a quieter line beside it
  Measured,   ///< single readings or runs: dots
  Alarm,      ///< what should be looked at: marks
  Limit,      ///< a threshold: dashed
};

/// The one plot of the window: QCustomPlot in the theme's colours and fonts, with bands, a time cursor and gaps that
/// stay gaps. NaN breaks a curve. Dense curves are thinned to what can be seen (adaptive sampling). Wheel zooms the x
/// axis about the pointer, dragging pans, a double click shows all again. GUI thread.
class PlotView : public QCustomPlot {
  Q_OBJECT
  /// Titles, legend and note that the plot has no room for, for who checks the window.
  Q_PROPERTY(QStringList cutTexts READ cutTexts)
 public:
  enum class Time { None, Hours, Elapsed };

  /// @param time  how x is labelled: plain numbers, or seconds shown as hh:mm or hh:mm:ss
  PlotView(const ThemeService& themes, Time time, QWidget* parent = nullptr);

  /// A new curve without data; owned by the plot.
  QCPGraph* addCurve(CurveRole role);
  /// A new pair of curves with the room between them filled; owned by the plot.
  /// @returns lower and upper edge
  std::pair<QCPGraph*, QCPGraph*> addBand();
  /// Marks with vertical error bars.
  std::pair<QCPGraph*, QCPErrorBars*> addErrorBars(CurveRole role);

  void setXLabel(const QString& text) { xAxis->setLabel(text); }
  void setYLabel(const QString& text) { yAxis->setLabel(text); }
  /// Of the axis at the right, which appears with it.
  void setRightLabel(const QString& text) {
    yAxis2->setVisible(true);
    yAxis2->setLabel(text);
  }
  /// No axes but a few quiet labels, for a card.
  void setCompact();

  /// A vertical line that follows the playback; NaN hides it.
  void setCursor(double x);
  [[nodiscard]] double cursorPosition() const { return cursor_x_; }
  /// Shades what lies before x, as a warm-up that is not measured; 0 shades nothing.
  void setLeadIn(double x);
  /// What a double click returns to; kept while the user looks elsewhere.
  void setHome(QCPRange x, QCPRange y);
  /// What a double click returns to in x alone, whatever the data; an axis that is shared knows better.
  void setHomeX(QCPRange x);
  /// Home from all finite data, with a margin above and below. @param from_zero  y starts at zero
  void setHomeFromData(bool from_zero);
  /// Adds room at both ends of x, a share of its range each: points at the ends are whole then.
  void spreadHome(double share);
  void showHome();
  [[nodiscard]] QStringList cutTexts() const;
  /// Text in the middle instead of data, saying what to do; empty shows the plot.
  void setEmptyText(const QString& text);

 signals:
  /// A click, not a drag.
  void clicked(double x, double y);

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void applyTheme();
  void style(QCPGraph* graph, CurveRole role) const;

  struct Curve {
    QCPGraph* graph;
    CurveRole role;
  };
  const ThemeService& themes_;
  std::vector<Curve> curves_;
  std::vector<std::pair<QCPGraph*, QCPGraph*>> bands_;
  std::vector<std::pair<QCPErrorBars*, CurveRole>> bars_;
  QCPItemStraightLine* cursor_;
  QCPItemRect* lead_in_;
  QCPItemText* empty_;
  double cursor_x_;
  QCPRange home_x_{0, 1};
  QCPRange home_y_{0, 1};
  bool is_home_ = true;
  bool is_x_given_ = false;
  bool is_compact_ = false;
  QPoint pressed_at_;
};

/// Copies a column into a QCustomPlot vector.
[[nodiscard]] QVector<double> toVector(std::span<const double> values);

}  // namespace mw::panels
