// SPDX-License-Identifier: Apache-2.0
#include "core/factory/element_type_registry.h"

#include <algorithm>

#include "core/factory/element_state.h"
#include "core/factory/types/built_in_types.h"

namespace mw::factory {

void ElementTypeRegistry::add(api::ElementType type) {
  if (find(type.type) != nullptr) {
    throw InputError(Place{}, "element type \"" + type.type + "\" is registered twice", "rename the extension's type");
  }
  types_.push_back(std::move(type));
}

const api::ElementType* ElementTypeRegistry::find(std::string_view type) const {
  const auto found =
      std::find_if(types_.begin(), types_.end(), [type](const api::ElementType& known) { return known.type == type; });
  return found == types_.end() ? nullptr : &*found;
}

std::vector<std::string> ElementTypeRegistry::names() const {
  std::vector<std::string> names;
  names.reserve(types_.size());
  for (const api::ElementType& type : types_) names.push_back(type.type);
  return names;
}

std::shared_ptr<const ElementTypeRegistry> builtInElementTypes() {
  static const std::shared_ptr<const ElementTypeRegistry> kRegistry = [] {
    auto registry = std::make_shared<ElementTypeRegistry>();
    for (api::ElementType& type : types::builtInTypes()) registry->add(std::move(type));
    return registry;
  }();
  return kRegistry;
}

const api::ParameterDeclarations& commonElementParameters() {
  using namespace api;
  static const auto by_state = [](const char* key, const char* unit, const char* help) {
    return oneOf(key, {number("").atLeast(0).unit(unit), map("", number("").atLeast(0).unit(unit)).to("states")})
        .unit(unit)
        .help(help);
  };
  static const ParameterDeclarations parameters = {
      id("id").required().help("Unique name in flows, paths and results."),
      text("type").required().help("Element type."),
      text("name").help("Name on screen; the id where absent."),
      object("pose", {number("x_m").unit("m").range(-1e5, 1e5).byDefault(0).help("Centre, along the hall."),
                      number("y_m").unit("m").range(-1e5, 1e5).byDefault(0).help("Centre, across the hall."),
                      number("z_m").unit("m").range(-1e3, 1e3).byDefault(0).help("Height of its foot."),
                      number("yaw_deg").unit("deg").range(-360, 360).byDefault(0).help("Turn about the vertical.")})
          .help("Where it stands."),
      vector("size_m", 3).unit("m").above(0).help("Length, width, height of its body."),
      text("mesh").help("glTF, OBJ or STL file shown instead of the built-in body, stretched to size_m."),
      choice("mesh_up", {"x", "y", "z"}).help("Axis of that file that points up; y in glTF and OBJ, z in STL."),
      by_state("power_kw", "kW", "Electric power: one number while not off, or by state, 0 where not named."),
      by_state("cost_per_h", "1/h", "Running cost: one number while not off, or by state, 0 where not named."),
      reference("calendar", "calendars").help("Working hours; always on where absent."),
      choice("routing", {"first-available", "round-robin", "shortest-queue", "probability", "by-part", "priority"})
          .byDefault("first-available")
          .help("Which of several flows out a part takes."),
  };
  return parameters;
}

}  // namespace mw::factory
