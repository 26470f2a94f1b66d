// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType lift() {
  using namespace api;
  ParameterDeclarations parameters = {
      number("length_m")
          .unit("m")
          .above(0)
          .byDefault(1.2)
          .help("Of its platform: conveyors end and start at its two ends, at any height."),
      number("lift_speed_mps").unit("m/s").above(0).byDefault(0.5).help("Top speed at which it rises and sinks."),
      number("lift_acceleration_mps2")
          .unit("m/s2")
          .range(0, 8)
          .above(0)
          .byDefault(0.5)
          .help("At which it speeds up and slows down."),
  };
  for (ParameterDeclaration& shared : transferParameters()) parameters.push_back(std::move(shared));
  return {"lift",
          "Lift",
          "Takes a part from a conveyor on one level and hands it to one on another.",
          R"({"id": "l1", "type": "lift", "length_m": 1.2, "speed_mps": 0.5, "lift_speed_mps": 0.5})",
          {1.2, 0.9, 3.4},
          std::move(parameters)};
}

}  // namespace mw::factory::types
