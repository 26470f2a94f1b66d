// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/survival.h"

#include <algorithm>

namespace mw::discovery {

Survival::Survival(std::vector<Lasting> times) {
  // Of equal times, those that were over come first: the censored ones lasted longer.
  std::sort(times.begin(), times.end(), [](const Lasting& a, const Lasting& b) {
    return a.time_s != b.time_s ? a.time_s < b.time_s : a.is_over > b.is_over;
  });
  double at_risk = 0;
  for (const Lasting& each : times) at_risk += each.weight;
  double left = 1;
  for (const Lasting& each : times) {
    if (each.is_over && at_risk > 0) {
      const double mass = left * std::min(1.0, each.weight / at_risk);
      if (!masses_.empty() && masses_.back().time_s == each.time_s) {
        masses_.back().probability += mass;
      } else {
        masses_.push_back({each.time_s, mass});
      }
      left -= mass;
    }
    at_risk -= each.weight;
  }
  if (times.empty()) return;
  last_s_ = times.back().time_s;
  if (left <= 1e-12) return;
  tail_ = left;
  if (masses_.empty() || masses_.back().time_s < times.back().time_s) masses_.push_back({times.back().time_s, 0});
  masses_.back().probability += left;
}

void Survival::moveTail(double to_s) {
  if (tail_ <= 0 || to_s <= last_s_) return;
  masses_.back().probability -= tail_;
  if (masses_.back().probability <= 1e-12) masses_.pop_back();
  masses_.push_back({to_s, tail_});
}

double Survival::longerThan(double time_s) const {
  double sum = 1;
  for (const Mass& mass : masses_) {
    if (mass.time_s > time_s) break;
    sum -= mass.probability;
  }
  return std::max(sum, 0.0);
}

double Survival::mean_s() const {
  double sum_s = 0;
  for (const Mass& mass : masses_) sum_s += mass.time_s * mass.probability;
  return sum_s;
}

std::vector<double> Survival::values(std::size_t count) const {
  std::vector<double> values(masses_.empty() ? 0 : count, 0.0);
  const double share = 1.0 / static_cast<double>(count);
  std::size_t i = 0;
  double room = share;
  for (const Mass& mass : masses_) {
    double left = mass.probability;
    while (left > 0 && i < values.size()) {
      const double taken = std::min(left, room);
      values[i] += mass.time_s * taken / share;
      left -= taken;
      room -= taken;
      if (room > 1e-12 * share || i + 1 == values.size()) break;
      ++i;
      room = share;
    }
    if (left > 0 && i + 1 == values.size()) values[i] += mass.time_s * left / share;
  }
  std::sort(values.begin(), values.end());  // but for rounding they are
  return values;
}

}  // namespace mw::discovery
