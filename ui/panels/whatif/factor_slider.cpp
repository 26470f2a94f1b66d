// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatif/factor_slider.h"

#include <QGridLayout>
#include <QPainter>
#include <cmath>

#include "core/base/text.h"

namespace mw::panels {
namespace {

constexpr int kSteps = 1000;
constexpr int kKnob = 8;  // half the slider's handle: the bar spans where its middle can go

}  // namespace

DomainBar::DomainBar(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setFixedHeight(6);
  setToolTip(tr("Thick: inside the data. Thin: at the edge. Hairline: outside, simulate instead."));
  connect(&themes_, &ThemeService::changed, this, qOverload<>(&QWidget::update));
}

void DomainBar::setDomains(std::vector<surrogate::Domain> domains) {
  domains_ = std::move(domains);
  update();
}

void DomainBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme& theme = themes_.theme();
  const QRectF line = QRectF(rect()).adjusted(kKnob, 1, -kKnob, -1);
  painter.fillRect(QRectF(line.left(), line.center().y(), line.width(), 1), theme.color(Token::Line));
  const double step = line.width() / static_cast<double>(domains_.size());
  for (std::size_t i = 0; i < domains_.size();) {
    std::size_t end = i;
    while (end < domains_.size() && domains_[end] == domains_[i]) ++end;
    const QRectF piece(line.left() + static_cast<double>(i) * step, line.top(), static_cast<double>(end - i) * step,
                       line.height());
    if (domains_[i] == surrogate::Domain::In) painter.fillRect(piece, theme.color(Token::Accent));
    if (domains_[i] == surrogate::Domain::Edge)
      painter.fillRect(QRectF(piece.left(), line.center().y() - 1, piece.width(), 2), theme.color(Token::Warning));
    i = end;
  }
}

FactorSlider::FactorSlider(const models::WhatIfFactor& factor, const ThemeService& themes, QWidget* parent)
    : FactorInput(parent), factor_(factor) {
  const QString name = QString::fromStdString(factor.name);
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(0);
  grid->setHorizontalSpacing(8);
  auto* label = new QLabel(name, this);
  label->setToolTip(QString::fromStdString(factor.path));
  slider_ = new QSlider(Qt::Horizontal, this);
  slider_->setObjectName(QStringLiteral("whatif.slider.") + name);
  slider_->setAccessibleName(name);
  slider_->setRange(0, kSteps);
  slider_->setPageStep(kSteps / 20);
  bar_ = new DomainBar(themes, this);
  bar_->setObjectName(QStringLiteral("whatif.domain.") + name);
  bar_->setAccessibleName(tr("Where the data reach, %1").arg(name));
  field_ = new QLineEdit(this);
  field_->setObjectName(QStringLiteral("whatif.value.") + name);
  field_->setAccessibleName(tr("Value of %1").arg(name));
  field_->setFixedWidth(84);
  field_->setAlignment(Qt::AlignRight);
  auto* unit = new QLabel(factor.unit, this);
  unit->setProperty("look", "muted");
  unit->setMinimumWidth(20);
  grid->addWidget(label, 0, 0);
  grid->addWidget(field_, 0, 1, 3, 1, Qt::AlignVCenter);
  grid->addWidget(unit, 0, 2, 3, 1, Qt::AlignVCenter);
  grid->addWidget(slider_, 1, 0);
  grid->addWidget(bar_, 2, 0);
  grid->setColumnStretch(0, 1);
  connect(slider_, &QSlider::valueChanged, this, [this](int position) {
    if (is_following_) return;
    const double value =
        factor_.slider_low + (factor_.slider_high - factor_.slider_low) * position / static_cast<double>(kSteps);
    emit moved(factor_.is_integer ? std::round(value) : value);
  });
  connect(field_, &QLineEdit::editingFinished, this, &FactorSlider::takeText);
  setValue(factor.value);
}

void FactorSlider::takeText() {
  // Leaving the field untouched keeps the value that its text only rounds.
  if (!field_->isModified()) return;
  if (const auto value = parseNumber(field_->text().trimmed().toStdString())) emit moved(*value);
  setValue(factor_.value);
}

void FactorSlider::setValue(double value) {
  factor_.value = value;
  is_following_ = true;
  const double range = factor_.slider_high - factor_.slider_low;
  if (range > 0) slider_->setValue(static_cast<int>(std::lround((value - factor_.slider_low) / range * kSteps)));
  const int decimals =
      factor_.is_integer ? 0 : std::clamp(2 - static_cast<int>(std::floor(std::log10(std::max(range, 1e-6)))), 0, 6);
  field_->setText(QString::number(value, 'f', decimals));
  is_following_ = false;
}

}  // namespace mw::panels
