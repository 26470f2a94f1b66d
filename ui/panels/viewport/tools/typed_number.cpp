// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/typed_number.h"

#include <QLocale>

namespace mw::panels {

bool TypedNumber::take(const QKeyEvent& event) {
  if (event.key() == Qt::Key_Backspace) {
    if (text_.isEmpty()) return false;
    text_.chop(1);
    return true;
  }
  const QString typed = event.text();
  if (typed.size() != 1) return false;
  const QChar c = typed[0] == QLatin1Char(',') ? QLatin1Char('.') : typed[0];
  const bool is_sign = c == QLatin1Char('-') && text_.isEmpty();
  const bool is_point = c == QLatin1Char('.') && !text_.contains(c);
  const bool is_digit = c >= QLatin1Char('0') && c <= QLatin1Char('9');
  if (!is_sign && !is_point && !is_digit) return false;
  text_ += c;
  return true;
}

std::optional<double> TypedNumber::value() const {
  bool is_number = false;
  const double value = QLocale::c().toDouble(text_, &is_number);
  return is_number ? std::optional(value) : std::nullopt;
}

}  // namespace mw::panels
