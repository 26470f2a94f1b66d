// SPDX-License-Identifier: Apache-2.0
#include "core/factory/factory_edit.h"

#include <algorithm>
#include <fmt/format.h>
#include <unordered_set>

namespace mw::factory {
namespace {

void insertAt(Json& list, std::size_t index, const Json& item) {
  if (!list.is_array()) list = Json::array();
  const std::size_t at = std::min(index, list.size());
  list.insert(list.begin() + static_cast<std::ptrdiff_t>(at), item);
}

/// Nodes of networks stay where the element they served goes.
void forgetStop(Json& root, std::string_view element) {
  if (!root.contains("networks")) return;
  for (Json& network : root["networks"]) {
    if (!network.contains("nodes")) continue;
    for (Json& node : network["nodes"]) {
      if (node.contains("element") && node["element"] == element) node.erase("element");
    }
  }
}

/// Groups of one are none; notes and dimensions at the element go with it.
void forgetMarks(Json& root, std::string_view element) {
  if (!root.contains("layout")) return;
  Json& layout = root["layout"];
  const auto isElement = [element](const Json& id) { return id == element; };
  const auto eraseFrom = [&layout](const char* key, const auto& goes) {
    if (!layout.contains(key)) return;
    Json kept = Json::array();
    for (Json& item : layout[key]) {
      if (!goes(item)) kept.push_back(std::move(item));
    }
    kept.empty() ? static_cast<void>(layout.erase(key)) : static_cast<void>(layout[key] = std::move(kept));
  };
  const auto isAt = [element](const Json& place) { return place.contains("element") && place["element"] == element; };
  eraseFrom("locked", isElement);
  eraseFrom("hidden", isElement);
  eraseFrom("notes", [&](const Json& note) { return isAt(note["at"]); });
  eraseFrom("dimensions", [&](const Json& dimension) { return isAt(dimension["from"]) || isAt(dimension["to"]); });
  eraseFrom("groups", [&](Json& group) {
    Json kept = Json::array();
    bool is_member = false;
    for (const Json& member : group["members"]) isElement(member) ? void(is_member = true) : kept.push_back(member);
    if (!is_member) return false;
    group["members"] = std::move(kept);
    return group["members"].size() < 2;
  });
  if (layout.empty()) root.erase("layout");
}

}  // namespace

Factory withElement(const Factory& factory, const Json& element, std::size_t index) {
  Json root = factory.json();
  insertAt(root["elements"], index, element);
  return Factory::fromJson(std::move(root), factory.types());
}

Factory withoutElement(const Factory& factory, std::string_view id) {
  return withoutElements(factory, {{std::string(id)}});
}

Factory withoutElements(const Factory& factory, std::span<const std::string> ids) {
  const std::unordered_set<std::string> gone(ids.begin(), ids.end());
  Json root = factory.json();
  for (const std::string& id : ids) {
    if (factory.findElement(id) == nullptr) {
      throw InputError(Place{}, fmt::format("no element \"{}\"", id), "select one that exists");
    }
    forgetStop(root, id);
    forgetMarks(root, id);
  }
  const auto keep = [&root](const char* member, const auto& stays) {
    if (!root.contains(member)) return;
    Json kept = Json::array();
    for (Json& item : root[member]) {
      if (stays(item)) kept.push_back(std::move(item));
    }
    root[member] = std::move(kept);
  };
  const auto stays = [&gone](const Json& id) { return !gone.contains(id.get<std::string>()); };
  keep("elements", [&](const Json& element) { return stays(element["id"]); });
  keep("flows", [&](const Json& flow) { return stays(flow["from"]) && stays(flow["to"]); });
  return Factory::fromJson(std::move(root), factory.types());
}

Factory withFlow(const Factory& factory, const Json& flow, std::size_t index) {
  Json root = factory.json();
  insertAt(root["flows"], index, flow);
  return Factory::fromJson(std::move(root), factory.types());
}

Factory withoutFlow(const Factory& factory, std::size_t index) {
  if (index >= factory.flows().size()) {
    throw InputError(Place{}, fmt::format("no flow number {}", index), "select one that exists");
  }
  Json root = factory.json();
  root["flows"].erase(index);
  return Factory::fromJson(std::move(root), factory.types());
}

std::string unusedId(const Factory& factory, const std::string& stem) {
  if (factory.findElement(stem) == nullptr) return stem;
  for (int number = 2;; ++number) {
    std::string id = fmt::format("{}-{}", stem, number);
    if (factory.findElement(id) == nullptr) return id;
  }
}

}  // namespace mw::factory
