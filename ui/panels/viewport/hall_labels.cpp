// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/hall_labels.h"

#include <unordered_map>

#include "ui/models/selection.h"
#include "ui/panels/viewport/viewport.h"
#include "ui/scene/footprint.h"

namespace mw::panels {
namespace {

/// More names at once than this say nothing, and each costs the width of its text.
constexpr std::size_t kMostNames = 40;

}  // namespace

std::vector<PlacedLabel> placedLabels(const Viewport& view, std::span<const SceneLabel> labels,
                                      std::span<const factory::ElementState> states, const std::string& hovered) {
  std::unordered_map<std::string_view, const SceneLabel*> given_of;
  for (const SceneLabel& label : labels) given_of.try_emplace(label.element, &label);
  std::vector<PlacedLabel> placed;
  const bool names_selected = view.selection().ids().size() <= kMostNames;
  const scene::CameraAxes axes = scene::axesOf(view.camera());
  const auto& elements = view.hall().elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const scene::SceneElement& element = elements[i];
    if (view.hall().isHidden(i)) continue;
    const auto given = given_of.find(element.id);
    const bool is_pointed = (names_selected && view.selection().contains(element.id)) || element.id == hovered;
    if (given == given_of.end() && !is_pointed) continue;
    const scene::LocalBox box = scene::localBoxOf(element);
    const auto top = scene::worldToDisplay(view.camera(), view.viewSize(), scene::toWorld(element, {0, 0, box.high.z}));
    if (!top) continue;
    PlacedLabel label;
    if (given != given_of.end()) label.label = *given->second;
    label.label.element = element.id;
    if (given == given_of.end() && i < states.size()) label.label.state = states[i];
    label.name = QString::fromStdString(element.name.empty() ? element.id : element.name);
    label.anchor = {top->at.x, top->at.y};
    const double nearness = dot(axes.back, element.position_m) * 1e-3;
    const bool is_framed = label.label.frame != SceneLabel::Frame::Plain;
    if (is_pointed) label.label.is_quiet = false;
    const bool is_selected = view.selection().contains(element.id);
    label.urgency = (is_selected ? 200 : 0) + (is_pointed ? 100 : 0) + (is_framed ? 50 : 0) +
                    (label.label.state == factory::ElementState::Down ? 10 : 0) - (label.label.is_quiet ? 10 : 0) +
                    nearness;
    placed.push_back(std::move(label));
  }
  return placed;
}

}  // namespace mw::panels
