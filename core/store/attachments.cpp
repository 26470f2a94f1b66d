// SPDX-License-Identifier: Apache-2.0
#include "core/store/attachments.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "core/base/digest.h"
#include "core/cad/attached_files.h"
#include "core/cad/mesh.h"
#include "core/store/connection.h"
#include "core/store/stored_text.h"

namespace mw::store {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{16} << 20U;

std::size_t pieceCount(std::size_t bytes) {
  return (bytes + kPieceBytes - 1) / kPieceBytes;
}

void insertPieces(Connection& connection, const std::string& digest, std::string_view content) {
  SQLite::Statement known(connection.database(), "SELECT 1 FROM attachment_piece WHERE content_digest = ? LIMIT 1");
  known.bind(1, digest);
  if (known.executeStep()) return;
  SQLite::Statement insert(connection.database(),
                           "INSERT INTO attachment_piece(content_digest, number, content) VALUES(?, ?, ?)");
  for (std::size_t i = 0; i < pieceCount(content.size()); ++i) {
    const std::string_view piece = content.substr(i * kPieceBytes, kPieceBytes);
    insert.bind(1, digest);
    insert.bind(2, static_cast<int>(i));
    insert.bindNoCopy(3, piece.data(), static_cast<int>(piece.size()));
    insert.exec();
    insert.reset();
  }
}

/// The digest a name stands for; empty when it is free.
std::string digestOfName(Connection& connection, const std::string& name) {
  SQLite::Statement query(connection.database(), "SELECT content_digest FROM attachment WHERE name = ?");
  query.bind(1, name);
  return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

}  // namespace

std::string contentDigest(std::string_view content) {
  Digest whole;
  for (std::size_t i = 0; i < pieceCount(content.size()); ++i) {
    whole.addText(digestOf({content.substr(i * kPieceBytes, kPieceBytes)}));
  }
  return whole.hex();
}

std::string numberedName(const std::string& name, int number) {
  if (number < 2) return name;
  const std::filesystem::path path(name);
  return (path.parent_path() / fmt::format("{}-{}{}", path.stem().string(), number, path.extension().string()))
      .string();
}

std::vector<Attachment> attachments(ProjectFile& project) {
  std::vector<Attachment> list;
  project.read([&](Connection& connection) {
    SQLite::Statement query(connection.database(), "SELECT name, content_digest, bytes FROM attachment ORDER BY name");
    while (query.executeStep()) {
      list.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                      static_cast<std::uint64_t>(query.getColumn(2).getInt64())});
    }
  });
  return list;
}

std::vector<std::string> unusedAttachments(ProjectFile& project) {
  std::vector<std::string> unused;
  for (const Attachment& each : attachments(project)) unused.push_back(each.name);
  if (unused.empty()) return unused;
  project.read([&](Connection& connection) {
    SQLite::Statement query(connection.database(),
                            "SELECT factory FROM project UNION ALL SELECT factory FROM restore_point "
                            "UNION ALL SELECT factory FROM study");
    while (query.executeStep() && !unused.empty()) {
      const std::string text = query.getColumn(0).getString();
      std::erase_if(unused, [&text](const std::string& name) {
        const Json quoted = name;
        return text.find(quoted.dump()) != std::string::npos ||
               text.find(quoted.dump(-1, ' ', true)) != std::string::npos;
      });
    }
  });
  return unused;
}

void removeAttachments(ProjectFile& project, const std::vector<std::string>& names) {
  project.change([&](Connection& connection) {
    SQLite::Statement remove(connection.database(), "DELETE FROM attachment WHERE name = ?");
    for (const std::string& name : names) {
      remove.bind(1, name);
      remove.exec();
      remove.reset();
    }
    connection.database().exec(
        "DELETE FROM attachment_piece WHERE content_digest NOT IN (SELECT content_digest FROM attachment)");
  });
  project.read([](Connection& connection) { connection.vacuum(); });
}

bool hasAttachment(ProjectFile& project, const std::string& name) {
  bool is_there = false;
  project.read([&](Connection& connection) { is_there = !digestOfName(connection, name).empty(); });
  return is_there;
}

std::string attachment(ProjectFile& project, const std::string& name) {
  std::string content;
  bool is_there = false;
  project.read([&](Connection& connection) {
    const std::string digest = digestOfName(connection, name);
    is_there = !digest.empty();
    if (!is_there) return;
    SQLite::Statement size(connection.database(),
                           "SELECT sum(length(content)) FROM attachment_piece WHERE content_digest = ?");
    size.bind(1, digest);
    if (size.executeStep()) {
      content.reserve(
          std::min<std::size_t>(static_cast<std::size_t>(size.getColumn(0).getInt64()), cad::kMaxMeshBytes));
    }
    SQLite::Statement pieces(connection.database(),
                             "SELECT content FROM attachment_piece WHERE content_digest = ? ORDER BY number");
    pieces.bind(1, digest);
    while (pieces.executeStep()) {
      const SQLite::Column piece = pieces.getColumn(0);
      content.append(static_cast<const char*>(piece.getBlob()), static_cast<std::size_t>(piece.getBytes()));
      if (content.size() > cad::kMaxMeshBytes) break;
    }
    requireDigest(project.path(), "file " + name, digest, contentDigest(content));
  });
  if (is_there) return content;
  std::vector<std::string> known;
  for (const Attachment& each : attachments(project)) known.push_back(each.name);
  throw nothingOfThisName(project.path(), "file", name, known);
}

std::string keepAttachment(ProjectFile& project, const std::string& name, std::string_view content) {
  requireName(project.path(), "file", name);
  const Place place{name, "", 0, 0};
  if (content.empty()) throw InputError(place, "is empty", "choose another file");
  if (content.size() > cad::kMaxMeshBytes) {
    throw InputError(place, fmt::format("has more than {} MB", cad::kMaxMeshBytes >> 20U), "simplify it");
  }
  const std::string digest = contentDigest(content);
  std::string kept;
  project.change([&](Connection& connection) {
    for (int number = 1; kept.empty(); ++number) {
      const std::string candidate = numberedName(name, number);
      const std::string taken = digestOfName(connection, candidate);
      if (taken.empty() || taken == digest) kept = candidate;
      if (taken == digest) return;
    }
    insertPieces(connection, digest, content);
    SQLite::Statement insert(connection.database(),
                             "INSERT INTO attachment(name, content_digest, bytes) VALUES(?, ?, ?)");
    insert.bind(1, kept);
    insert.bind(2, digest);
    insert.bind(3, static_cast<std::int64_t>(content.size()));
    insert.exec();
  });
  return kept;
}

factory::Factory keepAttached(ProjectFile& project, const factory::Factory& factory,
                              const std::filesystem::path& folder) {
  Json root = factory.json();
  for (const cad::AttachedName& attached : cad::attachedNames(factory)) {
    root[Json::json_pointer(attached.pointer)] =
        keepAttachment(project, attached.name, cad::readAttached(folder, attached.name));
  }
  return factory::Factory::fromJson(std::move(root), factory.types());
}

}  // namespace mw::store
