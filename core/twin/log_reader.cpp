// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <numeric>
#include <optional>

#include "core/base/csv_cells.h"
#include "core/base/csv_records.h"
#include "core/twin/log_binding.h"

namespace mw::twin {
namespace {

constexpr std::int64_t kNsPerS = 1'000'000'000;
constexpr std::size_t kRowsBetweenReports = 16384;

const char* cureOf(Defect defect) {
  switch (defect) {
    case Defect::OtherDecimalSign:
    case Defect::GroupedDigits:
      return "name the decimal sign in the map and write numbers without grouping";
    case Defect::OutOfRange:
    case Defect::Infinite:
      return "leave the cell empty where there is no reading";
    case Defect::BadTime:
      return "check the time column and its kind in the map";
    case Defect::MissingColumn:
    case Defect::ExtraColumn:
      return "give every line as many cells as the header";
    case Defect::TooLong:
    case Defect::OpenQuote:
      return "check the quotes and line breaks there";
    case Defect::ClockBackwards:
    case Defect::DuplicateStamp:
      return "the row is left out";
    case Defect::RepeatedHeader:
    case Defect::CutLine:
      return "the line is left out";
    default:
      return "leave the cell empty where there is no reading, or leave the column out of the map";
  }
}

class LogReader {
 public:
  LogReader(const std::filesystem::path& file, const LogMap& map, const ImportOptions& options,
            const LogBlockSink& sink)
      : map_(map),
        options_(options),
        file_(file.string()),
        records_(file, options.encoding ? options.encoding : map.encoding),
        blocks_(headOf(file, map), isAbsolute(map.time_kind), options.late_window_s, sink) {}

  ImportReport read() {
    readHeader();
    CsvRecord record;
    while (!is_stopped_ && records_.next(record)) {
      readRow(record);
      if (++since_report_ == kRowsBetweenReports) reportProgress();
    }
    if (!errors_.empty()) throw InputError(std::move(errors_));
    finish();
    return std::move(report_);
  }

 private:
  static Log headOf(const std::filesystem::path& file, const LogMap& map) {
    Log head;
    head.name = file.stem().string();
    for (const SignalColumn& signal : map.columns) head.series.push_back({signal.name, signal.unit, {}});
    return head;
  }

  void readHeader() {
    CsvRecord record;
    do {
      if (!records_.next(record)) {
        throw InputError(Place{file_, "", 1, 1}, "is empty", "give a header and at least one row");
      }
    } while (!record.is_too_long && !record.has_open_quote && trimmed(record.text).empty());
    splitCells(record.text, map_.delimiter, record.has_quote, cells_);
    header_ = record.text;
    binding_.emplace(map_, cells_, Place{file_, "", record.line, 1});
    if (!binding_->findings().empty()) throw InputError(binding_->findings());
    values_.resize(map_.columns.size());
    if (!map_.has_header) readRow(record);
  }

  void readRow(const CsvRecord& record) {
    if (record.is_too_long || record.has_open_quote) {
      ++report_.rows_read;
      note(record.is_too_long ? Defect::TooLong : Defect::OpenQuote, record.line, 1,
           record.is_too_long ? "more than 1 MiB in one line" : "a quote is opened and never closed");
      return;
    }
    if (trimmed(record.text).empty()) return;
    ++report_.rows_read;
    splitCells(record.text, map_.delimiter, record.has_quote, cells_);
    if (!hasRightCells(record)) return;
    const std::size_t missing_before = report_.missing_values;
    std::optional<std::int64_t> stamp_ns;
    if (!readCells(record, stamp_ns) || !isLater(*stamp_ns, record)) {
      report_.missing_values = missing_before;
      return;
    }
    keep(*stamp_ns, record);
  }

  bool hasRightCells(const CsvRecord& record) {
    const std::size_t wanted = binding_->columns().size();
    if (cells_.size() == wanted) return true;
    if (cells_.size() < wanted) {
      if (!record.has_line_end) {
        note(Defect::CutLine, record.line, 1, "the last line breaks off");
      } else {
        note(Defect::MissingColumn, record.line, 1, fmt::format("{} cells, wants {}", cells_.size(), wanted));
      }
      return false;
    }
    const auto first_extra = cells_.begin() + static_cast<std::ptrdiff_t>(wanted);
    if (std::all_of(first_extra, cells_.end(), [](std::string_view cell) { return trimmed(cell).empty(); }))
      return true;
    note(Defect::ExtraColumn, record.line, characterColumn(record.text, first_extra->data()),
         fmt::format("{} cells, wants {}", cells_.size(), wanted));
    return false;
  }

