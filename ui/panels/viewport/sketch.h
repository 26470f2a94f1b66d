// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QString>
#include <vector>

#include "ui/panels/theme/theme.h"

namespace mw::panels {

/// A line, an area, a dot or a label drawn over the hall, in logical pixels of the viewport.
struct Stroke {
  enum class Shape { Line, Area, Dot, Label };
  Shape shape = Shape::Line;
  QPolygonF points;  ///< of dots and labels the first one counts
  Token color = Token::Accent;
  double width_px = 1.5;  ///< of dots their radius
  bool is_dashed = false;
  bool has_arrow = false;  ///< at the last point of a line
  double fill = 0;         ///< opacity of an area
  QString text;            ///< of labels
  bool is_held = false;    ///< labels: framed, as what the next key is for
};
using Sketch = std::vector<Stroke>;

/// The layers of sketches, the lower ones first.
enum class SketchLayer { Marks, Problems, Watched, Taught, Gizmo, Tool };
inline constexpr std::size_t kSketchLayerCount = 6;

}  // namespace mw::panels
