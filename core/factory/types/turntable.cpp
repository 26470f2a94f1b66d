// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType turntable() {
  using namespace api;
  ParameterDeclarations parameters = {
      number("diameter_m").unit("m").above(0).byDefault(1.2).help("Of its plate: conveyors end and start at its rim."),
      number("turn_speed_degps").unit("deg/s").above(0).byDefault(60).help("Top speed at which it turns."),
      number("turn_acceleration_degps2")
          .unit("deg/s2")
          .above(0)
          .byDefault(90)
          .help("At which it speeds up and slows down."),
  };
  for (ParameterDeclaration& shared : transferParameters()) parameters.push_back(std::move(shared));
  return {"turntable",
          "Turntable",
          "Takes a part from one conveyor, turns, and hands it to another.",
          R"({"id": "t1", "type": "turntable", "diameter_m": 1.2, "speed_mps": 0.5, "turn_speed_degps": 60})",
          {1.2, 1.2, 0.8},
          std::move(parameters)};
}

}  // namespace mw::factory::types
