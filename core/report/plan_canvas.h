// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/layout/body.h"
#include "core/report/svg_canvas.h"

namespace mw::report {

/// The hall from above, fitted to a page: where to draw on it, and what every plan has.
class PlanCanvas {
 public:
  /// @param foot_px  room below for a scale and what else explains the drawing
  PlanCanvas(const factory::Factory& factory, const std::string& title, double foot_px = 34);

  [[nodiscard]] bool isEmpty() const { return bodies_.empty(); }
  [[nodiscard]] double x(layout::Point p) const { return fit_.left_px + fit_.pixels_per_m * (p.x_m - fit_.low.x_m); }
  [[nodiscard]] double y(layout::Point p) const;
  [[nodiscard]] double pixelsPerMetre() const { return fit_.pixels_per_m; }
  [[nodiscard]] double width() const;
  [[nodiscard]] double height() const { return fit_.height_px; }
  [[nodiscard]] const std::vector<layout::Body>& bodies() const { return bodies_; }  ///< as the factory's elements
  [[nodiscard]] SvgCanvas& canvas() { return canvas_; }

  /// How one element is painted.
  struct Paint {
    std::string fill = kSoftFill;
    std::string title;  ///< when it is pointed at; empty: name and type
  };
  using PaintOf = std::function<Paint(std::size_t element)>;
  void drawBodies(const PaintOf& paint);

  /// A line or two in a footprint.
  struct Label {
    std::string text;   ///< empty: none
    std::string below;  ///< second line, where there is room
    std::string color;  ///< empty: as all text
  };
  /// Along the footprint where that is narrow, as much as fits there; none where it is too small for a name.
  void drawLabels(const std::function<Label(std::size_t element)>& label);
  /// A bar of a round number of metres at the lower left.
  void drawScale();

  /// "An empty hall" where there is nothing else.
  [[nodiscard]] std::string finish() &&;

 private:
  /// Where the hall lies on the page.
  struct Fit {
    layout::Point low;  ///< corner of the hall at the lower left
    layout::Point high;
    double pixels_per_m = 1;
    double left_px = 0;
    double height_px = 0;
  };
  [[nodiscard]] static Fit fit(const std::vector<layout::Body>& bodies, double foot_px);

  const factory::Factory& factory_;
  std::vector<layout::Body> bodies_;
  Fit fit_;
  SvgCanvas canvas_;
};

}  // namespace mw::report
