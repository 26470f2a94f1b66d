// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/layout_edits.h"

#include <algorithm>
#include <numbers>
#include <unordered_map>
#include <unordered_set>

#include "core/factory/factory_edit.h"
#include "core/layout/clip.h"
#include "core/layout/paths.h"
#include "ui/commands/push_edit.h"

namespace mw::commands {
namespace {

using factory::Factory;
using models::FactoryChange;
using Kind = FactoryChange::Kind;

constexpr double kDegree = std::numbers::pi / 180;

QString tr(const char* text) {
  return stepText(text);
}

/// "mill", or "3 elements".
QString namesOf(std::span<const std::string> ids) {
  return ids.size() == 1 ? QString::fromStdString(ids[0]) : tr("%1 elements").arg(ids.size());
}

std::vector<std::string> idsOf(const std::vector<Posed>& elements) {
  std::vector<std::string> ids;
  for (const Posed& element : elements) ids.push_back(element.id);
  return ids;
}

void writePose(Json& element, const factory::Pose& before, const factory::Pose& after) {
  Json& pose = element["pose"];
  if (!pose.is_object()) pose = Json::object();
  pose["x_m"] = after.x_m;
  pose["y_m"] = after.y_m;
  if (after.z_m != before.z_m) pose["z_m"] = after.z_m;
  if (after.yaw_rad != before.yaw_rad) pose["yaw_deg"] = after.yaw_rad / kDegree;
}

/// Elements by id, in the order of the ids; unknown ones are left out.
std::vector<const factory::Element*> find(const Factory& factory, std::span<const std::string> ids) {
  std::unordered_map<std::string_view, const factory::Element*> by_id;
  for (const factory::Element& element : factory.elements()) by_id[element.id] = &element;
  std::vector<const factory::Element*> found;
  for (const std::string& id : ids) {
    if (const auto at = by_id.find(id); at != by_id.end()) found.push_back(at->second);
  }
  return found;
}

std::vector<layout::Body> bodies(const Factory& factory, std::span<const std::string> ids) {
  std::vector<layout::Body> bodies;
  for (const factory::Element* element : find(factory, ids)) bodies.push_back(layout::bodyOf(*element));
  return bodies;
}

Factory withPoses(const Factory& factory, const std::vector<Posed>& elements) {
  Json root = factory.json();
  const std::vector<std::string> ids = idsOf(elements);
  const auto found = find(factory, ids);
  if (found.size() != elements.size()) {
    throw InputError(Place{}, "an element to be moved is no more", "select it again");
  }
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const auto index = static_cast<std::size_t>(found[i] - factory.elements().data());
    writePose(root["elements"][index], found[i]->pose, elements[i].pose);
  }
  return Factory::fromJson(std::move(root), factory.types());
}

void arrange(models::Document& document, std::span<const std::string> ids, const QString& text,
             const std::vector<layout::Body>& moved, const std::vector<factory::Pose>& poses) {
  std::vector<Posed> elements;
  for (std::size_t i = 0; i < moved.size(); ++i) elements.push_back({moved[i].id, poses[i]});
  requireUnlocked(document.factory(), ids);
  pushEdit(document, text, withPoses(document.factory(), elements), {Kind::ElementsChanged, idsOf(elements)});
}

}  // namespace

void requireUnlocked(const Factory& factory, std::span<const std::string> ids) {
  const std::vector<std::string> locked = layout::markedElements(factory, layout::Mark::Locked);
  if (locked.empty()) return;
  const std::unordered_set<std::string> all(locked.begin(), locked.end());
  for (const std::string& id : ids) {
    if (all.contains(id)) throw InputError(Place{}, "\"" + id + "\" is locked", "unlock it first (Ctrl+L)");
  }
}

