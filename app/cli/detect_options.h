// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/verb.h"
#include "core/twin/detect/detect_log.h"

namespace mw::cli {

/// What detect and score ask of a user about looking for the unusual in logs.
struct DetectOptions {
  std::vector<std::string> files;
  std::string map_file;
  std::string healthy;  ///< --train as written
  std::string model_file;
  std::vector<std::string> methods;
  std::string limits = "empirical";
  std::string components = "explained-variance";
  std::string smoothing_time = "6h";
  std::string memory = "14d";
  std::string season = "0";
  std::string reminder = "12h";
  twin::DetectRequest request;

  void addTo(CLI::App& verb);

  /// The request with what was written in words.
  /// @param usual  method where none was given
  /// @throws UsageError
  [[nodiscard]] twin::DetectRequest read(twin::DetectMethod usual, const Console& console) const;
  /// The logs named, each called after its file.
  [[nodiscard]] std::vector<twin::Log> readLogs(const Console& console) const;
};

}  // namespace mw::cli
