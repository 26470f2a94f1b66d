// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QTimer>
#include <QWidget>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/factory/element_state.h"
#include "ui/models/factory_change.h"
#include "ui/models/habits/navigation.h"
#include "ui/panels/viewport/label_overlay.h"
#include "ui/scene/camera.h"
#include "ui/scene/pick.h"
#include "ui/scene/scene_element.h"
#include "ui/scene/view_history.h"

namespace mw::models {
class Document;
class Selection;
}  // namespace mw::models

namespace mw::panels {

class Canvas;
class MouseTool;
class StatusBoard;
class ThemeService;
struct PointerEvent;

/// What elements dragged from the library carry: the type as in files.
inline constexpr auto kElementMime = "application/x-millwright-element";

/// The view on the hall: shows document and selection; lets elements be selected, moved, connected and dropped. What
/// runs in it is handed in by whoever plays the run. Points are logical pixels of this widget. GUI thread.
class Viewport : public QWidget {
  Q_OBJECT
 public:
  Viewport(models::Document& document, models::Selection& selection, ThemeService& themes, StatusBoard& status,
           QWidget* parent = nullptr);
  ~Viewport() override;

  // What it looks at.
  void lookFrom(scene::ViewPreset view);
  void frameAll();
  /// The selected elements; everything when nothing is selected.
  void frameSelection();
  [[nodiscard]] const scene::CameraPose& camera() const { return camera_; }
  /// At once, without a transition.
  void setCamera(const scene::CameraPose& pose);
  void flyTo(const scene::CameraPose& pose);
  /// Where the camera rested before, and after: apart from the undo of edits.
  void goBack();
  void goForward();
  [[nodiscard]] const scene::ViewHistory& viewHistory() const { return history_; }
  /// Without perspective.
  void setParallel(bool is_parallel);
  /// From above without perspective, and nothing turns the view; off again, the view is as it was.
  void setPlan(bool is_plan);
  [[nodiscard]] bool isPlan() const { return before_plan_.has_value(); }

  /// How hands move the camera.
  struct Navigation {
    models::NavigationTable table = models::navigationPresets().front().table;
    double wheel_factor = scene::kWheelFactor;  ///< of one click; < 1 comes closer
  };
  void setNavigation(Navigation navigation) { navigation_ = std::move(navigation); }
  [[nodiscard]] const Navigation& navigation() const { return navigation_; }

  // What runs in it.
  /// States of all elements in factory order; an empty list shows a factory at rest.
  void setElementStates(std::span<const factory::ElementState> states);
  [[nodiscard]] std::span<const factory::ElementState> elementStates() const { return states_; }
  /// All moving parts at this instant, replacing those before; PartPose::type is an index into Factory::parts().
  void setParts(std::span<const scene::PartPose> parts);
  /// What labels say beside the names. Elements without one are named only while selected or under the pointer.
  void setLabels(std::vector<SceneLabel> labels);
  void setLabelsVisible(bool is_visible);

  // What is where.
  [[nodiscard]] std::string elementAt(QPointF at) const;
  [[nodiscard]] std::optional<scene::Vec3> floorAt(QPointF at) const;
  /// The point of an element or else of the floor under the pointer; else a point as far as the focus.
  [[nodiscard]] scene::Vec3 grabPoint(QPointF at) const;
  [[nodiscard]] std::optional<QPoint> worldToWidget(double x_m, double y_m, double z_m) const;
  /// The middle of an element's body.
  [[nodiscard]] std::optional<QPoint> elementToWidget(const std::string& id) const;
  [[nodiscard]] scene::Viewport viewSize() const { return {std::max(1, width()), std::max(1, height())}; }
  [[nodiscard]] const scene::SceneElement* shownElement(const std::string& id) const;

  // For mouse tools.
  [[nodiscard]] models::Document& document() { return document_; }
  [[nodiscard]] models::Selection& selection() { return selection_; }
  [[nodiscard]] StatusBoard& status() { return status_; }
  [[nodiscard]] LabelOverlay& overlay() { return *overlay_; }
  /// To the grid of 0.5 m, unless Ctrl is held.
  [[nodiscard]] static scene::Vec3 snapped(const scene::Vec3& point_m, Qt::KeyboardModifiers modifiers);

  /// The view as it is on screen, without labels.
  [[nodiscard]] QImage picture();
  /// Wall milliseconds of the newest frame while something moved; 0 before the first.
  [[nodiscard]] double frameTime_ms() const;

 signals:
  /// After the first picture is on screen.
  void firstFrameShown();
  /// The pointer came over an element, or left all (empty).
  void hovered(const QString& element);
  void elementStatesChanged();
  void cameraChanged();
  /// The camera has come to rest.
  void viewHistoryChanged();
  void contextMenuWanted(const QPoint& global);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool event(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void showFactory(const models::FactoryChange& change);
  void showSelection();
  void showTheme();
  void showCamera(const scene::CameraPose& pose);
  void step();
  /// Something on screen changes: plain frames now, the fine one when it has settled.
  void stir();
  void settle();
  void hover(QPointF at);
  void zoomAt(QPointF at, double factor);
  void scrollByFingers(const QWheelEvent& event);
  void updateLabels();
  [[nodiscard]] PointerEvent pointer(const QMouseEvent& event) const;
  [[nodiscard]] std::unique_ptr<MouseTool> toolFor(const PointerEvent& event) const;
  [[nodiscard]] std::vector<scene::Vec3> cornersOf(std::span<const std::string> ids) const;

  models::Document& document_;
  models::Selection& selection_;
  ThemeService& themes_;
  StatusBoard& status_;
  std::unique_ptr<Canvas> canvas_;
  LabelOverlay* overlay_ = nullptr;
  QWidget* legend_ = nullptr;
  QWidget* presets_ = nullptr;
  QWidget* cube_ = nullptr;
  Navigation navigation_;
  scene::ViewHistory history_;
  std::optional<scene::CameraPose> before_plan_;
  scene::Picker picker_;
  std::vector<scene::SceneElement> elements_;
  std::vector<factory::ElementState> states_;
  std::vector<SceneLabel> labels_;
  scene::CameraPose camera_;
  scene::CameraPose from_, to_;
  QElapsedTimer flight_;
  QTimer frame_;
  QTimer settle_;
  std::unique_ptr<MouseTool> tool_;
  std::string hovered_;
  std::string drop_type_;
  bool is_framed_ = false;
  bool is_untouched_ = true;  ///< shows everything, as at first
  bool has_shown_ = false;
};

}  // namespace mw::panels
