// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
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

/// Something of a factory, with what a study could vary of it.
struct ProposalGroup {
  std::string id;    ///< as in paths: "mill-2", of a flow or a rule its place in the list
  std::string name;  ///< on screen
  std::string
      kind;  ///< title of an element's type, else the list that it is of: "pools", "vehicles", "flows", "control"
  std::vector<FactorProposal> proposals;  ///< at least one
};

/// All that a study could vary: of elements, pools, vehicles, flows and rules that limit work in process.
/// @note every value is looked up by its path: quadratic in the number of elements, for a worker thread
[[nodiscard]] std::vector<ProposalGroup> everyProposal(const factory::Factory& factory);

/// The present value with its unit: "37 s", "true".
[[nodiscard]] QString valueText(const FactorProposal& proposal);

/// The same for one value of an element: itself, or of a distribution its parameters, the one that says how long first.
[[nodiscard]] std::vector<FactorProposal> proposalsAt(const factory::Factory& factory, const std::string& path);

/// Whether one path leads to the same value as the other, or to a part of it, however list entries are written.
[[nodiscard]] bool isWithin(const factory::Factory& factory, const std::string& path, const std::string& whole);

/// A short name for a factor, not among the used ones: "mill_2_mean_s".
[[nodiscard]] std::string factorName(const std::string& path, const std::vector<std::string>& used);

}  // namespace mw::models
