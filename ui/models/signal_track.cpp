// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/signal_track.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace mw::models {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kGapIntervals = 5;
constexpr std::size_t kMostIntervals = 4096;  // of which the median is taken
constexpr std::size_t kIntervalsInARow = 64;
constexpr std::size_t kPointsPerColumn = 4;
constexpr std::size_t kBlockRows = 1U << 18U;

/// Calls take(first, last) for some rows after others.
template <class Take>
void eachBlock(std::size_t rows, Take take) {
  for (std::size_t first = 0; first < rows; first += kBlockRows) take(first, std::min(rows, first + kBlockRows));
}

/// Whether there is a reading in every row.
bool isWhole(const SharedColumn& values) {
  bool is_whole = true;
  eachBlock(values.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; is_whole && i < last; ++i) is_whole = std::isfinite(values[i]);
    values.letGo(first, last);
  });
  return is_whole;
}

/// Times and values of the rows that have a reading.
std::pair<SharedColumn, SharedColumn> readingsOf(const SharedColumn& t_s, const SharedColumn& values) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < values.size(); ++i) count += std::isfinite(values[i]) ? 1 : 0;
  Column kept_t_s;
  Column kept_values;
  kept_t_s.reserve(count);
  kept_values.reserve(count);
  eachBlock(values.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      if (!std::isfinite(values[i])) continue;
      kept_t_s.push_back(t_s[i]);
      kept_values.push_back(values[i]);
    }
    t_s.letGo(first, last);
    values.letGo(first, last);
    letGo(kept_t_s);
    letGo(kept_values);
  });
  return {SharedColumn(std::move(kept_t_s)), SharedColumn(std::move(kept_values))};
}

/// A run of readings without a gap, [first, last), of those that a view needs.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Stretch> stretchesOf(const SignalTrack& track, double from_s, double to_s) {
  std::size_t first = track.rowAt(from_s);
  if (first > 0) --first;
  const std::size_t last = std::min(track.t_s.size(), track.rowAt(to_s) + 1);
  std::vector<Stretch> stretches;
  for (const SignalTrack::Gap& gap : track.gaps) {
    if (first >= last) break;
    const std::size_t after = track.rowAt(gap.to_s);
    if (after <= first) continue;
    if (after >= last) break;
    stretches.push_back({first, after});
    first = after;
  }
  if (first < last) stretches.push_back({first, last});
  return stretches;
}

/// The time of a row; from the marks where one stands there.
double timeOf(const SignalTrack& track, std::size_t row) {
  if (row >= track.t_s.size()) return track.marks.back();
  return row % SignalTrack::kMarkRows == 0 ? track.marks[row / SignalTrack::kMarkRows] : track.t_s[row];
}

/// Readings so dense that a column of them may end at the next mark.
bool isFar(std::size_t first, std::size_t last) {
  constexpr std::size_t kMarksPerColumn = 32;
  return last >= first + kMarksPerColumn * SignalTrack::kMarkRows;
}

/// Calls take(first, last) for the readings of each pixel column in turn.
template <class Take>
void eachColumn(const SignalTrack& track, const Stretch& stretch, double from_s, double width_s, Take take) {
  std::size_t first = stretch.first;
  while (first < stretch.last) {
    const double end_s = from_s + (std::floor((timeOf(track, first) - from_s) / width_s) + 1) * width_s;
    std::size_t last = track.markAt(end_s) * SignalTrack::kMarkRows;
    if (!isFar(first, last)) last = std::max(first + 1, track.rowAt(end_s));
    last = std::min(stretch.last, last);
    take(first, last);
    first = last;
  }
}

double middleOfGap(const SignalTrack& track, std::size_t after) {
  return (track.t_s[after - 1] + track.t_s[after]) / 2;
}

}  // namespace

void SignalTrack::prepare() {
  marks.clear();
  marks.reserve(t_s.size() / kMarkRows + 2);
  for (std::size_t row = 0; row < t_s.size(); row += kMarkRows) {
    marks.push_back(t_s[row]);
    if (row % kBlockRows == 0) t_s.letGo(0, row);
  }
  if (!t_s.empty()) marks.push_back(t_s.back());
  t_s.letGo(0, t_s.size());
  peaks =
      twin::MinMaxPyramid(values.shared(), [this](std::size_t first, std::size_t last) { values.letGo(first, last); });
}

std::size_t SignalTrack::markAt(double time_s) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(marks, time_s) - marks.begin());
}

std::size_t SignalTrack::rowAt(double time_s) const {
  const std::size_t mark = markAt(time_s);
  if (mark == 0) return 0;
  const std::size_t rows = t_s.size();
  return t_s.lowerBound(time_s, std::min(rows, (mark - 1) * kMarkRows), std::min(rows, mark * kMarkRows));
}

std::optional<std::size_t> SignalTrack::newestAt(double time_s) const {
  const std::size_t row = rowAt(time_s);
  if (row < t_s.size() && t_s[row] == time_s) return row;
  if (row == 0) return std::nullopt;
  return row - 1;
}

double usualInterval_s(const SharedColumn& t_s) {
  if (t_s.size() < 2) return 0;
  // Some in a row at many places: a long log is not read for it.
  std::vector<double> intervals;
  const std::size_t step = std::max<std::size_t>(1, t_s.size() / kMostIntervals) * kIntervalsInARow;
  for (std::size_t first = 1; first < t_s.size(); first += step) {
    const std::size_t last = std::min(t_s.size(), first + kIntervalsInARow);
    for (std::size_t i = first; i < last; ++i) intervals.push_back(t_s[i] - t_s[i - 1]);
  }
  const auto middle = intervals.begin() + static_cast<std::ptrdiff_t>(intervals.size() / 2);
  std::nth_element(intervals.begin(), middle, intervals.end());
  return *middle;
}

std::vector<SignalTrack::Gap> gapsIn(const SharedColumn& t_s, double gap_s) {
  std::vector<SignalTrack::Gap> gaps;
  eachBlock(t_s.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t i = std::max<std::size_t>(1, first); i < last; ++i) {
      if (t_s[i] - t_s[i - 1] > gap_s) gaps.push_back({t_s[i - 1], t_s[i]});
    }
    t_s.letGo(first, last);
  });
  return gaps;
}

SignalTrack trackOf(const SharedColumn& t_s, const SharedColumn& values, double gap_s) {
  SignalTrack track;
  const double first_s = t_s.empty() ? 0 : t_s.front();
  if (isWhole(values)) {
    track.t_s = t_s.from(first_s);
    track.values = values;
  } else {
    std::tie(track.t_s, track.values) = readingsOf(t_s.from(first_s), values);
  }
  track.gap_s = gap_s > 0 ? gap_s : kGapIntervals * usualInterval_s(track.t_s);
  track.gaps = gapsIn(track.t_s, track.gap_s);
  track.prepare();
  return track;
}

SignalTrack trackOf(std::span<const double> t_s, std::span<const double> values, double gap_s) {
  return trackOf(SharedColumn(Column(t_s.begin(), t_s.end())), SharedColumn(Column(values.begin(), values.end())),
                 gap_s);
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
      const auto range = track.peaks.range(track.values.shared(), first, last);
      if (isFar(first, last)) {
        const double middle_s = (timeOf(track, first) + timeOf(track, last)) / 2;
        add(middle_s, range.min);
        return add(middle_s, range.max);
      }
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
