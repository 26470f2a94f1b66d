// SPDX-License-Identifier: Apache-2.0
#include "core/factory/factory.h"

#include <algorithm>
#include <fmt/format.h>
#include <numbers>

#include "core/base/digest.h"
#include "core/base/text.h"
#include "core/factory/element_state.h"
#include "core/factory/empirical_files.h"
#include "core/factory/factory_declarations.h"
#include "core/factory/parameter_check.h"
#include "core/factory/schedule_files.h"

namespace mw::factory {
namespace {

/// Ids of a collection; says where one is used twice.
std::set<std::string> collectIds(const Json& root, const std::string& collection, ParameterCheck& check) {
  std::set<std::string> ids;
  if (!root.contains(collection) || !root[collection].is_array()) return ids;
  const Json& items = root[collection];
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is_object() || !items[i].contains("id") || !items[i]["id"].is_string()) continue;
    const auto id = items[i]["id"].get<std::string>();
    if (!ids.insert(id).second) {
      check.report(fmt::format("/{}/{}/id", collection, i), fmt::format("id \"{}\" is used twice", id),
                   "rename one of the two");
    }
  }
  return ids;
}

std::string article(const std::string& noun) {
  return (std::string("aeiou").find(noun[0]) == std::string::npos ? "a " : "an ") + noun;
}

void checkElement(const Json& element, const ElementTypeRegistry& types, const std::string& pointer,
                  ParameterCheck& check) {
  if (!element.is_object() || !element.contains("type") || !element["type"].is_string()) {
    const bool has_type = element.is_object() && element.contains("type");
    check.report(has_type ? pointer + "/type" : pointer, "an element needs a type",
                 "add \"type\": \"station\" or another");
    return;
  }
  const auto name = element["type"].get<std::string>();
  const api::ElementType* type = types.find(name);
  if (type == nullptr) {
    const auto names = types.names();
    const auto nearest = nearestWord(name, names);
    check.report(
        pointer + "/type", fmt::format("no element type \"{}\"", name),
        nearest ? fmt::format("did you mean \"{}\"?", *nearest) : fmt::format("known are {}", fmt::join(names, ", ")));
    return;
  }
  check.checkObject(element, commonElementParameters(), type->parameters, pointer, article(name));
}

Findings checkRoot(const Json& root, const ElementTypeRegistry& types) {
  ReferenceTargets targets;
  ParameterCheck check(targets);
  if (root.is_object()) {
    for (const char* collection : {"parts", "elements", "pools", "calendars", "vehicles", "networks", "underlays"}) {
      targets[collection] = collectIds(root, collection, check);
    }
  }
  for (const std::string_view state : kElementStateNames) targets["states"].emplace(state);
  check.checkObject(root, factoryDeclarations(), "", "the factory");
  if (root.is_object() && root.contains("elements") && root["elements"].is_array()) {
    for (std::size_t i = 0; i < root["elements"].size(); ++i) {
      checkElement(root["elements"][i], types, fmt::format("/elements/{}", i), check);
    }
  }
  return check.takeFindings();
}

double numberOr(const Json& object, const char* key, double otherwise) {
  return object.contains(key) ? object[key].get<double>() : otherwise;
}

Pose poseOf(const Json& element) {
  if (!element.contains("pose")) return {};
  const Json& pose = element["pose"];
  return {numberOr(pose, "x_m", 0), numberOr(pose, "y_m", 0), numberOr(pose, "z_m", 0),
          numberOr(pose, "yaw_deg", 0) * std::numbers::pi / 180};
}

Part partOf(const Json& json) {
  Part part;
  part.id = json["id"].get<std::string>();
  if (json.contains("size_m")) part.size_m = json["size_m"].get<std::array<double, 3>>();
  part.mass_kg = numberOr(json, "mass_kg", 1);
  if (json.contains("color")) part.color = json["color"].get<std::string>();
  return part;
}

}  // namespace

