// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/study_columns.h"

#include <numeric>

namespace mw::models {
namespace {

constexpr std::size_t kMostColumns = 50;

std::vector<std::size_t> firstOf(std::size_t count) {
  std::vector<std::size_t> positions(count);
  std::iota(positions.begin(), positions.end(), std::size_t{0});
  return positions;
}

}  // namespace

std::vector<std::size_t> firstColumns(const std::vector<std::string>& responses) {
  if (responses.size() <= kMostColumns) return firstOf(responses.size());
  std::vector<std::size_t> overall;
  for (std::size_t i = 0; i < responses.size() && overall.size() < kMostColumns; ++i)
    if (!responses[i].starts_with("elements/")) overall.push_back(i);
  return overall.empty() ? firstOf(kMostColumns) : overall;
}

}  // namespace mw::models
