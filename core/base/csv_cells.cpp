// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv_cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>

namespace mw {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMaxNumberLength = 64;

bool isBlank(char c) {
  return c == ' ' || c == '\t';
}

CellNumber defective(CellDefect defect) {
  return {kNone, false, true, defect};
}

/// Why a text that is not a number looks like one, if it does.
CellDefect classify(std::string_view text, char decimal) {
  if (text.find('\0') != std::string_view::npos) return CellDefect::NulByte;
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const bool is_numeric = digits > 0 && text.find_first_not_of("0123456789.,+-eE '_") == std::string_view::npos;
  if (!is_numeric) return CellDefect::Text;
  const char other = decimal == '.' ? ',' : '.';
  const auto others = std::count(text.begin(), text.end(), other);
  const bool is_grouped = text.find_first_of(" '_") != std::string_view::npos || others > 1 ||
                          (others == 1 && text.find(decimal) != std::string_view::npos);
  if (is_grouped) return CellDefect::GroupedDigits;
  return others == 1 ? CellDefect::OtherDecimalSign : CellDefect::Text;
}

CellNumber parsePlain(std::string_view text, std::string_view original, char decimal) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = end == text.data() + text.size();
  if (is_whole && error == std::errc::result_out_of_range) return defective(CellDefect::OutOfRange);
  if (!is_whole || error != std::errc()) return defective(classify(original, decimal));
  if (std::isfinite(value)) return {value};
  if (std::isinf(value)) return defective(CellDefect::Infinite);
  if (text.size() == 3) return {kNone, true};
  return defective(CellDefect::Text);
}

/// Length of the UTF-8 sequence that starts here, 0 where there is none.
std::size_t sequenceLength(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xC2 && first < 0xE0 ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

std::string asUtf8(std::string_view text) {
  if (isUtf8(text)) return std::string(text);
  std::string converted;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x80) {
      converted += c;
    } else {
      converted += static_cast<char>(0xC0U | (code >> 6U));
      converted += static_cast<char>(0x80U | (code & 0x3FU));
    }
  }
  return converted;
}

}  // namespace

bool isUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequenceLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
  return text;
}

void splitCells(std::string_view record, char delimiter, bool has_quote, std::vector<std::string_view>& cells) {
  cells.clear();
  const char* start = record.data();
  const char* const end = record.data() + record.size();
  bool is_quoted = false;
  for (const char* at = start; at != end; ++at) {
    if (has_quote && *at == '"') is_quoted = !is_quoted;
    if (*at != delimiter || is_quoted) continue;
    cells.emplace_back(start, static_cast<std::size_t>(at - start));
    start = at + 1;
  }
  cells.emplace_back(start, static_cast<std::size_t>(end - start));
}

std::string_view cellText(std::string_view cell, std::string& scratch) {
  cell = trimmed(cell);
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return cell;
  cell = cell.substr(1, cell.size() - 2);
  if (cell.find('"') == std::string_view::npos) return trimmed(cell);
  scratch.clear();
  for (std::size_t i = 0; i < cell.size(); ++i) {
    scratch += cell[i];
    if (cell[i] == '"' && i + 1 < cell.size() && cell[i + 1] == '"') ++i;
  }
  return trimmed(scratch);
}

std::string shownCell(std::string_view text) {
  std::string shown;
  for (const char c : text.substr(0, 40)) shown += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  return fmt::format("\"{}{}\"", shown, text.size() > 40 ? "..." : "");
}

int characterColumn(std::string_view record, const char* at) {
  int column = 1;
  for (const char* c = record.data(); c < at; ++c) {
    if ((static_cast<unsigned char>(*c) & 0xC0U) != 0x80U) ++column;
  }
  return column;
}

std::vector<std::string> headerNames(const std::vector<std::string_view>& cells) {
  std::vector<std::string> names;
  std::map<std::string, int> seen;
  std::string scratch;
  for (const std::string_view cell : cells) {
    std::string name = asUtf8(cellText(cell, scratch));
    if (!name.empty()) {
      if (const int count = ++seen[name]; count > 1) name = fmt::format("{}#{}", name, count);
    }
    names.push_back(std::move(name));
  }
  return names;
}

CellNumber parseCell(std::string_view text, char decimal) {
  if (text.empty()) return {kNone, true};
  const std::string_view original = text;
  if (text.front() == '+' && text.size() > 1 && text[1] != '-' && text[1] != '+') text.remove_prefix(1);
  if (decimal == '.') return parsePlain(text, original, decimal);
  std::array<char, kMaxNumberLength> buffer{};
  if (text.size() > buffer.size() || text.find('.') != std::string_view::npos) {
    return defective(classify(original, decimal));
  }
  std::replace_copy(text.begin(), text.end(), buffer.begin(), decimal, '.');
  return parsePlain({buffer.data(), text.size()}, original, decimal);
}

}  // namespace mw
