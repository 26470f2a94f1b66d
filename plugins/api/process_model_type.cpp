// SPDX-License-Identifier: Apache-2.0
#include "plugins/api/process_model_type.h"

namespace mw::api {

void ProcessModelRegistry::add(ProcessModelType type) {
  if (find(type.type) != nullptr) throw PluginError(type.type, "a model type of this name exists already");
  if (!type.make) throw PluginError(type.type, "the model type has no function that makes its model");
  types_.push_back(std::move(type));
}

const ProcessModelType* ProcessModelRegistry::find(const std::string& type) const {
  for (const ProcessModelType& known : types_) {
    if (known.type == type) return &known;
  }
  return nullptr;
}

std::vector<std::string> ProcessModelRegistry::types() const {
  std::vector<std::string> names;
  for (const ProcessModelType& type : types_) names.push_back(type.type);
  return names;
}

}  // namespace mw::api
