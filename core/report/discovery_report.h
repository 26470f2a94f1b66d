// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/discovery/discovery.h"
#include "core/report/report.h"

namespace mw::report {

/// What was found in an event log: how it compares with the log's later part, the layout, stations with their times
/// and delays, resources with their hours, routes, what was assumed, and what was left out of the log.
/// @param again  the command that makes the same
[[nodiscard]] Report discoveryReport(const discovery::Discovery& discovery, const std::string& again);

}  // namespace mw::report
