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

/// The fidelities agree where their throughputs differ by at most so much.
inline constexpr double kAgreement = 0.02;

/// One element in both fidelities.
struct ElementAgreement {
  std::string element;        ///< id
  std::int64_t n_motion = 0;  ///< parts that left it
  std::int64_t n_events = 0;
  double motion_s = 0;  ///< mean stay of a part; NaN where none left
  double events_s = 0;
  bool is_robot = false;
  double motion_work_s = 0;  ///< of a robot: time at work per part that left, waits left out; NaN where none left
  double events_work_s = 0;

  /// Whether it is a robot whose arm takes another time than its cycle says, by more than kAgreement.
  [[nodiscard]] bool worksOtherwise() const;
};

/// How a run in motion compares with the events alone: the same factory, seed, duration and warm-up, so the same random
/// numbers.
struct Agreement {
  double motion_per_h = 0;  ///< good parts
  double events_per_h = 0;
  std::vector<ElementAgreement> elements;  ///< those through which parts pass, in factory order
  /// Which element differs: of the robots that work otherwise, the one whose times are furthest apart in relation, as
  /// parts stay longer before it; else where the mean stays are furthest apart. None where no element has parts in
  /// both.
  std::optional<std::size_t> furthest;

  /// Throughput in motion over that of the events, less 1; NaN where the events make nothing.
  [[nodiscard]] double difference() const;
  [[nodiscard]] bool agrees() const;
};

/// @throws Cancelled when stopped; InputError as events::compile
[[nodiscard]] Agreement compareWithEvents(const factory::Factory& factory, const MotionResult& motion,
                                          std::stop_token stop = {});

/// In words, for people: whether both agree, and where not, which element differs by how much, and of a robot what to
/// do.
[[nodiscard]] std::string agreementText(const Agreement& agreement);

[[nodiscard]] Json toJson(const Agreement& agreement);

}  // namespace mw::cosimulation
