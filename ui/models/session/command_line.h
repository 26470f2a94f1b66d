// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/json.h"
#include "core/factory/factory.h"
#include "core/twin/backwards_policy.h"
#include "core/twin/detect/detect_log.h"
#include "core/twin/twin_variant.h"
#include "ui/models/run_wishes.h"

/// What was done in the window, as text for a shell that does the same with millwright-cli. Numbers are written so that
/// they are read back bit for bit, whatever the language of the system.
namespace mw::models {

/// One word for a POSIX shell, quoted where it must be.
[[nodiscard]] QString shellWord(const QString& word);

/// Lines for a shell that write a file of JSON.
[[nodiscard]] QString writtenFile(const QString& file, const Json& json);

/// The edits that lead from one factory to another: single values by their address, else a patch, which is written
/// first.
struct EditCommand {
  QString file;  ///< project or factory
  const factory::Factory& before;
  const factory::Factory& after;
};
/// Empty where nothing differs.
[[nodiscard]] QString commandLine(const EditCommand& edit);

struct RunCommand {
  QString file;  ///< project or factory
  RunWishes wishes;
};
[[nodiscard]] QString commandLine(const RunCommand& run);

/// The report that the window exports, with what its run was made with.
struct ReportCommand {
  QString file;  ///< project or factory
  QString page;  ///< .html
  experiment::RunPlan plan;
};
[[nodiscard]] QString commandLine(const ReportCommand& report);

/// Writes the study beside the project first, as the command line takes it from a file.
struct StudyCommand {
  QString project;
  Json definition;  ///< millwright-study/1
  bool is_resumed = false;
};
[[nodiscard]] QString commandLine(const StudyCommand& study);

struct FitCommand {
  QString project;
  QString study;
  QString response;
};
[[nodiscard]] QString commandLine(const FitCommand& fit);

/// Writes the map first.
struct ImportCommand {
  QString project;
  QString file;
  QString log;
  Json map;
  bool keeps_going = false;  ///< over cells that cannot be read
  twin::BackwardsChoice backwards = {};
};
[[nodiscard]] QString commandLine(const ImportCommand& import);

/// Writes the twin first, and the one it is compared with.
struct ReplayCommand {
  QString project;
  QString log;
  QString twin;
  Json definition;  ///< millwright-twin/1
  twin::TwinVariant variant = {};
  bool is_smoothed = false;
  QString rival = {};  ///< name of the twin that it is compared with; empty = none
  Json rival_definition = {};
};
[[nodiscard]] QString commandLine(const ReplayCommand& replay);

struct DetectCommand {
  QString project;
  QString log;
  const twin::DetectRequest& request;
};
[[nodiscard]] QString commandLine(const DetectCommand& detect);

}  // namespace mw::models
