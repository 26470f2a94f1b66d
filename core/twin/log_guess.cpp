// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_guess.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/csv_cells.h"
#include "core/twin/log_header.h"
#include "core/twin/time_guess.h"

namespace mw::twin {
namespace {

/// The cells of the sample, column by column, below the header.
struct Columns {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> cells;
};

std::vector<std::string_view> split(const std::string& line, char delimiter) {
  std::vector<std::string_view> cells;
  splitCells(line, delimiter, line.find('"') != std::string::npos, cells);
  return cells;
}

std::string nameOf(char delimiter) {
  switch (delimiter) {
    case ',':
      return "comma";
    case ';':
      return "semicolon";
    case '\t':
      return "tab";
    default:
      return "bar";
  }
}

bool isNumberOrStamp(std::string_view text, char decimal) {
  if (text.empty()) return false;
  if (!parseCell(text, decimal).is_defect) return true;
  for (const TimeKind kind : {TimeKind::Iso8601, TimeKind::DayFirst, TimeKind::MonthFirst, TimeKind::ElapsedClock}) {
    if (parseStampNs(text, kind, decimal)) return true;
  }
  return false;
}

/// True where cells hold something and none of them is a number.
bool isTextColumn(const std::vector<std::string>& cells, char decimal) {
  bool has_text = false;
  for (const std::string& cell : cells) {
    const CellNumber number = parseCell(cell, decimal);
    if (!number.is_defect && !number.is_missing) return false;
    has_text = has_text || number.is_defect;
  }
  return has_text;
}

class MapGuess {
 public:
  MapGuess(const LogSample& sample, std::span<const std::string> needed, const MapWishes& wishes)
      : sample_(sample), needed_(needed), wishes_(wishes) {
    // A last line that breaks off tells nothing, unless there is hardly anything else.
    for (const LogSample::Record& record : sample.records) {
      if (record.has_line_end || lines_.size() < 2) lines_.push_back(record.text);
    }
    guess_.map.utc_offset_s = wishes.utc_offset_s;
    guess_.map.encoding = wishes.encoding;
  }

  GuessedMap guess() {
    if (lines_.empty()) {
      setProblem("is empty", "give a header and at least one row");
      return std::move(guess_);
    }
    sayEncoding();
    guessDelimiter();
    guess_.map.decimal = wishes_.decimal.value_or(guessDecimal());
    cutColumns();
    say(fmt::format("columns are divided by {}s, the decimal sign is a {}", nameOf(guess_.map.delimiter),
                    guess_.map.decimal == '.' ? "point" : "comma"));
    if (!guess_.map.has_header) say("there is no header, columns are called column1, column2, ...");
    if (guess_.map.has_header && lines_.size() == 1) {
      setProblem("has nothing below its header", "give at least one row, or say that there is no header");
    }
    guessTime();
    guessSignals();
    return std::move(guess_);
  }

 private:
  void say(std::string sentence) { guess_.said.push_back(std::move(sentence)); }

  /// The first problem stays: what comes later may follow from it.
  void setProblem(std::string cause, std::string cure) {
    if (guess_.problem) return;
    guess_.problem = Finding{Severity::Error, Place{sample_.file, "", 1, 1}, std::move(cause), std::move(cure)};
  }

  void sayEncoding() {
    const EncodingGuess& guess = sample_.guess;
    if (sample_.encoding || guess.encoding == TextEncoding::Utf8) return;
    const std::string& name = encodingName(guess.encoding);
    if (guess.mark_bytes > 0) {
      say(fmt::format("its text is in {}: it begins with that byte order mark", name));
    } else if (guess.is_mixed) {
      say(fmt::format("some of its lines are in utf-8, the others are taken for {}", name));
    } else if (guess.encoding == TextEncoding::Latin1 || guess.encoding == TextEncoding::Windows1252) {
      say(fmt::format("its text is not utf-8 and taken for {}", name));
    } else {
      say(fmt::format("its text is taken for {}: every other byte is zero", name));
    }
  }

