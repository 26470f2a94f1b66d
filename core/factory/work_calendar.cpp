// SPDX-License-Identifier: Apache-2.0
#include "core/factory/work_calendar.h"

#include <algorithm>
#include <limits>

namespace mw::factory {
namespace {

constexpr std::int64_t kDay = 86'400 * SimTime::kTicksPerSecond;
constexpr std::int64_t kWeek = 7 * kDay;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLast = kNever - 2 * kWeek;  // beyond it, sums could overflow

const std::vector<WorkCalendar::Span>& shiftsOf(const WorkCalendar::Days& days, int weekday, std::int64_t day) {
  const auto exception = days.exceptions.find(day);
  if (exception != days.exceptions.end()) return exception->second;
  return days.week[static_cast<std::size_t>((day + weekday + 7) % 7)];
}

}  // namespace

WorkCalendar::WorkCalendar() : open_per_week_(kWeek), week_{{0, kWeek, 0}} {}

WorkCalendar::WorkCalendar(const Days& days, int weekday, SimTime time_of_day) : offset_(time_of_day.ticks()) {
  compileWeek(days, weekday);
  compileZones(days, weekday);
}

std::vector<WorkCalendar::Stretch> WorkCalendar::merged(std::vector<Stretch> stretches) {
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  std::vector<Stretch> result;
  for (const Stretch& each : stretches) {
    if (!result.empty() && each.from <= result.back().to) {
      result.back().to = std::max(result.back().to, each.to);
    } else {
      result.push_back(each);
    }
  }
  Ticks open = 0;
  for (Stretch& each : result) {
    each.open_before = open;
    open += each.to - each.from;
  }
  return result;
}

void WorkCalendar::compileWeek(const Days& days, int weekday) {
  std::vector<Stretch> stretches;
  for (int day = 0; day < 7; ++day) {
    for (const Span& span : days.week[static_cast<std::size_t>((day + weekday) % 7)]) {
      const Ticks from = day * kDay + span.from.ticks();
      const Ticks to = day * kDay + span.to.ticks();
      if (from < kWeek) stretches.push_back({from, std::min(to, kWeek), 0});
      if (to > kWeek) stretches.push_back({std::max<Ticks>(from - kWeek, 0), to - kWeek, 0});
    }
  }
  week_ = merged(std::move(stretches));
  open_per_week_ = week_.empty() ? 0 : week_.back().open_before + week_.back().to - week_.back().from;
}

void WorkCalendar::compileZones(const Days& days, int weekday) {
  std::vector<std::int64_t> affected;
  for (const auto& [day, spans] : days.exceptions) {
    for (const std::int64_t each : {day, day + 1}) {
      if (each >= 0 && (affected.empty() || affected.back() < each)) affected.push_back(each);
    }
  }
  for (std::size_t i = 0; i < affected.size();) {
    std::size_t next = i + 1;
    while (next < affected.size() && affected[next] == affected[next - 1] + 1) ++next;
    Zone zone{affected[i] * kDay, (affected[next - 1] + 1) * kDay, 0, 0, 0, zone_stretches_.size(), 0};
    std::vector<Stretch> stretches;
    for (std::int64_t day = affected[i] - 1; day <= affected[next - 1]; ++day) {
      for (const Span& span : shiftsOf(days, weekday, day)) {
        const Ticks from = std::max(day * kDay + span.from.ticks(), zone.begin);
        const Ticks to = std::min(day * kDay + span.to.ticks(), zone.end);
        if (from < to) stretches.push_back({from, to, 0});
      }
    }
    zone.open_before = openBefore(zone.begin);
    for (const Stretch& each : merged(std::move(stretches))) {
      zone_stretches_.push_back(each);
      zone.open += each.to - each.from;
    }
    zone.last = zone_stretches_.size();
    zone.shift = zone.open_before + zone.open - weeklyBefore(zone.end);
    zones_.push_back(zone);
    i = next;
  }
}

/// The last stretch that begins at or before `at`; null when there is none.
const WorkCalendar::Stretch* WorkCalendar::stretchAt(const Stretch* first, const Stretch* last, Ticks at) {
  const Stretch* after =
      std::upper_bound(first, last, at, [](Ticks t, const Stretch& stretch) { return t < stretch.from; });
  return after == first ? nullptr : after - 1;
}

WorkCalendar::Ticks WorkCalendar::openWithin(const Stretch* first, const Stretch* last, Ticks at) {
  const Stretch* stretch = stretchAt(first, last, at);
  return stretch == nullptr ? 0 : stretch->open_before + std::min(at, stretch->to) - stretch->from;
}

/// When `amount` above 0 of open time is over; there is so much.
WorkCalendar::Ticks WorkCalendar::whenOpened(const Stretch* first, const Stretch* last, Ticks amount) {
  const Stretch* stretch =
      std::lower_bound(first, last, amount, [](const Stretch& each, Ticks a) { return each.open_before < a; }) - 1;
  return stretch->from + amount - stretch->open_before;
}

/// The last zone that begins at or before `at`; null when there is none.
const WorkCalendar::Zone* WorkCalendar::zoneBefore(Ticks at) const {
  const auto after =
      std::upper_bound(zones_.begin(), zones_.end(), at, [](Ticks t, const Zone& zone) { return t < zone.begin; });
  return after == zones_.begin() ? nullptr : &*(after - 1);
}

bool WorkCalendar::isOpenAt(Ticks at) const {
  const Zone* zone = zoneBefore(at);
  if (zone != nullptr && at < zone->end) {
    const Stretch* stretch = stretchAt(zone_stretches_.data() + zone->first, zone_stretches_.data() + zone->last, at);
    return stretch != nullptr && at < stretch->to;
  }
  const Stretch* stretch = stretchAt(week_.data(), week_.data() + week_.size(), at % kWeek);
  return stretch != nullptr && at % kWeek < stretch->to;
}

/// The next instant at which it may open or close: nothing changes before.
WorkCalendar::Ticks WorkCalendar::edgeAfter(Ticks at) const {
  const auto edgeWithin = [](const Stretch* first, const Stretch* last, Ticks t, Ticks end) {
    const Stretch* stretch = stretchAt(first, last, t);
    if (stretch != nullptr && t < stretch->to) return stretch->to;
    const Stretch* next = stretch == nullptr ? first : stretch + 1;
    return next == last ? end : next->from;
  };
  const Zone* zone = zoneBefore(at);
  if (zone != nullptr && at < zone->end) {
    return edgeWithin(zone_stretches_.data() + zone->first, zone_stretches_.data() + zone->last, at, zone->end);
  }
  const Zone* next = zone == nullptr ? zones_.data() : zone + 1;
  const Ticks end = next == zones_.data() + zones_.size() ? kNever : next->begin;
  if (open_per_week_ == 0 || open_per_week_ == kWeek) return end;
  const Ticks in_week = at % kWeek;
  return std::min(end, at - in_week + edgeWithin(week_.data(), week_.data() + week_.size(), in_week, kWeek));
}

WorkCalendar::Ticks WorkCalendar::weeklyBefore(Ticks at) const {
  return at / kWeek * open_per_week_ + openWithin(week_.data(), week_.data() + week_.size(), at % kWeek);
}

WorkCalendar::Ticks WorkCalendar::openBefore(Ticks at) const {
  const Zone* zone = zoneBefore(at);
  if (zone == nullptr) return weeklyBefore(at);
  if (at >= zone->end) return weeklyBefore(at) + zone->shift;
  const Stretch* stretches = zone_stretches_.data();
  return zone->open_before + openWithin(stretches + zone->first, stretches + zone->last, at);
}

bool WorkCalendar::isOpen(SimTime t) const {
  return isOpenAt(std::min(t.ticks(), kLast) + offset_);
}

SimTime WorkCalendar::nextChange(SimTime t) const {
  Ticks at = std::min(t.ticks(), kLast) + offset_;
  const bool is_open = isOpenAt(at);
  do {
    at = edgeAfter(at);
    if (at > kLast) return SimTime::never();
  } while (isOpenAt(at) == is_open);
  return SimTime::fromTicks(at - offset_);
}

SimTime WorkCalendar::nextOpen(SimTime t) const {
  return isOpen(t) ? t : nextChange(t);
}

SimTime WorkCalendar::openTime(SimTime from, SimTime to) const {
  return SimTime::fromTicks(openBefore(std::min(to.ticks(), kLast) + offset_) -
                            openBefore(std::min(from.ticks(), kLast) + offset_));
}

SimTime WorkCalendar::afterOpenTime(SimTime from, SimTime amount) const {
  if (amount == SimTime()) return from;
  const Ticks before = openBefore(std::min(from.ticks(), kLast) + offset_);
  if (amount.ticks() > kLast - before) return SimTime::never();
  const Ticks target = before + amount.ticks();
  const auto after = std::lower_bound(zones_.begin(), zones_.end(), target,
                                      [](const Zone& zone, Ticks open) { return zone.open_before < open; });
  const Zone* zone = after == zones_.begin() ? nullptr : &*(after - 1);
  if (zone != nullptr && target <= zone->open_before + zone->open) {
    const Stretch* stretches = zone_stretches_.data();
    return SimTime::fromTicks(whenOpened(stretches + zone->first, stretches + zone->last, target - zone->open_before) -
                              offset_);
  }
  if (open_per_week_ == 0) return SimTime::never();
  const Ticks weekly = zone == nullptr ? target : target - zone->shift;
  const Ticks weeks = (weekly - 1) / open_per_week_;
  if (weeks > kLast / kWeek) return SimTime::never();
  const Ticks rest = weekly - weeks * open_per_week_;
  return SimTime::fromTicks(weeks * kWeek + whenOpened(week_.data(), week_.data() + week_.size(), rest) - offset_);
}

}  // namespace mw::factory
