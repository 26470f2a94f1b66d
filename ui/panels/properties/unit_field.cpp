// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/unit_field.h"

#include <QKeyEvent>
#include <QStyle>

namespace mw::panels {
namespace {

constexpr int kUnitMargin = 9;

}  // namespace

UnitField::UnitField(QWidget* parent) : QLineEdit(parent), unit_(new QLabel(this)) {
  unit_->setProperty("look", "muted");
  unit_->setAttribute(Qt::WA_TransparentForMouseEvents);
  setMinimumWidth(40);
  connect(this, &QLineEdit::editingFinished, this, &UnitField::finish);
}

void UnitField::showText(const QString& text, const QString& unit, const QString& brief) {
  shown_ = text;
  brief_ = brief.isEmpty() ? text : brief;
  setText(hasFocus() ? shown_ : brief_);
  setCursorPosition(0);
  unit_->setText(unit);
  unit_->adjustSize();
  setTextMargins(0, 0, unit.isEmpty() ? 0 : unit_->width() + 4, 0);
  resizeEvent(nullptr);
  setIsWrong(false);
}

void UnitField::setIsWrong(bool is_wrong) {
  const QString calm = calm_state_;
  setState(is_wrong ? "error" : calm.toLatin1().constData());
  calm_state_ = calm;
}

void UnitField::setState(const char* state) {
  const QString name = QLatin1String(state);
  calm_state_ = name;
  if (property("state").toString() == name) return;
  setProperty("state", name);
  style()->unpolish(this);
  style()->polish(this);
}

void UnitField::finish() {
  if (text() == shown_ || text() == brief_) {
    setIsWrong(false);
    return;
  }
  shown_ = brief_ = text();
  emit entered(text());
}

void UnitField::resizeEvent(QResizeEvent* event) {
  if (event != nullptr) QLineEdit::resizeEvent(event);
  unit_->move(width() - unit_->width() - kUnitMargin, (height() - unit_->height()) / 2);
}

void UnitField::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    setText(shown_);
    setIsWrong(false);
    clearFocus();
    return;
  }
  QLineEdit::keyPressEvent(event);
}

void UnitField::focusInEvent(QFocusEvent* event) {
  if (text() == brief_ && brief_ != shown_) setText(shown_);
  QLineEdit::focusInEvent(event);
}

void UnitField::focusOutEvent(QFocusEvent* event) {
  QLineEdit::focusOutEvent(event);
  if (text() == shown_ && brief_ != shown_) {
    setText(brief_);
    setCursorPosition(0);
  }
}

bool UnitField::event(QEvent* event) {
  // Escape belongs to the field while it has the focus.
  if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    event->accept();
    return true;
  }
  return QLineEdit::event(event);
}

}  // namespace mw::panels
