// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyEvent>
#include <QString>
#include <optional>

namespace mw::panels {

/// A number typed while the mouse does something else: digits, a minus, one decimal sign (point or comma).
class TypedNumber {
 public:
  /// @returns whether the key belongs to a number
  bool take(const QKeyEvent& event);
  [[nodiscard]] bool isEmpty() const { return text_.isEmpty(); }
  [[nodiscard]] const QString& text() const { return text_; }
  /// Empty while what is typed is no number yet ("-").
  [[nodiscard]] std::optional<double> value() const;
  void clear() { text_.clear(); }

 private:
  QString text_;
};

}  // namespace mw::panels
