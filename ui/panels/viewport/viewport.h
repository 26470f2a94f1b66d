// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/factory/element_state.h"
#include "ui/scene/scene_element.h"

namespace mw::models {
class Document;
class Selection;
}  // namespace mw::models

namespace mw::panels {

class StatusBoard;
class ThemeService;

/// A point on the floor of the hall, metres.
struct FloorPoint {
  double x_m = 0;
  double y_m = 0;
};

/// What the hall is shown from.
enum class View { Top, Front, Iso };

/// What a label says beside the element's name, and how strongly.
struct SceneLabel {
  std::string element;  ///< id
  QString text;         ///< "down 4 min", "82 %"; empty shows the name alone
  bool is_marked = false;
  factory::ElementState state = factory::ElementState::Idle;
};

/// The view on the hall: shows document and selection, and lets elements be selected, moved and dropped. What runs in it
/// is handed in by whoever plays the run. GUI thread.
class Viewport : public QWidget {
  Q_OBJECT
 public:
  Viewport(models::Document& document, models::Selection& selection, ThemeService& themes, StatusBoard& status,
           QWidget* parent = nullptr);

  /// A hall point in widget coordinates; nothing when behind the camera.
  [[nodiscard]] virtual std::optional<QPointF> project(double x_m, double y_m, double z_m) const = 0;
  /// The floor under a widget point; nothing when the ray misses it.
  [[nodiscard]] virtual std::optional<FloorPoint> floorAt(QPointF at) const = 0;
  /// Id of the element under a widget point, empty = none.
  [[nodiscard]] virtual std::string elementAt(QPointF at) const = 0;
  virtual void lookFrom(View view) = 0;
  virtual void frameAll() = 0;
  virtual void frameSelection() = 0;
  /// Where the middle of an element's body is, hall coordinates; nothing for an unknown id.
  [[nodiscard]] virtual std::optional<scene::Vec3> centerOf(const std::string& element) const = 0;
  /// The top of an element's body, where its label hangs.
  [[nodiscard]] virtual std::optional<scene::Vec3> topOf(const std::string& element) const = 0;

  /// States of all elements in factory order; an empty list shows a factory at rest.
  virtual void setElementStates(std::span<const factory::ElementState> states) = 0;
  /// All moving parts at this instant, replacing those before.
  virtual void setParts(std::span<const scene::PartPose> parts) = 0;
  /// What labels say beside the names; elements without one are named only when selected or under the pointer.
  virtual void setLabels(std::vector<SceneLabel> labels) = 0;
  /// The types that PartPose::type counts through: the factory's parts in order.
  virtual void setLabelsVisible(bool is_visible) = 0;

  /// The view as it is on screen, labels included.
  [[nodiscard]] virtual QImage picture() = 0;
  /// CPU milliseconds of the newest frame; 0 before the first.
  [[nodiscard]] virtual double frameTime_ms() const { return 0; }

  // For scripts and tests.
  [[nodiscard]] std::optional<QPoint> worldToWidget(double x_m, double y_m, double z_m) const;
  [[nodiscard]] std::optional<QPoint> elementToWidget(const std::string& id) const;

 signals:
  /// After the first picture is on screen.
  void firstFrameShown();
  /// The pointer came over an element, or left all (empty).
  void hovered(const QString& element);

 protected:
  models::Document& document_;
  models::Selection& selection_;
  ThemeService& themes_;
  StatusBoard& status_;
};

}  // namespace mw::panels
