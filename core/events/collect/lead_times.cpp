// SPDX-License-Identifier: Apache-2.0
#include "core/events/collect/lead_times.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace mw::events {
namespace {

constexpr unsigned kFineBits = 10;
constexpr std::size_t kFine = std::size_t{1} << kFineBits;

/// Below 2 * kFine each tick has its own bucket; above, kFine buckets an octave.
std::size_t bucketOf(std::int64_t ticks) {
  const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(ticks, 0));
  const auto width = static_cast<unsigned>(std::bit_width(value));
  const unsigned shift = width > kFineBits + 1 ? width - kFineBits - 1 : 0;
  return shift * kFine + static_cast<std::size_t>(value >> shift);
}

double middleOf(std::size_t bucket) {
  if (bucket < 2 * kFine) return static_cast<double>(bucket);
  const std::size_t shift = bucket / kFine - 1;
  return std::ldexp(static_cast<double>(bucket - shift * kFine) + 0.5, static_cast<int>(shift));
}

}  // namespace

void LeadTimes::clear() {
  exact_.clear();
  buckets_.clear();
  sum_ = {};
  count_ = 0;
}

void LeadTimes::addToHistogram(std::int64_t ticks) {
  if (buckets_.empty()) {
    buckets_.assign(bucketOf(std::numeric_limits<std::int64_t>::max()) + 1, 0);
    for (const std::int64_t earlier : exact_) ++buckets_[bucketOf(earlier)];
  }
  ++buckets_[bucketOf(ticks)];
}

double LeadTimes::mean_s() const {
  return count_ > 0 ? sum_.seconds() / static_cast<double>(count_) : std::numeric_limits<double>::quiet_NaN();
}

double LeadTimes::quantile_s(double q) const {
  if (count_ == 0) return std::numeric_limits<double>::quiet_NaN();
  const auto rank = std::max<std::int64_t>(static_cast<std::int64_t>(std::ceil(q * static_cast<double>(count_))), 1);
  if (buckets_.empty()) {
    std::vector<std::int64_t> sorted = exact_;
    const auto at = sorted.begin() + (rank - 1);
    std::nth_element(sorted.begin(), at, sorted.end());
    return static_cast<double>(*at) * 1e-9;
  }
  std::int64_t below = 0;
  std::size_t bucket = 0;
  while (bucket + 1 < buckets_.size() && below + buckets_[bucket] < rank) below += buckets_[bucket++];
  return middleOf(bucket) * 1e-9;
}

}  // namespace mw::events
