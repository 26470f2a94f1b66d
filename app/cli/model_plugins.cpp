// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_plugins.h"

#include "core/plugins/plugin_loader.h"
#include "core/twin/model_types.h"

namespace mw::cli {

void addPluginOption(CLI::App& verb, std::vector<std::string>& files) {
  verb.add_option("--plugin", files, "An extension (a shared library) whose model types the twin may name");
}

api::ProcessModelRegistry modelsWith(const std::vector<std::string>& files) {
  api::ProcessModelRegistry models = twin::builtinModels();
  for (const std::string& file : files) plugins::loadPlugin(file, {models});
  return models;
}

}  // namespace mw::cli
