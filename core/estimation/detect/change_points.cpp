// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/change_points.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/estimation/detect/robust_scale.h"

namespace mw::estimation {
namespace {

/// Cost of any segment in O(1), from running sums.
class SegmentCost {
 public:
  SegmentCost(const std::vector<double>& values, ChangeKind kind, double noise_variance)
      : kind_(kind), noise_variance_(noise_variance), sum_(values.size() + 1), square_(values.size() + 1) {
    // About the median, so that squares of large levels do not eat the digits.
    const double origin = sampleQuantile(values, 0.5);
    for (std::size_t k = 0; k < values.size(); ++k) {
      const double x = values[k] - origin;
      sum_[k + 1] = sum_[k] + x;
      square_[k + 1] = square_[k] + x * x;
    }
    smallest_variance_ = std::max(1e-12 * square_.back() / static_cast<double>(values.size()), 1e-300);
  }

  [[nodiscard]] double operator()(std::size_t begin, std::size_t end) const {
    const auto n = static_cast<double>(end - begin);
    const double sum = sum_[end] - sum_[begin];
    const double squares = std::max(square_[end] - square_[begin] - sum * sum / n, 0.0);
    if (kind_ == ChangeKind::Mean) return squares / noise_variance_;
    return n * (std::log(std::max(squares / n, smallest_variance_)) + 1.0);
  }

 private:
  ChangeKind kind_;
  double noise_variance_;
  double smallest_variance_ = 0;
  std::vector<double> sum_;
  std::vector<double> square_;
};

/// Places at which a series may be cut.
struct CutGrid {
  std::size_t stride = 1;    ///< rows between them
  std::size_t shortest = 1;  ///< places of a segment

  CutGrid(std::size_t n, std::size_t shortest_rows) {
    constexpr std::size_t kMostPlaces = 10000;
    stride = (n + kMostPlaces - 1) / kMostPlaces;
    shortest = (shortest_rows + stride - 1) / stride;
  }
};

/// Half the mean square of x_k - x_{k - lag}, robustly: sigma^2 (1 - rho^lag) for first-order noise, whatever few
/// changes of the mean do.
double halfSquaredStep(const std::vector<double>& values, std::size_t lag) {
  std::vector<double> steps;
  for (std::size_t k = lag; k < values.size(); ++k) steps.push_back(values[k] - values[k - lag]);
  // Clipped at 3 sd instead of the MAD alone: rho is a small difference, which the MAD is too coarse for.
  const double most = 3.0 * robustScale(steps).sd;
  double squares = 0;
  for (const double step : steps) squares += std::min(step * step, most * most);
  return 0.5 * squares / static_cast<double>(steps.size());
}

double noiseVariance(const std::vector<double>& values) {
  const double one = halfSquaredStep(values, 1);
  const double two = halfSquaredStep(values, 2);
  const double rho = one > 0 ? std::clamp(two / one - 1.0, 0.0, 0.95) : 0.0;
  return std::max(one / (1.0 - rho), 1e-300) * (1.0 + rho) / (1.0 - rho);
}

/// Ends of the segments of the cheapest cut, in rising order; the last is n. Cuts lie at multiples of the stride.
std::vector<std::size_t> cheapestCut(const SegmentCost& cost, std::size_t n, const CutGrid& grid, double penalty) {
  const std::size_t last_place = n / grid.stride;
  const auto rowOf = [&](std::size_t place) { return place == last_place ? n : place * grid.stride; };
  const std::size_t shortest = grid.shortest;
  std::vector<double> best(last_place + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> before(last_place + 1, 0);
  best[0] = -penalty;
  std::vector<std::size_t> candidates;
  for (std::size_t end = shortest; end <= last_place; ++end) {
    const std::size_t newest = end - shortest;
    if (newest == 0 || newest >= shortest) candidates.push_back(newest);
    for (const std::size_t begin : candidates) {
      const double value = best[begin] + cost(rowOf(begin), rowOf(end)) + penalty;
      if (value < best[end]) {
        best[end] = value;
        before[end] = begin;
      }
    }
    // What is no better than a cut at `settled` stays so for every end that leaves room for a segment after it.
    const std::size_t settled = end + 1 - shortest;
    if (settled < shortest) continue;
    std::erase_if(candidates, [&](std::size_t begin) {
      return begin < settled && best[begin] + cost(rowOf(begin), rowOf(settled)) >= best[settled];
    });
  }
  std::vector<std::size_t> ends;
  for (std::size_t end = last_place; end > 0; end = before[end]) ends.push_back(rowOf(end));
  std::reverse(ends.begin(), ends.end());
  return ends;
}

/// Moves each cut to the best row within a stride of it, its neighbours held.
void refine(const SegmentCost& cost, std::size_t stride, std::vector<std::size_t>& cut) {
  if (stride == 1) return;
  for (std::size_t i = 1; i + 1 < cut.size(); ++i) {
    const std::size_t low = std::max(cut[i - 1] + 2, cut[i] - stride);
    const std::size_t high = std::min(cut[i + 1] - 2, cut[i] + stride);
    double least = std::numeric_limits<double>::infinity();
    std::size_t best = cut[i];
    for (std::size_t row = low; row <= high; ++row) {
      const double value = cost(cut[i - 1], row) + cost(row, cut[i + 1]);
      if (value >= least) continue;
      least = value;
      best = row;
    }
    cut[i] = best;
  }
}

double meanOf(const std::vector<double>& values, std::size_t begin, std::size_t end) {
  double sum = 0;
  for (std::size_t k = begin; k < end; ++k) sum += values[k];
  return sum / static_cast<double>(end - begin);
}

}  // namespace

std::vector<ChangePoint> changePoints(std::span<const double> readings, const ChangePointOptions& options) {
  MW_REQUIRE(options.shortest >= 2 && options.penalty_factor > 0);
  std::vector<double> values;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < readings.size(); ++row) {
    if (!std::isfinite(readings[row])) continue;
    values.push_back(readings[row]);
    rows.push_back(row);
  }
  if (values.size() < 2 * options.shortest) return {};
  const SegmentCost cost(values, options.kind, noiseVariance(values));
  const double parameters = options.kind == ChangeKind::Mean ? 2.0 : 3.0;
  const double penalty = options.penalty_factor * parameters * std::log(static_cast<double>(values.size()));
  const CutGrid grid(values.size(), options.shortest);
  std::vector<std::size_t> cut = cheapestCut(cost, values.size(), grid, penalty);
  cut.insert(cut.begin(), 0);
  refine(cost, grid.stride, cut);
  std::vector<ChangePoint> changes;
  for (std::size_t i = 1; i + 1 < cut.size(); ++i) {
    const double saved = cost(cut[i - 1], cut[i + 1]) - cost(cut[i - 1], cut[i]) - cost(cut[i], cut[i + 1]);
    changes.push_back(
        {rows[cut[i]], meanOf(values, cut[i - 1], cut[i]), meanOf(values, cut[i], cut[i + 1]), saved, penalty});
  }
  return changes;
}

}  // namespace mw::estimation
