// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/experiment/factor.h"
#include "core/numerics/expression_evaluator.h"

namespace mw::experiment {

/// Conditions between the factors of a study, as its file writes them:
///
///   buffer_a + buffer_b <= 40        0 < cycle - setup < 30        rule == "fifo" or buffer_a >= 5
///
/// Each is one or several comparisons, divided by `or`; a comparison has < <= > >= == or != between formulas of
/// numerics::ExpressionSet over the names of the factors, and may go on (a < b < c: all of them). Switches are 0 and
/// 1 (also `true`, `false`). A factor of texts or labels is compared, by == and !=, with one of its levels in quotes. A
/// point has to keep all constraints. Equal is what is equal but for rounding (1e-9 of the larger): 0.1 + 0.2 <= 0.3.
class Constraints {
 public:
  /// @param findings  receives what is wrong, each at /constraints/I: no comparison, a name that is no factor's (with
  ///                  the nearest), a text that is no level
  /// @returns those that are well-formed
  [[nodiscard]] static Constraints compile(const std::vector<std::string>& texts, const std::vector<Factor>& factors,
                                           Findings& findings);

  [[nodiscard]] bool isEmpty() const { return conditions_.empty(); }
  /// Whether a point keeps all of them. Not for several threads at once.
  /// @param point   a value per factor
  /// @param broken  one count per constraint; those that the point breaks are counted up
  [[nodiscard]] bool areKeptBy(const std::vector<Json>& point, std::vector<std::size_t>& broken);

 private:
  friend class ConstraintParser;

  enum class Relation { Less, LessOrEqual, Greater, GreaterOrEqual, Equal, Unequal };
  /// One side of a comparison: a formula, a factor of texts, or a text.
  struct Side {
    enum class Kind { Formula, Choice, Text } kind = Kind::Formula;
    std::size_t index = 0;  ///< of the formula or the factor
    std::string text;
  };
  struct Comparison {
    Side left;
    Relation relation = Relation::LessOrEqual;
    Side right;
  };
  using Alternative = std::vector<Comparison>;  ///< all of them
  using Condition = std::vector<Alternative>;   ///< one of them

  [[nodiscard]] bool isKept(const Comparison& comparison, const std::vector<Json>& point, double scale) const;

  std::vector<Condition> conditions_;
  std::vector<std::size_t> numbers_;  ///< the factors behind the symbols
  numerics::ExpressionEvaluator<double> evaluator_;
  std::vector<double> results_;
};

}  // namespace mw::experiment
