// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "plugins/api/plugin.h"

namespace mw::plugins {

/// Loads an extension and lets it add its types. The library stays loaded until the program ends, for what it made may
/// live as long.
/// @throws PluginError where the file can't be loaded, is no extension, was built for another version of the plugin
///         API, or fails while it registers; types that it had added by then stay
void loadPlugin(const std::filesystem::path& file, const api::PluginRegistries& registries);

}  // namespace mw::plugins
