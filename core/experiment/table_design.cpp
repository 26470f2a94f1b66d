// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "core/base/csv_cells.h"
#include "core/base/csv_records.h"
#include "core/base/text.h"
#include "core/experiment/allowed_region.h"

namespace mw::experiment {
namespace {

constexpr std::size_t kNoFactor = static_cast<std::size_t>(-1);
constexpr std::string_view kDelimiters = ",;\t|";

class TableReader {
 public:
  TableReader(const Study& study, AllowedRegion& region)
      : study_(study), region_(region), file_(study.design.file.string()) {
    for (const Factor& factor : study.factors) known_.push_back(factor.name);
  }

  std::vector<DesignPoint> read() {
    CsvRecords records(study_.design.file);
    CsvRecord record;
    if (records.next(record)) readHeader(record);
    if (!findings_.empty()) throw InputError(std::move(findings_));
    std::size_t rows = 0;
    while (records.next(record) && rows <= kMaxPoints) {
      if (trimmed(record.text).empty() && !record.is_too_long && !record.has_open_quote) continue;
      ++rows;
      readRow(record);
    }
    if (rows == 0) report(1, 1, "the table has no rows", "give one row per point");
    if (rows > kMaxPoints) report(1, 1, fmt::format("more than {} rows", kMaxPoints), "split the study");
    if (!findings_.empty()) throw InputError(std::move(findings_));
    return std::move(points_);
  }

 private:
  void report(int line, int column, std::string cause, std::string cure) {
    constexpr std::size_t kMostFindings = 20;
    if (findings_.size() >= kMostFindings) return;
    findings_.push_back({Severity::Error, {file_, "", line, column}, std::move(cause), std::move(cure)});
  }

  [[nodiscard]] std::size_t factorOf(const std::string& name) const {
    const auto found = std::ranges::find(known_, name);
    return found == known_.end() ? kNoFactor : static_cast<std::size_t>(found - known_.begin());
  }

  void readHeader(const CsvRecord& record) {
    std::vector<std::string> names;
    std::ptrdiff_t most = -1;
    for (const char delimiter : kDelimiters) {
      splitCells(record.text, delimiter, record.has_quote, cells_);
      std::vector<std::string> candidate = headerNames(cells_);
      const auto hits = std::ranges::count_if(candidate, [&](const auto& name) { return factorOf(name) != kNoFactor; });
      if (hits <= most) continue;
      most = hits;
      delimiter_ = delimiter;
      names = std::move(candidate);
    }
    for (const std::string& name : names) {
      factor_of_column_.push_back(factorOf(name));
      if (factor_of_column_.back() != kNoFactor) continue;
      const auto nearest = nearestWord(name, known_);
      report(record.line, 1, fmt::format("column \"{}\" is no factor of the study", name),
             nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "remove the column");
    }
    for (std::size_t factor = 0; factor < known_.size(); ++factor) {
      if (std::ranges::count(factor_of_column_, factor) > 0) continue;
      report(record.line, 1, fmt::format("no column \"{}\"", known_[factor]), "give one column per factor");
    }
  }

  void readRow(const CsvRecord& record) {
    if (record.is_too_long || record.has_open_quote) {
      return report(record.line, 1, record.is_too_long ? "a row of over a megabyte" : "a quote is never closed",
                    "mend the row");
    }
    splitCells(record.text, delimiter_, record.has_quote, cells_);
    if (cells_.size() > factor_of_column_.size()) {
      return report(record.line, 1, fmt::format("{} cells under {} columns", cells_.size(), factor_of_column_.size()),
                    "give every row a value per factor");
    }
    const std::size_t before = findings_.size();
    DesignPoint point(study_.factors.size());
    for (std::size_t column = 0; column < factor_of_column_.size(); ++column) readCell(record, column, point);
    if (findings_.size() == before && region_.admits(point)) points_.push_back(std::move(point));
  }

  void readCell(const CsvRecord& record, std::size_t column, DesignPoint& point) {
    const Factor& factor = study_.factors[factor_of_column_[column]];
    const bool is_there = column < cells_.size();
    const int at = is_there ? characterColumn(record.text, cells_[column].data())
                            : characterColumn(record.text, record.text.data() + record.text.size());
    const std::string text(is_there ? cellText(cells_[column], scratch_) : std::string_view());
    const auto value = factor.hasLevels() ? level(factor, text) : number(factor, text);
    if (value) {
      point[factor_of_column_[column]] = *value;
      return;
    }
    const std::string cure = factor.hasLevels()
                                 ? "give one of its levels"
                                 : fmt::format("give a{} number from {} to {}", factor.is_integer ? " whole" : "",
                                               numberText(factor.min), numberText(factor.max));
    report(record.line, at,
           text.empty() ? fmt::format("no value of factor \"{}\"", factor.name)
                        : fmt::format("{} is no value of factor \"{}\"", shownCell(text), factor.name),
           cure);
  }

  static std::optional<Json> level(const Factor& factor, const std::string& cell) {
    for (const Json& candidate : factor.levels) {
      const bool is_it = candidate.is_string() ? candidate.get_ref<const std::string&>() == cell
                                               : candidate.dump() == cell || sameNumber(candidate, cell);
      if (is_it) return candidate;
    }
    return std::nullopt;
  }

  static bool sameNumber(const Json& candidate, const std::string& cell) {
    const auto value = parseNumber(cell);
    return candidate.is_number() && value && candidate.get<double>() == *value;
  }

  /// A comma is the decimal sign only where it does not divide the columns.
  [[nodiscard]] std::optional<Json> number(const Factor& factor, const std::string& cell) const {
    CellNumber parsed = parseCell(cell, '.');
    if (parsed.is_defect && delimiter_ != ',') parsed = parseCell(cell, ',');
    if (parsed.is_defect || parsed.is_missing) return std::nullopt;
    const double value = parsed.value;
    if (value < factor.min || value > factor.max) return std::nullopt;
    if (!factor.is_integer) return Json(value);
    if (value != std::floor(value)) return std::nullopt;
    return Json(static_cast<std::int64_t>(value));
  }

  const Study& study_;
  AllowedRegion& region_;
  std::string file_;
  std::vector<std::string> known_;
  char delimiter_ = ',';
  std::vector<std::size_t> factor_of_column_;
  std::vector<std::string_view> cells_;
  std::string scratch_;
  std::vector<DesignPoint> points_;
  Findings findings_;
};

}  // namespace

std::vector<DesignPoint> tablePoints(const Study& study, AllowedRegion& region) {
  return TableReader(study, region).read();
}

}  // namespace mw::experiment
