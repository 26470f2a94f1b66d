// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

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

/// Guesses the whole map: columns by their names (case, order, job, ...; start, begin, ...), those of times also by
/// what they hold, the kinds of rows by their words.
/// @throws InputError where a required column is not found: names what there is
[[nodiscard]] GuessedEventMap guessEventMap(const twin::LogSample& sample);

}  // namespace mw::discovery