void move(models::Document& document, const std::vector<Posed>& elements, const std::optional<NewFlow>& flow) {
  if (elements.empty()) return;
  const std::vector<std::string> ids = idsOf(elements);
  requireUnlocked(document.factory(), ids);
  Factory after = withPoses(document.factory(), elements);
  QString text = tr("Move %1").arg(namesOf(ids));
  FactoryChange change{Kind::ElementsChanged, ids};
  if (flow) {
    after = factory::withFlow(after, Json{{"from", flow->from}, {"to", flow->to}});
    text = tr("Connect %1 to %2").arg(QString::fromStdString(flow->from), QString::fromStdString(flow->to));
    change = {Kind::Replaced, ids};
  }
  pushEdit(document, text, after, std::move(change));
}

std::string addConnected(models::Document& document, Json element, const std::optional<NewFlow>& flow) {
  const std::string id = factory::unusedId(document.factory(), element.at("id").get<std::string>());
  element["id"] = id;
  Factory after = factory::withElement(document.factory(), element);
  if (flow) {
    after = factory::withFlow(
        after, Json{{"from", flow->from.empty() ? id : flow->from}, {"to", flow->to.empty() ? id : flow->to}});
  }
  pushEdit(document, tr("Add %1").arg(QString::fromStdString(id)), after, {Kind::ElementsAdded, {id}});
  return id;
}

std::vector<std::string> paste(models::Document& document, const Json& clip,
                               std::span<const layout::CopyPlace> places) {
  layout::Pasted pasted = layout::withClip(document.factory(), clip, places);
  if (!pasted.ids.empty()) {
    pushEdit(document, tr("Paste %1").arg(namesOf(pasted.ids)), pasted.factory, {Kind::ElementsAdded, pasted.ids});
  }
  return pasted.ids;
}

std::vector<std::string> duplicate(models::Document& document, std::span<const std::string> ids,
                                   std::span<const layout::CopyPlace> places) {
  layout::Pasted pasted = layout::withClip(document.factory(), layout::clipOf(document.factory(), ids), places);
  if (!pasted.ids.empty()) {
    pushEdit(document, tr("Duplicate %1").arg(namesOf(ids)), pasted.factory, {Kind::ElementsAdded, pasted.ids});
  }
  return pasted.ids;
}

void cut(models::Document& document, const std::vector<std::string>& ids) {
  requireUnlocked(document.factory(), ids);
  pushEdit(document, tr("Cut %1").arg(namesOf(ids)), factory::withoutElements(document.factory(), ids),
           {Kind::ElementsRemoved, ids});
}

void align(models::Document& document, std::span<const std::string> ids, layout::Alignment alignment) {
  const std::vector<layout::Body> moved = bodies(document.factory(), ids);
  if (moved.size() < 2) throw InputError(Place{}, "aligning needs two elements", "select more; the last one stays");
  arrange(document, ids, tr("Align %1").arg(namesOf(ids)), moved, layout::aligned(moved, moved.size() - 1, alignment));
}

void distribute(models::Document& document, std::span<const std::string> ids, layout::Axis axis) {
  const std::vector<layout::Body> moved = bodies(document.factory(), ids);
  if (moved.size() < 3) throw InputError(Place{}, "distributing needs three elements", "select more");
  arrange(document, ids, tr("Distribute %1").arg(namesOf(ids)), moved, layout::distributed(moved, axis));
}

void group(models::Document& document, std::span<const std::string> ids) {
  pushEdit(document, tr("Group %1").arg(namesOf(ids)), layout::withGroup(document.factory(), ids),
           {Kind::OtherChanged, {}});
}

void ungroup(models::Document& document, std::span<const std::string> ids) {
  pushEdit(document, tr("Ungroup"), layout::withoutGroups(document.factory(), ids), {Kind::OtherChanged, {}});
}

void moveToGroup(models::Document& document, std::span<const std::string> ids, const std::string& group) {
  const QString text = group.empty() ? tr("Take %1 out of its group").arg(namesOf(ids))
                                     : tr("Move %1 to %2").arg(namesOf(ids), QString::fromStdString(group));
  pushEdit(document, text, layout::withMembers(document.factory(), group, ids), {Kind::OtherChanged, {}});
}

void renameGroup(models::Document& document, const std::string& group, const std::string& name) {
  pushEdit(document, tr("Rename %1").arg(QString::fromStdString(group)),
           layout::withGroupName(document.factory(), group, name), {Kind::OtherChanged, {}});
}

