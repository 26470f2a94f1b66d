// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/analysis/cost_row.h"

#include <QHBoxLayout>
#include <QLocale>

namespace mw::panels {
namespace {

constexpr double kMostPrice = 1e12;
constexpr int kPriceWidth = 104;

}  // namespace

CostRow::CostRow(const QString& name, const QString& what, const QString& tip, std::optional<double> price,
                 QWidget* parent)
    : QWidget(parent) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  had_ = new QCheckBox(what, this);
  had_->setObjectName(name + QStringLiteral(".had"));
  had_->setAccessibleName(what);
  had_->setToolTip(tip);
  had_->setChecked(price.has_value());
  price_ = new QDoubleSpinBox(this);
  price_->setObjectName(name + QStringLiteral(".price"));
  price_->setAccessibleName(tr("%1: cost").arg(what));
  price_->setToolTip(tip);
  price_->setLocale(QLocale::c());
  price_->setGroupSeparatorShown(false);
  price_->setDecimals(2);
  price_->setRange(0, kMostPrice);
  price_->setValue(price.value_or(0));
  price_->setEnabled(price.has_value());
  price_->setFixedWidth(kPriceWidth);
  price_->setAlignment(Qt::AlignRight);
  row->addWidget(had_, 1);
  row->addWidget(price_);
  connect(had_, &QCheckBox::toggled, price_, &QWidget::setEnabled);
  connect(had_, &QCheckBox::toggled, this, &CostRow::touched);
  connect(price_, &QDoubleSpinBox::valueChanged, this, &CostRow::touched);
}

std::optional<double> CostRow::price() const {
  return had_->isChecked() ? std::optional(price_->value()) : std::nullopt;
}

}  // namespace mw::panels
