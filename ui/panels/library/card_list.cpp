// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/library/card_list.h"

#include <QDrag>
#include <QMimeData>
#include <QPainter>

#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr int kColumns = 3;
constexpr int kScrollBar = 12;  ///< kept free, so that the columns stay when it comes
constexpr int kCardHeight = 66;
constexpr int kGap = 6;
constexpr int kPicture_px = 42;
constexpr int kLabelGap = 1;

/// A long word is set smaller rather than cut.
QFont cardFont(const QString& text, double width) {
  QFont font = Theme::font(11);
  for (const int size : {10, 9}) {
    if (QFontMetricsF(font).horizontalAdvance(text) <= width) break;
    font = Theme::font(size);
  }
  return font;
}

}  // namespace

CardList::CardList(const ThemeService& themes, QWidget* parent) : QListWidget(parent) {
  setViewMode(QListView::IconMode);
  setMovement(QListView::Static);
  setResizeMode(QListView::Adjust);
  setUniformItemSizes(true);
  setDragEnabled(true);
  setDragDropMode(QAbstractItemView::DragOnly);
  setSelectionMode(QAbstractItemView::SingleSelection);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setMouseTracking(true);
  setSpacing(0);
  setItemDelegate(new CardDelegate(themes, this));
}

void CardList::resizeEvent(QResizeEvent* event) {
  setGridSize({std::max(40, (width() - kScrollBar) / kColumns), kCardHeight});
  QListWidget::resizeEvent(event);
}

QMimeData* CardList::mimeData(const QList<QListWidgetItem*>& items) const {
  auto* mime = new QMimeData;
  if (!items.isEmpty()) mime->setData(QLatin1String(kElementMime), items.front()->data(kTypeRole).toString().toUtf8());
  return mime;
}

void CardList::startDrag(Qt::DropActions) {
  QListWidgetItem* item = currentItem();
  if (item == nullptr) return;
  auto* drag = new QDrag(this);
  drag->setMimeData(mimeData({item}));
  const QImage picture = item->data(kPictureRole).value<QImage>();
  if (!picture.isNull()) {
    QPixmap pixmap = QPixmap::fromImage(picture);
    pixmap.setDevicePixelRatio(picture.width() / 48.0);
    drag->setPixmap(pixmap);
    drag->setHotSpot({24, 24});
  }
  drag->exec(Qt::CopyAction);
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  const auto* list = qobject_cast<const QListView*>(option.widget);
  return list != nullptr ? list->gridSize() : QSize(66, kCardHeight);
}

void CardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Theme& theme = themes_.theme();
  const bool is_hot = option.state.testFlag(QStyle::State_MouseOver) || option.state.testFlag(QStyle::State_Selected);
  const QRectF card = QRectF(option.rect).adjusted(kGap / 2.0, kGap / 2.0, -kGap / 2.0, -kGap / 2.0);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setRenderHint(QPainter::SmoothPixmapTransform);
  painter->setPen(QPen(theme.color(is_hot ? Token::Accent : Token::Line), 1));
  painter->setBrush(theme.color(Token::Field));
  painter->drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), kFieldRadius, kFieldRadius);
  const QImage picture = index.data(CardList::kPictureRole).value<QImage>();
  const QRectF frame(card.center().x() - kPicture_px / 2.0, card.top() + 1, kPicture_px, kPicture_px);
  if (!picture.isNull()) painter->drawImage(frame, picture);
  painter->setFont(cardFont(index.data().toString(), card.width() - 2 * kLabelGap));
  painter->setPen(theme.color(is_hot ? Token::Text : Token::Muted));
  const QRectF label = card.adjusted(kLabelGap, kPicture_px - 2, -kLabelGap, -2);
  const QString text =
      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, static_cast<int>(label.width()));
  painter->drawText(label, Qt::AlignHCenter | Qt::AlignVCenter, text);
  painter->restore();
}

}  // namespace mw::panels
