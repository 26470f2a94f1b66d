// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/property_items.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/factory/conveyor_path.h"
#include "ui/panels/properties/distribution.h"
#include "ui/panels/properties/quantity.h"

namespace mw::panels {
namespace {

using api::ParameterDeclaration;
using api::ParameterKind;

std::vector<std::string> targetsOf(const factory::Factory& factory, const std::string& collection) {
  std::vector<std::string> ids;
  const Json& root = factory.json();
  if (!root.contains(collection) || !root[collection].is_array()) return ids;
  for (const Json& item : root[collection]) {
    if (item.is_object() && item.contains("id")) ids.push_back(item["id"].get<std::string>());
  }
  return ids;
}

/// One of several forms: the one that the value has, else the simplest.
const ParameterDeclaration& formOf(const ParameterDeclaration& declaration, const Json& value) {
  if (declaration.kind != ParameterKind::OneOf || declaration.nested.empty()) return declaration;
  for (const ParameterDeclaration& form : declaration.nested) {
    const bool fits = (value.is_number() && form.kind == ParameterKind::Number) ||
                      (value.is_string() && form.kind == ParameterKind::Reference) ||
                      (value.is_object() && form.kind == ParameterKind::Map) ||
                      (!value.is_string() && form.kind == ParameterKind::Time);
    if (fits) return form;
  }
  return declaration.nested.front();
}

PropertyItem itemOf(const factory::Factory& factory, const std::string& path, const ParameterDeclaration& declaration,
                    const Json* owner) {
  PropertyItem item;
  item.path = path;
  item.label = labelOf(declaration.key);
  item.is_given = owner != nullptr && owner->is_object() && owner->contains(declaration.key);
  if (item.is_given) {
    item.value = (*owner)[declaration.key];
  } else if (declaration.default_value) {
    item.value = *declaration.default_value;
  }
  item.declaration = &formOf(declaration, item.value);
  item.is_optional = !declaration.is_required;
  item.choices = item.declaration->kind == ParameterKind::Reference ? targetsOf(factory, item.declaration->refers_to)
                                                                    : item.declaration->choices;
  return item;
}

class SectionBuilder {
 public:
  SectionBuilder(const factory::Factory& factory, const factory::Element& element)
      : factory_(factory), element_(element), root_("elements/" + element.id + "/") {}

  std::vector<PropertySection> build() {
    sections_.push_back({});
    for (const char* key : {"id", "name", "pose"}) addCommon(key);
    for (const ParameterDeclaration& parameter : element_.declaration->parameters) add(parameter);
    sections_.push_back({moreTitle(), {}, {}, {}, 0});
    for (const ParameterDeclaration& parameter : factory::commonElementParameters()) {
      const bool is_shown =
          parameter.key == "id" || parameter.key == "type" || parameter.key == "name" || parameter.key == "pose";
      if (!is_shown) sections_.back().items.push_back(item(parameter));
    }
    return std::move(sections_);
  }

 private:
  PropertyItem item(const ParameterDeclaration& parameter) const {
    return itemOf(factory_, root_ + parameter.key, parameter, &element_.fields);
  }

  void addCommon(const std::string& key) {
    for (const ParameterDeclaration& parameter : factory::commonElementParameters()) {
      if (parameter.key != key) continue;
      if (parameter.kind == ParameterKind::Object) {
        addFields(sections_.front(), parameter, root_ + key,
                  element_.fields.contains(key) ? &element_.fields[key] : nullptr);
      } else {
        sections_.front().items.push_back(item(parameter));
      }
    }
  }

  void addFields(PropertySection& section, const ParameterDeclaration& object, const std::string& path,
                 const Json* owner) const {
    for (const ParameterDeclaration& field : object.nested) {
      section.items.push_back(itemOf(factory_, path + "/" + field.key, field, owner));
    }
  }

