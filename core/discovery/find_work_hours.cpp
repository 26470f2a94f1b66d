// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/discovery/work_hours.h"

namespace mw::discovery {
namespace {

constexpr double kWeek_s = 7 * 86400.0;
constexpr double kClosedShare = 0.02;
constexpr double kChangeCost = 3;  ///< nats
constexpr double kFewestWeeks = 8;
constexpr double kDense = 0.3;
constexpr std::size_t kShortestClosed = 10;  ///< half hours
constexpr std::size_t kLongestBreak = 6;     ///< quarters of an hour

double logBeta(double a, double b) {
  return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
}

/// Log-likelihood of `seen` weeks out of `all` in an open bin less that in a closed one; the binomial factor cancels.
double evidenceForOpen(double seen, double all, double mean_share) {
  const double m = std::clamp(mean_share, 0.01, 0.99);
  const double b = (1 - m) / m;
  const double open = logBeta(1 + seen, b + all - seen) - logBeta(1, b);
  const double closed = seen * std::log(kClosedShare) + (all - seen) * std::log(1 - kClosedShare);
  return open - closed;
}

/// The likeliest states around a circle of bins: true is open.
std::vector<bool> likeliest(const std::vector<double>& for_open) {
  const std::size_t n = for_open.size();
  const std::size_t rounds = 3 * n;  // the middle round does not feel the ends
  std::vector<std::array<bool, 2>> from(rounds);
  std::array<double, 2> best{0, 0};
  for (std::size_t i = 0; i < rounds; ++i) {
    std::array<double, 2> next{};
    for (std::size_t state = 0; state < 2; ++state) {
      const bool changes = best[1 - state] - kChangeCost > best[state];
      from[i][state] = changes ? state == 0 : state == 1;
      next[state] = (changes ? best[1 - state] - kChangeCost : best[state]) + (state == 1 ? for_open[i % n] : 0);
    }
    best = next;
  }
  std::vector<bool> states(n);
  bool state = best[1] >= best[0];
  for (std::size_t i = rounds; i-- > 0;) {
    if (i / n == 1) states[i % n] = state;
    state = from[i][state ? 1 : 0];
  }
  return states;
}

/// Opens closed runs shorter than the shortest, around the circle.
void openShortRuns(std::vector<bool>& states) {
  const std::size_t n = states.size();
  const auto first_open = static_cast<std::size_t>(std::find(states.begin(), states.end(), true) - states.begin());
  if (first_open == n) return;
  for (std::size_t i = 0; i < n;) {
    std::size_t run = 0;
    while (i + run < n && !states[(first_open + i + run) % n]) ++run;
    for (std::size_t k = 0; run < kShortestClosed && k < run; ++k) states[(first_open + i + k) % n] = true;
    i += std::max<std::size_t>(run, 1);
  }
}

/// Per bin of the given length, the weeks (or days) in which there is a mark.
std::vector<std::set<long>> seenIn(const ClockMarks& marks, double until_s, double offset_s, double bin_s,
                                   double period_s) {
  std::vector<std::set<long>> seen(static_cast<std::size_t>(std::llround(period_s / bin_s)));
  const auto add = [&](double at_s) {
    if (at_s < 0 || at_s >= until_s) return;
    const double t_s = at_s + offset_s;
    const double in_period_s = std::fmod(t_s, period_s);
    seen[std::min(static_cast<std::size_t>(in_period_s / bin_s), seen.size() - 1)].insert(
        static_cast<long>(t_s / period_s));
  };
  for (const double at_s : marks.starts_s) add(at_s);
  for (const double at_s : marks.ends_s) add(at_s - 0.5);
  for (const double at_s : marks.inside_s) add(at_s);
  return seen;
}

std::bitset<WorkHours::kSlots> findShifts(const ClockMarks& marks, double until_s, double offset_s,
                                          const WorkHours* within) {
  const auto seen = seenIn(marks, until_s, offset_s, 1800, kWeek_s);
  const double weeks = std::max(1.0, until_s / kWeek_s);
  std::vector<bool> states(seen.size(), true);
  if (within != nullptr) {
    for (std::size_t i = 0; i < states.size(); ++i) states[i] = within->open()[2 * i] || within->open()[2 * i + 1];
  }
  const std::vector<bool> allowed = states;
  for (int pass = 0; pass < 4; ++pass) {
    double sum = 0;
    double open = 0;
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (!states[i]) continue;
      sum += static_cast<double>(seen[i].size());
      ++open;
    }
    std::vector<double> for_open;
    for (std::size_t i = 0; i < states.size(); ++i) {
      const double evidence = evidenceForOpen(std::min(static_cast<double>(seen[i].size()), weeks), weeks,
                                              sum / std::max(open, 1.0) / weeks);
      for_open.push_back(allowed[i] ? evidence : std::min(evidence, -kChangeCost));
    }
    states = likeliest(for_open);
    openShortRuns(states);
    for (std::size_t i = 0; i < states.size(); ++i) states[i] = states[i] && allowed[i];
  }
  std::bitset<WorkHours::kSlots> slots;
  for (std::size_t i = 0; i < slots.size(); ++i) slots[i] = states[i / 2];
  return slots;
}

/// Closes short gaps that recur on all days.
void closeBreaks(std::bitset<WorkHours::kSlots>& open, const ClockMarks& marks, double until_s, double offset_s) {
  const auto seen = seenIn({marks.starts_s, marks.ends_s, {}}, until_s, offset_s, WorkHours::kSlot_s, 86400);
  std::vector<double> days(96, 0.0);
  const double weeks = std::max(1.0, until_s / kWeek_s);
  for (std::size_t slot = 0; slot < open.size(); ++slot) days[slot % 96] += open[slot] ? weeks : 0;
  double sum = 0;
  double all = 0;
  for (std::size_t i = 0; i < 96; ++i) {
    if (days[i] == 0) continue;
    sum += std::min(static_cast<double>(seen[i].size()), days[i]);
    all += days[i];
  }
  if (all == 0 || sum < 0.5 * all) return;
  std::vector<double> for_open;
  for (std::size_t i = 0; i < 96; ++i) {
    const double evidence = evidenceForOpen(std::min(static_cast<double>(seen[i].size()), days[i]), days[i], sum / all);
    for_open.push_back(days[i] > 0 ? evidence : 0);
  }
  const std::vector<bool> states = likeliest(for_open);
  for (std::size_t i = 0; i < 96;) {
    std::size_t run = 0;
    while (i + run < 96 && !states[i + run] && days[i + run] > 0) ++run;
    const bool is_inside = i > 0 && i + run < 96 && days[i - 1] > 0 && days[i + run] > 0;
    for (std::size_t k = i; is_inside && run <= kLongestBreak && k < i + run; ++k) {
      for (std::size_t day = 0; day < 7; ++day) open[day * 96 + k] = false;
    }
    i += std::max<std::size_t>(run, 1);
  }
}

/// Shifts begin and end at the quarter of an hour of their first and last marks, not at the half hour.
void trimEdges(std::bitset<WorkHours::kSlots>& open, const ClockMarks& marks, double until_s, double offset_s) {
  const auto seen = seenIn(marks, until_s, offset_s, WorkHours::kSlot_s, kWeek_s);
  const std::bitset<WorkHours::kSlots> before = open;
  const std::size_t n = open.size();
  for (std::size_t slot = 0; slot < n; ++slot) {
    const bool is_edge = before[slot] && (!before[(slot + n - 1) % n] || !before[(slot + 1) % n]);
    if (is_edge && seen[slot].empty()) open[slot] = false;
  }
}

/// The mean share of weeks in which an open half hour has a mark.
double density(const ClockMarks& marks, double until_s, double offset_s, const WorkHours& within) {
  const auto seen = seenIn(marks, until_s, offset_s, 1800, kWeek_s);
  double sum = 0;
  double open = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (!within.open()[2 * i]) continue;
    sum += static_cast<double>(seen[i].size());
    ++open;
  }
  return sum / std::max(open, 1.0) / std::max(1.0, until_s / kWeek_s);
}

