// SPDX-License-Identifier: Apache-2.0
#include "app/cli/text_histogram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace mw::cli {
namespace {

constexpr std::size_t kMostRows = 24;
constexpr std::size_t kBarCells = 48;

numerics::Histogram joined(const numerics::Histogram& histogram) {
  const std::size_t factor = (histogram.counts.size() + kMostRows - 1) / kMostRows;
  numerics::Histogram result{histogram.first_edge_s, histogram.width_s * static_cast<double>(factor), {}};
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    if (i % factor == 0) result.counts.push_back(0);
    result.counts.back() += histogram.counts[i];
  }
  return result;
}

/// The cells of a bar of this length, blanks to the right of it.
std::vector<std::string> barOf(double cells) {
  static constexpr std::array kEighths = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  std::vector<std::string> bar(kBarCells + 1, " ");
  const auto eighths = static_cast<std::size_t>(std::lround(8 * cells));
  for (std::size_t i = 0; i < eighths / 8; ++i) bar[i] = "█";
  if (eighths % 8 > 0) bar[eighths / 8] = kEighths[eighths % 8];
  return bar;
}

}  // namespace

std::vector<std::string> textHistogram(const numerics::Histogram& histogram, const numerics::Distribution* expected) {
  const numerics::Histogram rows = joined(histogram);
  const auto total = static_cast<double>(std::accumulate(rows.counts.begin(), rows.counts.end(), std::size_t{0}));
  const auto expectedIn = [&](std::size_t i) {
    return expected == nullptr ? 0 : total * (expected->cdf(rows.edge(i + 1)) - expected->cdf(rows.edge(i)));
  };
  auto highest = static_cast<double>(rows.largestCount());
  for (std::size_t i = 0; i < rows.counts.size(); ++i) highest = std::max(highest, expectedIn(i));
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < rows.counts.size(); ++i) {
    std::vector<std::string> cells = barOf(kBarCells * static_cast<double>(rows.counts[i]) / highest);
    if (expected != nullptr) {
      const double at = std::floor(kBarCells * expectedIn(i) / highest);
      cells[static_cast<std::size_t>(std::clamp(at, 0.0, double{kBarCells}))] = "●";
    }
    std::string line = fmt::format("{:>9.5g} to {:>9.5g} s  ", rows.edge(i), rows.edge(i + 1));
    for (const std::string& cell : cells) line += cell;
    lines.push_back(line + fmt::format(" {}", rows.counts[i]));
  }
  return lines;
}

}  // namespace mw::cli
