// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType disassembly() {
  using namespace api;
  ParameterDeclarations parameters = {
      map("yields", integer("").range(1, kMostPartsAtOnce)).to("parts").required().help("Parts that come out."),
      integer("capacity").atLeast(1).byDefault(1).help("Parallel places, one part each."),
      time("process").required().help("Process time.")};
  parameters.push_back(body({"bench", "manual", "press", "gantry"}));
  parameters.push_back(enclosure());
  for (ParameterDeclaration& shared : availabilityParameters()) parameters.push_back(std::move(shared));
  return {"disassembly",
          "Disassembly",
          "Splits one part into several.",
          R"({"id": "split", "type": "disassembly", "yields": {"gear": 2}, "process": 30})",
          {2.2, 1.4, 2.1},
          std::move(parameters)};
}

}  // namespace mw::factory::types
