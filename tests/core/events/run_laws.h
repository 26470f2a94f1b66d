// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/events/simulation.h"

namespace mw::test {

/// Everything that one run tells, in order.
class Trace final : public events::Recorder {
 public:
  void add(const events::StateChange& change) override;
  void add(const events::PartMove& move) override;

  std::vector<events::StateChange> states;
  std::vector<events::PartMove> moves;
  std::vector<bool> is_state;  ///< of each row, in the order in which they came
};

/// A trace as text, "1500000000 m.0 busy" and "1500000000 7:0 s>m", with parts numbered as they appear. Two runs that
/// give the same rows did the same.
/// @param without  first letter of the ids of elements that are left out
[[nodiscard]] std::vector<std::string> rowsOf(const factory::Factory& factory, const Trace& trace, char without = 0);

/// One run and all that it told.
struct TracedRun {
  events::RunSettings settings;
  events::RunStatistics statistics;
  Trace trace;
};
[[nodiscard]] TracedRun traced(const events::Model& model, const events::RunSettings& settings);

// What holds for every run of every factory. Each returns what is broken, in words, or nothing.

/// The states of each element sum to the measured time, and are those of its trace.
[[nodiscard]] std::string brokenStates(const factory::Factory& factory, const TracedRun& run);

/// No part is made or lost on its way. By the trace each part is in one place, and comes from where it was; what is in
/// an element is what went in less what went out. Per part type
///
///   entered + made + inside at the start = left + used + inside at the end
///
/// where assemblies and disassemblies use and make parts in the numbers that they declare.
[[nodiscard]] std::string brokenConservation(const factory::Factory& factory, const TracedRun& run);

/// Part-seconds, counted by numbers, by stays and from the trace, agree: L = lambda W with its ends.
[[nodiscard]] std::string brokenLittlesLaw(const factory::Factory& factory, const TracedRun& run);

/// The first of the three that is broken.
[[nodiscard]] std::string brokenLaws(const factory::Factory& factory, const TracedRun& run);

/// All numbers of a run, byte by byte.
[[nodiscard]] std::string bitsOf(const events::RunStatistics& run);

}  // namespace mw::test
