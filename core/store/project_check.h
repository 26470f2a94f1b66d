// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/store/project_file.h"

namespace mw::store {

/// Everything that is asked of a database before it is used, read-only: application id, version, the exact schema, then
/// pages and references.
/// @param file    how messages call it; @param source  what is opened
/// @throws InputError, Cancelled; what SQLite throws is for the caller to translate
void checkProject(const std::filesystem::path& file, const std::filesystem::path& source, const OpenOptions& options);

/// The quick part of it, for a connection that is going to be used.
void requireOurSchema(const std::filesystem::path& file, Connection& connection);

/// Copies a database with its journal into a folder and takes the unfinished change back there.
[[nodiscard]] std::filesystem::path recoveredCopy(const std::filesystem::path& file,
                                                  const std::filesystem::path& folder);

}  // namespace mw::store
