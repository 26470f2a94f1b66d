// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>
#include <vtkSmartPointer.h>

#include "ui/scene/beacon_representation.h"
#include "ui/scene/body_library.h"
#include "ui/scene/camera.h"
#include "ui/scene/element_representation.h"
#include "ui/scene/element_shadows.h"
#include "ui/scene/floor_paint.h"
#include "ui/scene/hall.h"
#include "ui/scene/part_representation.h"
#include "ui/scene/pick.h"
#include "ui/scene/shown_flows.h"
#include "ui/scene/underlay_representation.h"
#include "ui/scene/vehicle_representation.h"

class vtkCallbackCommand;
class vtkOpenGLRenderer;
class vtkRenderer;

namespace mw::scene {

/// How much a frame may cost. Fast: bare, for slow machines. Moving: smoothed edges, while something moves.
/// Settled: occlusion too, when the picture rests or the machine's measured frame time allows.
enum class Quality { Fast, Moving, Settled };

/// One element's state, by id.
struct ElementStateChange {
  std::string id;
  ElementState state = ElementState::Idle;
};

/// A robot's joints, by id.
struct ScenePosture {
  std::string id;
  motion::JointVector q_rad = motion::JointVector::Zero();
};

/// Where what moves apart from an element's body is, by id.
struct SceneMoving {
  std::string id;
  std::vector<double> at;  ///< as of displacementsOf()
};

/// What a layout changed, in elements and flows touched.
struct LayoutChange {
  int added = 0;
  int changed = 0;
  int removed = 0;
  int flows_touched = 0;
};

/// The hall with a factory in it: owns a renderer that the window (or an off-screen one) adds to its render window.
///
/// Everything is handed in as values; ids that are not in the layout are ignored. One thread: the window's.
class FactoryScene {
 public:
  FactoryScene();
  ~FactoryScene();
  FactoryScene(const FactoryScene&) = delete;
  FactoryScene& operator=(const FactoryScene&) = delete;

  [[nodiscard]] vtkRenderer* renderer() const;

  /// Shows this layout; compares with what is shown and touches only what differs. Later elements of an id already
  /// used, and flows to or from elements that are not there, are left out. The camera stays where it is.
  LayoutChange setLayout(const std::vector<SceneElement>& elements, const std::vector<SceneFlow>& flows);
  /// Where bodies for a layout to come can be made ahead, by any thread.
  [[nodiscard]] const std::shared_ptr<BodyShapes>& shapes() const { return library_.shapes(); }
  /// Shows elements of the layout elsewhere, as while they are dragged; the next layout puts all where it says.
  void moveElements(std::span<const SceneElement> moved);
  void setStates(std::span<const ElementStateChange> states);
  void setPartTypes(std::span<const ScenePartType> types);
  /// Shows exactly these parts. @note about 0.1 ms for 1,000 (bench_scene_update)
  void setParts(std::span<const PartPose> parts) { parts_->setParts(parts); }
  /// Shows the arms of these robots in these postures, all others at rest.
  void setPostures(std::span<const ScenePosture> postures);
  /// Shows the doors, plates, platforms and blades of these elements there, all others at rest.
  void setMoving(std::span<const SceneMoving> moving);
  /// Shows exactly these drawings on the floor.
  void setUnderlays(std::span<const SceneUnderlay> underlays) { underlays_->setUnderlays(underlays); }
  /// The roads that vehicles drive on, painted on the floor.
  void setRoads(std::span<const SceneRoad> roads) { roads_->setRoads(roads); }
  /// Shows exactly these vehicles.
  void setVehicles(std::span<const VehiclePose> vehicles) { vehicles_->setVehicles(vehicles); }
  /// Shows exactly these on the floor.
  void setFloorShapes(std::span<const FloorShape> shapes) { floor_paint_->setShapes(shapes); }
  void setSelection(std::span<const std::string> ids);
  void setHovered(const std::optional<std::string>& id);
  void setTheme(const SceneTheme& theme);
  void setQuality(Quality quality);
  /// Leaves out what lies above a height, of elements, vehicles and parts; none = shows all.
  void setSection(std::optional<double> height_m);
  void setFlowsVisible(bool is_visible) { flows_->setVisible(is_visible); }
  /// Bodies alone on a transparent ground, for thumbnails.
  void setBare(bool is_bare) { hall_->setBare(is_bare); }

