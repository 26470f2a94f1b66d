// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/models/floor/vehicle_now.h"
#include "ui/models/simulation_model.h"

namespace mw::models {

/// The vehicle that is looked at. A new run keeps it where it has such a one.
class VehicleWatch : public QObject {
  Q_OBJECT
 public:
  explicit VehicleWatch(SimulationModel& simulation, QObject* parent = nullptr);

  void setVehicle(std::optional<VehicleName> name);
  [[nodiscard]] const std::optional<VehicleName>& vehicle() const { return name_; }
  /// Those of the newest run, with what they are called.
  [[nodiscard]] std::vector<std::pair<VehicleName, QString>> choices() const;
  /// What it does at a time of the run; empty without one.
  [[nodiscard]] std::optional<VehicleNow> at(double t_s) const;

 signals:
  /// Another vehicle, or another run.
  void changed();

 private:
  void takeRun();

  SimulationModel& simulation_;
  std::optional<VehicleName> name_;
};

}  // namespace mw::models
