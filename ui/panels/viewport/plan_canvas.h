// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "ui/panels/viewport/canvas.h"

namespace mw::panels {

/// The hall as line drawing by QPainter: for platforms without OpenGL (and for tests there).
class PlanCanvas : public QWidget, public Canvas {
  Q_OBJECT
 public:
  explicit PlanCanvas(QWidget* parent) : QWidget(parent), theme_(Theme::light()) {}
  [[nodiscard]] QWidget* widget() override { return this; }
  void setLayout(const std::vector<scene::SceneElement>& elements, const std::vector<scene::SceneFlow>& flows) override;
  void moveElements(std::span<const scene::SceneElement> moved) override;
  void setPartTypes(std::span<const scene::ScenePartType> types) override {
    part_types_.assign(types.begin(), types.end());
  }
  void setStates(std::span<const scene::ElementStateChange> states) override;
  void setParts(std::span<const scene::PartPose> parts) override;
  void setUnderlays(std::span<const scene::SceneUnderlay> underlays) override;
  void setSection(std::optional<double>) override {}
  void setRoads(std::span<const scene::SceneRoad> roads) override;
  void setVehicles(std::span<const scene::VehiclePose> vehicles) override;
  void setFloorShapes(std::span<const scene::FloorShape> shapes) override;
  void setSelection(std::span<const std::string> ids) override;
  void setHovered(const std::optional<std::string>& id) override;
  void setTheme(const Theme& theme) override;
  void setCamera(const scene::CameraPose& pose) override;
  void setQuality(scene::Quality) override {}
  [[nodiscard]] QImage picture() override { return grab().toImage(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  [[nodiscard]] std::optional<QPointF> project(const scene::Vec3& point_m) const;
  void paintUnderlay(QPainter& painter, const scene::SceneUnderlay& underlay) const;
  void paintShape(QPainter& painter, const scene::FloorShape& shape) const;
  void paintElement(QPainter& painter, const scene::SceneElement& element) const;

  Theme theme_;
  scene::CameraPose camera_;
  std::vector<scene::SceneElement> elements_;
  std::vector<scene::SceneFlow> flows_;
  std::vector<scene::ScenePartType> part_types_;
  std::vector<scene::SceneUnderlay> underlays_;
  std::vector<scene::PartPose> parts_;
  std::vector<scene::SceneRoad> roads_;
  std::vector<scene::FloorShape> floor_;
  std::vector<scene::VehiclePose> vehicles_;
  std::map<std::string, factory::ElementState> states_;
  std::vector<std::string> selection_;
  std::optional<std::string> hovered_;
};

}  // namespace mw::panels
