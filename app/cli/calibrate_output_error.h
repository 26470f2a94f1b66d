// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "app/cli/verb.h"
#include "core/base/json.h"
#include "core/twin/log.h"
#include "core/twin/output_error.h"

namespace mw::cli {

/// What `calibrate --method output-error` is asked beside the rest of the verb.
struct OutputErrorRequest {
  twin::OutputErrorOptions options;
  std::vector<std::string> held_out_files;
  double held_out_from_s = -std::numeric_limits<double>::infinity();
  std::string map_file;
  std::string out_file;
};

/// Adds the options that this method alone has.
void addOutputErrorOptions(CLI::App& verb, OutputErrorRequest& request);

/// Fits, writes the fitted twin, predicts the held-out logs with it, and tells all of it.
[[nodiscard]] int calibrateOutputError(const OutputErrorRequest& request, const JsonDocument& twin,
                                       const std::vector<twin::Log>& logs, Console& console);

}  // namespace mw::cli
