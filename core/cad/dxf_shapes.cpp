// SPDX-License-Identifier: Apache-2.0
#include "core/cad/dxf_shapes.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <unordered_set>

#include "core/base/error.h"

namespace mw::cad {
namespace {

using std::numbers::pi;

constexpr double kChord_rad = 5 * pi / 180;
constexpr int kClosed = 1;

/// Entities may be drawn on the back of the plane: then x goes the other way. Tilted planes are not of a floor plan.
enum class Side { Front, Back, Tilted };

Side sideOf(const DxfRecord& record, const DxfPairs& from) {
  const double x = record.number(210, 0, from);
  const double y = record.number(220, 0, from);
  const double z = record.number(230, 1, from);
  if (std::abs(x) > 1e-6 || std::abs(y) > 1e-6) return Side::Tilted;
  return z < 0 ? Side::Back : Side::Front;
}

/// Counts what is not drawn, by kind while kinds are few.
void leaveOut(Drawing& drawing, std::string_view kind) {
  constexpr std::size_t kMostKinds = 50;
  std::string name(kind.substr(0, 40));
  if (drawing.left_out.size() >= kMostKinds && !drawing.left_out.contains(name)) name = "others";
  ++drawing.left_out[name];
}

class LinePen {
 public:
  LinePen(Drawing& drawing, Side side, const DxfPairs& from, int line)
      : drawing_(drawing), sign_(side == Side::Back ? -1 : 1), from_(from), line_(line) {
    drawing_.starts.push_back(static_cast<std::uint32_t>(drawing_.points.size()));
  }

  void to(double x, double y) {
    if (drawing_.points.size() >= kMaxDrawingPoints) {
      from_.fail(line_, fmt::format("its lines have more than {} points", kMaxDrawingPoints),
                 "leave out what is small");
    }
    drawing_.points.push_back({sign_ * x, y});
  }

  /// Chords of an arc, its two ends included.
  void arc(double x, double y, double radius, double from_rad, double sweep_rad) {
    const int steps = std::max(2, static_cast<int>(std::ceil(std::abs(sweep_rad) / kChord_rad)));
    for (int i = 0; i <= steps; ++i) {
      const double angle = from_rad + sweep_rad * i / steps;
      to(x + radius * std::cos(angle), y + radius * std::sin(angle));
    }
  }

