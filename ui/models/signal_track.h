// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/twin/min_max_pyramid.h"
#include "ui/models/shared_column.h"

namespace mw::models {

/// A signal made ready to be drawn over any stretch of time: its readings, and where they stay away. A plain value.
struct SignalTrack {
  static constexpr std::size_t kMarkRows = 2 * twin::MinMaxPyramid::kBlock;

  /// A stretch of time without readings.
  struct Gap {
    double from_s = 0;
    double to_s = 0;
  };
  SharedColumn t_s;           ///< since the first stamp of the log; of readings alone, so never a NaN
  SharedColumn values;        ///< as many
  Column low;                 ///< mean - 2 sd, where there is a band; else empty
  Column high;                ///< mean + 2 sd
  std::vector<Gap> gaps;      ///< longer than gap_s
  double gap_s = 0;           ///< the longest time between readings that is none
  std::vector<double> marks;  ///< every kMarkRows-th of t_s, and one past the end: a view of a long log looks at these
  twin::MinMaxPyramid peaks;
  twin::MinMaxPyramid low_peaks;
  twin::MinMaxPyramid high_peaks;

  /// Makes marks and peaks of t_s and values.
  void prepare();
  /// The first mark at a time or after it; marks.size() past the last.
  [[nodiscard]] std::size_t markAt(double t_s) const;
  /// The first reading at a time or after it; values.size() past the last.
  [[nodiscard]] std::size_t rowAt(double t_s) const;
  /// Index of the newest reading at a time; nothing before the first.
  [[nodiscard]] std::optional<std::size_t> newestAt(double t_s) const;
};

/// Shares both columns where every row has a reading; has its own where not.
/// @param t_s     growing
/// @param values  as many; NaN = no reading
/// @param gap_s   0: five times the usual interval
[[nodiscard]] SignalTrack trackOf(const SharedColumn& t_s, const SharedColumn& values, double gap_s);
/// The same of copies.
[[nodiscard]] SignalTrack trackOf(std::span<const double> t_s, std::span<const double> values, double gap_s);
/// The same with a band. @param sd  as many as values
[[nodiscard]] SignalTrack bandOf(std::span<const double> t_s, std::span<const double> values,
                                 std::span<const double> sd, double gap_s);

/// The usual interval between readings: the median, of some thousand of them where there are many.
[[nodiscard]] double usualInterval_s(const SharedColumn& t_s);

/// Stretches longer than gap_s between times that grow.
[[nodiscard]] std::vector<SignalTrack::Gap> gapsIn(const SharedColumn& t_s, double gap_s);

/// A curve with no more points than the screen can show. A NaN stands in every gap, so that lines break there.
struct Outline {
  std::vector<double> t_s;
  std::vector<double> values;
};

/// Readings within [from_s, to_s] and one on either side. Where more than four fall on a pixel column, the first, the
/// smallest, the largest and the last stand for them: the drawn line covers the same pixels. Where thousands do, the
/// two extremes alone, of columns that are off by less than a thirtieth of their width, without a look at single
/// readings.
[[nodiscard]] Outline outlineOf(const SignalTrack& track, double from_s, double to_s, int columns);
/// Lower and upper edge of the band in that way: the smallest and the largest of each pixel column.
struct BandOutline {
  std::vector<double> t_s;
  std::vector<double> low;
  std::vector<double> high;
};
[[nodiscard]] BandOutline bandOutlineOf(const SignalTrack& track, double from_s, double to_s, int columns);

}  // namespace mw::models