  /// Sets the renderer's camera, with a clipping range that fits the hall.
  void setCamera(const CameraPose& pose);

  [[nodiscard]] std::optional<PickHit> pick(const Ray& ray) const { return picker_.pick(ray); }
  [[nodiscard]] const Picker& picker() const { return picker_; }
  /// Where the label of an element belongs, world; empty for ids that are not there.
  [[nodiscard]] std::optional<Vec3> labelAnchor(const std::string& id) const;
  /// The lamp of an element's beacon, world; empty for ids that are not there.
  [[nodiscard]] std::optional<Vec3> beacon(const std::string& id) const;
  [[nodiscard]] const SceneElement* element(const std::string& id) const;
  [[nodiscard]] ElementState stateOf(const std::string& id) const;
  /// Corners of the boxes of the elements with these ids, for framing; of all elements when no ids are given.
  [[nodiscard]] std::vector<Vec3> corners(std::span<const std::string> ids = {}) const;
  [[nodiscard]] const SceneTheme& theme() const { return theme_; }
  [[nodiscard]] int bodyCount() const { return library_.bodyCount(); }
  [[nodiscard]] int elementCount() const { return static_cast<int>(elements_.size()); }
  [[nodiscard]] int partCount() const { return parts_->partCount(); }
  [[nodiscard]] int vehicleCount() const { return vehicles_->vehicleCount(); }
  [[nodiscard]] int roadCount() const { return roads_->roadCount(); }

 private:
  void removeMissing(const std::vector<SceneElement>& wanted, LayoutChange& change);
  void showShadow(const ElementRepresentation& shown);
  /// @returns how far, when it was not turned
  std::optional<Vec3> moveElement(ElementRepresentation& shown, const SceneElement& element);
  /// Shows exactly these elements so, and those that were shown so before at rest. @param shown  ids of the former
  template <typename Item, typename Show, typename Rest>
  void showAlone(std::span<const Item> items, std::unordered_set<std::string>& shown, Show&& show, Rest&& rest);
  void raisePanes();
  void updateArea();
  void updateLamps();
  void updateHighlight(ElementRepresentation& representation);
  [[nodiscard]] bool isSelected(const std::string& id) const;

  SceneTheme theme_;
  vtkSmartPointer<vtkOpenGLRenderer> renderer_;
  vtkSmartPointer<vtkCallbackCommand> before_frame_;
  MaterialPalette palette_;
  BodyLibrary library_;
  std::unique_ptr<Hall> hall_;
  std::unique_ptr<UnderlayRepresentation> underlays_;
  std::unique_ptr<RoadRepresentation> roads_;
  std::unique_ptr<ElementShadows> shadows_;
  std::unique_ptr<BlockMesh> marks_;
  std::unique_ptr<ShownFlows> flows_;
  std::unique_ptr<FloorPaint> floor_paint_;
  std::unique_ptr<BeaconRepresentation> beacons_;
  std::unique_ptr<PartRepresentation> parts_;
  std::unique_ptr<VehicleRepresentation> vehicles_;
  std::unordered_map<std::string, std::unique_ptr<ElementRepresentation>> elements_;
  std::vector<std::string> order_;
  std::unordered_set<std::string> moved_;      ///< since the last layout
  std::unordered_set<std::string> posed_;      ///< whose arms are not at rest
  std::unordered_set<std::string> in_motion_;  ///< of which doors, plates and such were set
  std::unordered_set<std::string> selection_;
  std::optional<std::string> hovered_;
  Picker picker_;
};

}  // namespace mw::scene
