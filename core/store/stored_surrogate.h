// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/store/project_file.h"

namespace mw::store {

/// A trained surrogate in the project.
struct StoredSurrogate {
  std::string name;
  std::string study;     ///< what it was trained on
  std::string response;  ///< KPI
  std::string kind;      ///< gp, ...
  std::string created;   ///< UTC; set by saving
  Json model;            ///< as its kind writes itself
};

[[nodiscard]] std::vector<StoredSurrogate> surrogates(ProjectFile& project);  ///< oldest first
/// @throws InputError when there is none of this name, with the nearest one, or when it is damaged
[[nodiscard]] StoredSurrogate surrogate(ProjectFile& project, const std::string& name);
/// An older surrogate of that name is replaced.
void saveSurrogate(ProjectFile& project, const StoredSurrogate& surrogate);

}  // namespace mw::store
