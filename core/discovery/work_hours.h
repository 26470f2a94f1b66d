// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <vector>

#include "core/base/json.h"
#include "core/discovery/event_log.h"
#include "core/factory/work_calendar.h"

namespace mw::discovery {

/// Working hours as a week of quarters of an hour from Monday 00:00 on.
class WorkHours {
 public:
  static constexpr std::size_t kSlots = 7 * 96;
  static constexpr double kSlot_s = 900;

  /// Always open.
  explicit WorkHours(int first_weekday = 0);
  WorkHours(std::bitset<kSlots> open, int first_weekday);

  [[nodiscard]] const std::bitset<kSlots>& open() const { return open_; }
  [[nodiscard]] bool isAlwaysOpen() const { return open_.all(); }
  [[nodiscard]] double hoursPerWeek() const { return static_cast<double>(open_.count()) * kSlot_s / 3600; }
  /// Open seconds between two instants of the log.
  [[nodiscard]] double openTime_s(double from_s, double to_s) const;
  [[nodiscard]] bool isOpen(double at_s) const;
  /// What was worked on in that time: closed stretches within it are taken off, those that hold its start or its end
  /// were worked through.
  [[nodiscard]] double workedTime_s(double from_s, double to_s) const;
  /// The "week" of a calendar of the factory format.
  [[nodiscard]] Json weekJson() const;
  /// "Mon-Thu 06:00-14:00, 14:30-22:00; Fri 06:00-14:00".
  [[nodiscard]] std::string inWords() const;

  bool operator==(const WorkHours& other) const { return open_ == other.open_; }

 private:
  /// From and to in slots of one day, of each day.
  [[nodiscard]] std::vector<std::vector<std::pair<int, int>>> days() const;

  std::bitset<kSlots> open_;
  int first_weekday_ = 0;
  factory::WorkCalendar calendar_;
};

/// What the hours are found from: instants at which something begins or ends.
struct ClockMarks {
  std::vector<double> starts_s;
  std::vector<double> ends_s;    ///< the instant at which a shift ends belongs to it
  std::vector<double> inside_s;  ///< within work that is too short to go on over a closed stretch
  [[nodiscard]] std::size_t count() const { return starts_s.size() + ends_s.size(); }
};

/// Work shorter than this has no closed stretch in it but breaks.
inline constexpr double kShortWork_s = 4 * 3600.0;

/// The hours in which marks are seen, of the log's weeks from 0 to until_s.
///
/// Half hours of the week are either open or closed. Of W weeks, those with a mark in a closed one are binomial with
/// p = 0.02; in an open one with p from a beta distribution (1, (1 - m)/m), m their mean, for how busy open hours are
/// differs much. The likeliest sequence, each change of state costing 3 nats, is found by dynamic programming around
/// the week (Viterbi). Closed stretches below 5 h are not believed: long jobs leave such gaps too. Breaks of up to an
/// hour and a half are looked for in a second pass, in quarters of an hour of the day over all open days, and only
/// where marks are dense (half of the quarters have one).
///
/// Marks of a part of the log that are sparse (less than 8 weeks, or below 0.3 a half hour and week) say nothing of
/// single hours of the week, for what happens on one day comes in bursts: of these the hours of the day are found in
/// the same way, over the dates on which there is any mark, and weekdays without any whose probability is below 1 %.
/// @param within  hours of the whole log, outside which it stays closed; null: the marks are those of the whole log
[[nodiscard]] WorkHours findWorkHours(const ClockMarks& marks, double until_s, int first_weekday,
                                      const WorkHours* within);

}  // namespace mw::discovery
