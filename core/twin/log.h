// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/scratch_memory.h"

namespace mw::twin {

/// One recorded quantity, a value per row of its log.
struct Signal {
  std::string name;  ///< unique in its log
  std::string unit;  ///< as written in the source, e.g. "°C"; empty = unknown
  Column values;     ///< NaN = no reading in this row
};

/// A recorded log: rows in strictly increasing time, any number of signals, any rate, gaps allowed. A plain value.
struct Log {
  std::string name;
  /// The whole second of the first stamp, in seconds since 1970-01-01 UTC, where the source has absolute stamps. Kept
  /// apart so that t_s keeps its nanoseconds. Empty where the source has elapsed seconds.
  std::optional<double> epoch_s;
  Column t_s;                  ///< stamp of each row: epoch_s + t_s, or elapsed seconds as they stand in the source
  std::vector<Signal> series;  ///< the signals (a word that Qt reserves)
  std::string source_digest;   ///< fingerprint of the bytes it was read from, 32 hexadecimal digits

  [[nodiscard]] std::size_t rowCount() const { return t_s.size(); }
  [[nodiscard]] const Signal* find(const std::string& signal) const {
    for (const Signal& candidate : series) {
      if (candidate.name == signal) return &candidate;
    }
    return nullptr;
  }
};

/// The system may have back the memory that the log's rows use until they are read again. Who read all of a log calls
/// this.
inline void letGo(const Log& log) noexcept {
  mw::letGo(log.t_s);
  for (const Signal& signal : log.series) mw::letGo(signal.values);
}

}  // namespace mw::twin
