// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace mw::store {

/// The file's own path with its folder made absolute and its symbolic links resolved; the file itself is not followed.
[[nodiscard]] std::filesystem::path resolvedPath(const std::filesystem::path& file);

/// Whether the first bytes are those of an SQLite database. False for anything that cannot be read.
[[nodiscard]] bool looksLikeDatabase(const std::filesystem::path& file);

/// What can be told without SQLite: a regular file of a database, complete, in rollback mode, in UTF-8.
/// @throws InputError naming what it is instead
void probeProject(const std::filesystem::path& file, std::uintmax_t max_bytes);

/// Whether a killed program left an unfinished change beside the file.
/// @throws InputError when the journal belongs to several databases, which ours never do (its name would be followed)
[[nodiscard]] bool hasHotJournal(const std::filesystem::path& file);

}  // namespace mw::store
