// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/element_ports.h"

#include "core/factory/transport_height.h"
#include "core/layout/body.h"

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

}  // namespace

PlainPorts plainPorts(const factory::Factory& factory, std::size_t robot) {
  PlainPorts ports;
  for (std::size_t k = 0; k < factory.flows().size(); ++k) {
    const factory::Flow& flow = factory.flows()[k];
    if (flow.to == robot && factory.elements()[flow.from].has("pose"))
      ports.picks.push_back(portOn(factory, flow.from, k, true));
    if (flow.from == robot && factory.elements()[flow.to].has("pose"))
      ports.places.push_back(portOn(factory, flow.to, k, false));
  }
  return ports;
}

}  // namespace mw::motion
