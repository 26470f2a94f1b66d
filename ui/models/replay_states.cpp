// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/replay_states.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace mw::models {
namespace {

using factory::ElementState;

constexpr double kBusyShare = 0.05;  // of a drive's largest value
constexpr std::array<ElementState, factory::kElementStateCount> kCodes = {
    ElementState::Idle, ElementState::Busy,    ElementState::Blocked, ElementState::Setup,
    ElementState::Down, ElementState::Waiting, ElementState::Off};

bool isAsset(const factory::Element& element, const std::string& asset) {
  if (asset.empty()) return false;
  if (element.id == asset || element.name == asset) return true;
  return element.name.starts_with(asset) && std::isalnum(static_cast<unsigned char>(element.name[asset.size()])) == 0;
}

std::string named(const twin::Log& log, const std::string& name) {
  return log.find(name) ? name : std::string();
}

double largest(const Column& values) {
  double most = 0;
  for (const double value : values) {
    if (std::isfinite(value)) most = std::max(most, value);
  }
  return most;
}

AgedValue readingAt(const ReplayData& data, const std::string& signal, double t_s) {
  return valueAt(data, {"log/" + signal, signal, "", SignalEntry::Kind::Reading, true}, t_s);
}

/// The value while it is not too old.
std::optional<double> freshAt(const ReplayData& data, const std::string& signal, double t_s) {
  if (signal.empty()) return std::nullopt;
  const AgedValue now = readingAt(data, signal, t_s);
  if (now.is_stale || !std::isfinite(now.value)) return std::nullopt;
  return now.value;
}

std::optional<ElementState> stateAt(const ReplayData& data, const ElementSource& source, double t_s) {
  if (const auto down = freshAt(data, source.down, t_s); down && *down > 0.5) return ElementState::Down;
  if (const auto code = freshAt(data, source.state, t_s)) {
    const auto index = static_cast<std::size_t>(std::clamp(std::round(*code), 0.0, 1e6));
    return index < kCodes.size() ? std::optional(kCodes[index]) : std::nullopt;
  }
  if (const auto busy = freshAt(data, source.busy, t_s)) return *busy > 0.5 ? ElementState::Busy : ElementState::Idle;
  if (const auto drive = freshAt(data, source.drive, t_s)) {
    return *drive > source.busy_above ? ElementState::Busy : ElementState::Idle;
  }
  if (freshAt(data, source.down, t_s)) return ElementState::Idle;
  return std::nullopt;
}

}  // namespace

std::vector<ElementSource> elementSources(const ReplayData& data, const factory::Factory& factory) {
  std::vector<ElementSource> sources;
  if (!data.log) return sources;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const factory::Element& element = factory.elements()[i];
    ElementSource source;
    source.element = i;
    source.state = named(*data.log, element.id + ".state");
    source.busy = named(*data.log, element.id + ".busy");
    source.down = named(*data.log, element.id + ".down");
    source.parts = named(*data.log, element.id + ".parts");
    source.is_asset = data.twin && isAsset(element, data.twin->asset);
    const bool has_state = !source.state.empty() || !source.busy.empty();
    if (source.is_asset && !has_state && !data.twin->inputs.empty()) {
      source.drive = named(*data.log, data.twin->inputs.front().name);
      if (!source.drive.empty()) source.busy_above = kBusyShare * largest(data.log->find(source.drive)->values);
    }
    if (has_state || source.is_asset || !source.down.empty() || !source.parts.empty()) sources.push_back(source);
  }
  return sources;
}

ElementNow elementAt(const ReplayData& data, const ElementSource& source, double t_s) {
  ElementNow now;
  now.element = source.element;
  now.state = stateAt(data, source, t_s);
  if (const auto parts = freshAt(data, source.parts, t_s)) now.parts = static_cast<int>(std::clamp(*parts, 0.0, 1e4));
  if (source.is_asset && data.result) {
    const AgedValue health = valueAt(data, {"health", "health", "", SignalEntry::Kind::Health, true}, t_s);
    if (!health.is_stale) now.health = health.value;
  }
  now.is_stale = !now.state && !now.parts && !std::isfinite(now.health);
  return now;
}

}  // namespace mw::models
