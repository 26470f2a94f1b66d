// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/problem_marks.h"

#include <QStringList>
#include <algorithm>
#include <numeric>

#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr double kHalf_px = 9;   // of the triangle's width
constexpr double kRim_px = 2.5;  // around it, so that it stands out from anything
constexpr double kNear_px = 16;  // marks nearer to each other than this are one
constexpr int kMostLines = 6;

bool isMoving(const Viewport& view, const ProblemMark& mark) {
  return std::any_of(mark.elements.begin(), mark.elements.end(),
                     [&view](const std::string& id) { return view.hall().isPreviewing(id); });
}

/// A triangle with its point up, its middle at a point.
Stroke triangleAt(QPointF at, double half_px, Token color) {
  Stroke stroke;
  stroke.shape = Stroke::Shape::Area;
  stroke.points << at + QPointF(0, -half_px) << at + QPointF(half_px, 0.75 * half_px)
                << at + QPointF(-half_px, 0.75 * half_px);
  stroke.color = color;
  stroke.width_px = 2;
  stroke.fill = 1;
  return stroke;
}

Stroke strokeAt(QPointF from, QPointF to) {
  Stroke stroke;
  stroke.points << from << to;
  stroke.color = Token::Panel;
  stroke.width_px = 2;
  return stroke;
}

void addTriangle(QPointF at, Token color, Sketch& sketch) {
  sketch.push_back(triangleAt(at, kHalf_px + kRim_px, Token::Panel));
  sketch.push_back(triangleAt(at, kHalf_px, color));
  sketch.push_back(strokeAt(at + QPointF(0, -3.5), at + QPointF(0, 0.5)));
  sketch.push_back(strokeAt(at + QPointF(0, 4), at + QPointF(0, 4.1)));
}

}  // namespace

Sketch problemSketch(const Viewport& view, std::span<const ProblemMark> marks) {
  std::vector<std::size_t> order(marks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(marks[a].is_named, marks[a].is_error) > std::pair(marks[b].is_named, marks[b].is_error);
  });
  Sketch sketch;
  Sketch names;
  std::vector<QPointF> taken;
  for (const std::size_t i : order) {
    const auto at = view.toWidget(marks[i].at_m);
    if (!at || isMoving(view, marks[i])) continue;
    const bool is_covered = std::any_of(
        taken.begin(), taken.end(), [&](const QPointF& other) { return (other - *at).manhattanLength() < kNear_px; });
    if (is_covered) continue;
    taken.push_back(*at);
    addTriangle(*at, marks[i].is_error ? Token::Error : Token::Warning, sketch);
    if (!marks[i].is_named) continue;
    Stroke name = labelAt(view, marks[i].at_m, marks[i].text);
    name.points = {*at + QPointF(0, -kHalf_px - 2 * kRim_px)};
    names.push_back(std::move(name));
  }
  sketch.insert(sketch.end(), names.begin(), names.end());
  return sketch;
}

QString problemsAt(const Viewport& view, std::span<const ProblemMark> marks, QPointF at) {
  QStringList lines;
  for (const ProblemMark& mark : marks) {
    const auto place = view.toWidget(mark.at_m);
    if (!place || isMoving(view, mark) || (*place - at).manhattanLength() > kNear_px) continue;
    if (lines.size() == kMostLines) {
      lines << QStringLiteral("…");
      break;
    }
    lines << mark.text;
  }
  return lines.join('\n');
}

}  // namespace mw::panels
