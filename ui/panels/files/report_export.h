// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <optional>

#include "core/report/project_report.h"
#include "ui/panels/main_window.h"

namespace mw::panels {

/// What a report of the open file is made of, taken at once; the rest is done in a job.
struct ReportWish {
  std::shared_ptr<const factory::Factory> factory;
  std::shared_ptr<store::ProjectFile> project;  ///< null for a factory file
  QString file;                                 ///< that is open
  std::optional<experiment::RunResult> run;     ///< of this very factory, where there is one
  experiment::RunPlan plan;                     ///< to run it by where there is none
  QImage picture;                               ///< of the hall
};

/// Asks where the report shall go, .html or .pdf, makes it in the background and says where it is.
void askForReport(MainWindow& window, ReportWish wish);

/// The work of the job. @throws InputError, OutputError, Cancelled
void writeReport(const QString& file, const ReportWish& wish, const std::stop_token& stop,
                 const ProgressSink& progress);

}  // namespace mw::panels
