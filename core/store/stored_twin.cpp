// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_twin.h"

#include "core/store/connection.h"
#include "core/store/stored_text.h"
#include "core/store/utc_text.h"

namespace mw::store {

std::vector<StoredTwin> twins(ProjectFile& project) {
  std::vector<StoredTwin> list;
  project.read([&](Connection& connection) {
    SQLite::Statement query(connection.database(), "SELECT name, created, definition, digest FROM twin ORDER BY id");
    while (query.executeStep()) {
      StoredTwin twin{query.getColumn(0).getString(), query.getColumn(1).getString(), {}};
      const std::string text = query.getColumn(2).getString();
      requireDigest(project.path(), "twin " + twin.name, query.getColumn(3).getString(), digestOf({text}));
      twin.definition = storedJson(project.path(), "twin " + twin.name, text).root();
      list.push_back(std::move(twin));
    }
  });
  return list;
}

StoredTwin twin(ProjectFile& project, const std::string& name) {
  std::vector<std::string> known;
  for (StoredTwin& candidate : twins(project)) {
    if (candidate.name == name) return std::move(candidate);
    known.push_back(candidate.name);
  }
  throw nothingOfThisName(project.path(), "twin", name, known);
}

void saveTwin(ProjectFile& project, const std::string& name, const Json& definition) {
  requireName(project.path(), "twin", name);
  const std::string text = definition.dump();
  project.change([&](Connection& connection) {
    SQLite::Statement insert(connection.database(),
                             "INSERT OR REPLACE INTO twin(name, created, definition, digest) VALUES(?, ?, ?, ?)");
    insert.bind(1, name);
    insert.bind(2, utcNow());
    insert.bind(3, text);
    insert.bind(4, digestOf({text}));
    insert.exec();
  });
}

}  // namespace mw::store
