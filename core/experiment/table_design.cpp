// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/text.h"
#include "core/experiment/design.h"

namespace mw::experiment {
namespace {

constexpr std::size_t kNoFactor = static_cast<std::size_t>(-1);

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> list(1);
  for (const char c : text) {
    if (c == '\n') {
      list.emplace_back();
    } else if (c != '\r') {
      list.back() += c;
    }
  }
  if (list.front().starts_with("\xEF\xBB\xBF")) list.front().erase(0, 3);
  return list;
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> list(1);
  for (const char c : line) {
    if (c == ',') {
      list.emplace_back();
    } else {
      list.back() += c;
    }
  }
  for (std::string& cell : list) {
    const auto first = cell.find_first_not_of(" \t\"");
    const auto last = cell.find_last_not_of(" \t\"");
    cell = first == std::string::npos ? "" : cell.substr(first, last - first + 1);
  }
  return list;
}

class TableReader {
 public:
  explicit TableReader(const Study& study) : study_(study), file_(study.design.file.string()) {}

  std::vector<DesignPoint> read() {
    const std::vector<std::string> text = lines(readTextFile(study_.design.file));
    readHeader(cells(text.front()));
    if (!findings_.empty()) throw InputError(std::move(findings_));
    for (std::size_t i = 1; i < text.size(); ++i) {
      if (text[i].find_first_not_of(" \t") != std::string::npos) readRow(cells(text[i]), static_cast<int>(i + 1));
    }
    if (points_.empty()) report(1, "the table has no rows", "give one row per point");
    if (points_.size() > kMaxPoints) report(1, fmt::format("more than {} rows", kMaxPoints), "split the study");
    if (!findings_.empty()) throw InputError(std::move(findings_));
    return std::move(points_);
  }

 private:
  void report(int line, std::string cause, std::string cure) {
    constexpr std::size_t kMostFindings = 20;
    if (findings_.size() >= kMostFindings) return;
    findings_.push_back({Severity::Error, {file_, "", line, 1}, std::move(cause), std::move(cure)});
  }

  void readHeader(const std::vector<std::string>& names) {
    std::vector<std::string> known;
    for (const Factor& factor : study_.factors) known.push_back(factor.name);
    for (const std::string& name : names) {
      const auto found = std::find(known.begin(), known.end(), name);
      factor_of_column_.push_back(found == known.end() ? kNoFactor : static_cast<std::size_t>(found - known.begin()));
      if (found == known.end()) {
        const auto nearest = nearestWord(name, known);
        report(1, fmt::format("column \"{}\" is no factor of the study", name),
               nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "remove the column");
      }
    }
    for (std::size_t factor = 0; factor < known.size(); ++factor) {
      const auto columns = std::count(factor_of_column_.begin(), factor_of_column_.end(), factor);
      if (columns != 1) {
        report(1, fmt::format("{} columns \"{}\"", columns == 0 ? "no" : "several", known[factor]),
               "give one column per factor");
      }
    }
  }

  void readRow(const std::vector<std::string>& row, int line) {
    if (row.size() != factor_of_column_.size()) {
      report(line, fmt::format("{} cells under {} columns", row.size(), factor_of_column_.size()),
             "give every row a value per factor");
      return;
    }
    DesignPoint point(study_.factors.size());
    for (std::size_t column = 0; column < row.size(); ++column) {
      const Factor& factor = study_.factors[factor_of_column_[column]];
      const auto value = factor.hasLevels() ? level(factor, row[column]) : number(factor, row[column]);
      if (value) {
        point[factor_of_column_[column]] = *value;
      } else {
        report(line, fmt::format("\"{}\" is no value of factor \"{}\"", row[column], factor.name),
               factor.hasLevels() ? "give one of its levels"
                                  : fmt::format("give a{} number from {} to {}", factor.is_integer ? " whole" : "",
                                                numberText(factor.min), numberText(factor.max)));
      }
    }
    points_.push_back(std::move(point));
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

  static std::optional<Json> number(const Factor& factor, const std::string& cell) {
    const auto value = parseNumber(cell);
    if (!value || *value < factor.min || *value > factor.max) return std::nullopt;
    if (!factor.is_integer) return Json(*value);
    if (*value != std::floor(*value)) return std::nullopt;
    return Json(static_cast<std::int64_t>(*value));
  }

  const Study& study_;
  std::string file_;
  std::vector<std::size_t> factor_of_column_;
  std::vector<DesignPoint> points_;
  Findings findings_;
};

}  // namespace

std::vector<DesignPoint> tablePoints(const Study& study) {
  return TableReader(study).read();
}

}  // namespace mw::experiment
