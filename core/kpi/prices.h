// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/factory/factory.h"

namespace mw::kpi {

/// `costs` of a factory file, in whatever currency it counts. What it does not give is free.
struct Prices {
  bool is_given = false;
  std::vector<double> material;   ///< per part that comes in, per declared part type
  double material_of_others = 0;  ///< in a factory that declares no part types
  double holding_per_part_h = 0;
  double labour_per_pool_h = 0;  ///< per head
  double energy_per_kwh = 0;

  [[nodiscard]] double materialOf(std::size_t part_type) const {
    return part_type < material.size() ? material[part_type] : material_of_others;
  }
};

[[nodiscard]] Prices pricesOf(const factory::Factory& factory);

}  // namespace mw::kpi
