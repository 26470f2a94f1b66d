// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "core/base/json.h"
#include "core/events/collect/run_statistics.h"
#include "core/factory/element_state.h"

namespace mw::kpi {

/// What an element draws or costs per hour in each state: `power_kw` and `cost_per_h` of a factory file.
///
///   amount = sum over states of rate(state) * hours in the state, averaged over the element's places
///
/// The rate is that of the element, each of its n places contributes an n-th. A bare number holds in all states but
/// off; of an object, states that it does not name have rate zero.
struct StateRates {
  std::array<double, factory::kElementStateCount> per_h{};

  [[nodiscard]] double amount(const events::ElementStatistics& element) const;
};

/// @param value  a number, an object of states, or null: none given
[[nodiscard]] std::optional<StateRates> stateRates(const Json& value);

}  // namespace mw::kpi
