// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/replay_show.h"

#include <cmath>

#include "ui/models/document.h"
#include "ui/models/figure_format.h"
#include "ui/models/playback.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/panels/viewport/viewport.h"
#include "ui/scene/floor_heat.h"
#include "ui/scene/part_slot.h"

namespace mw::panels {
namespace {

using factory::ElementState;

scene::Rgb rgbOf(const QColor& color) {
  return {color.redF(), color.greenF(), color.blueF()};
}

void addParts(const scene::SceneElement& element, int count, std::vector<scene::PartPose>& parts,
              const scene::Vec3& size_m) {
  const int places = std::max(count, element.capacity);
  for (int i = 0; i < count; ++i) parts.push_back(scene::standingIn(scene::partSlot(element, i, places), 0, size_m));
}

}  // namespace

ReplayShow::ReplayShow(const PanelServices& services, models::ReplayModel& replay, QObject* parent)
    : QObject(parent), services_(services), replay_(replay) {
  connect(&services_.playback, &models::Playback::timeChanged, this, &ReplayShow::show);
  connect(&replay_, &models::ReplayModel::resultChanged, this, &ReplayShow::take);
  connect(&services_.document, &models::Document::changed, this, &ReplayShow::take);
  connect(&services_.themes, &ThemeService::changed, this, &ReplayShow::show);
}

void ReplayShow::setActive(bool is_active) {
  if (is_active == is_active_) return;
  is_active_ = is_active;
  if (is_active_) {
    take();
    // Those who leave the hall clear it after this.
    QMetaObject::invokeMethod(this, &ReplayShow::show, Qt::QueuedConnection);
    return;
  }
  services_.viewport.setElementStates({});
  services_.viewport.setParts({});
  services_.viewport.setLabels({});
  services_.viewport.setFloor({}, {});
}

void ReplayShow::take() {
  if (!is_active_) return;
  sources_ = models::elementSources(replay_.data(), services_.document.factory());
  elements_ = sceneElements(services_.document.factory());
  show();
}

void ReplayShow::show() {
  if (!is_active_) return;
  const models::ReplayData replayed = replay_.data();
  const double t_s = services_.playback.time_s();
  std::vector<ElementState> states(elements_.size(), ElementState::Idle);
  std::vector<scene::PartPose> parts;
  std::vector<scene::FloorShape> floor;
  std::vector<models::ElementNow> all;
  const auto types = scenePartTypes(services_.document.factory());
  for (const models::ElementSource& source : sources_) {
    const models::ElementNow now = models::elementAt(replayed, source, t_s);
    const scene::SceneElement& element = elements_[source.element];
    states[source.element] = now.is_stale ? ElementState::Off : now.state.value_or(ElementState::Idle);
    if (now.parts && !types.empty()) addParts(element, *now.parts, parts, types.front().size_m);
    if (std::isfinite(now.health)) floor.push_back(scene::heatPlate(element, rgbOf(Theme::valueColor(now.health))));
    all.push_back(now);
  }
  services_.viewport.setElementStates(sources_.empty() ? std::vector<ElementState>() : states);
  services_.viewport.setParts(parts);
  services_.viewport.setFloor(floor, {});
  showWords(all);
}

void ReplayShow::showWords(const std::vector<models::ElementNow>& all) {
  std::vector<SceneLabel> labels;
  for (const models::ElementNow& now : all) {
    SceneLabel label;
    label.element = elements_[now.element].id;
    label.state = now.is_stale ? ElementState::Off : now.state.value_or(ElementState::Idle);
    QStringList words;
    if (now.is_stale) words << tr("no data");
    if (std::isfinite(now.health)) words << tr("health %1").arg(now.health, 0, 'f', 2);
    if (now.parts) words << tr("%n parts", nullptr, *now.parts);
    if (words.isEmpty() && now.state) {
      const std::string_view name = factory::nameOf(*now.state);
      words << QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    }
    label.text = words.join(QStringLiteral(" · "));
    labels.push_back(std::move(label));
  }
  services_.viewport.setLabels(std::move(labels));
}

}  // namespace mw::panels
