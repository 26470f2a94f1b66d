// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "core/discovery/discovery.h"
#include "core/report/report.h"

namespace mw::report {

/// The command line that finds the same factory again, with what differs from the defaults.
/// @param map_file  none: the map is guessed
[[nodiscard]] std::string discoverCommand(const std::string& file, const std::optional<std::string>& map_file,
                                          const discovery::DiscoveryOptions& options);

/// What was found in an event log: how it compares with the log's later part, the layout, stations with their times
/// and delays, resources with their hours, routes, arrivals, what was assumed, and what was left out of the log.
/// @param again  the command that makes the same
[[nodiscard]] Report discoveryReport(const discovery::Discovery& discovery, const std::string& again);

}  // namespace mw::report
