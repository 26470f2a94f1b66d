// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType assembly() {
  using namespace api;
  ParameterDeclarations parameters = {
      map("requires", integer("").range(1, kMostPartsAtOnce)).to("parts").required().help("Parts that go in."),
      reference("produces", "parts").required().help("Part that comes out."),
      integer("capacity").atLeast(1).byDefault(1).help("Parallel places."),
      time("process").required().help("Process time."),
      object("batch_mode", {integer("size").range(1, kMostPartsAtOnce).required().help("Full load."),
                            number("timeout_s").unit("s").above(0).help("Starts a part load after this wait.")})
          .help("Starts on a full load, as an oven or a booth does."),
  };
  parameters.push_back(body({"bench", "manual", "press", "gantry"}));
  parameters.push_back(enclosure());
  for (ParameterDeclaration& shared : processingParameters()) parameters.push_back(std::move(shared));
  return {
      "assembly",
      "Assembly",
      "Joins parts into one.",
      R"({"id": "join", "type": "assembly", "requires": {"housing": 1, "gear": 2}, "produces": "gearbox", "process": 90})",
      {2.0, 1.2, 2.1},
      std::move(parameters)};
}

}  // namespace mw::factory::types
