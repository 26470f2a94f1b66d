// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::models {

/// A number of an element that a study could vary.
struct FactorProposal {
  std::string path;   ///< factory path
  std::string label;  ///< "process mean_s"
  std::string unit;
  double value = 0;  ///< as it is now
  double min = 0;    ///< a range around it, within what is allowed
  double max = 0;
  bool is_integer = false;
};

/// Every number of an element that its type declares, written or by default, its place in the hall excepted.
[[nodiscard]] std::vector<FactorProposal> factorProposals(const factory::Factory& factory, const std::string& element);

/// A short name for a factor, not among the used ones: "mill_2_mean_s".
[[nodiscard]] std::string factorName(const std::string& path, const std::vector<std::string>& used);

}  // namespace mw::models
