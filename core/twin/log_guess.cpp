// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_guess.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "core/base/csv_cells.h"
#include "core/base/csv_records.h"
#include "core/base/error.h"
#include "core/twin/log_header.h"

namespace mw::twin {
namespace {

constexpr std::size_t kSampleLines = 200;

struct Sample {
  std::string file;
  std::vector<std::string> lines;
};

/// The cells of the sample, column by column, below the header.
struct Columns {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> cells;
};

Sample readSample(const std::filesystem::path& file) {
  CsvRecords records(file);
  Sample sample{file.string(), {}};
  CsvRecord record;
  while (sample.lines.size() < kSampleLines && records.next(record)) {
    if (!trimmed(record.text).empty() && (record.has_line_end || sample.lines.size() < 2)) {
      sample.lines.emplace_back(record.text);
    }
  }
  if (sample.lines.empty()) {
    throw InputError(Place{sample.file, "", 1, 1}, "is empty", "give a header and at least one row");
  }
  return sample;
}

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

char guessDelimiter(const Sample& sample) {
  char best = '\0';
  std::size_t best_lines = 0;
  std::size_t best_cells = 0;
  for (const char candidate : {',', ';', '\t', '|'}) {
    const std::size_t cells = split(sample.lines[0], candidate).size();
    if (cells < 2) continue;
    const auto lines =
        static_cast<std::size_t>(std::count_if(sample.lines.begin(), sample.lines.end(), [&](const std::string& line) {
          return split(line, candidate).size() == cells;
        }));
    if (lines > best_lines || (lines == best_lines && cells > best_cells)) {
      best = candidate;
      best_lines = lines;
      best_cells = cells;
    }
  }
  if (best == '\0') {
    throw InputError(Place{sample.file, "", 1, 1},
                     "no comma, semicolon, tab or bar divides the first line into columns",
                     "give a table with a time column and at least one signal, or a map that names the delimiter");
  }
  return best;
}

char guessDecimal(const Sample& sample, char delimiter) {
  if (delimiter == ',') return '.';
  std::size_t commas = 0;
  std::size_t points = 0;
  std::string scratch;
  for (const std::string& line : sample.lines) {
    for (const std::string_view cell : split(line, delimiter)) {
      const std::string_view text = cellText(cell, scratch);
      if (text.find(',') != std::string_view::npos && !parseCell(text, ',').is_defect) ++commas;
      if (text.find('.') != std::string_view::npos && !parseCell(text, '.').is_defect) ++points;
    }
  }
  return commas > points ? ',' : '.';
}

bool isNumberOrStamp(std::string_view text, char decimal) {
  return !text.empty() && (!parseCell(text, decimal).is_defect || parseIso8601Ns(text).has_value());
}

Columns cutColumns(const Sample& sample, LogMap& map) {
  std::string scratch;
  const auto first = split(sample.lines[0], map.delimiter);
  map.has_header = !std::all_of(first.begin(), first.end(), [&](std::string_view cell) {
    return isNumberOrStamp(cellText(cell, scratch), map.decimal);
  });
  Columns columns{map.has_header ? headerNames(first) : numberedNames(first.size()), {}};
  columns.cells.resize(first.size());
  for (std::size_t i = map.has_header ? 1 : 0; i < sample.lines.size(); ++i) {
    const auto cells = split(sample.lines[i], map.delimiter);
    for (std::size_t j = 0; j < std::min(cells.size(), first.size()); ++j) {
      columns.cells[j].emplace_back(cellText(cells[j], scratch));
    }
  }
  return columns;
}

std::string lowerCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
  return text;
}

bool isTimeName(const std::string& column) {
  static const std::array<const char*, 16> kNames{
      "t",   "time",   "timestamp", "time_stamp",  "datetime", "date_time", "date",    "ts",
      "t_s", "time_s", "zeit",      "zeitstempel", "epoch",    "unixtime",  "time_ms", "t_ms"};
  const std::string name = lowerCase(nameAndUnit(column).name);
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

TimeKind kindOfSize(double size, const std::string& column) {
  if (size > 1e17) return TimeKind::EpochNs;
  if (size > 1e14) return TimeKind::EpochUs;
  if (size > 1e11) return TimeKind::EpochMs;
  if (size > 1e8) return TimeKind::EpochS;
  const std::string unit = lowerCase(nameAndUnit(column).unit);
  return unit == "ms" || lowerCase(column).ends_with("_ms") ? TimeKind::ElapsedMs : TimeKind::ElapsedS;
}

/// The kind of a column of stamps, by its first cell that is one; nothing where fewer than nine in ten cells are of it.
std::optional<TimeKind> timeKindOfColumn(const std::vector<std::string>& cells, const std::string& column,
                                         char decimal) {
  std::optional<TimeKind> kind;
  std::size_t stamps = 0;
  for (const std::string& cell : cells) {
    const CellNumber number = parseCell(cell, decimal);
    if (!kind && parseIso8601Ns(cell) && (number.is_defect || isTimeName(column)) && cell.size() >= 8) {
      kind = TimeKind::Iso8601;
    } else if (!kind && !number.is_defect && !number.is_missing) {
      kind = kindOfSize(std::abs(number.value), column);
    }
    if (kind && parseStampNs(cell, *kind, decimal)) ++stamps;
  }
  return kind && 10 * stamps >= 9 * cells.size() ? kind : std::nullopt;
}

void guessTime(const Sample& sample, const Columns& columns, LogMap& map) {
  const std::size_t count = columns.names.size();
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < count; ++i) {
    if (isTimeName(columns.names[i])) order.push_back(i);
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!isTimeName(columns.names[i])) order.push_back(i);
  }
  const bool has_named = count > 0 && isTimeName(columns.names[order[0]]);
  for (const std::size_t i : order) {
    const auto kind = timeKindOfColumn(columns.cells[i], columns.names[i], map.decimal);
    if (!kind || columns.names[i].empty()) continue;
    // Without a telling name only written dates pass for time, or the first column where no other has such a name.
    if (!isTimeName(columns.names[i]) && (has_named || i != 0) && *kind != TimeKind::Iso8601) continue;
    map.time_column = columns.names[i];
    map.time_kind = *kind;
    return;
  }
  throw InputError(Place{sample.file, "", 1, 1},
                   has_named ? fmt::format("column \"{}\" holds no stamps that can be read", columns.names[order[0]])
                             : std::string("no column holds time stamps"),
                   "give ISO 8601 dates, epoch or elapsed seconds, or a map that names time column and kind");
}

