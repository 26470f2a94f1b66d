// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/vtk_canvas.h"

#include <QElapsedTimer>
#include <QOpenGLContext>
#include <cmath>
#include <vtkCallbackCommand.h>
#include <vtkCommand.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>

namespace mw::panels {

VtkCanvas::VtkCanvas(QWidget* parent) : QOpenGLWidget(parent) {
  window_->SetReadyForRendering(false);
  window_->SetOwnContext(0);
  window_->SetMultiSamples(0);
  window_->AddRenderer(scene_.renderer());
  scene_.renderer()->SetBackgroundAlpha(1.0);
  observeWindow();
}

VtkCanvas::~VtkCanvas() {
  // ~QOpenGLWidget announces the end of the context after our members are gone.
  if (context() != nullptr) disconnect(context(), nullptr, this, nullptr);
  makeCurrent();
  releaseGl();
  doneCurrent();
  window_->RemoveAllObservers();
}

void VtkCanvas::releaseGl() {
  window_->Finalize();
  window_->SetReadyForRendering(false);
}

void VtkCanvas::observeWindow() {
  observer_->SetClientData(this);
  observer_->SetCallback(&VtkCanvas::onWindowEvent);
  for (const auto event : {vtkCommand::WindowMakeCurrentEvent, vtkCommand::WindowIsCurrentEvent,
                           vtkCommand::WindowFrameEvent, vtkCommand::WindowSupportsOpenGLEvent}) {
    window_->AddObserver(event, observer_);
  }
}

void VtkCanvas::onWindowEvent(vtkObject*, unsigned long event, void* self, void* data) {
  auto& canvas = *static_cast<VtkCanvas*>(self);
  const bool is_current = QOpenGLContext::currentContext() == canvas.context() && canvas.context() != nullptr;
  switch (event) {
    case vtkCommand::WindowMakeCurrentEvent:
      // Making a current context current again rebinds the widget's framebuffer behind VTK's cached state.
      if (!is_current) canvas.makeCurrent();
      break;
    case vtkCommand::WindowIsCurrentEvent:
      *static_cast<bool*>(data) = is_current;
      break;
    case vtkCommand::WindowFrameEvent:
      if (!canvas.is_painting_) canvas.update();
      break;
    case vtkCommand::WindowSupportsOpenGLEvent:
      *static_cast<int*>(data) = 1;
      break;
    default:
      break;
  }
}

void VtkCanvas::initializeGL() {
  connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, [this] {
    makeCurrent();
    releaseGl();
    doneCurrent();
  });
  window_->SetOwnContext(0);
  window_->OpenGLInitContext();
  window_->SetMapped(1);
  window_->SetIsDirect(1);
  window_->SetSupportsOpenGL(1);
  window_->SetReadyForRendering(true);
  window_->SetFrameBlitModeToBlitToCurrent();
}

void VtkCanvas::resizeGL(int width_px, int height_px) {
  const double dpr = devicePixelRatioF();
  window_->SetSize(static_cast<int>(std::lround(width_px * dpr)), static_cast<int>(std::lround(height_px * dpr)));
  window_->SetDPI(static_cast<int>(std::lround(96 * dpr)));
}

void VtkCanvas::paintGL() {
  QElapsedTimer timer;
  timer.start();
  is_painting_ = true;
  vtkOpenGLState* state = window_->GetState();
  state->Reset();
  state->Push();
  state->ResetFramebufferBindings();
  scene_.setCamera(camera_);
  window_->Render();
  state->Pop();
  QOpenGLContext::currentContext()->functions()->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
  QOpenGLContext::currentContext()->functions()->glFinish();
  is_painting_ = false;
  noteFrame(quality_, static_cast<double>(timer.nsecsElapsed()) * 1e-6);
  if (on_frame) on_frame();
}

void VtkCanvas::setLayout(const std::vector<scene::SceneElement>& elements,
                          const std::vector<scene::SceneFlow>& flows) {
  scene_.setLayout(elements, flows);
  update();
}

void VtkCanvas::moveElements(std::span<const scene::SceneElement> moved) {
  scene_.moveElements(moved);
  update();
}

void VtkCanvas::setPartTypes(std::span<const scene::ScenePartType> types) {
  scene_.setPartTypes(types);
  update();
}

void VtkCanvas::setStates(std::span<const scene::ElementStateChange> states) {
  scene_.setStates(states);
  update();
}

void VtkCanvas::setParts(std::span<const scene::PartPose> parts) {
  scene_.setParts(parts);
  update();
}

void VtkCanvas::setMoving(std::span<const scene::SceneMoving> moving) {
  scene_.setMoving(moving);
}

void VtkCanvas::setPostures(std::span<const scene::ScenePosture> postures) {
  scene_.setPostures(postures);
  update();
}

void VtkCanvas::setUnderlays(std::span<const scene::SceneUnderlay> underlays) {
  scene_.setUnderlays(underlays);
  update();
}

void VtkCanvas::setSection(std::optional<double> height_m) {
  scene_.setSection(height_m);
  update();
}

void VtkCanvas::setRoads(std::span<const scene::SceneRoad> roads) {
  scene_.setRoads(roads);
  update();
}

void VtkCanvas::setVehicles(std::span<const scene::VehiclePose> vehicles) {
  scene_.setVehicles(vehicles);
  update();
}

void VtkCanvas::setFloorShapes(std::span<const scene::FloorShape> shapes) {
  scene_.setFloorShapes(shapes);
  update();
}

void VtkCanvas::setSelection(std::span<const std::string> ids) {
  scene_.setSelection(ids);
  update();
}

void VtkCanvas::setHovered(const std::optional<std::string>& id) {
  scene_.setHovered(id);
  update();
}

void VtkCanvas::setTheme(const Theme& theme) {
  scene_.setTheme(theme.isDark() ? scene::darkSceneTheme() : scene::lightSceneTheme());
  update();
}

void VtkCanvas::setCamera(const scene::CameraPose& pose) {
  camera_ = pose;
  update();
}

void VtkCanvas::setQuality(scene::Quality quality) {
  if (quality == quality_) return;
  quality_ = quality;
  scene_.setQuality(quality);
  update();
}

}  // namespace mw::panels
