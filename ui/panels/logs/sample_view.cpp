// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logs/sample_view.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace mw::panels {
namespace {

constexpr int kHeadHeight = 44;
constexpr int kRowHeight = 26;

/// Grounds of cells, which the style sheet does not paint.
class GroundDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const auto ground = index.data(Qt::BackgroundRole).value<QBrush>();
    if (ground.style() != Qt::NoBrush) painter->fillRect(option.rect, ground);
    QStyledItemDelegate::paint(painter, option, index);
  }
};

}  // namespace

QLabel* makeHeading(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("look", "heading");
  return label;
}

QTableView* makeSampleView(const char* name, const QString& what, QWidget* parent) {
  auto* view = new QTableView(parent);
  view->setObjectName(QLatin1String(name));
  view->setAccessibleName(what);
  view->setFrameShape(QFrame::NoFrame);
  view->setShowGrid(false);
  view->setTabKeyNavigation(false);
  view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  view->verticalHeader()->setDefaultSectionSize(kRowHeight);
  view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  view->horizontalHeader()->setHighlightSections(false);
  return view;
}

void showRowsOfFile(QTableView& view) {
  view.setEditTriggers(QAbstractItemView::NoEditTriggers);
  view.setItemDelegate(new GroundDelegate(&view));
  view.horizontalHeader()->setFixedHeight(kHeadHeight);
  view.verticalHeader()->setStyleSheet(QStringLiteral("QHeaderView::section { border: none; }"));
}

}  // namespace mw::panels
