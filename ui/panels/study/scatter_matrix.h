// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>
#include <set>
#include <vector>

#include "ui/models/study_results.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// Every response over every factor, a small plot each, all of the same points. Dragging a frame in one of them chooses
/// its points in all.
class ScatterMatrix : public QWidget {
  Q_OBJECT
 public:
  explicit ScatterMatrix(const ThemeService& themes, QWidget* parent = nullptr);

  /// @param responses  which ones, top to bottom
  void show(const models::StudyResults& results, const std::vector<std::size_t>& responses);
  void setChosen(const std::set<std::size_t>& points);
  [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }
  [[nodiscard]] QSize minimumSizeHint() const override;
  /// Where the plot of a factor and a row of responses lies.
  [[nodiscard]] QRectF cell(std::size_t factor, std::size_t row) const;

 signals:
  void brushed(const std::vector<std::size_t>& points);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  struct Axis {
    QString title;
    std::vector<double> values;  ///< per point; NaN = not known yet
    double low = 0;
    double high = 1;
  };
  static Axis axisOf(QString title, std::vector<double> values);
  [[nodiscard]] QPointF position(std::size_t point, std::size_t factor, std::size_t row) const;
  void paintCell(QPainter& painter, std::size_t factor, std::size_t row) const;
  void paintTitles(QPainter& painter) const;
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> cellAt(QPointF at) const;

  const ThemeService& themes_;
  std::vector<Axis> factors_;
  std::vector<Axis> responses_;
  std::size_t point_count_ = 0;
  std::set<std::size_t> chosen_;
  std::optional<std::pair<std::size_t, std::size_t>> brushing_;
  QRectF frame_;
};

}  // namespace mw::panels
