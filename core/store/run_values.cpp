// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

namespace mw::store {
namespace {

constexpr std::string_view kNull = "null";
constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kFirstVersionWithBlocks = 3;

constexpr std::size_t kLongestNumber = 24;  // -2.2250738585072014e-308
constexpr double kMostExactInteger = 9007199254740992.0;

/// Shortest text that reads back as the same bits. Counts and zeros, half of what a run gives, are written as integers,
/// which is several times as fast.
char* writeNumber(char* at, double value) {
  const bool is_small = std::fabs(value) <= kMostExactInteger;
  const auto whole = is_small ? static_cast<std::int64_t>(value) : 0;
  const bool is_integer = is_small && static_cast<double>(whole) == value && !(whole == 0 && std::signbit(value));
  if (is_integer) return std::to_chars(at, at + kLongestNumber, whole).ptr;
  return std::to_chars(at, at + kLongestNumber, value).ptr;
}

using BlockText = std::array<char, 1 + kBlockValues*(kLongestNumber + 1)>;

/// @returns the end
char* writeBlock(BlockText& text, const std::filesystem::path& file, std::span<const double> values) {
  char* at = text.data();
  for (const double value : values) {
    if (std::isinf(value)) {
      throw InputError(Place{file.string(), "", 0, 0}, "a value was refused (a run gave an infinite one)",
                       "leave its KPI out of the study's responses");
    }
    *at = at == text.data() ? '[' : ',';
    ++at;
    at = std::isnan(value) ? std::ranges::copy(kNull, at).out : writeNumber(at, value);
  }
  *at = ']';
  return at + 1;
}

/// Appends what the text has; the run's digest tells where that is not what was written.
void append(std::string_view text, std::vector<double>& values) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end && (*at == '[' || *at == ',')) {
    ++at;
    double value = kUndefined;
    if (std::string_view(at, end).starts_with(kNull)) {
      at += kNull.size();
    } else {
      const auto [rest, error] = std::from_chars(at, end, value);
      if (error != std::errc() || !std::isfinite(value)) return;
      at = rest;
    }
    values.push_back(value);
  }
}

}  // namespace

RunValueWriter::RunValueWriter(Connection& connection)
    : insert_(connection.database(), "INSERT INTO run_block(run_id, number, figures) VALUES(?, ?, ?)") {}

void RunValueWriter::write(const std::filesystem::path& file, std::int64_t run_id, std::span<const double> values) {
  BlockText text;
  insert_.bind(1, run_id);
  for (std::size_t first = 0; first < values.size(); first += kBlockValues) {
    const char* const end =
        writeBlock(text, file, values.subspan(first, std::min(kBlockValues, values.size() - first)));
    insert_.bind(2, static_cast<std::int64_t>(first / kBlockValues));
    figures_.assign(static_cast<const char*>(text.data()), end);
    insert_.bindNoCopy(3, figures_);
    insert_.exec();
    insert_.reset();
  }
}

RunValueReader::RunValueReader(Connection& connection)
    : rows_(connection.database(), "SELECT value FROM run_value WHERE run_id = ? ORDER BY number") {
  if (connection.integer("PRAGMA user_version") < kFirstVersionWithBlocks) return;
  blocks_.emplace_back(connection.database(), "SELECT figures FROM run_block WHERE run_id = ? ORDER BY number");
  blocks_.emplace_back(connection.database(), "SELECT figures FROM run_block WHERE run_id = ? AND number = ?");
}

bool RunValueReader::readBlocks(std::int64_t run_id) {
  if (blocks_.empty()) return false;
  SQLite::Statement& query = blocks_.front();
  query.reset();
  query.bind(1, run_id);
  while (query.executeStep()) append(query.getColumn(0).getText(), values_);
  return !values_.empty();
}

void RunValueReader::readRows(std::int64_t run_id) {
  rows_.reset();
  rows_.bind(1, run_id);
  while (rows_.executeStep()) values_.push_back(rows_.isColumnNull(0) ? kUndefined : rows_.getColumn(0).getDouble());
}

std::vector<double> RunValueReader::all(std::int64_t run_id) {
  values_.clear();
  if (!readBlocks(run_id)) readRows(run_id);
  return values_;
}

std::vector<double> RunValueReader::some(std::int64_t run_id, std::span<const std::size_t> positions) {
  std::vector<double> some(positions.size(), kUndefined);
  std::size_t first = std::numeric_limits<std::size_t>::max();  // of the block in values_
  bool has_all = false;                                         // values_ holds the whole run
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const std::size_t block = positions[i] / kBlockValues;
    if (!has_all && first != block * kBlockValues) {
      first = block * kBlockValues;
      values_.clear();
      if (!blocks_.empty()) {
        SQLite::Statement& query = blocks_.back();
        query.reset();
        query.bind(1, run_id);
        query.bind(2, static_cast<std::int64_t>(block));
        if (query.executeStep()) append(query.getColumn(0).getText(), values_);
      }
      if (values_.empty()) {
        first = 0;
        has_all = true;
        readRows(run_id);
      }
    }
    if (positions[i] - first < values_.size()) some[i] = values_[positions[i] - first];
  }
  return some;
}

}  // namespace mw::store
