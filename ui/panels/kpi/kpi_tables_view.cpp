// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/kpi_tables_view.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include "ui/panels/kpi/pin_drop.h"
#include "ui/panels/theme/sorted_header.h"

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
  view.setDragEnabled(true);
  view.setDragDropMode(QAbstractItemView::DragOnly);
  view.horizontalHeader()->setHighlightSections(false);
}

bool isEnter(const QKeyEvent& event) {
  return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

}  // namespace

void showPinMenu(models::RunCharts& charts, const models::RunPin& pin, const QPoint& at, QWidget& over) {
  QMenu menu(&over);
  const QString text = charts.isPinned(pin) ? KpiListView::tr("Unpin %1") : KpiListView::tr("Pin %1");
  QAction* toggle = menu.addAction(text.arg(charts.title(pin)));
  toggle->setObjectName(QStringLiteral("kpi.pin"));
  if (menu.exec(at) == toggle) charts.toggle(pin);
}

KpiListView::KpiListView(models::KpiTable& kpis, models::RunCharts& charts, QWidget* parent)
    : QTableView(parent), kpis_(kpis), charts_(charts) {
  setObjectName(QStringLiteral("kpi.all"));
  setAccessibleName(tr("All KPIs; Enter pins one"));
  setModel(&kpis);
  quiet(*this);
  horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  horizontalHeader()->setSectionResizeMode(models::KpiTable::Name, QHeaderView::Stretch);
  connect(this, &QTableView::clicked, this, [this](const QModelIndex& index) {
    if (index.column() == models::KpiTable::Card) charts_.toggle(kpis_.pinAt(index));
  });
}

void KpiListView::keyPressEvent(QKeyEvent* event) {
  if (!isEnter(*event) || !currentIndex().isValid()) return QTableView::keyPressEvent(event);
  charts_.toggle(kpis_.pinAt(currentIndex()));
}

void KpiListView::contextMenuEvent(QContextMenuEvent* event) {
  if (currentIndex().isValid()) showPinMenu(charts_, kpis_.pinAt(currentIndex()), event->globalPos(), *this);
}

ElementKpiView::ElementKpiView(models::ElementKpiTable& elements, models::RunCharts& charts, QWidget* parent)
    : QTableView(parent), elements_(elements), charts_(charts) {
  setObjectName(QStringLiteral("kpi.elements"));
  setAccessibleName(tr("KPIs by element; Enter pins one"));
  sorted_.setSourceModel(&elements_);
  sorted_.setSortRole(models::ElementKpiTable::kSortRole);
  setModel(&sorted_);
  quiet(*this);
  setSortingEnabled(true);
  makeRoomForArrow(*horizontalHeader());
  // In the factory's order until the user wants another.
  sorted_.sort(-1);
  horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  connect(&elements_, &QAbstractItemModel::modelReset, this, &QTableView::resizeColumnsToContents);
  connect(this, &QTableView::clicked, this,
          [this](const QModelIndex& index) { emit picked(elements_.elementAt(sorted_.mapToSource(index).row())); });
  resizeColumnsToContents();
}

models::RunPin ElementKpiView::currentPin() const {
  const QModelIndex current = sorted_.mapToSource(currentIndex());
  return current.isValid() ? elements_.pinAt(current) : models::RunPin{};
}

void ElementKpiView::keyPressEvent(QKeyEvent* event) {
  const models::RunPin pin = currentPin();
  if (!isEnter(*event) || pin.figure.empty()) return QTableView::keyPressEvent(event);
  charts_.toggle(pin);
}

void ElementKpiView::contextMenuEvent(QContextMenuEvent* event) {
  const models::RunPin pin = currentPin();
  if (!pin.figure.empty()) showPinMenu(charts_, pin, event->globalPos(), *this);
}

/// Rows are selected, but it is one figure that is dragged.
void ElementKpiView::startDrag(Qt::DropActions) {
  const models::RunPin pin = currentPin();
  if (!pin.figure.empty()) dragPin(*this, pin, {}, {});
}

}  // namespace mw::panels
