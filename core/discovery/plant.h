// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/discovery/arrivals.h"
#include "core/discovery/part_kinds.h"
#include "core/discovery/waits.h"

namespace mw::discovery {

/// Set-ups at a station, from rows that say so.
struct SetupModel {
  std::size_t count = 0;       ///< visits that set up
  FittedTime times;            ///< of those
  double after_same_s = 0;     ///< mean of a visit after one of the same part type, those without set-up included
  double after_other_s = 0;    ///< mean of a visit after one of another part type
  bool is_in_process = false;  ///< with one part type the format has no set-up: it is part of the process time
};

/// Breakdowns of a group, from rows that say so.
struct BreakdownModel {
  std::size_t count = 0;
  double to_failure_s = 0;  ///< mean working time between them
  FittedTime repair;
};

struct PlantStation {
  StationKey key;
  std::string name;
  std::size_t visits = 0;  ///< finished ones
  double position = 0;     ///< mean place in the journeys, 0 first to 1 last
  WorkModel work;
  FittedTime process;                       ///< all part types together
  std::vector<FittedTime> process_by_kind;  ///< empty: alike (Akaike's criterion)
  SetupModel setup;
  Survival delay;  ///< that nothing explains, before a visit
  std::size_t delays_seen = 0;
  bool has_borrowed_delay = false;
  double rejects = 0;  ///< pieces
  double pieces = 0;   ///< finished and rejected
};

/// What was found in the first part of a log: a factory in the log's own terms.
struct Plant {
  std::vector<ResourceGroup> groups;
  std::vector<BreakdownModel> breakdowns;  ///< as groups
  StationTable table;
  std::vector<PlantStation> stations;
  std::vector<PartKind> kinds;
  Routes routes;
  Arrivals arrivals;
  TimeSpent spent;
  double delay_scale = 1;                 ///< all delays times this: found by simulation (delay_scale.h)
  WorkHours hours;                        ///< of the whole log
  std::vector<std::string> unkept_hours;  ///< groups that finish their work past the hours in which they are seen
  std::vector<Journey> journeys;          ///< what it was found from
  double until_s = 0;
};

struct PlantOptions {
  std::uint64_t seed = 1;
  int resamples = 99;
  std::stop_token stop = {};
  ProgressSink progress = {};
};

/// Finds resources, hours, stations, part types, routes, times, delays and arrivals in the rows that begin before
/// until_s, those after it not being looked at.
/// @throws InputError where too little is left: fewer than 5 cases, or no finished visit; Cancelled
[[nodiscard]] Plant findPlant(const EventLog& log, double until_s, const PlantOptions& options);

/// The times of work at each station, by the samples of its visits.
void findTimes(Plant& plant, const PlantOptions& options);

}  // namespace mw::discovery
