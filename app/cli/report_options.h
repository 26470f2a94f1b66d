// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/cli/verb.h"
#include "core/report/project_report.h"

namespace mw::cli {

/// What a report is of, as options of the verbs that make one.
struct ReportOptions {
  std::string file;
  std::string horizon = "8h";
  std::string warmup = "0";
  experiment::RunPlan plan = {.replications = 10};
  bool skips_run = false;
};

void addReportOptions(CLI::App& verb, ReportOptions& options);

/// Reads the file and runs its factory as the options say.
/// @param again  the verb with its outputs, for the command that makes the same figures
/// @throws InputError, UsageError, Cancelled
[[nodiscard]] report::ReportInput reportInput(const ReportOptions& options, const std::string& again,
                                              const Console& console);

}  // namespace mw::cli
