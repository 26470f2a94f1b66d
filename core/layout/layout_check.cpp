// SPDX-License-Identifier: Apache-2.0
#include "core/layout/layout_check.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/factory/belt_passage.h"
#include "core/layout/clash.h"
#include "core/layout/paths.h"
#include "core/layout/road_sweep.h"

namespace mw::layout {
namespace {

class LayoutChecker {
 public:
  explicit LayoutChecker(const factory::Factory& factory)
      : factory_(factory), passages_(factory::beltPassages(factory)) {
    const auto elements = factory.elements();
    for (std::size_t i = 0; i < elements.size(); ++i) {
      first_.push_back(blocks_.size());
      if (elements[i].has("pose")) appendBlocks(bodyOf(factory, i), i, blocks_);
    }
    first_.push_back(blocks_.size());
  }

  std::vector<HallFinding> run() {
    for (const Clash& clash : findClashes(blocks_)) reportClash(clash);
    for (std::size_t i = 0; i < factory_.elements().size(); ++i) checkOwnLegs(i);
    checkRoads();
    return std::move(found_);
  }

 private:
  using Blocks = std::span<const Block>;

  [[nodiscard]] const std::string& id(std::size_t element) const { return factory_.elements()[element].id; }
  [[nodiscard]] bool isBelt(std::size_t element) const { return factory_.elements()[element].type == "conveyor"; }
  [[nodiscard]] Blocks blocksOf(std::size_t element) const {
    return Blocks(blocks_).subspan(first_[element], first_[element + 1] - first_[element]);
  }

  void report(std::size_t element, std::string cause, std::string cure, const ClashPlace& at,
              std::vector<std::size_t> elements) {
    HallFinding found;
    found.finding.severity = Severity::Warning;
    found.finding.place.pointer = fmt::format("/elements/{}/pose", element);
    found.finding.cause = std::move(cause);
    found.finding.cure = std::move(cure);
    found.at_m = {at.at.x_m, at.at.y_m, at.z_m};
    found.elements = std::move(elements);
    found_.push_back(std::move(found));
  }

  /// Where two elements overlap most.
  static ClashPlace placeOf(Blocks a, Blocks b) {
    ClashPlace place;
    double deepest_m = 0;
    for (const Block& one : a) {
      for (const Block& other : b) {
        const double depth_m = overlap_m(one, other);
        if (depth_m <= deepest_m) continue;
        deepest_m = depth_m;
        place = middleOf(one, other);
      }
    }
    return place;
  }

  /// Whether the middle of a belt comes into a body.
  [[nodiscard]] bool runsThrough(std::size_t belt, std::size_t body) const {
    for (Block line : blocksOf(belt)) {
      line.half_y_m = kHairline_m;
      for (const Block& block : blocksOf(body))
        if (overlap_m(line, block) > 0) return true;
    }
    return false;
  }

  [[nodiscard]] bool areConnected(std::size_t a, std::size_t b) const {
    return std::any_of(factory_.flows().begin(), factory_.flows().end(), [&](const factory::Flow& flow) {
      return (flow.from == a && flow.to == b) || (flow.from == b && flow.to == a);
    });
  }

  /// Belts that end or begin at the same point: where they turn there, they overlap by half their width.
  [[nodiscard]] bool meet(const Clash& clash) const {
    if (!isBelt(clash.a) || !isBelt(clash.b)) return false;
    const Body a = bodyOf(factory_.elements()[clash.a]);
    const Body b = bodyOf(factory_.elements()[clash.b]);
    if (clash.depth_m > std::max(a.width_m, b.width_m) / 2 + kClashTolerance_m) return false;
    for (const Point& end : {inletOf(a).at, outletOf(a).at}) {
      for (const Point& other : {inletOf(b).at, outletOf(b).at}) {
        if (distance_m(end, other) <= kMeeting_m) return true;
      }
    }
    return false;
  }

  [[nodiscard]] bool leadsThroughDoor(const Clash& clash) const {
    return std::any_of(passages_.begin(), passages_.end(), [&](const factory::BeltPassage& passage) {
      return std::minmax(passage.conveyor, passage.enclosure) == std::minmax(clash.a, clash.b);
    });
  }

