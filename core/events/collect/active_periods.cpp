// SPDX-License-Identifier: Apache-2.0
#include "core/events/collect/active_periods.h"

#include <algorithm>
#include <limits>

namespace mw::events {
namespace {

double secondsOf(Ticks ticks) {
  return static_cast<double>(ticks) * 1e-9;
}

}  // namespace

ActivePeriods::ActivePeriods(Index units) : units_(units) {
  ending_.reserve(units);
  reigns_.reserve(units + std::size_t{2});
}

void ActivePeriods::begin(Index unit, Ticks now) {
  if (now > ending_at_) close(now);
  Unit& own = units_[unit];
  own.ended = kOpen;
  if (own.is_listed) return;  // the pause lasted no time
  own.is_listed = true;
  own.since = now;
  own.before = newest_;
  own.after = kNone;
  (newest_ == kNone ? oldest_ : units_[newest_].after) = unit;
  newest_ = unit;
}

void ActivePeriods::end(Index unit, Ticks now) {
  if (now > ending_at_) close(now);
  units_[unit].ended = now;
  ending_at_ = now;
  ending_.push_back(unit);
}

/// Ends for good what ended before now.
void ActivePeriods::close(Ticks now) {
  for (const Index unit : ending_) {
    if (units_[unit].is_listed && units_[unit].ended != kOpen) close(unit);
  }
  ending_.clear();
  ending_at_ = now;
}

void ActivePeriods::close(Index unit) {
  Unit& own = units_[unit];
  const bool is_oldest = unit == oldest_;
  unlink(unit);
  own.is_listed = false;
  if (own.ended == own.since) return;
  own.active += measured(own.since, own.ended);
  if (own.ended > measured_from_) {
    own.in_periods += own.ended - own.since;
    ++own.periods;
  }
  if (!is_oldest) return;  // an older one is open, which is longer all the while
  crown(unit, own.since, own.ended);
  settle(oldest_ == kNone ? own.ended : units_[oldest_].since);
}

void ActivePeriods::unlink(Index unit) {
  const Unit& own = units_[unit];
  (own.before == kNone ? oldest_ : units_[own.before].after) = own.after;
  (own.after == kNone ? newest_ : units_[own.after].before) = own.before;
}

/// Of the periods before, the longer ones began earlier: the new one is the longest from the end of the last of those.
void ActivePeriods::crown(Index unit, Ticks begin, Ticks end) {
  const auto isShorter = [&](const Reign& reign) { return reign.end - reign.begin < end - begin; };
  while (!reigns_.empty() && reigns_.back().from >= begin && isShorter(reigns_.back())) reigns_.pop_back();
  Ticks from = begin;
  if (!reigns_.empty() && !isShorter(reigns_.back())) from = std::max(begin, reigns_.back().end);
  if (from < end) reigns_.push_back({unit, from, begin, end});
}

/// Counts the reigns before `until`, which no period to come can shorten, and whose successors none can replace.
void ActivePeriods::settle(Ticks until) {
  std::size_t counted = 0;
  while (counted + 1 < reigns_.size() && reigns_[counted + 1].end <= until) {
    count(reigns_[counted], &reigns_[counted + 1]);
    before_ = reigns_[counted++];
  }
  reigns_.erase(reigns_.begin(), reigns_.begin() + static_cast<std::ptrdiff_t>(counted));
}

void ActivePeriods::count(const Reign& reign, const Reign* next) {
  const Ticks to = next ? std::min(reign.end, next->from) : reign.end;
  const Ticks sole_from = std::max(reign.from, before_.end);
  const Ticks sole_to = next ? std::min(to, next->begin) : to;
  Unit& own = units_[reign.unit];
  own.bottleneck += measured(reign.from, to);
  if (window_ > 0) countWindows(reign.unit, std::max(reign.from, measured_from_), to);
  if (sole_from < sole_to) own.sole += measured(sole_from, sole_to);
}

void ActivePeriods::countWindows(Index unit, Ticks from, Ticks to) {
  while (from < to) {
    const Ticks window = (from - measured_from_) / window_;
    const Ticks until = std::min(to, measured_from_ + (window + 1) * window_);
    addToWindow(unit, static_cast<std::uint32_t>(window), until - from);
    from = until;
  }
}

/// Reigns come in order of time, so only the last window can be met again.
void ActivePeriods::addToWindow(Index unit, std::uint32_t window, Ticks ticks) {
  for (auto last = windows_.rbegin(); last != windows_.rend() && last->window == window; ++last) {
    if (last->unit != unit) continue;
    last->ticks += ticks;
    return;
  }
  windows_.push_back({unit, window, ticks});
}

void ActivePeriods::beginMeasuring(Ticks now) {
  for (Unit& unit : units_) unit.active = unit.bottleneck = unit.sole = unit.in_periods = unit.periods = 0;
  windows_.clear();
  measured_from_ = now;
}

Ticks ActivePeriods::measured(Ticks from, Ticks to) const {
  return std::max<Ticks>(0, to - std::max(from, measured_from_));
}

/// All periods ended at `now`, and all reigns counted.
ActivePeriods ActivePeriods::closedAt(Ticks now) const {
  ActivePeriods last = *this;
  last.close(now);
  while (last.oldest_ != kNone) {  // the oldest first: it is the longest
    last.units_[last.oldest_].ended = now;
    last.close(last.oldest_);
  }
  while (!last.reigns_.empty()) {
    last.count(last.reigns_.front(), last.reigns_.size() > 1 ? &last.reigns_[1] : nullptr);
    last.before_ = last.reigns_.front();
    last.reigns_.erase(last.reigns_.begin());
  }
  return last;
}

std::vector<ActiveTimes> ActivePeriods::timesAt(Ticks now) const {
  const ActivePeriods last = closedAt(now);
  std::vector<ActiveTimes> times;
  for (const Unit& unit : last.units_) {
    times.push_back({secondsOf(unit.active), secondsOf(unit.bottleneck), secondsOf(unit.sole), unit.periods,
                     std::numeric_limits<double>::quiet_NaN()});
    if (unit.periods > 0) times.back().mean_period_s = secondsOf(unit.in_periods) / static_cast<double>(unit.periods);
  }
  return times;
}

std::vector<BottleneckTime> ActivePeriods::windowsAt(Ticks now) const {
  std::vector<BottleneckTime> times;
  for (const WindowTicks& window : closedAt(now).windows_) {
    times.push_back({window.unit, window.window, secondsOf(window.ticks)});
  }
  return times;
}

}  // namespace mw::events
