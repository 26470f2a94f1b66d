// SPDX-License-Identifier: Apache-2.0
#include "core/events/distribution_to_json.h"

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/factory/distribution_families.h"

namespace mw::events {
namespace {

Json numberOf(double value, api::ParameterKind kind) {
  if (kind == api::ParameterKind::Integer) return static_cast<std::int64_t>(value);
  return parseNumber(fmt::format("{:.8g}", value)).value_or(value);
}

}  // namespace

Json distributionToJson(std::string_view family, std::span<const double> parameters) {
  const factory::DistributionFamily* declared = factory::findDistributionFamily(family);
  MW_REQUIRE(declared != nullptr && declared->parameters.size() == parameters.size());
  Json json{{"dist", family}};
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    json[declared->parameters[i].key] = numberOf(parameters[i], declared->parameters[i].kind);
  }
  return json;
}

}  // namespace mw::events
