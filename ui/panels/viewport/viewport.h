// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QTimer>
#include <QWidget>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/factory/element_state.h"
#include "core/motion/arm/arm_posture.h"
#include "core/motion/motion_state.h"
#include "ui/models/factory_change.h"
#include "ui/models/habits/navigation.h"
#include "ui/panels/viewport/element_drop.h"
#include "ui/panels/viewport/label_overlay.h"
#include "ui/panels/viewport/posed_arms.h"
#include "ui/panels/viewport/problem_marks.h"
#include "ui/panels/viewport/shown_hall.h"
#include "ui/scene/camera.h"
#include "ui/scene/floor_shape.h"
#include "ui/scene/gizmo.h"
#include "ui/scene/scene_element.h"
#include "ui/scene/scene_underlay.h"
#include "ui/scene/vehicle_flow.h"
#include "ui/scene/view_history.h"

class QNativeGestureEvent;

namespace mw::scene {
class BodyShapes;
}

namespace mw::models {
class Document;
class Selection;
}  // namespace mw::models

namespace mw::panels {

class Canvas;
class MouseTool;
class SectionChip;
class SnapGrid;
class StatusBoard;
class ThemeService;
struct PointerEvent;

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
  /// Cuts the hall open at a height, which a slider then moves.
  void setCutOpen(bool is_cut);
  [[nodiscard]] bool isPlan() const { return before_plan_.has_value(); }

  /// How fine the hall is drawn: plain, fine, or as fine as the measured time of frames allows.
  enum class Fineness { Auto, Plain, Fine };

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
  /// Arms that are not at rest, by elements in factory order; all others are. @param who  of all who ask, only this one
  void setArms(PosedArms::Who who, std::span<const motion::ArmPosture> arms);
  /// As they are shown.
  [[nodiscard]] std::vector<motion::ArmPosture> shownArms() const { return arms_.shown(); }
  /// Doors of enclosures, transfer devices, and blades of stops; those that it says nothing of are closed, at rest, and
  /// up.
  void setMoving(std::span<const motion::DoorState> doors, std::span<const motion::TransferState> transfers,
                 std::span<const motion::StopState> stops);
  /// All vehicles at this instant.
  void setVehicles(std::span<const scene::VehiclePose> vehicles);
  /// What labels say beside the names. Elements without one are named only while selected or under the pointer.
  void setLabels(std::vector<SceneLabel> labels);
  void setLabelsVisible(bool is_visible);
  void setFineness(Fineness fineness);
  /// What is painted on the floor of what a run says, with labels that go before those of setLabels().
  void setFloor(std::span<const scene::FloorShape> shapes, std::vector<SceneLabel> labels);
  /// Where in the hall something is wrong.
  void setProblemMarks(std::vector<ProblemMark> marks);
  /// Not where a run is watched.
  void setProblemMarksVisible(bool are_visible);
  /// More lines for the tip over an element. @param teller  is given its id
  void setTeller(std::function<QString(const std::string& id)> teller) { teller_ = std::move(teller); }

  // What comes from files.
  /// Makes ahead, in any thread, what showing a factory takes: the viewport need not live any more.
  using Preparation = std::function<void(const factory::Factory& factory, const std::filesystem::path& folder)>;
  [[nodiscard]] Preparation preparation() const;
  /// Where bodies of a layout to come can be made ahead, in any thread; null where none are drawn.
  [[nodiscard]] std::shared_ptr<scene::BodyShapes> shapes() const;
  void setDresser(ShownHall::Dresser dresser);
  /// Shows the factory again, for the dresser has more.
  void refresh();
  void setUnderlays(std::span<const scene::SceneUnderlay> underlays);

  // What is where.
  [[nodiscard]] std::string elementAt(QPointF at) const;
  [[nodiscard]] std::optional<scene::Vec3> floorAt(QPointF at) const;
  /// The point of an element or else of the floor under the pointer; else a point as far as the focus.
  [[nodiscard]] scene::Vec3 grabPoint(QPointF at) const;
  [[nodiscard]] scene::Ray rayAt(QPointF at) const { return scene::rayThrough(camera_, viewSize(), {at.x(), at.y()}); }
  /// Empty behind the eye.
  [[nodiscard]] std::optional<QPointF> toWidget(const scene::Vec3& point_m) const;
  [[nodiscard]] std::optional<QPoint> worldToWidget(double x_m, double y_m, double z_m) const;
  /// The middle of an element's body.
  [[nodiscard]] std::optional<QPoint> elementToWidget(const std::string& id) const;
  [[nodiscard]] scene::Viewport viewSize() const { return {std::max(1, width()), std::max(1, height())}; }
  [[nodiscard]] const scene::SceneElement* shownElement(const std::string& id) const { return hall_.find(id); }
  [[nodiscard]] const ShownHall& hall() const { return hall_; }

