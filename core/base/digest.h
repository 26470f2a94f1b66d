// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mw {

/// A 128-bit fingerprint of results (XXH3): tells damage and non-determinism, not forgery. Every item is fed with its
/// length, so ("ab", "c") and ("a", "bc") differ. Numbers are fed by their bits.
class Digest {
 public:
  void addText(std::string_view text);
  void addNumber(double number);
  void addInteger(std::uint64_t integer);
  void addNumbers(std::span<const double> numbers);

  /// 32 hexadecimal digits.
  [[nodiscard]] std::string hex() const;
  [[nodiscard]] std::uint64_t low64() const;

 private:
  std::vector<unsigned char> bytes_;
};

}  // namespace mw
