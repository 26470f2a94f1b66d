// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/cli/replay_pace.h"
#include "app/cli/twin_options.h"
#include "core/twin/open_loop.h"

namespace mw::cli {

/// What `replay` is asked for.
struct ReplayRequest {
  std::string project;
  std::string log_name;
  std::string log_file;
  TwinOptions twin;
  TwinOptions against;  ///< without a file: none
  std::string name;     ///< that the project keeps it under
  std::string map_file;
  std::vector<std::string> plugins;
  ReplaySpeed speed;
  std::size_t every = 1;
  double late_window_s = 0;
  bool is_full = false;
  bool is_smoothed = false;
  bool is_open_loop = false;
  twin::OpenLoopOptions open_loop;

  /// Whether all rows must be there before the first can be told.
  [[nodiscard]] bool needsWholeLog() const { return is_smoothed || is_open_loop || !against.file.empty(); }
  /// Name in the project.
  [[nodiscard]] std::string nameOf(const twin::TwinDefinition& asset_twin) const {
    return name.empty() ? asset_twin.asset : name;
  }
};

/// Rows go from the log through the filter to stdout (and the project) without waiting for each other.
[[nodiscard]] int replayAsStream(const ReplayRequest& request, Console& console);

/// The log is read first, and all is told at the end.
[[nodiscard]] int replayWholeLog(const ReplayRequest& request, Console& console);

}  // namespace mw::cli
