// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <array>
#include <string>
#include <vector>

#include "core/experiment/replications.h"
#include "core/factory/factory.h"

namespace mw::models {

/// What a heat map of the floor can show: shares of the measured time.
enum class HeatQuantity { Off, Utilisation, Blocked, WaitingForParts, WaitingForPeople, Down };
inline constexpr std::array kHeatQuantities = {HeatQuantity::Off,
                                               HeatQuantity::Utilisation,
                                               HeatQuantity::Blocked,
                                               HeatQuantity::WaitingForParts,
                                               HeatQuantity::WaitingForPeople,
                                               HeatQuantity::Down};

/// "Blocked", as menus have it.
[[nodiscard]] QString titleOf(HeatQuantity quantity);

/// One quantity of every machine over the whole run, with the range of its scale: that of the values themselves, so
/// that colours do not change their meaning while the run is played.
struct HeatMap {
  struct Spot {
    std::string element;  ///< id
    double share = 0;     ///< mean over replications
  };
  HeatQuantity quantity = HeatQuantity::Off;
  std::vector<Spot> spots;  ///< machines in factory order
  double low = 0;
  double high = 0;

  /// Where a value lies on the scale, 0 to 1; 1 where all are equal.
  [[nodiscard]] double place(double share) const;
};

/// @param result  of replications of this factory
[[nodiscard]] HeatMap heatMapOf(const experiment::RunResult& result, const factory::Factory& factory,
                                HeatQuantity quantity);

}  // namespace mw::models
