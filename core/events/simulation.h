// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>

#include "core/base/sim_time.h"
#include "core/events/collect/recording.h"
#include "core/events/collect/run_statistics.h"
#include "core/factory/factory.h"

namespace mw::events {

inline constexpr std::uint32_t kDefaultMaxParts = 10'000'000;

/// One simulated horizon.
struct RunSettings {
  SimTime horizon = SimTime::fromSeconds(86400);
  SimTime warmup;  ///< statistics before it are deleted; below horizon
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;  ///< below 2^24; each is an independent sample
  /// Parts present at once, inside and outside together; a run that needs more is refused, so that a queue that only
  /// grows cannot take all memory. A part takes some 60 bytes, twice that while the room for parts grows.
  std::uint32_t max_parts = kDefaultMaxParts;
  std::uint32_t intervals = 0;     ///< averages over so many equal intervals of the horizon are noted; 0: none
  bool finds_bottlenecks = false;  ///< notes active periods: RunStatistics::active
  /// With these, also which unit was the bottleneck in each of so many equal parts of the measured time:
  /// RunStatistics::bottleneck_times; 0: none.
  std::uint32_t bottleneck_windows = 0;
};

/// A factory compiled into flat arrays: immutable, shared between threads, simulated any number of times.
struct Model;

/// All that can be told of a factory before a run, errors and warnings: whether it is well-formed and complete
/// (factory::checkFactory), what the engine can't run yet, and, once nothing of that is an error, what compiling finds:
/// parts without a way, assemblies that miss a part, crews too large for their pools, batteries too small for their
/// way.
/// @returns findings with JSON pointers; a run is possible when none is an error
/// @note a millisecond or so for a hundred elements: fit for checking while somebody edits
[[nodiscard]] Findings checkRun(const factory::Factory& factory);

/// @throws InputError with the errors of checkRun()
[[nodiscard]] std::shared_ptr<const Model> compile(const factory::Factory& factory);

/// Simulates one replication. Same model and settings give the same bits on any thread.
/// @param recorder  is told every state change and part move; null: nobody. What is measured does not depend on it
/// @throws Cancelled when stopped; InputError when the model cannot go on (endless events at one instant, over
/// max_parts
///         parts present), naming the element; whatever the recorder throws
[[nodiscard]] RunStatistics simulate(const Model& model, const RunSettings& settings, std::stop_token stop = {},
                                     Recorder* recorder = nullptr);

/// The same run with every state change and part move noted, from time zero (the warm-up is recorded too).
/// @param max_moves  recording stops there and says so (Recording::is_complete)
[[nodiscard]] Recording record(const Model& model, const RunSettings& settings, std::size_t max_moves = 5'000'000,
                               std::stop_token stop = {});

}  // namespace mw::events
