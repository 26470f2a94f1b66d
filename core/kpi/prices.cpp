// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/prices.h"

namespace mw::kpi {

Prices pricesOf(const factory::Factory& factory) {
  const Json costs = factory.json().value("costs", Json::object());
  Prices prices;
  prices.is_given = !costs.empty();
  prices.holding_per_part_h = costs.value("holding_per_part_h", 0.0);
  prices.labour_per_pool_h = costs.value("labour_per_pool_h", 0.0);
  prices.energy_per_kwh = costs.value("energy_per_kwh", 0.0);
  const Json material = costs.value("material", Json::object());
  if (material.is_number()) prices.material_of_others = material.get<double>();
  for (const factory::Part& part : factory.parts()) {
    prices.material.push_back(material.is_number() ? material.get<double>() : material.value(part.id, 0.0));
  }
  return prices;
}

}  // namespace mw::kpi
