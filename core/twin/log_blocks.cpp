// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_blocks.h"

#include <algorithm>
#include <cmath>
#include <numeric>
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

}  // namespace

LogBlockSink joinInto(Log& log) {
  return [&log](Log&& block) {
    if (log.t_s.empty()) {
      log = std::move(block);
      return;
    }
    log.t_s.insert(log.t_s.end(), block.t_s.begin(), block.t_s.end());
    for (std::size_t i = 0; i < log.series.size(); ++i) {
      const Column& values = block.series[i].values;
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
  const std::size_t count = settledCount();
  for (std::size_t first = 0; first < count; first += block_rows_) {
    Log block = blockOf(first, std::min(block_rows_, count - first));
    row_count_ += block.rowCount();
    sink_(std::move(block));
  }
  forget(count);
  // Twice what is held: putting it in order once more costs no more than reading it did.
  full_at_ = 2 * stamps_ns_.size() + block_rows_;
}

/// Rows beyond the window were left out before: what is held is sorted whole.
void LogBlocks::putInOrder() {
  if (is_in_order_) return;
  const std::vector<std::size_t> order = rowsByStamp();
  for (std::vector<double>& column : values_) mergeColumn(order, column);
  std::vector<std::int64_t> stamps_ns;
  for (const std::size_t row : order) {
    if (stamps_ns.empty() || stamps_ns.back() != stamps_ns_[row]) stamps_ns.push_back(stamps_ns_[row]);
  }
  stamps_ns_ = std::move(stamps_ns);
  is_in_order_ = true;
}

/// The rows held in the order of their stamps, those of one stamp as they came; counts which came late.
std::vector<std::size_t> LogBlocks::rowsByStamp() {
  std::vector<std::size_t> order(stamps_ns_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [this](std::size_t row) { return stamps_ns_[row]; });
  std::vector<bool> is_late(stamps_ns_.size());
  std::int64_t newest_ns = stamps_ns_.front();
  for (std::size_t row = 0; row < stamps_ns_.size(); ++row) {
    is_late[row] = stamps_ns_[row] < newest_ns;
    newest_ns = std::max(newest_ns, stamps_ns_[row]);
  }
  for (std::size_t k = 0; k < order.size(); ++k) {
    const bool is_merged = k > 0 && stamps_ns_[order[k]] == stamps_ns_[order[k - 1]];
    late_.merged += is_merged ? 1 : 0;
    late_.ordered += !is_merged && is_late[order[k]] ? 1 : 0;
  }
  return order;
}

/// Of the values at one stamp the first that is there stays.
void LogBlocks::mergeColumn(std::span<const std::size_t> order, std::vector<double>& values) {
  std::vector<double> merged;
  merged.reserve(values.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    const double value = values[order[k]];
    if (k == 0 || stamps_ns_[order[k]] != stamps_ns_[order[k - 1]]) {
      merged.push_back(value);
    } else if (std::isnan(merged.back())) {
      merged.back() = value;
    } else if (!std::isnan(value)) {
      ++late_.repeated;
    }
  }
  values = std::move(merged);
}

std::size_t LogBlocks::settledCount() const {
  if (is_finished_ || late_window_s_ <= 0) return stamps_ns_.size();
  const double window_ns = late_window_s_ * static_cast<double>(kNsPerS);
  const auto open = std::partition_point(stamps_ns_.begin(), stamps_ns_.end(), [&](std::int64_t stamp_ns) {
    return static_cast<double>(newest_ns_ - stamp_ns) > window_ns;
  });
  return static_cast<std::size_t>(open - stamps_ns_.begin());
}

Log LogBlocks::blockOf(std::size_t first, std::size_t count) {
  if (!origin_ns_) {
    origin_ns_ = has_epoch_ ? wholeSecond(stamps_ns_.front()) : 0;
    if (has_epoch_) head_.epoch_s = static_cast<double>(*origin_ns_ / kNsPerS);
  }
  Log block = head_;
  block.t_s.resize(count);
  setStamps(first, block);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const auto begin = values_[i].begin() + static_cast<std::ptrdiff_t>(first);
    block.series[i].values.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
    readings_[i] += static_cast<std::size_t>(std::count_if(block.series[i].values.begin(), block.series[i].values.end(),
                                                           [](double v) { return !std::isnan(v); }));
  }
  return block;
}

void LogBlocks::setStamps(std::size_t first, Log& block) {
  for (std::size_t row = 0; row < block.t_s.size(); ++row) {
    block.t_s[row] = static_cast<double>(stamps_ns_[first + row] - *origin_ns_) / static_cast<double>(kNsPerS);
  }
  if (row_count_ == 0) first_s_ = block.t_s.front();
  last_s_ = block.t_s.back();
}

/// The first rows, which were handed on.
void LogBlocks::forget(std::size_t count) {
  const auto rows = static_cast<std::ptrdiff_t>(count);
  stamps_ns_.erase(stamps_ns_.begin(), stamps_ns_.begin() + rows);
  for (std::vector<double>& values : values_) values.erase(values.begin(), values.begin() + rows);
}

}  // namespace mw::twin
