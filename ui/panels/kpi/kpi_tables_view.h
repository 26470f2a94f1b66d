// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QTableView>

#include "ui/models/kpi_table.h"
#include "ui/models/run_charts.h"

namespace mw::panels {

/// All KPIs of the factory as a whole, each pinned by a click, Enter or its menu, or dragged to where it shall stand.
class KpiListView : public QTableView {
  Q_OBJECT
 public:
  KpiListView(models::KpiTable& kpis, models::RunCharts& charts, QWidget* parent = nullptr);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  models::KpiTable& kpis_;
  models::RunCharts& charts_;
};

/// The KPIs of every element, sorted by a click on a column; a click on a row selects the element. A figure is pinned
/// by Enter or its menu, or dragged to where it shall stand.
class ElementKpiView : public QTableView {
  Q_OBJECT
 public:
  ElementKpiView(models::ElementKpiTable& elements, models::RunCharts& charts, QWidget* parent = nullptr);

 signals:
  void picked(const QString& element);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void startDrag(Qt::DropActions actions) override;

 private:
  /// Of the current cell; of no name where it has none.
  [[nodiscard]] models::RunPin currentPin() const;

  models::ElementKpiTable& elements_;
  models::RunCharts& charts_;
  QSortFilterProxyModel sorted_;
};

/// The menu of a figure: to pin it, or to take it off.
void showPinMenu(models::RunCharts& charts, const models::RunPin& pin, const QPoint& at, QWidget& over);

}  // namespace mw::panels
