// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {

std::vector<api::ElementType> builtInTypes() {
  return {source(), buffer(),  station(), conveyor(), assembly(),  disassembly(), inspection(), robot(),
          batch(),  unbatch(), storage(), sink(),     turntable(), lift(),        pusher()};
}

api::ParameterDeclaration body(std::vector<std::string> looks) {
  const std::string first = looks.front();
  return api::choice("body", std::move(looks)).help("What it looks like; " + first + " where absent.");
}

api::ParameterDeclaration enclosure() {
  using namespace api;
  ParameterDeclaration door = object(
      "", {id("id").help("Name of the door."),
           choice("side", {"front", "back", "left", "right", "top"})
               .required()
               .help("Seen from the front, -y; parts come from the left, -x."),
           number("at_m").unit("m").byDefault(0).help("Its middle from the middle of the side, along x or y."),
           number("width_m").unit("m").above(0).required().help("Of the opening, along x or y."),
           number("height_m").unit("m").above(0).required().help("Of the opening; in the top along y."),
           number("sill_m").unit("m").atLeast(0).byDefault(0.8).help("Lower edge of the opening above the foot."),
           number("opens_s").unit("s").atLeast(0).required().help("Time to open, and to close."),
           choice("kind", {"sliding", "lifting"}).byDefault("sliding").help("Goes aside, or up.")});
  return object("enclosure", {number("wall_m").unit("m").above(0).byDefault(0.05).help("Thickness of walls and roof."),
                              list("doors", std::move(door)).required().help("Closed while it works, open else.")})
      .help("Walls and a roof around it, as large as its size_m, with doors.");
}

api::ParameterDeclarations availabilityParameters() {
  using namespace api;
  const ParameterDeclaration needs =
      list("needs",
           object("", {reference("pool", "pools").help("Pool that serves."),
                       text("skill").help("Any pool with this skill serves; with a pool, that pool must have it."),
                       integer("count").range(1, kMostHeads).byDefault(1).help("How many at a time."),
                       list("for", choice("", {"process", "setup", "repair"}))
                           .help("What it is needed for; the process where absent.")}))
          .help("Operators it seizes.");
  return {
      list("failures",
           object("", {id("id").help("Name of the failure."),
                       choice("basis", {"operating", "calendar", "cycles"})
                           .byDefault("operating")
                           .help("Which clock runs: working time, all time, or finished processes."),
                       time("time_to_failure")
                           .required()
                           .help("From the end of a repair to the next failure; on the cycles basis a count."),
                       time("time_to_repair").required().help("From failure to the end of repair."), needs}))
          .help("Breakdowns."),
      needs,
  };
}

api::ParameterDeclarations transferParameters() {
  using namespace api;
  ParameterDeclarations parameters = {
      number("speed_mps").unit("m/s").above(0).byDefault(0.5).help("Speed of its belt."),
      choice("surface", {"belt", "rollers"})
          .byDefault("belt")
          .help("What parts lie on; driven rollers hold them less."),
      number("friction")
          .above(0)
          .help("Coefficient between part and surface; 0.5 on a belt and 0.25 on rollers where absent."),
      number("payload_kg").unit("kg").above(0).help("Largest mass it carries."),
  };
  for (ParameterDeclaration& shared : availabilityParameters()) parameters.push_back(std::move(shared));
  return parameters;
}

api::ParameterDeclarations processingParameters() {
  using namespace api;
  ParameterDeclarations parameters = {
      object("setup", {number("default_s").unit("s").atLeast(0).byDefault(0).help("Between two different part types."),
                       map("matrix", number("").unit("s").atLeast(0)).help("\"a>b\": time from part type a to b.")})
          .help("Changeover between part types."),
      object("yield", {number("good").range(0, 1).byDefault(1).help("Share of good parts."),
                       number("rework").range(0, 1).byDefault(0).help("Share sent to rework."),
                       number("scrap").range(0, 1).byDefault(0).help("Share scrapped."),
                       reference("rework_to", "elements").help("Where rework goes."),
                       reference("scrap_to", "elements")
                           .help("Where scrap goes; to be found by an inspection "
                                 "where absent.")})
          .help("What comes out good, for rework, or as scrap."),
  };
  for (ParameterDeclaration& shared : availabilityParameters()) parameters.push_back(std::move(shared));
  return parameters;
}

}  // namespace mw::factory::types
