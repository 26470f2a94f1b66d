// SPDX-License-Identifier: Apache-2.0
#include "core/kpi/state_rates.h"

#include <numeric>
#include <string>

namespace mw::kpi {

double StateRates::amount(const events::ElementStatistics& element) const {
  return std::inner_product(per_h.begin(), per_h.end(), element.state_s.begin(), 0.0) / 3600;
}

std::optional<StateRates> stateRates(const Json& value) {
  if (value.is_null()) return std::nullopt;
  StateRates rates;
  for (std::size_t state = 0; state < rates.per_h.size(); ++state) {
    if (value.is_number()) {
      const bool is_off = static_cast<factory::ElementState>(state) == factory::ElementState::Off;
      rates.per_h[state] = is_off ? 0 : value.get<double>();
    } else {
      rates.per_h[state] = value.value(std::string(factory::kElementStateNames[state]), 0.0);
    }
  }
  return rates;
}

}  // namespace mw::kpi
