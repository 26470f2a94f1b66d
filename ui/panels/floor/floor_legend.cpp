// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/floor_legend.h"

#include <QEvent>
#include <QPainter>
#include <array>

#include "ui/models/figure_format.h"
#include "ui/panels/floor/floor_show.h"
#include "ui/panels/theme/figure_text.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {
namespace {

constexpr int kWidth = 260;
constexpr int kSectionHeight = 58;
constexpr int kMargin = 12;
constexpr double kBarHeight = 10;
constexpr double kWidest_px = 12;

QString percentText(double share) {
  return FloorLegend::tr("%1 %").arg(models::figure(100 * share));
}

}  // namespace

FloorLegend::FloorLegend(const FloorShow& show, const ThemeService& themes, QWidget* hall)
    : QFrame(hall), show_(show), themes_(themes) {
  setObjectName(QStringLiteral("floor.legend"));
  setProperty("look", "chip");
  setAttribute(Qt::WA_TransparentForMouseEvents);
  hall->installEventFilter(this);
  connect(&show_, &FloorShow::changed, this, &FloorLegend::refresh);
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
  refresh();
}

bool FloorLegend::hasHeat() const {
  return !show_.heat().spots.empty();
}

bool FloorLegend::hasFlows() const {
  return !show_.flows().empty();
}

QString FloorLegend::lowText() const {
  return hasHeat() ? percentText(show_.heat().low) : QString();
}

QString FloorLegend::highText() const {
  return hasHeat() ? percentText(show_.heat().high) : QString();
}

QSize FloorLegend::sizeHint() const {
  return {kWidth, kSectionHeight * (int(hasHeat()) + int(hasFlows()))};
}

void FloorLegend::refresh() {
  QString text;
  if (hasHeat()) {
    text = tr("%1, share of the time: %2 to %3").arg(models::titleOf(show_.heat().quantity), lowText(), highText());
  }
  if (hasFlows()) {
    if (!text.isEmpty()) text += QStringLiteral("; ");
    text += tr("strongest flow: %1 parts/h").arg(models::figure(show_.strongest_per_h()));
  }
  setAccessibleName(text);
  setVisible(show_.isShowingMore() && !text.isEmpty());
  place();
  update();
}

void FloorLegend::place() {
  resize(sizeHint());
  move(kMargin, parentWidget()->height() - height() - kMargin);
}

bool FloorLegend::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) place();
  return QFrame::eventFilter(watched, event);
}

void FloorLegend::paintEvent(QPaintEvent* event) {
  QFrame::paintEvent(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(Theme::labelFont());
  double top = 0;
  if (hasHeat()) {
    paintScale(painter, top);
    top += kSectionHeight;
  }
  if (hasFlows()) paintWidths(painter, top);
}

void FloorLegend::paintScale(QPainter& painter, double top) const {
  const QFontMetricsF metrics(painter.font());
  painter.setPen(themes_.color(Token::Text));
  painter.drawText(QPointF(kPanelPadding, top + 18),
                   tr("%1, share of the time").arg(models::titleOf(show_.heat().quantity)));
  const QRectF bar(kPanelPadding, top + 25, kWidth - 2 * kPanelPadding, kBarHeight);
  QLinearGradient colors(bar.topLeft(), bar.topRight());
  constexpr int kStops = 16;
  for (int i = 0; i <= kStops; ++i) {
    const double share = static_cast<double>(i) / kStops;
    colors.setColorAt(share, Theme::valueColor(share));
  }
  painter.fillRect(bar, colors);
  painter.setPen(themes_.color(Token::Muted));
  const double baseline = bar.bottom() + 4 + metrics.ascent();
  drawFigureText(painter, {bar.left(), baseline}, lowText());
  drawFigureText(painter, {bar.right() - figureTextWidth(metrics, highText()), baseline}, highText());
}

void FloorLegend::paintWidths(QPainter& painter, double top) const {
  const QFontMetricsF metrics(painter.font());
  painter.setPen(themes_.color(Token::Text));
  painter.drawText(QPointF(kPanelPadding, top + 18), tr("Flows, parts/h by width"));
  const double strongest = show_.strongest_per_h();
  double x = kPanelPadding;
  for (const double share : {1.0, 0.5, 0.25}) {
    const QRectF band(x, top + 38 - kWidest_px * share / 2, 28, kWidest_px * share);
    QColor color = themes_.color(Token::Accent);
    color.setAlphaF(0.62F);
    painter.fillRect(band, color);
    painter.setPen(themes_.color(Token::Muted));
    const QString text = models::figure(strongest * share);
    drawFigureText(painter, {x + 34, top + 38 + metrics.ascent() / 2 - 1}, text);
    x += 34 + figureTextWidth(metrics, text) + 14;
  }
}

}  // namespace mw::panels
