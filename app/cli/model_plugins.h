// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/cli/verb.h"
#include "plugins/api/process_model_type.h"

namespace mw::cli {

/// Adds --plugin, which may be given more than once.
void addPluginOption(CLI::App& verb, std::vector<std::string>& files);

/// A model type with where it comes from.
struct KnownModel {
  api::ProcessModelType type;
  std::string file;  ///< of the extension that brought it; empty = built in
};

/// The built-in model types and those of the extensions, in the order they came. @throws PluginError as loadPlugin does
[[nodiscard]] std::vector<KnownModel> knownModels(const std::vector<std::string>& files);

/// The same to look types up in. @throws PluginError as loadPlugin does
[[nodiscard]] api::ProcessModelRegistry modelsWith(const std::vector<std::string>& files);

}  // namespace mw::cli
