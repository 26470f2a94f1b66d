// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/edits.h"

#include <numbers>

#include "core/factory/factory_edit.h"
#include "core/factory/references.h"
#include "ui/commands/push_edit.h"

namespace mw::commands {
namespace {

using factory::Factory;
using factory::FactoryPath;
using models::FactoryChange;
using Kind = FactoryChange::Kind;

QString tr(const char* text) {
  return stepText(text);
}

FactoryChange changeOf(const FactoryPath& path) {
  const auto& segments = path.segments();
  if (segments[0] == "elements" && segments.size() > 1) return {Kind::ElementsChanged, {segments[1]}};
  return {segments[0] == "flows" ? Kind::FlowsChanged : Kind::OtherChanged, {}};
}

FactoryChange changeOf(std::span<const FactoryPath> paths) {
  FactoryChange change{Kind::ElementsChanged, {}};
  for (const FactoryPath& path : paths) change.ids.push_back(path.segments()[1]);
  return change;
}

/// A locked element stays where it is, whoever moves it.
void requireMovable(const Factory& factory, const FactoryPath& path) {
  const auto& segments = path.segments();
  if (segments.size() < 3 || segments[0] != "elements" || segments[2] != "pose") return;
  requireUnlocked(factory, std::vector<std::string>{segments[1]});
}

QString quoted(const std::string& id) {
  return QString::fromStdString(id);
}

}  // namespace

void setValue(models::Document& document, const FactoryPath& path, const Json& value, const std::string& merge_key,
              const QString& text) {
  requireMovable(document.factory(), path);
  const std::string& what = path.segments().back();
  const QString usual = path.segments().size() > 2 && path.segments()[0] == "elements"
                            ? tr("Change %1 of %2").arg(quoted(what), quoted(path.segments()[1]))
                            : tr("Change %1").arg(quoted(what));
  pushEdit(document, text.isEmpty() ? usual : text, factory::withValue(document.factory(), path, value), changeOf(path),
           merge_key);
}

void setTogether(models::Document& document, std::span<const factory::Assignment> values, const QString& text) {
  for (const factory::Assignment& value : values) requireMovable(document.factory(), value.path);
  pushEdit(document, text, factory::withAssignments(document.factory(), values), changeOf(values.front().path));
}

void resetValue(models::Document& document, const FactoryPath& path) {
  requireMovable(document.factory(), path);
  pushEdit(document, tr("Reset %1").arg(quoted(path.segments().back())),
           factory::withoutValue(document.factory(), path), changeOf(path));
}

void setValues(models::Document& document, std::span<const FactoryPath> paths, const Json& value) {
  for (const FactoryPath& path : paths) requireMovable(document.factory(), path);
  pushEdit(document, tr("Change %1 of %2 elements").arg(quoted(paths.front().segments().back())).arg(paths.size()),
           factory::withValues(document.factory(), paths, value), changeOf(paths));
}

void resetValues(models::Document& document, std::span<const FactoryPath> paths) {
  for (const FactoryPath& path : paths) requireMovable(document.factory(), path);
  pushEdit(document, tr("Reset %1 of %2 elements").arg(quoted(paths.front().segments().back())).arg(paths.size()),
           factory::withoutValues(document.factory(), paths), changeOf(paths));
}

void place(models::Document& document, const std::vector<Placement>& placements, const std::string& merge_key) {
  Json root = document.factory().json();
  FactoryChange change{Kind::ElementsChanged, {}};
  for (const Placement& placement : placements) change.ids.push_back(placement.id);
  requireUnlocked(document.factory(), change.ids);
  for (const Placement& placement : placements) {
    const factory::Element* element = document.factory().findElement(placement.id);
    if (element == nullptr) continue;
    Json& pose = root["elements"][static_cast<std::size_t>(element - document.factory().elements().data())]["pose"];
    pose["x_m"] = placement.x_m;
    pose["y_m"] = placement.y_m;
    if (placement.yaw_rad != element->pose.yaw_rad) pose["yaw_deg"] = placement.yaw_rad * 180 / std::numbers::pi;
  }
  const QString text = placements.size() == 1 ? tr("Move %1").arg(quoted(placements[0].id))
                                              : tr("Move %1 elements").arg(placements.size());
  pushEdit(document, text, Factory::fromJson(std::move(root), document.factory().types()), change, merge_key);
}

std::string addElement(models::Document& document, Json element) {
  const std::string id = factory::unusedId(document.factory(), element.at("id").get<std::string>());
  element["id"] = id;
  pushEdit(document, tr("Add %1").arg(quoted(id)), factory::withElement(document.factory(), element),
           {Kind::ElementsAdded, {id}});
  return id;
}

void removeElements(models::Document& document, const std::vector<std::string>& ids) {
  if (ids.empty()) return;
  requireUnlocked(document.factory(), ids);
  const QString text = ids.size() == 1 ? tr("Delete %1").arg(quoted(ids[0])) : tr("Delete %1 elements").arg(ids.size());
  pushEdit(document, text, factory::withoutElements(document.factory(), ids), {Kind::ElementsRemoved, ids});
}

void renameElement(models::Document& document, const std::string& id, const std::string& new_id) {
  const factory::Element* element = document.factory().findElement(id);
  if (element == nullptr || id == new_id) return;
  pushEdit(document, tr("Rename %1 to %2").arg(quoted(id), quoted(new_id)),
           factory::withRenamed(document.factory(), id, new_id), {Kind::Replaced, {id, new_id}});
}

void connectElements(models::Document& document, const std::string& from, const std::string& to) {
  pushEdit(document, tr("Connect %1 to %2").arg(quoted(from), quoted(to)),
           factory::withFlow(document.factory(), Json{{"from", from}, {"to", to}}), {Kind::FlowsChanged, {from, to}});
}

void restore(models::Document& document, const factory::Factory& factory, const std::string& name) {
  pushEdit(document, tr("Restore %1").arg(quoted(name)), factory, {Kind::OtherChanged, {}});
}

void removeFlow(models::Document& document, std::size_t index) {
  pushEdit(document, tr("Disconnect"), factory::withoutFlow(document.factory(), index), {Kind::FlowsChanged, {}});
}

}  // namespace mw::commands
