// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/twin/log.h"
#include "core/twin/replay_result.h"
#include "core/twin/twin_definition.h"
#include "ui/models/data_age.h"
#include "ui/models/signal_track.h"

namespace mw::models {

/// A log, the twin over it and what it made of it, as a list of what can be drawn. Any but the log may be missing.
struct ReplayData {
  std::shared_ptr<const twin::Log> log;
  std::shared_ptr<const twin::TwinDefinition> twin;
  std::shared_ptr<const twin::ReplayResult> result;
  double gap_s = 0;  ///< longest time between readings that is none, as somebody set it; 0: told from the data
  std::shared_ptr<const twin::ReplayResult> smoothed = {};  ///< the same replay, each row given the whole log
  std::shared_ptr<const twin::ReplayResult> other = {};     ///< another replay of the log, to compare with
  std::string other_name = {};
  double usual_interval_s = 0;  ///< of the log's rows where that is known; 0: told from the data
};

/// One thing that can be put on a plot.
struct SignalEntry {
  enum class Kind {
    Reading,     ///< as it stands in the log
    Estimate,    ///< a state of the twin: mean with a band of 2 sd
    Smoothed,    ///< the same given the whole log
    Other,       ///< the same by the replay that is compared with
    Innovation,  ///< reading less what the twin expected, with a band of 2 sd about 0 where those are known
    Nis,         ///< normalised innovation squared
    Health,
    Derived,  ///< computed from another signal: derived_signal.h
    Pair      ///< one signal over another, a plot of its own
  };
  std::string key;  ///< "log/surface", "state/winding", "smooth/winding", "other/winding", "innovation/surface", "nis",
                    ///< "health": the same in every log
  std::string name;
  std::string unit;
  Kind kind = Kind::Reading;
  bool is_measured = true;  ///< false for a state that no sensor reads
};

/// A value that never comes without its age.
struct AgedValue {
  double value = 0;  ///< NaN before the first
  double age_s = 0;
  bool is_stale = false;  ///< older than the longest time that is no gap
};

/// What stands beside an estimate in its plot without having been put there: smoothed, and of the other replay.
[[nodiscard]] bool isCompanion(const SignalEntry& entry);
/// The keys of an estimate's companions; none for another key.
[[nodiscard]] std::vector<std::string> companionsOf(const std::string& key);

/// Readings first, then estimates, then what tells whether they fit.
[[nodiscard]] std::vector<SignalEntry> signalsOf(const ReplayData& data);
/// The key's readings, ready to be drawn; empty for a key that is not there.
[[nodiscard]] SignalTrack trackOf(const ReplayData& data, const std::string& key);
/// @param t_s  since the first stamp
[[nodiscard]] AgedValue valueAt(const ReplayData& data, const SignalEntry& entry, double t_s);

/// How old the newest row is at a time, and what that means: by the twin where there is one, else by the usual
/// interval.
[[nodiscard]] AgeAt ageAt(const ReplayData& data, double t_s);
/// The log's stamps, which there must be, shared with it.
[[nodiscard]] SharedColumn stampsOf(const ReplayData& data);
/// The longest time between rows that is no gap: as somebody set it, or the twin's, or five usual intervals.
[[nodiscard]] double gapOf(const ReplayData& data);

}  // namespace mw::models
