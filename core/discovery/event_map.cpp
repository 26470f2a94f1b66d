// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/event_map.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/twin/json_walk.h"

namespace mw::discovery {
namespace {

using twin::JsonWalk;

std::optional<char> readSign(JsonWalk& walk, const std::string& key, std::string_view allowed) {
  const auto sign = walk.text(key, false);
  if (!sign) return std::nullopt;
  if (sign->size() == 1 && allowed.find(sign->front()) != std::string_view::npos) return sign->front();
  walk.error(walk.pointerTo(key), fmt::format("\"{}\" can't be the {}", *sign, key),
             key == "decimal" ? "use \".\" or \",\"" : "use \",\", \";\", \"|\" or a tab (\"\\t\")");
  return std::nullopt;
}

std::vector<std::string> readWords(JsonWalk& walk, const std::string& key) {
  std::vector<std::string> words;
  const Json* list = walk.array(key, false);
  if (list == nullptr) return words;
  for (auto& [word, pointer] : readNames(walk, *list, walk.pointerTo(key))) words.push_back(word);
  return words;
}

void readKind(JsonWalk& walk, EventMap& map, Findings& findings) {
  const Json* kind = walk.member("kind", false);
  if (kind == nullptr) return;
  JsonWalk members(*kind, "/kind", {"column", "setup", "breakdown"}, findings);
  map.kind = members.text("column", true).value_or("");
  map.setup_kinds = readWords(members, "setup");
  map.breakdown_kinds = readWords(members, "breakdown");
}

void readFilters(JsonWalk& walk, EventMap& map, Findings& findings) {
  const Json* filters = walk.array("filters", false);
  if (filters == nullptr) return;
  for (std::size_t i = 0; i < filters->size(); ++i) {
    const std::string pointer = fmt::format("/filters/{}", i);
    JsonWalk members((*filters)[i], pointer, {"column", "keep", "drop"}, findings);
    RowFilter filter{members.text("column", true).value_or(""), readWords(members, "keep"), readWords(members, "drop")};
    if (members.isObject() && filter.keep.empty() == filter.drop.empty()) {
      members.error(pointer, "a filter has either \"keep\" or \"drop\"",
                    "list the texts of the cells to keep, or drop");
    }
    map.filters.push_back(std::move(filter));
  }
}

void readTime(JsonWalk& walk, EventMap& map, Findings& findings) {
  const Json* time = walk.member("time", false);
  if (time == nullptr) return;
  JsonWalk members(*time, "/time", {"kind"}, findings);
  const auto kind = members.text("kind", true);
  if (!kind) return;
  map.time_kind = twin::timeKindOf(*kind);
  if (map.time_kind && *map.time_kind != twin::TimeKind::RowNumber) return;
  members.error("/time/kind",
                fmt::format("no time kind \"{}\"{}", *kind, twin::suggestion(*kind, twin::timeKindNames())),
                fmt::format("kinds are {}", fmt::join(twin::timeKindNames(), ", ")));
}

void readEncoding(JsonWalk& walk, EventMap& map) {
  const auto name = walk.text("encoding", false);
  if (!name) return;
  map.encoding = encodingOf(*name);
  if (map.encoding) return;
  walk.error("/encoding", fmt::format("no encoding \"{}\"{}", *name, twin::suggestion(*name, encodingNames())),
             fmt::format("encodings are {}", fmt::join(encodingNames(), ", ")));
}

}  // namespace

const std::vector<MapRole>& mapRoles() {
  static const std::vector<MapRole> roles = {
      {"case", &EventMap::case_column, true},   {"activity", &EventMap::activity, true},
      {"resource", &EventMap::resource, false}, {"start", &EventMap::start, true},
      {"complete", &EventMap::complete, true},  {"quantity", &EventMap::quantity, false},
      {"rejects", &EventMap::rejects, false},   {"order_quantity", &EventMap::order_quantity, false},
      {"part", &EventMap::part, false},         {"worker", &EventMap::worker, false}};
  return roles;
}

EventMap readEventMap(const JsonDocument& document) {
  Findings findings;
  EventMap map;
  std::vector<std::string> keys{"kind", "filters", "time", "delimiter", "decimal", "encoding"};
  for (const MapRole& role : mapRoles()) keys.emplace_back(role.key);
  JsonWalk walk(document.root(), "", std::move(keys), findings);
  for (const MapRole& role : mapRoles()) map.*role.column = walk.text(role.key, role.is_required).value_or("");
  readKind(walk, map, findings);
  readFilters(walk, map, findings);
  readTime(walk, map, findings);
  map.delimiter = readSign(walk, "delimiter", ",;|\t");
  map.decimal = readSign(walk, "decimal", ".,");
  readEncoding(walk, map);
  if (map.delimiter && map.delimiter == map.decimal) {
    walk.error("/decimal", "delimiter and decimal sign are the same",
               "files with decimal commas are delimited by semicolons or tabs");
  }
  if (findings.empty()) return map;
  document.locate(findings);
  throw InputError(std::move(findings));
}

Json toJson(const EventMap& map) {
  Json json = Json::object();
  for (const MapRole& role : mapRoles()) {
    if (!(map.*role.column).empty()) json[role.key] = map.*role.column;
  }
  if (!map.kind.empty()) {
    json["kind"] = {{"column", map.kind}, {"setup", map.setup_kinds}, {"breakdown", map.breakdown_kinds}};
  }
  for (const RowFilter& filter : map.filters) {
    Json one{{"column", filter.column}};
    if (!filter.keep.empty()) one["keep"] = filter.keep;
    if (!filter.drop.empty()) one["drop"] = filter.drop;
    json["filters"].push_back(std::move(one));
  }
  if (map.time_kind) json["time"] = {{"kind", twin::timeKindName(*map.time_kind)}};
  if (map.delimiter) json["delimiter"] = std::string(1, *map.delimiter);
  if (map.decimal) json["decimal"] = std::string(1, *map.decimal);
  if (map.encoding) json["encoding"] = encodingName(*map.encoding);
  return json;
}

}  // namespace mw::discovery
