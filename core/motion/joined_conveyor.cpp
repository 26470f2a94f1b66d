// SPDX-License-Identifier: Apache-2.0
#include "core/motion/joined_conveyor.h"

#include <algorithm>
#include <set>

#include "core/motion/junction.h"

namespace mw::motion {
namespace {

/// Conveyors that flows of conveyors link to this one, through those at its ends too, by rising index.
std::set<std::size_t> linkedTo(const factory::Factory& factory, std::size_t element) {
  std::set<std::size_t> linked = {element};
  const auto isConveyor = [&](std::size_t i) { return factory.elements()[i].type == "conveyor"; };
  for (std::size_t n_known = 0; n_known != linked.size();) {
    n_known = linked.size();
    for (const factory::Flow& flow : factory.flows()) {
      if (!isConveyor(flow.from) || !isConveyor(flow.to)) continue;
      if (linked.contains(flow.from) || linked.contains(flow.to)) linked.insert({flow.from, flow.to});
    }
  }
  return linked;
}

}  // namespace

ConveyorGeometry joinedConveyor(const factory::Factory& factory, std::size_t element,
                                std::span<const factory::Part> parts) {
  std::vector<ConveyorGeometry> conveyors;
  const std::set<std::size_t> linked = linkedTo(factory, element);
  for (const std::size_t i : linked) conveyors.push_back(conveyorGeometry(factory, i, parts));
  static_cast<void>(joinConveyors(factory, conveyors));
  return *std::find_if(conveyors.begin(), conveyors.end(),
                       [element](const ConveyorGeometry& conveyor) { return conveyor.element == element; });
}

Leg waitingPlace(const ConveyorGeometry& conveyor) {
  Leg place = conveyor.legs.back();
  const Vector3 point = place.at(place.length_m - conveyor.end.hold_m, 0, 0);
  place.x_m = point[0];
  place.y_m = point[1];
  place.z_m = point[2];
  place.length_m = conveyor.end.hold_m;
  return place;
}

}  // namespace mw::motion