 private:
  Drawing& drawing_;
  double sign_;
  const DxfPairs& from_;
  int line_;
};

struct Vertex {
  double x = 0;
  double y = 0;
  double bulge = 0;  ///< tangent of a quarter of the arc's angle to the next vertex; 0 = straight
};

void drawVertices(const std::vector<Vertex>& vertices, bool is_closed, LinePen& pen) {
  const std::size_t count = vertices.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Vertex& a = vertices[i];
    pen.to(a.x, a.y);
    if (i + 1 == count && !is_closed) return;
    const Vertex& b = vertices[(i + 1) % count];
    if (a.bulge == 0) continue;
    const double sweep_rad = 4 * std::atan(a.bulge);
    const double chord = std::hypot(b.x - a.x, b.y - a.y);
    if (chord == 0 || std::abs(sweep_rad) < 1e-9) continue;
    const double radius = chord / 2 / std::sin(std::abs(sweep_rad) / 2);
    const double height = (1 - a.bulge * a.bulge) / (4 * a.bulge);  // of the centre over the chord, in chords
    const double x = (a.x + b.x) / 2 - (b.y - a.y) * height;
    const double y = (a.y + b.y) / 2 + (b.x - a.x) * height;
    pen.arc(x, y, radius, std::atan2(a.y - y, a.x - x), sweep_rad);
  }
  if (is_closed && count > 1) pen.to(vertices[0].x, vertices[0].y);
}

void addLightPolyline(const DxfRecord& record, const DxfPairs& from, Side side, Drawing& lines) {
  std::vector<Vertex> vertices;
  for (const DxfPair& pair : record.pairs()) {
    if (pair.code == 10) vertices.push_back({dxfNumber(pair, from), 0, 0});
    if (vertices.empty()) continue;
    if (pair.code == 20) vertices.back().y = dxfNumber(pair, from);
    if (pair.code == 42) vertices.back().bulge = dxfNumber(pair, from);
  }
  if (vertices.size() < 2) return;
  LinePen pen(lines, side, from, record.line());
  drawVertices(vertices, (record.integer(70, 0, from) & kClosed) != 0, pen);
}

void addPolyline(const DxfRecord& record, DxfPairs& pairs, Side side, Drawing& lines) {
  constexpr long long kMeshes = 16 | 64;
  constexpr long long kSplineFrame = 16;
  const long long flags = record.integer(70, 0, pairs);
  std::vector<Vertex> vertices;
  while (pairs.current() && pairs.current()->is(0, "VERTEX")) {
    const DxfRecord vertex = DxfRecord::take(pairs);
    if ((vertex.integer(70, 0, pairs) & kSplineFrame) != 0) continue;
    if (vertices.size() >= kMaxDrawingPoints) pairs.fail(vertex.line(), "a polyline has too many points", "split it");
    vertices.push_back({vertex.number(10, 0, pairs), vertex.number(20, 0, pairs), vertex.number(42, 0, pairs)});
  }
  if (pairs.current() && pairs.current()->is(0, "SEQEND")) (void)DxfRecord::take(pairs);
  if ((flags & kMeshes) != 0) {
    leaveOut(lines, "POLYLINE mesh");
    return;
  }
  if (vertices.size() < 2) return;
  LinePen pen(lines, side, pairs, record.line());
  drawVertices(vertices, (flags & kClosed) != 0, pen);
}

void addArc(const DxfRecord& record, const DxfPairs& from, Side side, Drawing& lines) {
  const bool is_circle = record.kind() == "CIRCLE";
  const double begin_rad = is_circle ? 0 : record.number(50, 0, from) * pi / 180;
  const double end_rad = is_circle ? 2 * pi : record.number(51, 360, from) * pi / 180;
  double sweep_rad = is_circle ? 2 * pi : std::fmod(end_rad - begin_rad, 2 * pi);
  if (sweep_rad <= 0) sweep_rad += 2 * pi;
  LinePen pen(lines, side, from, record.line());
  pen.arc(record.number(10, 0, from), record.number(20, 0, from), record.number(40, 0, from), begin_rad, sweep_rad);
}

DxfInsert insertOf(const DxfRecord& record, const DxfPairs& from, Side side) {
  constexpr long long kMaxArray = 10'000;
  DxfInsert insert;
  insert.block = record.text(2);
  insert.x = record.number(10, 0, from);
  insert.y = record.number(20, 0, from);
  insert.scale_x = record.number(41, 1, from);
  insert.scale_y = record.number(42, 1, from);
  insert.turn_rad = record.number(50, 0, from) * pi / 180;
  insert.is_mirrored = side == Side::Back;
  insert.columns = std::max(1LL, record.integer(70, 1, from));
  insert.rows = std::max(1LL, record.integer(71, 1, from));
  insert.column_step = record.number(44, 0, from);
  insert.row_step = record.number(45, 0, from);
  insert.line = record.line();
  if (insert.columns > kMaxArray || insert.rows > kMaxArray || insert.columns * insert.rows > kMaxArray) {
    from.fail(record.line(), fmt::format("block \"{}\" is repeated more than {} times", insert.block, kMaxArray),
              "leave it out of the drawing");
  }
  return insert;
}

/// Two axes and an origin.
struct Frame {
  double ax = 1, ay = 0, bx = 0, by = 1, x = 0, y = 0;

  [[nodiscard]] Drawing::Point at(const Drawing::Point& p) const {
    return {ax * p[0] + bx * p[1] + x, ay * p[0] + by * p[1] + y};
  }
  /// A frame inside this one.
  [[nodiscard]] Frame inside(const Frame& f) const {
    const Drawing::Point origin = at({f.x, f.y});
    return {ax * f.ax + bx * f.ay,
            ay * f.ax + by * f.ay,
            ax * f.bx + bx * f.by,
            ay * f.bx + by * f.by,
            origin[0],
            origin[1]};
  }
};

class BlockOpener {
 public:
  BlockOpener(const std::unordered_map<std::string, DxfShapes>& blocks, const DxfPairs& from,
              const std::stop_token& stop)
      : blocks_(blocks), from_(from), stop_(stop) {}

  Drawing open(const DxfShapes& model) {
    drawing_.unit_m = model.lines.unit_m;
    draw(model, {}, 0);
    return std::move(drawing_);
  }

