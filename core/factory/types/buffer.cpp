// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType buffer() {
  using namespace api;
  return {"buffer",
          "Buffer",
          "Holds parts between two elements.",
          R"({"id": "b1", "type": "buffer", "capacity": 10, "order": "fifo"})",
          {2.4, 1.0, 0.85},
          {integer("capacity").atLeast(1).nullable().byDefault(nullptr).help("Parts it holds; null is unlimited."),
           choice("order", {"fifo", "lifo", "priority"}).byDefault("fifo").help("Which part leaves first."),
           time("min_stay").help("Least time a part stays, to cool or dry."), body({"lane", "flow-rack", "floor"})}};
}

}  // namespace mw::factory::types
