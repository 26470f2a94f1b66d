// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/views_panel.h"

#include <cmath>

namespace mw::panels {
namespace {

double number(const Json& json, const char* key, double low, double high) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_number() || !(*found >= low && *found <= high)) {
    throw InputError({}, std::string("a saved view has no usable \"") + key + "\"", "remove it and save it again");
  }
  return found->get<double>();
}

}  // namespace

Json jsonOf(const scene::CameraPose& pose) {
  return {{"focus_m", {pose.focus_m.x, pose.focus_m.y, pose.focus_m.z}},
          {"distance_m", pose.distance_m},
          {"yaw_rad", pose.yaw_rad},
          {"pitch_rad", pose.pitch_rad},
          {"view_angle_rad", pose.view_angle_rad},
          {"parallel", pose.is_parallel}};
}

scene::CameraPose poseFrom(const Json& json) {
  constexpr double kFar_m = 1e6;
  constexpr double kPi = std::numbers::pi;
  const auto focus = json.is_object() ? json.find("focus_m") : json.end();
  if (!json.is_object() || focus == json.end() || !focus->is_array() || focus->size() != 3) {
    throw InputError({}, "a saved view has no usable \"focus_m\"", "remove it and save it again");
  }
  const auto coordinate = [&](std::size_t i) {
    return number(Json{{"focus_m", (*focus)[i]}}, "focus_m", -kFar_m, kFar_m);
  };
  scene::CameraPose pose;
  pose.focus_m = {coordinate(0), coordinate(1), coordinate(2)};
  pose.distance_m = number(json, "distance_m", 1e-3, kFar_m);
  pose.yaw_rad = number(json, "yaw_rad", -2 * kPi, 2 * kPi);
  pose.pitch_rad = number(json, "pitch_rad", -kPi / 2, kPi / 2);
  pose.view_angle_rad = number(json, "view_angle_rad", 0.01, kPi * 0.9);
  pose.is_parallel = json.contains("parallel") && json["parallel"] == true;
  return pose;
}

ViewsPanel::ViewsPanel(models::ProjectSession& session, Viewport& viewport, const ThemeService& themes, QWidget* parent)
    : NamedList(
          {QStringLiteral("views"), tr("Saved views"), tr("Name of this view"), tr("Save view"), tr("Look from there"),
           tr("Views are kept in the project. Alt+Left goes back to the last view."), tr("None yet.")},
          themes, parent),
      session_(session),
      viewport_(viewport) {
  connect(this, &NamedList::keepWanted, this, &ViewsPanel::keep);
  connect(this, &NamedList::useWanted, this, &ViewsPanel::show);
  connect(this, &NamedList::removeWanted, this, &ViewsPanel::remove);
  connect(&session_, &models::ProjectSession::standingChanged, this, &ViewsPanel::fill);
  fill();
}

template <class Work>
void ViewsPanel::attempt(Work work) {
  try {
    work();
  } catch (const Error& error) {
    emit session_.failed(QString::fromUtf8(error.what()));
  }
}

void ViewsPanel::fill() {
  views_.clear();
  attempt([this] {
    if (session_.project()) views_ = store::savedViews(*session_.project());
  });
  std::vector<Row> rows;
  for (const store::SavedView& view : views_) rows.push_back({QString::fromStdString(view.name), {}});
  setRows(rows);
  setKeepEnabled(session_.standing().is_project && !session_.standing().is_read_only);
}

void ViewsPanel::keep(const QString& name) {
  const QString given = name.isEmpty() ? tr("View %1").arg(views_.size() + 1) : name;
  attempt([&] { store::saveView(*session_.project(), {given.toStdString(), jsonOf(viewport_.camera())}); });
  fill();
}

void ViewsPanel::show(const QString& name) {
  for (const store::SavedView& view : views_) {
    if (QString::fromStdString(view.name) == name) attempt([&] { viewport_.flyTo(poseFrom(view.pose)); });
  }
}

void ViewsPanel::remove(const QString& name) {
  attempt([&] { store::removeView(*session_.project(), name.toStdString()); });
  fill();
}

}  // namespace mw::panels
