// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/store/project_file.h"

namespace mw::store {

/// Asks of a database what it is, before anything else is read: application id, version, the exact schema.
/// @param file  how messages call it
/// @throws InputError; what SQLite throws is for the caller to translate
void requireOurSchema(const std::filesystem::path& file, Connection& connection);

/// The same over a connection that only reads.
/// @param source  what is opened
void requireOurSchema(const std::filesystem::path& file, const std::filesystem::path& source);

/// Checks all pages and references, and all values against their ranges: the last only over a connection that may
/// write, since SQLite leaves CHECK constraints out of a database it only reads.
/// @throws InputError, Cancelled; what SQLite throws is for the caller to translate
void requireSoundContent(const std::filesystem::path& file, Connection& connection, const OpenOptions& options);

/// Copies a database with its journal into a folder and takes the unfinished change back there.
[[nodiscard]] std::filesystem::path recoveredCopy(const std::filesystem::path& file,
                                                  const std::filesystem::path& folder);

}  // namespace mw::store
