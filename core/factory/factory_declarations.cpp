// SPDX-License-Identifier: Apache-2.0
#include "core/factory/factory_declarations.h"

namespace mw::factory {
namespace {

using namespace api;

ParameterDeclaration parts() {
  return list("parts",
              object("", {id("id").required().help("Name of the part type."),
                          vector("size_m", 3).unit("m").above(0).help("Length, width, height."),
                          number("mass_kg").unit("kg").above(0).byDefault(1).help("Mass."),
                          text("color").help("#rrggbb on screen."),
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
      list("days", choice("", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})).required();
  return list("calendars", object("", {id("id").required(),
                                       list("week", object("", {days, text("from").required(), text("to").required(),
                                                                list("breaks", object("", {text("from").required(),
                                                                                           text("to").required()}))})),
                                       freeForm("exceptions").help("Days that differ.")}))
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
                          text("home").help("Node where idle vehicles go; they stay where absent."), battery()}))
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
                  number("speed_mps").unit("m/s").above(0).help("Speed limit.")});
  return list("networks", object("", {id("id").required().help("Unique name for vehicles."),
                                      list("nodes", node).help("Crossings and stops; any number of vehicles fit."),
                                      list("edges", edge).help("Roads between nodes.")}))
      .help("Paths that vehicles drive on.");
}

}  // namespace

const ParameterDeclarations& factoryDeclarations() {
  static const ParameterDeclarations declarations = {
      choice("format", {kFactoryFormat}).required().help("Format and version of this file."),
      text("name").byDefault("Factory").help("Name of the factory."),
      parts(),
      list("elements", freeForm("")).required().help("What parts pass through."),
      flows(),
      list("pools", object("", {id("id").required(), integer("count").atLeast(1).byDefault(1),
                                reference("calendar", "calendars"), list("skills", text(""))}))
          .help("Operators."),
      calendars(),
      vehicles(),
      networks(),
      list("control", object("", {choice("type", {"conwip", "kanban", "drum-buffer-rope"}).required(),
                                  integer("limit").atLeast(1), reference("from", "elements"),
                                  reference("to", "elements"), reference("drum", "elements"), freeForm("stages")}))
          .help("Rules that limit work in process."),
      object("costs", {freeForm("material"), number("holding_per_part_h").atLeast(0),
                       number("labour_per_pool_h").atLeast(0), number("energy_per_kwh").atLeast(0)})
          .help("Prices."),
  };
  return declarations;
}

}  // namespace mw::factory
