// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/report/svg_canvas.h"

namespace mw::report {

/// The rectangle of a chart on a canvas, and what its sides stand for.
struct ChartFrame {
  double left = 0;  ///< pixels
  double top = 0;
  double width = 1;
  double height = 1;
  double low_x = 0;
  double high_x = 1;
  double low_y = 0;
  double high_y = 1;

  [[nodiscard]] double x(double value) const { return left + (value - low_x) / (high_x - low_x) * width; }
  [[nodiscard]] double y(double value) const { return top + height - (value - low_y) / (high_y - low_y) * height; }
  [[nodiscard]] double bottom() const { return top + height; }
  [[nodiscard]] double right() const { return left + width; }
};

/// Lines across, about so many, with numbers at the left.
void drawLevels(SvgCanvas& canvas, const ChartFrame& frame, double count, bool has_numbers = true);
/// The line below with marks and numbers. @param scale  of one unit of the axis in units of x: 60 for minutes
void drawFoot(SvgCanvas& canvas, const ChartFrame& frame, double count, double scale = 1);
/// What the axes show, unit included; an empty one is left out.
void drawAxisTitles(SvgCanvas& canvas, const ChartFrame& frame, std::string_view across, std::string_view up);

}  // namespace mw::report
