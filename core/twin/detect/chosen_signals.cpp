// SPDX-License-Identifier: Apache-2.0
#include "core/twin/detect/chosen_signals.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/estimation/detect/robust_scale.h"

namespace mw::twin {
namespace {

bool isIn(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void requireSignals(const Log& log, const std::vector<std::string>& wanted) {
  std::vector<std::string> known;
  for (const Signal& signal : log.series) known.push_back(signal.name);
  for (const std::string& name : wanted) {
    if (log.find(name)) continue;
    const auto near = nearestWord(name, known);
    throw InputError(Place{log.name, {}, 0, 0}, fmt::format("there is no signal \"{}\"", name),
                     near ? fmt::format("did you mean \"{}\"?", *near) : "take one of its columns");
  }
}

std::span<const double> healthyPart(const Signal& signal, std::size_t rows) {
  return std::span(signal.values).first(rows);
}

/// Median over the logs of the share of each signal that lies between blocks.
std::map<std::string, double> wanderShares(std::span<const Log> logs, const DetectRequest& request) {
  std::map<std::string, std::vector<double>> shares;
  for (const Log& log : logs) {
    const std::size_t rows = healthyRows(log, request.healthy);
    for (const Signal& signal : log.series) {
      shares[signal.name].push_back(estimation::wanderShare(healthyPart(signal, rows)));
    }
  }
  std::map<std::string, double> medians;
  for (auto& [name, values] : shares) medians[name] = estimation::sampleQuantile(std::move(values), 0.5);
  return medians;
}

}  // namespace

std::size_t healthyRows(const Log& log, const HealthyWindow& healthy) {
  std::size_t rows = healthy.rows;
  if (rows == 0) {
    while (rows < log.rowCount() && log.t_s[rows] - log.t_s.front() < healthy.duration_s) ++rows;
  }
  if (rows == 0 || rows > log.rowCount()) {
    throw InputError(Place{log.name, {}, 0, 0},
                     fmt::format("the healthy window has {} rows, the log {}", rows, log.rowCount()),
                     "give one within the log, as 400 (rows) or 2h (from its start)");
  }
  return rows;
}

std::vector<ChosenSignals> chooseSignals(std::span<const Log> logs, const DetectRequest& request) {
  const auto wander = wanderShares(logs, request);
  std::vector<ChosenSignals> all;
  for (const Log& log : logs) {
    requireSignals(log, request.wanted);
    const std::size_t rows = healthyRows(log, request.healthy);
    ChosenSignals chosen;
    for (const Signal& signal : log.series) {
      if (isIn(request.ignored, signal.name)) continue;
      if (!request.wanted.empty() && !isIn(request.wanted, signal.name)) continue;
      if (!(estimation::robustScale(healthyPart(signal, rows)).sd > 0)) {
        chosen.left_out.push_back({signal.name, "constant in the healthy window"});
        continue;
      }
      chosen.moving.push_back(signal.name);
      const double share = wander.at(signal.name);
      if (request.keeps_wandering || share <= ChosenSignals::kMostWander) {
        chosen.steady.push_back(signal.name);
      } else {
        chosen.left_out.push_back(
            {signal.name, fmt::format("wanders: {:.0f} % of its healthy variance lies between tenths of the window",
                                      100.0 * share)});
      }
    }
    if (chosen.moving.empty()) {
      throw InputError(Place{log.name, {}, 0, 0}, "no signal moves in the healthy window", "choose a longer one");
    }
    all.push_back(std::move(chosen));
  }
  return all;
}

}  // namespace mw::twin
