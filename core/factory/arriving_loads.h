// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

/// What may come to an element: part types by their index, and the mass of the heaviest load.
struct ArrivingLoads {
  std::vector<std::size_t> parts;  ///< rising; of a load its parts
  double heaviest_kg = 0;
  std::size_t heaviest_part = 0;  ///< what it is made of
  int heaviest_count = 1;         ///< how many parts it is: more than one behind a batch
};

/// By element: what may come to it, following parts from the sources along flows, scrap and rework; assemblies,
/// disassemblies, batches and unbatches change them. It asks what can be, not what is likely; a source that names no
/// part makes the first. A factory without parts has one, of 1 kg, with the index 0.
[[nodiscard]] std::vector<ArrivingLoads> arrivingLoads(const Factory& factory);

/// By flow: the part types that may take it, rising, as arrivingLoads() follows them.
[[nodiscard]] std::vector<std::vector<std::size_t>> partsOfFlows(const Factory& factory);

}  // namespace mw::factory
