// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/section_chip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <algorithm>
#include <cmath>

namespace mw::panels {
namespace {

constexpr int kChipHeight = 36;
constexpr int kSliderWidth = 150;
constexpr int kLowest_cm = 5;
/// Where the cut begins: through most machines, above what they work on.
constexpr double kFirst_m = 1.2;

}  // namespace

SectionChip::SectionChip(QWidget* parent)
    : QFrame(parent), slider_(new QSlider(Qt::Horizontal, this)), typed_(new QDoubleSpinBox(this)) {
  setObjectName(QStringLiteral("viewport.section"));
  setProperty("look", "chip");
  setFixedHeight(kChipHeight);
  auto* label = new QLabel(tr("Cut at"), this);
  slider_->setObjectName(QStringLiteral("viewport.section.slider"));
  slider_->setAccessibleName(tr("Height of the cut"));
  slider_->setFixedWidth(kSliderWidth);
  slider_->setMinimum(kLowest_cm);
  typed_->setObjectName(QStringLiteral("viewport.section.height"));
  typed_->setAccessibleName(tr("Height of the cut in metres"));
  typed_->setSuffix(tr(" m"));
  typed_->setDecimals(2);
  typed_->setSingleStep(0.1);
  typed_->setMinimum(kLowest_cm / 100.0);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(11, 0, 6, 0);
  row->setSpacing(8);
  row->addWidget(label);
  row->addWidget(slider_);
  row->addWidget(typed_);
  connect(slider_, &QSlider::valueChanged, this, [this](int height_cm) { typed_->setValue(height_cm / 100.0); });
  connect(typed_, &QDoubleSpinBox::valueChanged, this, [this](double height_m) {
    slider_->setValue(static_cast<int>(std::lround(height_m * 100)));
    if (!isHidden()) emit heightChanged(height_m);
  });
  adjustSize();
  hide();
}

void SectionChip::setOpen(bool is_open, double top_m) {
  setVisible(is_open);
  if (!is_open) {
    emit heightChanged(std::nullopt);
    return;
  }
  const int top_cm = std::max(2 * kLowest_cm, static_cast<int>(std::ceil(top_m * 100)));
  const bool is_first = slider_->maximum() <= kLowest_cm || slider_->value() <= kLowest_cm;
  typed_->setMaximum(top_cm / 100.0);
  slider_->setMaximum(top_cm);
  if (is_first) typed_->setValue(std::min(kFirst_m, top_m / 2));
  emit heightChanged(typed_->value());
}

}  // namespace mw::panels
