// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/waits.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace mw::discovery {
namespace {

constexpr std::size_t kFewestWaits = 8;

/// When a group of resources could have taken a case.
class Availability {
 public:
  Availability(const ResourceGroup& group, std::vector<Stretch> taken) : group_(group) {
    std::vector<std::pair<double, int>> steps;
    for (const Stretch& each : taken) {
      if (!(each.to_s > each.from_s)) continue;
      steps.emplace_back(each.from_s, 1);
      steps.emplace_back(each.to_s, -1);
    }
    std::sort(steps.begin(), steps.end());
    int level = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      level += steps[i].second;
      if (i + 1 < steps.size() && steps[i + 1].first == steps[i].first) continue;
      const bool is_full = level >= static_cast<int>(group.capacity);
      if (is_full && (full_.empty() || full_.back().to_s >= 0)) full_.push_back({steps[i].first, -1});
      if (!is_full && !full_.empty() && full_.back().to_s < 0) full_.back().to_s = steps[i].first;
    }
  }

  /// The last instant in [from, to) at which it was open and not full.
  [[nodiscard]] std::optional<double> lastFree(double from_s, double to_s) const {
    double at_s = to_s;
    while (at_s > from_s) {
      at_s = lastOpenBefore(from_s, at_s);
      if (!(at_s > from_s)) return std::nullopt;
      const Stretch* full = fullBefore(at_s);
      if (full == nullptr || full->to_s < at_s) return at_s;
      at_s = full->from_s;
    }
    return std::nullopt;
  }

  /// Open time in which it was full.
  [[nodiscard]] double contention_s(double from_s, double to_s) const {
    double sum_s = 0;
    auto full = std::upper_bound(full_.begin(), full_.end(), to_s,
                                 [](double at, const Stretch& each) { return at < each.from_s; });
    while (full != full_.begin()) {
      --full;
      if (full->to_s <= from_s) break;
      sum_s += group_.hours.openTime_s(std::max(full->from_s, from_s), std::min(full->to_s, to_s));
    }
    return sum_s;
  }

 private:
  /// The full stretch that begins before an instant, the latest.
  [[nodiscard]] const Stretch* fullBefore(double at_s) const {
    const auto after = std::lower_bound(full_.begin(), full_.end(), at_s,
                                        [](const Stretch& each, double at) { return each.from_s < at; });
    return after == full_.begin() ? nullptr : &*(after - 1);
  }

  /// The end of the last open stretch before at_s, or at_s itself; from_s where there is none.
  [[nodiscard]] double lastOpenBefore(double from_s, double at_s) const {
    if (group_.hours.isAlwaysOpen()) return at_s;
    double end_s = at_s;
    for (std::size_t step = 0; step <= WorkHours::kSlots && end_s > from_s; ++step) {
      const double begin_s = (std::ceil(end_s / WorkHours::kSlot_s) - 1) * WorkHours::kSlot_s;
      if (group_.hours.isOpen(std::max(begin_s, 0.0))) return end_s;
      end_s = begin_s;
    }
    return from_s;
  }

  const ResourceGroup& group_;
  std::vector<Stretch> full_;
};

std::vector<Availability> availabilities(const EventLog& log, const std::vector<ResourceGroup>& groups,
                                         double until_s) {
  std::vector<Index> group_of(log.resources.size(), kNone);
  for (Index group = 0; group < groups.size(); ++group) {
    for (const Index member : groups[group].members) group_of[member] = group;
  }
  std::vector<std::vector<Stretch>> taken(groups.size());
  for (const EventRow& row : log.rows) {
    const Index group = group_of[row.resource];
    if (group == kNone || row.start_s >= until_s) continue;
    taken[group].push_back({row.start_s, std::min(row.complete_s, until_s)});
  }
  std::vector<Availability> result;
  for (std::size_t group = 0; group < groups.size(); ++group)
    result.emplace_back(groups[group], std::move(taken[group]));
  return result;
}

class DelayFinder {
 public:
  DelayFinder(const std::vector<ResourceGroup>& groups, const StationTable& table,
              const std::vector<Availability>& available)
      : groups_(groups), table_(table), available_(available), delays_(table.stations.size()) {}

  void add(const Journey& journey) {
    double end_s = journey.start_s();
    for (std::size_t i = 0; i < journey.visits.size(); ++i) {
      const Visit& visit = journey.visits[i];
      if (visit.station != kNone) addVisit(visit, end_s, i == 0);
      spent_.overlap_s += std::max(0.0, std::min(end_s, visit.complete_s) - visit.start_s);
      end_s = std::max(end_s, visit.complete_s);
    }
    spent_.total_s += end_s - journey.start_s();
  }

