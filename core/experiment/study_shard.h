// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace mw::experiment {

/// A part of a study that one process runs: of N shards, shard I has every N-th point. Which shard has a point is
/// decided by the point's number alone, so the shards of a study never share a run and leave none out, whoever runs
/// them and when. Points and not runs are dealt out, because the runs of a point share its compiled factory.
struct StudyShard {
  std::uint32_t index = 1;  ///< 1 to count
  std::uint32_t count = 1;

  /// @param text  "I/N"; I counts from 1, and 0 stands for N, so that both ways of counting deal out all points
  /// @throws UsageError for anything else
  [[nodiscard]] static StudyShard parse(const std::string& text);

  [[nodiscard]] bool holds(std::uint32_t point) const { return point % count == index % count; }
  /// As parse() reads it.
  [[nodiscard]] std::string text() const;
  auto operator<=>(const StudyShard&) const = default;
};

/// More shards than this are refused: a scheduler's array has a limit too.
inline constexpr std::uint32_t kMaxShards = 100'000;

}  // namespace mw::experiment