bool isNeeded(const std::string& column, std::span<const std::string> needed) {
  const std::string name = nameAndUnit(column).name;
  return std::any_of(needed.begin(), needed.end(),
                     [&](const std::string& word) { return word == column || word == name; });
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

void guessSignals(const Columns& columns, std::span<const std::string> needed, GuessedMap& guess) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns.names.size(); ++i) {
    const std::string& column = columns.names[i];
    if (column.empty() || column == guess.map.time_column) continue;
    if (isTextColumn(columns.cells[i], guess.map.decimal) && !isNeeded(column, needed)) {
      guess.said.push_back(fmt::format("column \"{}\" holds text and is left out", column));
      continue;
    }
    NameAndUnit parts = nameAndUnit(column);
    const bool is_taken = std::find(names.begin(), names.end(), parts.name) != names.end();
    const bool is_wanted_whole = std::find(needed.begin(), needed.end(), column) != needed.end();
    if (is_taken || is_wanted_whole) parts.name = column;
    if (column.find('#') != std::string::npos) {
      guess.said.push_back(fmt::format("column \"{}\" is the later one of equal names", column));
    }
    names.push_back(parts.name);
    guess.map.columns.push_back({column, parts.name, parts.unit});
  }
}

}  // namespace

GuessedMap guessLogMap(const std::filesystem::path& file, std::span<const std::string> needed) {
  const Sample sample = readSample(file);
  GuessedMap guess;
  guess.map.delimiter = guessDelimiter(sample);
  guess.map.decimal = guessDecimal(sample, guess.map.delimiter);
  const Columns columns = cutColumns(sample, guess.map);
  guessTime(sample, columns, guess.map);
  guess.said.push_back(fmt::format("columns are divided by {}s, the decimal sign is a {}", nameOf(guess.map.delimiter),
                                   guess.map.decimal == '.' ? "point" : "comma"));
  if (!guess.map.has_header) guess.said.emplace_back("there is no header, columns are called column1, column2, ...");
  guess.said.push_back(
      fmt::format("time is column \"{}\" of kind {}{}", guess.map.time_column, timeKindName(guess.map.time_kind),
                  guess.map.time_kind == TimeKind::Iso8601 ? " (UTC where no offset is written)" : ""));
  guessSignals(columns, needed, guess);
  if (guess.map.columns.empty()) {
    throw InputError(Place{sample.file, "", 1, 1}, "no column holds numbers", "give at least one signal");
  }
  return guess;
}

}  // namespace mw::twin
