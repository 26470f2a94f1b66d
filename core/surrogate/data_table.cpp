// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/data_table.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/text.h"

namespace mw::surrogate {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMaxFindings = 20;

struct Cell {
  std::string_view text;
  int column = 1;  ///< 1-based, in characters
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

int characters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Cells of one line, surrounding blanks and quotes removed.
std::vector<Cell> cellsOf(std::string_view line, char delimiter) {
  std::vector<Cell> cells;
  std::size_t first = 0;
  while (true) {
    const std::size_t end = std::min(line.find(delimiter, first), line.size());
    std::string_view text = trimmed(line.substr(first, end - first));
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = trimmed(text.substr(1, text.size() - 2));
    cells.push_back({text, characters(line.substr(0, first)) + 1});
    if (end == line.size()) return cells;
    first = end + 1;
  }
}

bool isMissing(std::string_view text) {
  return text.empty() || text == "NaN" || text == "nan" || text == "NA";
}

}  // namespace

class DataTableParser {
 public:
  DataTableParser(std::string_view text, std::string file_name, const DataTable::Levels& levels)
      : text_(text), levels_(levels) {
    table_.file_name_ = std::move(file_name);
  }

  DataTable parse() {
    refuseOtherEncodings();
    readHeader();
    std::vector<double> numbers;
    while (!atEnd() && findings_.size() < kMaxFindings) {
      const std::string_view line = nextLine();
      if (!trimmed(line).empty()) readRow(line, numbers);
    }
    if (!findings_.empty()) throw InputError(std::move(findings_));
    const auto rows = static_cast<Eigen::Index>(table_.lines_.size());
    const auto columns = static_cast<Eigen::Index>(table_.columns_.size());
    if (rows == 0) throw InputError({table_.file_name_, {}}, "has a header and no rows", "add rows of numbers");
    table_.values_ = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
        numbers.data(), rows, columns);
    return std::move(table_);
  }

 private:
  [[nodiscard]] bool atEnd() const { return next_ >= text_.size(); }

  std::string_view nextLine() {
    const std::size_t end = std::min(text_.find('\n', next_), text_.size());
    const std::string_view line = text_.substr(next_, end - next_);
    next_ = end + 1;
    ++line_;
    return line;
  }

  void report(int column, std::string cause, std::string cure) {
    findings_.push_back({Severity::Error, {table_.file_name_, {}, line_, column}, std::move(cause), std::move(cure)});
  }

  void refuseOtherEncodings() {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    if (text_.find('\0') == std::string_view::npos) return;
    throw InputError({table_.file_name_, {}}, "holds NUL bytes, so it is not UTF-8 text", "save it as CSV in UTF-8");
  }

  void readHeader() {
    const std::string_view header = atEnd() ? std::string_view{} : nextLine();
    if (trimmed(header).empty()) {
      throw InputError({table_.file_name_, {}, 1, 1}, "has no header", "name the columns in the first line");
    }
    delimiter_ = header.find(';') != std::string_view::npos ? ';' : ',';
    for (const Cell& cell : cellsOf(header, delimiter_)) {
      std::string name(cell.text);
      if (name.empty()) {
        report(cell.column, "a column has no name", "name every column in the first line");
      } else if (parseNumber(name)) {
        report(cell.column, fmt::format("column name \"{}\" is a number", name), "name the columns in the first line");
      } else if (std::find(table_.columns_.begin(), table_.columns_.end(), name) != table_.columns_.end()) {
        report(cell.column, fmt::format("column \"{}\" is there twice", name), "give each column its own name");
      }
      table_.columns_.push_back(std::move(name));
    }
    if (!findings_.empty()) throw InputError(std::move(findings_));
  }

  void readRow(std::string_view line, std::vector<double>& numbers) {
    const std::vector<Cell> cells = cellsOf(line, delimiter_);
    if (cells.size() != table_.columns_.size()) {
      report(1, fmt::format("{} cells where the header has {}", cells.size(), table_.columns_.size()),
             fmt::format("separate the cells by \"{}\", one for each column", delimiter_));
      return;
    }
    table_.lines_.push_back(line_);
    for (std::size_t j = 0; j < cells.size(); ++j) numbers.push_back(number(cells[j], table_.columns_[j]));
  }

  double number(const Cell& cell, const std::string& column) {
    if (isMissing(cell.text)) return kNaN;
    if (const auto levels = levels_.find(column); levels != levels_.end()) {
      const auto found = std::find(levels->second.begin(), levels->second.end(), cell.text);
      return static_cast<double>(found - levels->second.begin());
    }
    if (const auto value = parseNumber(cell.text)) return *value;
    if (findings_.size() < kMaxFindings) {
      const bool has_comma = cell.text.find(',') != std::string_view::npos;
      report(cell.column, fmt::format("\"{}\" in column \"{}\" is not a number", cell.text, column),
             has_comma ? "write decimals with a point" : "give a finite number, or leave the cell empty");
    }
    return kNaN;
  }

  std::string_view text_;
  const DataTable::Levels& levels_;
  std::size_t next_ = 0;
  int line_ = 0;
  char delimiter_ = ',';
  DataTable table_;
  Findings findings_;
};

DataTable DataTable::parse(std::string_view text, std::string file_name, const Levels& levels) {
  return DataTableParser(text, std::move(file_name), levels).parse();
}

DataTable DataTable::read(const std::filesystem::path& file, const Levels& levels) {
  return parse(readTextFile(file), file.string(), levels);
}

Eigen::MatrixXd DataTable::select(const std::vector<std::string>& names) const {
  Findings findings;
  std::vector<Eigen::Index> indices;
  for (const std::string& name : names) {
    const auto found = std::find(columns_.begin(), columns_.end(), name);
    indices.push_back(found - columns_.begin());
    if (found != columns_.end()) continue;
    const auto nearest = nearestWord(name, columns_);
    findings.push_back({Severity::Error,
                        {file_name_, {}, 1, 1},
                        fmt::format("there is no column \"{}\"", name),
                        nearest ? fmt::format("did you mean \"{}\"?", *nearest)
                                : fmt::format("the columns are {}", fmt::join(columns_, ", "))});
  }
  if (!findings.empty()) throw InputError(std::move(findings));
  return values_(Eigen::all, indices);
}

Eigen::MatrixXd DataTable::selectComplete(const std::vector<std::string>& names) const {
  Eigen::MatrixXd selected = select(names);
  Findings findings;
  for (Eigen::Index j = 0; j < selected.cols(); ++j) {
    for (Eigen::Index i = 0; i < selected.rows(); ++i) {
      if (std::isfinite(selected(i, j))) continue;
      findings.push_back({Severity::Error,
                          {file_name_, {}, lines_[static_cast<std::size_t>(i)], 1},
                          fmt::format("\"{}\" is missing", names[static_cast<std::size_t>(j)]),
                          "a question needs a number for every input"});
      break;
    }
  }
  if (!findings.empty()) throw InputError(std::move(findings));
  return selected;
}

}  // namespace mw::surrogate
