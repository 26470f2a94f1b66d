// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::models {

/// A parameter of an element that a study could vary: a number with a range around it, or a choice with its levels.
struct FactorProposal {
  std::string path;   ///< factory path
  std::string label;  ///< "process mean_s"
  std::string unit;
  Json now;          ///< its value
  double value = 0;  ///< the same, of a number
  double min = 0;    ///< a range around it, within what is allowed
  double max = 0;
  bool is_integer = false;
  std::vector<Json> levels;  ///< of a choice, instead of the range
};

/// Every number and choice of an element that its type declares, written or by default, its place in the hall excepted.
[[nodiscard]] std::vector<FactorProposal> factorProposals(const factory::Factory& factory, const std::string& element);

/// The same for one value of an element: itself, or of a distribution its parameters, the one that says how long first.
[[nodiscard]] std::vector<FactorProposal> proposalsAt(const factory::Factory& factory, const std::string& path);

/// Whether one path leads to the same value as the other, or to a part of it, however list entries are written.
[[nodiscard]] bool isWithin(const factory::Factory& factory, const std::string& path, const std::string& whole);

/// A short name for a factor, not among the used ones: "mill_2_mean_s".
[[nodiscard]] std::string factorName(const std::string& path, const std::vector<std::string>& used);

}  // namespace mw::models
