// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/factory/conveyor_path.h"
#include "core/factory/conveyor_stops.h"
#include "core/factory/transport_height.h"
#include "core/motion/conveyor_geometry.h"
#include "core/motion/friction.h"

namespace mw::motion {
namespace {

constexpr double kSharpestTurn_rad = std::numbers::pi / 2 + 1e-6;
constexpr double kSteepest_rad = std::numbers::pi / 3 + 1e-6;
constexpr double kStraight_rad = 1e-9;
constexpr double kDegree_rad = std::numbers::pi / 180;
constexpr double kRollersUnderAPart = 3;

[[noreturn]] void refuse(std::size_t element, const char* field, std::string cause, std::string cure) {
  throw InputError(Place{"", fmt::format("/elements/{}/{}", element, field), 0, 0}, std::move(cause), std::move(cure));
}

Leg legOf(const factory::ConveyorPiece& piece, const factory::Element& element) {
  const Leg frame{
      element.pose.x_m, element.pose.y_m, element.pose.z_m + factory::kTransportHeight_m, element.pose.yaw_rad, 0, 0};
  const Vector3 start = frame.at(piece.start_m[0], piece.start_m[1], piece.start_m[2]);
  return {start[0], start[1], start[2], frame.yaw_rad + piece.yaw_rad, piece.slope_rad, piece.length_m};
}

Bend bendOf(const factory::ConveyorPiece& piece, const factory::Element& element) {
  const Leg start = legOf(piece, element);
  const double side = piece.turn_rad > 0 ? 1 : -1;
  return {start.at(0, side * piece.radius_m(), 0), piece.radius_m(), start.yaw_rad, piece.turn_rad};
}

void layOut(ConveyorGeometry& conveyor, const factory::Element& element) {
  for (const factory::ConveyorPiece& piece : factory::conveyorPieces(element)) {
    conveyor.length_m += piece.length_m;
    if (piece.isBend()) {
      conveyor.bends.back() = bendOf(piece, element);
      continue;
    }
    conveyor.legs.push_back(legOf(piece, element));
    conveyor.bends.emplace_back();
  }
  if (conveyor.legs.empty()) {
    refuse(conveyor.element, "path", fmt::format("the path of conveyor \"{}\" has no length", element.id),
           "move a point");
  }
  conveyor.bends.pop_back();
}

bool turns(const ConveyorGeometry& conveyor) {
  for (std::size_t k = 0; k + 1 < conveyor.legs.size(); ++k) {
    if (std::abs(conveyor.turn_rad(k)) > kStraight_rad) return true;
  }
  return false;
}

double widestPart_m(const ConveyorGeometry& conveyor, std::span<const factory::Part> parts) {
  double widest_m = 0;
  for (const factory::Part& part : parts) {
    // In a corner a part may be turned any way.
    const double across_m = turns(conveyor) ? std::hypot(part.size_m[0], part.size_m[1]) : part.size_m[1];
    widest_m = std::max(widest_m, across_m);
  }
  return widest_m;
}

void giveWidth(ConveyorGeometry& conveyor, const factory::Element& element, std::span<const factory::Part> parts) {
  const double needed_m = widestPart_m(conveyor, parts) + 2 * kSideGap_m;
  conveyor.width_m = element.has("size_m") ? element.fields["size_m"][1].get<double>()
                                           : std::max(element.declaration->default_size_m[1], needed_m);
  if (conveyor.width_m >= needed_m - 1e-9) return;
  refuse(
      conveyor.element, "size_m",
      fmt::format("conveyor \"{}\" is {:.3g} m wide, its parts need {:.3g} m", element.id, conveyor.width_m, needed_m),
      "widen the conveyor");
}

void checkTurn(const ConveyorGeometry& conveyor, std::size_t k, std::string_view id) {
  const double turn_rad = std::abs(conveyor.turn_rad(k));
  if (turn_rad > kSharpestTurn_rad) {
    refuse(conveyor.element, "path", fmt::format("conveyor \"{}\" turns by more than 90 degrees at once", id),
           "put another point into the corner");
  }
  if (turn_rad > kStraight_rad && (conveyor.legs[k].slope_rad != 0 || conveyor.legs[k + 1].slope_rad != 0)) {
    refuse(conveyor.element, "path", fmt::format("conveyor \"{}\" turns where it climbs", id),
           "put a level piece before and behind the corner");
  }
  const double radius_m = conveyor.bends[k].radius_m;
  if (radius_m > 0 && radius_m <= conveyor.width_m / 2) {
    refuse(conveyor.element, "bend_radius_m",
           fmt::format("the bend of conveyor \"{}\" is {:.3g} m in radius, its belt is {:.3g} m wide", id, radius_m,
                       conveyor.width_m),
           fmt::format("make it larger than {:.3g} m", conveyor.width_m / 2));
  }
}

void checkLeg(const ConveyorGeometry& conveyor, std::size_t k, std::string_view id) {
  if (std::abs(conveyor.legs[k].slope_rad) > kSteepest_rad) {
    refuse(conveyor.element, "path",
           fmt::format("conveyor \"{}\" climbs at {:.0f} degrees; a belt carries parts up to 60", id,
                       std::abs(conveyor.legs[k].slope_rad) / kDegree_rad),
           "make the leg longer for its height");
  }
  if (conveyor.legs.size() == 1) return;
  const bool is_last = k + 1 == conveyor.legs.size();
  double needed_m = k > 0 ? conveyor.cornerReach_m(k - 1) : 0;
  if (!is_last) needed_m += conveyor.cornerReach_m(k);
  if (k == 0 || is_last || needed_m > 0) needed_m += conveyor.half_part_m;
  if (conveyor.legs[k].length_m > needed_m) return;
  refuse(conveyor.element, "path", fmt::format("a leg of conveyor \"{}\" is shorter than its corner", id),
         "move the points of the path apart");
}

/// A part that is held stands on straight belt with all its length.
void addStops(ConveyorGeometry& conveyor, const factory::Element& element) {
  for (const factory::ConveyorStop& stop : factory::conveyorStops(element)) {
    double from_m = 0;
    bool is_straight = false;
    for (std::size_t k = 0; k < conveyor.legs.size(); ++k) {
      const double before_m = k > 0 ? conveyor.cornerReach_m(k - 1) + 2 * conveyor.half_part_m : 0;
      const double after_m = k + 1 < conveyor.legs.size() ? conveyor.cornerReach_m(k) : 0;
      const double along_m = stop.at_m - from_m;
      is_straight = is_straight || (along_m >= before_m && along_m <= conveyor.legs[k].length_m - after_m + 1e-9);
      from_m += conveyor.legs[k].length_m;
      if (k < conveyor.bends.size()) from_m += conveyor.bends[k].radius_m * std::abs(conveyor.bends[k].turn_rad);
    }
    if (!is_straight) {
      refuse(conveyor.element, "stops",
             fmt::format("stop \"{}\" of conveyor \"{}\" holds parts where they turn", stop.id, element.id),
             fmt::format("put it {:.3g} m or more behind the turn, or before it", 2 * conveyor.half_part_m));
    }
    conveyor.stops.push_back(conveyor.placeAt(stop.at_m));
  }
}

double surfaceFriction(const factory::Element& element) {
  if (element.has("friction")) return element.fields["friction"].get<double>() / kPartFriction;
  return element.value("surface") == "rollers" ? kRollerFriction : kBeltFriction;
}

std::string nameOf(const factory::Part& part) {
  return part.id.empty() ? std::string("parts") : fmt::format("parts \"{}\"", part.id);
}

}  // namespace

ConveyorGeometry conveyorGeometry(const factory::Factory& factory, std::size_t i,
                                  std::span<const factory::Part> parts) {
  const factory::Element& element = factory.elements()[i];
  ConveyorGeometry conveyor;
  conveyor.element = static_cast<std::uint32_t>(i);
  if (const auto problem = factory::pathProblem(element)) refuse(i, "path", problem->cause, problem->cure);
  layOut(conveyor, element);
  conveyor.speed_mps = element.value("speed_mps").get<double>();
  conveyor.pitch_m = element.value("pitch_m").get<double>();
  conveyor.is_accumulating = element.value("accumulating").get<bool>();
  conveyor.friction = surfaceFriction(element);
  for (const factory::Part& part : parts) {
    conveyor.half_part_m = std::max(conveyor.half_part_m, std::hypot(part.size_m[0], part.size_m[1]) / 2);
  }
  giveWidth(conveyor, element, parts);
  for (std::size_t k = 0; k + 1 < conveyor.legs.size(); ++k) checkTurn(conveyor, k, element.id);
  for (std::size_t k = 0; k < conveyor.legs.size(); ++k) checkLeg(conveyor, k, element.id);
  addStops(conveyor, element);
  return conveyor;
}

std::vector<std::string> conveyorNotes(const ConveyorGeometry& conveyor, const factory::Factory& factory,
                                       std::span<const factory::Part> parts) {
  const factory::Element& element = factory.elements()[conveyor.element];
  std::vector<std::string> notes;
  double steepest_rad = 0;
  for (const Leg& leg : conveyor.legs) steepest_rad = std::max(steepest_rad, std::abs(leg.slope_rad));
  const double slides_rad = std::atan(conveyor.friction * kPartFriction);
  if (steepest_rad > slides_rad) {
    notes.push_back(fmt::format("conveyor \"{}\" slopes at {:.1f} degrees: parts slide back above {:.1f} degrees",
                                element.id, steepest_rad / kDegree_rad, slides_rad / kDegree_rad));
  }
  for (const factory::Part& part : parts) {
    const double tips_rad = std::atan(part.size_m[0] / part.size_m[2]);
    if (steepest_rad > tips_rad) {
      notes.push_back(fmt::format("conveyor \"{}\" slopes at {:.1f} degrees: {} tip over above {:.1f} degrees",
                                  element.id, steepest_rad / kDegree_rad, nameOf(part), tips_rad / kDegree_rad));
    }
    const double pitch_m = element.value("roller_pitch_m").get<double>();
    if (element.value("surface") != "rollers" || part.size_m[0] >= kRollersUnderAPart * pitch_m) continue;
    notes.push_back(fmt::format("conveyor \"{}\" has a roller every {:.3g} m: {} of {:.3g} m stand on fewer than three",
                                element.id, pitch_m, nameOf(part), part.size_m[0]));
  }
  return notes;
}

}  // namespace mw::motion
