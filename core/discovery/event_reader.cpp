// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/event_reader.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <unordered_map>
#include <unordered_set>

#include "core/base/csv_cells.h"
#include "core/base/csv_records.h"
#include "core/discovery/event_guess.h"
#include "core/discovery/overlaps.h"
#include "core/discovery/wall_clock.h"

namespace mw::discovery {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kDayNs = 86'400'000'000'000;

/// Names kept once.
class Names {
 public:
  explicit Names(std::vector<std::string>& list) : list_(list) {}
  Index of(std::string_view name) {
    const auto [at, is_new] = indices_.try_emplace(std::string(name), static_cast<Index>(list_.size()));
    if (is_new) list_.emplace_back(name);
    return at->second;
  }

 private:
  std::vector<std::string>& list_;
  std::unordered_map<std::string, Index> indices_;
};

class Reader {
 public:
  Reader(std::filesystem::path file, GuessedEventMap guess)
      : file_(std::move(file)),
        import_{{}, std::move(guess.map), std::move(guess.said), {}},
        cases_(import_.log.cases),
        activities_(import_.log.activities),
        resources_(import_.log.resources),
        parts_(import_.log.parts),
        workers_(import_.log.workers) {}

  EventImport read(const std::stop_token& stop, const ProgressSink& progress) {
    CsvRecords records(file_, import_.map.encoding);
    CsvRecord record;
    bool has_header = false;
    while (records.next(record)) {
      if (stop.stop_requested()) throw Cancelled();
      if (trimmed(record.text).empty() && !record.is_too_long && !record.has_open_quote) continue;
      line_ = record.line;
      if (!has_header) {
        readHeader(record);
        has_header = true;
        continue;
      }
      if (++import_.report.rows_read % 20'000 == 0 && progress) {
        progress({static_cast<double>(records.bytesTaken()), static_cast<double>(records.byteCount()), "bytes"});
      }
      readRow(record);
    }
    finish();
    return std::move(import_);
  }

 private:
  void readHeader(const CsvRecord& record) {
    std::vector<std::string_view> cells;
    splitCells(record.text, *import_.map.delimiter, true, cells);
    names_ = headerNames(cells);
    std::vector<bool> is_read(names_.size(), false);
    const auto columnOf = [&](const std::string& name) {
      const auto at = std::find(names_.begin(), names_.end(), name);
      if (name.empty() || at == names_.end()) return kNone;
      is_read[static_cast<std::size_t>(at - names_.begin())] = true;
      return static_cast<Index>(at - names_.begin());
    };
    for (const MapRole& role : mapRoles()) columns_.push_back(columnOf(import_.map.*role.column));
    kind_ = columnOf(import_.map.kind);
    for (const RowFilter& filter : import_.map.filters) filters_.push_back(columnOf(filter.column));
    for (std::size_t c = 0; c < names_.size(); ++c) {
      if (!is_read[c] && !names_[c].empty()) import_.report.unread_columns.push_back(names_[c]);
    }
  }

  [[nodiscard]] Index columnOf(std::string EventMap::*role) const {
    const auto& roles = mapRoles();
    const auto at = std::find_if(roles.begin(), roles.end(), [&](const MapRole& each) { return each.column == role; });
    return columns_[static_cast<std::size_t>(at - roles.begin())];
  }

  std::string_view cell(Index column) {
    return column < cells_.size() ? cellText(cells_[column], scratch_) : std::string_view();
  }

  void note(RowDefect defect, const std::string& what) {
    const auto i = static_cast<std::size_t>(defect);
    ++import_.report.counts[i];
    if (import_.report.firsts[i]) return;
    import_.report.firsts[i] = Finding{
        Severity::Warning, {file_.string(), "", line_, 0}, what, isRefused(defect) ? "the row is left out" : ""};
  }

  bool isFiltered() {
    for (std::size_t i = 0; i < filters_.size(); ++i) {
      const RowFilter& filter = import_.map.filters[i];
      const std::string text(cell(filters_[i]));
      const auto has = [&](const auto& list) { return std::find(list.begin(), list.end(), text) != list.end(); };
      if (filter.keep.empty() ? has(filter.drop) : !has(filter.keep)) return true;
    }
    return false;
  }

