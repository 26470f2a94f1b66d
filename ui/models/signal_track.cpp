// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/signal_track.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mw::models {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kGapIntervals = 5;
constexpr std::size_t kMostIntervals = 4096;  // of which the median is taken
constexpr std::size_t kPointsPerColumn = 4;

std::size_t indexOf(const std::vector<double>& t_s, double time_s) {
  return static_cast<std::size_t>(std::ranges::lower_bound(t_s, time_s) - t_s.begin());
}

/// A run of readings without a gap, [first, last), of those that a view needs.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Stretch> stretchesOf(const SignalTrack& track, double from_s, double to_s) {
  std::size_t first = indexOf(track.t_s, from_s);
  if (first > 0) --first;
  const std::size_t last = std::min(track.t_s.size(), indexOf(track.t_s, to_s) + 1);
  std::vector<Stretch> stretches;
  for (const SignalTrack::Gap& gap : track.gaps) {
    if (first >= last) break;
    const std::size_t after = indexOf(track.t_s, gap.to_s);
    if (after <= first) continue;
    if (after >= last) break;
    stretches.push_back({first, after});
    first = after;
  }
  if (first < last) stretches.push_back({first, last});
  return stretches;
}

/// Calls take(first, last) for the readings of each pixel column in turn.
template <class Take>
void eachColumn(const SignalTrack& track, const Stretch& stretch, double from_s, double width_s, Take take) {
  std::size_t first = stretch.first;
  while (first < stretch.last) {
    const double column = std::floor((track.t_s[first] - from_s) / width_s);
    const auto begin = track.t_s.begin();
    const auto end =
        std::lower_bound(begin + static_cast<std::ptrdiff_t>(first) + 1,
                         begin + static_cast<std::ptrdiff_t>(stretch.last), from_s + (column + 1) * width_s);
    const auto last = static_cast<std::size_t>(end - begin);
    take(first, last);
    first = last;
  }
}

double middleOfGap(const SignalTrack& track, std::size_t after) {
  return (track.t_s[after - 1] + track.t_s[after]) / 2;
}

}  // namespace

std::optional<std::size_t> SignalTrack::newestAt(double time_s) const {
  const auto after = std::ranges::upper_bound(t_s, time_s);
  if (after == t_s.begin()) return std::nullopt;
  return static_cast<std::size_t>(after - t_s.begin()) - 1;
}

double usualInterval_s(std::span<const double> t_s) {
  if (t_s.size() < 2) return 0;
  std::vector<double> intervals;
  const std::size_t step = std::max<std::size_t>(1, t_s.size() / kMostIntervals);
  for (std::size_t i = 1; i < t_s.size(); i += step) intervals.push_back(t_s[i] - t_s[i - 1]);
  const auto middle = intervals.begin() + static_cast<std::ptrdiff_t>(intervals.size() / 2);
  std::nth_element(intervals.begin(), middle, intervals.end());
  return *middle;
}

SignalTrack trackOf(std::span<const double> t_s, std::span<const double> values, double gap_s) {
  SignalTrack track;
  const double first_s = t_s.empty() ? 0 : t_s.front();
  track.t_s.reserve(t_s.size());
  track.values.reserve(t_s.size());
  for (std::size_t i = 0; i < t_s.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    track.t_s.push_back(t_s[i] - first_s);
    track.values.push_back(values[i]);
  }
  track.gap_s = gap_s > 0 ? gap_s : kGapIntervals * usualInterval_s(track.t_s);
  for (std::size_t i = 1; i < track.t_s.size(); ++i) {
    if (track.t_s[i] - track.t_s[i - 1] > track.gap_s) track.gaps.push_back({track.t_s[i - 1], track.t_s[i]});
  }
  track.peaks = twin::MinMaxPyramid(track.values);
  return track;
}

SignalTrack bandOf(std::span<const double> t_s, std::span<const double> values, std::span<const double> sd,
                   double gap_s) {
  SignalTrack track = trackOf(t_s, values, gap_s);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    track.low.push_back(values[i] - 2 * sd[i]);
    track.high.push_back(values[i] + 2 * sd[i]);
  }
  track.low_peaks = twin::MinMaxPyramid(track.low);
  track.high_peaks = twin::MinMaxPyramid(track.high);
  return track;
}

Outline outlineOf(const SignalTrack& track, double from_s, double to_s, int columns) {
  Outline outline;
  const double width_s = (to_s - from_s) / std::max(1, columns);
  if (track.t_s.empty() || !(width_s > 0)) return outline;
  const auto add = [&](double t_s, double value) {
    outline.t_s.push_back(t_s);
    outline.values.push_back(value);
  };
  for (const Stretch& stretch : stretchesOf(track, from_s, to_s)) {
    if (!outline.t_s.empty()) add(middleOfGap(track, stretch.first), kNaN);
    eachColumn(track, stretch, from_s, width_s, [&](std::size_t first, std::size_t last) {
      if (last - first <= kPointsPerColumn) {
        for (std::size_t i = first; i < last; ++i) add(track.t_s[i], track.values[i]);
        return;
      }
      const auto range = track.peaks.range(track.values, first, last);
      const double middle_s = (track.t_s[first] + track.t_s[last - 1]) / 2;
      add(track.t_s[first], track.values[first]);
      add(middle_s, range.min);
      add(middle_s, range.max);
      add(track.t_s[last - 1], track.values[last - 1]);
    });
  }
  return outline;
}

BandOutline bandOutlineOf(const SignalTrack& track, double from_s, double to_s, int columns) {
  BandOutline outline;
  const double width_s = (to_s - from_s) / std::max(1, columns);
  if (track.low.empty() || !(width_s > 0)) return outline;
  const auto add = [&](double t_s, double low, double high) {
    outline.t_s.push_back(t_s);
    outline.low.push_back(low);
    outline.high.push_back(high);
  };
  for (const Stretch& stretch : stretchesOf(track, from_s, to_s)) {
    if (!outline.t_s.empty()) add(middleOfGap(track, stretch.first), kNaN, kNaN);
    eachColumn(track, stretch, from_s, width_s, [&](std::size_t first, std::size_t last) {
      const double low = track.low_peaks.range(track.low, first, last).min;
      const double high = track.high_peaks.range(track.high, first, last).max;
      add(track.t_s[first], low, high);
      if (last - first > 1) add(track.t_s[last - 1], low, high);
    });
  }
  return outline;
}

}  // namespace mw::models