  void add(const ParameterDeclaration& parameter) {
    if (parameter.key == "measured" || parameter.key == "programme") return;  // records: measured, and taught
    const bool is_given = element_.fields.contains(parameter.key);
    const QString help = QString::fromStdString(parameter.help_text);
    const bool may_be_time = std::ranges::any_of(
        parameter.nested, [](const ParameterDeclaration& form) { return form.kind == ParameterKind::Time; });
    if (parameter.kind == ParameterKind::Time || (parameter.kind == ParameterKind::OneOf && may_be_time)) {
      PropertySection section{labelOf(parameter.key), help, {item(parameter)}, {}, 0};
      sections_.push_back(std::move(section));
    } else if (parameter.kind == ParameterKind::Object) {
      if (!is_given) return;
      PropertySection section{labelOf(parameter.key), help, {}, {}, 0};
      addFields(section, parameter, root_ + parameter.key, &element_.fields[parameter.key]);
      sections_.push_back(std::move(section));
    } else if (parameter.kind == ParameterKind::List && parameter.nested[0].kind == ParameterKind::Object) {
      if (is_given) addList(parameter);
    } else {
      sections_.front().items.push_back(item(parameter));
    }
  }

  void addList(const ParameterDeclaration& list) {
    const Json& items = element_.fields[list.key];
    for (std::size_t i = 0; i < items.size(); ++i) {
      PropertySection section{labelOf(list.key), QString::fromStdString(list.help_text), {}, root_ + list.key, i};
      if (items.size() > 1) section.title += QStringLiteral(" %1").arg(i + 1);
      addFields(section, list.nested[0], root_ + list.key + "/" + std::to_string(i), &items[i]);
      sections_.push_back(std::move(section));
    }
  }

