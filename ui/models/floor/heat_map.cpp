// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/heat_map.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "core/kpi/machine.h"

namespace mw::models {
namespace {

QString tr(const char* text) {
  return QCoreApplication::translate("heatMap", text);
}

/// The metric of elements that a quantity is, as RunResult::metrics names it.
std::string_view metricOf(HeatQuantity quantity) {
  using factory::ElementState;
  switch (quantity) {
    case HeatQuantity::Utilisation:
      return factory::nameOf(ElementState::Busy);
    case HeatQuantity::Blocked:
      return factory::nameOf(ElementState::Blocked);
    case HeatQuantity::WaitingForParts:
      return factory::nameOf(ElementState::Idle);
    case HeatQuantity::WaitingForPeople:
      return factory::nameOf(ElementState::Waiting);
    case HeatQuantity::Down:
      return factory::nameOf(ElementState::Down);
    case HeatQuantity::Off:
      break;
  }
  return {};
}

}  // namespace

QString titleOf(HeatQuantity quantity) {
  switch (quantity) {
    case HeatQuantity::Off:
      return tr("Off");
    case HeatQuantity::Utilisation:
      return tr("Utilisation");
    case HeatQuantity::Blocked:
      return tr("Blocked");
    case HeatQuantity::WaitingForParts:
      return tr("Waiting for parts");
    case HeatQuantity::WaitingForPeople:
      return tr("Waiting for people");
    case HeatQuantity::Down:
      return tr("Down");
  }
  return {};
}

double HeatMap::place(double share) const {
  return high > low ? std::clamp((share - low) / (high - low), 0.0, 1.0) : 1;
}

HeatMap heatMapOf(const experiment::RunResult& result, const factory::Factory& factory, HeatQuantity quantity) {
  HeatMap map;
  map.quantity = quantity;
  const auto metric = std::ranges::find(result.metrics, metricOf(quantity), &kpi::KpiDeclaration::name);
  if (quantity == HeatQuantity::Off || metric == result.metrics.end()) return map;
  const auto m = static_cast<std::size_t>(metric - result.metrics.begin());
  const auto elements = factory.elements();
  for (std::size_t e = 0; e < std::min(elements.size(), result.elements.size()); ++e) {
    const numerics::Estimate& value = result.elements[e][m];
    if (kpi::isMachine(elements[e]) && value.n > 0) map.spots.push_back({elements[e].id, value.mean});
  }
  if (map.spots.empty()) return map;
  const auto [low, high] = std::ranges::minmax(map.spots, {}, &HeatMap::Spot::share);
  map.low = low.share;
  map.high = high.share;
  return map;
}

}  // namespace mw::models
