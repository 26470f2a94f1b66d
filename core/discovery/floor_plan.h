// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"

namespace mw::discovery {

/// A place of the floor: a station with the buffer before it.
struct FloorCell {
  std::string buffer;  ///< id; empty: none
  std::string station;
};

/// Gives all elements of a factory's JSON a pose: cells in columns from left to right in their order, as many rows as
/// make the hall about as deep as wide, each buffer before its station; first and last elements at the two ends. Sizes
/// are the bodies' own, with aisles between them, so that nothing stands in anything's place.
void placeElements(Json& factory, const std::vector<FloorCell>& cells, const std::vector<std::string>& first,
                   const std::vector<std::string>& last);

}  // namespace mw::discovery
