// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/signal_catalog.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/unit_symbol.h"
#include "ui/models/derived_signal.h"

namespace mw::models {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kGapIntervals = 5;

/// Entry i of every n-tuple of a column.
std::vector<double> every(const std::vector<double>& column, std::size_t n, std::size_t i) {
  std::vector<double> values;
  values.reserve(column.size() / n);
  for (std::size_t at = i; at < column.size(); at += n) values.push_back(column[at]);
  return values;
}

/// As it is shown: a number without a unit has none.
std::string shownUnit(const std::string& unit) {
  return unit == "1" || unit == "-" ? std::string() : unitSymbol(unit);
}

std::string unitOf(const ReplayData& data, const std::string& signal) {
  const twin::Signal* found = data.log->find(signal);
  return found ? shownUnit(found->unit) : std::string();
}

std::size_t indexIn(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

SignalTrack stateTrack(const ReplayData& data, const twin::ReplayResult& result, const std::string& state) {
  const std::size_t n = result.stateCount();
  const std::size_t i = indexIn(result.states, state);
  if (i >= n) return {};
  std::vector<double> sd = every(result.P_diag, n, i);
  for (double& value : sd) value = std::sqrt(std::max(0.0, value));
  return bandOf(result.t_s, every(result.x, n, i), sd, gapOf(data));
}

/// Readings less what was expected; the band is about 0, which is what is expected of them.
SignalTrack innovationTrack(const ReplayData& data, std::size_t signal) {
  const twin::ReplayResult& result = *data.result;
  const std::size_t p = result.measured.size();
  std::vector<double> sd = every(result.S_diag, p, signal);
  for (double& value : sd) value = std::sqrt(value);
  SignalTrack track = bandOf(result.t_s, every(result.innovation, p, signal), sd, gapOf(data));
  for (std::size_t i = 0; i < track.values.size(); ++i) {
    track.low[i] -= track.values[i];
    track.high[i] -= track.values[i];
  }
  track.low_peaks = twin::MinMaxPyramid(track.low);
  track.high_peaks = twin::MinMaxPyramid(track.high);
  return track;
}

/// The replay that estimated a kind of entry.
const twin::ReplayResult* replayOf(const ReplayData& data, SignalEntry::Kind kind) {
  if (kind == SignalEntry::Kind::Smoothed) return data.smoothed.get();
  return kind == SignalEntry::Kind::Other ? data.other.get() : data.result.get();
}

}  // namespace

bool isCompanion(const SignalEntry& entry) {
  return entry.kind == SignalEntry::Kind::Smoothed || entry.kind == SignalEntry::Kind::Other;
}

std::vector<std::string> companionsOf(const std::string& key) {
  if (!key.starts_with("state/")) return {};
  const std::string name = key.substr(key.find('/') + 1);
  return {"smooth/" + name, "other/" + name};
}

SharedColumn stampsOf(const ReplayData& data) {
  return SharedColumn(std::shared_ptr<const Column>(data.log, &data.log->t_s));
}

double gapOf(const ReplayData& data) {
  if (data.gap_s > 0) return data.gap_s;
  if (data.twin) return gapLimit_s(*data.twin);
  return data.log
             ? kGapIntervals * (data.usual_interval_s > 0 ? data.usual_interval_s : usualInterval_s(stampsOf(data)))
             : 0;
}

AgeAt ageAt(const ReplayData& data, double t_s) {
  if (data.result && data.twin) return ageAt(*data.result, *data.twin, t_s);
  if (!data.log || data.log->t_s.empty()) return {kNaN, DataAge::Stale};
  constexpr double kLateIntervals = 2;
  const Column& stamps = data.log->t_s;
  const double at_s = stamps.front() + t_s;
  const auto after = std::ranges::upper_bound(stamps, at_s);
  const double age_s = after == stamps.begin() ? 0 : std::max(0.0, at_s - *(after - 1));
  const double gap_s = gapOf(data);
  const bool is_late = age_s > kLateIntervals / kGapIntervals * gap_s;
  return {age_s, age_s > gap_s ? DataAge::Stale : is_late ? DataAge::Late : DataAge::Fresh};
}

std::vector<SignalEntry> signalsOf(const ReplayData& data) {
  using Kind = SignalEntry::Kind;
  std::vector<SignalEntry> list;
  if (!data.log) return list;
  for (const twin::Signal& signal : data.log->series) {
    list.push_back({"log/" + signal.name, signal.name, shownUnit(signal.unit), Kind::Reading, true});
  }
  if (!data.result || !data.twin) return list;
  std::vector<SignalEntry> companions;
  for (std::size_t i = 0; i < data.result->stateCount(); ++i) {
    const std::string& name = data.result->states[i];
    const auto signal = signalOfState(*data.twin, i);
    const std::string unit = signal ? unitOf(data, data.twin->measured[*signal].name) : std::string();
    list.push_back({"state/" + name, name, unit, Kind::Estimate, signal.has_value()});
    if (data.smoothed) companions.push_back({"smooth/" + name, name, unit, Kind::Smoothed, signal.has_value()});
    if (data.other && indexIn(data.other->states, name) < data.other->stateCount()) {
      companions.push_back({"other/" + name, name, unit, Kind::Other, signal.has_value()});
    }
  }
  std::ranges::stable_sort(companions, {}, &SignalEntry::kind);
  list.insert(list.end(), companions.begin(), companions.end());
  for (const std::string& signal : data.result->measured) {
    list.push_back({"innovation/" + signal, signal, unitOf(data, signal), Kind::Innovation, true});
  }
  list.push_back({"nis", "NIS", "", Kind::Nis, true});
  list.push_back({"health", "health", "", Kind::Health, true});
  return list;
}

SignalTrack trackOf(const ReplayData& data, const std::string& key) {
  if (!data.log) return {};
  if (const auto derivation = derivationOf(key)) return derive(*derivation, trackOf(data, derivation->source));
  const std::string name = key.substr(key.find('/') + 1);
  if (key.starts_with("log/")) {
    const twin::Signal* signal = data.log->find(name);
    if (!signal) return {};
    const bool is_watched = data.twin && std::ranges::any_of(data.twin->measured, [&](const twin::TwinSignal& watched) {
                              return watched.name == name;
                            });
    return trackOf(stampsOf(data), SharedColumn(std::shared_ptr<const Column>(data.log, &signal->values)),
                   is_watched || data.gap_s > 0 ? gapOf(data) : 0);
  }
  if (!data.result) return {};
  const twin::ReplayResult& result = *data.result;
  if (key.starts_with("state/")) return stateTrack(data, result, name);
  if (key.starts_with("smooth/")) return data.smoothed ? stateTrack(data, *data.smoothed, name) : SignalTrack{};
  if (key.starts_with("other/")) return data.other ? stateTrack(data, *data.other, name) : SignalTrack{};
  if (key == "nis") return trackOf(result.t_s, result.nis, gapOf(data));
  if (key == "health") return trackOf(result.t_s, result.health, gapOf(data));
  const std::size_t i = indexIn(result.measured, name);
  if (!key.starts_with("innovation/") || i >= result.measured.size()) return {};
  return innovationTrack(data, i);
}

AgedValue valueAt(const ReplayData& data, const SignalEntry& entry, double t_s) {
  if (!data.log || data.log->t_s.empty()) return {kNaN, kNaN, true};
  const Column& stamps = data.log->t_s;
  const double at_s = stamps.front() + t_s;
  auto row = static_cast<std::ptrdiff_t>(std::ranges::upper_bound(stamps, at_s) - stamps.begin()) - 1;
  const auto valueIn = [&](std::size_t k) {
    using Kind = SignalEntry::Kind;
    if (entry.kind == Kind::Reading) {
      const twin::Signal* signal = data.log->find(entry.name);
      return signal ? signal->values[k] : kNaN;
    }
    const twin::ReplayResult* replayed = replayOf(data, entry.kind);
    if (!replayed || k >= replayed->rows) return kNaN;
    const twin::ReplayResult& result = *replayed;
    if (entry.kind == Kind::Nis) return result.nis[k];
    if (entry.kind == Kind::Health) return result.health[k];
    const bool is_state = entry.kind == Kind::Estimate || isCompanion(entry);
    const std::vector<std::string>& names = is_state ? result.states : result.measured;
    const std::size_t i = indexIn(names, entry.name);
    return i < names.size() ? (is_state ? result.x : result.innovation)[k * names.size() + i] : kNaN;
  };
  for (; row >= 0; --row) {
    const auto k = static_cast<std::size_t>(row);
    const double value = valueIn(k);
    if (!std::isfinite(value)) continue;
    // An estimate lives on without readings, but is as old as they are.
    const bool is_own = entry.kind == SignalEntry::Kind::Reading || !data.result;
    const double age_s = at_s - stamps[k] + (is_own ? 0 : data.result->age_s[k]);
    return {value, age_s, age_s > gapOf(data)};
  }
  return {kNaN, kNaN, true};
}

}  // namespace mw::models