void setMark(models::Document& document, layout::Mark mark, std::span<const std::string> ids, bool is_marked) {
  const char* text =
      mark == layout::Mark::Locked ? (is_marked ? "Lock %1" : "Unlock %1") : (is_marked ? "Hide %1" : "Show %1");
  pushEdit(document, tr(text).arg(namesOf(ids)), layout::withMarks(document.factory(), mark, ids, is_marked),
           {Kind::OtherChanged, {}});
}

void isolate(models::Document& document, std::span<const std::string> ids) {
  const std::unordered_set<std::string> kept(ids.begin(), ids.end());
  std::vector<std::string> others;
  for (const factory::Element& element : document.factory().elements()) {
    if (!kept.contains(element.id)) others.push_back(element.id);
  }
  const std::vector<std::string> hidden = layout::markedElements(document.factory(), layout::Mark::Hidden);
  const bool is_alone = std::unordered_set<std::string>(hidden.begin(), hidden.end()) ==
                        std::unordered_set<std::string>(others.begin(), others.end());
  Factory after = layout::withMarks(document.factory(), layout::Mark::Hidden, hidden, false);
  if (!is_alone) after = layout::withMarks(after, layout::Mark::Hidden, others, true);
  pushEdit(document, is_alone ? tr("Show all") : tr("Isolate %1").arg(namesOf(ids)), after, {Kind::OtherChanged, {}});
}

void setNote(models::Document& document, const layout::Note& note) {
  const QString text = note.text.empty() ? tr("Remove note") : note.id.empty() ? tr("Add note") : tr("Change note");
  pushEdit(document, text, layout::withNote(document.factory(), note), {Kind::OtherChanged, {}});
}

void addDimension(models::Document& document, const layout::Dimension& dimension) {
  pushEdit(document, tr("Add dimension"), layout::withDimension(document.factory(), dimension),
           {Kind::OtherChanged, {}});
}

void removeDimension(models::Document& document, const std::string& id) {
  pushEdit(document, tr("Remove dimension"), layout::withoutDimension(document.factory(), id),
           {Kind::OtherChanged, {}});
}

void clearDimensions(models::Document& document) {
  pushEdit(document, tr("Remove dimensions"), layout::withoutDimensions(document.factory()), {Kind::OtherChanged, {}});
}

void setPath(models::Document& document, const std::string& id, std::span<const layout::Point> points) {
  const std::vector<std::string> ids = {id};
  requireUnlocked(document.factory(), ids);
  const auto found = find(document.factory(), ids);
  if (found.empty() || found[0]->type != "conveyor") {
    throw InputError(Place{}, "\"" + id + "\" has no path", "select a conveyor");
  }
  Json root = document.factory().json();
  Json& element = root["elements"][static_cast<std::size_t>(found[0] - document.factory().elements().data())];
  element = layout::conveyorAlong(element, points);
  pushEdit(document, tr("Change path of %1").arg(namesOf(ids)),
           Factory::fromJson(std::move(root), document.factory().types()), {Kind::ElementsChanged, ids});
}

void addRoad(models::Document& document, std::span<const layout::Point> points) {
  pushEdit(document, tr("Add road"), layout::withRoad(document.factory(), points), {Kind::OtherChanged, {}});
}

void moveRoadNode(models::Document& document, const layout::RoadNodeName& name, layout::Point at) {
  pushEdit(document, tr("Move road node %1").arg(QString::fromStdString(name.node)),
           layout::withRoadNodeAt(document.factory(), name, at), {Kind::OtherChanged, {}});
}

void removeRoadNode(models::Document& document, const layout::RoadNodeName& name) {
  pushEdit(document, tr("Delete road node %1").arg(QString::fromStdString(name.node)),
           layout::withoutRoadNode(document.factory(), name), {Kind::OtherChanged, {}});
}

void splitRoad(models::Document& document, const layout::RoadEdgeName& name, layout::Point at) {
  pushEdit(document, tr("Add road node"), layout::withRoadNodeOn(document.factory(), name, at),
           {Kind::OtherChanged, {}});
}

}  // namespace mw::commands
