// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/discovery/compared_chart.h"

#include <QPainter>
#include <cmath>

#include "ui/models/discovery/compared_table.h"

namespace mw::panels {
namespace {

constexpr int kWidth = 220;
constexpr double kMargin = 8;
constexpr double kBand = 10;
constexpr double kDot = 4;

}  // namespace

ComparedChart::ComparedChart(const ThemeService& themes, QObject* parent)
    : QStyledItemDelegate(parent), themes_(themes) {}

QSize ComparedChart::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {kWidth, 0};
}

void ComparedChart::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QStyledItemDelegate::paint(painter, option, index);
  const auto* table = qobject_cast<const models::ComparedTable*>(index.model());
  if (table == nullptr) return;
  const models::ComparedFigure& figure = table->figure(index.row());
  if (!figure.is_known) return;
  const Theme& theme = themes_.theme();
  const QRectF room = QRectF(option.rect).adjusted(kMargin, 0, -kMargin, 0);
  const double middle = room.center().y();
  const auto at = [&](double value) { return room.left() + value / figure.scale * room.width(); };
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(theme.color(Token::Line), 1));
  painter->drawLine(QPointF(room.left(), middle), QPointF(room.right(), middle));
  painter->drawLine(QPointF(room.left(), middle - kBand / 2), QPointF(room.left(), middle + kBand / 2));
  painter->setPen(Qt::NoPen);
  QColor band = theme.color(Token::Accent);
  band.setAlphaF(0.35F);
  painter->setBrush(band);
  if (std::isfinite(figure.low) && std::isfinite(figure.high)) {
    painter->drawRoundedRect(
        QRectF(QPointF(at(figure.low), middle - kBand / 2), QPointF(at(figure.high), middle + kBand / 2)), 2, 2);
  }
  painter->setPen(QPen(theme.color(Token::Accent), 2));
  painter->drawLine(QPointF(at(figure.simulated.mean), middle - kBand / 2),
                    QPointF(at(figure.simulated.mean), middle + kBand / 2));
  const QColor ink = theme.color(figure.is_within ? Token::Text : Token::Warning);
  painter->setPen(QPen(ink, 1.6));
  painter->setBrush(figure.is_within ? ink : theme.color(Token::Panel));
  painter->drawEllipse(QPointF(at(figure.log), middle), kDot, kDot);
  painter->restore();
}

}  // namespace mw::panels
