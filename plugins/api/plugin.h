// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/api/process_model_type.h"

/// Raised with every change of plugins/api that an extension must be built anew for.
#define MW_PLUGIN_API_VERSION 1

namespace mw::api {

/// What an extension adds its types to. Types may be used until the program ends.
struct PluginRegistries {
  ProcessModelRegistry& process_models;
};

}  // namespace mw::api

/// Makes a shared library an extension; once per library, outside of namespaces:
///
///   MW_PLUGIN(registries) { registries.process_models.add(pumpType()); }
///
/// Two C functions: millwright_plugin_api_version() is asked first, millwright_plugin_register() called where it
/// agrees. What registering throws is told with the name of the library; the rest of the program goes on.
#define MW_PLUGIN(registries)                                                             \
  extern "C" __attribute__((visibility("default"))) int millwright_plugin_api_version() { \
    return MW_PLUGIN_API_VERSION;                                                         \
  }                                                                                       \
  extern "C" __attribute__((visibility("default"))) void millwright_plugin_register(      \
      mw::api::PluginRegistries& registries)
