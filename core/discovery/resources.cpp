// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/resources.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/discovery/overlaps.h"

namespace mw::discovery {
namespace {

constexpr std::size_t kFewestRows = 8;
constexpr std::size_t kFewestMarks = 60;
constexpr double kCoveredBusyTime = 0.95;

struct Profile {
  std::map<Index, double> rows;                      ///< by activity
  std::map<Index, std::vector<double>> durations_s;  ///< by activity
  std::map<Index, std::vector<Stretch>> by_case;
  double row_count = 0;
};

std::vector<Profile> profilesOf(const EventLog& log, double until_s) {
  std::vector<Profile> profiles(log.resources.size());
  for (const EventRow& row : log.rows) {
    if (row.start_s >= until_s || row.kind == RowKind::Breakdown) continue;
    Profile& profile = profiles[row.resource];
    ++profile.rows[row.activity];
    ++profile.row_count;
    profile.by_case[row.case_index].push_back({row.start_s, row.complete_s});
    if (row.complete_s <= until_s) profile.durations_s[row.activity].push_back(row.complete_s - row.start_s);
  }
  return profiles;
}

double cosine(const std::map<Index, double>& a, const std::map<Index, double>& b) {
  double ab = 0;
  double aa = 0;
  double bb = 0;
  for (const auto& [key, count] : a) {
    aa += count * count;
    const auto other = b.find(key);
    if (other != b.end()) ab += count * other->second;
  }
  for (const auto& [key, count] : b) bb += count * count;
  return ab / std::sqrt(aa * bb);
}

/// Two-sample Kolmogorov-Smirnov at 1 %. Source: Smirnov (1948); c(0.01) = 1.628.
bool areTold(std::vector<double> a, std::vector<double> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  const auto n = static_cast<double>(a.size());
  const auto m = static_cast<double>(b.size());
  double largest = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    const double at = std::min(a[i], b[k]);
    while (i < a.size() && a[i] <= at) ++i;
    while (k < b.size() && b[k] <= at) ++k;
    largest = std::max(largest, std::abs(static_cast<double>(i) / n - static_cast<double>(k) / m));
  }
  return largest > 1.628 * std::sqrt((n + m) / (n * m));
}

bool areParallel(const Profile& a, const Profile& b) {
  const double fewest = static_cast<double>(kFewestRows);
  if (a.row_count < fewest || b.row_count < fewest || cosine(a.rows, b.rows) < 0.8) return false;
  std::size_t both = 0;
  for (const auto& [key, stretches] : a.by_case) both += b.by_case.contains(key) ? 1 : 0;
  const std::size_t smaller = std::min(a.by_case.size(), b.by_case.size());
  if (2 * both > smaller && smaller > 4) return false;
  const auto main =
      std::max_element(a.rows.begin(), a.rows.end(), [](const auto& x, const auto& y) { return x.second < y.second; });
  const auto times_a = a.durations_s.find(main->first);
  const auto times_b = b.durations_s.find(main->first);
  if (times_a == a.durations_s.end() || times_b == b.durations_s.end()) return false;
  if (std::min(times_a->second.size(), times_b->second.size()) < kFewestRows) return false;
  return !areTold(times_a->second, times_b->second);
}

std::size_t capacityOf(const Profile& profile) {
  std::vector<Stretch> all;
  for (const auto& [key, stretches] : profile.by_case) {
    const std::vector<Stretch> own = joined(stretches);
    all.insert(all.end(), own.begin(), own.end());
  }
  return usualAtOnce(all, kCoveredBusyTime);
}

ClockMarks marksOf(const EventLog& log, double until_s, const std::set<Index>& members) {
  ClockMarks marks;
  for (const EventRow& row : log.rows) {
    if (!members.empty() && !members.contains(row.resource)) continue;
    if (row.start_s < until_s) marks.starts_s.push_back(row.start_s);
    if (row.complete_s < until_s) marks.ends_s.push_back(row.complete_s);
    if (row.complete_s - row.start_s > kShortWork_s) continue;
    const double last_s = std::min(row.complete_s, until_s);
    for (double at_s = row.start_s + WorkHours::kSlot_s; at_s < last_s; at_s += WorkHours::kSlot_s) {
      marks.inside_s.push_back(at_s);
    }
  }
  return marks;
}

}  // namespace

std::vector<ResourceGroup> groupResources(const EventLog& log, double until_s) {
  const std::vector<Profile> profiles = profilesOf(log, until_s);
  std::vector<ResourceGroup> groups;
  for (Index resource = 0; resource < profiles.size(); ++resource) {
    if (profiles[resource].row_count == 0) continue;
    const auto at = std::find_if(groups.begin(), groups.end(), [&](const ResourceGroup& group) {
      return std::all_of(group.members.begin(), group.members.end(),
                         [&](Index member) { return areParallel(profiles[member], profiles[resource]); });
    });
    if (at == groups.end()) {
      groups.push_back({log.resources[resource], {resource}, capacityOf(profiles[resource]), WorkHours(), false});
    } else {
      at->members.push_back(resource);
      at->capacity += capacityOf(profiles[resource]);
      at->name += " + " + log.resources[resource];
    }
  }
  return groups;
}

WorkHours findHours(const EventLog& log, double until_s, std::vector<ResourceGroup>& groups) {
  const WorkHours all = findWorkHours(marksOf(log, until_s, {}), until_s, log.firstWeekday(), nullptr);
  for (ResourceGroup& group : groups) {
    group.hours = all;
    const ClockMarks marks = marksOf(log, until_s, {group.members.begin(), group.members.end()});
    if (marks.count() < kFewestMarks) continue;
    group.hours = findWorkHours(marks, until_s, log.firstWeekday(), &all);
    group.has_own_hours = !(group.hours == all);
  }
  return all;
}

}  // namespace mw::discovery
