// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace mw::cad {

/// Walks a text line by line and word by word, wherever the line ends are \n, \r\n or \r; never copies.
class TextScanner {
 public:
  explicit TextScanner(std::string_view text) : rest_(text) {}

  /// The next line without its end; nothing at the end of the text.
  std::optional<std::string_view> nextLine() {
    if (rest_.empty()) return std::nullopt;
    const std::size_t end = rest_.find_first_of("\r\n");
    const std::string_view line = rest_.substr(0, end);
    std::size_t next = end == std::string_view::npos ? rest_.size() : end + 1;
    if (end != std::string_view::npos && rest_[end] == '\r' && next < rest_.size() && rest_[next] == '\n') ++next;
    rest_.remove_prefix(next);
    ++line_;
    return line;
  }

  /// Of the line that nextLine() gave last, 1-based.
  [[nodiscard]] int line() const { return line_; }

 private:
  std::string_view rest_;
  int line_ = 0;
};

/// Takes the next word off a line; empty at its end.
inline std::string_view takeWord(std::string_view& line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) {
    line = {};
    return {};
  }
  std::size_t end = line.find_first_of(" \t", begin);
  if (end == std::string_view::npos) end = line.size();
  const std::string_view word = line.substr(begin, end - begin);
  line.remove_prefix(end);
  return word;
}

/// The whole word as a finite number, independent of locale. A leading + is allowed, as CAD programs write it.
inline std::optional<double> numberOf(std::string_view word) {
  if (word.starts_with('+')) word.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

/// The whole word as an integer.
inline std::optional<long long> integerOf(std::string_view word) {
  if (word.starts_with('+')) word.remove_prefix(1);
  long long number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return number;
}

}  // namespace mw::cad
