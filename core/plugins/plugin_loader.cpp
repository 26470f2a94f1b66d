// SPDX-License-Identifier: Apache-2.0
#include "core/plugins/plugin_loader.h"

#include <dlfcn.h>
#include <exception>
#include <fmt/format.h>

#include "core/base/error.h"

namespace mw::plugins {
namespace {

using VersionFunction = int (*)();
using RegisterFunction = void (*)(api::PluginRegistries&);

std::string lastError() {
  const char* text = dlerror();
  return text == nullptr ? "unknown reason" : text;
}

}  // namespace

void loadPlugin(const std::filesystem::path& file, const api::PluginRegistries& registries) {
  const std::string name = file.string();
  // An absolute path, so that the system's library folders are not searched.
  void* library = dlopen(std::filesystem::absolute(file).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) throw PluginError(name, fmt::format("can't be loaded: {}", lastError()));
  const auto version = reinterpret_cast<VersionFunction>(dlsym(library, "millwright_plugin_api_version"));
  const auto add = reinterpret_cast<RegisterFunction>(dlsym(library, "millwright_plugin_register"));
  if (version == nullptr || add == nullptr) {
    dlclose(library);
    throw PluginError(name, "is no extension of this program (it lacks MW_PLUGIN)");
  }
  if (const int built_for = version(); built_for != MW_PLUGIN_API_VERSION) {
    dlclose(library);
    throw PluginError(
        name, fmt::format("was built for version {} of the plugin API, this program has {}; build it anew", built_for,
                          MW_PLUGIN_API_VERSION));
  }
  try {
    api::PluginRegistries own = registries;
    add(own);
  } catch (const PluginError&) {
    throw;
  } catch (const std::exception& error) {
    throw PluginError(name, fmt::format("failed while it registered: {}", error.what()));
  }
}

}  // namespace mw::plugins
