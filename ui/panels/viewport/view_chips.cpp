// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/view_chips.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOption>
#include <QToolButton>
#include <array>

#include "ui/panels/row_delegate.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr int kChipHeight = 32;
constexpr double kDot = 10;
constexpr double kGap = 5;
constexpr double kApart = 14;

using factory::ElementState;
constexpr std::array kShown = {ElementState::Busy,  ElementState::Idle,    ElementState::Blocked, ElementState::Down,
                               ElementState::Setup, ElementState::Waiting, ElementState::Off};

QString wordFor(ElementState state) {
  const std::string_view name = factory::nameOf(state);
  return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

}  // namespace

HallLegend::HallLegend(const ThemeService& themes, QWidget* parent) : QFrame(parent), themes_(themes) {
  setObjectName(QStringLiteral("viewport.legend"));
  setAccessibleName(tr("Colours of the states"));
  setProperty("look", "chip");
  setFont(Theme::labelFont());
}

QSize HallLegend::sizeHint() const {
  const QFontMetricsF metrics(Theme::labelFont());
  double width = 2.0 * 11 - kApart;
  for (const ElementState state : kShown) width += kDot + kGap + metrics.horizontalAdvance(wordFor(state)) + kApart;
  return {static_cast<int>(width) + 2, kChipHeight};
}

void HallLegend::paintEvent(QPaintEvent* event) {
  QFrame::paintEvent(event);
  QPainter painter(this);
  painter.setFont(Theme::labelFont());
  const QFontMetricsF metrics(painter.font());
  double x = 11;
  for (const ElementState state : kShown) {
    drawStateDot(painter, {x, (height() - kDot) / 2, kDot, kDot}, themes_.theme(), state);
    x += kDot + kGap;
    painter.setPen(themes_.color(Token::Text));
    painter.drawText(QPointF(x, (height() + metrics.ascent() - metrics.descent()) / 2), wordFor(state));
    x += metrics.horizontalAdvance(wordFor(state)) + kApart;
  }
}

ViewPresets::ViewPresets(Viewport& viewport) : QFrame(&viewport) {
  setObjectName(QStringLiteral("viewport.presets"));
  setProperty("look", "chip");
  setFixedHeight(kChipHeight);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(4, 0, 4, 0);
  row->setSpacing(0);
  const auto add = [&](const QString& text, const char* name, auto run) {
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String("viewport.") + QLatin1String(name));
    button->setText(text);
    button->setAccessibleName(tr("View: %1").arg(text));
    button->setProperty("look", "chip");
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::clicked, &viewport, run);
    row->addWidget(button);
  };
  add(tr("Top"), "top", [&viewport] { viewport.lookFrom(scene::ViewPreset::Top); });
  add(tr("Front"), "front", [&viewport] { viewport.lookFrom(scene::ViewPreset::Front); });
  add(tr("Iso"), "iso", [&viewport] { viewport.lookFrom(scene::ViewPreset::Iso); });
  add(tr("Fit"), "fit", [&viewport] { viewport.frameAll(); });
}

}  // namespace mw::panels
