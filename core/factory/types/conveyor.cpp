// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType conveyor() {
  using namespace api;
  return {"conveyor",
          "Conveyor",
          "Moves parts along a path at a fixed speed.",
          R"({"id": "c1", "type": "conveyor", "length_m": 6, "speed_mps": 0.5, "pitch_m": 0.6, "accumulating": true})",
          {3.0, 0.7, 0.8},
          {number("length_m").unit("m").above(0).help("Length; that of the path where one is given."),
           list("path", vector("", 3).unit("m")).help("Points it passes, from its own centre."),
           number("speed_mps").unit("m/s").above(0).byDefault(0.5).help("Belt speed."),
           number("pitch_m").unit("m").above(0).byDefault(0.5).help("Length that one part takes up."),
           boolean("accumulating").byDefault(true).help("Parts close up behind a blocked one; else the belt stops.")}};
}

}  // namespace mw::factory::types
