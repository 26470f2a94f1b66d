// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/discovery/plant.h"
#include "core/factory/factory.h"

namespace mw::discovery {

enum class ArrivalRule : std::uint8_t {
  Fitted,   ///< by interarrival times
  Schedule  ///< the very starts of the log's first part
};

struct WriteOptions {
  std::string name;
  ArrivalRule arrivals = ArrivalRule::Fitted;
  double arrivals_until_s = 0;  ///< no case comes later; 0: they go on
  bool has_under_way = false;   ///< a second source brings the cases that were under way when the log began
};

/// A plant as a factory of our format, and which element is what.
struct WrittenFactory {
  factory::Factory factory;
  std::vector<Index> station_of;  ///< by element; kNone: no station
};

/// One part is one case of the log. Per station (an activity on a group of resources): a buffer in which a case stays
/// for the delay that nothing explains and then queues, and a station; several stations of one group share a pool of
/// the group's name and capacity. A case goes from the source straight into its first station: it waits outside until
/// that takes it, as the log counts a case from its first start on. Ends are flows into a sink, scrap is yield.
/// Everything stands in the order of flow (floor_plan.h).
[[nodiscard]] WrittenFactory writeFactory(const EventLog& log, const Plant& plant, const WriteOptions& options);

}  // namespace mw::discovery
