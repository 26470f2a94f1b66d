// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>

namespace mw::panels {

/// A field with its unit inside at the right. Reports a new text once, when it is entered or the focus leaves, and only
/// when it differs from what was shown: clicking in and out changes nothing. Escape brings back what was shown.
class UnitField : public QLineEdit {
  Q_OBJECT
 public:
  explicit UnitField(QWidget* parent = nullptr);
  /// Shows a value; ends editing.
  /// @param brief  what stands there instead while nobody edits it; nothing: the text itself
  void showText(const QString& text, const QString& unit, const QString& brief = {});
  /// What is shown is the declared default.
  void setIsDefault(bool is_default) { setState(is_default ? "default" : ""); }
  void setIsWrong(bool is_wrong);

 signals:
  void entered(const QString& text);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void finish();
  void setState(const char* state);

  QLabel* unit_ = nullptr;
  QString shown_;
  QString brief_;
  QString calm_state_;
};

}  // namespace mw::panels
