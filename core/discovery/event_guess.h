// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/discovery/event_map.h"
#include "core/twin/log_sample.h"

namespace mw::discovery {

/// A map that says everything, with what was guessed in sentences for people.
struct GuessedEventMap {
  EventMap map;
  std::vector<std::string> said;
};

/// Completes a map from the first lines of a file: delimiter, decimal sign and kind of stamps.
/// @throws InputError where a column that the map names is not there, or its stamps are of no known kind
[[nodiscard]] GuessedEventMap completedMap(const twin::LogSample& sample, EventMap map);

/// What somebody knows better than the guess; the rest is guessed around it.
struct EventMapWishes {
  std::map<std::string, std::string> columns;  ///< by key of mapRoles(), or "kind"; an empty name: no column has it
  std::optional<std::vector<std::string>> setup_kinds;
  std::optional<std::vector<std::string>> breakdown_kinds;
  std::optional<twin::TimeKind> time_kind;
  std::optional<char> delimiter;
  std::optional<char> decimal;
  std::optional<TextEncoding> encoding;  ///< the sample is read in it already
  bool operator==(const EventMapWishes&) const = default;
};

/// A map as far as it is known, for somebody to complete.
struct EventMapProposal {
  EventMap map;                      ///< what was not found is empty
  std::vector<std::string> columns;  ///< of the file, by name
  std::vector<std::string> missing;  ///< keys of required roles without a column
  std::vector<std::string> said;     ///< what was guessed, in sentences for people
  std::optional<Finding> problem;    ///< the first of what makes the map unusable
};

/// Guesses as guessEventMap, around wishes, and gives what there is where something is missing.
[[nodiscard]] EventMapProposal proposeEventMap(const twin::LogSample& sample, const EventMapWishes& wishes);

/// Guesses the whole map: columns by their names (case, order, job, ...; start, begin, ...), those of times also by
/// what they hold, the kinds of rows by their words.
/// @throws InputError where a required column is not found: names what there is
[[nodiscard]] GuessedEventMap guessEventMap(const twin::LogSample& sample);

}  // namespace mw::discovery
