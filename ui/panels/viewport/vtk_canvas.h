// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QOpenGLWidget>
#include <array>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkSmartPointer.h>

#include "ui/panels/viewport/canvas.h"

class vtkCallbackCommand;
class vtkObject;

namespace mw::panels {

/// The one place that joins VTK and Qt: draws the scene into the framebuffer of a QOpenGLWidget. VTK's own interaction
/// is not used; the viewport owns the mouse.
class VtkCanvas : public QOpenGLWidget, public Canvas {
  Q_OBJECT
 public:
  explicit VtkCanvas(QWidget* parent);
  ~VtkCanvas() override;

  [[nodiscard]] QWidget* widget() override { return this; }
  void setLayout(const std::vector<scene::SceneElement>& elements, const std::vector<scene::SceneFlow>& flows) override;
  [[nodiscard]] std::shared_ptr<scene::BodyShapes> shapes() const override { return scene_.shapes(); }
  void moveElements(std::span<const scene::SceneElement> moved) override;
  void setPartTypes(std::span<const scene::ScenePartType> types) override;
  void setStates(std::span<const scene::ElementStateChange> states) override;
  void setParts(std::span<const scene::PartPose> parts) override;
  void setPostures(std::span<const scene::ScenePosture> postures) override;
  void setMoving(std::span<const scene::SceneMoving> moving) override;
  void setUnderlays(std::span<const scene::SceneUnderlay> underlays) override;
  void setSection(std::optional<double> height_m) override;
  void setRoads(std::span<const scene::SceneRoad> roads) override;
  void setVehicles(std::span<const scene::VehiclePose> vehicles) override;
  void setFloorShapes(std::span<const scene::FloorShape> shapes) override;
  void setSelection(std::span<const std::string> ids) override;
  void setHovered(const std::optional<std::string>& id) override;
  void setTheme(const Theme& theme) override;
  void setCamera(const scene::CameraPose& pose) override;
  void setQuality(scene::Quality quality) override;
  [[nodiscard]] QImage picture() override { return grabFramebuffer(); }

 protected:
  void initializeGL() override;
  void resizeGL(int width_px, int height_px) override;
  void paintGL() override;

 private:
  static void onWindowEvent(vtkObject* caller, unsigned long event, void* self, void* data);
  void observeWindow();
  void releaseGl();

  vtkNew<vtkGenericOpenGLRenderWindow> window_;
  vtkNew<vtkCallbackCommand> observer_;
  scene::FactoryScene scene_;
  scene::CameraPose camera_;
  scene::Quality quality_ = scene::Quality::Moving;
  bool is_painting_ = false;
};

}  // namespace mw::panels
