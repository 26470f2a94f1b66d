// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/discovery/factory_writer.h"
#include "core/events/simulation.h"

namespace mw::discovery {

/// One run of a discovered factory, seen as its log would be.
struct SimulatedLog {
  std::vector<Journey> journeys;  ///< in order of start; cut where they were under way
  std::vector<double> ended;      ///< as journeys: 1 where the case left the factory
  std::vector<double> busy_s;     ///< by group, in the window: processing and setting up, over its places
};

struct SimulatedWindow {
  double from_s = 0;
  double to_s = 0;  ///< also the horizon
};

/// Simulates replications of a factory up to the window's end; the r-th is a function of the seed and r alone.
/// @throws Cancelled, InputError as events::simulate()
[[nodiscard]] SimulatedLog simulateLog(const WrittenFactory& written, const Plant& plant, const events::Model& model,
                                       const SimulatedWindow& window, std::uint64_t seed, std::uint32_t replication,
                                       const std::stop_token& stop);

}  // namespace mw::discovery
