// SPDX-License-Identifier: Apache-2.0
#include "core/events/collect/part_reach.h"

#include <algorithm>

namespace mw::events {

std::vector<Index> flowsOutOf(const Model& model, Index element, Index part_type) {
  const ElementModel& from = model.elements[element];
  std::vector<Index> classes;
  const Index drawn = from.drawn.size() / model.part_types;
  switch (from.choice) {
    case RouteChoice::OnlyOne:
      if (from.classes > 0) classes.push_back(0);
      break;
    case RouteChoice::ByPart:
      classes.push_back(part_type);
      break;
    case RouteChoice::Drawn:
      for (Index i = 0; i < drawn; ++i) classes.push_back(i);
      break;
    case RouteChoice::DrawnByPart:
      for (Index i = 0; i < drawn; ++i) classes.push_back(part_type * drawn + i);
      break;
  }
  const bool is_workstation = from.kind == ElementKind::Workstation;
  if (is_workstation || from.kind == ElementKind::Station) {
    const StationModel& station =
        model.stations[is_workstation ? model.workstations[from.detail].station : from.detail];
    for (const Index spoiled : {station.rework_class, station.scrap_class}) {
      if (spoiled != kNone) classes.push_back(spoiled);
    }
  }
  std::vector<Index> flows;
  for (const Index each : classes) {
    const Route route = model.routes[from.first_route + each];
    flows.insert(flows.end(), model.route_flows.begin() + route.begin, model.route_flows.begin() + route.end);
  }
  std::sort(flows.begin(), flows.end());
  flows.erase(std::unique(flows.begin(), flows.end()), flows.end());
  return flows;
}

PartReach::PartReach(const Model& model)
    : model_(model),
      elements_(static_cast<Index>(model.element_ids.size())),
      part_types_(model.part_types),
      before_(std::size_t{2} * elements_ * part_types_) {
  for (Index element = 0; element < elements_; ++element) {
    if (model.elements[element].kind == ElementKind::Sink) continue;
    for (Index part = 0; part < part_types_; ++part) {
      for (const Index after : made(element, part)) before_[goes(element, after)].push_back(comes(element, part));
      for (const Index flow : flowsOutOf(model, element, part)) {
        before_[comes(model.flows[flow].to, part)].push_back(goes(element, part));
      }
    }
  }
}

/// What a part is when it leaves.
std::vector<Index> PartReach::made(Index element, Index part_type) const {
  const ElementModel& model = model_.elements[element];
  if (model.kind != ElementKind::Workstation) return {part_type};
  const WorkstationModel& station = model_.workstations[model.detail];
  if (station.job == Job::Assembly) {
    return station.required[part_type] > 0 ? std::vector<Index>{station.product} : std::vector<Index>{};
  }
  if (station.job != Job::Disassembly && station.job != Job::Batch && station.job != Job::Unbatch) return {part_type};
  std::vector<Index> parts;
  for (Index part = 0; part < part_types_; ++part) {
    if (station.job != Job::Disassembly || station.yields[part] > 0) parts.push_back(part);
  }
  return parts;
}

void PartReach::setTarget(Index element, Index part_type) {
  is_reached_.assign(before_.size(), false);
  std::vector<Index> open;
  for (Index part = 0; part < part_types_; ++part) {
    if (part_type == kNone || part_type == part) open.push_back(comes(element, part));
  }
  while (!open.empty()) {
    const Index state = open.back();
    open.pop_back();
    if (is_reached_[state]) continue;
    is_reached_[state] = true;
    open.insert(open.end(), before_[state].begin(), before_[state].end());
  }
}

bool PartReach::from(Index element, Index part_type) const {
  if (is_reached_[goes(element, part_type)]) return true;
  const std::vector<Index> after = made(element, part_type);
  return std::any_of(after.begin(), after.end(), [&](Index part) { return is_reached_[goes(element, part)]; });
}

}  // namespace mw::events
