// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/store/project_file.h"

namespace mw::store {

/// Where somebody looked at the factory from, kept under a name. The pose is the window's own JSON.
struct SavedView {
  std::string name;
  Json pose;
};

/// Keeps a view; an older one of that name is replaced. @throws InputError, OutputError, see ProjectFile
void saveView(ProjectFile& project, const SavedView& view);
void removeView(ProjectFile& project, const std::string& name);
[[nodiscard]] std::vector<SavedView> savedViews(ProjectFile& project);  ///< oldest first

}  // namespace mw::store
