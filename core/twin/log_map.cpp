// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_map.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

#include "core/twin/json_walk.h"

namespace mw::twin {
namespace {

char readSign(JsonWalk& walk, const std::string& key, char fallback, std::string_view allowed) {
  const auto sign = walk.text(key, false);
  if (!sign) return fallback;
  if (sign->size() == 1 && allowed.find(sign->front()) != std::string_view::npos) return sign->front();
  walk.error(walk.pointerTo(key), fmt::format("\"{}\" can't be the {}", *sign, key),
             key == "decimal" ? "use \".\" or \",\"" : "use \",\", \";\", \"|\" or a tab (\"\\t\")");
  return fallback;
}

void readTime(JsonWalk& walk, LogMap& map, Findings& findings) {
  const Json* time = walk.member("time", true);
  if (time == nullptr) return;
  JsonWalk members(*time, "/time", {"column", "kind", "clock_column", "utc_offset"}, findings);
  const auto kind = members.text("kind", true);
  map.time_column = members.text("column", kind != timeKindName(TimeKind::RowNumber)).value_or("");
  map.clock_column = members.text("clock_column", false).value_or("");
  if (const auto offset = members.text("utc_offset", false)) {
    if (const auto known = parseUtcOffset(*offset)) {
      map.utc_offset_s = *known;
    } else {
      members.error("/time/utc_offset", fmt::format("\"{}\" is no offset from UTC", *offset), "write it as \"+02:00\"");
    }
  }
  if (!kind) return;
  if (const auto known = timeKindOf(*kind)) {
    map.time_kind = *known;
  } else {
    members.error("/time/kind", fmt::format("no time kind \"{}\"{}", *kind, suggestion(*kind, timeKindNames())),
                  fmt::format("kinds are {}", fmt::join(timeKindNames(), ", ")));
  }
}

void readEncoding(JsonWalk& walk, LogMap& map) {
  const auto name = walk.text("encoding", false);
  if (!name) return;
  map.encoding = encodingOf(*name);
  if (map.encoding) return;
  walk.error("/encoding", fmt::format("no encoding \"{}\"{}", *name, suggestion(*name, encodingNames())),
             fmt::format("encodings are {}", fmt::join(encodingNames(), ", ")));
}

void readSignals(JsonWalk& walk, LogMap& map, Findings& findings) {
  const Json* signals = walk.array("signals", true);
  if (signals == nullptr) return;
  std::set<std::string> names;
  for (std::size_t i = 0; i < signals->size(); ++i) {
    const std::string pointer = fmt::format("/signals/{}", i);
    JsonWalk members((*signals)[i], pointer, {"column", "name", "unit"}, findings);
    SignalColumn signal;
    signal.column = members.text("column", true).value_or("");
    signal.name = members.text("name", false).value_or(signal.column);
    signal.unit = members.text("unit", false).value_or("");
    if (!signal.name.empty() && !names.insert(signal.name).second) {
      members.error(pointer, fmt::format("a signal \"{}\" is there already", signal.name), "give each its own name");
    }
    map.columns.push_back(std::move(signal));
  }
  if (signals->empty()) walk.error("/signals", "no signals", "name at least one column");
}

}  // namespace

LogMap readLogMap(const JsonDocument& document) {
  Findings findings;
  LogMap map;
  JsonWalk walk(document.root(), "", {"time", "delimiter", "decimal", "header", "encoding", "signals"}, findings);
  readTime(walk, map, findings);
  map.delimiter = readSign(walk, "delimiter", ',', ",;|\t");
  map.decimal = readSign(walk, "decimal", '.', ".,");
  map.has_header = walk.boolean("header").value_or(true);
  readEncoding(walk, map);
  readSignals(walk, map, findings);
  if (walk.isObject() && map.delimiter == map.decimal) {
    walk.error(walk.has("decimal") ? "/decimal" : "/delimiter", "delimiter and decimal sign are the same",
               "files with decimal commas are delimited by semicolons or tabs");
  }
  if (findings.empty()) return map;
  document.locate(findings);
  throw InputError(std::move(findings));
}

Json toJson(const LogMap& map) {
  Json signals = Json::array();
  for (const SignalColumn& signal : map.columns) {
    signals.push_back({{"column", signal.column}, {"name", signal.name}, {"unit", signal.unit}});
  }
  Json time{{"column", map.time_column}, {"kind", timeKindName(map.time_kind)}};
  if (map.time_kind == TimeKind::RowNumber) time.erase("column");
  if (!map.clock_column.empty()) time["clock_column"] = map.clock_column;
  if (map.utc_offset_s != 0) time["utc_offset"] = utcOffsetText(map.utc_offset_s);
  Json json{{"time", std::move(time)},
            {"delimiter", std::string(1, map.delimiter)},
            {"decimal", std::string(1, map.decimal)}};
  if (!map.has_header) json["header"] = false;
  if (map.encoding) json["encoding"] = encodingName(*map.encoding);
  json["signals"] = std::move(signals);
  return json;
}

}  // namespace mw::twin
