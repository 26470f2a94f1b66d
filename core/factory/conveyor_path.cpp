// SPDX-License-Identifier: Apache-2.0
#include "core/factory/conveyor_path.h"

#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace mw::factory {
namespace {

using Point = std::array<double, 3>;

constexpr double kStraight_rad = 1e-9;
constexpr double kLevel_rad = 1e-9;

bool hasPath(const Element& conveyor) {
  return conveyor.has("path") && conveyor.fields["path"].size() > 1;
}

double bendRadius_m(const Element& conveyor) {
  return conveyor.has("bend_radius_m") ? conveyor.fields["bend_radius_m"].get<double>() : 0;
}

/// Without bends; points that repeat the one before are left out.
std::vector<ConveyorPiece> legsOf(const Json& path) {
  std::vector<ConveyorPiece> legs;
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Point from = path[i - 1].get<Point>();
    const Point to = path[i].get<Point>();
    const double dx = to[0] - from[0];
    const double dy = to[1] - from[1];
    const double dz = to[2] - from[2];
    const double length_m = std::sqrt(dx * dx + dy * dy + dz * dz);
    if (length_m == 0) continue;
    const double flat_m = std::hypot(dx, dy);
    const double last_yaw_rad = legs.empty() ? 0 : legs.back().yaw_rad;
    legs.push_back({from, flat_m > 0 ? std::atan2(dy, dx) : last_yaw_rad, std::atan2(dz, flat_m), length_m, 0});
  }
  return legs;
}

double turnInto_rad(const ConveyorPiece& leg, const ConveyorPiece& next) {
  return std::remainder(next.yaw_rad - leg.yaw_rad, 2 * std::numbers::pi);
}

void shift(ConveyorPiece& leg, double along_m) {
  leg.start_m[0] += along_m * std::cos(leg.slope_rad) * std::cos(leg.yaw_rad);
  leg.start_m[1] += along_m * std::cos(leg.slope_rad) * std::sin(leg.yaw_rad);
  leg.start_m[2] += along_m * std::sin(leg.slope_rad);
  leg.length_m -= along_m;
}

}  // namespace

std::vector<ConveyorPiece> conveyorPieces(const Element& conveyor) {
  if (!hasPath(conveyor)) {
    const double length_m = conveyor.fields.value("length_m", 0.0);
    return {{{-length_m / 2, 0, 0}, 0, 0, length_m, 0}};
  }
  std::vector<ConveyorPiece> legs = legsOf(conveyor.fields["path"]);
  const double radius_m = bendRadius_m(conveyor);
  std::vector<ConveyorPiece> pieces;
  for (std::size_t k = 0; k < legs.size(); ++k) {
    const double turn_rad = k + 1 < legs.size() ? turnInto_rad(legs[k], legs[k + 1]) : 0;
    if (radius_m == 0 || std::abs(turn_rad) < kStraight_rad) {
      pieces.push_back(legs[k]);
      continue;
    }
    const double tangent_m = radius_m * std::tan(std::abs(turn_rad) / 2);
    legs[k].length_m -= tangent_m;
    pieces.push_back(legs[k]);
    ConveyorPiece end = legs[k];
    shift(end, end.length_m);
    pieces.push_back({end.start_m, legs[k].yaw_rad, 0, radius_m * std::abs(turn_rad), turn_rad});
    shift(legs[k + 1], tangent_m);
  }
  return pieces;
}

double conveyorLength_m(const Element& conveyor) {
  if (!hasPath(conveyor)) return conveyor.fields.value("length_m", 0.0);
  double length_m = 0;
  for (const ConveyorPiece& piece : conveyorPieces(conveyor)) length_m += piece.length_m;
  return length_m;
}

std::optional<PathProblem> pathProblem(const Element& conveyor) {
  if (!hasPath(conveyor) || bendRadius_m(conveyor) == 0) return std::nullopt;
  const std::vector<ConveyorPiece> pieces = conveyorPieces(conveyor);
  for (std::size_t k = 0; k < pieces.size(); ++k) {
    const ConveyorPiece& piece = pieces[k];
    if (piece.length_m <= 0) {
      return PathProblem{fmt::format("conveyor \"{}\" has a leg that is {:.3g} m too short for its bends", conveyor.id,
                                     std::max(1e-3, -piece.length_m)),
                         "move the points of the path apart or make bend_radius_m smaller"};
    }
    if (!piece.isBend()) continue;
    const bool is_level =
        std::abs(pieces[k - 1].slope_rad) < kLevel_rad && std::abs(pieces[k + 1].slope_rad) < kLevel_rad;
    if (is_level) continue;
    return PathProblem{fmt::format("conveyor \"{}\" climbs in a bend", conveyor.id),
                       "give the legs on both sides of a bend the same height all along"};
  }
  return std::nullopt;
}

}  // namespace mw::factory
