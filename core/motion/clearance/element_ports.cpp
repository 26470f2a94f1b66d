// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/element_ports.h"

#include "core/factory/road_network.h"
#include "core/factory/transport_height.h"
#include "core/layout/body.h"
#include "core/motion/drive/served_stops.h"

namespace mw::motion {
namespace {

RobotPort portOn(const factory::Factory& factory, std::size_t element, std::size_t flow, bool is_pick) {
  const layout::Body body = layout::bodyOf(factory.elements()[element]);
  layout::Port port{{body.pose.x_m, body.pose.y_m}, body.pose.z_m, {}};
  if (factory.elements()[element].type == "conveyor") port = is_pick ? layout::outletOf(body) : layout::inletOf(body);
  return {static_cast<std::uint32_t>(element),
          static_cast<std::uint32_t>(flow),
          {port.at.x_m, port.at.y_m, port.foot_m + factory::kTransportHeight_m},
          body.pose.yaw_rad};
}

void addPorts(const factory::Factory& factory, std::size_t robot, std::size_t flow, std::vector<RobotPort>& ports) {
  const factory::Flow& way = factory.flows()[flow];
  const bool is_pick = way.to == robot;
  if (!factory::isByVehicle(way)) {
    const std::size_t other = is_pick ? way.from : way.to;
    if (factory.elements()[other].has("pose")) ports.push_back(portOn(factory, other, flow, is_pick));
    return;
  }
  const std::size_t fleet = factory::fleetOf(factory, way);
  for (const ServedStop& stop : servedStops(factory, fleet, factory.elements()[robot])) {
    ports.push_back({static_cast<std::uint32_t>(robot), static_cast<std::uint32_t>(flow), stop.bed_m, stop.yaw_rad});
    ports.back().vehicle = PortVehicle{static_cast<std::uint32_t>(fleet), stop.road_from, stop.road_to};
  }
}

}  // namespace

PlainPorts plainPorts(const factory::Factory& factory, std::size_t robot) {
  PlainPorts ports;
  for (std::size_t k = 0; k < factory.flows().size(); ++k) {
    if (factory.flows()[k].to == robot) addPorts(factory, robot, k, ports.picks);
    if (factory.flows()[k].from == robot) addPorts(factory, robot, k, ports.places);
  }
  return ports;
}

}  // namespace mw::motion
