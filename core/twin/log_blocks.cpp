// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_blocks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace mw::twin {
namespace {

constexpr std::int64_t kNsPerS = 1'000'000'000;

/// Enough that the cost of a block vanishes, few enough that a stop is not felt: half a million values at most.
std::size_t rowsPerBlock(std::size_t signals) {
  constexpr std::size_t kValues = 1U << 19U;
  return std::clamp<std::size_t>(kValues / (signals + 1), 16, 65536);
}

std::int64_t wholeSecond(std::int64_t stamp_ns) {
  return (stamp_ns / kNsPerS - (stamp_ns % kNsPerS < 0 ? 1 : 0)) * kNsPerS;
}

/// The first `count` of them, which are gone then.
template <typename Number>
std::vector<Number> taken(std::vector<Number>& numbers, std::size_t count) {
  if (count == numbers.size()) return std::exchange(numbers, {});
  const auto end = numbers.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<Number> first(numbers.begin(), end);
  numbers.erase(numbers.begin(), end);
  return first;
}

}  // namespace

LogBlockSink joinInto(Log& log) {
  return [&log](Log&& block) {
    if (log.t_s.empty()) {
      log = std::move(block);
      return;
    }
    log.t_s.insert(log.t_s.end(), block.t_s.begin(), block.t_s.end());
    for (std::size_t i = 0; i < log.series.size(); ++i) {
      const std::vector<double>& values = block.series[i].values;
      log.series[i].values.insert(log.series[i].values.end(), values.begin(), values.end());
    }
  };
}

LogBlocks::LogBlocks(Log head, bool has_epoch, double late_window_s, const LogBlockSink& sink)
    : head_(std::move(head)),
      has_epoch_(has_epoch),
      late_window_s_(late_window_s),
      sink_(sink),
      block_rows_(rowsPerBlock(head_.series.size())),
      full_at_(block_rows_),
      values_(head_.series.size()),
      readings_(head_.series.size(), 0) {
  late_.window_s = late_window_s;
}

void LogBlocks::add(std::int64_t stamp_ns, std::span<const double> values) {
  const bool is_first = row_count_ == 0 && stamps_ns_.empty();
  if (!is_first && stamp_ns <= newest_ns_) is_in_order_ = was_in_order_ = false;
  newest_ns_ = is_first ? stamp_ns : std::max(newest_ns_, stamp_ns);
  stamps_ns_.push_back(stamp_ns);
  for (std::size_t i = 0; i < values.size(); ++i) values_[i].push_back(values[i]);
  if (stamps_ns_.size() >= full_at_) handOn();
}

void LogBlocks::finish() {
  is_finished_ = true;
  handOn();
}

void LogBlocks::handOn() {
  putInOrder();
  if (const std::size_t count = settledCount(); count > 0) {
    Log block = cutOff(count);
    row_count_ += count;
    sink_(std::move(block));
  }
  // Twice what is held: putting it in order once more costs no more than reading it did.
  full_at_ = 2 * stamps_ns_.size() + block_rows_;
}

/// Rows beyond the window were left out before: what is held is sorted whole.
void LogBlocks::putInOrder() {
  if (is_in_order_) return;
  // By nanoseconds since the first row held, which are exact as numbers for as long as it matters to t_s.
  const std::int64_t base_ns = stamps_ns_.front();
  Log held = head_;
  for (const std::int64_t stamp_ns : stamps_ns_) held.t_s.push_back(static_cast<double>(stamp_ns - base_ns));
  for (std::size_t i = 0; i < values_.size(); ++i) held.series[i].values = std::move(values_[i]);
  LateRows late;
  held = inOrder(held, std::numeric_limits<double>::infinity(), late);
  stamps_ns_.clear();
  for (const double since_ns : held.t_s) stamps_ns_.push_back(base_ns + static_cast<std::int64_t>(since_ns));
  for (std::size_t i = 0; i < values_.size(); ++i) values_[i] = std::move(held.series[i].values);
  late_.ordered += late.ordered;
  late_.merged += late.merged;
  late_.repeated += late.repeated;
  is_in_order_ = true;
}

std::size_t LogBlocks::settledCount() const {
  if (is_finished_ || late_window_s_ <= 0) return stamps_ns_.size();
  const double window_ns = late_window_s_ * static_cast<double>(kNsPerS);
  const auto open = std::partition_point(stamps_ns_.begin(), stamps_ns_.end(), [&](std::int64_t stamp_ns) {
    return static_cast<double>(newest_ns_ - stamp_ns) > window_ns;
  });
  return static_cast<std::size_t>(open - stamps_ns_.begin());
}

Log LogBlocks::cutOff(std::size_t count) {
  if (!origin_ns_) {
    origin_ns_ = has_epoch_ ? wholeSecond(stamps_ns_.front()) : 0;
    if (has_epoch_) head_.epoch_s = static_cast<double>(*origin_ns_ / kNsPerS);
  }
  Log block = head_;
  setStamps(count, block);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    block.series[i].values = taken(values_[i], count);
    readings_[i] += static_cast<std::size_t>(std::count_if(block.series[i].values.begin(), block.series[i].values.end(),
                                                           [](double v) { return !std::isnan(v); }));
  }
  return block;
}

void LogBlocks::setStamps(std::size_t count, Log& block) {
  block.t_s.resize(count);
  for (std::size_t row = 0; row < count; ++row) {
    block.t_s[row] = static_cast<double>(stamps_ns_[row] - *origin_ns_) / static_cast<double>(kNsPerS);
  }
  (void)taken(stamps_ns_, count);
  if (row_count_ == 0) first_s_ = block.t_s.front();
  last_s_ = block.t_s.back();
}

}  // namespace mw::twin
