// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "app/cli/model_plugins.h"
#include "app/cli/verbs.h"
#include "plugins/api/plugin.h"

namespace mw::cli {
namespace {

constexpr const char* kModelKind = "process-model";

/// Of what is built in, the program's; of what an extension brought, that of the API it was built for.
std::string versionOf(const KnownModel& model) {
  return model.file.empty() ? MW_VERSION : fmt::format("api {}", MW_PLUGIN_API_VERSION);
}

Json jsonOf(const KnownModel& model) {
  return {{"name", model.type.type},     {"kind", kModelKind},
          {"title", model.type.title},   {"help", model.type.help},
          {"version", versionOf(model)}, {"file", model.file.empty() ? Json(nullptr) : Json(model.file)}};
}

int plugins(const std::vector<std::string>& files, Console& console) {
  const std::vector<KnownModel> models = knownModels(files);
  if (console.is_json) {
    Json list = Json::array();
    for (const KnownModel& model : models) list.push_back(jsonOf(model));
    console.printJson({{"plugin_api", MW_PLUGIN_API_VERSION}, {"registered", std::move(list)}});
  }
  console.print(fmt::format("{:<16} {:<14} {:<8} {}", "name", "kind", "version", "from"));
  for (const KnownModel& model : models) {
    console.print(fmt::format("{:<16} {:<14} {:<8} {}", model.type.type, kModelKind, versionOf(model),
                              model.file.empty() ? "built in" : model.file));
  }
  return kDone;
}

}  // namespace

void addPlugins(CLI::App& program, Action& action) {
  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* verb = addVerb(program, "plugins",
                           {"Lists what twins may name as their model, built in or of extensions, and tries an "
                            "extension out.",
                            "--plugin libpump.so"});
  addPluginOption(*verb, *files);
  verb->final_callback([files, &action] { action = [files](Console& console) { return plugins(*files, console); }; });
}

}  // namespace mw::cli