  void guessDelimiter() {
    if (wishes_.delimiter) {
      guess_.map.delimiter = *wishes_.delimiter;
      return;
    }
    char best = '\0';
    std::size_t best_lines = 0;
    std::size_t best_cells = 0;
    for (const char candidate : {',', ';', '\t', '|'}) {
      const std::size_t cells = split(lines_[0], candidate).size();
      if (cells < 2) continue;
      const auto lines =
          static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), [&](const std::string& line) {
            return split(line, candidate).size() == cells;
          }));
      if (lines > best_lines || (lines == best_lines && cells > best_cells)) {
        best = candidate;
        best_lines = lines;
        best_cells = cells;
      }
    }
    if (best != '\0') {
      guess_.map.delimiter = best;
    } else if (wishes_.time_kind != TimeKind::RowNumber) {
      setProblem("no comma, semicolon, tab or bar divides the first line into columns",
                 "give a table with a time column and at least one signal, or a map that names the delimiter");
    }
  }

  [[nodiscard]] char guessDecimal() const {
    if (guess_.map.delimiter == ',') return '.';
    std::size_t commas = 0;
    std::size_t points = 0;
    std::string scratch;
    for (const std::string& line : lines_) {
      for (const std::string_view cell : split(line, guess_.map.delimiter)) {
        const std::string_view text = cellText(cell, scratch);
        if (text.find(',') != std::string_view::npos && !parseCell(text, ',').is_defect) ++commas;
        if (text.find('.') != std::string_view::npos && !parseCell(text, '.').is_defect) ++points;
      }
    }
    return commas > points ? ',' : '.';
  }

  void cutColumns() {
    LogMap& map = guess_.map;
    std::string scratch;
    const auto first = split(lines_[0], map.delimiter);
    map.has_header = wishes_.has_header.value_or(!std::all_of(first.begin(), first.end(), [&](std::string_view cell) {
      return isNumberOrStamp(cellText(cell, scratch), map.decimal);
    }));
    columns_.names = map.has_header ? headerNames(first) : numberedNames(first.size());
    columns_.cells.resize(first.size());
    for (std::size_t i = map.has_header ? 1 : 0; i < lines_.size(); ++i) {
      const auto cells = split(lines_[i], map.delimiter);
      for (std::size_t j = 0; j < std::min(cells.size(), first.size()); ++j) {
        columns_.cells[j].emplace_back(cellText(cells[j], scratch));
      }
    }
  }

  void guessTime() {
    if (wishes_.time_kind == TimeKind::RowNumber) {
      guess_.map.time_kind = TimeKind::RowNumber;
      say("rows are counted, one per second");
      return;
    }
    if (const auto column = wishes_.time_column ? wishedColumn() : guessTimeColumn()) takeTime(*column);
  }

  /// The wished column with the wished kind, or the one its cells suggest.
  std::optional<std::size_t> wishedColumn() {
    const auto found = std::find(columns_.names.begin(), columns_.names.end(), *wishes_.time_column);
    if (found == columns_.names.end()) {
      setProblem(fmt::format("no column \"{}\"", *wishes_.time_column), "choose one of those that are there");
      return std::nullopt;
    }
    const auto column = static_cast<std::size_t>(found - columns_.names.begin());
    const auto kind = timeKindOfColumn(columns_.cells[column], columns_.names[column], guess_.map.decimal);
    guess_.map.time_column = columns_.names[column];
    if (!kind && !wishes_.time_kind) {
      setProblem(fmt::format("column \"{}\" holds no stamps that can be read", columns_.names[column]),
                 "choose how its stamps are written, or another column");
    }
    guess_.map.time_kind = wishes_.time_kind.value_or(kind.value_or(TimeKind::ElapsedS));
    return column;
  }

  std::optional<std::size_t> guessTimeColumn() {
    const std::size_t count = columns_.names.size();
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < count; ++i) {
      if (isTimeName(columns_.names[i])) order.push_back(i);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (!isTimeName(columns_.names[i])) order.push_back(i);
    }
    const bool has_named = count > 0 && isTimeName(columns_.names[order[0]]);
    for (const std::size_t i : order) {
      const std::string& name = columns_.names[i];
      const auto kind = timeKindOfColumn(columns_.cells[i], name, guess_.map.decimal);
      if (!kind || name.empty()) continue;
      // Without a telling name only written dates pass for time, or the first column where no other has such a name.
      const bool is_date = isAbsolute(*kind) && *kind >= TimeKind::Iso8601;
      if (!isTimeName(name) && (has_named || i != 0) && !is_date) continue;
      if (*kind == TimeKind::ElapsedClock && hasDatesBeside(i)) continue;
      guess_.map.time_column = name;
      guess_.map.time_kind = wishes_.time_kind.value_or(*kind);
      return i;
    }
    setProblem(has_named ? fmt::format("column \"{}\" holds no stamps that can be read", columns_.names[order[0]])
                         : std::string("no column holds time stamps"),
               "give ISO 8601 dates, epoch or elapsed seconds, or a map that names time column and kind");
    return std::nullopt;
  }

  /// A column of times of day is the clock of a column of dates where there is one.
  [[nodiscard]] bool hasDatesBeside(std::size_t clock) const {
    for (std::size_t i = 0; i < columns_.names.size(); ++i) {
      if (i == clock || columns_.cells[i].empty()) continue;
      const auto kind = timeKindOfColumn(columns_.cells[i], columns_.names[i], guess_.map.decimal);
      if (kind && areDatesAlone(columns_.cells[i], *kind)) return true;
    }
    return false;
  }

  void takeTime(std::size_t column) {
    LogMap& map = guess_.map;
    const std::vector<std::string>& cells = columns_.cells[column];
    if (wishes_.clock_column) {
      map.clock_column = *wishes_.clock_column;
    } else if (areDatesAlone(cells, map.time_kind)) {
      for (std::size_t i = 0; i < columns_.names.size() && map.clock_column.empty(); ++i) {
        if (i != column && areClockTimes(columns_.cells[i])) map.clock_column = columns_.names[i];
      }
    }
    const bool is_written = isAbsolute(map.time_kind) && map.time_kind >= TimeKind::Iso8601;
    const std::string zone = map.utc_offset_s == 0 ? "UTC" : "UTC" + utcOffsetText(map.utc_offset_s);
    say(fmt::format("time is column \"{}\"{} of kind {}{}", map.time_column,
                    map.clock_column.empty() ? "" : fmt::format(" with column \"{}\"", map.clock_column),
                    timeKindName(map.time_kind),
                    is_written ? fmt::format(" ({} where no offset is written)", zone) : ""));
    if (map.time_kind == TimeKind::DayFirst && !wishes_.time_kind && isDayOrMonthFirst(cells)) {
      say("its dates could be read with the month first, too");
    }
  }

  [[nodiscard]] bool isNeeded(const std::string& column) const {
    const std::string name = nameAndUnit(column).name;
    return std::any_of(needed_.begin(), needed_.end(),
                       [&](const std::string& word) { return word == column || word == name; });
  }

  void guessSignals() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < columns_.names.size(); ++i) {
      const std::string& column = columns_.names[i];
      if (column.empty() || column == guess_.map.time_column || column == guess_.map.clock_column) continue;
      if (isTextColumn(columns_.cells[i], guess_.map.decimal) && !isNeeded(column)) {
        say(fmt::format("column \"{}\" holds text and is left out", column));
        continue;
      }
      NameAndUnit parts = nameAndUnit(column);
      const bool is_taken = std::find(names.begin(), names.end(), parts.name) != names.end();
      const bool is_wanted_whole = std::find(needed_.begin(), needed_.end(), column) != needed_.end();
      if (is_taken || is_wanted_whole) parts.name = column;
      if (column.find('#') != std::string::npos) {
        say(fmt::format("column \"{}\" is the later one of equal names", column));
      }
      names.push_back(parts.name);
      guess_.map.columns.push_back({column, parts.name, parts.unit});
    }
    if (guess_.map.columns.empty()) setProblem("no column holds numbers", "give at least one signal");
  }

  const LogSample& sample_;
  std::span<const std::string> needed_;
  const MapWishes& wishes_;
  std::vector<std::string> lines_;
  Columns columns_;
  GuessedMap guess_;
};

}  // namespace

GuessedMap guessLogMap(const LogSample& sample, std::span<const std::string> needed, const MapWishes& wishes) {
  return MapGuess(sample, needed, wishes).guess();
}

GuessedMap guessLogMap(const std::filesystem::path& file, std::span<const std::string> needed,
                       const MapWishes& wishes) {
  GuessedMap guess = guessLogMap(LogSample::read(file, wishes.encoding), needed, wishes);
  if (guess.problem) throw InputError({*guess.problem});
  return guess;
}

}  // namespace mw::twin
