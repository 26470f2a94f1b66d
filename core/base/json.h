// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace mw {

/// JSON as our files hold it: keys keep their order, so that what is read can be written back as its author wrote it.
using Json = nlohmann::ordered_json;

/// A parsed JSON text that still knows where each value stood, for messages that name line and column.
class JsonDocument {
 public:
  /// @param text       UTF-8 JSON
  /// @param file_name  how messages call it
  /// @throws InputError for invalid JSON, duplicate keys and nesting deeper than 200, each with line and column
  static JsonDocument parse(std::string_view text, std::string file_name);

  /// @throws InputError when the file cannot be read, is larger than 256 MiB or is not valid JSON
  static JsonDocument read(const std::filesystem::path& file);

  [[nodiscard]] const Json& root() const { return root_; }
  [[nodiscard]] const std::string& fileName() const { return file_name_; }

  /// The place of the value (or, for an unknown key, of the key itself) at a JSON pointer. Falls back to the nearest
  /// ancestor that exists.
  [[nodiscard]] Place placeOf(const std::string& pointer) const;

  /// Gives each finding that has only a pointer its file, line and column.
  void locate(Findings& findings) const;

 private:
  struct Position {
    int line = 0;
    int column = 0;
  };
  friend class JsonPositionScanner;

  Json root_;
  std::string file_name_;
  std::map<std::string, Position> positions_;
};

/// Escapes one key for use in a JSON pointer (~ and /).
[[nodiscard]] std::string pointerToken(std::string_view key);

/// Reads a whole file into memory.
/// @throws InputError when it is missing, not a regular file, unreadable or larger than max_bytes
[[nodiscard]] std::string readTextFile(const std::filesystem::path& file, std::size_t max_bytes = 256U << 20U);

/// Writes through a neighbour file ending in .part that is renamed at the end, so readers see the old or the new text.
/// @throws OutputError
void writeTextFile(const std::filesystem::path& file, std::string_view text);

}  // namespace mw
