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
  for (std::uint32_t i = 0; i < kBlocks; ++i) {
    const std::uint64_t index = block_ + i;
    const r123::Philox4x32::ctr_type counter{
        {low(index), (replication_ << 8U) | (high(index) & 0xFFU), low(stream_id_), high(stream_id_)}};
    const auto block = r123::Philox4x32()(counter, key);
    const std::size_t last = numbers_.size() - 1 - 2 * std::size_t{i};
    numbers_[last] = (static_cast<std::uint64_t>(block[0]) << 32U) | block[1];
    numbers_[last - 1] = (static_cast<std::uint64_t>(block[2]) << 32U) | block[3];
  }
  left_ = 2 * kBlocks;
  block_ += kBlocks;
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
