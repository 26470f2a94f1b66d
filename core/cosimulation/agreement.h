// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/cosimulation/motion_run.h"

namespace mw::cosimulation {

/// One element in both fidelities.
struct ElementAgreement {
  std::string element;        ///< id
  std::int64_t n_motion = 0;  ///< parts that left it
  std::int64_t n_events = 0;
  double motion_s = 0;  ///< mean stay of a part; NaN where none left
  double events_s = 0;
};

/// How a run in motion compares with the events alone: the same factory, seed, duration and warm-up, so the same random
/// numbers.
struct Agreement {
  double motion_per_h = 0;  ///< good parts
  double events_per_h = 0;
  std::vector<ElementAgreement> elements;  ///< those through which parts pass, in factory order
  /// Where the mean stays are furthest apart; none where no element has parts in both.
  std::optional<std::size_t> furthest;

  /// Throughput in motion over that of the events, less 1; NaN where the events make nothing.
  [[nodiscard]] double difference() const;
  [[nodiscard]] bool agrees() const;
};

/// The fidelities agree where their throughputs differ by at most so much.
inline constexpr double kAgreement = 0.02;

/// @throws Cancelled when stopped; InputError as events::compile
[[nodiscard]] Agreement compareWithEvents(const factory::Factory& factory, const MotionResult& motion,
                                          std::stop_token stop = {});

/// In words, for people: whether both agree, and where not, which element differs by how much.
[[nodiscard]] std::string agreementText(const Agreement& agreement);

[[nodiscard]] Json toJson(const Agreement& agreement);

}  // namespace mw::cosimulation
