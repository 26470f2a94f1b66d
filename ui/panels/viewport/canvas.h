// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>
#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ui/panels/theme/theme.h"
#include "ui/scene/factory_scene.h"

namespace mw::panels {

inline constexpr std::size_t kQualityCount = static_cast<std::size_t>(scene::Quality::Settled) + 1;

/// What draws the hall inside the viewport: VTK where there is OpenGL, a plan by QPainter where there is none. Knows
/// nothing of the mouse; all calls may come before the first frame.
class Canvas {
 public:
  virtual ~Canvas() = default;
  [[nodiscard]] virtual QWidget* widget() = 0;
  virtual void setLayout(const std::vector<scene::SceneElement>& elements,
                         const std::vector<scene::SceneFlow>& flows) = 0;
  /// Where bodies of a layout to come can be made ahead; null where none are drawn.
  [[nodiscard]] virtual std::shared_ptr<scene::BodyShapes> shapes() const { return nullptr; }
  /// Shows elements of the layout elsewhere, until the next layout.
  virtual void moveElements(std::span<const scene::SceneElement> moved) = 0;
  virtual void setPartTypes(std::span<const scene::ScenePartType> types) = 0;
  virtual void setStates(std::span<const scene::ElementStateChange> states) = 0;
  virtual void setParts(std::span<const scene::PartPose> parts) = 0;
  /// Arms of robots that are not at rest, where arms are drawn.
  virtual void setPostures(std::span<const scene::ScenePosture>) {}
  virtual void setMoving(std::span<const scene::SceneMoving>) {}
  virtual void setUnderlays(std::span<const scene::SceneUnderlay> underlays) = 0;
  /// Leaves out what lies above a height; a plan shows all.
  virtual void setSection(std::optional<double> height_m) = 0;
  virtual void setRoads(std::span<const scene::SceneRoad> roads) = 0;
  virtual void setVehicles(std::span<const scene::VehiclePose> vehicles) = 0;
  virtual void setFloorShapes(std::span<const scene::FloorShape> shapes) = 0;
  virtual void setSelection(std::span<const std::string> ids) = 0;
  virtual void setHovered(const std::optional<std::string>& id) = 0;
  virtual void setTheme(const Theme& theme) = 0;
  virtual void setCamera(const scene::CameraPose& pose) = 0;
  /// Occlusion when the picture has settled.
  virtual void setQuality(scene::Quality quality) = 0;
  [[nodiscard]] virtual QImage picture() = 0;

  /// Wall milliseconds of a frame by quality, the smaller of the newest two: one alone may have built shaders. 0 before
  /// there were two.
  [[nodiscard]] double frameTime_ms(scene::Quality quality) const {
    return frame_ms_[static_cast<std::size_t>(quality)];
  }
  /// Called after each frame.
  std::function<void()> on_frame;

 protected:
  void noteFrame(scene::Quality quality, double wall_ms) {
    double& last_ms = last_ms_[static_cast<std::size_t>(quality)];
    if (last_ms > 0) frame_ms_[static_cast<std::size_t>(quality)] = std::min(last_ms, wall_ms);
    last_ms = wall_ms;
  }

 private:
  std::array<double, kQualityCount> last_ms_{};
  std::array<double, kQualityCount> frame_ms_{};
};

/// The canvas that this platform can show. @param parent  owns its widget
[[nodiscard]] std::unique_ptr<Canvas> makeCanvas(QWidget* parent);

}  // namespace mw::panels
