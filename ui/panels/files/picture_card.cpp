// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/picture_card.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <algorithm>

#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

constexpr QSize kCard(248, 228);
constexpr int kPictureHeight = 142;
constexpr int kGap = 16;
constexpr int kInset = 12;
constexpr int kNoPicture = 32;  ///< size of the icon in its place
constexpr int kLines = 3;

/// Breaks at words; the last line is cut with an ellipsis.
void drawLines(QPainter& painter, const QRectF& box, const QString& text) {
  const QFontMetricsF metrics(painter.font());
  QTextLayout layout(text, painter.font());
  layout.beginLayout();
  double y = box.top();
  for (int i = 0; i < kLines; ++i) {
    QTextLine line = layout.createLine();
    if (!line.isValid()) break;
    line.setLineWidth(box.width());
    const bool is_last = i == kLines - 1;
    const QString shown = is_last ? metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, box.width())
                                  : text.mid(line.textStart(), line.textLength());
    painter.drawText(QPointF(box.left(), y + metrics.ascent()), shown);
    y += metrics.height() + 1;
  }
  layout.endLayout();
}

}  // namespace

PictureCard::PictureCard(const ThemeService& themes, const QString& title, const QString& line, QWidget* parent)
    : QAbstractButton(parent), themes_(themes), line_(line) {
  setText(title);
  setAccessibleName(title);
  setAccessibleDescription(line);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setFixedSize(kCard);
  connect(&themes, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

void PictureCard::setPicture(const QImage& picture) {
  picture_ = picture;
  update();
}

QSize PictureCard::sizeHint() const {
  return kCard;
}

void PictureCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  const QRectF frame = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
  QPainterPath outline;
  outline.addRoundedRect(frame, kCardRadius, kCardRadius);
  const bool is_lit = hasFocus() || underMouse();
  painter.fillPath(outline, themes_.color(isDown() ? Token::AccentSoft : Token::Panel));
  painter.save();
  painter.setClipPath(outline);
  const QRectF top(0, 0, width(), kPictureHeight);
  painter.fillRect(top, themes_.color(Token::Field));
  if (!picture_.isNull()) {
    // As much of the picture as has the proportions of its place.
    QSizeF part = top.size().scaled(picture_.size(), Qt::KeepAspectRatio);
    const QRectF source(QPointF((picture_.width() - part.width()) / 2, (picture_.height() - part.height()) / 2), part);
    painter.drawImage(top, picture_, source);
  } else {
    lineIcon(QStringLiteral("document-open"), themes_, Token::Faint)
        .paint(&painter,
               QRectF(top.center() - QPointF(kNoPicture, kNoPicture) / 2, QSizeF(kNoPicture, kNoPicture)).toRect());
  }
  painter.fillRect(QRectF(0, kPictureHeight, width(), 1), themes_.color(Token::Line));
  painter.restore();
  painter.setPen(QPen(themes_.color(is_lit ? Token::Accent : Token::Line), 1.5));
  painter.drawPath(outline);

  const QRectF words(kInset, kPictureHeight + 10, width() - 2 * kInset, height() - kPictureHeight - 14);
  painter.setFont(Theme::font(13, QFont::DemiBold));
  painter.setPen(themes_.color(isEnabled() ? Token::Text : Token::Muted));
  const QFontMetricsF metrics(painter.font());
  painter.drawText(QPointF(words.left(), words.top() + metrics.ascent()),
                   metrics.elidedText(text(), Qt::ElideRight, words.width()));
  painter.setFont(Theme::labelFont());
  painter.setPen(themes_.color(Token::Muted));
  drawLines(painter, words.adjusted(0, metrics.height() + 3, 0, 0), line_);
}

void PictureCard::enterEvent(QEnterEvent* event) {
  QAbstractButton::enterEvent(event);
  update();
}

void PictureCard::leaveEvent(QEvent* event) {
  QAbstractButton::leaveEvent(event);
  update();
}

void PictureCard::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    click();
    return;
  }
  QAbstractButton::keyPressEvent(event);
}

void CardGrid::add(PictureCard* card) {
  card->setParent(this);
  card->show();
  cards_.push_back(card);
  arrange();
  updateGeometry();
}

void CardGrid::clear() {
  for (PictureCard* card : cards_) {
    card->hide();
    card->deleteLater();
  }
  cards_.clear();
  updateGeometry();
}

int CardGrid::columnsIn(int width) {
  return std::max(1, (width + kGap) / (kCard.width() + kGap));
}

int CardGrid::heightForWidth(int width) const {
  const int columns = columnsIn(width);
  const int rows = (static_cast<int>(cards_.size()) + columns - 1) / columns;
  return rows == 0 ? 0 : rows * (kCard.height() + kGap) - kGap;
}

QSize CardGrid::sizeHint() const {
  return {kCard.width(), heightForWidth(width())};
}

void CardGrid::resizeEvent(QResizeEvent*) {
  arrange();
  setMinimumHeight(heightForWidth(width()));
}

void CardGrid::arrange() {
  const int columns = columnsIn(width());
  for (int i = 0; i < static_cast<int>(cards_.size()); ++i) {
    cards_[static_cast<std::size_t>(i)]->move(i % columns * (kCard.width() + kGap),
                                              i / columns * (kCard.height() + kGap));
  }
  setMinimumHeight(heightForWidth(width()));
}

}  // namespace mw::panels
