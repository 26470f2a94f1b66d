// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "ui/models/run_kpis.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// How each machine spent its time: stacked shares of the states, busy share with its interval as figures. A click
/// selects the machine.
class UseChart : public QWidget {
  Q_OBJECT
 public:
  explicit UseChart(const ThemeService& themes, QWidget* parent = nullptr);

  void setUses(std::vector<models::ElementUse> uses);
  void setSelected(const std::string& id);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

 signals:
  void picked(const QString& element);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] int rowAt(double y) const;

  const ThemeService& themes_;
  std::vector<models::ElementUse> uses_;
  std::string selected_;
};

}  // namespace mw::panels
