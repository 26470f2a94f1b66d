// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/vehicle_now.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/factory/road_network.h"
#include "ui/models/figure_format.h"
#include "ui/models/floor/element_now.h"

namespace mw::models {
namespace {

using events::VehicleActivity;
using events::VehicleMove;

/// Roads between a vehicle and its next part; beyond that it is not worth the search.
constexpr int kMostRoads = 200;

QString tr(const char* text) {
  return QCoreApplication::translate("VehicleNow", text);
}

QString elementText(const factory::Factory& factory, std::int32_t element) {
  const bool is_known = element >= 0 && static_cast<std::size_t>(element) < factory.elements().size();
  return is_known ? QString::fromStdString(factory.elements()[static_cast<std::size_t>(element)].name) : QString();
}

/// A stop is called by the element it serves.
QString nodeText(const factory::Factory& factory, const factory::RoadNetwork& network, std::uint32_t node) {
  const factory::RoadNode& place = network.nodes[node];
  const factory::Element* element = factory.findElement(place.element.empty() ? place.id : place.element);
  return QString::fromStdString(element == nullptr ? place.id : element->name);
}

std::optional<VehicleMove> moveOf(const events::Recording& recording, const VehicleName& name, SimTime at) {
  for (const VehicleMove& move : recording.momentAt(at).vehicles) {
    if (move.fleet == name.fleet && move.vehicle == name.vehicle) return move;
  }
  return std::nullopt;
}

/// Where the part on it is handed over.
QString unloadingText(const events::Recording& recording, const factory::Factory& factory, const VehicleMove& move,
                      SimTime now) {
  for (const events::PartMove& handed : recording.movesBetween(now, recording.end())) {
    if (handed.part != move.part) continue;
    return tr("unloads at %1, %2").arg(elementText(factory, handed.to), clockText(handed.at.seconds(), true));
  }
  return {};
}

/// Where it drives to: the roads are followed until it does something else there.
QString taskText(const events::Recording& recording, const factory::Factory& factory, const VehicleName& name,
                 VehicleMove move) {
  for (int i = 0; i < kMostRoads && move.activity == VehicleActivity::Empty && move.until < recording.end(); ++i) {
    const SimTime arrival = std::max(move.until, move.at + SimTime::fromTicks(1));
    const auto after = moveOf(recording, name, arrival);
    if (!after || after->at <= move.at) break;
    move = *after;
  }
  switch (move.activity) {
    case VehicleActivity::Loaded:
      return tr("loads at %1, %2")
          .arg(nodeText(factory, factory::roadNetworkOf(factory, name.fleet), move.to),
               clockText(move.at.seconds(), true));
    case VehicleActivity::Charging:
      return tr("charges, %1").arg(clockText(move.at.seconds(), true));
    case VehicleActivity::Idle:
      return tr("waits for a call, %1").arg(clockText(move.at.seconds(), true));
    default:
      return {};
  }
}

}  // namespace

QString textOf(events::VehicleActivity activity) {
  switch (activity) {
    case VehicleActivity::Loaded:
      return tr("loaded");
    case VehicleActivity::Empty:
      return tr("driving empty");
    case VehicleActivity::Waiting:
      return tr("waiting");
    case VehicleActivity::Idle:
      return tr("idle");
    case VehicleActivity::Charging:
      return tr("charging");
  }
  return {};
}

std::vector<VehicleName> vehiclesOf(const factory::Factory& factory) {
  std::vector<VehicleName> names;
  if (!factory.json().contains("vehicles")) return names;
  std::uint32_t fleet = 0;
  for (const Json& each : factory.json()["vehicles"]) {
    for (std::uint32_t vehicle = 0; vehicle < each.value("count", 1U); ++vehicle) names.push_back({fleet, vehicle});
    ++fleet;
  }
  return names;
}

QString textOf(const factory::Factory& factory, const VehicleName& name) {
  const Json& fleet = factory.json()["vehicles"].at(name.fleet);
  const QString id = QString::fromStdString(fleet["id"].get<std::string>());
  return fleet.value("count", 1U) > 1 ? QStringLiteral("%1 %2").arg(id).arg(name.vehicle + 1) : id;
}

std::optional<VehicleNow> vehicleNow(const events::Recording& recording, const factory::Factory& factory,
                                     const VehicleName& name, double t_s) {
  const SimTime t = SimTime::fromSeconds(t_s);
  const auto move = moveOf(recording, name, t);
  if (!move) return std::nullopt;
  const factory::RoadNetwork network = factory::roadNetworkOf(factory, name.fleet);
  VehicleNow now;
  now.name = textOf(factory, name);
  const bool is_loading = move->activity == VehicleActivity::Loaded && move->part == VehicleMove::kNone;
  now.state = is_loading ? tr("loading") : textOf(move->activity);
  if (move->part != VehicleMove::kNone) {
    now.load =
        tr("%1, from %2").arg(partText(factory, move->part_type, move->part), elementText(factory, move->taken_from));
    now.next = unloadingText(recording, factory, *move, t);
  } else if (move->activity == VehicleActivity::Empty) {
    now.next = taskText(recording, factory, name, *move);
  }
  const bool is_driving = move->from != move->to && t < move->until;
  now.place = is_driving ? tr("from %1 to %2, there at %3")
                               .arg(nodeText(factory, network, move->from), nodeText(factory, network, move->to),
                                    clockText(move->until.seconds(), true))
                         : tr("at %1").arg(nodeText(factory, network, move->to));
  return now;
}

}  // namespace mw::models
