// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/routes.h"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

namespace mw::discovery {
namespace {

constexpr double kFewestOfKind = 10;
constexpr double kTellApart = 0.01;

/// Counts before they become probabilities; keys beyond the stations are the ends.
struct Counts {
  std::map<Index, double> next;
  double end = 0;
  double scrap = 0;
  double open = 0;  ///< not known whether it goes on, and goes on if it does

  [[nodiscard]] double moved() const {
    double sum = 0;
    for (const auto& [station, count] : next) sum += count;
    return sum;
  }
  [[nodiscard]] double all() const { return moved() + end + scrap + open; }
};

Outcomes outcomesOf(const Counts& counts) {
  Outcomes outcomes;
  const double all = counts.all();
  const double moved = counts.moved();
  outcomes.end = counts.end / all;
  outcomes.scrap = counts.scrap / all;
  // What is open goes on like what was seen to go on; where nothing was, it ends.
  if (!(moved > 0)) outcomes.end += counts.open / all;
  for (const auto& [station, count] : counts.next) {
    outcomes.next[station] = count / moved * (moved + counts.open) / all;
  }
  return outcomes;
}

/// Whether the rows of a table of counts differ: likelihood ratio, columns below five a row on average taken together.
/// Source: Sokal and Rohlf, Biometry (1995), chapter 17
bool areTold(const std::vector<std::vector<double>>& rows) {
  std::vector<double> column_sum(rows.front().size() + 1, 0.0);
  std::vector<std::vector<double>> table;
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) column_sum[c] += row[c];
  }
  const double fewest = 5.0 * static_cast<double>(rows.size());
  std::vector<std::vector<double>> merged(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    double rest = 0;
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      if (column_sum[c] < fewest) {
        rest += rows[r][c];
      } else {
        merged[r].push_back(rows[r][c]);
      }
    }
    merged[r].push_back(rest);
  }
  std::vector<double> row_sum(rows.size(), 0.0);
  std::vector<double> sums(merged.front().size(), 0.0);
  double all = 0;
  for (std::size_t r = 0; r < merged.size(); ++r) {
    for (std::size_t c = 0; c < sums.size(); ++c) {
      row_sum[r] += merged[r][c];
      sums[c] += merged[r][c];
      all += merged[r][c];
    }
  }
  double g = 0;
  for (std::size_t r = 0; r < merged.size(); ++r) {
    for (std::size_t c = 0; c < sums.size(); ++c) {
      if (merged[r][c] > 0) g += 2 * merged[r][c] * std::log(merged[r][c] * all / (row_sum[r] * sums[c]));
    }
  }
  const auto columns = std::count_if(sums.begin(), sums.end(), [](double sum) { return sum > 0; });
  const double freedom = static_cast<double>(rows.size() - 1) * static_cast<double>(columns - 1);
  if (freedom < 1) return false;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(freedom), std::max(g, 0.0))) < kTellApart;
}

/// Rows of the kinds that have departures enough, over all outcomes of the station.
bool kindsDiffer(const std::vector<Counts>& by_kind, const Counts& pooled) {
  std::vector<std::vector<double>> rows;
  for (const Counts& counts : by_kind) {
    if (counts.all() < kFewestOfKind) continue;
    std::vector<double> row;
    for (const auto& [station, count] : pooled.next) {
      const auto at = counts.next.find(station);
      row.push_back(at == counts.next.end() ? 0 : at->second);
    }
    row.push_back(counts.end + counts.scrap);
    rows.push_back(std::move(row));
  }
  return rows.size() > 1 && areTold(rows);
}

void add(Counts& to, const Counts& counts) {
  for (const auto& [station, count] : counts.next) to.next[station] += count;
  to.end += counts.end;
  to.scrap += counts.scrap;
  to.open += counts.open;
}

StationRoutes routesOf(const std::vector<Counts>& by_kind) {
  Counts pooled;
  for (const Counts& counts : by_kind) add(pooled, counts);
  StationRoutes routes;
  routes.departures = pooled.all();
  if (!(routes.departures > 0)) {
    routes.pooled.end = 1;
    return routes;
  }
  routes.pooled = outcomesOf(pooled);
  if (!kindsDiffer(by_kind, pooled)) return routes;
  for (const Counts& counts : by_kind) {
    routes.by_kind.push_back(counts.all() < kFewestOfKind ? routes.pooled : outcomesOf(counts));
  }
  return routes;
}

