// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "core/twin/twin_definition.h"

namespace mw::twin {

/// How well an asset follows its model, between 0 and 1.
///
///   score = mean over the last 100 readings of sqrt(NIS / p),   health = 1 / (1 + exp(a score + b))
///
/// A shorter history uses what there is.
class HealthScore {
 public:
  explicit HealthScore(const HealthCurve& curve) : curve_(curve) {}

  /// @param nis of one reading; @param used signals that went into it, at least 1
  void add(double nis, int used);

  [[nodiscard]] double score() const;
  /// NaN before the first reading.
  [[nodiscard]] double health() const;

 private:
  static constexpr std::size_t kWindow = 100;

  HealthCurve curve_;
  std::array<double, kWindow> window_{};
  std::size_t count_ = 0;
  std::size_t next_ = 0;
  double sum_ = 0;
};

enum class AlertKind { Warning, Critical, Stale, Fault };

/// Turns health into alerts: one per crossing of a level downwards; a level is armed again once health has risen 0.05
/// above it. Falling through both levels at once raises the critical alert alone.
class AlertLadder {
 public:
  static constexpr double kHysteresis = 0.05;

  explicit AlertLadder(const AlertLevels& levels) : levels_(levels) {}

  /// @param health NaN changes nothing
  [[nodiscard]] std::optional<AlertKind> update(double health);

 private:
  enum class Rung { Well, Warned, Critical };

  AlertLevels levels_;
  Rung rung_ = Rung::Well;
};

}  // namespace mw::twin
