// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/constraint.h"

#include <algorithm>
#include <cmath>

namespace mw::experiment {
namespace {

constexpr double kRounding = 1e-9;         // of the sides of a comparison
constexpr double kRoundingOfSums = 1e-12;  // of the factors: x + y + z - 1 == 0

}  // namespace

bool Constraints::isKept(const Comparison& comparison, const std::vector<Json>& point, double scale) const {
  const Side& left = comparison.left;
  const Side& right = comparison.right;
  if (left.kind != Side::Kind::Formula) {
    const auto text = [&point](const Side& side) {
      if (side.kind == Side::Kind::Text) return side.text;
      const Json& value = point[side.index];
      return value.is_string() ? value.get<std::string>() : value.dump();
    };
    return (text(left) == text(right)) == (comparison.relation == Relation::Equal);
  }
  const double a = results_[left.index];
  const double b = results_[right.index];
  if (!std::isfinite(a) || !std::isfinite(b)) return false;  // 1/x at 0 says nothing
  const double slack = std::max(kRounding * std::max(std::abs(a), std::abs(b)), kRoundingOfSums * scale);
  switch (comparison.relation) {
    case Relation::Less:
      return a < b - slack;
    case Relation::LessOrEqual:
      return a <= b + slack;
    case Relation::Greater:
      return a > b + slack;
    case Relation::GreaterOrEqual:
      return a >= b - slack;
    case Relation::Equal:
      return std::abs(a - b) <= slack;
    case Relation::Unequal:
      return std::abs(a - b) > slack;
  }
  return false;
}

bool Constraints::areKeptBy(const std::vector<Json>& point, std::vector<std::size_t>& broken) {
  const auto symbols = evaluator_.symbols();
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    const Json& value = point[numbers_[i]];
    symbols[i] = value.is_boolean() ? (value.get<bool>() ? 1.0 : 0.0) : value.get<double>();
  }
  double scale = 0;
  for (std::size_t i = 0; i < numbers_.size(); ++i) scale = std::max(scale, std::abs(symbols[i]));
  evaluator_.run(results_);
  bool are_all_kept = true;
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    const bool is_kept = std::ranges::any_of(conditions_[i], [&](const Alternative& all) {
      return std::ranges::all_of(all, [&](const Comparison& comparison) { return isKept(comparison, point, scale); });
    });
    if (is_kept) continue;
    are_all_kept = false;
    ++broken[i];
  }
  return are_all_kept;
}

}  // namespace mw::experiment
