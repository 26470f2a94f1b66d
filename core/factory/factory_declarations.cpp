// SPDX-License-Identifier: Apache-2.0
#include "core/factory/factory_declarations.h"

#include "core/factory/types/built_in_types.h"
#include "core/factory/vehicle_body.h"

namespace mw::factory {
namespace {

using namespace api;

ParameterDeclaration parts() {
  return list("parts",
              object("", {id("id").required().help("Name of the part type."),
                          vector("size_m", 3).unit("m").above(0).help("Length, width, height."),
                          number("mass_kg").unit("kg").above(0).byDefault(1).help("Mass."),
                          text("color").help("#rrggbb on screen."),
                          choice("shape", {"box", "cylinder", "bottle"}).byDefault("box").help("Form on screen."),
                          number("value").atLeast(0).help("Worth of one part."), text("name").help("Name on screen.")}))
      .help("Part types.");
}

ParameterDeclaration flows() {
  return list("flows",
              object("", {reference("from", "elements").required().help("Element that parts leave."),
                          reference("to", "elements").required().help("Element that they enter."),
                          reference("part", "parts").help("Only this part type."),
                          number("probability").range(0, 1).help("Share, where routing is by probability."),
                          number("priority").help("Larger goes first."),
                          choice("by", {"direct", "vehicle"}).byDefault("direct").help("How parts get across."),
                          reference("vehicles", "vehicles").help("By which vehicles, where there are several.")}))
      .help("Who hands parts to whom.");
}

ParameterDeclaration calendars() {
  const ParameterDeclaration days =
      list("days", choice("", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})).required().help("When it begins.");
  const ParameterDeclaration from = text("from").required().help("Time of day, \"06:00\".");
  const ParameterDeclaration to = text("to").required().help("Time of day up to \"24:00\"; else the next day's.");
  const ParameterDeclaration breaks = list("breaks", object("", {from, to})).help("Cut out of the shift.");
  const ParameterDeclaration exceptions =
      list("exceptions",
           object("", {text("date").help("\"2026-12-24\"; needs the factory's start."),
                       integer("day").range(0, 99'999).help("Counted from 0, the day of time 0."),
                       integer("days").range(1, 99'999).byDefault(1).help("How many days in a row."),
                       boolean("open").help("The whole day, or not at all."),
                       list("shifts", object("", {from, to, breaks})).help("Instead of those of the week."),
                       text("name").help("Why, for people.")}))
          .help("Days that differ.");
  return list("calendars",
              object("", {id("id").required(), list("week", object("", {days, from, to, breaks})), exceptions}))
      .help("Weekly shifts.");
}

ParameterDeclaration battery() {
  return object("battery",
                {number("capacity_kwh").unit("kWh").above(0).required().help("Energy of a full battery."),
                 number("drive_kw").unit("kW").atLeast(0).required().help("Power while driving."),
                 number("idle_kw").unit("kW").atLeast(0).byDefault(0).help("Power while standing, loading, waiting."),
                 number("charge_kw").unit("kW").above(0).required().help("Power into the battery while charging."),
                 text("charge_at").required().help("Node of the charger; without a network an element."),
                 number("low").range(0, 1).byDefault(0.2).help("Share below which a vehicle charges after its job."),
                 number("high").range(0, 1).byDefault(0.9).help("Share up to which it charges.")})
      .help("Energy store; without one vehicles never stop.");
}

ParameterDeclaration vehicles() {
  return list("vehicles",
              object("", {id("id").required().help("Unique name in flows, paths and results."),
                          integer("count").range(1, 1e4).byDefault(1).help("Vehicles, each for one part."),
                          number("speed_mps").unit("m/s").above(0).byDefault(1).help("Speed, loaded or empty."),
                          time("load_s").unit("s").help("Time to take a part over; 0 where absent."),
                          time("unload_s").unit("s").help("Time to hand a part over; 0 where absent."),
                          choice("dispatch", {"nearest", "longest-wait", "round-robin"})
                              .byDefault("nearest")
                              .help("Which vehicle gets which part."),
                          reference("network", "networks").help("Roads; straight lines where absent."),
                          text("home").help("Node where idle vehicles go; they stay where absent."),
                          number("acceleration_mps2")
                              .unit("m/s2")
                              .above(0)
                              .byDefault(kVehicleAcceleration_mps2)
                              .help("In motion: how fast it speeds up."),
                          number("deceleration_mps2")
                              .unit("m/s2")
                              .above(0)
                              .byDefault(kVehicleAcceleration_mps2)
                              .help("In motion: how hard it brakes, and the most sideways in a corner."),
                          vector("size_m", 3)
                              .unit("m")
                              .above(0)
                              .help("Length, width, height of the bed; 1.4, 0.9, 0.36 where absent."),
                          number("clearance_m")
                              .unit("m")
                              .atLeast(0)
                              .byDefault(kVehicleClearance_m)
                              .help("In motion: kept to the vehicle ahead; what comes nearer is a near miss."),
                          battery()}))
      .help("Vehicles that carry parts, one each.");
}

ParameterDeclaration networks() {
  const ParameterDeclaration node =
      object("", {id("id").required().help("Unique name in its network."),
                  number("x_m").unit("m").range(-1e5, 1e5).required().help("Along the hall."),
                  number("y_m").unit("m").range(-1e5, 1e5).required().help("Across the hall."),
                  reference("element", "elements")
                      .help("Element served here; else that of the same id, else those it is nearest to.")});
  const ParameterDeclaration edge =
      object("", {text("from").required().help("Node."), text("to").required().help("Node."),
                  number("length_m").unit("m").above(0).help("Length; the straight distance where absent."),
                  boolean("two_way").byDefault(true).help("Whether vehicles may also drive from to to from."),
                  integer("capacity")
                      .atLeast(1)
                      .nullable()
                      .byDefault(nullptr)
                      .help("Vehicles at a time, per direction; 1 on a two-way edge counts both. null is unlimited."),
                  number("speed_mps").unit("m/s").above(0).help("Speed limit."),
                  number("width_m").unit("m").above(0).help(
                      "In motion: of the road. On a two-way one two vehicles pass where both fit, else they take "
                      "turns; as wide as that needs where absent.")});
  return list("networks", object("", {id("id").required().help("Unique name for vehicles."),
                                      list("nodes", node).help("Crossings and stops; any number of vehicles fit."),
                                      list("edges", edge).help("Roads between nodes.")}))
      .help("Paths that vehicles drive on.");
}

ParameterDeclaration control() {
  const ParameterDeclaration stage =
      object("", {list("elements", reference("", "elements")).required().help("What belongs to the stage."),
                  integer("limit").atLeast(1).required().help("Kanbans: parts in the stage at most.")});
  return list("control",
              object("", {choice("type", {"conwip", "kanban", "drum-buffer-rope"}).required(),
                          integer("limit").atLeast(1).help("Parts at most (conwip, drum-buffer-rope)."),
                          reference("from", "elements").help("Counted from leaving it on; without it, any source."),
                          reference("to", "elements")
                              .help("Conwip: counted until entering it; without it, until "
                                    "they leave the factory."),
                          reference("drum", "elements").help("Drum-buffer-rope: counted until it starts on them."),
                          list("stages", stage).help("Kanban: each with its own cards."),
                          reference("part", "parts").help("Only this part type needs cards.")}))
      .help("Rules that limit work in process.");
}

ParameterDeclaration underlays() {
  return list(
             "underlays",
             object("", {id("id").required().help("Unique name of the drawing."),
                         text("file").required().help("PNG, SVG or DXF file, relative to the factory file."),
                         number("unit_m").unit("m").range(1e-9, 1e6).help(
                             "Metres per unit of the drawing, or per pixel; what the file says where absent."),
                         object("pose",
                                {number("x_m").unit("m").range(-1e5, 1e5).byDefault(0).help("Of the drawing's origin."),
                                 number("y_m").unit("m").range(-1e5, 1e5).byDefault(0).help("Of the drawing's origin."),
                                 number("yaw_deg").unit("deg").range(-360, 360).byDefault(0).help("Turn about it.")})
                             .help("Where it lies."),
                         number("opacity").range(0, 1).byDefault(0.6).help("From 0, not seen, to 1."),
                         boolean("locked").byDefault(false).help("Whether the mouse leaves it alone."),
                         boolean("hidden").byDefault(false).help("Whether it is out of sight.")}))
      .help("Drawings on the floor, for the eye alone.");
}

ParameterDeclaration costs() {
  return object("costs",
                {oneOf("material", {number("").atLeast(0), map("", number("").atLeast(0)).to("parts")})
                     .help("Of one part that comes in: one price, or prices by part type; free where not named."),
                 number("holding_per_part_h").atLeast(0).unit("1/h").help("Of one part inside for an hour."),
                 number("labour_per_pool_h").atLeast(0).unit("1/h").help("Of one head of a pool for an open hour."),
                 number("energy_per_kwh").atLeast(0).unit("1/kWh").help("Of a kilowatt-hour.")})
      .help("Prices, in any one currency.");
}

ParameterDeclaration layoutMarks() {
  const auto place = [](const char* key, const char* help) {
    return object(key, {number("x_m").unit("m").range(-1e5, 1e5).required().help("Along the hall."),
                        number("y_m").unit("m").range(-1e5, 1e5).required().help("Across the hall."),
                        number("z_m").unit("m").range(-1e3, 1e3).byDefault(0).help("Height."),
                        reference("element", "elements").help("Goes along with it; x, y, z are from its origin then.")})
        .required()
        .help(help);
  };
  const ParameterDeclaration group =
      object("", {id("id").required().help("Unique name among the groups."), text("name").help("Name on screen."),
                  list("members", reference("", "elements")).required().help("What is selected and moved together.")});
  return object("layout", {list("groups", group).help("Elements that belong together."),
                           list("locked", reference("", "elements")).help("Not moved or deleted by hand."),
                           list("hidden", reference("", "elements")).help("Not shown."),
                           list("notes", object("", {id("id").required(), text("text").required().help("What it says."),
                                                     place("at", "Where it stands.")}))
                               .help("Remarks in the hall."),
                           list("dimensions", object("", {id("id").required(), place("from", "One end."),
                                                          place("to", "The other end.")}))
                               .help("Distances that stay on show.")})
      .help("For people who lay out the hall; a run does not read it.");
}

}  // namespace

const ParameterDeclarations& factoryDeclarations() {
  static const ParameterDeclarations declarations = {
      choice("format", {kFactoryFormat}).required().help("Format and version of this file."),
      text("name").byDefault("Factory").help("Name of the factory."),
      text("start").help("Date and time of simulated time 0, \"2026-01-05T06:00\"; Monday 00:00 where absent."),
      parts(),
      list("elements", freeForm("")).required().help("What parts pass through."),
      flows(),
      list("pools", object("", {id("id").required(), integer("count").range(1, types::kMostHeads).byDefault(1),
                                reference("calendar", "calendars"), list("skills", text(""))}))
          .help("Operators."),
      calendars(),
      vehicles(),
      networks(),
      control(),
      costs(),
      underlays(),
      layoutMarks(),
  };
  return declarations;
}

}  // namespace mw::factory
