// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/row_delegate.h"

#include <QPainter>

namespace mw::panels {
namespace {

constexpr int kGap = 8;
constexpr int kDotRoom = 16;

}  // namespace

void drawStateDot(QPainter& painter, const QRectF& rect, const Theme& theme, factory::ElementState state) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.stateColor(state));
  painter.drawRoundedRect(rect, 2, 2);
  if (state == factory::ElementState::Off) {
    painter.setPen(QPen(theme.color(Token::Muted), 1));
    painter.drawLine(rect.bottomLeft(), rect.topRight());
  }
  painter.restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  return {QStyledItemDelegate::sizeHint(option, index).width(), kRowHeight};
}

int RowDelegate::neededWidth(const QModelIndex& index) const {
  const auto* view = qobject_cast<const QWidget*>(parent());
  const QFont font = view == nullptr ? Theme::font() : view->font();
  int width = 2 * kPanelPadding + QFontMetrics(font).horizontalAdvance(index.data().toString()) + roomAtRight(index);
  if (!index.data(Qt::DecorationRole).value<QIcon>().isNull()) width += kIconSize + kGap;
  if (index.data(kStateRole).isValid()) width += kDotRoom;
  const QString note = index.data(kNoteRole).toString();
  if (!note.isEmpty()) width += QFontMetrics(Theme::labelFont()).horizontalAdvance(note) + kGap;
  return width;
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Theme& theme = themes_.theme();
  const bool is_selected = option.state.testFlag(QStyle::State_Selected);
  painter->save();
  if (is_selected) {
    painter->fillRect(option.rect, theme.color(Token::AccentSoft));
    painter->fillRect(QRect(0, option.rect.top(), 2, option.rect.height()), theme.color(Token::Accent));
  } else if (option.state.testFlag(QStyle::State_MouseOver)) {
    painter->fillRect(option.rect, theme.color(Token::Hover));
  }

  QRect area = option.rect.adjusted(kPanelPadding, 0, -kPanelPadding, 0);
  const QIcon icon = index.data(Qt::DecorationRole).value<QIcon>();
  if (!icon.isNull()) {
    icon.paint(painter, QRect(area.left(), area.center().y() - kIconSize / 2 + 1, kIconSize, kIconSize));
    area.setLeft(area.left() + kIconSize + kGap);
  }
  const QVariant state = index.data(kStateRole);
  if (state.isValid()) {
    const QRectF dot(area.right() - 7, area.center().y() - 3.5, 9, 9);
    drawStateDot(*painter, dot, theme, static_cast<factory::ElementState>(state.toInt()));
    area.setRight(area.right() - kDotRoom);
  }
  area.setRight(area.right() - roomAtRight(index));
  const QString note = index.data(kNoteRole).toString();
  if (!note.isEmpty()) {
    painter->setFont(Theme::labelFont());
    painter->setPen(theme.color(Token::Muted));
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, note);
    area.setRight(area.right() - painter->fontMetrics().horizontalAdvance(note) - kGap);
  }
  const QVariant tone = index.data(kToneRole);
  painter->setFont(option.font);
  painter->setPen(theme.color(tone.isValid() ? static_cast<Token>(tone.toInt()) : Token::Text));
  const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, area.width());
  painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, text);
  painter->restore();
}

}  // namespace mw::panels
