// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/navigation_tools.h"

#include <cmath>

#include "ui/models/selection.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr double kOrbit_rad_per_px = 0.006;
constexpr double kZoom_per_px = 0.01;

}  // namespace

void ClickTool::click(Viewport& view, const PointerEvent& event) {
  if (event.button != Qt::RightButton) return DragTool::click(view, event);
  if (!event.element.empty() && !view.selection().contains(event.element)) view.selection().select(event.element);
  emit view.contextMenuWanted(view.mapToGlobal(event.at.toPoint()));
}

void OrbitTool::begin(Viewport& view) {
  pivot_m_ = view.grabPoint(pressed_.at);
}

void OrbitTool::drag(Viewport& view, const PointerEvent&, QPointF step) {
  view.setCamera(scene::orbited(view.camera(), pivot_m_, -step.x() * kOrbit_rad_per_px, step.y() * kOrbit_rad_per_px));
}

void PanTool::begin(Viewport& view) {
  grabbed_m_ = view.grabPoint(pressed_.at);
}

void PanTool::drag(Viewport& view, const PointerEvent&, QPointF step) {
  view.setCamera(scene::panned(view.camera(), view.viewSize(), grabbed_m_, step.x(), step.y()));
}

void ZoomTool::begin(Viewport& view) {
  towards_m_ = view.grabPoint(pressed_.at);
}

void ZoomTool::drag(Viewport& view, const PointerEvent&, QPointF step) {
  view.setCamera(scene::zoomed(view.camera(), towards_m_, std::exp(kZoom_per_px * step.y())));
}

std::unique_ptr<MouseTool> toolOf(models::CameraMove move, bool turns) {
  switch (move) {
    case models::CameraMove::Orbit:
      if (turns) return std::make_unique<OrbitTool>();
      return std::make_unique<PanTool>();
    case models::CameraMove::Pan:
      return std::make_unique<PanTool>();
    case models::CameraMove::Zoom:
      return std::make_unique<ZoomTool>();
  }
  return std::make_unique<ClickTool>();
}

}  // namespace mw::panels
