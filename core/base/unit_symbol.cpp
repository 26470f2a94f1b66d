// SPDX-License-Identifier: Apache-2.0
#include "core/base/unit_symbol.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mw {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 7> kWords = {
    {{"degC", "°C"}, {"degF", "°F"}, {"deg", "°"}, {"ohm", "Ω"}, {"Ohm", "Ω"}, {"percent", "%"}, {"pct", "%"}}};
constexpr std::array<Pair, 10> kRaised = {{{"0", "⁰"},
                                           {"1", "¹"},
                                           {"2", "²"},
                                           {"3", "³"},
                                           {"4", "⁴"},
                                           {"5", "⁵"},
                                           {"6", "⁶"},
                                           {"7", "⁷"},
                                           {"8", "⁸"},
                                           {"9", "⁹"}}};
/// What a "u" before it makes a millionth of.
constexpr std::array<std::string_view, 9> kMicroOf = {"m", "s", "g", "A", "V", "W", "F", "H", "L"};
constexpr std::string_view kPrefixes = "mkMG";

std::string wordSymbol(std::string_view word) {
  for (const auto& [plain, symbol] : kWords) {
    if (word == plain) return std::string(symbol);
    const bool is_scaled = word.size() == plain.size() + 1 && kPrefixes.find(word.front()) != std::string_view::npos;
    if (symbol == "Ω" && is_scaled && word.ends_with(plain)) return word.front() + std::string(symbol);
  }
  const bool is_micro = word.size() > 1 && word.front() == 'u' && std::ranges::count(kMicroOf, word.substr(1)) > 0;
  return is_micro ? "µ" + std::string(word.substr(1)) : std::string(word);
}

std::string raised(std::string_view exponent) {
  std::string text;
  for (const char c : exponent) text += c == '-' ? "⁻" : kRaised[static_cast<std::size_t>(c - '0')].second;
  return text;
}

bool isExponent(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// One factor: "s^2", "s^-1", "um".
std::string factorSymbol(std::string_view factor) {
  const std::size_t at = factor.find('^');
  if (at == std::string_view::npos || !isExponent(factor.substr(at + 1))) return wordSymbol(factor);
  return wordSymbol(factor.substr(0, at)) + raised(factor.substr(at + 1));
}

}  // namespace

std::string unitSymbol(std::string_view unit) {
  constexpr std::string_view kBetween = "/* ()";
  std::string text;
  while (!unit.empty()) {
    const std::size_t end = std::min(unit.find_first_of(kBetween), unit.size());
    text += factorSymbol(unit.substr(0, end));
    if (end < unit.size()) text += unit[end] == '*' ? std::string("·") : std::string(1, unit[end]);
    unit.remove_prefix(std::min(end + 1, unit.size()));
  }
  return text;
}

}  // namespace mw
