// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/cell_tips.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QHelpEvent>
#include <QToolTip>

#include "ui/panels/row_delegate.h"

namespace mw::panels {
namespace {

struct Place {
  QString text;
  QString tip;
  QRect rect;
  int needed_width = 0;
};

Place cellAt(const QAbstractItemView& view, const QPoint& at) {
  const QModelIndex index = view.indexAt(at);
  if (!index.isValid()) return {};
  const QAbstractItemDelegate* delegate = view.itemDelegateForIndex(index);
  const auto* rows = qobject_cast<const RowDelegate*>(delegate);
  QStyleOptionViewItem option;
  option.initFrom(&view);
  option.widget = &view;
  option.decorationSize = view.iconSize();
  const int needed = rows != nullptr ? rows->neededWidth(index) : delegate->sizeHint(option, index).width();
  return {index.data().toString(), index.data(Qt::ToolTipRole).toString(), view.visualRect(index), needed};
}

Place sectionAt(const QHeaderView& header, const QPoint& at) {
  const int section = header.logicalIndexAt(at);
  if (section < 0 || header.model() == nullptr || header.orientation() != Qt::Horizontal) return {};
  const auto data = [&](int role) { return header.model()->headerData(section, Qt::Horizontal, role).toString(); };
  const QRect rect(header.sectionViewportPosition(section), 0, header.sectionSize(section), header.height());
  return {data(Qt::DisplayRole), data(Qt::ToolTipRole), rect, header.sectionSizeHint(section)};
}

}  // namespace

bool CellTips::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::ToolTip || !watched->isWidgetType() || watched->parent() == nullptr) return false;
  const auto* view = qobject_cast<QAbstractItemView*>(watched->parent());
  auto* viewport = static_cast<QWidget*>(watched);
  if (view == nullptr || view->viewport() != viewport) return false;
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto* header = qobject_cast<const QHeaderView*>(view);
  const Place place = header != nullptr ? sectionAt(*header, help->pos()) : cellAt(*view, help->pos());
  const bool is_cut = place.needed_width > place.rect.intersected(viewport->rect()).width();
  if (place.text.isEmpty() || !place.tip.isEmpty() || !is_cut) return false;
  QToolTip::showText(help->globalPos(), place.text, viewport, place.rect);
  return true;
}

}  // namespace mw::panels
