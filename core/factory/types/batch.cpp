// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType batch() {
  using namespace api;
  return {"batch",
          "Batch",
          "Gathers parts into one load.",
          R"({"id": "load", "type": "batch", "size": 12, "timeout_s": 600})",
          {2.4, 2.0, 2.5},
          {integer("size").range(1, kMostPartsAtOnce).required().help("Parts in a load."),
           number("timeout_s").unit("s").above(0).help("Starts a part load after this wait.")}};
}

}  // namespace mw::factory::types
