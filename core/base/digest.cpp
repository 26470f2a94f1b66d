// SPDX-License-Identifier: Apache-2.0
#include "core/base/digest.h"

#include <array>
#include <bit>
#include <cstring>
#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace mw {

void Digest::addInteger(std::uint64_t integer) {
  std::array<unsigned char, sizeof integer> raw;
  for (std::size_t i = 0; i < raw.size(); ++i) raw[i] = static_cast<unsigned char>(integer >> (8 * i));
  bytes_.insert(bytes_.end(), raw.begin(), raw.end());
}

void Digest::addText(std::string_view text) {
  addInteger(text.size());
  bytes_.insert(bytes_.end(), text.begin(), text.end());
}

void Digest::addNumber(double number) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &number, sizeof bits);
  addInteger(bits);
}

void Digest::addNumbers(std::span<const double> numbers) {
  addInteger(numbers.size());
  if constexpr (std::endian::native == std::endian::little) {
    const auto* const raw = reinterpret_cast<const unsigned char*>(numbers.data());
    bytes_.insert(bytes_.end(), raw, raw + numbers.size_bytes());
  } else {
    for (const double number : numbers) addNumber(number);
  }
}

std::string Digest::hex() const {
  const XXH128_hash_t hash = XXH3_128bits(bytes_.data(), bytes_.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::uint64_t Digest::low64() const {
  return XXH3_128bits(bytes_.data(), bytes_.size()).low64;
}

}  // namespace mw
