// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/replications.h"
#include "core/report/report.h"
#include "core/store/project_file.h"

namespace mw::report {

/// What goes into a report.
struct ReportInput {
  std::shared_ptr<const factory::Factory> factory;
  std::shared_ptr<store::ProjectFile> project;  ///< null for a factory from a file of its own
  std::string file;                             ///< that was opened, as the reader knows it
  std::optional<experiment::RunResult> run;     ///< of this factory
  std::string picture_png;                      ///< of the hall, beside the plan; may be empty
  std::string command;                          ///< that makes the same figures again
  std::string program;                          ///< "Millwright 0.1.0"
  std::string made;                             ///< local date and time
  std::vector<Section> extra;                   ///< after the studies: what other parts of the program have to say
};

/// The report of a project: layout, results of the run, studies, logs and replays, what else was handed in, assumptions
/// and limits, provenance.
/// @throws InputError when the project is damaged; Cancelled
[[nodiscard]] Report projectReport(const ReportInput& input, const std::stop_token& stop = {},
                                   const ProgressSink& progress = {});

/// Fingerprint of what a project holds: factory, studies with their runs, logs, twins, replays, surrogates. Two files
/// with the same one say the same, wherever they lie; names of restore points and views do not count.
[[nodiscard]] std::string contentDigest(store::ProjectFile& project);

}  // namespace mw::report