/// Half hours of the day that are open, the same on all days, from the dates on which there is any mark.
std::vector<bool> findProfile(const ClockMarks& marks, double until_s, std::size_t dates) {
  const auto seen = seenIn(marks, until_s, 0, 1800, 86400);
  std::vector<bool> states(seen.size(), true);
  const auto all = static_cast<double>(dates);
  for (int pass = 0; pass < 4; ++pass) {
    double sum = 0;
    double open = 0;
    for (std::size_t i = 0; i < states.size(); ++i) {
      sum += states[i] ? static_cast<double>(seen[i].size()) : 0;
      open += states[i] ? 1 : 0;
    }
    std::vector<double> for_open;
    for (const auto& bin : seen) {
      for_open.push_back(evidenceForOpen(static_cast<double>(bin.size()), all, sum / std::max(open, 1.0) / all));
    }
    states = likeliest(for_open);
    openShortRuns(states);
  }
  return states;
}

/// Of sparse marks: hours of the day, and weekdays on which nothing happens though that were unlikely.
WorkHours findSparse(const ClockMarks& marks, double until_s, int first_weekday, const WorkHours& within) {
  const double offset_s = first_weekday * 86400.0;
  std::array<std::set<long>, 7> active;
  std::set<long> dates;
  const auto add = [&](double at_s) {
    const double t_s = at_s + offset_s;
    active[static_cast<std::size_t>(std::fmod(t_s, kWeek_s) / 86400)].insert(static_cast<long>(t_s / kWeek_s));
    dates.insert(static_cast<long>(t_s / 86400));
  };
  for (const double at_s : marks.starts_s) add(at_s);
  for (const double at_s : marks.ends_s) add(std::max(at_s - 0.5, 0.0));
  const std::vector<bool> profile = findProfile(marks, until_s, dates.size());
  const double weeks = std::max(1.0, std::floor(until_s / kWeek_s));
  double open_days = 0;
  for (std::size_t slot = 0; slot < WorkHours::kSlots; slot += 96) open_days += within.open()[slot + 48] ? 1 : 0;
  const double share = std::min(0.999, static_cast<double>(dates.size()) / std::max(1.0, open_days * weeks));
  std::bitset<WorkHours::kSlots> open = within.open();
  for (std::size_t slot = 0; slot < open.size(); ++slot) {
    const bool is_day_off = active[slot / 96].empty() && std::pow(1 - share, weeks) < 0.01;
    if (!profile[slot % 96 / 2] || is_day_off) open[slot] = false;
  }
  return open.none() ? within : WorkHours(open, first_weekday);
}

}  // namespace

WorkHours findWorkHours(const ClockMarks& marks, double until_s, int first_weekday, const WorkHours* within) {
  const double offset_s = first_weekday * 86400.0;
  const bool is_dense =
      within == nullptr || (until_s >= kFewestWeeks * kWeek_s && density(marks, until_s, offset_s, *within) >= kDense);
  if (!is_dense) return findSparse(marks, until_s, first_weekday, *within);
  std::bitset<WorkHours::kSlots> open = findShifts(marks, until_s, offset_s, within);
  closeBreaks(open, marks, until_s, offset_s);
  trimEdges(open, marks, until_s, offset_s);
  return {open, first_weekday};
}

}  // namespace mw::discovery
