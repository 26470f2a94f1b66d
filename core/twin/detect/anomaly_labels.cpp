// SPDX-License-Identifier: Apache-2.0
#include "core/twin/detect/anomaly_labels.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "core/base/error.h"
#include "core/twin/time_stamp.h"

namespace mw::twin {
namespace {

struct FoundWindows {
  const Json* windows;
  std::string pointer;
};

FoundWindows windowsOf(const JsonDocument& document, const Log& log) {
  const Json& root = document.root();
  if (root.is_array()) return {&root, ""};
  for (const auto& [key, value] : root.items()) {
    const bool is_of_log = key.ends_with("/" + log.name + ".csv") || key == log.name || key == log.name + ".csv";
    if (value.is_array() && (key == "anomaly_windows" || is_of_log)) return {&value, "/" + pointerToken(key)};
  }
  throw InputError(document.placeOf(""), fmt::format("no windows of anomalies for \"{}\"", log.name),
                   "give [[FROM, TO], ...], alone or as \"anomaly_windows\"");
}

/// A stamp on the log's clock.
std::optional<double> stampOf(const Json& json, const Log& log) {
  if (json.is_number()) return json.get<double>();
  if (!json.is_string() || !log.epoch_s) return std::nullopt;
  const auto ns = parseIso8601Ns(json.get<std::string>());
  if (!ns) return std::nullopt;
  const auto epoch_ns = static_cast<std::int64_t>(*log.epoch_s) * 1'000'000'000;
  return static_cast<double>(*ns - epoch_ns) / 1e9;
}

}  // namespace

std::vector<estimation::RowRange> anomalyWindows(const JsonDocument& document, const Log& log) {
  const FoundWindows found = windowsOf(document, log);
  std::vector<estimation::RowRange> windows;
  double end_s = -INFINITY;
  for (std::size_t i = 0; i < found.windows->size(); ++i) {
    const Json& pair = (*found.windows)[i];
    const bool is_pair = pair.is_array() && pair.size() == 2;
    const auto from = is_pair ? stampOf(pair[0], log) : std::nullopt;
    const auto to = is_pair ? stampOf(pair[1], log) : std::nullopt;
    if (!from || !to || *to < *from || *from <= end_s) {
      throw InputError(document.placeOf(fmt::format("{}/{}", found.pointer, i)),
                       "not a window of this log, after the one before it",
                       log.epoch_s ? "write [\"2014-02-07 14:55:00\", \"2014-02-09 14:05:00\"]"
                                   : "write [FROM, TO] in seconds on the log's clock");
    }
    end_s = *to;
    const auto first = std::lower_bound(log.t_s.begin(), log.t_s.end(), *from);
    const auto behind = std::upper_bound(log.t_s.begin(), log.t_s.end(), *to);
    if (first >= behind) continue;
    windows.push_back(
        {static_cast<std::size_t>(first - log.t_s.begin()), static_cast<std::size_t>(behind - log.t_s.begin()) - 1});
  }
  return windows;
}

}  // namespace mw::twin
