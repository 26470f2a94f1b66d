// SPDX-License-Identifier: Apache-2.0
#include "core/factory/schedule_files.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/csv_cells.h"
#include "core/base/csv_records.h"
#include "core/base/text.h"

namespace mw::factory {
namespace {

constexpr std::size_t kMaxFindings = 20;
constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

std::vector<std::string> idsOfParts(const Json& root) {
  std::vector<std::string> ids;
  if (!root.is_object() || !root.contains("parts") || !root["parts"].is_array()) return ids;
  for (const Json& part : root["parts"]) {
    if (part.is_object() && part.contains("id") && part["id"].is_string()) ids.push_back(part["id"].get<std::string>());
  }
  return ids;
}

class ScheduleReader {
 public:
  ScheduleReader(const std::filesystem::path& file, const std::vector<std::string>& parts, Findings& findings)
      : file_(file.string()), parts_(parts), findings_(findings), records_(file) {}

  /// Nothing when there was a finding.
  Json read() {
    const std::size_t before = findings_.size();
    readHeader();
    CsvRecord record;
    while (findings_.size() < before + kMaxFindings && time_ != kNoColumn && records_.next(record)) {
      if (record.is_too_long || record.has_open_quote) {
        report(record.line, 1, "the row has no end", "check the quotes and line breaks there");
      } else if (!trimmed(record.text).empty()) {
        readRow(record);
      }
      if (rows_.size() <= kMaxScheduleRows) continue;
      report(record.line, 1, fmt::format("the schedule has more than {} arrivals", kMaxScheduleRows),
             "give a part of it, or an interarrival time");
      break;
    }
    if (findings_.size() == before && rows_.empty()) {
      report(1, 1, "the schedule has no arrival", "give a row with a time under the header");
    }
    return findings_.size() == before ? std::move(rows_) : Json();
  }

 private:
  void report(int line, int column, std::string cause, std::string cure) {
    findings_.push_back({Severity::Error, Place{file_, "", line, column}, std::move(cause), std::move(cure)});
  }

  void readHeader() {
    CsvRecord header;
    while (records_.next(header) && trimmed(header.text).empty()) {
    }
    delimiter_ = std::count(header.text.begin(), header.text.end(), ';') > 0 ? ';' : ',';
    splitCells(header.text, delimiter_, header.has_quote, cells_);
    const std::vector<std::string> names = headerNames(cells_);
    for (std::size_t i = 0; i < names.size(); ++i) {
      std::size_t* column = names[i] == "t_s"     ? &time_
                            : names[i] == "part"  ? &part_
                            : names[i] == "count" ? &count_
                                                  : nullptr;
      if (column != nullptr) {
        *column = i;
      } else {
        report(std::max(header.line, 1), 1, fmt::format("unknown column \"{}\"", names[i]),
               "a schedule has the columns t_s, part, count");
      }
    }
    if (time_ == kNoColumn)
      report(std::max(header.line, 1), 1, "there is no column \"t_s\"", "add the times in seconds");
  }

  std::string_view cell(std::size_t column) {
    return column < cells_.size() ? cellText(cells_[column], scratch_) : std::string_view();
  }

  void readRow(const CsvRecord& record) {
    splitCells(record.text, delimiter_, record.has_quote, cells_);
    const auto columnOf = [&](std::size_t index) {
      return index < cells_.size() ? characterColumn(record.text, cells_[index].data()) : 1;
    };
    Json row;
    const bool has_comma = delimiter_ == ';' && cell(time_).find(',') != std::string_view::npos;
    const CellNumber time = parseCell(cell(time_), has_comma ? ',' : '.');
    if (time.is_missing || time.is_defect || time.value < 0) {
      report(record.line, columnOf(time_), fmt::format("{} is no time", shownCell(cell(time_))),
             "give a number of at least 0 s");
    } else if (time.value < last_s_) {
      report(record.line, columnOf(time_), fmt::format("{} s is before the row above, {} s", time.value, last_s_),
             "sort the rows by time");
    } else {
      row["t_s"] = last_s_ = time.value;
    }
    if (const std::string part(cell(part_)); !part.empty()) {
      row["part"] = part;
      if (std::find(parts_.begin(), parts_.end(), part) == parts_.end()) {
        const auto nearest = nearestWord(part, parts_);
        report(record.line, columnOf(part_), fmt::format("no part \"{}\"", part),
               nearest ? fmt::format("did you mean \"{}\"?", *nearest)
                       : fmt::format("known are {}", fmt::join(parts_, ", ")));
      }
    }
    if (!cell(count_).empty()) {
      const CellNumber count = parseCell(cell(count_), '.');
      if (count.is_missing || count.is_defect || count.value < 1 || count.value > 1e9 ||
          count.value != std::floor(count.value)) {
        report(record.line, columnOf(count_), fmt::format("{} is no count of parts", shownCell(cell(count_))),
               "give a whole number of at least 1");
      } else {
        row["count"] = static_cast<std::int64_t>(count.value);
      }
    }
    rows_.push_back(std::move(row));
  }

  std::string file_;
  const std::vector<std::string>& parts_;
  Findings& findings_;
  CsvRecords records_;
  char delimiter_ = ',';
  std::size_t time_ = kNoColumn;
  std::size_t part_ = kNoColumn;
  std::size_t count_ = kNoColumn;
  double last_s_ = 0;
  std::vector<std::string_view> cells_;
  std::string scratch_;
  Json rows_ = Json::array();
};

/// Calls visit for the schedule of every source that names a file.
template <class Root, class Visit>
void forEachScheduleFile(Root& root, const Visit& visit) {
  if (!root.is_object() || !root.contains("elements") || !root["elements"].is_array()) return;
  for (std::size_t i = 0; i < root["elements"].size(); ++i) {
    auto& element = root["elements"][i];
    if (!element.is_object() || !element.contains("type") || element["type"] != "source") continue;
    if (element.contains("schedule") && element["schedule"].is_string()) {
      visit(element["schedule"], fmt::format("/elements/{}/schedule", i));
    }
  }
}

}  // namespace

Json withSchedules(Json root, const std::filesystem::path& folder, Findings& findings) {
  const std::vector<std::string> parts = idsOfParts(root);
  forEachScheduleFile(root, [&](Json& schedule, const std::string& pointer) {
    const std::filesystem::path file = folder / schedule.get<std::string>();
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
      findings.push_back({Severity::Error, Place{"", pointer, 0, 0}, fmt::format("no file \"{}\"", file.string()),
                          "check the name; it is looked for beside the factory file"});
      return;
    }
    try {
      if (Json rows = ScheduleReader(file, parts, findings).read(); !rows.is_null()) schedule = std::move(rows);
    } catch (const InputError& problem) {
      findings.insert(findings.end(), problem.findings().begin(), problem.findings().end());
    }
  });
  return root;
}

Findings unreadScheduleFiles(const Json& root) {
  Findings findings;
  forEachScheduleFile(root, [&](const Json& schedule, const std::string& pointer) {
    findings.push_back(
        {Severity::Error, Place{"", pointer, 0, 0},
         fmt::format("the times of \"{}\" have not been read in", schedule.get<std::string>()),
         "give them as [{\"t_s\": 0}, ...], or put the name into a factory file: opening that reads them"});
  });
  return findings;
}

}  // namespace mw::factory
