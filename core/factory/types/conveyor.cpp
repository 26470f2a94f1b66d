// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType conveyor() {
  using namespace api;
  return {
      "conveyor",
      "Conveyor",
      "Moves parts along a path at a fixed speed.",
      R"({"id": "c1", "type": "conveyor", "length_m": 6, "speed_mps": 0.5, "pitch_m": 0.6, "accumulating": true})",
      {3.0, 0.7, 0.8},
      {number("length_m").unit("m").above(0).help("Length; that of the path where one is given."),
       list("path", vector("", 3).unit("m"))
           .help("Points it passes, from its own centre. Where z differs it climbs; its length is that of the slope."),
       number("bend_radius_m")
           .unit("m")
           .above(0)
           .help("Radius of the belt's middle where the path turns: a bend for a corner."),
       choice("surface", {"belt", "rollers"})
           .byDefault("belt")
           .help("What parts lie on; driven rollers hold them less."),
       number("roller_pitch_m")
           .unit("m")
           .above(0)
           .byDefault(0.1)
           .help("From one roller to the next: a part needs three of them under it."),
       number("friction")
           .above(0)
           .help("Coefficient between part and surface; 0.5 on a belt and 0.25 on rollers where absent."),
       number("speed_mps").unit("m/s").above(0).byDefault(0.5).help("Belt speed."),
       number("pitch_m").unit("m").above(0).byDefault(0.5).help("Length that one part takes up."),
       list("photo_eyes",
            object("", {id("id").required().help("Its name in results."),
                        number("at_m").unit("m").atLeast(0).required().help("Where along the belt it looks across.")}))
           .help("Light barriers: motion tells when each is blocked, and counts."),
       list(
           "stops",
           object("", {id("id").required().help("Its name."),
                       number("at_m").unit("m").above(0).required().help("Where along the belt a part's front stands."),
                       time("hold").help("How long each part stands there, to be labelled or scanned."),
                       number("interval_s").unit("s").above(0).help("Least time from one part let go to the next."),
                       integer("at_most").atLeast(1).help("Holds while so many parts are between it and the next stop "
                                                          "or the end.")}))
           .help("Blades that hold each part whose front comes to them, and let one go at a time."),
       boolean("accumulating").byDefault(true).help("Parts close up behind a blocked one; else the belt stops.")}};
}

}  // namespace mw::factory::types
