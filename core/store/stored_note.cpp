// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_note.h"

#include "core/store/connection.h"
#include "core/store/stored_text.h"

namespace mw::store {

void saveNote(ProjectFile& project, const StoredNote& note) {
  requireName(project.path(), note.kind, note.name);
  const std::string text = note.content.dump();
  project.change([&](Connection& connection) {
    SQLite::Statement insert(connection.database(),
                             "INSERT OR REPLACE INTO note(kind, name, content, digest) VALUES(?, ?, ?, ?)");
    insert.bind(1, note.kind);
    insert.bind(2, note.name);
    insert.bind(3, text);
    insert.bind(4, digestOf({text}));
    insert.exec();
  });
}

void removeNote(ProjectFile& project, const std::string& kind, const std::string& name) {
  project.change([&](Connection& connection) {
    SQLite::Statement remove(connection.database(), "DELETE FROM note WHERE kind = ? AND name = ?");
    remove.bind(1, kind);
    remove.bind(2, name);
    remove.exec();
  });
}

std::vector<StoredNote> notes(ProjectFile& project, const std::string& kind) {
  std::vector<StoredNote> list;
  project.read([&](Connection& connection) {
    SQLite::Statement query(connection.database(), "SELECT name, content, digest FROM note WHERE kind = ? ORDER BY id");
    query.bind(1, kind);
    while (query.executeStep()) {
      const std::string name = query.getColumn(0).getString();
      const std::string text = query.getColumn(1).getString();
      const std::string what = kind + " " + name;
      requireDigest(project.path(), what, query.getColumn(2).getString(), digestOf({text}));
      list.push_back({kind, name, storedJson(project.path(), what, text).root()});
    }
  });
  return list;
}

std::optional<Json> note(ProjectFile& project, const std::string& kind, const std::string& name) {
  for (StoredNote& candidate : notes(project, kind)) {
    if (candidate.name == name) return std::move(candidate.content);
  }
  return std::nullopt;
}

}  // namespace mw::store
