// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QWidget>

namespace mw::panels {

/// Where the keyboard goes when a dialog closes and what had it before is gone: to the hall, not to whatever comes
/// first in the window. Watches the whole application.
class DialogFocus : public QObject {
  Q_OBJECT
 public:
  /// @param hall  takes the focus then
  DialogFocus(QWidget* hall, QObject* parent);
  ~DialogFocus() override;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void giveBack(const QPointer<QWidget>& before);

  QWidget* hall_;
  QHash<QObject*, QPointer<QWidget>> before_;
};

}  // namespace mw::panels