 private:
  void draw(const DxfShapes& shapes, const Frame& frame, int line) {
    if (stop_.stop_requested()) throw Cancelled("reading the drawing stopped");
    // Blocks count once, however often they are used.
    if (counted_.insert(&shapes).second) {
      for (const auto& [kind, count] : shapes.lines.left_out) drawing_.left_out[kind] += count;
    }
    requireRoom(shapes.lines, line);
    for (const std::uint32_t start : shapes.lines.starts) {
      drawing_.starts.push_back(static_cast<std::uint32_t>(drawing_.points.size() + start));
    }
    for (const Drawing::Point& point : shapes.lines.points) drawing_.points.push_back(frame.at(point));
    for (const DxfInsert& insert : shapes.inserts) drawInsert(insert, frame);
  }

  void requireRoom(const Drawing& more, int line) {
    if (++insert_count_ > kMaxEntities || drawing_.lineCount() + more.lineCount() > kMaxEntities) {
      from_.fail(line, fmt::format("has more than {} entities when its blocks are opened", kMaxEntities),
                 "leave out what is small");
    }
    if (drawing_.points.size() + more.points.size() > kMaxDrawingPoints) {
      from_.fail(line, fmt::format("its lines have more than {} points", kMaxDrawingPoints), "leave out what is small");
    }
  }

  void drawInsert(const DxfInsert& insert, const Frame& frame) {
    const auto found = blocks_.find(insert.block);
    if (found == blocks_.end()) {
      leaveOut(drawing_, "INSERT of a missing block");
      return;
    }
    const DxfShapes& block = found->second;
    if (std::find(open_.begin(), open_.end(), &block) != open_.end()) {
      from_.fail(insert.line, fmt::format("block \"{}\" contains itself", insert.block), "mend the drawing");
    }
    if (open_.size() >= kMaxBlockDepth) {
      from_.fail(insert.line, fmt::format("blocks are nested deeper than {}", kMaxBlockDepth), "explode some of them");
    }
    open_.push_back(&block);
    const double c = std::cos(insert.turn_rad);
    const double s = std::sin(insert.turn_rad);
    const double side = insert.is_mirrored ? -1 : 1;
    for (long long row = 0; row < insert.rows; ++row) {
      for (long long column = 0; column < insert.columns; ++column) {
        const double dx = static_cast<double>(column) * insert.column_step;
        const double dy = static_cast<double>(row) * insert.row_step;
        const Frame placed{side * c, s, side * -s, c, side * (insert.x + c * dx - s * dy), insert.y + s * dx + c * dy};
        const Frame scaled{
            insert.scale_x, 0, 0, insert.scale_y, -insert.scale_x * block.base[0], -insert.scale_y * block.base[1]};
        draw(block, frame.inside(placed.inside(scaled)), insert.line);
      }
    }
    open_.pop_back();
  }

  const std::unordered_map<std::string, DxfShapes>& blocks_;
  const DxfPairs& from_;
  const std::stop_token& stop_;
  Drawing drawing_;
  std::vector<const DxfShapes*> open_;
  std::unordered_set<const DxfShapes*> counted_;
  std::size_t insert_count_ = 0;
};

}  // namespace

void addDxfEntity(const DxfRecord& record, DxfPairs& pairs, DxfShapes& shapes) {
  const std::string_view kind = record.kind();
  const Side side = sideOf(record, pairs);
  if (kind == "POLYLINE") return addPolyline(record, pairs, side, shapes.lines);
  const bool is_known = kind == "LINE" || kind == "LWPOLYLINE" || kind == "ARC" || kind == "CIRCLE" || kind == "INSERT";
  if (!is_known || (side == Side::Tilted && kind != "LINE")) {
    leaveOut(shapes.lines, kind);
  } else if (kind == "LINE") {
    // Lines are given in the world, whatever their side.
    LinePen pen(shapes.lines, Side::Front, pairs, record.line());
    pen.to(record.number(10, 0, pairs), record.number(20, 0, pairs));
    pen.to(record.number(11, 0, pairs), record.number(21, 0, pairs));
  } else if (kind == "LWPOLYLINE") {
    addLightPolyline(record, pairs, side, shapes.lines);
  } else if (kind == "INSERT") {
    shapes.inserts.push_back(insertOf(record, pairs, side));
  } else {
    addArc(record, pairs, side, shapes.lines);
  }
}

Drawing opened(const DxfShapes& model, const std::unordered_map<std::string, DxfShapes>& blocks, const DxfPairs& from,
               const std::stop_token& stop) {
  return BlockOpener(blocks, from, stop).open(model);
}

}  // namespace mw::cad
