// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/store/project_file.h"

namespace mw::store {

/// A twin definition (millwright-twin/1) kept in the project.
struct StoredTwin {
  std::string name;
  std::string created;  ///< UTC
  Json definition;
};

[[nodiscard]] std::vector<StoredTwin> twins(ProjectFile& project);  ///< oldest first
/// @throws InputError when there is none of this name, with the nearest one
[[nodiscard]] StoredTwin twin(ProjectFile& project, const std::string& name);
/// An older definition of that name is replaced.
void saveTwin(ProjectFile& project, const std::string& name, const Json& definition);

}  // namespace mw::store