  // For mouse tools.
  [[nodiscard]] models::Document& document() const { return document_; }
  [[nodiscard]] models::Selection& selection() const { return selection_; }
  [[nodiscard]] StatusBoard& status() { return status_; }
  [[nodiscard]] LabelOverlay& overlay() { return *overlay_; }
  [[nodiscard]] const LabelOverlay& overlay() const { return *overlay_; }
  [[nodiscard]] SnapGrid& snap() const { return *snap_; }
  /// Shows elements elsewhere, all others where the document has them; an empty list ends it.
  void preview(std::span<const layout::Body> moved);
  /// Whether what is selected has handles to move it by; not where a run is watched.
  void setHandlesVisible(bool are_visible);
  /// The middle of what is selected, where its handles are; empty while nothing is.
  [[nodiscard]] std::optional<scene::Vec3> gizmoOrigin() const;
  /// Marks the element under a point as the one that is pointed at.
  void hover(QPointF at);

  /// The mouse does this from now on, until it is done, Esc or another mode.
  void startMode(std::unique_ptr<MouseTool> mode);
  void endMode();

  /// The view as it is on screen, without labels.
  [[nodiscard]] QImage picture();
  /// Wall milliseconds of the newest frame while something moved; 0 before the first.
  [[nodiscard]] double frameTime_ms() const;

 signals:
  /// After the first picture is on screen.
  void firstFrameShown();
  /// The pointer came over an element, or left all (empty).
  void hovered(const QString& element);
  /// Elements are shown elsewhere than before, or other ones are.
  void elementsMoved();
  void elementStatesChanged();
  /// A file from elsewhere was let go over an element, or over none (empty).
  void fileDropped(const QString& file, const QString& element);
  void cameraChanged();
  /// The camera has come to rest.
  void viewHistoryChanged();
  void contextMenuWanted(const QPoint& global);
  /// What the mouse can do next; empty when nothing special goes on.
  void hintChanged(const QString& hint);
  /// The mouse is done with a mode, whoever ended it.
  void modeEnded();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void showFactory(const models::FactoryChange& change);
  void showSelection();
  void showTheme();
  void showCamera(const scene::CameraPose& pose);
  void step();
  /// Something on screen changes: plain frames now, the fine one when it has settled.
  void stir();
  void settle();
  void zoomAt(QPointF at, double factor);
  void scrollByFingers(const QWheelEvent& event);
  /// @returns whether it was one
  bool pinch(const QNativeGestureEvent& event);
  void updateLabels();
  /// Where legend, cube and buttons stand over the hall.
  [[nodiscard]] std::vector<QRectF> coveredPlaces() const;
  /// All that there is in view, below the bars at the upper edge.
  [[nodiscard]] scene::CameraPose allOf(const scene::CameraPose& pose, double fill) const;
  void showSketches();
  void showToolSketch();
  void showHint();
  void showTip(const QPoint& at, const QPoint& global);
  /// Lets go of tools that are done.
  void tidyTools();
  /// Takes hold of the dimension or note under a press. @returns whether there is one
  bool takeMark(const PointerEvent& event);
  /// Whether a press is for the mode that is on.
  [[nodiscard]] bool isForMode(const PointerEvent& event) const;
  [[nodiscard]] MouseTool* activeTool() const { return gesture_ ? gesture_.get() : mode_.get(); }
  [[nodiscard]] PointerEvent pointer(const QMouseEvent& event) const;

  models::Document& document_;
  models::Selection& selection_;
  ThemeService& themes_;
  StatusBoard& status_;
  std::unique_ptr<Canvas> canvas_;
  LabelOverlay* overlay_ = nullptr;
  QWidget* legend_ = nullptr;
  QWidget* presets_ = nullptr;
  QWidget* cube_ = nullptr;
  SectionChip* section_ = nullptr;
  Navigation navigation_;
  scene::ViewHistory history_;
  std::optional<scene::CameraPose> before_plan_;
  SnapGrid* snap_ = nullptr;
  ShownHall hall_;
  std::vector<scene::GizmoPart> gizmo_;
  scene::GizmoHandle hot_ = scene::GizmoHandle::None;
  std::vector<factory::ElementState> states_;
  PosedArms arms_;
  std::vector<SceneLabel> labels_;
  std::vector<SceneLabel> floor_labels_;
  std::vector<ProblemMark> problem_marks_;
  std::function<QString(const std::string& id)> teller_;
  scene::CameraPose camera_;
  scene::CameraPose from_, to_;
  QElapsedTimer flight_;
  QTimer frame_;
  Fineness fineness_ = Fineness::Auto;
  QTimer settle_;
  std::unique_ptr<MouseTool> gesture_;
  std::unique_ptr<MouseTool> mode_;
  QString hint_;
  std::string hovered_;
  bool had_tool_ = false;
  bool has_handles_ = true;
  bool has_problem_marks_ = true;
  bool is_framed_ = false;
  bool is_untouched_ = true;  ///< shows everything, as at first
  bool has_shown_ = false;
};

}  // namespace mw::panels
