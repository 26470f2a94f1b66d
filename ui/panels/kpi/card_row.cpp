// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/card_row.h"

#include <QEvent>
#include <algorithm>

namespace mw::panels {
namespace {

QFrame* lineIn(QWidget* parent) {
  auto* line = new QFrame(parent);
  line->setProperty("look", "hairline");
  return line;
}

}  // namespace

CardRow::CardRow(QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout(this)), first_line_(lineIn(this)), second_line_(lineIn(this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(0);
}

void CardRow::setCards(QWidget* left, QWidget* middle, QWidget* right) {
  left_ = left;
  middle_ = middle;
  right_ = right;
  put(false);
}

QSize CardRow::minimumSizeHint() const {
  const int pair = left_->minimumSizeHint().width() + right_->minimumSizeHint().width() + 1;
  return {std::max(pair, middle_->minimumSizeHint().width()), QWidget::minimumSizeHint().height()};
}

void CardRow::put(bool is_narrow) {
  is_narrow_ = is_narrow;
  for (QWidget* each :
       {left_, middle_, right_, static_cast<QWidget*>(first_line_), static_cast<QWidget*>(second_line_)})
    grid_->removeWidget(each);
  first_line_->setMinimumSize(1, 0);
  first_line_->setMaximumSize(1, QWIDGETSIZE_MAX);
  second_line_->setMinimumSize(1, 1);
  second_line_->setMaximumSize(is_narrow ? QWIDGETSIZE_MAX : 1, is_narrow ? 1 : QWIDGETSIZE_MAX);
  grid_->addWidget(left_, 0, 0);
  grid_->addWidget(first_line_, 0, 1);
  grid_->addWidget(is_narrow ? right_ : middle_, 0, 2);
  if (is_narrow) {
    grid_->addWidget(second_line_, 1, 0, 1, 3);
    grid_->addWidget(middle_, 2, 0, 1, 3);
  } else {
    grid_->addWidget(second_line_, 0, 3);
    grid_->addWidget(right_, 0, 4);
  }
  for (const int column : {0, 2, 4}) grid_->setColumnStretch(column, is_narrow && column == 4 ? 0 : 1);
}

void CardRow::arrange() {
  if (left_ == nullptr) return;
  int wanted = 2;
  for (const QWidget* card : {left_, middle_, right_}) wanted += card->minimumSizeHint().width();
  if ((wanted > width()) != is_narrow_) put(!is_narrow_);
}

void CardRow::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

bool CardRow::event(QEvent* event) {
  if (event->type() == QEvent::LayoutRequest) arrange();
  return QWidget::event(event);
}

}  // namespace mw::panels