bool mayEnd(const StationRoutes& routes) {
  const auto may = [](const Outcomes& outcomes) { return outcomes.end + outcomes.scrap > 0; };
  return routes.by_kind.empty() ? may(routes.pooled) : std::all_of(routes.by_kind.begin(), routes.by_kind.end(), may);
}

bool leadsInto(const Outcomes& outcomes, const std::vector<bool>& reaches) {
  return std::any_of(outcomes.next.begin(), outcomes.next.end(),
                     [&](const auto& each) { return each.second > 0 && reaches[each.first]; });
}

/// Where cases would go round for ever, one in as many as were seen leaves.
void openTraps(std::vector<StationRoutes>& stations) {
  std::vector<bool> reaches(stations.size());
  for (std::size_t s = 0; s < stations.size(); ++s) reaches[s] = mayEnd(stations[s]);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t s = 0; s < stations.size(); ++s) {
      if (reaches[s]) continue;
      const StationRoutes& routes = stations[s];
      const bool leads = routes.by_kind.empty()
                             ? leadsInto(routes.pooled, reaches)
                             : std::all_of(routes.by_kind.begin(), routes.by_kind.end(),
                                           [&](const Outcomes& each) { return leadsInto(each, reaches); });
      if (leads) reaches[s] = changed = true;
    }
  }
  for (std::size_t s = 0; s < stations.size(); ++s) {
    if (reaches[s]) continue;
    const double leaves = 1 / (stations[s].departures + 1);
    stations[s].by_kind.clear();
    for (auto& [next, probability] : stations[s].pooled.next) probability *= 1 - leaves;
    stations[s].pooled.end += leaves;
  }
}

void countJourney(const Journey& journey, double ended, std::vector<std::vector<Counts>>& counts) {
  for (std::size_t i = 0; i < journey.visits.size(); ++i) {
    const Index from = journey.visits[i].station;
    if (from == kNone) continue;
    Counts& here = counts[from][journey.kind];
    if (i + 1 < journey.visits.size()) {
      const Index to = journey.visits[i + 1].station;
      if (to != kNone) ++here.next[to];
    } else if (!journey.isCut()) {
      (endsAsScrap(journey) ? here.scrap : here.end) += ended;
      here.open += 1 - ended;
    }
  }
}

void findEntries(const std::vector<Journey>& journeys, std::size_t kind_count, Routes& routes) {
  std::vector<Counts> by_kind(kind_count);
  Counts pooled;
  for (const Journey& journey : journeys) {
    const Index first = journey.visits.front().station;
    if (first != kNone) ++by_kind[journey.kind].next[first];
  }
  for (const Counts& counts : by_kind) add(pooled, counts);
  routes.entry = outcomesOf(pooled).next;
  if (!kindsDiffer(by_kind, pooled)) return;
  for (const Counts& counts : by_kind) {
    routes.entry_by_kind.push_back(counts.all() < kFewestOfKind ? routes.entry : outcomesOf(counts).next);
  }
}

}  // namespace

bool endsAsScrap(const Journey& journey) {
  const Visit& last = journey.visits.back();
  if (!(last.rejects > 0)) return false;
  return last.rejects >= journey.order_quantity || (last.quantity == 0 && !(journey.order_quantity > last.rejects));
}

Routes findRoutes(const std::vector<Journey>& journeys, std::size_t station_count, std::size_t kind_count,
                  double until_s) {
  Routes routes;
  CaseEnds ends = findEnds(journeys, station_count, until_s);
  routes.ended = std::move(ends.ended);
  routes.waits = ends.waits;
  std::vector<std::vector<Counts>> counts(station_count, std::vector<Counts>(kind_count));
  for (std::size_t i = 0; i < journeys.size(); ++i) countJourney(journeys[i], routes.ended[i], counts);
  for (const auto& by_kind : counts) routes.stations.push_back(routesOf(by_kind));
  openTraps(routes.stations);
  findEntries(journeys, kind_count, routes);
  return routes;
}

}  // namespace mw::discovery
