// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>
#include <QTimer>

#include "ui/models/session/history_model.h"
#include "ui/panels/panel.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// The steps of this sitting and the restore points among them: a click goes there.
class HistoryPanel : public Panel {
  Q_OBJECT
 public:
  HistoryPanel(models::ProjectSession& session, models::Document& document, const ThemeService& themes,
               QWidget* parent = nullptr);

 private:
  void fill();
  void go(int row);

  models::HistoryModel model_;
  const ThemeService& themes_;
  QListWidget* list_;
  QTimer soon_;  ///< edits that come in a burst are shown once
};

}  // namespace mw::panels
