// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType inspection() {
  using namespace api;
  ParameterDeclarations parameters = {
      integer("capacity").atLeast(1).byDefault(1).help("Parallel places, one part each."),
      time("process").required().help("Inspection time."),
      number("detects").range(0, 1).byDefault(1).help("Probability that a bad part is found."),
      number("false_alarm").range(0, 1).byDefault(0).help("Probability that a good part is refused."),
      object("yield", {reference("rework_to", "elements"), reference("scrap_to", "elements")})
          .help("Where refused parts go.")};
  parameters.push_back(body({"arch", "measuring", "manual"}));
  parameters.push_back(enclosure());
  for (ParameterDeclaration& shared : availabilityParameters()) parameters.push_back(std::move(shared));
  return {"inspection",
          "Inspection",
          "Sorts good parts from bad.",
          R"({"id": "check", "type": "inspection", "process": 12, "detects": 0.98, "false_alarm": 0.01})",
          {1.8, 1.2, 2.0},
          std::move(parameters)};
}

}  // namespace mw::factory::types
