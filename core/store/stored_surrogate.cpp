// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_surrogate.h"

#include "core/store/connection.h"
#include "core/store/stored_text.h"
#include "core/store/utc_text.h"

namespace mw::store {
namespace {

std::string surrogateDigest(const StoredSurrogate& surrogate, std::string_view model) {
  return digestOf({surrogate.name, surrogate.study, surrogate.response, surrogate.kind, model});
}

}  // namespace

std::vector<StoredSurrogate> surrogates(ProjectFile& project) {
  std::vector<StoredSurrogate> list;
  project.read([&](Connection& connection) {
    SQLite::Statement query(connection.database(),
                            "SELECT name, study, response, kind, created, model, digest FROM surrogate ORDER BY id");
    while (query.executeStep()) {
      StoredSurrogate surrogate{query.getColumn(0).getString(), query.getColumn(1).getString(),
                                query.getColumn(2).getString(), query.getColumn(3).getString(),
                                query.getColumn(4).getString(), {}};
      const std::string model = query.getColumn(5).getString();
      const std::string what = "surrogate " + surrogate.name;
      requireDigest(project.path(), what, query.getColumn(6).getString(), surrogateDigest(surrogate, model));
      surrogate.model = storedJson(project.path(), what, model).root();
      list.push_back(std::move(surrogate));
    }
  });
  return list;
}

StoredSurrogate surrogate(ProjectFile& project, const std::string& name) {
  std::vector<std::string> known;
  for (StoredSurrogate& candidate : surrogates(project)) {
    if (candidate.name == name) return std::move(candidate);
    known.push_back(candidate.name);
  }
  throw nothingOfThisName(project.path(), "surrogate", name, known);
}

void saveSurrogate(ProjectFile& project, const StoredSurrogate& surrogate) {
  requireName(project.path(), "surrogate", surrogate.name);
  const std::string model = surrogate.model.dump();
  project.change([&](Connection& connection) {
    SQLite::Statement insert(connection.database(),
                             "INSERT OR REPLACE INTO surrogate(name, study, response, kind, created, model, digest) "
                             "VALUES(?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, surrogate.name);
    insert.bind(2, surrogate.study);
    insert.bind(3, surrogate.response);
    insert.bind(4, surrogate.kind);
    insert.bind(5, utcNow());
    insert.bind(6, model);
    insert.bind(7, surrogateDigest(surrogate, model));
    insert.exec();
  });
}

}  // namespace mw::store
