// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/cut_cells.h"

#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QListView>
#include <QMetaObject>
#include <QStyleOptionViewItem>
#include <QTableView>
#include <QToolTip>
#include <QTreeView>

namespace mw::script {
namespace {

/// Half a pixel of rounding at either end.
constexpr int kTolerance_px = 1;

/// A text that may be cut, where it is drawn in the viewport, and the room it needs.
struct DrawnText {
  QString text;
  QRect rect;
  int needs_px;
};

int neededWidth(const QAbstractItemView& view, const QModelIndex& index) {
  QAbstractItemDelegate* delegate = view.itemDelegateForIndex(index);
  if (delegate->metaObject()->indexOfMethod("neededWidth(QModelIndex)") >= 0) {
    int width = 0;
    QMetaObject::invokeMethod(delegate, "neededWidth", Qt::DirectConnection, Q_RETURN_ARG(int, width),
                              Q_ARG(QModelIndex, index));
    return width;
  }
  QStyleOptionViewItem option;
  option.initFrom(&view);
  option.widget = &view;
  option.decorationSize = view.iconSize();
  return delegate->sizeHint(option, index).width();
}

bool wraps(const QAbstractItemView& view) {
  if (const auto* list = qobject_cast<const QListView*>(&view)) {
    return list->wordWrap() || list->viewMode() == QListView::IconMode;
  }
  if (const auto* table = qobject_cast<const QTableView*>(&view)) return table->wordWrap();
  const auto* tree = qobject_cast<const QTreeView*>(&view);
  return tree != nullptr && tree->wordWrap();
}

/// Whether it fits in lines of its cell; a single line always does in height.
bool fitsWrapped(const QAbstractItemView& view, const DrawnText& drawn) {
  const QRect lines =
      view.fontMetrics().boundingRect(QRect(0, 0, drawn.rect.width() - 6, 1), Qt::TextWordWrap, drawn.text);
  return lines.height() <= drawn.rect.height() && lines.width() <= drawn.rect.width();
}

std::vector<DrawnText> cellsOf(const QAbstractItemView& view) {
  std::vector<DrawnText> cells;
  const QAbstractItemModel* model = view.model();
  const QRect seen = view.viewport()->rect();
  // Row by row from the top of what is seen; trees know their next row by place alone.
  int last_bottom = -1;
  for (int y = 1; y < seen.height(); y = std::max(y + 4, last_bottom + 2)) {
    const QModelIndex first = view.indexAt(QPoint(std::min(8, seen.width() / 2), y));
    if (!first.isValid()) continue;
    last_bottom = view.visualRect(first).bottom();
    for (int column = 0; column < model->columnCount(first.parent()); ++column) {
      const QModelIndex index = first.siblingAtColumn(column);
      const QString text = index.data().toString();
      const QRect rect = view.visualRect(index);
      if (!text.isEmpty() && rect.intersects(seen)) cells.push_back({text, rect, neededWidth(view, index)});
    }
  }
  return cells;
}

std::vector<DrawnText> sectionsOf(const QHeaderView& header) {
  std::vector<DrawnText> sections;
  if (header.orientation() != Qt::Horizontal) return sections;
  for (int section = 0; section < header.count(); ++section) {
    const QString text = header.model()->headerData(section, Qt::Horizontal).toString();
    const QRect rect(header.sectionViewportPosition(section), 0, header.sectionSize(section), header.height());
    if (text.isEmpty() || header.isSectionHidden(section) || !rect.intersects(header.viewport()->rect())) continue;
    sections.push_back({text, rect, header.sectionSizeHint(section)});
  }
  return sections;
}

/// What pointing at a place shows.
QString tipAt(const QAbstractItemView& view, const QPoint& at) {
  // A tip goes a moment after it is hidden: a text of our own tells whether another came.
  const QString none = QStringLiteral("\u2060");
  QToolTip::showText(view.viewport()->mapToGlobal(at), none, view.viewport());
  QHelpEvent help(QEvent::ToolTip, at, view.viewport()->mapToGlobal(at));
  QCoreApplication::sendEvent(view.viewport(), &help);
  return QToolTip::text() == none ? QString() : QToolTip::text();
}

}  // namespace

Json cutCells(QAbstractItemView& view) {
  Json cut = Json::array();
  const auto* header = qobject_cast<const QHeaderView*>(&view);
  if (view.model() == nullptr) return cut;
  const QRect seen = view.viewport()->rect();
  for (const DrawnText& drawn : header != nullptr ? sectionsOf(*header) : cellsOf(view)) {
    const int has_px = drawn.rect.width();
    if (drawn.needs_px <= has_px + kTolerance_px || (wraps(view) && fitsWrapped(view, drawn))) continue;
    const QString tip = tipAt(view, drawn.rect.intersected(seen).center());
    cut.push_back({{"text", drawn.text.toStdString()},
                   {"needs_px", drawn.needs_px},
                   {"has_px", has_px},
                   {"tip", tip.toStdString()}});
  }
  if (!cut.empty()) QToolTip::hideText();
  return cut;
}

}  // namespace mw::script
