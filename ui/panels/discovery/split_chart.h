// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// When the cases of a log start, as bars over its time, and the instant at which its first part ends, to be dragged.
class SplitChart : public QWidget {
  Q_OBJECT
 public:
  SplitChart(const ThemeService& themes, QWidget* parent);

  /// @param starts_s  in order; @param labels  of the log's first and last instant
  void show(const std::vector<double>& starts_s, double end_s, const QString& from, const QString& to);
  /// @param at_s  none: no split is known
  void setSplit(std::optional<double> at_s);
  void clear();

 signals:
  void dragged(double at_s);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void count();
  void drag(const QMouseEvent& event);
  [[nodiscard]] double position(double at_s) const;

  const ThemeService& themes_;
  std::vector<double> starts_s_;
  std::vector<int> bars_;
  double end_s_ = 0;
  QString from_;
  QString to_;
  std::optional<double> split_s_;
};

}  // namespace mw::panels
