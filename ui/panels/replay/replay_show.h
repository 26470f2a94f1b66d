// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <vector>

#include "ui/models/replay_model.h"
#include "ui/models/replay_states.h"
#include "ui/panels/panel.h"
#include "ui/scene/scene_element.h"

namespace mw::panels {

/// Shows a replayed log in the hall at the time of the cursor: states of machines, parts where they are counted, and on
/// the floor below the twin's asset its health, from dark (bad) to bright. What is too old is grey and says so.
class ReplayShow : public QObject {
  Q_OBJECT
 public:
  ReplayShow(const PanelServices& services, models::ReplayModel& replay, QObject* parent);

  /// While it is not, the hall is left to another show.
  void setActive(bool is_active);

 private:
  void take();
  void show();
  void showWords(const std::vector<models::ElementNow>& now);

  PanelServices services_;
  models::ReplayModel& replay_;
  std::vector<models::ElementSource> sources_;
  std::vector<scene::SceneElement> elements_;
  bool is_active_ = false;
};

}  // namespace mw::panels
