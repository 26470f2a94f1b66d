// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/kim_nelson.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"

namespace mw::experiment {

KimNelson::KimNelson(std::size_t systems, const SelectionGoal& goal)
    : goal_(goal), contenders_(systems), first_(systems), sums_(systems, 0), dropped_at_(systems, 0) {
  MW_REQUIRE(systems > 0 && goal.indifference > 0 && goal.first_stage >= 2);
  MW_REQUIRE(goal.level > 0.5 && goal.level < 1);
  std::iota(contenders_.begin(), contenders_.end(), std::size_t{0});
  if (systems == 1) return;
  const double freedom = goal.first_stage - 1;
  const double beta = (1 - goal.level) / static_cast<double>(systems - 1);
  eta_ = (std::pow(2 * beta, -2 / freedom) - 1) / 2;
  h2_ = 2 * eta_ * freedom;
}

void KimNelson::add(std::span<const double> values) {
  MW_REQUIRE(values.size() == contenders_.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    MW_REQUIRE(std::isfinite(values[i]));
    sums_[contenders_[i]] += values[i];
    if (stage_ < goal_.first_stage) first_[contenders_[i]].push_back(values[i]);
  }
  ++stage_;
  if (stage_ < goal_.first_stage || isDecided()) return;
  screen();
  if (stage_ == goal_.first_stage) keepVariances();
  settleTies();
}

double KimNelson::firstStageVariance(std::size_t i, std::size_t l) const {
  const std::vector<double>& a = first_[i];
  const std::vector<double>& b = first_[l];
  const auto n = static_cast<double>(a.size());
  double mean = 0;
  for (std::size_t r = 0; r < a.size(); ++r) mean += (a[r] - b[r]) / n;
  double squares = 0;
  for (std::size_t r = 0; r < a.size(); ++r) squares += (a[r] - b[r] - mean) * (a[r] - b[r] - mean);
  return squares / (n - 1);
}

double KimNelson::variance(std::size_t i, std::size_t l) const {
  return variances_.empty() ? firstStageVariance(i, l) : variances_[row_[i] * rows_ + row_[l]];
}

bool KimNelson::isOut(std::size_t i) const {
  const double r = stage_;
  const double delta = goal_.indifference;
  return std::ranges::any_of(contenders_, [&](std::size_t l) {
    const double lead = (sums_[l] - sums_[i]) / r;
    if (lead <= 0) return false;
    return lead > std::max(0.0, delta / (2 * r) * (h2_ * variance(i, l) / (delta * delta) - r));
  });
}

void KimNelson::screen() {
  std::vector<std::size_t> kept;
  std::ranges::copy_if(contenders_, std::back_inserter(kept), [this](std::size_t i) { return !isOut(i); });
  drop(std::move(kept));
}

void KimNelson::keepVariances() {
  rows_ = contenders_.size();
  row_.assign(sums_.size(), 0);
  std::vector<double> kept(rows_ * rows_, 0);
  for (std::size_t i = 0; i < rows_; ++i) {
    row_[contenders_[i]] = i;
    for (std::size_t l = 0; l < i; ++l) {
      kept[i * rows_ + l] = kept[l * rows_ + i] = firstStageVariance(contenders_[i], contenders_[l]);
    }
  }
  variances_ = std::move(kept);
  first_ = {};
}

/// Where no W is above 0 any more, those that are left have the same mean.
void KimNelson::settleTies() {
  const double enough = stage_ * goal_.indifference * goal_.indifference / std::max(h2_, 1e-300);
  for (const std::size_t i : contenders_) {
    for (const std::size_t l : contenders_) {
      if (l < i && variance(i, l) > enough) return;
    }
  }
  drop({best()});
}

void KimNelson::drop(std::vector<std::size_t> kept) {
  for (const std::size_t i : contenders_) {
    if (!std::ranges::binary_search(kept, i)) dropped_at_[i] = stage_;
  }
  contenders_ = std::move(kept);
}

std::size_t KimNelson::best() const {
  return *std::ranges::max_element(contenders_, {}, [this](std::size_t i) { return sums_[i]; });
}

double KimNelson::meanOf(std::size_t system) const {
  const std::uint32_t n = dropped_at_[system] > 0 ? dropped_at_[system] : stage_;
  return n > 0 ? sums_[system] / n : std::nan("");
}

std::optional<std::uint32_t> KimNelson::droppedAt(std::size_t system) const {
  return dropped_at_[system] > 0 ? std::optional(dropped_at_[system]) : std::nullopt;
}

}  // namespace mw::experiment
