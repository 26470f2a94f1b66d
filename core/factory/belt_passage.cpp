// SPDX-License-Identifier: Apache-2.0
#include "core/factory/belt_passage.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "core/factory/arriving_loads.h"
#include "core/factory/conveyor_path.h"
#include "core/factory/conveyor_stops.h"
#include "core/factory/enclosure.h"
#include "core/factory/road_network.h"
#include "core/factory/transport_height.h"

namespace mw::factory {
namespace {

constexpr double kClear_m = 0.02;     // a part waits so far before the light curtain
constexpr double kFlattest = 0.2;     // cosine of the angle at which a belt still meets a wall, and doesn't pass by
constexpr double kRounding_m = 1e-6;  // of lengths and heights

/// The end of a belt that leads into a wall or comes out of one, in the frame of the enclosure; lengths along the belt.
struct Approach {
  EnclosureSide side = EnclosureSide::Left;
  double outside_m = 0;  ///< from the wall's face to the outer end of the belt's last, or first, piece
  double inside_m = 0;   ///< from the face to the belt's end, or start; below zero where that lies before the wall
  double at_m = 0;       ///< where it meets the wall, from the middle of the side
  double height_m = 0;   ///< of its surface there, above the enclosure's foot
  double square = 1;     ///< cosine of the angle to the wall's normal, of the slope too
  double aslant = 0;     ///< tangent of that angle, seen from above
};

struct Ray {
  std::array<double, 3> from_m{};
  std::array<double, 3> way{};  ///< of length 1
};

const char* nameOf(EnclosureSide side) {
  switch (side) {
    case EnclosureSide::Front:
      return "front";
    case EnclosureSide::Back:
      return "back";
    case EnclosureSide::Left:
      return "left";
    case EnclosureSide::Right:
      return "right";
    case EnclosureSide::Top:
      break;
  }
  return "top";
}

/// From a piece's outer end towards the enclosure, in its frame.
Ray rayAlong(const ConveyorPiece& piece, bool is_in, const Pose& conveyor, const Pose& enclosure) {
  const double yaw_rad = conveyor.yaw_rad + piece.yaw_rad;
  const double level = std::cos(piece.slope_rad);
  std::array<double, 3> way{level * std::cos(yaw_rad), level * std::sin(yaw_rad), std::sin(piece.slope_rad)};
  const double c = std::cos(conveyor.yaw_rad);
  const double s = std::sin(conveyor.yaw_rad);
  std::array<double, 3> from_m{conveyor.x_m + c * piece.start_m[0] - s * piece.start_m[1],
                               conveyor.y_m + s * piece.start_m[0] + c * piece.start_m[1],
                               conveyor.z_m + kTransportHeight_m + piece.start_m[2] - enclosure.z_m};
  if (!is_in) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      from_m[axis] += piece.length_m * way[axis];
      way[axis] = -way[axis];
    }
  }
  const std::array<double, 2> at_m = inFrameOf(enclosure, from_m[0], from_m[1]);
  const std::array<double, 2> turned = inFrameOf({0, 0, 0, enclosure.yaw_rad}, way[0], way[1]);
  return {{at_m[0], at_m[1], from_m[2]}, {turned[0], turned[1], way[2]}};
}

/// Where a ray from outside meets the footprint; none where it passes by or begins inside.
std::optional<Approach> approachOf(const Ray& ray, double length_m, const std::array<double, 3>& size_m) {
  double enters_m = 0;
  double leaves_m = HUGE_VAL;
  std::size_t axis_in = 2;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const double half_m = size_m[axis] / 2;
    if (std::abs(ray.way[axis]) < kRounding_m) {
      if (std::abs(ray.from_m[axis]) >= half_m) return std::nullopt;
      continue;
    }
    const double sign = ray.way[axis] > 0 ? 1 : -1;
    const double in_m = (-sign * half_m - ray.from_m[axis]) / ray.way[axis];
    leaves_m = std::min(leaves_m, (sign * half_m - ray.from_m[axis]) / ray.way[axis]);
    if (in_m > enters_m) enters_m = in_m, axis_in = axis;
  }
  if (axis_in == 2 || enters_m >= leaves_m) return std::nullopt;
  const bool is_upwards = ray.way[axis_in] > 0;
  Approach approach;
  if (axis_in == 0) approach.side = is_upwards ? EnclosureSide::Left : EnclosureSide::Right;
  if (axis_in == 1) approach.side = is_upwards ? EnclosureSide::Front : EnclosureSide::Back;
  approach.outside_m = enters_m;
  approach.inside_m = length_m - enters_m;
  approach.at_m = ray.from_m[1 - axis_in] + enters_m * ray.way[1 - axis_in];
  approach.height_m = ray.from_m[2] + enters_m * ray.way[2];
  approach.square = std::abs(ray.way[axis_in]);
  approach.aslant = std::abs(ray.way[1 - axis_in] / ray.way[axis_in]);
  if (approach.square < kFlattest) return std::nullopt;
  return approach;
}

