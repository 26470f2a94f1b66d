// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType sink() {
  using namespace api;
  return {"sink",
          "Sink",
          "Takes finished parts.",
          R"({"id": "out", "type": "sink", "counts_as": "good"})",
          {2.4, 2.4, 2.6},
          {choice("counts_as", {"good", "scrap"}).byDefault("good").help("How its parts count.")}};
}

}  // namespace mw::factory::types
