// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"

namespace mw::test {

/// How one element under test is supplied, and what becomes of its parts.
struct Surroundings {
  bool has_few_parts = false;  ///< 24 of each type, then no more
  bool is_stuck = false;       ///< the machines behind take one part each, for ever
};

/// A factory around one element, as JSON: what its type needs to work (parts that it takes, loads for what unpacks
/// them, bad parts for what looks for them and a place for what it refuses), two machines behind, and what its fields
/// may name. The element is the first.
[[nodiscard]] Json benchAround(const Json& element, const Surroundings& surroundings = {});

}  // namespace mw::test
