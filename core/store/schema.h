// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

namespace mw::store {

class Connection;

/// The text of the schema this program writes (resources/sql).
[[nodiscard]] const char* schemaText();

/// What a database says of its schema: type, name, table and text of each entry, in order.
using SchemaEntries = std::vector<std::array<std::string, 4>>;
[[nodiscard]] SchemaEntries readSchema(Connection& connection);

/// What readSchema gives for an untouched project of this version.
[[nodiscard]] const SchemaEntries& expectedSchema();

}  // namespace mw::store
