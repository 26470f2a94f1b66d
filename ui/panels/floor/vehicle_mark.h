// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>
#include <memory>
#include <optional>

#include "ui/models/floor/vehicle_watch.h"
#include "ui/panels/floor/hall_click.h"
#include "ui/panels/panel.h"
#include "ui/scene/vehicle_flow.h"

namespace mw::panels {

/// The vehicle that is looked at, in the hall: a click takes it, a ring and a few words go along with it.
class VehicleMark : public QObject {
  Q_OBJECT
 public:
  VehicleMark(const PanelServices& services, models::SimulationModel& simulation, models::VehicleWatch& watch,
              QObject* parent = nullptr);
  /// Vehicles can be clicked where a run is watched.
  void setActive(bool is_active);
  /// The vehicle nearest to the eye under a point of the viewport.
  [[nodiscard]] std::optional<models::VehicleName> vehicleAt(QPointF at);

 signals:
  /// The user pointed at one.
  void taken();

 private:
  struct Placed {
    models::VehicleName name;
    events::VehicleActivity activity;
    scene::VehiclePose pose;
  };
  [[nodiscard]] std::vector<Placed> vehiclesNow();
  void show();

  PanelServices services_;
  models::SimulationModel& simulation_;
  models::VehicleWatch& watch_;
  std::shared_ptr<const models::RecordedRun> run_;
  std::optional<scene::VehicleFlow> flow_;
  HallClick click_;
};

}  // namespace mw::panels
