// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/kpi/bottleneck.h"

namespace mw::kpi {

/// A stretch of time in which one unit is the momentary bottleneck for longer than any other, or in which no unit is
/// shown to be.
struct BottleneckPhase {
  double from_s = 0;  ///< simulated time
  double to_s = 0;
  std::string id;  ///< of the unit that leads; empty: not told
  bool is_pool = false;
  numerics::Estimate share;  ///< of the stretch, as the momentary bottleneck, 95 %; of nobody where id is empty
};

/// When each unit is the bottleneck.
struct BottleneckCourse {
  double window_s = 0;  ///< what shifts are told to; 0: no windows were noted
  std::uint32_t windows = 0;
  double level = 0.95;      ///< that all windows hold together
  double single_level = 0;  ///< that each comparison in a window holds alone
  std::uint64_t runs = 0;
  std::vector<BottleneckPhase> phases;  ///< without gaps, over the measured time

  /// Whether one unit leads first and another later, both shown.
  [[nodiscard]] bool shifts() const;
};

/// Cuts the measured time into equal windows and tells in each which unit was the momentary bottleneck for longest,
/// replication by replication (RunStatistics::bottleneck_times). A unit leads in a window when the paired difference of
/// its share to that of every other one is above zero, and over kLeastLead, at a level that holds for all windows and
/// all units that were ever it together (Bonferroni): two equal machines that take turns by chance make a shift in one
/// analysis of twenty. Windows one after another with the same leader are one phase; windows that tell nothing between
/// two phases of the same leader belong to it. Fewer than 8 runs tell nobody: they agree by chance too often. With a
/// single run the longest leads, without an interval.
///
/// @param runs     of this factory, with RunStatistics::bottleneck_times; at least one
/// @param windows  as RunSettings::bottleneck_windows
/// Source: Roser, Nakano, Tanaka (2002), Shifting bottleneck detection; the windows and levels are ours
[[nodiscard]] BottleneckCourse followBottleneck(const factory::Factory& factory,
                                                std::span<const events::RunStatistics> runs, std::uint32_t windows);

/// "the bottleneck shifts: m1 from 0 h to 4 h (98 %), m2 from 4 h to 10 h (97 %); told to 0.2 h", or that it stays.
[[nodiscard]] std::string courseText(const BottleneckCourse& course);

}  // namespace mw::kpi
