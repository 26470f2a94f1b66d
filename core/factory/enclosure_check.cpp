// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "core/factory/belt_passage.h"
#include "core/factory/conveyor_path.h"
#include "core/factory/enclosure.h"
#include "core/factory/road_network.h"
#include "core/factory/transport_height.h"

namespace mw::factory {
namespace {

constexpr double kPartPasses_m = 0.05;  // above the transport height, at the very least

class Checker {
 public:
  Checker(const Factory& factory, std::size_t index, const Enclosure& enclosure, Findings& findings)
      : factory_(factory),
        element_(factory.elements()[index]),
        index_(index),
        enclosure_(enclosure),
        findings_(findings) {}

  void run() {
    if (enclosure_.doors.empty()) {
      error("/enclosure", fmt::format("\"{}\" is enclosed without a door", element_.id), "give it doors");
      return;
    }
    if (element_.value("capacity").is_number() && element_.value("capacity").get<double>() > 1) {
      error("/capacity",
            fmt::format("the doors of \"{}\" can't close behind one part and be open for another", element_.id),
            "give it the capacity 1, or a batch_mode");
    }
    std::set<std::string> ids;
    for (std::size_t k = 0; k < enclosure_.doors.size(); ++k) {
      if (!ids.insert(enclosure_.doors[k].id).second) {
        error(pointerOf(k) + "/id", fmt::format("there is a door \"{}\" before", enclosure_.doors[k].id), "rename one");
      }
      checkFits(k);
      checkPasses(k);
    }
    if (element_.has("pose")) checkNeighbours();
  }

 private:
  [[nodiscard]] static std::string pointerOf(std::size_t door) { return fmt::format("/enclosure/doors/{}", door); }
  void report(Severity severity, const std::string& field, std::string cause, std::string cure) {
    findings_.push_back(
        {severity, Place{"", fmt::format("/elements/{}{}", index_, field), 0, 0}, std::move(cause), std::move(cure)});
  }
  void error(const std::string& field, std::string cause, std::string cure) {
    report(Severity::Error, field, std::move(cause), std::move(cure));
  }

  void checkFits(std::size_t k) {
    const EnclosureDoor& door = enclosure_.doors[k];
    const bool is_top = door.side == EnclosureSide::Top;
    const bool runs_along_y = door.side == EnclosureSide::Left || door.side == EnclosureSide::Right;
    const double wide_m = enclosure_.size_m[runs_along_y ? 1 : 0] - 2 * enclosure_.wall_m;
    const double aside_m = 2 * std::abs(door.at_m);
    if (door.width_m + aside_m > wide_m) {
      error(pointerOf(k) + "/width_m",
            fmt::format("door \"{}\" of {:.3g} m is wider than its wall has room for", door.id, door.width_m),
            wide_m > aside_m ? fmt::format("give it at most {:.3g} m, or enlarge the element", wide_m - aside_m)
                             : std::string("enlarge the element"));
    }
    const double low_m = is_top ? 0 : door.sill_m;
    const double high_m =
        is_top ? enclosure_.size_m[1] - 2 * enclosure_.wall_m : enclosure_.size_m[2] - enclosure_.wall_m;
    if (low_m + door.height_m > high_m) {
      error(pointerOf(k) + "/height_m",
            fmt::format("door \"{}\" of {:.3g} m is higher than its wall has room for", door.id, door.height_m),
            high_m > low_m ? fmt::format("give it at most {:.3g} m, or enlarge the element", high_m - low_m)
                           : std::string("enlarge the element"));
    }
  }

  /// Parts stand at the transport height.
  void checkPasses(std::size_t k) {
    const EnclosureDoor& door = enclosure_.doors[k];
    if (door.side == EnclosureSide::Top) return;
    if (door.sill_m > kTransportHeight_m) {
      error(pointerOf(k) + "/sill_m",
            fmt::format("parts come to door \"{}\" at {:.3g} m, its sill is at {:.3g} m", door.id, kTransportHeight_m,
                        door.sill_m),
            fmt::format("lower it to {:.3g} m", kTransportHeight_m));
    } else if (door.sill_m + door.height_m < kTransportHeight_m + kPartPasses_m) {
      error(pointerOf(k) + "/height_m",
            fmt::format("door \"{}\" ends at {:.3g} m, parts stand at {:.3g} m", door.id, door.sill_m + door.height_m,
                        kTransportHeight_m),
            "make it higher");
    }
  }

  /// Where what is at the other end of a flow is served.
  [[nodiscard]] std::optional<std::array<double, 2>> placeOf(std::size_t other, bool brings) const {
    const Element& element = factory_.elements()[other];
    if (!element.has("pose")) return std::nullopt;
    double x_m = element.pose.x_m;
    double y_m = element.pose.y_m;
    if (element.type == "conveyor" && (element.has("length_m") || element.has("path"))) {
      const std::vector<ConveyorPiece> pieces = conveyorPieces(element);
      if (pieces.empty()) return std::nullopt;
      const ConveyorPiece& piece = brings ? pieces.back() : pieces.front();
      const double along_m = brings && !piece.isBend() ? piece.length_m * std::cos(piece.slope_rad) : 0;
      const double local_x_m = piece.start_m[0] + along_m * std::cos(piece.yaw_rad);
      const double local_y_m = piece.start_m[1] + along_m * std::sin(piece.yaw_rad);
      x_m += std::cos(element.pose.yaw_rad) * local_x_m - std::sin(element.pose.yaw_rad) * local_y_m;
      y_m += std::sin(element.pose.yaw_rad) * local_x_m + std::cos(element.pose.yaw_rad) * local_y_m;
    }
    return inFrameOf(element_.pose, x_m, y_m);
  }

  void checkNeighbours() {
    std::set<std::size_t> used;
    for (const BeltPassage& passage : beltPassages(factory_)) {
      if (passage.enclosure == index_) used.insert(passage.door);
    }
    bool is_known = true;
    for (const Flow& flow : factory_.flows()) {
      if (flow.from != index_ && flow.to != index_) continue;
      const std::size_t other = flow.to == index_ ? flow.from : flow.to;
      const auto place = isByVehicle(flow) ? std::nullopt : placeOf(other, flow.to == index_);
      is_known = is_known && place;
      if (!place) continue;
      const std::optional<std::size_t> door = doorFacing(enclosure_, *place);
      if (door) used.insert(*door);
      if (door || factory_.elements()[other].type != "robot") continue;
      report(Severity::Warning, "/enclosure/doors",
             fmt::format("robot \"{}\" faces no door of \"{}\"", factory_.elements()[other].id, element_.id),
             "put a door into the side where it stands, or into the top");
    }
    if (!is_known) return;
    for (std::size_t k = 0; k < enclosure_.doors.size(); ++k) {
      if (used.contains(k)) continue;
      report(Severity::Warning, pointerOf(k),
             fmt::format("nothing comes in or goes out through door \"{}\" of \"{}\"", enclosure_.doors[k].id,
                         element_.id),
             "remove it, or put it into the side that parts come to");
    }
  }

  const Factory& factory_;
  const Element& element_;
  std::size_t index_;
  const Enclosure& enclosure_;
  Findings& findings_;
};

}  // namespace

Findings checkEnclosures(const Factory& factory) {
  Findings findings;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    if (const auto enclosure = enclosureOf(factory.elements()[i])) Checker(factory, i, *enclosure, findings).run();
  }
  for (Finding& finding : checkBeltPassages(factory)) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace mw::factory
