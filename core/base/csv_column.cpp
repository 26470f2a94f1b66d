// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv_column.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/csv_cells.h"
#include "core/base/csv_records.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace mw {
namespace {

constexpr std::size_t kMaxFindings = 20;
constexpr std::array kDelimiters = {',', ';', '\t', '|'};

/// The first line that says something.
CsvRecord readHeaderLine(CsvRecords& records, const std::string& file) {
  CsvRecord header;
  while (records.next(header) && trimmed(header.text).empty()) {
  }
  if (trimmed(header.text).empty()) {
    throw InputError(Place{file, "", 1, 1}, "is empty", "give a header with column names and a row per value");
  }
  return header;
}

const char* cureOf(const CellNumber& number) {
  if (!number.is_defect) return "leave the cell empty where nothing was measured";
  switch (number.defect) {
    case CellDefect::OtherDecimalSign:
    case CellDefect::GroupedDigits:
      return "write all numbers with one decimal sign and without grouping";
    default:
      return "give a number, or leave the cell empty where nothing was measured";
  }
}

class ColumnReader {
 public:
  ColumnReader(const std::filesystem::path& file, const std::string& column, const CsvColumnOptions& options)
      : options_(options), file_(file.string()), column_(column), records_(file) {}

  CsvColumn read() {
    readHeader();
    CsvRecord record;
    while (findings_.size() < kMaxFindings && records_.next(record)) {
      if (record.is_too_long || record.has_open_quote) {
        report(record.line, 1, record.is_too_long ? "the line is longer than 1 MiB" : "a quote is never closed",
               "check the quotes and line breaks there");
      } else if (!trimmed(record.text).empty()) {
        readRow(record);
      }
    }
    if (!findings_.empty()) throw InputError(std::move(findings_));
    if (result_.values.empty()) {
      throw InputError(Place{file_, "", 1, 1}, fmt::format("column \"{}\" holds no number", column_),
                       "name a column with numbers");
    }
    return std::move(result_);
  }

 private:
  void report(int line, int column, std::string cause, std::string cure) {
    findings_.push_back({Severity::Error, Place{file_, "", line, column}, std::move(cause), std::move(cure)});
  }

  void readHeader() {
    const CsvRecord header = readHeaderLine(records_, file_);
    std::vector<std::string> most;
    for (const char candidate : kDelimiters) {
      splitCells(header.text, candidate, header.has_quote, cells_);
      std::vector<std::string> names = headerNames(cells_);
      const auto found = std::find(names.begin(), names.end(), column_);
      if (found != names.end()) {
        delimiter_ = candidate;
        index_ = static_cast<std::size_t>(found - names.begin());
        return;
      }
      if (names.size() > most.size()) most = std::move(names);
    }
    const auto nearest = nearestWord(column_, most);
    throw InputError(Place{file_, "", header.line, 1}, fmt::format("there is no column \"{}\"", column_),
                     nearest ? fmt::format("did you mean \"{}\"?", *nearest)
                             : fmt::format("the columns are {}", fmt::join(most, ", ")));
  }

  void readRow(const CsvRecord& record) {
    splitCells(record.text, delimiter_, record.has_quote, cells_);
    if (index_ >= cells_.size()) {
      report(record.line, 1,
             fmt::format("the row has {} cells, column \"{}\" is number {}", cells_.size(), column_, index_ + 1),
             "give every row as many cells as the header");
      return;
    }
    const std::string_view text = cellText(cells_[index_], scratch_);
    if (text.empty()) {
      ++result_.empty_cells;
      return;
    }
    const CellNumber number = parseCell(text, decimalOf(text));
    const int column = characterColumn(record.text, cells_[index_].data());
    if (number.is_defect || number.is_missing) {
      report(record.line, column, fmt::format("{} in column \"{}\" is not a number", shownCell(text), column_),
             cureOf(number));
    } else if (number.value < options_.min) {
      report(record.line, column, fmt::format("{} in column \"{}\" is below {}", text, column_, options_.min),
             fmt::format("give a number of at least {}, or leave the cell empty", options_.min));
    } else {
      keep(number.value, record.line);
    }
  }

  /// The decimal sign is settled by the first number that has one.
  char decimalOf(std::string_view text) {
    if (decimal_ == '\0' && text.find_first_of(".,") != std::string_view::npos) {
      const bool has_comma = delimiter_ != ',' && text.find('.') == std::string_view::npos;
      if (!parseCell(text, has_comma ? ',' : '.').is_defect) decimal_ = has_comma ? ',' : '.';
    }
    return decimal_ == '\0' ? '.' : decimal_;
  }

  void keep(double value, int line) {
    if (result_.values.size() >= options_.max_values) {
      throw InputError(Place{file_, "", line, 1},
                       fmt::format("column \"{}\" has more than {} values", column_, options_.max_values),
                       options_.too_long_cure);
    }
    result_.values.push_back(value);
  }

  const CsvColumnOptions& options_;
  std::string file_;
  std::string column_;
  CsvRecords records_;
  std::size_t index_ = 0;
  char delimiter_ = ',';
  char decimal_ = '\0';  ///< not settled yet
  std::vector<std::string_view> cells_;
  std::string scratch_;
  CsvColumn result_;
  Findings findings_;
};

}  // namespace

CsvColumn readCsvColumn(const std::filesystem::path& file, const std::string& column, const CsvColumnOptions& options) {
  return ColumnReader(file, column, options).read();
}

std::vector<std::string> csvColumnNames(const std::filesystem::path& file) {
  CsvRecords records(file);
  const CsvRecord header = readHeaderLine(records, file.string());
  std::vector<std::string> most;
  std::vector<std::string_view> cells;
  for (const char delimiter : kDelimiters) {
    splitCells(header.text, delimiter, header.has_quote, cells);
    std::vector<std::string> names = headerNames(cells);
    if (names.size() > most.size()) most = std::move(names);
  }
  std::erase(most, std::string());
  return most;
}

}  // namespace mw
