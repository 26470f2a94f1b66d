// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QWidget>

namespace mw::panels {

/// A setting: label, editor beside it, and below what is wrong with the last entry.
class SettingRow : public QWidget {
  Q_OBJECT
 public:
  /// @param editor  becomes a child; the label is its buddy
  SettingRow(const QString& label, QWidget* editor, QWidget* parent);

  void showError(const QString& cause, const QString& cure);
  void clearError();
  [[nodiscard]] bool hasError() const { return !error_->isHidden(); }

 private:
  QLabel* error_;
};

}  // namespace mw::panels
