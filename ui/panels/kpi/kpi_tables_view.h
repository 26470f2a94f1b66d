// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QTableView>

#include "ui/models/kpi_table.h"

namespace mw::panels {

/// All KPIs of the factory as a whole, each pinned as a card by a click or Enter.
class KpiListView : public QTableView {
  Q_OBJECT
 public:
  explicit KpiListView(models::KpiTable& kpis, QWidget* parent = nullptr);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
};

/// The KPIs of every element, sorted by a click on a column; a click on a row selects the element.
class ElementKpiView : public QTableView {
  Q_OBJECT
 public:
  explicit ElementKpiView(models::ElementKpiTable& elements, QWidget* parent = nullptr);

 signals:
  void picked(const QString& element);

 private:
  models::ElementKpiTable& elements_;
  QSortFilterProxyModel sorted_;
};

}  // namespace mw::panels