  /// False when the row has no place in time.
  bool readCells(const CsvRecord& record, std::optional<std::int64_t>& stamp_ns) {
    if (!readStamp(record, stamp_ns)) return false;
    const std::vector<LogBinding::Column>& columns = binding_->columns();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].use == LogBinding::Use::Signal) values_[columns[i].signal] = readNumber(record, i);
    }
    return true;
  }

  bool readStamp(const CsvRecord& record, std::optional<std::int64_t>& stamp_ns) {
    const std::string_view text = binding_->stampText(cells_);
    stamp_ns = binding_->stampNs(text, report_.rows_read - 1);
    if (stamp_ns) return true;
    if (map_.has_header && record.text == header_) {
      note(Defect::RepeatedHeader, record.line, 1, "the header once more");
      return false;
    }
    const std::size_t column = binding_->timeColumn().value_or(0);
    note(Defect::BadTime, record.line, characterColumn(record.text, cells_[column].data()),
         text.empty() ? fmt::format("no stamp in column \"{}\"", map_.time_column)
                      : fmt::format("{} in column \"{}\" is no stamp of kind {}", shownCell(text), map_.time_column,
                                    timeKindName(map_.time_kind)));
    return false;
  }

  double readNumber(const CsvRecord& record, std::size_t column) {
    const std::string_view text = cellText(cells_[column], scratch_);
    const CellNumber number = parseCell(text, map_.decimal);
    if (number.is_defect) {
      const Defect defect = defectOf(number.defect);
      note(defect, record.line, characterColumn(record.text, cells_[column].data()),
           fmt::format("{} in column \"{}\" is not a number ({})", shownCell(text), binding_->columns()[column].name,
                       defectName(defect)));
    }
    if (number.is_missing) ++report_.missing_values;
    return number.value;
  }

  /// Whether it has its place in the log, or begins a new one.
  bool isLater(std::int64_t stamp_ns, const CsvRecord& record) {
    report_.back_rows.add(stamp_ns, record.line);
    if (!newest_ns_ || stamp_ns > *newest_ns_) return true;
    if (static_cast<double>(*newest_ns_ - stamp_ns) <= options_.late_window_s * static_cast<double>(kNsPerS) &&
        options_.late_window_s > 0) {
      return true;
    }
    const bool is_same = stamp_ns == *newest_ns_;
    if (!is_same && options_.cuts_segments) {
      newest_ns_.reset();
      return true;
    }
    note(is_same ? Defect::DuplicateStamp : Defect::ClockBackwards, record.line, 1,
         is_same ? "the stamp of the row before once more" : "the clock goes backwards");
    return false;
  }

  void keep(std::int64_t stamp_ns, const CsvRecord& record) {
    const bool is_first = !newest_ns_;
    newest_ns_ = std::max(newest_ns_.value_or(stamp_ns), stamp_ns);
    if (!errors_.empty()) return;
    if (is_first) beginSegment(record);
    blocks_.add(stamp_ns, values_);
    if (blocks_.isOverfull(options_.most_waiting_numbers)) {
      throw InputError(Place{file_, "", record.line, 1},
                       fmt::format("more than {} rows would wait for late ones",
                                   options_.most_waiting_numbers / (values_.size() + 1)),
                       "put rows in order within fewer seconds, or begin a new log where the clock goes back");
    }
  }

  void beginSegment(const CsvRecord& record) {
    if (blocks_.segments().size() == kMostSegments) {
      throw InputError(Place{file_, "", record.line, 1},
                       fmt::format("the clock goes back for the {}th time: this would make more than {} logs",
                                   kMostSegments, kMostSegments),
                       "leave out the rows that go back, or put them in order");
    }
    blocks_.begin(record.line, binding_->stampText(cells_));
  }

  void note(Defect defect, int line, int column, std::string cause) {
    const bool is_first = ++report_.counts[static_cast<std::size_t>(defect)] == 1;
    const bool is_error = !options_.keeps_going && stopsStrictImport(defect);
    Finding finding{is_error ? Severity::Error : Severity::Warning, Place{file_, "", line, column}, std::move(cause),
                    cureOf(defect)};
    if (is_error) {
      errors_.push_back(finding);
      is_stopped_ = errors_.size() >= ImportReport::kMaxPlaces;
    }
    if (is_first) report_.firsts[static_cast<std::size_t>(defect)] = finding;
    if (report_.places.size() < ImportReport::kMaxPlaces) report_.places.push_back(std::move(finding));
  }

  void reportProgress() {
    since_report_ = 0;
    if (options_.stop.stop_requested()) throw Cancelled("import stopped, nothing was kept");
    if (options_.progress) {
      options_.progress(
          {static_cast<double>(records_.bytesTaken()), static_cast<double>(records_.byteCount()), "bytes"});
    }
  }

  void finish() {
    if (blocks_.segments().empty()) {
      throw InputError(Place{file_, "", 1, 1}, "has no row that can be read", "give at least one row below the header");
    }
    blocks_.finish();
    report_.log = blocks_.head();
    report_.log.source_digest = records_.digest();
    report_.rows_kept = blocks_.rowCount();
    report_.duration_s = blocks_.duration_s();
    report_.readings = blocks_.readings();
    report_.late = blocks_.late();
    if (options_.cuts_segments) report_.segments = blocks_.segments();
    if (options_.late_window_s > 0) report_.late.dropped = report_.count(Defect::ClockBackwards);
    if (!blocks_.wasInOrder()) {  // rows may have been merged: what is missing now
      report_.missing_values = report_.rows_kept * report_.readings.size() -
                               std::accumulate(report_.readings.begin(), report_.readings.end(), std::size_t{0});
    }
  }

  const LogMap& map_;
  const ImportOptions& options_;
  std::string file_;
  CsvRecords records_;
  std::optional<LogBinding> binding_;  ///< once the first line is read
  std::string header_;
  std::vector<std::string_view> cells_;
  std::string scratch_;
  std::vector<double> values_;
  SegmentedBlocks blocks_;
  std::optional<std::int64_t> newest_ns_;  ///< of the rows kept in this segment
  ImportReport report_;
  Findings errors_;
  std::size_t since_report_ = 0;
  bool is_stopped_ = false;
};

}  // namespace

ImportReport streamLog(const std::filesystem::path& file, const LogMap& map, const ImportOptions& options,
                       const LogBlockSink& sink) {
  return LogReader(file, map, options, sink).read();
}

ImportReport readLog(const std::filesystem::path& file, const LogMap& map, const ImportOptions& options) {
  MW_REQUIRE(!options.cuts_segments);
  Log log;
  ImportReport report = streamLog(file, map, options, joinInto(log));
  log.epoch_s = report.log.epoch_s;
  log.source_digest = report.log.source_digest;
  report.log = std::move(log);
  return report;
}

}  // namespace mw::twin
