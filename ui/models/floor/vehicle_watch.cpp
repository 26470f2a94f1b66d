// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/vehicle_watch.h"

#include <algorithm>

namespace mw::models {

VehicleWatch::VehicleWatch(SimulationModel& simulation, QObject* parent) : QObject(parent), simulation_(simulation) {
  connect(&simulation_, &SimulationModel::runChanged, this, &VehicleWatch::takeRun);
}

void VehicleWatch::takeRun() {
  const auto run = simulation_.run();
  const auto names = run ? vehiclesOf(*run->factory) : std::vector<VehicleName>();
  if (name_ && std::find(names.begin(), names.end(), *name_) == names.end()) name_.reset();
  emit changed();
}

void VehicleWatch::setVehicle(std::optional<VehicleName> name) {
  if (name == name_) return;
  name_ = name;
  emit changed();
}

std::vector<std::pair<VehicleName, QString>> VehicleWatch::choices() const {
  std::vector<std::pair<VehicleName, QString>> all;
  const auto run = simulation_.run();
  if (!run) return all;
  for (const VehicleName& name : vehiclesOf(*run->factory)) all.emplace_back(name, textOf(*run->factory, name));
  return all;
}

std::optional<VehicleNow> VehicleWatch::at(double t_s) const {
  const auto run = simulation_.run();
  if (!run || !name_) return std::nullopt;
  return vehicleNow(*run->recording, *run->factory, *name_, t_s);
}

}  // namespace mw::models
