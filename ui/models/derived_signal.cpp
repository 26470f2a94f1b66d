// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/derived_signal.h"

#include <fmt/format.h>

#include "core/base/text.h"

namespace mw::models {
namespace {

constexpr const char* kDerivative = "derivative/";
constexpr const char* kAverage = "average:";
constexpr const char* kIntegral = "integral/";
constexpr const char* kPair = "xy/";

std::string rest(const std::string& key, std::string_view start) {
  return key.substr(start.size());
}

/// Whether reading i follows the one before without a gap.
bool follows(const SignalTrack& track, std::size_t i) {
  return i > 0 && track.t_s[i] - track.t_s[i - 1] <= track.gap_s;
}

/// A track in the making.
class Computed {
 public:
  explicit Computed(std::size_t most) {
    t_s_.reserve(most);
    values_.reserve(most);
  }
  void add(double t_s, double value) {
    t_s_.push_back(t_s);
    values_.push_back(value);
  }
  [[nodiscard]] SignalTrack finish(const SignalTrack& source) {
    SignalTrack track;
    track.gap_s = source.gap_s;
    track.gaps = source.gaps;
    track.t_s = SharedColumn(std::move(t_s_));
    track.values = SharedColumn(std::move(values_));
    track.prepare();
    for (const SharedColumn& column : {source.t_s, source.values, track.t_s}) column.letGo(0, column.size());
    return track;
  }

 private:
  Column t_s_;
  Column values_;
};

SignalTrack derivative(const SignalTrack& source) {
  Computed computed(source.t_s.size());
  for (std::size_t i = 1; i < source.t_s.size(); ++i) {
    if (!follows(source, i)) continue;
    computed.add(source.t_s[i], (source.values[i] - source.values[i - 1]) / (source.t_s[i] - source.t_s[i - 1]));
  }
  return computed.finish(source);
}

SignalTrack average(const SignalTrack& source, double window_s) {
  Computed computed(source.t_s.size());
  std::size_t first = 0;
  double sum = 0;
  for (std::size_t i = 0; i < source.t_s.size(); ++i) {
    if (i > 0 && !follows(source, i)) {
      first = i;
      sum = 0;
    }
    sum += source.values[i];
    while (source.t_s[i] - source.t_s[first] >= window_s && first < i) sum -= source.values[first++];
    computed.add(source.t_s[i], sum / static_cast<double>(i - first + 1));
  }
  return computed.finish(source);
}

SignalTrack integral(const SignalTrack& source) {
  Computed computed(source.t_s.size());
  double sum = 0;
  for (std::size_t i = 0; i < source.t_s.size(); ++i) {
    if (follows(source, i)) sum += (source.values[i] + source.values[i - 1]) / 2 * (source.t_s[i] - source.t_s[i - 1]);
    computed.add(source.t_s[i], sum);
  }
  return computed.finish(source);
}

}  // namespace

std::string keyOf(const Derivation& derivation) {
  switch (derivation.kind) {
    case Derivation::Kind::Derivative:
      return kDerivative + derivation.source;
    case Derivation::Kind::Average:
      return fmt::format("{}{}/{}", kAverage, derivation.window_s, derivation.source);
    case Derivation::Kind::Integral:
      return kIntegral + derivation.source;
  }
  return {};
}

std::optional<Derivation> derivationOf(const std::string& key) {
  using Kind = Derivation::Kind;
  if (key.starts_with(kDerivative)) return Derivation{Kind::Derivative, 0, rest(key, kDerivative)};
  if (key.starts_with(kIntegral)) return Derivation{Kind::Integral, 0, rest(key, kIntegral)};
  if (!key.starts_with(kAverage)) return std::nullopt;
  const std::string text = rest(key, kAverage);
  const auto slash = text.find('/');
  const auto window_s = parseNumber(text.substr(0, slash));
  if (slash == std::string::npos || !window_s || !(*window_s > 0)) return std::nullopt;
  return Derivation{Kind::Average, *window_s, text.substr(slash + 1)};
}

SignalEntry entryOf(const Derivation& derivation, const SignalEntry& source) {
  SignalEntry entry{keyOf(derivation), {}, source.unit, SignalEntry::Kind::Derived, source.is_measured};
  const bool has_unit = !source.unit.empty() && source.unit != "1";
  switch (derivation.kind) {
    case Derivation::Kind::Derivative:
      entry.name = "d/dt " + source.name;
      entry.unit = has_unit ? source.unit + "/s" : "1/s";
      break;
    case Derivation::Kind::Average:
      entry.name = fmt::format("{}, mean of {} s", source.name, derivation.window_s);
      break;
    case Derivation::Kind::Integral:
      entry.name = "integral of " + source.name;
      entry.unit = has_unit ? source.unit + "·s" : "s";
      break;
  }
  return entry;
}

SignalTrack derive(const Derivation& derivation, const SignalTrack& source) {
  switch (derivation.kind) {
    case Derivation::Kind::Derivative:
      return derivative(source);
    case Derivation::Kind::Average:
      return average(source, derivation.window_s);
    case Derivation::Kind::Integral:
      return integral(source);
  }
  return {};
}

std::string pairKey(const std::string& x, const std::string& y) {
  return kPair + x + "|" + y;
}

std::optional<std::pair<std::string, std::string>> pairOf(const std::string& key) {
  const auto bar = key.find('|');
  if (!key.starts_with(kPair) || bar == std::string::npos) return std::nullopt;
  const std::size_t start = std::string_view(kPair).size();
  return std::pair(key.substr(start, bar - start), key.substr(bar + 1));
}

XyTrack pairUp(const SignalTrack& x, const SignalTrack& y) {
  XyTrack track;
  for (std::size_t i = 0; i < y.t_s.size(); ++i) {
    const auto at = x.newestAt(y.t_s[i]);
    if (!at || y.t_s[i] - x.t_s[*at] > x.gap_s) continue;
    track.t_s.push_back(y.t_s[i]);
    track.x.push_back(x.values[*at]);
    track.y.push_back(y.values[i]);
  }
  for (const Column* column : {&track.t_s, &track.x, &track.y}) letGo(*column);
  return track;
}

}  // namespace mw::models