Json Element::value(std::string_view key) const {
  if (const auto given = fields.find(std::string(key)); given != fields.end()) return *given;
  for (const auto* list : {&declaration->parameters, &commonElementParameters()}) {
    for (const api::ParameterDeclaration& parameter : *list) {
      if (parameter.key == key && parameter.default_value) return *parameter.default_value;
    }
  }
  return nullptr;
}

bool Element::has(std::string_view key) const {
  return fields.contains(std::string(key));
}

Factory::Factory() : types_(builtInElementTypes()) {
  root_ = Json{{"format", kFactoryFormat},
               {"name", "Factory"},
               {"parts", Json::array()},
               {"elements", Json::array()},
               {"flows", Json::array()}};
  build();
}

Factory Factory::fromDocument(const JsonDocument& document, std::shared_ptr<const ElementTypeRegistry> types) {
  try {
    return fromJson(document.root(), std::move(types));
  } catch (const InputError& error) {
    Findings findings = error.findings();
    document.locate(findings);
    throw InputError(std::move(findings));
  }
}

Factory Factory::fromFile(const JsonDocument& document, std::shared_ptr<const ElementTypeRegistry> types) {
  Findings findings;
  const std::filesystem::path folder = std::filesystem::path(document.fileName()).parent_path();
  Json root = withSchedules(withEmpiricalValues(document.root(), folder, findings), folder, findings);
  Factory factory;
  try {
    factory = fromJson(std::move(root), std::move(types));
  } catch (const InputError& error) {
    findings.insert(findings.begin(), error.findings().begin(), error.findings().end());
  }
  if (findings.empty()) return factory;
  document.locate(findings);
  throw InputError(std::move(findings));
}

Factory Factory::fromJson(Json root, std::shared_ptr<const ElementTypeRegistry> types) {
  Factory factory;
  if (types) factory.types_ = std::move(types);
  if (Findings findings = checkRoot(root, *factory.types_); !findings.empty()) throw InputError(std::move(findings));
  factory.root_ = std::move(root);
  factory.build();
  return factory;
}

Factory Factory::read(const std::filesystem::path& file, std::shared_ptr<const ElementTypeRegistry> types) {
  return fromFile(JsonDocument::read(file), std::move(types));
}

void Factory::write(const std::filesystem::path& file) const {
  writeTextFile(file, root_.dump(2) + "\n");
}

void Factory::build() {
  name_ = root_.value("name", "Factory");
  parts_.clear();
  elements_.clear();
  flows_.clear();
  if (root_.contains("parts")) {
    for (const Json& part : root_["parts"]) parts_.push_back(partOf(part));
  }
  std::map<std::string, std::size_t> index;
  for (const Json& json : root_["elements"]) {
    Element element;
    element.id = json["id"].get<std::string>();
    element.type = json["type"].get<std::string>();
    element.name = json.value("name", element.id);
    element.pose = poseOf(json);
    element.fields = json;
    element.declaration = types_->find(element.type);
    index[element.id] = elements_.size();
    elements_.push_back(std::move(element));
  }
  if (!root_.contains("flows")) return;
  for (const Json& json : root_["flows"]) {
    flows_.push_back({index.at(json["from"].get<std::string>()), index.at(json["to"].get<std::string>()), json});
  }
}

const Element* Factory::findElement(std::string_view id) const {
  const auto found =
      std::find_if(elements_.begin(), elements_.end(), [id](const Element& each) { return each.id == id; });
  return found == elements_.end() ? nullptr : &*found;
}

const Part* Factory::findPart(std::string_view id) const {
  const auto found = std::find_if(parts_.begin(), parts_.end(), [id](const Part& each) { return each.id == id; });
  return found == parts_.end() ? nullptr : &*found;
}

std::string Factory::digest() const {
  Digest digest;
  digest.addText(root_.dump());
  return digest.hex();
}

}  // namespace mw::factory
