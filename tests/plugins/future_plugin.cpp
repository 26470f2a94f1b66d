// SPDX-License-Identifier: Apache-2.0
extern "C" __attribute__((visibility("default"))) int millwright_plugin_api_version() {
  return 999;
}
extern "C" __attribute__((visibility("default"))) void millwright_plugin_register() {}
