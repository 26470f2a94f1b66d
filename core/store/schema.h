// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace mw::store {

class Connection;

/// The texts of the schema (resources/sql): version 1, then what each version adds. A project of a version holds
/// exactly the first so many of them.
/// @param version  from 1
[[nodiscard]] const char* schemaText(std::int64_t version);

/// What a database says of its schema: type, name, table and text of each entry, in order.
using SchemaEntries = std::vector<std::array<std::string, 4>>;
[[nodiscard]] SchemaEntries readSchema(Connection& connection);

/// What readSchema gives for an untouched project of a version that this program knows.
[[nodiscard]] const SchemaEntries& expectedSchema(std::int64_t version);

/// Brings a project of an older version up to this one, in one transaction: other programs see all of it or nothing.
/// Its schema was compared with its version's before.
void bringUpToDate(Connection& connection);

}  // namespace mw::store
