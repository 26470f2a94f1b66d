// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/experiment/design.h"

namespace mw::experiment {

/// Trajectories over the factors for elementary effects: of k factors each has k + 1 points, and from one to the next a
/// single factor changes, each one once, in random order.
///
/// A range is cut into p - 1 equal steps, and a factor moves by p/2 of them, a share p / (2 (p - 1)) of its range, up
/// or down: with p even steps begin at each of the p values equally often. Integers are rounded. A factor with a list
/// of levels goes from a random one to a random other one.
///
/// The r trajectories are those of 10 r random ones (2000 at most, fewer with many factors) that lie farthest apart,
/// chosen one by one: the two that are farthest from each other, then each time the one with the largest sum of squared
/// distances to those chosen; the distance of two trajectories is the sum of those of their points, and any two levels
/// of a list are as far apart as the ends of a range. Choosing one by one, not the best of all subsets, is ours. Such
/// trajectories dwell more at the ends of ranges than random ones do, so what happens there counts more. Under
/// constraints only trajectories are drawn all of whose points are allowed. Few factors have few different
/// trajectories, those in the other direction not counted; only where no more of them are found do some repeat others.
///
/// The points of a trajectory follow each other: those of the first, then those of the second, and so on.
///
/// Source: Morris (1991) Technometrics 33, 161-174; Campolongo, Cariboni, Saltelli (2007) Environmental Modelling and
/// Software 22, 1509-1518
/// @throws InputError where constraints leave too few trajectories
[[nodiscard]] std::vector<DesignPoint> morrisPoints(const Study& study, AllowedRegion& region);

/// "10 trajectories of 5 points: in each, every factor changes once, by 2/3 of its range".
[[nodiscard]] std::string morrisText(const Study& study);

/// What to say where some trajectories repeat others; empty where none does.
/// @param points  of the design, those of a trajectory after each other
[[nodiscard]] std::string morrisRepeatsText(const Study& study, const std::vector<DesignPoint>& points);

/// One step of a trajectory.
struct MorrisStep {
  std::size_t factor = 0;
  std::size_t from = 0;  ///< point
  std::size_t to = 0;    ///< point
  double step = 0;       ///< in shares of the factor's range, with its sign; between levels +-1, by their order
};

/// The steps of each trajectory of a study, in order. Points that were added to the design are left out.
/// @param points  {FACTOR: value}, of a Morris design
/// @throws InputError when they are none: not one factor changes from point to point
[[nodiscard]] std::vector<std::vector<MorrisStep>> morrisSteps(const Study& study, const std::vector<Json>& points);

}  // namespace mw::experiment
