// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace mw {

/// A stream of random numbers that is a pure function of (seed, element, purpose, replication, index): streams never
/// share state, so an element's draws do not move when another element, a thread or a run order changes.
///
/// Philox 4x32-10 (Salmon et al., SC'11) by Random123. Key: the seed. Counter: 40 bits of block index, 24 bits of
/// replication, 64 bits of stream id. Each block gives two numbers of 64 bits.
class RandomStream {
 public:
  RandomStream() = default;
  /// @param stream_id    from streamId(); @param replication below 2^24
  RandomStream(std::uint64_t seed, std::uint64_t stream_id, std::uint32_t replication);

  std::uint64_t next() {
    if (left_ == 0) [[unlikely]]
      fill();
    return numbers_[--left_];
  }
  /// Uniform in the open interval (0, 1), 53 bits.
  double uniform() {
    constexpr double kUnit = 1.0 / 9007199254740992.0;  // 2^-53
    return (static_cast<double>(next() >> 11U) + 0.5) * kUnit;
  }

 private:
  static constexpr std::uint32_t kBlocks = 4;  ///< made at a time: they do not depend on each other

  void fill();

  std::uint64_t seed_ = 0;
  std::uint64_t stream_id_ = 0;
  std::uint64_t block_ = 0;
  std::uint32_t replication_ = 0;
  std::uint32_t left_ = 0;
  std::array<std::uint64_t, 2 * kBlocks> numbers_{};  ///< the next one last
};

/// Identity of the stream that serves one purpose ("process", "route", ...) of one element, by names alone.
[[nodiscard]] std::uint64_t streamId(std::string_view element, std::string_view purpose);

/// A seed for a sub-experiment that does not overlap with its parent's (splitmix64 of both).
[[nodiscard]] std::uint64_t derivedSeed(std::uint64_t seed, std::uint64_t index);

}  // namespace mw
