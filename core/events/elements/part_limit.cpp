// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "core/base/error.h"
#include "core/events/elements/simulator.h"

namespace mw::events {
namespace {

/// Names the places that hold the most parts, fullest first.
constexpr std::size_t kMostNamed = 3;

}  // namespace

/// Makes room for more parts, up to the bound. Called when the room is used up, so the bound costs nothing per part.
void Simulator::growParts() {
  if (parts_.size() >= settings_.max_parts) refuseTooManyParts();
  parts_.reserve(std::min<std::size_t>(2 * parts_.size() + 1, settings_.max_parts));
}

void Simulator::refuseTooManyParts() const {
  std::vector<Index> fullest(model_.element_ids.size());  // not those on vehicles
  std::iota(fullest.begin(), fullest.end(), Index{0});
  std::stable_sort(fullest.begin(), fullest.end(),
                   [this](Index a, Index b) { return elements_[a].content > elements_[b].content; });
  std::string where;
  for (std::size_t i = 0; i < std::min(kMostNamed, fullest.size()); ++i) {
    const std::int64_t content = elements_[fullest[i]].content;
    if (content == 0) break;
    const bool is_source = model_.elements[fullest[i]].kind == ElementKind::Source;
    where += fmt::format("{}{} {} \"{}\"", where.empty() ? "" : ", ", content, is_source ? "outside" : "in",
                         model_.element_ids[fullest[i]]);
  }
  throw InputError({"", fmt::format("/elements/{}", fullest.front()), 0, 0},
                   fmt::format("over {} parts are present at once at {:.6g} s: {}", settings_.max_parts,
                               static_cast<double>(now_) * 1e-9, where),
                   "lower the arrivals, raise the capacity behind them, or allow more parts (--max-parts)");
}

}  // namespace mw::events
