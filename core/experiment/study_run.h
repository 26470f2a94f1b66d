// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace mw::experiment {

/// Which run of a study: runs are ordered by point, then replication, whatever order they finish in.
struct RunKey {
  std::uint32_t point = 0;
  std::uint32_t replication = 0;
  auto operator<=>(const RunKey&) const = default;
};

/// What one run of a study gave.
struct StudyRun {
  RunKey key;
  std::vector<double> values;  ///< one per KPI of the study, in its order and the KPI's unit; NaN = undefined
  std::uint64_t events = 0;    ///< executed by the engine

  /// Fingerprint of all of it: identity of the run for resuming and for telling damage.
  [[nodiscard]] std::string digest() const;
};

/// Fingerprint of a whole study: of its runs in order. The same for any number of threads and interruptions.
/// @param runs  in ascending order of key
[[nodiscard]] std::string studyDigest(const std::vector<StudyRun>& runs);

}  // namespace mw::experiment
