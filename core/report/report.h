// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/report/table.h"

namespace mw::report {

/// A picture of a report: a complete SVG, or the bytes of a PNG.
struct Figure {
  std::string svg;
  std::string png;
  std::string caption;
};

/// A chapter: paragraphs, then figures, then tables.
struct Section {
  std::string title;
  std::vector<std::string> paragraphs;
  std::vector<Figure> figures;
  std::vector<Table> tables;
};

/// What a report says, before it is a page: plain text everywhere, nothing escaped.
struct Report {
  struct Fact {
    std::string label;
    std::string text;
  };
  std::string title;
  std::string subtitle;
  std::vector<Section> sections;
  std::vector<Fact> provenance;  ///< where all of it comes from, last on the page
};

/// Every table, in order.
[[nodiscard]] std::vector<Table> tablesOf(const Report& report);

}  // namespace mw::report
