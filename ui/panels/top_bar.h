// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QToolButton>
#include <vector>

#include "ui/models/run_clock.h"
#include "ui/panels/panel_table.h"
#include "ui/panels/theme/figure_text.h"

namespace mw::panels {

/// The bar along the top: name and menu, file and when it was saved, workspaces, transport, speed, clock, find, help.
class TopBar : public QFrame {
  Q_OBJECT
 public:
  explicit TopBar(const PanelServices& services, QWidget* parent = nullptr);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* buildIdentity();
  QWidget* buildWorkspaces();
  /// A row of exclusive choices.
  QWidget* buildSegments(const QString& name, const QString& what, const std::vector<const char*>& actions);
  QWidget* buildTransport();
  QWidget* buildFinder();
  QToolButton* button(const QString& action, const char* look);
  void fillMenu(QMenu* menu) const;
  void showFile();
  /// Where there is no room for it, it is not shown.
  void fitSaved();
  void readClock();
  void showTime();
  void showSpeed(double wanted, double reached);
  void showPlaying(bool is_playing);

  PanelServices services_;
  QLabel* file_ = nullptr;
  FigureLabel* saved_ = nullptr;
  QToolButton* play_ = nullptr;
  QToolButton* find_ = nullptr;
  FigureLabel* wanted_ = nullptr;
  FigureLabel* reached_ = nullptr;
  FigureLabel* clock_ = nullptr;
  FigureLabel* clock_total_ = nullptr;
  QLabel* shift_ = nullptr;
  models::RunClock clock_of_factory_;
};

/// "of 5 d", "of 8 h", "of 90 s".
[[nodiscard]] QString durationText(double duration_s);

}  // namespace mw::panels