  void reportClash(const Clash& clash) {
    if (meet(clash) || leadsThroughDoor(clash)) return;
    const ClashPlace at = placeOf(blocksOf(clash.a), blocksOf(clash.b));
    std::string cause = fmt::format("\"{}\" and \"{}\" overlap {:.2f} m", id(clash.a), id(clash.b), clash.depth_m);
    std::string cure = "move one of the two";
    // Parts pass from a belt into what it leads to; anything else stops them.
    if (!areConnected(clash.a, clash.b)) {
      const bool a_through = isBelt(clash.a) && runsThrough(clash.a, clash.b);
      const bool b_through = isBelt(clash.b) && runsThrough(clash.b, clash.a);
      if (a_through && b_through) {
        cause += ": the two belts cross at the same height";
        cure = "raise one over the other, or lead it around";
      } else if (a_through || b_through) {
        const std::size_t belt = a_through ? clash.a : clash.b;
        cause += fmt::format(": the belt of \"{}\" runs into \"{}\", where its parts get stuck", id(belt),
                             id(belt == clash.a ? clash.b : clash.a));
        cure = "lead the belt around it, or move one of the two";
      }
    }
    report(clash.b, std::move(cause), std::move(cure), at, {clash.a, clash.b});
  }

  void checkOwnLegs(std::size_t element) {
    if (blocksOf(element).size() < 3) return;
    const Body body = bodyOf(factory_.elements()[element]);
    std::vector<std::vector<Block>> legs(body.path.size() - 1);
    for (std::size_t i = 0; i < legs.size(); ++i) appendLegBlocks(body, i, element, legs[i]);
    for (std::size_t i = 0; i < legs.size(); ++i) {
      for (std::size_t j = i + 2; j < legs.size(); ++j) {
        if (deepest_m(legs[i], legs[j]) <= kClashTolerance_m) continue;
        return report(element, fmt::format("the belt of \"{}\" crosses itself", id(element)),
                      "move the points of its path apart", placeOf(legs[i], legs[j]), {element});
      }
    }
  }

  static double deepest_m(Blocks a, Blocks b) {
    double deepest_m = 0;
    for (const Block& one : a)
      for (const Block& other : b) deepest_m = std::max(deepest_m, overlap_m(one, other));
    return deepest_m;
  }

  void checkRoads() {
    const std::vector<SweptRoad> roads = sweptRoads(factory_, factory_.elements().size());
    if (roads.empty()) return;
    const BlockGrid grid(blocks_);
    for (const SweptRoad& road : roads) {
      for (const Clash& clash : findClashes({&road.band, 1}, grid)) {
        if (std::find(road.served.begin(), road.served.end(), clash.a) != road.served.end()) continue;
        report(clash.a,
               fmt::format("vehicles \"{}\" run into \"{}\" on the road from \"{}\" to \"{}\": {:.2f} m deep",
                           road.fleet, id(clash.a), road.from, road.to, clash.depth_m),
               "move the element or the road aside", placeOf(blocksOf(clash.a), {&road.band, 1}), {clash.a});
      }
    }
  }

  static constexpr double kHairline_m = 1e-6;
  static constexpr double kMeeting_m = 0.1;  // as near as parts ride over in motion

  const factory::Factory& factory_;
  std::vector<factory::BeltPassage> passages_;
  std::vector<Block> blocks_;
  std::vector<std::size_t> first_;  ///< of an element's blocks; one more at the end
  std::vector<HallFinding> found_;
};

}  // namespace

Findings findingsOf(const std::vector<HallFinding>& found) {
  Findings findings;
  for (const HallFinding& each : found) findings.push_back(each.finding);
  return findings;
}

std::vector<HallFinding> hallFindings(const factory::Factory& factory) {
  return LayoutChecker(factory).run();
}

Findings checkLayout(const factory::Factory& factory) {
  return findingsOf(hallFindings(factory));
}

}  // namespace mw::layout
