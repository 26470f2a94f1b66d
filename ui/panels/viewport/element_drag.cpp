// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/element_drag.h"

#include <QFileInfo>
#include <algorithm>
#include <filesystem>
#include <set>
#include <unordered_set>

#include "core/factory/transport_height.h"
#include "core/layout/attachment.h"
#include "core/layout/copies.h"
#include "core/layout/marks.h"
#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/panels/attempt.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/reach_sketch.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

bool hasFlow(const factory::Factory& factory, const std::string& from, const std::string& to) {
  return std::any_of(factory.flows().begin(), factory.flows().end(), [&](const factory::Flow& flow) {
    return factory.elements()[flow.from].id == from && factory.elements()[flow.to].id == to;
  });
}

}  // namespace

ElementDrag::ElementDrag(Viewport& view, const std::vector<std::string>& ids) : view_(view) {
  const factory::Factory& factory = view.document().factory();
  const std::vector<std::string> locked_ids = layout::markedElements(factory, layout::Mark::Locked);
  const std::unordered_set<std::string> locked(locked_ids.begin(), locked_ids.end());
  for (const std::string& id : ids) {
    has_locked_ = has_locked_ || locked.contains(id);
    const layout::Body* body = view.hall().body(id);
    if (body != nullptr && !locked.contains(id)) own_.push_back(*body);
  }
  std::vector<std::string> own_ids;
  for (const layout::Body& body : own_) own_ids.push_back(body.id);
  const std::unordered_set<std::string> own(own_ids.begin(), own_ids.end());
  others_ = view.hall().restingBodies();
  std::erase_if(others_, [&own](const layout::Body& body) { return own.contains(body.id); });
  for (const std::string& id : layout::attachedTo(factory, own_ids)) {
    if (!locked.contains(id)) followers_.push_back(*view.hall().body(id));
  }
  std::vector<std::size_t> moving;
  for (const auto* bodies : {&own_, &followers_})
    for (const layout::Body& body : *bodies) moving.push_back(*view.hall().indexOf(body.id));
  const std::filesystem::path folder = QFileInfo(view.document().fileName()).absolutePath().toStdString();
  reach_.emplace(factory, moving, folder);
}

const ElementDrag::Resting& ElementDrag::resting(bool is_detached) {
  std::optional<Resting>& known = resting_[is_detached ? 1 : 0];
  if (known) return *known;
  std::vector<layout::Body> bodies = others_;
  if (!is_detached) {
    std::unordered_set<std::string> moving;
    for (const layout::Body& body : followers_) moving.insert(body.id);
    std::erase_if(bodies, [&moving](const layout::Body& body) { return moving.contains(body.id); });
  }
  return known.emplace(std::move(bodies));
}

void ElementDrag::clickOn(const Resting& resting) {
  snap_ = layout::findPortSnap(moved_, resting.ends);
  if (!snap_) return;
  snapped_to_ = resting.bodies[snap_->resting].id;
  for (layout::Body& body : moved_) {
    body.pose.x_m += snap_->shift.x_m;
    body.pose.y_m += snap_->shift.y_m;
    body.pose.z_m += snap_->lift_m;
    body.pose.yaw_rad += snap_->turn_rad;
  }
}

void ElementDrag::show(const Move& move) {
  moved_ = own_;
  if (!move.is_detached) moved_.insert(moved_.end(), followers_.begin(), followers_.end());
  const layout::CopyPlace place{{move.shift_m.x, move.shift_m.y}, move.shift_m.z, move.turn_rad, move.pivot};
  for (layout::Body& body : moved_) body.pose = layout::placed(body.pose, place);
  snap_.reset();
  if (move.clicks_on) clickOn(resting(move.is_detached));
  view_.preview(moved_);
  clashes_ = view_.hall().previewClashes();
  if (!reach_->isEmpty()) reach_->update(moved_);
}

scene::Vec3 ElementDrag::shift_m() const {
  if (moved_.empty()) return {};
  const factory::Pose& now = moved_.front().pose;
  const factory::Pose& then = own_.front().pose;
  return {now.x_m - then.x_m, now.y_m - then.y_m, now.z_m - then.z_m};
}

QString ElementDrag::clashText() const {
  if (clashes_.empty()) return {};
  const auto deepest = std::max_element(clashes_.begin(), clashes_.end(),
                                        [](const auto& a, const auto& b) { return a.depth_m < b.depth_m; });
  const auto& elements = view_.hall().elements();
  if (const layout::SweptRoad* road = view_.hall().roadOf(deepest->b)) {
    return Viewport::tr("%1 is %2 m in the way of vehicles %3")
        .arg(QString::fromStdString(elements[deepest->a].id))
        .arg(deepest->depth_m, 0, 'f', 2)
        .arg(QString::fromStdString(road->fleet));
  }
  return Viewport::tr("%1 and %2 overlap %3 m")
      .arg(QString::fromStdString(elements[deepest->a].id), QString::fromStdString(elements[deepest->b].id))
      .arg(deepest->depth_m, 0, 'f', 2);
}

QString ElementDrag::reachText() const {
  const motion::LiveReach::Port* worst = nullptr;
  for (const motion::LiveReach::Port& port : reach_->ports()) {
    if (!port.is_reached && (worst == nullptr || port.missing_m > worst->missing_m)) worst = &port;
  }
  if (worst == nullptr) return {};
  const auto& elements = view_.hall().elements();
  const QString robot = QString::fromStdString(elements[worst->robot].id);
  const QString other = QString::fromStdString(elements[worst->element].id);
  if (worst->missing_m < 0.005) return Viewport::tr("%1 does not reach %2").arg(robot, other);
  return Viewport::tr("%1 does not reach %2 by %3 m").arg(robot, other).arg(worst->missing_m, 0, 'f', 2);
}

Sketch ElementDrag::sketch() const {
  Sketch sketch = reachSketch(view_, *reach_);
  std::set<std::size_t> red;
  for (const layout::Clash& clash : clashes_) {
    red.insert(clash.a);
    if (const layout::SweptRoad* road = view_.hall().roadOf(clash.b)) {
      sketch.push_back(bandOf(view_, road->band, Token::Error));
    } else {
      red.insert(clash.b);
    }
  }
  for (const std::size_t i : red) sketch.push_back(tintOf(view_, view_.hall().elements()[i], Token::Error));
  if (snap_) {
    const layout::Port& port = snap_->meets;
    sketch.push_back(
        dotAt(view_, {port.at.x_m, port.at.y_m, port.foot_m + factory::kTransportHeight_m}, Token::Accent, 6));
  }
  return sketch;
}

void ElementDrag::drop() {
  if (moved_.empty()) return;
  std::vector<commands::Posed> posed;
  for (const layout::Body& body : moved_) posed.push_back({body.id, body.pose});
  std::optional<commands::NewFlow> flow;
  if (snap_) {
    const std::string& own = moved_[snap_->moving].id;
    flow = snap_->is_from_moving ? commands::NewFlow{own, snapped_to_} : commands::NewFlow{snapped_to_, own};
    if (hasFlow(view_.document().factory(), flow->from, flow->to)) flow.reset();
  }
  const QString clash = clashText();
  const QString reach = reachText();
  cancel();
  attempt(view_.status(), [&] {
    commands::move(view_.document(), posed, flow);
    if (!clash.isEmpty() || !reach.isEmpty())
      view_.status().say(clash.isEmpty() ? reach : clash, StatusBoard::Tone::Warning);
  });
}

void ElementDrag::cancel() {
  moved_.clear();
  clashes_.clear();
  snap_.reset();
  view_.preview({});
}

}  // namespace mw::panels
