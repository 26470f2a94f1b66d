// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mw::report {

/// Colours of drawings on white paper. A page that is read in the dark replaces them by its own (html_report.cpp);
/// colours that mean something, of states and values, stay.
inline constexpr const char* kInk = "#1b222b";
inline constexpr const char* kMuted = "#5b6672";
inline constexpr const char* kGridLine = "#e4e4e4";
inline constexpr const char* kSoftFill = "#edf0f4";
inline constexpr const char* kAccent = "#1f6fb2";

/// Where a text stands to its point.
enum class Anchor { Start, Middle, End };

/// A drawing of a report that grows piece by piece. Lengths are pixels, y goes down. Texts are escaped here.
class SvgCanvas {
 public:
  /// White paper. @param title  for those who cannot see it
  SvgCanvas(double width, double height, std::string_view title);

  void line(double x1, double y1, double x2, double y2, std::string_view stroke, std::string_view more = "");
  /// @param more  further attributes, each with a blank before it; trusted
  void text(double x, double y, Anchor anchor, std::string_view text, std::string_view more = "");
  /// @param title  shown when it is pointed at; may be empty
  void rect(double x, double y, double width, double height, std::string_view fill, std::string_view title = "",
            std::string_view more = "");
  /// @param d  the path's commands
  void path(std::string_view d, std::string_view attributes, std::string_view title = "");
  void beginGroup(std::string_view attributes, std::string_view title = "");
  void endGroup() { out_ += "</g>\n"; }

  /// The whole file.
  [[nodiscard]] std::string finish() &&;

 private:
  std::string out_;
};

}  // namespace mw::report
