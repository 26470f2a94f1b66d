// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType pusher() {
  using namespace api;
  ParameterDeclarations parameters = {
      number("length_m").unit("m").above(0).byDefault(1.0).help("Of its belt."),
      number("stroke_speed_mps").unit("m/s").above(0).byDefault(0.6).help("Top speed of the blade across the belt."),
      number("return_speed_mps").unit("m/s").above(0).byDefault(0.8).help("Top speed of the blade on its way back."),
      number("stroke_acceleration_mps2")
          .unit("m/s2")
          .above(0)
          .byDefault(2)
          .help("At which the blade speeds up and slows down."),
  };
  for (ParameterDeclaration& shared : transferParameters()) parameters.push_back(std::move(shared));
  return {"pusher",
          "Pusher",
          "Lets a part go straight on, or stops it and pushes it onto the conveyor at its side.",
          R"({"id": "p1", "type": "pusher", "length_m": 1, "speed_mps": 0.5, "stroke_speed_mps": 0.6})",
          {1.0, 0.7, 0.8},
          std::move(parameters)};
}

}  // namespace mw::factory::types
