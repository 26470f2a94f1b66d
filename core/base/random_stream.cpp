// SPDX-License-Identifier: Apache-2.0
#include "core/base/random_stream.h"

#include <Random123/philox.h>

#include "core/base/digest.h"
#include "core/base/error.h"

namespace mw {
namespace {

constexpr std::uint32_t kReplicationLimit = 1U << 24U;

std::uint32_t low(std::uint64_t value) {
  return static_cast<std::uint32_t>(value);
}
std::uint32_t high(std::uint64_t value) {
  return static_cast<std::uint32_t>(value >> 32U);
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t stream_id, std::uint32_t replication)
    : seed_(seed), stream_id_(stream_id), replication_(replication) {
  MW_REQUIRE(replication < kReplicationLimit);
}

void RandomStream::fill() {
  const r123::Philox4x32::key_type key{{low(seed_), high(seed_)}};
  const r123::Philox4x32::ctr_type counter{
      {low(block_), (replication_ << 8U) | (high(block_) & 0xFFU), low(stream_id_), high(stream_id_)}};
  const auto block = r123::Philox4x32()(counter, key);
  numbers_[1] = (static_cast<std::uint64_t>(block[0]) << 32U) | block[1];
  numbers_[0] = (static_cast<std::uint64_t>(block[2]) << 32U) | block[3];
  left_ = 2;
  ++block_;
}

std::uint64_t RandomStream::next() {
  if (left_ == 0) fill();
  return numbers_[--left_];
}

std::uint64_t streamId(std::string_view element, std::string_view purpose) {
  Digest digest;
  digest.addText(element);
  digest.addText(purpose);
  return digest.low64();
}

std::uint64_t derivedSeed(std::uint64_t seed, std::uint64_t index) {
  std::uint64_t z = seed + 0x9E3779B97F4A7C15ULL * (index + 1);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

}  // namespace mw
