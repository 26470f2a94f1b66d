// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::panels {

/// A property that is a distribution of times.
struct FitTarget {
  std::string path;  ///< as factory::FactoryPath: "elements/mill/failures/0/time_to_repair"
  QString label;     ///< "Milling centre · failures 1 · time to repair"
};

/// All of a factory that are given, element by element.
[[nodiscard]] std::vector<FitTarget> fitTargets(const factory::Factory& factory);

}  // namespace mw::panels
