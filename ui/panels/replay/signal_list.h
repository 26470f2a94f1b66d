// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

#include "ui/models/replay_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// What a signal is dragged as.
inline constexpr const char* kSignalMime = "application/x-millwright-signal";

/// All signals of a replay with their values at the cursor, to be dragged onto plots. Old values are grey.
class SignalList : public QTreeWidget {
  Q_OBJECT
 public:
  SignalList(models::ReplayModel& replay, const ThemeService& themes, QWidget* parent);

  void showTime(double time_s);

 protected:
  [[nodiscard]] QStringList mimeTypes() const override;
  [[nodiscard]] QMimeData* mimeData(const QList<QTreeWidgetItem*>& items) const override;

 private:
  void fill();

  models::ReplayModel& replay_;
  const ThemeService& themes_;
  double time_s_ = 0;
};

}  // namespace mw::panels
