// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/motion/motion_state.h"

namespace mw::motion {

/// What a NearMissLog knows of a pair that it is asked about again and again.
struct NearPair {
  bool is_near = false;                ///< as it was looked at last
  std::optional<std::size_t> found{};  ///< index in the log
};

/// Near misses, one for each pair, in the order in which they first came near: how many times, and when nearest.
class NearMissLog {
 public:
  /// The pair is near now.
  /// @param who    names the two, and what they are
  /// @param gap_m  below 0 counts as 0: they touch
  void note(NearPair& pair, const NearMiss& who, double time_s, double gap_m);

  [[nodiscard]] const std::vector<NearMiss>& found() const { return found_; }

 private:
  std::vector<NearMiss> found_;
};

}  // namespace mw::motion