  void readRow(const CsvRecord& record) {
    if (record.is_too_long || record.has_open_quote || record.text.find('\0') != std::string_view::npos) {
      return note(RowDefect::Unreadable, "a line that can't be cut into cells");
    }
    splitCells(record.text, *import_.map.delimiter, record.has_quote, cells_);
    if (isFiltered()) {
      ++import_.report.rows_filtered;
      return;
    }
    const Index last = std::max(columnOf(&EventMap::complete), columnOf(&EventMap::start));
    if (cells_.size() <= last) {
      return note(RowDefect::FewCells, fmt::format("{} cells where the header has {}", cells_.size(), names_.size()));
    }
    EventRow row;
    row.line = line_;
    if (!readNames(row) || !readTimes(row)) return;
    if (!seen_.insert(std::hash<std::string_view>{}(record.text)).second)
      return note(RowDefect::Repeated, "a row that is there already");
    readQuantities(row);
    readKind(row);
    if (row.complete_s == row.start_s) note(RowDefect::NoLength, "it completes at the instant of its start");
    import_.log.rows.push_back(row);
  }

  bool readNames(EventRow& row) {
    const auto required = [&](std::string EventMap::*role, Names& names, Index& index, RowDefect defect,
                              const char* what) {
      const std::string_view text = trimmed(cell(columnOf(role)));
      if (text.empty()) {
        note(defect, fmt::format("no {} in this row", what));
        return false;
      }
      index = names.of(text);
      return true;
    };
    if (!required(&EventMap::case_column, cases_, row.case_index, RowDefect::NoCase, "case")) return false;
    if (!required(&EventMap::activity, activities_, row.activity, RowDefect::NoActivity, "activity")) return false;
    const bool has_resource = columnOf(&EventMap::resource) != kNone;
    const auto resource = has_resource ? &EventMap::resource : &EventMap::activity;
    if (!required(resource, resources_, row.resource, RowDefect::NoResource, "resource")) return false;
    const auto optional = [&](std::string EventMap::*role, Names& names, Index& index) {
      const std::string_view text = trimmed(cell(columnOf(role)));
      if (!text.empty()) index = names.of(text);
    };
    optional(&EventMap::part, parts_, row.part);
    optional(&EventMap::worker, workers_, row.worker);
    return true;
  }

  std::optional<double> stamp(std::string EventMap::*role, RowDefect defect) {
    const std::string_view text = cell(columnOf(role));
    const twin::TimeKind kind = *import_.map.time_kind;
    import_.report.has_offsets |= kind == twin::TimeKind::Iso8601 && withoutOffset(text).size() < text.size();
    const auto ns = wallClockNs(text, kind, *import_.map.decimal);
    if (!ns) {
      note(defect, fmt::format("{} in \"{}\" is no stamp of kind {}", shownCell(text), import_.map.*role,
                               twin::timeKindName(kind)));
      return std::nullopt;
    }
    if (!first_day_) first_day_ = *ns >= 0 ? *ns / kDayNs : (*ns - kDayNs + 1) / kDayNs;
    return static_cast<double>(*ns - *first_day_ * kDayNs) * 1e-9;
  }

  bool readTimes(EventRow& row) {
    const auto start_s = stamp(&EventMap::start, RowDefect::BadStart);
    const auto complete_s = stamp(&EventMap::complete, RowDefect::BadComplete);
    if (!start_s || !complete_s) return false;
    if (*complete_s < *start_s) {
      note(RowDefect::EndBeforeStart,
           fmt::format("completes {:g} s before it starts", std::round((*start_s - *complete_s) * 1000) / 1000));
      return false;
    }
    row.start_s = *start_s;
    row.complete_s = *complete_s;
    return true;
  }

  double number(std::string EventMap::*role) {
    const std::string_view text = cell(columnOf(role));
    const CellNumber parsed = parseCell(text, *import_.map.decimal);
    if (!parsed.is_defect && !(parsed.value < 0)) return parsed.value;
    note(RowDefect::BadNumber, fmt::format("{} in \"{}\" is no number of pieces", shownCell(text), import_.map.*role));
    return kNan;
  }

  void readQuantities(EventRow& row) {
    const auto optional = [&](std::string EventMap::*role) { return columnOf(role) == kNone ? kNan : number(role); };
    row.quantity = optional(&EventMap::quantity);
    row.rejects = optional(&EventMap::rejects);
    row.order_quantity = optional(&EventMap::order_quantity);
  }

