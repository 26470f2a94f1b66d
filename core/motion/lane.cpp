// SPDX-License-Identifier: Apache-2.0
#include "core/motion/lane.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/factory/belt_passage.h"
#include "core/factory/conveyor_stops.h"
#include "core/factory/transfer_device.h"

namespace mw::motion {
namespace {

std::vector<ConveyorGeometry> geometriesOf(const factory::Factory& factory, std::span<const factory::Part> parts) {
  Findings findings;
  std::vector<ConveyorGeometry> geometries;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    if (factory.elements()[i].type != "conveyor") continue;
    try {
      geometries.push_back(conveyorGeometry(factory, i, parts));
    } catch (const InputError& error) {
      findings.insert(findings.end(), error.findings().begin(), error.findings().end());
    }
  }
  if (!findings.empty()) throw InputError(std::move(findings));
  return geometries;
}

/// Where belts meet, parts wait before the place and are on their way behind it: no stop holds them there.
void checkStops(const ConveyorGeometry& conveyor, const factory::Element& element, std::span<const factory::Part> parts,
                Findings& findings) {
  double shortest_m = conveyor.half_part_m;
  for (const factory::Part& part : parts) shortest_m = std::min(shortest_m, part.size_m[0] / 2);
  const double first_m = conveyor.start.reach_m > 0 ? conveyor.start.reach_m + 2 * conveyor.half_part_m : 0;
  const double last_m = conveyor.length_m + shortest_m - conveyor.end.hold_m;
  for (const factory::ConveyorStop& stop : factory::conveyorStops(element)) {
    if (stop.at_m >= first_m && stop.at_m <= last_m) continue;
    findings.push_back({Severity::Error,
                        Place{"", fmt::format("/elements/{}/stops/{}/at_m", conveyor.element, stop.listed), 0, 0},
                        fmt::format("stop \"{}\" is where conveyor \"{}\" meets another", stop.id, element.id),
                        fmt::format("put it between {:.3g} and {:.3g} m", first_m, last_m)});
  }
}

/// Lanes that meet at a junction.
std::vector<std::size_t> lanesAt(const Junction& junction) {
  std::vector<std::size_t> lanes = junction.ins;
  for (const std::size_t out : junction.outs) {
    if (std::count(lanes.begin(), lanes.end(), out) == 0) lanes.push_back(out);
  }
  return lanes;
}

class Builder {
 public:
  Builder(const factory::Factory& factory, std::span<const factory::Part> parts, RigidWorld& world)
      : factory_(factory), parts_(parts), world_(world), geometries_(geometriesOf(factory, parts)) {}

  Lanes build() {
    Joints joints = joinConveyors(factory_, geometries_);
    meetDoors();
    Findings findings;
    for (const ConveyorGeometry& geometry : geometries_) {
      checkStops(geometry, factory_.elements()[geometry.element], parts_, findings);
    }
    if (!findings.empty()) throw InputError(std::move(findings));
    std::vector<std::vector<int>> passes(geometries_.size());
    meetTransfers(passes);
    for (const ConveyorGeometry& geometry : geometries_) {
      lanes_.lanes.push_back({geometry, {}, {}, {}});
      for (std::string& note : conveyorNotes(geometry, factory_, parts_)) lanes_.notes.push_back(std::move(note));
    }
    for (std::string& note : joints.notes) lanes_.notes.push_back(std::move(note));
    for (std::size_t k = 0; k < joints.junctions.size(); ++k) join(joints.junctions[k], k, passes);
    for (std::size_t lane = 0; lane < geometries_.size(); ++lane) addBodies(lane, std::move(passes[lane]));
    for (Junction& junction : joints.junctions) addCrossroads(std::move(junction));
    return std::move(lanes_);
  }

 private:
  /// Conveyors that lead into an enclosure stop before its doorway.
  void meetDoors() {
    for (const factory::BeltPassage& passage : factory::beltPassages(factory_)) {
      if (!passage.is_in) continue;
      const auto found = std::find_if(geometries_.begin(), geometries_.end(),
                                      [&passage](const auto& each) { return each.element == passage.conveyor; });
      found->end.hold_m = passage.hold_m;
      found->end.is_doorway = true;
    }
  }

