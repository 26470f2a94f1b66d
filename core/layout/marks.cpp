// SPDX-License-Identifier: Apache-2.0
#include "core/layout/marks.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>
#include <unordered_set>

namespace mw::layout {
namespace {

using factory::Factory;

const Json& listOf(const Factory& factory, const char* key) {
  static const Json kEmpty = Json::array();
  const Json& root = factory.json();
  if (!root.contains("layout") || !root["layout"].contains(key)) return kEmpty;
  return root["layout"][key];
}

Factory withList(const Factory& factory, const char* key, Json list) {
  Json root = factory.json();
  if (!list.empty()) {
    root["layout"][key] = std::move(list);
  } else if (root.contains("layout")) {
    root["layout"].erase(key);
    if (root["layout"].empty()) root.erase("layout");
  }
  return Factory::fromJson(std::move(root), factory.types());
}

const char* keyOf(Mark mark) {
  return mark == Mark::Locked ? "locked" : "hidden";
}

std::string unusedIn(const Json& list, const std::string& stem) {
  for (int number = 1;; ++number) {
    std::string id = fmt::format("{}-{}", stem, number);
    const bool is_used = std::any_of(list.begin(), list.end(), [&id](const Json& item) { return item["id"] == id; });
    if (!is_used) return id;
  }
}

Json& groupIn(Json& groups, const std::string& id) {
  const auto found = std::find_if(groups.begin(), groups.end(), [&id](const Json& group) { return group["id"] == id; });
  if (found == groups.end()) {
    throw InputError(Place{}, "there is no group \"" + id + "\"", "take one of the outline, or make one (Ctrl+G)");
  }
  return *found;
}

Anchor anchorOf(const Json& json) {
  return {json["x_m"].get<double>(), json["y_m"].get<double>(), json.value("z_m", 0.0),
          json.value("element", std::string())};
}

Json jsonOf(const Anchor& anchor) {
  Json json{{"x_m", anchor.x_m}, {"y_m", anchor.y_m}};
  if (anchor.z_m != 0) json["z_m"] = anchor.z_m;
  if (!anchor.element.empty()) json["element"] = anchor.element;
  return json;
}

}  // namespace

std::vector<std::string> markedElements(const Factory& factory, Mark mark) {
  return listOf(factory, keyOf(mark)).get<std::vector<std::string>>();
}

Factory withMarks(const Factory& factory, Mark mark, std::span<const std::string> ids, bool is_marked) {
  const std::unordered_set<std::string> wanted(ids.begin(), ids.end());
  Json list = Json::array();
  for (const Json& id : listOf(factory, keyOf(mark))) {
    if (!wanted.contains(id.get<std::string>())) list.push_back(id);
  }
  if (is_marked) {
    for (const std::string& id : ids) list.push_back(id);
  }
  return withList(factory, keyOf(mark), std::move(list));
}

std::vector<Group> groupsOf(const Factory& factory) {
  std::vector<Group> groups;
  for (const Json& json : listOf(factory, "groups")) {
    const auto id = json["id"].get<std::string>();
    groups.push_back({id, json.value("name", id), json["members"].get<std::vector<std::string>>()});
  }
  return groups;
}

std::vector<std::string> withItsGroup(const Factory& factory, const std::string& id) {
  const std::vector<Group> groups = groupsOf(factory);
  for (auto group = groups.rbegin(); group != groups.rend(); ++group) {
    if (std::find(group->members.begin(), group->members.end(), id) != group->members.end()) return group->members;
  }
  return {id};
}

std::vector<std::string> withTheirGroups(const Factory& factory, std::span<const std::string> ids) {
  const std::vector<Group> groups = groupsOf(factory);
  std::unordered_map<std::string, const Group*> group_of;
  for (const Group& group : groups) {
    for (const std::string& member : group.members) group_of[member] = &group;
  }
  std::vector<std::string> all;
  std::unordered_set<std::string> seen;
  const auto add = [&](const std::string& id) {
    if (seen.insert(id).second) all.push_back(id);
  };
  for (const std::string& id : ids) {
    add(id);
    if (const auto group = group_of.find(id); group != group_of.end()) {
      for (const std::string& member : group->second->members) add(member);
    }
  }
  return all;
}

Factory withGroup(const Factory& factory, std::span<const std::string> ids) {
  if (ids.size() < 2) throw InputError(Place{}, "a group needs two elements", "select more");
  Json groups = listOf(factory, "groups");
  groups.push_back({{"id", unusedIn(groups, "group")}, {"members", std::vector<std::string>(ids.begin(), ids.end())}});
  return withList(factory, "groups", std::move(groups));
}

Factory withoutGroups(const Factory& factory, std::span<const std::string> ids) {
  const std::unordered_set<std::string> wanted(ids.begin(), ids.end());
  Json kept = Json::array();
  for (const Json& group : listOf(factory, "groups")) {
    const Json& members = group["members"];
    const bool goes = std::any_of(members.begin(), members.end(),
                                  [&](const Json& id) { return wanted.contains(id.get<std::string>()); });
    if (!goes) kept.push_back(group);
  }
  return withList(factory, "groups", std::move(kept));
}

Factory withMembers(const Factory& factory, const std::string& group, std::span<const std::string> ids) {
  const std::unordered_set<std::string> wanted(ids.begin(), ids.end());
  Json groups = listOf(factory, "groups");
  for (Json& each : groups) {
    const bool is_target = each["id"] == group;
    Json& members = each["members"];
    members.erase(std::remove_if(members.begin(), members.end(),
                                 [&](const Json& id) { return !is_target && wanted.contains(id.get<std::string>()); }),
                  members.end());
  }
  if (!group.empty()) {
    Json& members = groupIn(groups, group)["members"];
    for (const std::string& id : ids) {
      if (std::find(members.begin(), members.end(), id) == members.end()) members.push_back(id);
    }
  }
  groups.erase(std::remove_if(groups.begin(), groups.end(), [](const Json& each) { return each["members"].empty(); }),
               groups.end());
  return withList(factory, "groups", std::move(groups));
}

Factory withGroupName(const Factory& factory, const std::string& group, const std::string& name) {
  Json groups = listOf(factory, "groups");
  Json& json = groupIn(groups, group);
  if (name.empty()) {
    json.erase("name");
  } else {
    json["name"] = name;
  }
  return withList(factory, "groups", std::move(groups));
}

factory::Pose placeOf(const Factory& factory, const Anchor& anchor) {
  factory::Pose place{anchor.x_m, anchor.y_m, anchor.z_m, 0};
  if (const factory::Element* element = factory.findElement(anchor.element)) {
    place.x_m += element->pose.x_m;
    place.y_m += element->pose.y_m;
    place.z_m += element->pose.z_m;
  }
  return place;
}

std::vector<Note> notesOf(const Factory& factory) {
  std::vector<Note> notes;
  for (const Json& json : listOf(factory, "notes")) {
    notes.push_back({json["id"].get<std::string>(), json["text"].get<std::string>(), anchorOf(json["at"])});
  }
  return notes;
}

std::vector<Dimension> dimensionsOf(const Factory& factory) {
  std::vector<Dimension> dimensions;
  for (const Json& json : listOf(factory, "dimensions")) {
    dimensions.push_back({json["id"].get<std::string>(), anchorOf(json["from"]), anchorOf(json["to"])});
  }
  return dimensions;
}

Factory withNote(const Factory& factory, Note note) {
  Json notes = listOf(factory, "notes");
  if (note.id.empty()) note.id = unusedIn(notes, "note");
  const auto same =
      std::find_if(notes.begin(), notes.end(), [&note](const Json& json) { return json["id"] == note.id; });
  const Json json{{"id", note.id}, {"text", note.text}, {"at", jsonOf(note.at)}};
  if (note.text.empty()) {
    if (same != notes.end()) notes.erase(same);
  } else if (same != notes.end()) {
    *same = json;
  } else {
    notes.push_back(json);
  }
  return withList(factory, "notes", std::move(notes));
}

Factory withDimension(const Factory& factory, Dimension dimension) {
  Json dimensions = listOf(factory, "dimensions");
  if (dimension.id.empty()) dimension.id = unusedIn(dimensions, "dimension");
  dimensions.push_back({{"id", dimension.id}, {"from", jsonOf(dimension.from)}, {"to", jsonOf(dimension.to)}});
  return withList(factory, "dimensions", std::move(dimensions));
}

Factory withoutDimension(const Factory& factory, const std::string& id) {
  Json list = Json::array();
  for (const Json& dimension : listOf(factory, "dimensions")) {
    if (dimension["id"] != id) list.push_back(dimension);
  }
  return withList(factory, "dimensions", std::move(list));
}

Factory withoutDimensions(const Factory& factory) {
  return withList(factory, "dimensions", Json::array());
}

}  // namespace mw::layout
