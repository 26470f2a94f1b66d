// SPDX-License-Identifier: Apache-2.0
#include "core/twin/twin_variant.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace mw::twin {
namespace {

void setIn(Json& definition, const std::string& change) {
  const std::size_t equals = change.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw InputError({}, fmt::format("\"{}\" is no change of a twin", change), "write it as model/R/0/0=0.04");
  }
  const std::string place = "/" + change.substr(0, equals);
  Json* value = nullptr;
  try {
    const Json::json_pointer pointer(place);
    if (definition.contains(pointer)) value = &definition.at(pointer);
  } catch (const nlohmann::json::exception&) {
    value = nullptr;
  }
  if (value == nullptr) {
    throw InputError(Place{{}, place, 0, 0}, fmt::format("the twin has no value \"{}\"", place.substr(1)),
                     "name one that its definition holds, as model/R/0/0");
  }
  try {
    *value = Json::parse(change.substr(equals + 1));
  } catch (const nlohmann::json::exception&) {
    throw InputError(Place{{}, place, 0, 0}, fmt::format("\"{}\" is no value", change.substr(equals + 1)),
                     "write a number, or any JSON");
  }
}

}  // namespace

Json variantOf(const Json& definition, const TwinVariant& variant) {
  Json changed = definition;
  if (!variant.filter.empty()) changed["filter"] = variant.filter;
  for (const std::string& change : variant.sets) setIn(changed, change);
  return changed;
}

}  // namespace mw::twin
