// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace mw::models {

/// What a file that somebody chose or dropped is, by its first bytes and its "format", not by its name alone.
enum class FileKind {
  Project,
  Factory,
  Study,
  Twin,
  Settings,
  Log,     ///< a table of readings
  Broken,  ///< JSON that cannot be read: opening it tells where
  Unknown
};
[[nodiscard]] FileKind fileKind(const std::filesystem::path& file);

}  // namespace mw::models
