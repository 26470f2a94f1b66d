// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/library/new_element.h"

#include <algorithm>

#include "ui/commands/edits.h"
#include "ui/scene/footprint.h"

namespace mw::panels {
namespace {

using api::ParameterDeclaration;
using api::ParameterKind;

bool refersToParts(const ParameterDeclaration& declaration) {
  return declaration.refers_to == "parts" ||
         std::any_of(declaration.nested.begin(), declaration.nested.end(), refersToParts);
}

/// The example's value with the factory's own first part type in place of the example's.
Json withOwnParts(Json value, const std::string& part) {
  if (value.is_string()) return part;
  if (value.is_object() && !value.empty()) return Json{{part, value.begin().value()}};
  return value;
}

}  // namespace

ElementKind ElementKind::fromText(const std::string& text) {
  const std::size_t cut = text.find('/');
  return cut == std::string::npos ? ElementKind{text, {}} : ElementKind{text.substr(0, cut), text.substr(cut + 1)};
}

Json newElement(const factory::Factory& factory, const std::string& kind, double x_m, double y_m) {
  const auto [type, look] = ElementKind::fromText(kind);
  const api::ElementType* declaration = factory.types()->find(type);
  if (declaration == nullptr) {
    throw InputError(Place{}, "unknown element type \"" + type + "\"", "choose one of the library");
  }
  Json element = Json::parse(declaration->example);
  element["id"] = type;
  element["pose"] = Json{{"x_m", x_m}, {"y_m", y_m}};
  element.erase("failures");
  if (!look.empty()) {
    const scene::Vec3 size = scene::usualSizeOf(scene::bodyTypeOf(type), scene::bodyVariantOf(look));
    element["id"] = look;
    element["body"] = look;
    element["size_m"] = {size.x, size.y, size.z};
  }
  for (const ParameterDeclaration& parameter : declaration->parameters) {
    if (!element.contains(parameter.key) || !refersToParts(parameter)) continue;
    if (!factory.parts().empty()) {
      element[parameter.key] = withOwnParts(element[parameter.key], factory.parts().front().id);
    } else if (!parameter.is_required) {
      element.erase(parameter.key);
    }
  }
  return element;
}

std::string addNewElement(models::Document& document, const std::string& kind, double x_m, double y_m) {
  return commands::addElement(document, newElement(document.factory(), kind, x_m, y_m));
}

}  // namespace mw::panels
