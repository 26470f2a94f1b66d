// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ui/models/signal_catalog.h"

namespace mw::models {

/// A signal that is computed from another. Its key says all of it, so that it serves another log too:
/// "derivative/log/surface", "average:10/log/surface" (over 10 s), "integral/log/load".
struct Derivation {
  enum class Kind {
    Derivative,  ///< per second, since the reading before
    Average,     ///< of the readings of the window that ends there
    Integral     ///< by trapezoids, since the first reading; a gap adds nothing
  };
  Kind kind = Kind::Derivative;
  double window_s = 0;  ///< of an average, above 0
  std::string source;   ///< key
};

[[nodiscard]] std::string keyOf(const Derivation& derivation);
/// Nothing for the key of another signal.
[[nodiscard]] std::optional<Derivation> derivationOf(const std::string& key);
/// With name and unit: 1 A becomes A/s and A·s. @param source  the entry of its source
[[nodiscard]] SignalEntry entryOf(const Derivation& derivation, const SignalEntry& source);
/// Gaps stay gaps: nothing is computed across one.
[[nodiscard]] SignalTrack derive(const Derivation& derivation, const SignalTrack& source);

/// One signal over another, as the key of a plot: "xy/log/load|log/surface".
[[nodiscard]] std::string pairKey(const std::string& x, const std::string& y);
/// The keys of x and y; nothing for another key.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> pairOf(const std::string& key);

/// Points (x, y) at the readings of y, x as it was last read; none where either has a gap.
struct XyTrack {
  Column t_s;
  Column x;
  Column y;
};
[[nodiscard]] XyTrack pairUp(const SignalTrack& x, const SignalTrack& y);

}  // namespace mw::models