  /// Conveyors stop before a turntable, lift or pusher, whose parts come over their ends as bodies.
  void meetTransfers(std::vector<std::vector<int>>& passes) {
    const std::vector<factory::TransferDevice> devices = factory::transferDevices(factory_);
    for (std::size_t k = 0; k < devices.size(); ++k) {
      for (const factory::TransferPort& port : devices[k].ports) {
        if (!port.rides) continue;
        const auto found = std::find_if(geometries_.begin(), geometries_.end(),
                                        [&port](const auto& geometry) { return geometry.element == port.neighbour; });
        const auto lane = static_cast<std::size_t>(found - geometries_.begin());
        (port.is_in ? found->end : found->start) = {true, 0, factory::holdBefore_m(found->half_part_m), 0};
        if (port.is_in) passes[lane].push_back(laneOfTransfer(k));
        world_.joinLanes(static_cast<int>(lane), laneOfTransfer(k));
      }
    }
  }

  void join(const Junction& junction, std::size_t number, std::vector<std::vector<int>>& passes) {
    for (const std::size_t in : junction.ins) lanes_.lanes[in].end_junction = number;
    for (const std::size_t out : junction.outs) lanes_.lanes[out].start_junction = number;
    const std::vector<std::size_t> lanes = lanesAt(junction);
    for (const std::size_t a : lanes) {
      for (const std::size_t b : lanes) {
        if (a < b) world_.joinLanes(static_cast<int>(a), static_cast<int>(b));
        const bool is_end = std::count(junction.ins.begin(), junction.ins.end(), a) > 0;
        if (a != b && is_end) passes[a].push_back(static_cast<int>(b));
      }
    }
  }

  void addBodies(std::size_t lane, std::vector<int> passes) {
    ConveyorBodies bodies = addConveyorBodies(geometries_[lane], static_cast<int>(lane), std::move(passes), world_);
    lanes_.lanes[lane].surfaces = std::move(bodies.surfaces);
    own(bodies.guides, geometries_[lane].element);
  }

  void addCrossroads(Junction junction) {
    if (junction.is_shared && !junction.takes_turns && junction.reach_m > 0) {
      junction.first_way = next_way_;
      next_way_ += static_cast<int>(junction.ways.size());
    }
    std::vector<JunctionWay> ways;
    for (const LanePair& way : junction.ways) {
      ways.emplace_back(geometries_[way.in], geometries_[way.out], junction.reach_m);
    }
    std::vector<BodyId> walls;
    std::vector<JunctionPlate> plates = addJunctionBodies(junction, geometries_, world_, walls);
    own(walls, geometries_[junction.outs.front()].element);
    lanes_.crossroads.push_back({std::move(junction), std::move(plates), std::move(ways)});
  }

  void own(const std::vector<BodyId>& guides, std::uint32_t element) {
    for (const BodyId guide : guides) {
      if (lanes_.element_of_guide.size() <= guide) lanes_.element_of_guide.resize(guide + 1);
      lanes_.element_of_guide[guide] = element;
    }
  }

  const factory::Factory& factory_;
  std::span<const factory::Part> parts_;
  RigidWorld& world_;
  std::vector<ConveyorGeometry> geometries_;
  Lanes lanes_;
  int next_way_ = 1;
};

}  // namespace

bool Lanes::areJoined(std::size_t from, std::size_t to) const {
  const std::optional<std::size_t>& end = lanes[from].end_junction;
  if (!end || end != lanes[to].start_junction) return false;
  const Junction& junction = crossroads[*end].junction;
  return junction.wayOf(from, to) < junction.ways.size();
}

std::vector<std::size_t> Lanes::meeting(std::size_t lane) const {
  std::vector<std::size_t> meeting = {lane};
  for (const std::optional<std::size_t>& junction : {lanes[lane].start_junction, lanes[lane].end_junction}) {
    if (!junction) continue;
    for (const std::size_t other : lanesAt(crossroads[*junction].junction)) {
      if (std::count(meeting.begin(), meeting.end(), other) == 0) meeting.push_back(other);
    }
  }
  return meeting;
}

std::optional<std::uint32_t> Lanes::ownerOf(BodyId guide) const {
  return guide < element_of_guide.size() ? element_of_guide[guide] : std::nullopt;
}

int laneOfTransfer(std::size_t device) {
  return (1 << 24) + static_cast<int>(device);
}

Lanes buildLanes(const factory::Factory& factory, std::span<const factory::Part> parts, RigidWorld& world) {
  return Builder(factory, parts, world).build();
}

}  // namespace mw::motion
