// SPDX-License-Identifier: Apache-2.0
#include "core/motion/energy_watch.h"

#include <cmath>
#include <fmt/format.h>

#include "core/base/error.h"

namespace mw::motion {
namespace {

std::string nameOf(BodyId body, const BeltLine& belts, const TransferLine& transfers, const factory::Factory& factory) {
  std::optional<PartOnBelt> part = belts.partOf(body);
  if (!part) part = transfers.partOf(body);
  if (!part) return fmt::format("body {}", body);
  const factory::Element& element = factory.elements()[part->conveyor];
  return fmt::format("{} \"{}\": part {}", element.type, element.id, part->part);
}

}  // namespace

void checkEnergy(const RigidWorld& world, const BeltLine& belts, const TransferLine& transfers,
                 const factory::Factory& factory, double time_s) {
  const std::optional<EnergyRise> rise = world.energyRise();
  if (!rise) return;
  const std::string name = nameOf(rise->body, belts, transfers, factory);
  if (std::isfinite(rise->rise_J)) {
    throw NumericalError(
        fmt::format("{} gains {:.3g} J in a step at {:.4f} s, more than gravity and what moves it can "
                    "give; look for bodies that overlap there, or take a smaller step",
                    name, rise->rise_J, time_s));
  }
  throw NumericalError(
      fmt::format("{} has no finite position at {:.4f} s; check the speed of what moves it and size_m and mass_kg of "
                  "its part, or take a smaller step",
                  name, time_s));
}

}  // namespace mw::motion
