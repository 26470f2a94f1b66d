// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/part_kinds.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "core/base/text.h"

namespace mw::discovery {
namespace {

constexpr std::size_t kFewestCases = 15;
constexpr double kFewestShare = 0.08;
constexpr std::size_t kMostBands = 3;

struct Band {
  double low = 0;
  double high = 0;
  Index kind = 0;
};

/// Edges between bands of equally many cases.
std::vector<double> bandTops(std::vector<double> quantities) {
  std::sort(quantities.begin(), quantities.end());
  const std::size_t bands = std::clamp<std::size_t>(quantities.size() / kFewestCases, 1, kMostBands);
  std::vector<double> tops;
  for (std::size_t band = 1; band < bands; ++band) {
    const double top = quantities[quantities.size() * band / bands - 1];
    if ((tops.empty() || top > tops.back()) && top < quantities.back()) tops.push_back(top);
  }
  tops.push_back(std::numeric_limits<double>::infinity());
  return tops;
}

std::string bandName(const std::string& part, const std::vector<double>& tops, std::size_t band) {
  if (tops.size() == 1) return part;
  if (band == 0) return fmt::format("{} up to {}", part, numberText(tops[0]));
  if (band + 1 == tops.size()) return fmt::format("{} above {}", part, numberText(tops[band - 1]));
  return fmt::format("{} above {} to {}", part, numberText(tops[band - 1]), numberText(tops[band]));
}

bool dependsOnQuantity(const std::vector<WorkModel>& work, const std::vector<Journey>& journeys) {
  double by_pieces_s = 0;
  double all_s = 0;
  for (const Journey& journey : journeys) {
    for (const Visit& visit : journey.visits) {
      if (visit.station == kNone) continue;
      const WorkLaw law = work[visit.station].best;
      all_s += visit.work_s;
      if (law == WorkLaw::PerPiece || law == WorkLaw::SetupPlusPieces) by_pieces_s += visit.work_s;
    }
  }
  return by_pieces_s > 0.5 * all_s;
}

}  // namespace

void findOrderQuantities(EventLog& log) {
  std::map<Index, std::pair<double, double>> range;
  std::map<Index, std::size_t> rows;
  for (const EventRow& row : log.rows) {
    if (!std::isnan(row.order_quantity)) return;
    if (std::isnan(row.quantity)) continue;
    const auto [at, is_new] = range.try_emplace(row.case_index, row.quantity, row.quantity);
    at->second.first = std::min(at->second.first, row.quantity);
    at->second.second = std::max(at->second.second, row.quantity);
    ++rows[row.case_index];
  }
  std::size_t same = 0;
  std::size_t several = 0;
  for (const auto& [key, count] : rows) {
    if (count < 2) continue;
    ++several;
    same += range[key].first == range[key].second && range[key].first > 0 ? 1 : 0;
  }
  if (several == 0 || 10 * same < 9 * several) return;
  for (EventRow& row : log.rows) {
    row.order_quantity = row.quantity;
    row.quantity = std::nan("");
  }
}

void completeQuantities(std::vector<Journey>& journeys) {
  for (Journey& journey : journeys) {
    if (!std::isnan(journey.order_quantity)) continue;
    double most = std::nan("");
    for (const Visit& visit : journey.visits) {
      const double all = visit.quantity + visit.rejects;
      if (!(most >= all) && !std::isnan(all)) most = all;
    }
    journey.order_quantity = most;
  }
}

std::vector<PartKind> assignKinds(const EventLog& log, const std::vector<WorkModel>& work,
                                  std::vector<Journey>& journeys) {
  const double fewest = std::max(kFewestShare * static_cast<double>(journeys.size()), double{kFewestCases});
  std::map<Index, std::size_t> cases_of;
  for (const Journey& journey : journeys) ++cases_of[journey.part];
  std::map<Index, std::vector<Journey*>> families;  // kNone: the others
  for (Journey& journey : journeys) {
    const bool is_own = journey.part != kNone && static_cast<double>(cases_of[journey.part]) >= fewest;
    families[is_own ? journey.part : kNone].push_back(&journey);
  }
  const bool by_quantity = dependsOnQuantity(work, journeys);
  std::vector<PartKind> kinds;
  for (auto& [part, members] : families) {
    std::vector<double> quantities;
    for (const Journey* journey : members) {
      if (!std::isnan(journey->order_quantity)) quantities.push_back(journey->order_quantity);
    }
    const std::vector<double> tops = by_quantity && !quantities.empty()
                                         ? bandTops(quantities)
                                         : std::vector<double>{std::numeric_limits<double>::infinity()};
    const std::string name = part != kNone ? log.parts[part] : families.size() > 1 ? "Other parts" : "Order";
    const std::size_t first = kinds.size();
    for (std::size_t band = 0; band < tops.size(); ++band) kinds.push_back({bandName(name, tops, band), 0, 0});
    for (Journey* journey : members) {
      const auto at = std::lower_bound(tops.begin(), tops.end() - 1, journey->order_quantity);
      journey->kind = static_cast<Index>(first + static_cast<std::size_t>(at - tops.begin()));
      ++kinds[journey->kind].cases;
      kinds[journey->kind].quantity_mean += journey->order_quantity;
    }
  }
  for (PartKind& kind : kinds) kind.quantity_mean /= static_cast<double>(kind.cases);
  std::vector<Index> kept(kinds.size(), 0);
  std::vector<PartKind> used;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    kept[i] = static_cast<Index>(used.size());
    if (kinds[i].cases > 0) used.push_back(kinds[i]);
  }
  for (Journey& journey : journeys) journey.kind = kept[journey.kind];
  return used;
}

}  // namespace mw::discovery
