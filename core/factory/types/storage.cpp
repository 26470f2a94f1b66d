// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType storage() {
  using namespace api;
  return {"storage",
          "Storage",
          "A rack with slots that one crane serves.",
          R"({"id": "rack", "type": "storage", "capacity": 60, "store": 20, "retrieve": 25})",
          {3.6, 1.1, 2.8},
          {integer("capacity").atLeast(1).nullable().byDefault(nullptr).help("Slots; null is unlimited."),
           time("store").help("Crane time from entry to slot; 0 where absent."),
           time("retrieve").help("Crane time from slot to exit; 0 where absent.")}};
}

}  // namespace mw::factory::types