  void readKind(EventRow& row) {
    if (kind_ == kNone) return;
    const std::string_view text = trimmed(cell(kind_));
    const auto has = [&](const auto& list) { return std::find(list.begin(), list.end(), text) != list.end(); };
    if (has(import_.map.setup_kinds)) row.kind = RowKind::Setup;
    if (has(import_.map.breakdown_kinds)) row.kind = RowKind::Breakdown;
  }

  void requireRows() const {
    const ReadReport& report = import_.report;
    const std::size_t backwards = report.count(RowDefect::EndBeforeStart);
    if (backwards > 0 && backwards >= report.rows_used) {
      throw InputError(
          {file_.string(), "", report.firsts[static_cast<std::size_t>(RowDefect::EndBeforeStart)]->place.line, 0},
          fmt::format("{} of {} rows complete before they start", backwards, report.rows_read),
          fmt::format("\"{}\" and \"{}\" seem to be the wrong way round: swap start and complete in the map",
                      import_.map.start, import_.map.complete));
    }
    if (report.rows_used > 0) return;
    std::string why = fmt::format("none of its {} rows can be used", report.rows_read);
    for (std::size_t i = 0; i < kRowDefects; ++i) {
      if (report.counts[i] > 0)
        why += fmt::format("; {} {}", report.counts[i], rowDefectName(static_cast<RowDefect>(i)));
    }
    if (report.rows_filtered > 0) why += fmt::format("; {} filtered out", report.rows_filtered);
    throw InputError({file_.string(), "", 0, 0}, why, "check the map's columns, its kind of time and its filters");
  }

  void finish() {
    EventLog& log = import_.log;
    import_.report.rows_used = log.rows.size();
    requireRows();
    std::stable_sort(log.rows.begin(), log.rows.end(), [](const EventRow& a, const EventRow& b) {
      return a.start_s != b.start_s ? a.start_s < b.start_s : a.complete_s < b.complete_s;
    });
    const double shift_s = std::floor(log.rows.front().start_s / 86400) * 86400;
    for (EventRow& row : log.rows) {
      row.start_s -= shift_s;
      row.complete_s -= shift_s;
      log.end_s = std::max(log.end_s, row.complete_s);
    }
    log.has_date = twin::isAbsolute(*import_.map.time_kind);
    log.first_day = log.has_date ? *first_day_ + static_cast<std::int64_t>(shift_s / 86400) : 0;
    for (const EventRow& row : overlappingRows(log)) {
      line_ = row.line;
      note(RowDefect::Overlapping, fmt::format("{} works on something else then", log.resources[row.resource]));
    }
  }

  std::filesystem::path file_;
  EventImport import_;
  Names cases_;
  Names activities_;
  Names resources_;
  Names parts_;
  Names workers_;
  std::vector<std::string> names_;
  std::vector<Index> columns_;  ///< as mapRoles()
  Index kind_ = kNone;
  std::vector<Index> filters_;
  std::vector<std::string_view> cells_;
  std::string scratch_;
  std::unordered_set<std::size_t> seen_;  ///< hashes of the rows
  std::optional<std::int64_t> first_day_;
  int line_ = 0;
};

}  // namespace

const std::string& rowDefectName(RowDefect defect) {
  static const std::array<std::string, kRowDefects> names = {"with too few cells",
                                                             "that can't be cut into cells",
                                                             "without case",
                                                             "without activity",
                                                             "without resource",
                                                             "whose start is no time",
                                                             "whose end is no time",
                                                             "that complete before they start",
                                                             "that repeat another row",
                                                             "with a quantity that is no number",
                                                             "of no length",
                                                             "that overlap with other work of their resource"};
  return names[static_cast<std::size_t>(defect)];
}

bool isRefused(RowDefect defect) {
  return defect <= RowDefect::Repeated;
}

std::size_t ReadReport::refused() const {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < kRowDefects; ++i) {
    if (isRefused(static_cast<RowDefect>(i))) sum += counts[i];
  }
  return sum;
}

EventImport readEventLog(const std::filesystem::path& file, const std::optional<EventMap>& map,
                         const std::stop_token& stop, const ProgressSink& progress) {
  const twin::LogSample sample = twin::LogSample::read(file, map ? map->encoding : std::nullopt);
  return Reader(file, map ? completedMap(sample, *map) : guessEventMap(sample)).read(stop, progress);
}

}  // namespace mw::discovery
