// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/discovery/overlaps.h"
#include "core/discovery/resources.h"

namespace mw::discovery {

/// An activity on a group of resources: what becomes a station.
struct StationKey {
  Index activity = 0;  ///< in EventLog::activities; of several that were folded into one, the most frequent
  Index group = 0;
};

/// Which station a row belongs to. Activities that fewer than five cases met on their group are folded into the one
/// that most of its cases met.
struct StationTable {
  std::vector<StationKey> stations;
  std::vector<std::vector<Index>> of;  ///< by activity and resource; kNone: not seen in the part that was looked at
  std::vector<std::string> folded;     ///< "Fix on Machine 3"
};
[[nodiscard]] StationTable stationsOf(const EventLog& log, const std::vector<ResourceGroup>& groups, double until_s);

/// One stay of a case at a station: all its rows there that follow each other, interrupted or not.
struct Visit {
  Index station = 0;
  double start_s = 0;
  double complete_s = 0;
  double work_s = 0;    ///< in working hours, its gaps taken off
  double setup_s = 0;   ///< the same of rows that set up
  double quantity = 0;  ///< pieces finished; NaN where the log does not say
  double rejects = 0;
  Index rows = 1;
  bool is_cut = false;  ///< still going on at the end of what is looked at
};

/// What a case went through.
struct Journey {
  Index case_index = 0;
  Index part = kNone;
  Index kind = 0;             ///< part type of the factory
  double order_quantity = 0;  ///< NaN where the log does not say
  std::vector<Visit> visits;  ///< in order of start

  [[nodiscard]] double start_s() const { return visits.front().start_s; }
  /// The latest end.
  [[nodiscard]] double end_s() const;
  [[nodiscard]] bool isCut() const;
};

/// The journeys of the log as far as until_s: later rows are not seen, those under way are cut there. Breakdown rows
/// are no visits. Rows of one case at one station are one visit where nothing else of the case came between, or where
/// they follow on without a gap.
/// @returns in order of their starts
[[nodiscard]] std::vector<Journey> journeysOf(const EventLog& log, const std::vector<ResourceGroup>& groups,
                                              const StationTable& table, double until_s);

/// A journey that is looked at no further than until_s; without visits when it starts later.
[[nodiscard]] Journey cutAt(const Journey& journey, double until_s);

}  // namespace mw::discovery
