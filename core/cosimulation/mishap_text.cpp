// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/mishap_text.h"

#include <fmt/format.h>

#include "core/cosimulation/vehicle_text.h"
#include "core/factory/enclosure.h"

namespace mw::cosimulation {
namespace {

const char* missText(motion::MissReason reason) {
  switch (reason) {
    case motion::MissReason::None:
      break;
    case motion::MissReason::NotThere:
      return "it was not where it should stand";
    case motion::MissReason::Tipped:
      return "it did not stand upright";
    case motion::MissReason::OutOfReach:
      return "it stood out of reach";
    case motion::MissReason::Moved:
      return "it moved while the gripper came down";
    case motion::MissReason::TooHeavy:
      return "it is too heavy";
  }
  return "";
}

}  // namespace

std::string mishapText(const motion::Mishap& mishap, const factory::Factory& factory) {
  const std::string& element = factory.elements()[mishap.element].id;
  const std::string& type = factory.elements()[mishap.element].type;
  const auto say = [&](const char* what) {
    return fmt::format("part {} {} {} \"{}\" at {:.2f} s", mishap.part, what, type, element, mishap.time_s);
  };
  if (mishap.vehicle) {
    const char* const what = mishap.kind == motion::MishapKind::Tipped ? "tipped over on" : "fell off";
    return fmt::format("part {} from \"{}\" {} vehicle {} at {:.2f} s", mishap.part, element, what,
                       vehicleName(*mishap.vehicle, factory), mishap.time_s);
  }
  switch (mishap.kind) {
    case motion::MishapKind::Tipped:
      return say("tipped over on");
    case motion::MishapKind::Fell:
      return say("fell off");
    case motion::MishapKind::Lost:
      return say("left the hall from");
    case motion::MishapKind::Strayed:
      return fmt::format("part {} was meant for conveyor \"{}\" and got onto \"{}\" at {:.2f} s", mishap.part, element,
                         factory.elements()[mishap.blocker].id, mishap.time_s);
    case motion::MishapKind::Jammed:
      if (mishap.door) {
        const auto enclosure = factory::enclosureOf(factory.elements()[mishap.element]);
        return fmt::format("door \"{}\" of {} \"{}\" can't close at {:.2f} s: part {} fell and lies in it",
                           enclosure->doors[*mishap.door].id, type, element, mishap.time_s, mishap.part);
      }
      if (mishap.blocking_part) {
        return fmt::format("part {} jams on {} \"{}\" at {:.2f} s: part {} stands in its way", mishap.part, type,
                           element, mishap.time_s, *mishap.blocking_part);
      }
      return fmt::format("part {} jams on {} \"{}\" at {:.2f} s: {}", mishap.part, type, element, mishap.time_s,
                         mishap.blocker == mishap.element
                             ? std::string("it is stuck between the rails")
                             : fmt::format("\"{}\" stands in its way", factory.elements()[mishap.blocker].id));
    case motion::MishapKind::Slipped:
      return say("slipped out of the gripper of");
    case motion::MishapKind::NotGripped:
      return fmt::format("robot \"{}\" could not grip part {} at {:.2f} s: {}", element, mishap.part, mishap.time_s,
                         missText(mishap.reason));
  }
  return {};
}

}  // namespace mw::cosimulation
