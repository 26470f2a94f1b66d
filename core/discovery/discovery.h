// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/discovery/event_reader.h"
#include "core/discovery/judge.h"

namespace mw::discovery {

struct DiscoveryOptions {
  std::string name;    ///< of the factory; empty: "Discovered from FILE"
  double split = 0.7;  ///< share of the cases that start in the first part; 1: all of the log, nothing judged
  std::optional<std::string> split_date = {};  ///< "2012-02-15" instead: the first part ends at its midnight
  ArrivalRule arrivals = ArrivalRule::Fitted;
  std::uint32_t replications = 30;
  std::uint64_t seed = 1;
  int resamples = 99;  ///< of the fits' tests
  std::stop_token stop = {};
  ProgressSink progress = {};
};

/// A factory found in a log, with all that was assumed on the way.
struct Discovery {
  EventImport import;
  Plant plant;
  WrittenFactory written;
  std::optional<Judgement> judgement;  ///< none with split 1
  std::vector<std::string> assumptions;
  std::vector<std::string> words;  ///< the report in sentences, the most important first
  double wall_s = 0;
};

/// Reads an event log and builds a factory from its first part: resources, part types, routes, times, working hours,
/// arrivals; simulates it and compares it with the rest.
///
/// @param map  none: guessed
/// @throws InputError for logs and maps that can't be used, or a split that leaves too little; Cancelled
/// @note 3,000 rows take a few seconds, most of it tests of fits and simulation; the same for a seed on any machine
[[nodiscard]] Discovery discover(const std::filesystem::path& file, const std::optional<EventMap>& map,
                                 const DiscoveryOptions& options);

/// When each case starts to be worked on, in order.
[[nodiscard]] std::vector<double> caseStarts_s(const EventLog& log);

/// The instant at which the first part ends.
/// @throws InputError for a date that is none, or outside the log
[[nodiscard]] double splitInstant(const EventLog& log, const DiscoveryOptions& options);

/// What `discover --json` prints, without the factory.
[[nodiscard]] Json toJson(const Discovery& discovery);

/// What was assumed, in sentences.
[[nodiscard]] std::vector<std::string> assumptionsOf(const Discovery& discovery);
/// What was found, in sentences.
[[nodiscard]] std::vector<std::string> inWords(const Discovery& discovery);

}  // namespace mw::discovery
