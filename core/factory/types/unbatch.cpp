// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType unbatch() {
  using namespace api;
  return {
      "unbatch",
      "Unbatch",
      "Breaks a load into its parts.",
      R"({"id": "unload", "type": "unbatch"})",
      {2.4, 2.0, 2.5},
      {integer("size").atLeast(1).help("Parts in a load, for the reader: a load is broken into what it was made of."),
       number("timeout_s").unit("s").above(0).help("Without effect: a load is broken at once.")}};
}

}  // namespace mw::factory::types
