// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/experiment/replications.h"
#include "core/factory/factory.h"
#include "core/numerics/statistics.h"

namespace mw::models {

/// The share of time that a machine spent in each state, with intervals over replications.
struct ElementUse {
  std::uint32_t element = 0;
  std::string id;
  std::string name;
  std::array<double, factory::kElementStateCount> share{};  ///< mean fractions, sum 1
  numerics::Estimate busy;                                  ///< fraction
};

/// What replications say about a factory: means with 95 % intervals. A KPI that a replication left undefined (no part
/// left) does not count for it.
struct RunKpis {
  std::size_t replications = 0;
  numerics::Estimate throughput_per_h;  ///< good parts
  numerics::Estimate wip;               ///< parts, time average
  numerics::Estimate lead_time_p50_s;
  numerics::Estimate lead_time_p95_s;
  std::vector<ElementUse> uses;  ///< machines, in factory order
};

/// @param result  of replications of the same factory
[[nodiscard]] RunKpis kpisOf(const experiment::RunResult& result, const factory::Factory& factory);

}  // namespace mw::models
