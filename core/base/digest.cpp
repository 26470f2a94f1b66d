// SPDX-License-Identifier: Apache-2.0
#include "core/base/digest.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <cstring>
#include <xxhash.h>

namespace mw {

void Digest::addInteger(std::uint64_t integer) {
  for (unsigned shift = 0; shift < 64; shift += 8) bytes_.push_back(static_cast<unsigned char>(integer >> shift));
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
  for (const double number : numbers) addNumber(number);
}

std::string Digest::hex() const {
  const XXH128_hash_t hash = XXH3_128bits(bytes_.data(), bytes_.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::uint64_t Digest::low64() const {
  return XXH3_128bits(bytes_.data(), bytes_.size()).low64;
}

}  // namespace mw
