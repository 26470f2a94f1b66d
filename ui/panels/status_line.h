// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QTimer>
#include <QToolButton>
#include <map>

#include "ui/panels/panel.h"
#include "ui/panels/status_board.h"

namespace mw::panels {

/// The line at the bottom: problems, size, events, their rate, age of data, a passing message; snap, units, cores.
class StatusLine : public QFrame {
  Q_OBJECT
 public:
  explicit StatusLine(const PanelServices& services, QWidget* parent = nullptr);

 signals:
  void problemsClicked();

 private:
  void show(StatusBoard::Place place, const QString& text, StatusBoard::Tone tone);
  void countElements();
  void countSelection();
  void buildSnap();
  void showSnap();

  const PanelServices services_;
  QToolButton* problems_ = nullptr;
  QToolButton* snap_ = nullptr;
  std::map<StatusBoard::Place, QLabel*> labels_;
  QString hint_;
  QTimer message_end_;
};

}  // namespace mw::panels
