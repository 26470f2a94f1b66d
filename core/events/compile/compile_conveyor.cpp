// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/sim_time.h"
#include "core/events/compile/compiler.h"
#include "core/factory/conveyor_path.h"

namespace mw::events {
namespace {

constexpr double kNoRest_m = 1e-6;  // rounding of lengths

}  // namespace

void Compiler::compileConveyor(Index index) {
  const factory::Element& given = factory_.elements()[index];
  ElementModel& element = model_.elements[index];
  element.kind = ElementKind::Conveyor;
  element.detail = static_cast<Index>(model_.conveyors.size());
  const std::vector<factory::ConveyorStop> stops = factory::conveyorStops(given);
  giveSlots(element, 2 + static_cast<Index>(stops.size()));
  compileCalendar(index);
  const double length_m = factory::conveyorLength_m(given) - holdBeforeDoor_m(index);
  const double pitch_m = given.value("pitch_m").get<double>();
  const double speed_mps = given.value("speed_mps").get<double>();
  // A hair of tolerance: 3 m hold five parts of 0.6 m, though 3 / 0.6 rounds below 5.
  element.capacity = static_cast<std::uint64_t>(std::floor(length_m / pitch_m * (1 + 1e-12)));
  if (element.capacity == 0) {
    report(pointerOf(index),
           fmt::format("conveyor \"{}\" of {:.6g} m is shorter than the {:.6g} m of one part", given.id, length_m,
                       pitch_m),
           "make it longer or pitch_m smaller");
  }
  ConveyorModel conveyor{SimTime::fromSeconds(length_m / speed_mps).ticks(),
                         SimTime::fromSeconds(pitch_m / speed_mps).ticks(), given.value("accumulating").get<bool>()};
  if (!stops.empty()) compileStops(index, stops, conveyor);
  model_.conveyors.push_back(conveyor);
}

/// Sections are measured by where parts have their fronts: a part enters with its own half a length on the belt, and
/// leaves when its middle is at the end.
void Compiler::compileStops(Index index, const std::vector<factory::ConveyorStop>& stops, ConveyorModel& conveyor) {
  const factory::Element& given = factory_.elements()[index];
  const double length_m = factory::conveyorLength_m(given) - holdBeforeDoor_m(index);
  const double pitch_m = given.value("pitch_m").get<double>();
  const double speed_mps = given.value("speed_mps").get<double>();
  const auto ticks = [&](double way_m) { return SimTime::fromSeconds(std::max(way_m, 0.0) / speed_mps).ticks(); };
  const auto roomOf = [&](double way_m) {
    SectionRoom room;
    if (!conveyor.is_accumulating) return room;
    const double whole = std::max(1.0, std::floor(way_m / pitch_m * (1 + 1e-12)));
    const double rest_m = way_m - whole * pitch_m;
    room.whole = static_cast<std::uint64_t>(whole);
    room.has_rest = rest_m > kNoRest_m;
    room.rest_out = ticks(pitch_m - rest_m);
    return room;
  };
  std::vector<double> half_m;
  for (const factory::Part& part : factory_.parts()) half_m.push_back(part.size_m[0] / 2);
  if (half_m.empty()) half_m.push_back(factory::Part{}.size_m[0] / 2);
  const auto [shortest_m, longest_m] = std::minmax_element(half_m.begin(), half_m.end());
  for (const double each_m : half_m) conveyor.half_part.push_back(ticks(each_m));
  conveyor.stops.begin = static_cast<Index>(model_.stops.size());
  conveyor.entry_room = roomOf(stops.front().at_m - *longest_m);
  conveyor.last_travel = ticks(length_m - stops.back().at_m);
  conveyor.first_section = model_.section_count;
  model_.section_count += static_cast<Index>(stops.size()) + 1;
  std::uint64_t capacity = conveyor.entry_room.limit();
  for (std::size_t k = 0; k < stops.size(); ++k) {
    const bool is_last = k + 1 == stops.size();
    StopModel stop;
    stop.hold_stream = addStream(index, "stop/" + stops[k].id);
    stop.interval = SimTime::fromSeconds(stops[k].interval_s).ticks();
    stop.travel = ticks(stops[k].at_m - (k > 0 ? stops[k - 1].at_m : 0));
    if (stops[k].at_most) stop.at_most = *stops[k].at_most;
    stop.room = roomOf((is_last ? length_m + *shortest_m : stops[k + 1].at_m) - stops[k].at_m);
    if (conveyor.is_accumulating) capacity += std::min(stop.at_most, stop.room.limit());
    model_.stops.push_back(std::move(stop));
  }
  conveyor.stops.end = static_cast<Index>(model_.stops.size());
  ElementModel& element = model_.elements[index];
  if (conveyor.is_accumulating) element.capacity = std::min(element.capacity, capacity);
}

double Compiler::holdBeforeDoor_m(Index index) const {
  double hold_m = 0;
  for (const factory::BeltPassage& passage : passages_) {
    if (passage.is_in && passage.conveyor == index) hold_m = std::max(hold_m, passage.hold_m);
  }
  return hold_m;
}

/// What conveyors carry through a door keeps it open for so long.
void Compiler::compileDoorways() {
  for (const factory::BeltPassage& passage : passages_) {
    const ElementModel& enclosed = model_.elements[passage.enclosure];
    if (enclosed.kind != ElementKind::Workstation || model_.workstations[enclosed.detail].door == 0) continue;
    const double speed_mps = factory_.elements()[passage.conveyor].value("speed_mps").get<double>();
    model_.flows[passage.flow].doorway = SimTime::fromSeconds(passage.ride_m / speed_mps).ticks();
  }
}

void Compiler::compileHolds(Index index) {
  const std::vector<factory::ConveyorStop> stops = factory::conveyorStops(factory_.elements()[index]);
  const Index first = model_.conveyors[model_.elements[index].detail].stops.begin;
  for (std::size_t k = 0; k < stops.size(); ++k) {
    const std::string pointer = fmt::format("{}/{}/hold", pointerOf(index, "stops"), stops[k].listed);
    model_.stops[first + k].hold = timeByPart(index, stops[k].hold.is_null() ? Json(0.0) : stops[k].hold, pointer);
  }
}

}  // namespace mw::events
