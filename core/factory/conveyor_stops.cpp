// SPDX-License-Identifier: Apache-2.0
#include "core/factory/conveyor_stops.h"

#include <algorithm>

namespace mw::factory {

std::vector<ConveyorStop> conveyorStops(const Element& conveyor) {
  std::vector<ConveyorStop> stops;
  if (!conveyor.has("stops")) return stops;
  for (const Json& given : conveyor.fields["stops"]) {
    ConveyorStop stop;
    stop.id = given["id"].get<std::string>();
    stop.listed = stops.size();
    stop.at_m = given["at_m"].get<double>();
    stop.interval_s = given.value("interval_s", 0.0);
    if (given.contains("at_most")) stop.at_most = given["at_most"].get<std::uint64_t>();
    if (given.contains("hold")) stop.hold = given["hold"];
    stops.push_back(std::move(stop));
  }
  std::stable_sort(stops.begin(), stops.end(), [](const auto& a, const auto& b) { return a.at_m < b.at_m; });
  return stops;
}

}  // namespace mw::factory
