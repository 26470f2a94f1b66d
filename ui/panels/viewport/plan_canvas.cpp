// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/plan_canvas.h"

#include <QPainter>
#include <algorithm>

#include "ui/scene/footprint.h"

namespace mw::panels {

void PlanCanvas::setLayout(const std::vector<scene::SceneElement>& elements,
                           const std::vector<scene::SceneFlow>& flows) {
  elements_ = elements;
  flows_ = flows;
  update();
}

void PlanCanvas::moveElements(std::span<const scene::SceneElement> moved) {
  for (const scene::SceneElement& element : moved) {
    const auto shown = std::find_if(elements_.begin(), elements_.end(),
                                    [&element](const scene::SceneElement& each) { return each.id == element.id; });
    if (shown != elements_.end()) *shown = element;
  }
  update();
}

void PlanCanvas::setStates(std::span<const scene::ElementStateChange> states) {
  for (const scene::ElementStateChange& change : states) {
    states_[change.id] = static_cast<factory::ElementState>(change.state);
  }
  update();
}

void PlanCanvas::setParts(std::span<const scene::PartPose> parts) {
  parts_.assign(parts.begin(), parts.end());
  update();
}

void PlanCanvas::setUnderlays(std::span<const scene::SceneUnderlay> underlays) {
  underlays_.assign(underlays.begin(), underlays.end());
  update();
}

void PlanCanvas::paintUnderlay(QPainter& painter, const scene::SceneUnderlay& underlay) const {
  painter.setOpacity(underlay.opacity);
  painter.setPen(QPen(theme_.color(Token::Text), 1));
  painter.setBrush(Qt::NoBrush);
  const auto corner = [&](double x, double y) {
    const scene::Vec3 at = scene::toWorld(underlay, x, y);
    return project({at.x, at.y, 0});
  };
  if (underlay.lines) {
    for (std::size_t i = 0; i < underlay.lines->lineCount(); ++i) {
      QPolygonF line;
      for (const cad::Drawing::Point& point : underlay.lines->line(i)) {
        if (const auto at = corner(point[0], point[1])) line << *at;
      }
      painter.drawPolyline(line);
    }
  } else if (underlay.picture) {
    const scene::UnderlayPicture& picture = *underlay.picture;
    const QImage image(picture.rgba.data(), picture.width_px, picture.height_px, QImage::Format_RGBA8888);
    const QPolygonF own(QVector<QPointF>{{0.0, 1.0 * picture.height_px},
                                         {1.0 * picture.width_px, 1.0 * picture.height_px},
                                         {1.0 * picture.width_px, 0.0},
                                         {0.0, 0.0}});
    QPolygonF seen;
    for (const auto& [x, y] : {std::pair{0.0, 0.0}, std::pair{picture.width, 0.0},
                               std::pair{picture.width, picture.height}, std::pair{0.0, picture.height}}) {
      if (const auto at = corner(x, y)) seen << *at;
    }
    QTransform place;
    if (seen.size() == 4 && QTransform::quadToQuad(own, seen, place)) {
      painter.save();
      painter.setTransform(place, true);
      painter.drawImage(0, 0, image);
      painter.restore();
    }
  }
  painter.setOpacity(1);
}

void PlanCanvas::setRoads(std::span<const scene::SceneRoad> roads) {
  roads_.assign(roads.begin(), roads.end());
  update();
}

void PlanCanvas::setVehicles(std::span<const scene::VehiclePose> vehicles) {
  vehicles_.assign(vehicles.begin(), vehicles.end());
  update();
}

void PlanCanvas::setFloorShapes(std::span<const scene::FloorShape> shapes) {
  floor_.assign(shapes.begin(), shapes.end());
  update();
}

/// Triangle by triangle in one colour each, those of the soft edges left out.
void PlanCanvas::paintShape(QPainter& painter, const scene::FloorShape& shape) const {
  painter.setPen(Qt::NoPen);
  for (std::size_t i = 0; i + 2 < shape.triangles.size(); i += 3) {
    QPolygonF corners;
    const scene::FloorShape::Vertex* first = nullptr;
    for (std::size_t k = 0; k < 3; ++k) {
      const scene::FloorShape::Vertex& vertex = shape.vertices[shape.triangles[i + k]];
      if (vertex.opacity <= 0) break;
      first = first == nullptr ? &vertex : first;
      if (const auto at = project(vertex.point_m)) corners << *at;
    }
    if (corners.size() < 3) continue;
    QColor color = QColor::fromRgbF(static_cast<float>(first->color.r), static_cast<float>(first->color.g),
                                    static_cast<float>(first->color.b));
    color.setAlphaF(static_cast<float>(first->opacity));
    painter.setBrush(color);
    painter.drawPolygon(corners);
  }
}

void PlanCanvas::setSelection(std::span<const std::string> ids) {
  selection_.assign(ids.begin(), ids.end());
  update();
}

void PlanCanvas::setHovered(const std::optional<std::string>& id) {
  hovered_ = id;
  update();
}

void PlanCanvas::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void PlanCanvas::setCamera(const scene::CameraPose& pose) {
  camera_ = pose;
  update();
}

std::optional<QPointF> PlanCanvas::project(const scene::Vec3& point_m) const {
  const auto seen = scene::worldToDisplay(camera_, {width(), height()}, point_m);
  if (!seen) return std::nullopt;
  return QPointF(seen->at.x, seen->at.y);
}

void PlanCanvas::paintElement(QPainter& painter, const scene::SceneElement& element) const {
  const scene::LocalBox box = scene::localBoxOf(element);
  for (const double z : {box.low.z, box.high.z}) {
    QPolygonF outline;
    for (const auto& [x, y] : {std::pair{box.low.x, box.low.y}, std::pair{box.high.x, box.low.y},
                               std::pair{box.high.x, box.high.y}, std::pair{box.low.x, box.high.y}}) {
      if (const auto corner = project(scene::toWorld(element, {x, y, z}))) outline << *corner;
    }
    const bool is_selected = std::find(selection_.begin(), selection_.end(), element.id) != selection_.end();
    const Token line = is_selected ? Token::Accent : hovered_ == element.id ? Token::Muted : Token::MajorGrid;
    painter.setPen(QPen(theme_.color(line), is_selected ? 2 : 1));
    painter.setBrush(z == box.high.z ? QBrush(theme_.color(Token::Panel)) : Qt::NoBrush);
    painter.drawPolygon(outline);
  }
  const auto state = states_.find(element.id);
  const auto top = project(scene::toWorld(element, {0, 0, box.high.z}));
  if (state == states_.end() || !top) return;
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.stateColor(state->second));
  painter.drawEllipse(*top, 4, 4);
}

void PlanCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), theme_.color(Token::Floor));
  for (const scene::SceneUnderlay& underlay : underlays_) paintUnderlay(painter, underlay);
  painter.setPen(QPen(theme_.color(Token::MajorGrid), 2));
  for (const scene::SceneRoad& road : roads_) {
    const auto from = project(road.from_m);
    const auto to = project(road.to_m);
    if (from && to) painter.drawLine(*from, *to);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);  // neighbours would show a seam
  for (const scene::FloorShape& shape : floor_) paintShape(painter, shape);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const scene::SceneElement& element : elements_) paintElement(painter, element);
  painter.setPen(Qt::NoPen);
  for (const scene::VehiclePose& vehicle : vehicles_) {
    painter.setBrush(theme_.stateColor(vehicle.state));
    if (const auto at = project(vehicle.position_m))
      painter.drawRoundedRect(QRectF(at->x() - 6, at->y() - 4, 12, 8), 2, 2);
  }
  for (const scene::PartPose& part : parts_) {
    if (part.type >= part_types_.size()) continue;
    painter.setBrush(QColor::fromRgb(part.color.value_or(part_types_[part.type].color)));
    const auto at = project({part.center_m[0], part.center_m[1], part.center_m[2]});
    if (at) painter.drawRect(QRectF(at->x() - 3, at->y() - 3, 6, 6));
  }
  if (on_frame) on_frame();
}

}  // namespace mw::panels
