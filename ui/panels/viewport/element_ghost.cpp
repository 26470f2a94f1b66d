// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/element_ghost.h"

#include <algorithm>
#include <numbers>

#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/attempt.h"
#include "ui/panels/library/new_element.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/snap_grid.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

ElementGhost::ElementGhost(Viewport& view, std::string type) : view_(view), type_(std::move(type)) {}

bool ElementGhost::moveTo(QPointF at, Qt::KeyboardModifiers modifiers) {
  const auto floor = view_.floorAt(at);
  body_.reset();
  snap_.reset();
  clashes_.clear();
  if (!floor) return false;
  const scene::Vec3 place = view_.snap().snapped(*floor, modifiers);
  factory::Element element;
  element.fields = newElement(view_.document().factory(), type_, place.x, place.y);
  element.type = element.fields["type"].get<std::string>();
  element.declaration = view_.document().factory().types()->find(element.type);
  element.pose = {place.x, place.y, 0, 0};
  body_ = layout::bodyOf(element);
  if (view_.snap().spacingWith(modifiers) > 0) {
    const std::vector<layout::Body> resting = view_.hall().restingBodies();
    snap_ = layout::findPortSnap({&*body_, 1}, resting);
    if (snap_) {
      snapped_to_ = resting[snap_->resting].id;
      body_->pose = {body_->pose.x_m + snap_->shift.x_m, body_->pose.y_m + snap_->shift.y_m,
                     body_->pose.z_m + snap_->lift_m, body_->pose.yaw_rad + snap_->turn_rad};
    }
  }
  clashes_ = view_.hall().clashesOf(*body_);
  view_.overlay().setHint(
      Viewport::tr("x %1 m   y %2 m").arg(body_->pose.x_m, 0, 'f', 2).arg(body_->pose.y_m, 0, 'f', 2), at);
  return true;
}

Sketch ElementGhost::sketch() const {
  if (!body_) return {};
  Sketch sketch = ghostOf(view_, *body_, isAllowed() ? Token::Accent : Token::Error);
  for (const layout::Clash& clash : clashes_) {
    sketch.push_back(tintOf(view_, view_.hall().elements()[clash.a], Token::Error));
  }
  return sketch;
}

bool ElementGhost::place() {
  leave();
  if (!body_) return false;
  if (!isAllowed()) {
    const scene::SceneElement& other = view_.hall().elements()[clashes_.front().a];
    view_.status().say(Viewport::tr("Not placed: it would stand in %1 by %2 m")
                           .arg(QString::fromStdString(other.id))
                           .arg(clashes_.front().depth_m, 0, 'f', 2),
                       StatusBoard::Tone::Warning);
    return false;
  }
  return attempt(view_.status(), [&] {
    Json element = newElement(view_.document().factory(), type_, body_->pose.x_m, body_->pose.y_m);
    if (body_->pose.z_m != 0) element["pose"]["z_m"] = body_->pose.z_m;
    if (body_->pose.yaw_rad != 0) element["pose"]["yaw_deg"] = body_->pose.yaw_rad * 180 / std::numbers::pi;
    std::optional<commands::NewFlow> flow;
    if (snap_) flow = snap_->is_from_moving ? commands::NewFlow{"", snapped_to_} : commands::NewFlow{snapped_to_, ""};
    view_.selection().select(commands::addConnected(view_.document(), std::move(element), flow));
  });
}

void ElementGhost::leave() {
  view_.overlay().setHint({}, {});
}

}  // namespace mw::panels
