// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/vehicle_text.h"

#include <fmt/format.h>

#include "core/factory/road_network.h"

namespace mw::cosimulation {

std::string vehicleName(std::uint32_t vehicle, const factory::Factory& factory) {
  std::uint32_t within = vehicle;
  for (const Json& fleet : factory.json()["vehicles"]) {
    const auto count = fleet.value("count", std::uint32_t{1});
    const auto id = fleet["id"].get<std::string>();
    if (within < count) return count == 1 ? id : fmt::format("{} {}", id, within + 1);
    within -= count;
  }
  return std::to_string(vehicle + 1);
}

std::string nodeName(std::uint32_t vehicle, std::uint32_t node, const factory::Factory& factory) {
  std::uint32_t before = 0;
  const Json& fleets = factory.json()["vehicles"];
  for (std::size_t fleet = 0; fleet < fleets.size(); ++fleet) {
    before += fleets[fleet].value("count", std::uint32_t{1});
    if (vehicle < before) return factory::roadNetworkOf(factory, fleet).nodes[node].id;
  }
  return {};
}

std::string standstillText(const motion::Standstill& standstill, const factory::Factory& factory) {
  return fmt::format("vehicle {} stands in the way of vehicle {} before \"{}\" from {:.2f} s on, for {:.0f} s",
                     vehicleName(standstill.blocker, factory), vehicleName(standstill.vehicle, factory),
                     nodeName(standstill.vehicle, standstill.node, factory), standstill.time_s, standstill.longest_s);
}

std::string nearMissText(const motion::NearMiss& miss, const factory::Factory& factory) {
  const auto name = [&factory](std::uint32_t element) { return fmt::format("\"{}\"", factory.elements()[element].id); };
  const std::string other = miss.is_arms      ? "that of " + name(miss.other)
                            : miss.is_element ? name(miss.other)
                                              : "vehicle " + vehicleName(miss.other, factory);
  const std::string who =
      miss.is_arms ? "the arm of " + name(miss.vehicle) : "vehicle " + vehicleName(miss.vehicle, factory);
  const std::string how = miss.gap_m > 0 ? fmt::format("came within {:.2f} m of {}", miss.gap_m, other)
                                         : fmt::format("{} {}", miss.is_arms ? "hit" : "touched", other);
  const std::string times = miss.n > 1 ? fmt::format(", and came near {} times in all", miss.n) : std::string();
  return fmt::format("{} {} at {:.2f} s{}", who, how, miss.time_s, times);
}

}  // namespace mw::cosimulation
