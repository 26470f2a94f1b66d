// SPDX-License-Identifier: Apache-2.0
#include "core/store/row_chunk.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace mw::store {
namespace {

constexpr std::string_view kMissing = "null";
constexpr std::string_view kInfinity = "9e999";
constexpr std::string_view kMinusInfinity = "-9e999";
constexpr std::size_t kLongestNumber = 32;

void appendNumber(std::string& text, double number) {
  if (std::isfinite(number)) {
    std::array<char, kLongestNumber> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    text.append(buffer.data(), end);
  } else {
    text += std::isnan(number) ? kMissing : number > 0 ? kInfinity : kMinusInfinity;
  }
}

class RowReader {
 public:
  explicit RowReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  bool take(char wanted) {
    if (at_ == end_ || *at_ != wanted) return false;
    ++at_;
    return true;
  }
  bool takeNumber(double& number) {
    if (takeWord(kMissing)) {
      number = std::numeric_limits<double>::quiet_NaN();
    } else if (takeWord(kInfinity)) {
      number = std::numeric_limits<double>::infinity();
    } else if (takeWord(kMinusInfinity)) {
      number = -std::numeric_limits<double>::infinity();
    } else {
      const auto [end, error] = std::from_chars(at_, end_, number);
      if (error != std::errc{} || !std::isfinite(number)) return false;
      at_ = end;
    }
    return true;
  }
  [[nodiscard]] bool isAtEnd() const { return at_ == end_; }

 private:
  bool takeWord(std::string_view word) {
    if (static_cast<std::size_t>(end_ - at_) < word.size() || !std::equal(word.begin(), word.end(), at_)) return false;
    at_ += word.size();
    return true;
  }
  const char* at_;
  const char* end_;
};

}  // namespace

std::size_t rowsPerChunk(std::size_t columns) {
  constexpr std::size_t kNumbersPerChunk = 20480;
  return std::clamp<std::size_t>(kNumbersPerChunk / std::max<std::size_t>(columns, 1), 16, 4096);
}

void appendRows(std::string& text, ColumnViews columns, std::size_t first, std::size_t last) {
  for (std::size_t row = first; row < last; ++row) {
    text += text.size() == 1 ? "[" : ",[";
    for (std::size_t column = 0; column < columns.size(); ++column) {
      if (column > 0) text += ',';
      appendNumber(text, columns[column][row]);
    }
    text += ']';
  }
}

std::size_t columnsIn(std::string_view text) {
  const std::size_t end = text.find(']');
  if (!text.starts_with("[[") || end == std::string_view::npos || end == 2) return 0;
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), ','));
}

bool decodeRows(std::string_view text, std::vector<Column*>& columns) {
  RowReader reader(text);
  if (!reader.take('[')) return false;
  for (bool is_first = true; !reader.take(']'); is_first = false) {
    if ((!is_first && !reader.take(',')) || !reader.take('[')) return false;
    for (std::size_t column = 0; column < columns.size(); ++column) {
      double number = 0;
      if ((column > 0 && !reader.take(',')) || !reader.takeNumber(number)) return false;
      columns[column]->push_back(number);
    }
    if (!reader.take(']')) return false;
  }
  return reader.isAtEnd();
}

}  // namespace mw::store
