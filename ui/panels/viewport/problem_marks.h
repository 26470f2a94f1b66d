// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <span>
#include <string>
#include <vector>

#include "ui/panels/viewport/sketch.h"
#include "ui/scene/vec3.h"

namespace mw::panels {

class Viewport;

/// A place in the hall where something is wrong.
struct ProblemMark {
  scene::Vec3 at_m;
  bool is_error = false;
  bool is_named = false;  ///< with its words beside it
  QString text;
  std::vector<std::string> elements;  ///< those that take part; while one of them is dragged the mark is gone
};

/// A warning triangle at each mark; one for several that would cover each other, the named one before the others.
[[nodiscard]] Sketch problemSketch(const Viewport& view, std::span<const ProblemMark> marks);
/// What is wrong at a point on screen, a line for each mark there; empty where there is none.
[[nodiscard]] QString problemsAt(const Viewport& view, std::span<const ProblemMark> marks, QPointF at);

}  // namespace mw::panels
