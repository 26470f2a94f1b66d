// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/use_chart.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

#include "ui/models/figure_format.h"
#include "ui/panels/theme/figure_text.h"
#include "ui/panels/timeline/state_paint.h"

namespace mw::panels {
namespace {

constexpr int kRowHeight = 22;
constexpr int kBarHeight = 12;
constexpr int kNameWidth = 104;
constexpr int kFigureWidth = 84;

QString busyText(const models::ElementUse& use) {
  const numerics::Estimate percent{100 * use.busy.mean, 100 * use.busy.sd, 100 * use.busy.half_width, use.busy.n};
  const QString interval = models::plusMinus(percent);
  return models::figure(percent.mean, percent.half_width) + QStringLiteral(" % ") + interval;
}

}  // namespace

UseChart::UseChart(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setAccessibleName(tr("Utilisation of the machines"));
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

void UseChart::setUses(std::vector<models::ElementUse> uses) {
  uses_ = std::move(uses);
  updateGeometry();
  update();
}

void UseChart::setSelected(const std::string& id) {
  selected_ = id;
  update();
}

QSize UseChart::sizeHint() const {
  return {320, static_cast<int>(uses_.size()) * kRowHeight + 4};
}

int UseChart::rowAt(double y) const {
  const int row = static_cast<int>(std::floor(y / kRowHeight));
  return row >= 0 && row < static_cast<int>(uses_.size()) ? row : -1;
}

void UseChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = themes_.theme();
  for (std::size_t row = 0; row < uses_.size(); ++row) {
    const models::ElementUse& use = uses_[row];
    const QRectF line(0, static_cast<double>(row) * kRowHeight, width(), kRowHeight);
    if (use.id == selected_) painter.fillRect(line, theme.color(Token::AccentSoft));
    painter.setFont(Theme::labelFont());
    painter.setPen(theme.color(Token::Text));
    const QFontMetricsF metrics(painter.font());
    painter.drawText(line.adjusted(kPanelPadding, 0, 0, 0), Qt::AlignVCenter,
                     metrics.elidedText(QString::fromStdString(use.name), Qt::ElideRight, kNameWidth - 6));
    const QRectF bar(kPanelPadding + kNameWidth, line.center().y() - kBarHeight / 2.0,
                     std::max(10, width() - 2 * kPanelPadding - kNameWidth - kFigureWidth), kBarHeight);
    double x = bar.left();
    for (std::size_t state = 0; state < use.share.size(); ++state) {
      const double piece = bar.width() * use.share[state];
      paintState(painter, QRectF(x, bar.top(), piece, bar.height()), static_cast<factory::ElementState>(state), theme);
      x += piece;
    }
    painter.setPen(theme.color(Token::Muted));
    painter.setFont(Theme::font(11));
    const QString text = busyText(use);
    const QFontMetricsF small(painter.font());
    drawFigureText(painter, {width() - kPanelPadding - figureTextWidth(small, text), line.center().y() + 4}, text);
  }
}

void UseChart::mousePressEvent(QMouseEvent* event) {
  const int row = rowAt(event->position().y());
  if (row >= 0) emit picked(QString::fromStdString(uses_[static_cast<std::size_t>(row)].id));
}

bool UseChart::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int row = rowAt(help->pos().y());
  if (row < 0) return true;
  const models::ElementUse& use = uses_[static_cast<std::size_t>(row)];
  QString text = QString::fromStdString(use.name);
  for (std::size_t state = 0; state < use.share.size(); ++state)
    if (use.share[state] > 0)
      text +=
          QStringLiteral("\n%1 %2 %")
              .arg(QLatin1String(factory::kElementStateNames[state].data()), models::figure(100 * use.share[state]));
  QToolTip::showText(help->globalPos(), text, this);
  return true;
}

}  // namespace mw::panels
