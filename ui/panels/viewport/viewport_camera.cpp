// SPDX-License-Identifier: GPL-3.0-or-later
// How the view moves.
#include <QNativeGestureEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/models/selection.h"
#include "ui/panels/viewport/canvas.h"
#include "ui/panels/viewport/section_chip.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

void Viewport::setCamera(const scene::CameraPose& pose) {
  is_untouched_ = false;
  showCamera(pose);
}

void Viewport::showCamera(const scene::CameraPose& pose) {
  frame_.stop();
  camera_ = pose;
  canvas_->setCamera(camera_);
  updateLabels();
  stir();
  emit cameraChanged();
}

void Viewport::flyTo(const scene::CameraPose& pose) {
  is_untouched_ = false;
  from_ = camera_;
  to_ = pose;
  flight_.start();
  frame_.start();
  step();
}

void Viewport::step() {
  const double t = static_cast<double>(flight_.elapsed()) / 1000 / scene::kTransition_s;
  camera_ = scene::lerp(from_, to_, t);
  if (t >= 1) frame_.stop();
  canvas_->setCamera(camera_);
  updateLabels();
  stir();
  emit cameraChanged();
}

void Viewport::goBack() {
  flyTo(history_.back());
  emit viewHistoryChanged();
}

void Viewport::goForward() {
  flyTo(history_.forward());
  emit viewHistoryChanged();
}

void Viewport::setParallel(bool is_parallel) {
  if (camera_.is_parallel == is_parallel) return;
  frame_.stop();
  scene::CameraPose pose = camera_;
  pose.is_parallel = is_parallel;
  setCamera(pose);
}

void Viewport::setCutOpen(bool is_cut) {
  double top_m = 0;
  for (const scene::Vec3& corner : hall_.corners({})) top_m = std::max(top_m, corner.z);
  section_->setOpen(is_cut, top_m);
}

void Viewport::setPlan(bool is_plan) {
  if (is_plan == isPlan()) return;
  if (!is_plan) {
    setCamera(*std::exchange(before_plan_, std::nullopt));
    return;
  }
  before_plan_ = camera_;
  scene::CameraPose plan = scene::turnedTo(camera_, scene::ViewPreset::Top);
  plan.is_parallel = true;
  setCamera(hall_.elements().empty() ? plan : allOf(plan, 0.9));
}

scene::CameraPose Viewport::allOf(const scene::CameraPose& pose, double fill) const {
  constexpr double kBarAtMost_px = 24;   // from the upper edge, of what counts as a bar there
  constexpr double kMostCovered = 0.25;  // of the height
  const scene::Viewport view = viewSize();
  double covered_px = 0;
  for (const QRectF& place : coveredPlaces()) {
    if (place.top() <= kBarAtMost_px && place.bottom() < kMostCovered * view.height_px)
      covered_px = std::max(covered_px, place.bottom());
  }
  const double free_share = 1 - covered_px / std::max(1.0, static_cast<double>(view.height_px));
  scene::CameraPose all = scene::framed(pose, view, hall_.corners({}), fill * free_share);
  const double shift_m = covered_px / 2 * scene::metresPerPixel(all, view, all.focus_m);
  all.focus_m += scene::axesOf(all).up * shift_m;
  return all;
}

void Viewport::lookFrom(scene::ViewPreset view) {
  scene::CameraPose pose = scene::turnedTo(camera_, view);
  if (!hall_.elements().empty()) pose = allOf(pose, 0.86);
  flyTo(pose);
}

void Viewport::frameAll() {
  flyTo(allOf(camera_, 0.9));
  is_untouched_ = true;
}

void Viewport::frameSelection() {
  flyTo(scene::framed(camera_, viewSize(), hall_.corners(selection_.ids()), selection_.ids().empty() ? 0.9 : 0.55));
}

void Viewport::zoomAt(QPointF at, double factor) {
  setCamera(scene::zoomed(camera_, grabPoint(at), factor));
}

void Viewport::wheelEvent(QWheelEvent* event) {
  event->accept();
  // A wheel clicks; fingers come in pixels, or in phases.
  const bool is_fingers = !event->pixelDelta().isNull() || event->phase() != Qt::NoScrollPhase;
  if (is_fingers && navigation_.table.scroll == models::FingerScroll::Pan &&
      !event->modifiers().testFlag(Qt::ControlModifier)) {
    scrollByFingers(*event);
    return;
  }
  constexpr double kClick = 120;  // Qt's eighths of a degree
  zoomAt(event->position(), std::pow(navigation_.wheel_factor, event->angleDelta().y() / kClick));
}

void Viewport::scrollByFingers(const QWheelEvent& event) {
  const QPointF step = event.pixelDelta().isNull() ? QPointF(event.angleDelta()) / 4 : QPointF(event.pixelDelta());
  setCamera(scene::panned(camera_, viewSize(), grabPoint(event.position()), step.x(), step.y()));
}

bool Viewport::pinch(const QNativeGestureEvent& event) {
  if (event.gestureType() != Qt::ZoomNativeGesture) return false;
  zoomAt(event.position(), 1 / std::max(0.1, 1 + event.value()));
  return true;
}

}  // namespace mw::panels
