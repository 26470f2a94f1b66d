// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <vector>
#include <vtkActor.h>
#include <vtkSmartPointer.h>

#include "ui/scene/beacon_representation.h"
#include "ui/scene/block_mesh.h"
#include "ui/scene/body_library.h"
#include "ui/scene/material.h"
#include "ui/scene/vehicle_flow.h"

class vtkRenderer;

namespace mw::scene {

/// The vehicles in the hall: one body for all, a lamp in the colour of what each does, and a soft shadow.
class VehicleRepresentation {
 public:
  VehicleRepresentation(vtkRenderer& renderer, const MaterialPalette& palette, BodyLibrary& library);
  ~VehicleRepresentation();
  VehicleRepresentation(const VehicleRepresentation&) = delete;
  VehicleRepresentation& operator=(const VehicleRepresentation&) = delete;

  /// Shows exactly these.
  void setVehicles(std::span<const VehiclePose> vehicles);
  void setTheme(const SceneTheme& theme);
  [[nodiscard]] int vehicleCount() const { return static_cast<int>(shown_.size()); }

 private:
  vtkRenderer& renderer_;
  const MaterialPalette& palette_;
  SceneElement look_;
  std::shared_ptr<const Body> body_;
  std::vector<vtkSmartPointer<vtkActor>> actors_;
  BeaconRepresentation lamps_;
  BlockMesh shadows_;
  SceneTheme theme_;
  std::vector<VehiclePose> shown_;
};

/// The roads painted on the floor: a lane a little darker than the floor, a thin guide line for each direction.
class RoadRepresentation {
 public:
  explicit RoadRepresentation(vtkRenderer& renderer);
  ~RoadRepresentation();
  RoadRepresentation(const RoadRepresentation&) = delete;
  RoadRepresentation& operator=(const RoadRepresentation&) = delete;

  void setRoads(std::span<const SceneRoad> roads);
  void setTheme(const SceneTheme& theme);
  [[nodiscard]] int roadCount() const { return ground_.blockCount(); }

 private:
  vtkRenderer& renderer_;
  BlockMesh ground_;
  BlockMesh lines_;
};

}  // namespace mw::scene
