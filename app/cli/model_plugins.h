// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/cli/verb.h"
#include "plugins/api/process_model_type.h"

namespace mw::cli {

/// Adds --plugin, which may be given more than once.
void addPluginOption(CLI::App& verb, std::vector<std::string>& files);

/// The built-in model types and those of the extensions. @throws PluginError as loadPlugin does
[[nodiscard]] api::ProcessModelRegistry modelsWith(const std::vector<std::string>& files);

}  // namespace mw::cli
