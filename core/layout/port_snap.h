// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/layout/body.h"

namespace mw::layout {

/// Ends this near click together.
inline constexpr double kPortReach_m = 0.3;

/// How bodies on the move click on to one that rests: outlet to inlet, without a gap.
struct PortSnap {
  std::size_t moving = 0;       ///< index of the body whose end clicks on
  std::size_t resting = 0;      ///< index of the body it clicks on to
  bool is_from_moving = false;  ///< parts will go from the moving to the resting one
  Point shift;                  ///< of all moving bodies, after the turn
  double lift_m = 0;
  double turn_rad = 0;  ///< of the moving body about its own origin, so that both ends point one way
  Port meets;           ///< where the two ends are then
};

/// The ends of bodies that rest, sorted once for all steps of a drag.
class PortField {
 public:
  explicit PortField(std::span<const Body> resting);

 private:
  friend std::optional<PortSnap> findPortSnap(std::span<const Body> moving, const PortField& resting, double reach_m);

  /// A port of a resting body that a moving end may click on.
  struct Goal {
    Port port;
    bool is_inlet = false;
    std::size_t body = 0;
  };
  std::vector<Goal> goals_;  ///< from low x to high
};

/// The nearest pair of an outlet and an inlet within reach that point roughly the same way (within 60 degrees); empty
/// where there is none. Where several bodies move together they are not turned, so their ends must be parallel.
[[nodiscard]] std::optional<PortSnap> findPortSnap(std::span<const Body> moving, const PortField& resting,
                                                   double reach_m = kPortReach_m);
[[nodiscard]] std::optional<PortSnap> findPortSnap(std::span<const Body> moving, std::span<const Body> resting,
                                                   double reach_m = kPortReach_m);

}  // namespace mw::layout