  /// A wait that was not over, for one of the stations that may come next: of its delay is known what would be of one
  /// that ended now.
  void addOpen(double enabled_s, double until_s, double weight, const Outcomes& outcomes) {
    OpenWait open;
    double all = 0;
    for (const auto& [station, probability] : outcomes.next) all += probability;
    for (const auto& [station, probability] : outcomes.next) {
      const Availability& available = available_[table_.stations[station].group];
      const double delay_s = available.lastFree(enabled_s, until_s).value_or(enabled_s) - enabled_s;
      open.delay_s.emplace_back(station, delay_s);
      open.weight.push_back(weight * probability / all);
    }
    open_.push_back(std::move(open));
  }

  Delays finish(const WaitLaw& law, double until_s) {
    shareOpen();
    Delays result;
    std::vector<Lasting> all;
    for (const auto& own : delays_) all.insert(all.end(), own.begin(), own.end());
    Survival pooled(std::move(all));
    extend(pooled, law, until_s);
    for (auto& own : delays_) {
      const auto seen = static_cast<std::size_t>(
          std::count_if(own.begin(), own.end(), [](const Lasting& each) { return each.is_over; }));
      result.seen.push_back(seen);
      result.is_borrowed.push_back(seen < kFewestWaits);
      result.before.push_back(seen < kFewestWaits ? pooled : Survival(std::move(own)));
      extend(result.before.back(), law, until_s);
    }
    result.spent = spent_;
    return result;
  }

 private:
  void addVisit(const Visit& visit, double enabled_s, bool is_first) {
    const Index group = table_.stations[visit.station].group;
    const WorkHours& hours = groups_[group].hours;
    const double length_s = visit.complete_s - visit.start_s;
    const double open_s = hours.workedTime_s(visit.start_s, visit.complete_s);
    const double interrupted_s = std::max(0.0, open_s - visit.work_s - visit.setup_s);
    spent_.work_s += visit.work_s + visit.setup_s;
    spent_.closed_s += length_s - open_s;
    spent_.interrupted_s += interrupted_s;
    double delay_s = visit.is_cut ? 0 : interrupted_s;
    if (visit.start_s > enabled_s) {
      const double wait_s = visit.start_s - enabled_s;
      const double closed_s = wait_s - hours.openTime_s(enabled_s, visit.start_s);
      const double contention_s = available_[group].contention_s(enabled_s, visit.start_s);
      spent_.closed_s += closed_s;
      spent_.contention_s += contention_s;
      spent_.unexplained_s += std::max(0.0, wait_s - closed_s - contention_s);
      delay_s += available_[group].lastFree(enabled_s, visit.start_s).value_or(enabled_s) - enabled_s;
    }
    if (!is_first) delays_[visit.station].push_back({delay_s, 1, true});
  }

  struct OpenWait {
    std::vector<std::pair<Index, double>> delay_s;  ///< by station
    std::vector<double> weight;                     ///< as delay_s: probability of the way
  };

  /// Whoever is delayed long is on the way to where delays are long: shares by probability and survival so far.
  void shareOpen() {
    std::vector<Survival> seen;
    for (const auto& own : delays_) seen.emplace_back(own);
    for (const OpenWait& open : open_) {
      double before = 0;
      double after = 0;
      std::vector<double> shares = open.weight;
      for (std::size_t i = 0; i < shares.size(); ++i) {
        const auto& [station, delay_s] = open.delay_s[i];
        before += shares[i];
        if (delay_s > 0) shares[i] *= seen[station].longerThan(delay_s);
        after += shares[i];
      }
      if (!(after > 0)) shares = open.weight;
      const double factor = before / (after > 0 ? after : before);
      for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares[i] > 0)
          delays_[open.delay_s[i].first].push_back({open.delay_s[i].second, shares[i] * factor, false});
      }
    }
  }

  /// A tail that was not over lasts as the law of waits says, but no longer than twice the part of the log.
  static void extend(Survival& survival, const WaitLaw& law, double until_s) {
    survival.moveTail(law.meanBeyond_s(survival.last_s(), 2 * until_s));
  }

  const std::vector<ResourceGroup>& groups_;
  const StationTable& table_;
  const std::vector<Availability>& available_;
  std::vector<std::vector<Lasting>> delays_;
  std::vector<OpenWait> open_;
  TimeSpent spent_;
};

}  // namespace

Delays findDelays(const EventLog& log, const std::vector<ResourceGroup>& groups, const StationTable& table,
                  const std::vector<Journey>& journeys, const Routes& routes, double until_s) {
  const std::vector<Availability> available = availabilities(log, groups, until_s);
  DelayFinder finder(groups, table, available);
  for (std::size_t i = 0; i < journeys.size(); ++i) {
    const Journey& journey = journeys[i];
    finder.add(journey);
    if (journey.isCut() || journey.visits.back().station == kNone || routes.ended[i] > 1 - 1e-9) continue;
    const Outcomes& outcomes = routes.stations[journey.visits.back().station].pooled;
    if (!outcomes.next.empty()) finder.addOpen(journey.end_s(), until_s, 1 - routes.ended[i], outcomes);
  }
  return finder.finish(routes.waits, until_s);
}

}  // namespace mw::discovery