/// Works out the passage of one flow, and what is wrong with it.
class Judge {
 public:
  explicit Judge(const Factory& factory) : factory_(factory), parts_(factory.parts().begin(), factory.parts().end()) {
    if (parts_.empty()) parts_.emplace_back();
  }

  void judge(std::size_t number) {
    const Flow& flow = factory_.flows()[number];
    const Element& from = factory_.elements()[flow.from];
    const Element& to = factory_.elements()[flow.to];
    const bool is_in = from.type == "conveyor";
    const Element& conveyor = is_in ? from : to;
    const Element& enclosed = is_in ? to : from;
    if (conveyor.type != "conveyor" || !enclosed.has("enclosure") || isByVehicle(flow)) return;
    if (!conveyor.has("pose") || !enclosed.has("pose")) return;
    BeltPassage passage;
    passage.flow = number;
    passage.conveyor = is_in ? flow.from : flow.to;
    passage.enclosure = is_in ? flow.to : flow.from;
    passage.is_in = is_in;
    const std::vector<ConveyorPiece> pieces = conveyorPieces(conveyor);
    if (pieces.empty() || (is_in ? pieces.back() : pieces.front()).isBend()) return;
    const ConveyorPiece& piece = is_in ? pieces.back() : pieces.front();
    const Enclosure enclosure = *enclosureOf(enclosed);
    const Ray ray = rayAlong(piece, is_in, conveyor.pose, enclosed.pose);
    const auto approach = approachOf(ray, piece.length_m, enclosure.size_m);
    if (!approach) return;
    lookAtPartsOf(passage.conveyor);
    if (!measure(*approach, enclosure, passage)) return;
    const std::optional<std::size_t> door = doorAt(*approach, enclosure);
    if (!door) return noDoor(passage, *approach);
    passage.door = *door;
    const std::size_t before = findings_.size();
    checkFits(passage, *approach, enclosure);
    if (is_in) checkWaits(passage, *approach);
    if (findings_.size() == before) passages_.push_back(passage);
  }

  [[nodiscard]] std::vector<BeltPassage> passages() && { return std::move(passages_); }
  [[nodiscard]] Findings findings() && { return std::move(findings_); }

 private:
  void error(const BeltPassage& passage, std::string cause, std::string cure) {
    findings_.push_back(
        {Severity::Error, Place{"", fmt::format("/flows/{}", passage.flow), 0, 0}, std::move(cause), std::move(cure)});
  }
  [[nodiscard]] const std::string& idOf(std::size_t element) const { return factory_.elements()[element].id; }

  /// Those that can come there; all as long as nothing leads there.
  void lookAtPartsOf(std::size_t conveyor) {
    riders_.clear();
    if (parts_.size() > 1) {
      if (arriving_.empty()) arriving_ = arrivingLoads(factory_);
      for (const std::size_t part : arriving_[conveyor].parts) riders_.push_back(parts_[part]);
    }
    if (riders_.empty()) riders_ = parts_;
    half_diagonal_m_ = 0;
    half_length_m_ = 0;
    for (const Part& part : riders_) {
      half_diagonal_m_ = std::max(half_diagonal_m_, std::hypot(part.size_m[0], part.size_m[1]) / 2);
      half_length_m_ = std::max(half_length_m_, part.size_m[0] / 2);
    }
  }

  /// @returns whether its parts reach into the doorway
  [[nodiscard]] bool measure(const Approach& approach, const Enclosure& enclosure, BeltPassage& passage) const {
    const DoorwayDepth depth = doorwayDepth(enclosure);
    if (passage.is_in) {
      // Seen from the face, along the belt: where a part's middle is while it waits, and when it is through.
      const double waits_m = -(depth.outside_m + kClear_m + half_diagonal_m_) / approach.square;
      const double through_m = (depth.inside_m + half_length_m_) / approach.square;
      passage.hold_m = approach.inside_m - waits_m;
      passage.ride_m = std::min(approach.inside_m, through_m) - waits_m;
      return passage.hold_m > kRounding_m;
    }
    passage.ride_m = approach.inside_m + (depth.outside_m + half_length_m_) / approach.square;
    return passage.ride_m > kRounding_m;
  }

  /// The door whose opening the middle of the belt meets.
  [[nodiscard]] static std::optional<std::size_t> doorAt(const Approach& approach, const Enclosure& enclosure) {
    for (std::size_t k = 0; k < enclosure.doors.size(); ++k) {
      const EnclosureDoor& door = enclosure.doors[k];
      if (door.side == approach.side && std::abs(door.at_m - approach.at_m) <= door.width_m / 2) return k;
    }
    return std::nullopt;
  }

