// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_plugins.h"

#include "core/plugins/plugin_loader.h"
#include "core/twin/model_types.h"

namespace mw::cli {

void addPluginOption(CLI::App& verb, std::vector<std::string>& files) {
  verb.add_option("--plugin", files, "An extension (a shared library) whose model types the twin may name");
}

std::vector<KnownModel> knownModels(const std::vector<std::string>& files) {
  api::ProcessModelRegistry models = twin::builtinModels();
  std::vector<KnownModel> known;
  const auto addNew = [&](const std::string& file) {
    const std::vector<std::string> types = models.types();
    for (std::size_t i = known.size(); i < types.size(); ++i) known.push_back({*models.find(types[i]), file});
  };
  addNew("");
  for (const std::string& file : files) {
    plugins::loadPlugin(file, {models});
    addNew(file);
  }
  return known;
}

api::ProcessModelRegistry modelsWith(const std::vector<std::string>& files) {
  api::ProcessModelRegistry models = twin::builtinModels();
  for (const std::string& file : files) plugins::loadPlugin(file, {models});
  return models;
}

}  // namespace mw::cli
