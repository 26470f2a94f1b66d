// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/text_encoding.h"
#include "core/twin/time_stamp.h"

namespace mw::discovery {

/// Rows that are read at all: those whose cell is one of `keep`, or none of `drop`.
struct RowFilter {
  std::string column;
  std::vector<std::string> keep;
  std::vector<std::string> drop;
  bool operator==(const RowFilter&) const = default;
};

/// How to read a CSV file as an event log (M.json). A plain value: guessed, shown, overruled.
///
///   {"case": "order", "activity": "operation", "resource": "machine", "start": "begin", "complete": "end",
///    "quantity": "pieces", "rejects": "scrap", "order_quantity": "lot", "part": "item", "worker": "operator",
///    "kind": {"column": "type", "setup": ["S"], "breakdown": ["B"]},
///    "filters": [{"column": "plant", "keep": ["2"]}],
///    "time": {"kind": "iso8601"}, "delimiter": ";", "decimal": ",", "encoding": "utf-8"}
///
/// "case", "activity", "start" and "complete" are required. Without "resource", each activity has one of its own.
/// "quantity" is what a row finished, or the whole order's where it is the same in all rows of each case;
/// "order_quantity" names a column of its own for that. What is absent of "time", "delimiter", "decimal" and "encoding"
/// is guessed from the file.
struct EventMap {
  std::string case_column;
  std::string activity;
  std::string resource;
  std::string start;
  std::string complete;
  std::string quantity;
  std::string rejects;
  std::string order_quantity;
  std::string part;
  std::string worker;
  std::string kind;
  std::vector<std::string> setup_kinds;
  std::vector<std::string> breakdown_kinds;
  std::vector<RowFilter> filters;
  std::optional<twin::TimeKind> time_kind;
  std::optional<char> delimiter;
  std::optional<char> decimal;
  std::optional<TextEncoding> encoding;
  bool operator==(const EventMap&) const = default;
};

/// The text members of a map by their key in M.json, in the order of the format.
struct MapRole {
  const char* key;
  std::string EventMap::*column;
  bool is_required;
};
[[nodiscard]] const std::vector<MapRole>& mapRoles();

/// @throws InputError with all findings, each with file, pointer, line and column
[[nodiscard]] EventMap readEventMap(const JsonDocument& document);

[[nodiscard]] Json toJson(const EventMap& map);

}  // namespace mw::discovery
