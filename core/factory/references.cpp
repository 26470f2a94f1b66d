// SPDX-License-Identifier: Apache-2.0
#include "core/factory/references.h"

#include <fmt/format.h>

#include "core/factory/factory_declarations.h"

namespace mw::factory {
namespace {

using api::ParameterDeclaration;
using api::ParameterDeclarations;
using api::ParameterKind;

bool visitValue(Json& value, const ParameterDeclaration& declaration, const ReferenceVisitor& visit);

void visitFields(Json& object, const ParameterDeclarations& fields, const ReferenceVisitor& visit) {
  if (!object.is_object()) return;
  for (const ParameterDeclaration& field : fields) {
    const auto found = object.find(field.key);
    if (found != object.end() && !visitValue(*found, field, visit)) object.erase(field.key);
  }
}

void visitItems(Json& list, const ParameterDeclaration& item, const ReferenceVisitor& visit) {
  if (!list.is_array()) return;
  for (std::size_t i = 0; i < list.size();) {
    if (visitValue(list[i], item, visit)) {
      ++i;
    } else {
      list.erase(i);
    }
  }
}

void visitKeys(const Json& map, const std::string& collection, const ReferenceVisitor& visit) {
  for (const auto& entry : map.items()) {
    Json key = entry.key();
    (void)visit(key, collection);
  }
}

void visitMap(Json& map, const ParameterDeclaration& declaration, const ReferenceVisitor& visit) {
  if (!map.is_object()) return;
  if (!declaration.refers_to.empty()) visitKeys(map, declaration.refers_to, visit);
  for (auto& entry : map.items()) (void)visitValue(entry.value(), declaration.nested[0], visit);
}

bool visitValue(Json& value, const ParameterDeclaration& declaration, const ReferenceVisitor& visit) {
  switch (declaration.kind) {
    case ParameterKind::Reference:
      return !value.is_string() || visit(value, declaration.refers_to);
    case ParameterKind::Object:
      visitFields(value, declaration.nested, visit);
      return true;
    case ParameterKind::List:
      visitItems(value, declaration.nested[0], visit);
      return true;
    case ParameterKind::Map:
      visitMap(value, declaration, visit);
      return true;
    case ParameterKind::Time:
      if (value.is_object() && value.contains("by_part")) visitKeys(value["by_part"], "parts", visit);
      return true;
    case ParameterKind::OneOf:
      for (const ParameterDeclaration& alternative : declaration.nested) {
        if (!visitValue(value, alternative, visit)) return false;
      }
      return true;
    default:
      return true;
  }
}

/// Stops that served the element by having its id say so from now on; edges and vehicles go by the node's own id.
void keepStops(Json& root, std::string_view id, const std::string& new_id) {
  if (!root.contains("networks")) return;
  for (Json& network : root["networks"]) {
    if (!network.contains("nodes")) continue;
    for (Json& node : network["nodes"]) {
      if (node["id"] == id && !node.contains("element")) node["element"] = new_id;
    }
  }
}

/// Without a network the nodes that vehicles know are the elements.
void renameNodesOfStraightFleets(Json& root, std::string_view id, const std::string& new_id) {
  if (!root.contains("vehicles")) return;
  for (Json& fleet : root["vehicles"]) {
    if (fleet.contains("network")) continue;
    if (fleet.contains("home") && fleet["home"] == id) fleet["home"] = new_id;
    if (fleet.contains("battery") && fleet["battery"]["charge_at"] == id) fleet["battery"]["charge_at"] = new_id;
  }
}

}  // namespace

void visitReferences(Json& element, const api::ElementType& type, const ReferenceVisitor& visit) {
  visitFields(element, commonElementParameters(), visit);
  visitFields(element, type.parameters, visit);
}

void visitElementReferences(Json& root, const ReferenceVisitor& visit) {
  const ReferenceVisitor elements_only = [&visit](Json& id, std::string_view collection) {
    return collection != "elements" || visit(id, collection);
  };
  visitFields(root, factoryDeclarations(), elements_only);
}

Factory withRenamed(const Factory& factory, std::string_view id, const std::string& new_id) {
  const Element* element = factory.findElement(id);
  if (element == nullptr) throw InputError(Place{}, fmt::format("no element \"{}\"", id), "select one that exists");
  Json root = factory.json();
  keepStops(root, id, new_id);
  const ReferenceVisitor rename = [&](Json& mention, std::string_view collection) {
    if (collection == "elements" && mention == id) mention = new_id;
    return true;
  };
  Json& list = root["elements"];
  for (std::size_t i = 0; i < list.size(); ++i) visitReferences(list[i], *factory.elements()[i].declaration, rename);
  list[static_cast<std::size_t>(element - factory.elements().data())]["id"] = new_id;
  visitElementReferences(root, rename);
  renameNodesOfStraightFleets(root, id, new_id);
  return Factory::fromJson(std::move(root), factory.types());
}

}  // namespace mw::factory
