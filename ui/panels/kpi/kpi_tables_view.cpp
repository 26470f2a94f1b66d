// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/kpi_tables_view.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace mw::panels {
namespace {

void quiet(QTableView& view) {
  view.verticalHeader()->hide();
  view.verticalHeader()->setDefaultSectionSize(28);
  view.setShowGrid(false);
  view.setFrameShape(QFrame::NoFrame);
  view.setSelectionBehavior(QAbstractItemView::SelectRows);
  view.setSelectionMode(QAbstractItemView::SingleSelection);
  view.setTabKeyNavigation(false);
  view.horizontalHeader()->setHighlightSections(false);
}

}  // namespace

KpiListView::KpiListView(models::KpiTable& kpis, QWidget* parent) : QTableView(parent) {
  setObjectName(QStringLiteral("kpi.all"));
  setAccessibleName(tr("All KPIs; Enter pins one as a card"));
  setModel(&kpis);
  quiet(*this);
  horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  horizontalHeader()->setSectionResizeMode(models::KpiTable::Name, QHeaderView::Stretch);
  connect(this, &QTableView::clicked, &kpis, [&kpis](const QModelIndex& index) {
    if (index.column() == models::KpiTable::Card) kpis.togglePin(index.row());
  });
}

void KpiListView::keyPressEvent(QKeyEvent* event) {
  const bool is_enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (!is_enter || !currentIndex().isValid()) return QTableView::keyPressEvent(event);
  static_cast<models::KpiTable*>(model())->togglePin(currentIndex().row());
}

ElementKpiView::ElementKpiView(models::ElementKpiTable& elements, QWidget* parent)
    : QTableView(parent), elements_(elements) {
  setObjectName(QStringLiteral("kpi.elements"));
  setAccessibleName(tr("KPIs by element"));
  sorted_.setSourceModel(&elements_);
  sorted_.setSortRole(models::ElementKpiTable::kSortRole);
  setModel(&sorted_);
  quiet(*this);
  setSortingEnabled(true);
  // In the factory's order until the user wants another.
  sorted_.sort(-1);
  horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  connect(&elements_, &QAbstractItemModel::modelReset, this, &QTableView::resizeColumnsToContents);
  connect(this, &QTableView::clicked, this,
          [this](const QModelIndex& index) { emit picked(elements_.elementAt(sorted_.mapToSource(index).row())); });
  resizeColumnsToContents();
}

}  // namespace mw::panels