  const factory::Factory& factory_;
  const factory::Element& element_;
  std::string root_;
  std::vector<PropertySection> sections_;
};

/// A value that a required field can start with.
Json firstValue(const ParameterDeclaration& parameter) {
  switch (parameter.kind) {
    case ParameterKind::Time:
      return inFamily("exponential", nullptr);
    case ParameterKind::Integer:
    case ParameterKind::Number:
      return std::max(1.0, parameter.min);
    case ParameterKind::Choice:
      return parameter.choices.front();
    default:
      return "";
  }
}

Json firstObject(const ParameterDeclaration& object) {
  Json made = Json::object();
  for (const ParameterDeclaration& field : object.nested) {
    if (field.is_required) made[field.key] = firstValue(field);
  }
  // Machines fail rarely and are repaired within minutes, until their owner knows better.
  if (made.contains("time_to_failure")) made["time_to_failure"] = Json{{"dist", "exponential"}, {"mean_s", 14400}};
  if (made.contains("time_to_repair")) made["time_to_repair"] = Json{{"dist", "exponential"}, {"mean_s", 720}};
  return made;
}

/// "photo-eye-2", where the list has one "photo-eye-1".
std::string freeId(const std::string& list, const Json& items) {
  std::string stem = list.ends_with('s') ? list.substr(0, list.size() - 1) : list;
  std::replace(stem.begin(), stem.end(), '_', '-');
  for (std::size_t n = items.size() + 1;; ++n) {
    const std::string id = stem + "-" + std::to_string(n);
    const bool is_taken = std::any_of(items.begin(), items.end(),
                                      [&](const Json& item) { return item.is_object() && item.value("id", "") == id; });
    if (!is_taken) return id;
  }
}

/// In the middle of the longest stretch without one, to the centimetre.
double freePlace_m(const Json& items, double length_m) {
  std::vector<double> places{0, length_m};
  for (const Json& item : items) places.push_back(item.value("at_m", 0.0));
  std::sort(places.begin(), places.end());
  double free_m = length_m / 2;
  double longest_m = 0;
  for (std::size_t i = 0; i + 1 < places.size(); ++i) {
    if (places[i + 1] - places[i] <= longest_m) continue;
    longest_m = places[i + 1] - places[i];
    free_m = (places[i] + places[i + 1]) / 2;
  }
  return std::round(free_m * 100) / 100;
}

/// One more for a list of an element.
Json nextObject(const factory::Element& element, const ParameterDeclaration& list, const Json& items) {
  Json made = firstObject(list.nested[0]);
  if (made.contains("id")) made["id"] = freeId(list.key, items);
  if (made.contains("at_m") && element.type == "conveyor") {
    made["at_m"] = freePlace_m(items, factory::conveyorLength_m(element));
  }
  if (list.key == "stops") made["hold"] = 3;  // one that holds nothing is no stop
  return made;
}

/// "process/mean_s" of "elements/mill/process/mean_s".
std::string placeInElement(const PropertyItem& item) {
  return item.path.substr(item.path.find('/', item.path.find('/') + 1) + 1);
}

bool isOwn(const PropertyItem& item) {
  const std::string place = placeInElement(item);
  return place == "id" || place == "name" || place == "mesh" || place == "mesh_up";
}

/// Takes the same item of each of the others; false where one of them has none.
bool findTwins(PropertyItem& item, const std::vector<std::map<std::string, PropertyItem>>& others) {
  for (const auto& other : others) {
    const auto found = other.find(placeInElement(item));
    if (found == other.end() || found->second.declaration->kind != item.declaration->kind) return false;
    item.twins.push_back({found->second.path, found->second.value});
    item.is_mixed = item.is_mixed || found->second.value != item.value;
  }
  return true;
}

}  // namespace

std::vector<PropertySection> propertySections(const factory::Factory& factory, const factory::Element& element) {
  return SectionBuilder(factory, element).build();
}

std::vector<PropertySection> sharedSections(const factory::Factory& factory, std::span<const std::string> ids) {
  std::vector<const factory::Element*> elements;
  for (const std::string& id : ids) {
    if (const factory::Element* element = factory.findElement(id)) elements.push_back(element);
  }
  if (elements.empty()) return {};
  std::vector<std::map<std::string, PropertyItem>> others;
  for (std::size_t i = 0; i + 1 < elements.size(); ++i) {
    others.emplace_back();
    for (const PropertySection& section : propertySections(factory, *elements[i])) {
      for (const PropertyItem& item : section.items) others.back().emplace(placeInElement(item), item);
    }
  }
  std::vector<PropertySection> shared;
  for (PropertySection& section : propertySections(factory, *elements.back())) {
    if (!section.list_path.empty()) continue;
    std::erase_if(section.items, [&](PropertyItem& item) { return isOwn(item) || !findTwins(item, others); });
    const bool is_first = shared.empty();
    if (is_first || !section.items.empty()) shared.push_back(std::move(section));
  }
  return shared;
}

PropertyItem nestedItem(const PropertyItem& owner, const ParameterDeclaration& declaration) {
  const auto valueIn = [&declaration](const Json& value) {
    if (value.is_number()) return value;
    return value.is_object() && value.contains(declaration.key) ? value[declaration.key] : Json();
  };
  PropertyItem item;
  item.path = owner.path + "/" + declaration.key;
  item.label = labelOf(declaration.key);
  item.declaration = &declaration;
  item.value = valueIn(owner.value);
  item.is_given = true;
  item.is_optional = !declaration.is_required;
  for (const PropertyItem::Twin& twin : owner.twins) {
    item.twins.push_back({twin.path + "/" + declaration.key, valueIn(twin.value)});
    item.is_mixed = item.is_mixed || item.twins.back().value != item.value;
  }
  return item;
}

std::vector<AddableItem> addableItems(const factory::Element& element) {
  std::vector<AddableItem> addable;
  for (const ParameterDeclaration& parameter : element.declaration->parameters) {
    const std::string path = "elements/" + element.id + "/" + parameter.key;
    const bool is_given = element.fields.contains(parameter.key);
    if (parameter.kind == ParameterKind::Object && !is_given) {
      addable.push_back({path, labelOf(parameter.key), firstObject(parameter)});
    } else if (parameter.kind == ParameterKind::List && parameter.nested[0].kind == ParameterKind::Object) {
      const auto& fields = parameter.nested[0].nested;
      const bool needs_reference = std::any_of(fields.begin(), fields.end(), [](const ParameterDeclaration& field) {
        return field.is_required && field.kind == ParameterKind::Reference;
      });
      if (needs_reference) continue;
      Json items = is_given ? element.fields[parameter.key] : Json::array();
      items.push_back(nextObject(element, parameter, items));
      addable.push_back({path, labelOf(parameter.key), std::move(items)});
    }
  }
  return addable;
}

}  // namespace mw::panels
