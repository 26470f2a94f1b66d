// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/speed_step.h"

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/factory/distribution_families.h"

namespace mw::experiment {
namespace {

void scaleNumbers(Json& value, double factor) {
  if (value.is_number()) value = value.get<double>() * factor;
  if (!value.is_array()) return;
  for (Json& each : value) each = each.get<double>() * factor;
}

bool isInSeconds(const api::ParameterDeclaration& parameter) {
  return parameter.unit_text == "s" || (!parameter.nested.empty() && parameter.nested.front().unit_text == "s");
}

}  // namespace

SpeedStep SpeedStep::parse(const std::string& text) {
  std::string close = text;  // "5 s" is what we write ourselves
  std::erase(close, ' ');
  const bool is_share = !close.empty() && close.back() == '%';
  const auto amount = is_share ? parseNumber(close.substr(0, close.size() - 1)) : parseDuration(close);
  if (!amount || *amount <= 0 || (is_share && *amount >= 100)) {
    throw UsageError(
        fmt::format("\"{}\" says not how much faster; write seconds, 5s, or a share below 100%, 5%", text));
  }
  return {is_share ? *amount / 100 : *amount, !is_share};
}

std::string SpeedStep::text() const {
  return is_seconds ? fmt::format("{:.4g} s", amount) : fmt::format("{:.4g} %", 100 * amount);
}

Json scaledDistribution(const Json& distribution, double factor) {
  if (distribution.is_number()) return distribution.get<double>() * factor;
  Json scaled = distribution;
  if (scaled.contains("components")) {
    for (Json& component : scaled["components"]) component = scaledDistribution(component, factor);
    return scaled;
  }
  const factory::DistributionFamily* family = factory::findDistributionFamily(scaled["dist"].get<std::string>());
  MW_REQUIRE(family != nullptr);
  for (const api::ParameterDeclaration& parameter : family->parameters) {
    if (isInSeconds(parameter) && scaled.contains(parameter.key)) scaleNumbers(scaled[parameter.key], factor);
  }
  return scaled;
}

}  // namespace mw::experiment
