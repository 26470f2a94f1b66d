// SPDX-License-Identifier: Apache-2.0
#include "core/factory/types/built_in_types.h"

namespace mw::factory::types {
namespace {

api::ParameterDeclaration gripper() {
  using namespace api;
  return object(
             "gripper",
             {number("hold_n").unit("N").above(0).help("Force at which a part slips out; unlimited where not given."),
              number("grip_s").unit("s").atLeast(0).byDefault(0.3).help("Time to close."),
              number("release_s").unit("s").atLeast(0).byDefault(0.2).help("Time to open."),
              number("mass_kg").unit("kg").atLeast(0).byDefault(1).help("Its mass, part of the payload."),
              number("length_m").unit("m").atLeast(0).byDefault(0.12).help("From the flange to its tip.")})
      .help("What holds the parts.");
}

api::ParameterDeclaration measured() {
  using namespace api;
  return object("measured",
                {text("on").help("When, in UTC."), integer("cycles").atLeast(1).help("How many cycles were tried."),
                 integer("failed").atLeast(0).help("How many of them did not bring their part to its place."),
                 integer("seed").atLeast(0).help("Of what was drawn."),
                 number("speed").range(0, 1).help("Share of full speed at which it was measured."),
                 number("mean_s").unit("s").atLeast(0).help("Mean of the values."),
                 number("sd_s").unit("s").atLeast(0).help("Their standard deviation."),
                 text("setup").help("Fingerprint of arm, ports and parts as they were."),
                 list("values_s", number("").unit("s").atLeast(0)).required().help("Times of the other cycles.")})
      .help("What the physics measured: where the cycle is from, and what \"motion\" means to the events.");
}

}  // namespace

api::ParameterDeclaration robotProgramme() {
  using namespace api;
  ParameterDeclaration pose = object(
      "", {vector("q_deg", 6).unit("deg").required().help("Angles of the joints, from the base to the flange.")});
  ParameterDeclaration step = object(
      "", {choice("move", {"joint", "line"}).help("To a pose: all joints together, or the tip along a straight line."),
           text("to").help("Name of the pose."),
           number("speed").range(0, 1).above(0).byDefault(1).help("Share of the speed at which the robot works."),
           boolean("grip").help("Closes the gripper."), boolean("release").help("Opens the gripper."),
           number("wait_s").unit("s").range(0, 3600).help("Stands still.")});
  return object("programme", {map("poses", std::move(pose)).help("Recorded postures by name."),
                              list("steps", std::move(step)).help("What one cycle does, each step one thing.")})
      .help("What it was taught.");
}

api::ElementType robot() {
  using namespace api;
  ParameterDeclarations parameters = {
      number("reach_m").unit("m").above(0).help("Reach of the arm."),
      number("payload_kg").unit("kg").above(0).help("Largest mass it lifts."),
      number("speed").range(0, 1).byDefault(1).help("Share of full speed."),
      freeForm("arm").help("Kinematic chain: the name of a geometry that comes with the program, "
                           "{\"urdf\": file} or {\"joints\": [six of them]}."),
      gripper(),
      robotProgramme(),
      oneOf("cycle", {choice("", {"motion"}), time("")}).help("Cycle time, or \"motion\": as measured by the physics."),
      measured()};
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
