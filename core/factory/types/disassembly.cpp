// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType disassembly() {
  using namespace api;
  return {"disassembly",
          "Disassembly",
          "Splits one part into several.",
          R"({"id": "split", "type": "disassembly", "yields": {"gear": 2}, "process": 30})",
          {2.2, 1.4, 2.1},
          {map("yields", integer("").atLeast(1)).to("parts").required().help("Parts that come out."),
           time("process").required().help("Process time.")}};
}

}  // namespace mw::factory::types
