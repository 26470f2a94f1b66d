// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/store/stored_log.h"
#include "core/twin/replay.h"
#include "ui/models/anomaly_search.h"

namespace mw::models {

/// What the replay panel needs from the project; given by the application. All are called on worker threads and may
/// throw our errors. Any may be empty: then nothing is listed or kept.
struct ReplayServices {
  std::function<std::vector<std::string>()> logs;
  std::function<twin::Log(const std::string& name)> loadLog;
  /// Keeps a log while it is read, as store::saveLog; what the source throws is passed on, and nothing is kept.
  std::function<void(const std::string& name, const store::LogSource& source, std::stop_token stop)> keepLog;
  std::function<std::vector<std::pair<std::string, Json>>()> twins;  ///< name, millwright-twin/1
  std::function<void(const std::string& name, const Json& definition)> keepTwin;
  std::function<void(const std::string& twin, const twin::Log&, const twin::ReplayResult&)> keepReplay;
  /// What is remembered of a kind, by name, the newest last.
  std::function<std::vector<std::pair<std::string, Json>>(const std::string& kind)> notes;
  std::function<void(const std::string& kind, const std::string& name, const Json& content)> keepNote;
  DetectionServices detections = {};
};

}  // namespace mw::models
