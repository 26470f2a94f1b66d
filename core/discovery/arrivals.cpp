// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/arrivals.h"

#include <algorithm>
#include <cmath>

namespace mw::discovery {
namespace {

constexpr std::size_t kFewestMarks = 60;
constexpr double kSureBurst = 13.8;  ///< twice the log likelihood ratio, p about 0.0002 of chi-squared(1)

double logLikelihood(double count, double time_s) {
  return count > 0 && time_s > 0 ? count * std::log(count / time_s) : 0;
}

/// The end of the burst at the beginning; 0 where there is none.
double burstEnd(const std::vector<double>& starts_s, double until_s, const WorkHours& hours) {
  const double all_s = hours.openTime_s(0, until_s);
  const auto all = static_cast<double>(starts_s.size());
  double best = kSureBurst;
  double end_s = 0;
  for (std::size_t i = 4; i + 1 < starts_s.size() && starts_s[i] < until_s / 3; ++i) {
    if (starts_s[i + 1] == starts_s[i]) continue;
    const double early_s = hours.openTime_s(0, starts_s[i]);
    const auto early = static_cast<double>(i + 1);
    const double rate = early / std::max(early_s, 1.0);
    const double later_rate = (all - early) / std::max(all_s - early_s, 1.0);
    const double ratio =
        2 * (logLikelihood(early, early_s) + logLikelihood(all - early, all_s - early_s) - logLikelihood(all, all_s));
    if (rate < 1.5 * later_rate || ratio <= best) continue;
    best = ratio;
    end_s = starts_s[i];
  }
  return end_s;
}

}  // namespace

Arrivals findArrivals(const std::vector<Journey>& journeys, double until_s, const WorkHours& whole, int first_weekday,
                      const FitChoices& choices) {
  Arrivals arrivals;
  for (const Journey& journey : journeys) {
    arrivals.starts_s.push_back(journey.start_s());
    arrivals.kinds.push_back(journey.kind);
  }
  arrivals.hours = whole;
  if (arrivals.starts_s.size() >= kFewestMarks) {
    arrivals.hours = findWorkHours({arrivals.starts_s, {}, {}}, until_s, first_weekday, &whole);
    arrivals.has_own_hours = !(arrivals.hours == whole);
  }
  arrivals.from_s = burstEnd(arrivals.starts_s, until_s, arrivals.hours);
  std::vector<double> gaps_s;
  double before_s = arrivals.from_s;
  for (const double start_s : arrivals.starts_s) {
    if (start_s <= arrivals.from_s && arrivals.from_s > 0) {
      ++arrivals.under_way;
      continue;
    }
    gaps_s.push_back(arrivals.hours.openTime_s(before_s, start_s));
    before_s = start_s;
  }
  if (arrivals.from_s == 0 && !gaps_s.empty()) gaps_s.erase(gaps_s.begin());  // since midnight, no interarrival time
  arrivals.interarrival = fittedTime(gaps_s, choices);
  const double mean_s = arrivals.interarrival.mean_s;
  arrivals.per_week = mean_s > 0 ? arrivals.hours.hoursPerWeek() * 3600 / mean_s : 0;
  return arrivals;
}

bool isCohort(const std::vector<Journey>& journeys, double end_s) {
  if (journeys.size() < 5) return false;
  double longest_s = 0;
  for (std::size_t i = 1; i < journeys.size(); ++i) {
    longest_s = std::max(longest_s, journeys[i].start_s() - journeys[i - 1].start_s());
  }
  const double silence_s = end_s - journeys.back().start_s();
  const double mean_s =
      (journeys.back().start_s() - journeys.front().start_s()) / static_cast<double>(journeys.size() - 1);
  return silence_s > 5 * 86400 && silence_s > longest_s && silence_s > 10 * mean_s;
}

}  // namespace mw::discovery
