// SPDX-License-Identifier: Apache-2.0
#include "core/factory/factory_edit.h"

#include <algorithm>
#include <fmt/format.h>

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

}  // namespace

Factory withElement(const Factory& factory, const Json& element, std::size_t index) {
  Json root = factory.json();
  insertAt(root["elements"], index, element);
  return Factory::fromJson(std::move(root), factory.types());
}

Factory withoutElement(const Factory& factory, std::string_view id) {
  const Element* element = factory.findElement(id);
  if (element == nullptr) throw InputError(Place{}, fmt::format("no element \"{}\"", id), "select one that exists");
  Json root = factory.json();
  root["elements"].erase(static_cast<std::size_t>(element - factory.elements().data()));
  if (root.contains("flows")) {
    Json kept = Json::array();
    for (const Json& flow : root["flows"]) {
      if (flow["from"] != id && flow["to"] != id) kept.push_back(flow);
    }
    root["flows"] = std::move(kept);
  }
  forgetStop(root, id);
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
