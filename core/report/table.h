// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/unit_symbol.h"
#include "core/numerics/statistics.h"

namespace mw::report {

/// One cell in every format: CSV and spreadsheet hold text; pages for people show as many of its figures as are worth
/// reading.
struct Cell {
  std::string text;
  bool is_number = false;  ///< text is one, in digits, with a point: a spreadsheet may calculate with it
  std::string rounded;     ///< of a number that has more figures than people read; else empty

  /// What a page shows.
  [[nodiscard]] const std::string& shown() const { return rounded.empty() ? text : rounded; }
};

struct Column {
  std::string name;
  std::string unit;  ///< empty for words and pure numbers

  /// "Stay [s]", as files spell it.
  [[nodiscard]] std::string heading() const { return unit.empty() ? name : name + " [" + unit + "]"; }
  /// The same for people: "Surface [°C]".
  [[nodiscard]] std::string title() const { return Column{name, unitSymbol(unit)}.heading(); }
  /// It holds the half widths of the column before it, and pages show the two as one: "57.9 ± 0.6".
  [[nodiscard]] bool isHalfWidth() const { return name == "±" || name.ends_with(" ±"); }
};

/// A table of a report.
struct Table {
  std::string id;     ///< letters, digits and dashes: the name of its file or sheet
  std::string title;  ///< for people
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< each as long as columns
  std::string note;                     ///< a sentence below
  std::size_t keys = 1;                 ///< leading columns that say what a row is of
  bool is_for_files = false;            ///< the numbers behind a picture: pages leave it out
};

/// The table as a page of A4 shows it: without columns that say nothing (empty or zero in every row, the note names
/// the zeros), in pieces of few columns where it has many, each with the key columns and without rows that say nothing
/// there. Means stay with their half widths.
[[nodiscard]] std::vector<Table> pageTables(const Table& table);

/// What a page shows of a cell: half widths with their sign.
[[nodiscard]] std::string shownIn(const Column& column, const Cell& cell);

[[nodiscard]] Cell textCell(std::string text);
/// The shortest text that reads back to the same bits; empty for NaN.
[[nodiscard]] Cell exactCell(double value);
/// The same, shown with three figures; whole numbers, which count something, in full.
[[nodiscard]] Cell figureCell(double value);
/// Appends mean and half width, shown with the figures that the half width warrants (numerics::decimalsOf); the half
/// width is empty where there is no interval.
void appendEstimate(std::vector<Cell>& row, const numerics::Estimate& estimate, double scale = 1);

}  // namespace mw::report
