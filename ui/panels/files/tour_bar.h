// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <vector>

#include "ui/models/session/tour.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// The steps of the tour in one slim bar: ticked as they are done, the next one in bold, played on wish.
class TourBar : public QFrame {
  Q_OBJECT
 public:
  TourBar(models::Tour& tour, const ThemeService& themes, QWidget* parent = nullptr);

 signals:
  /// The user wants to see how a step is done.
  void showWanted(const QString& step);

 private:
  void show();

  models::Tour& tour_;
  std::vector<QLabel*> labels_;
  QPushButton* play_;
};

}  // namespace mw::panels
