// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/store/project_file.h"
#include "core/twin/replay_stream.h"

namespace mw::store {

/// What a twin estimated over a log: one row per step, columns of equal length.
struct StoredReplay {
  /// One estimated state.
  struct State {
    std::string name;
    std::vector<double> mean;
    std::vector<double> sd;
  };
  /// How one reading differs from what the twin expected, in the unit of its signal; NaN where there was none.
  struct Innovation {
    std::vector<double> value;
    std::vector<double> sd;  ///< that the twin gives it
  };
  struct Alert {
    double t_s = 0;
    std::string level;  ///< warning, critical, ...
    std::string message;
    bool operator==(const Alert&) const = default;
  };
  std::string twin;     ///< its name
  std::string log;      ///< name of a log of the project
  std::string created;  ///< UTC; set by saving
  std::vector<double> t_s;
  std::vector<State> states;
  std::vector<double> nis;     ///< NaN where no signal was read
  std::vector<double> health;  ///< 0 ... 1, NaN where unknown
  std::vector<double> age_s;   ///< age of the oldest of the signals' newest readings
  std::vector<bool> is_anomaly;
  std::vector<bool> is_stale;
  /// In the order of the twin's "signals"; none in projects that keep none.
  std::vector<Innovation> innovations;
  std::vector<Alert> alerts;
};

/// What is stored of a replay: everything but covariances.
[[nodiscard]] StoredReplay storedReplay(const std::string& twin, const std::string& log,
                                        const twin::ReplayResult& result);

/// Name and size of a replay.
struct ReplayName {
  std::string twin;
  std::string log;
  std::string created;  ///< UTC
  std::size_t steps = 0;
};

[[nodiscard]] std::vector<ReplayName> replays(ProjectFile& project);  ///< oldest first

/// Stores it; an older replay of the same twin and log is replaced.
/// @throws InputError when the log is not in the project
void saveReplay(ProjectFile& project, const StoredReplay& replay);

/// Gives the rows of a replay to a sink as they are estimated, and returns it without them.
using ReplaySource = std::function<twin::ReplayResult(const twin::ReplayRowsSink& sink)>;

/// The same for a replay that is stored as it is estimated, so that memory does not grow with it. What is stored is
/// what saveReplay of the whole would store. The source may read the project, streamLog() above all; what it throws
/// leaves the project as it was.
/// @throws InputError when the log is not in the project, before the source is asked; what the source throws
void saveReplay(ProjectFile& project, const std::string& twin, const std::string& log, const ReplaySource& source);

/// Bit for bit as saved, each chunk checked against its digest.
[[nodiscard]] StoredReplay loadReplay(ProjectFile& project, const std::string& twin, const std::string& log);

}  // namespace mw::store
