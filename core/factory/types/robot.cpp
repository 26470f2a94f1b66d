// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType robot() {
  using namespace api;
  ParameterDeclarations parameters = {number("reach_m").unit("m").above(0).help("Reach of the arm."),
                                      number("payload_kg").unit("kg").above(0).help("Largest mass it lifts."),
                                      number("speed").range(0, 1).byDefault(1).help("Share of full speed."),
                                      freeForm("arm").help("Kinematic chain."),
                                      oneOf("cycle", {choice("", {"motion"}), time("")})
                                          .help("Cycle time, or \"motion\": as measured by the physics.")};
  for (ParameterDeclaration& shared : availabilityParameters()) parameters.push_back(std::move(shared));
  return {
      "robot",
      "Robot",
      "Picks and places parts between ports.",
      R"({"id": "r1", "type": "robot", "reach_m": 1.8, "payload_kg": 20, "cycle": {"dist": "normal", "mean_s": 8, "sd_s": 0.5}})",
      {1.0, 1.0, 2.0},
      std::move(parameters)};
}

}  // namespace mw::factory::types
