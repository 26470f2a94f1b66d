// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_view.h"

#include "core/store/connection.h"
#include "core/store/stored_text.h"

namespace mw::store {

void saveView(ProjectFile& project, const SavedView& view) {
  requireName(project.path(), "view", view.name);
  const std::string text = view.pose.dump();
  project.change([&](Connection& connection) {
    SQLite::Statement insert(connection.database(),
                             "INSERT OR REPLACE INTO saved_view(name, pose, digest) VALUES(?, ?, ?)");
    insert.bind(1, view.name);
    insert.bind(2, text);
    insert.bind(3, digestOf({text}));
    insert.exec();
  });
}

void removeView(ProjectFile& project, const std::string& name) {
  project.change([&](Connection& connection) {
    SQLite::Statement remove(connection.database(), "DELETE FROM saved_view WHERE name = ?");
    remove.bind(1, name);
    remove.exec();
  });
}

std::vector<SavedView> savedViews(ProjectFile& project) {
  std::vector<SavedView> views;
  project.read([&](Connection& connection) {
    SQLite::Statement query(connection.database(), "SELECT name, pose, digest FROM saved_view ORDER BY id");
    while (query.executeStep()) {
      const std::string name = query.getColumn(0).getString();
      const std::string text = query.getColumn(1).getString();
      requireDigest(project.path(), "view " + name, query.getColumn(2).getString(), digestOf({text}));
      views.push_back({name, storedJson(project.path(), "view " + name, text).root()});
    }
  });
  return views;
}

}  // namespace mw::store
