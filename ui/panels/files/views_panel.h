// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/session/project_session.h"
#include "ui/panels/files/named_list.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

/// Views of the hall under names, kept in the project.
class ViewsPanel : public NamedList {
  Q_OBJECT
 public:
  ViewsPanel(models::ProjectSession& session, Viewport& viewport, const ThemeService& themes,
             QWidget* parent = nullptr);

 private:
  template <class Work>
  void attempt(Work work);
  void fill();
  void keep(const QString& name);
  void show(const QString& name);
  void remove(const QString& name);

  models::ProjectSession& session_;
  Viewport& viewport_;
  std::vector<store::SavedView> views_;
};

/// A camera as a project keeps it, SI and radians: {"focus_m": [x, y, z], "distance_m", "yaw_rad", "pitch_rad",
/// "view_angle_rad", "parallel"}.
[[nodiscard]] Json jsonOf(const scene::CameraPose& pose);
/// @throws InputError for anything that is no pose one can look from
[[nodiscard]] scene::CameraPose poseFrom(const Json& json);

}  // namespace mw::panels
