// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

api::ElementType source() {
  using namespace api;
  return {"source",
          "Source",
          "Creates parts.",
          R"({"id": "src", "type": "source", "part": "housing",
 "interarrival": {"dist": "exponential", "mean_s": 60}, "batch": 1, "on_full": "wait"})",
          {2.4, 1.4, 1.5},
          {oneOf("part", {reference("", "parts"), map("", number("").atLeast(0)).to("parts")})
               .help("Part type, or shares of several."),
           time("interarrival").help("Time between arrivals."),
           choice("supply", {"unlimited"}).help("A part is always ready."),
           integer("batch").range(1, kMostPerArrival).byDefault(1).help("Parts per arrival."),
           number("first_at_s").unit("s").atLeast(0).help("First arrival; after one interarrival time where absent."),
           integer("limit").atLeast(1).nullable().help("Stops after so many parts."),
           oneOf("schedule",
                 {text(""),
                  list("", object("", {number("t_s").unit("s").atLeast(0).required().help("When."),
                                       reference("part", "parts").help("Which; else as above."),
                                       integer("count").range(1, kMostPerArrival).help("How many; else batch.")}))})
               .help("Arrivals in order of time: a list, or a CSV file with the columns t_s, part, count."),
           choice("on_full", {"wait", "lose"}).byDefault("wait").help("What arrivals do when nothing takes them.")}};
}

}  // namespace mw::factory::types
