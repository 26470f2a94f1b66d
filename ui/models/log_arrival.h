// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <stop_token>
#include <string>

#include "core/base/progress.h"
#include "core/twin/backwards_policy.h"
#include "ui/models/replay_services.h"

namespace mw::models {

/// A file that is read whole, on a worker thread: to see what is in it, or to keep it.
struct LogOrder {
  std::string file;
  twin::LogMap map;
  twin::BackwardsChoice backwards;
};

/// Reads all of it and keeps nothing: a few MB, however long the file is. Names of signals may be equal here.
/// @throws as twin::streamLog does
[[nodiscard]] twin::ImportReport tryToRead(LogOrder order, const std::stop_token& stop, const ProgressSink& progress);

struct ArrivedLog {
  twin::ImportReport report;
  twin::Log log;  ///< with its rows; of a file that was cut, the first
};

/// Keeps a log while it reads it, all of its segments or nothing.
/// @throws as twin::streamLog and services.keepLog do
[[nodiscard]] ArrivedLog importLog(const LogOrder& order, const std::string& name, const ReplayServices& services,
                                   const std::stop_token& stop, const ProgressSink& progress);

/// What became, or would become, of rows whose clock goes back, for people; "No row goes back in time." where none is.
/// @param name  of the log
[[nodiscard]] QString backwardsText(const twin::ImportReport& report, const twin::BackwardsChoice& choice,
                                    const QString& name);

}  // namespace mw::models
