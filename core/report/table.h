// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/numerics/statistics.h"

namespace mw::report {

/// One cell as it stands in every format: HTML, CSV, spreadsheet and PDF show the same characters.
struct Cell {
  std::string text;
  bool is_number = false;  ///< text is one, in digits, with a point: a spreadsheet may calculate with it
};

struct Column {
  std::string name;
  std::string unit;  ///< empty for words and pure numbers

  /// "Stay [s]".
  [[nodiscard]] std::string heading() const { return unit.empty() ? name : name + " [" + unit + "]"; }
};

/// A table of a report.
struct Table {
  std::string id;     ///< letters, digits and dashes: the name of its file or sheet
  std::string title;  ///< for people
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< each as long as columns
  std::string note;                     ///< a sentence below
  std::size_t keys = 1;                 ///< leading columns that say what a row is of
};

/// The table as a page of A4 shows it: in pieces of few columns where it has many, each with the key columns; pairs of
/// mean and half width stay together.
[[nodiscard]] std::vector<Table> pageTables(const Table& table);

[[nodiscard]] Cell textCell(std::string text);
/// Six significant digits, whole numbers in full, no exponent between 0.0001 and 1e15; empty for NaN.
[[nodiscard]] Cell figureCell(double value);
/// The shortest text that reads back to the same bits; empty for NaN.
[[nodiscard]] Cell exactCell(double value);
/// Appends mean and half width; the half width is empty where there is no interval.
void appendEstimate(std::vector<Cell>& row, const numerics::Estimate& estimate, double scale = 1);

}  // namespace mw::report
