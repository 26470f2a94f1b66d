// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/project_file.h"

namespace mw::store {

/// Something that the window remembers with a project under a kind ("log-map", "plots") and a name.
struct StoredNote {
  std::string kind;
  std::string name;
  Json content;
};

/// Keeps a note; an older one of that kind and name is replaced. @throws InputError, OutputError, see ProjectFile
void saveNote(ProjectFile& project, const StoredNote& note);
void removeNote(ProjectFile& project, const std::string& kind, const std::string& name);
[[nodiscard]] std::vector<StoredNote> notes(ProjectFile& project, const std::string& kind);  ///< the newest last
/// Its content; nothing where there is none.
[[nodiscard]] std::optional<Json> note(ProjectFile& project, const std::string& kind, const std::string& name);

}  // namespace mw::store