  void noDoor(const BeltPassage& passage, const Approach& approach) {
    error(passage,
          fmt::format("conveyor \"{}\" runs into the {} wall of \"{}\", where there is no door", idOf(passage.conveyor),
                      nameOf(approach.side), idOf(passage.enclosure)),
          fmt::format("put a door there, with at_m {:.3g}, or move the conveyor", approach.at_m));
  }

  void checkFits(const BeltPassage& passage, const Approach& approach, const Enclosure& enclosure) {
    const EnclosureDoor& door = enclosure.doors[passage.door];
    const double base_m = std::min(kTransportHeight_m, enclosure.size_m[2] - enclosure.wall_m);
    const double low_m = std::max(door.sill_m, base_m);
    if (approach.height_m < low_m - kRounding_m) {
      return error(passage,
                   fmt::format("conveyor \"{}\" comes to door \"{}\" of \"{}\" at {:.3g} m, its sill is at {:.3g} m",
                               idOf(passage.conveyor), door.id, idOf(passage.enclosure), approach.height_m, low_m),
                   "raise the conveyor, or lower the sill");
    }
    for (const Part& part : riders_) {
      const double half_m = part.size_m[1] / 2 * std::hypot(1.0, approach.aslant) +
                            enclosure.wall_m / 2 * approach.aslant + std::abs(door.at_m - approach.at_m);
      if (half_m > door.width_m / 2 + kRounding_m) {
        return tooLarge(passage, door, part, fmt::format("{:.3g} m wide", part.size_m[1]),
                        fmt::format("make it at least {:.3g} m wide, or put the conveyor into its middle", 2 * half_m));
      }
      const double top_m = approach.height_m + part.size_m[2];
      if (top_m > door.sill_m + door.height_m + kRounding_m) {
        return tooLarge(passage, door, part, fmt::format("{:.3g} m high", part.size_m[2]),
                        fmt::format("make it at least {:.3g} m high", top_m - door.sill_m));
      }
    }
  }

  void tooLarge(const BeltPassage& passage, const EnclosureDoor& door, const Part& part, const std::string& size,
                std::string cure) {
    error(passage,
          fmt::format("{} of conveyor \"{}\", {}, don't fit through door \"{}\" of \"{}\"",
                      part.id.empty() ? std::string("parts") : fmt::format("parts \"{}\"", part.id),
                      idOf(passage.conveyor), size, door.id, idOf(passage.enclosure)),
          std::move(cure));
  }

  /// Parts wait on the belt's last straight piece, and for this door alone.
  void checkWaits(const BeltPassage& passage, const Approach& approach) {
    const double before_m = approach.outside_m + approach.inside_m - passage.hold_m;
    if (before_m < half_length_m_) {
      return error(passage,
                   fmt::format("parts have no room to wait on conveyor \"{}\" before the doors of \"{}\"",
                               idOf(passage.conveyor), idOf(passage.enclosure)),
                   fmt::format("make its last straight piece {:.3g} m longer", half_length_m_ - before_m));
    }
    for (const Flow& flow : factory_.flows()) {
      if (flow.from != passage.conveyor || flow.to == passage.enclosure) continue;
      return error(passage,
                   fmt::format("conveyor \"{}\" leads through a door of \"{}\", and on to \"{}\" too",
                               idOf(passage.conveyor), idOf(passage.enclosure), idOf(flow.to)),
                   "let it end before the door, or branch off before");
    }
    const double last_m = conveyorLength_m(factory_.elements()[passage.conveyor]) - passage.hold_m;
    for (const ConveyorStop& stop : conveyorStops(factory_.elements()[passage.conveyor])) {
      if (stop.at_m <= last_m) continue;
      error(passage,
            fmt::format("stop \"{}\" of conveyor \"{}\" is where its parts wait for the doors of \"{}\", or behind",
                        stop.id, idOf(passage.conveyor), idOf(passage.enclosure)),
            fmt::format("put it at {:.3g} m or before", last_m));
    }
  }

  const Factory& factory_;
  std::vector<Part> parts_;
  std::vector<ArrivingLoads> arriving_;  ///< by element; empty until somebody asks
  std::vector<Part> riders_;             ///< of the conveyor at hand
  double half_diagonal_m_ = 0;
  double half_length_m_ = 0;
  std::vector<BeltPassage> passages_;
  Findings findings_;
};

Judge judged(const Factory& factory) {
  Judge judge(factory);
  for (std::size_t i = 0; i < factory.flows().size(); ++i) judge.judge(i);
  return judge;
}

}  // namespace

std::vector<BeltPassage> beltPassages(const Factory& factory) {
  return judged(factory).passages();
}

Findings checkBeltPassages(const Factory& factory) {
  return judged(factory).findings();
}

}  // namespace mw::factory
