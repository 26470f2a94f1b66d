// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/event_guess.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

#include "core/base/csv_cells.h"
#include "core/base/text.h"
#include "core/twin/time_guess.h"

namespace mw::discovery {
namespace {

struct Sampled {
  std::string file;
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> columns;  ///< cells that are not empty
};

std::size_t columnCount(const twin::LogSample& sample, char delimiter) {
  std::vector<std::string_view> cells;
  splitCells(sample.records.front().text, delimiter, true, cells);
  return cells.size();
}

char delimiterOf(const twin::LogSample& sample) {
  char best = ',';
  for (const char each : {';', '\t', '|'}) {
    if (columnCount(sample, each) > columnCount(sample, best)) best = each;
  }
  return best;
}

Sampled sampled(const twin::LogSample& sample, char delimiter) {
  Sampled result{sample.file, {}, {}};
  std::vector<std::string_view> cells;
  splitCells(sample.records.front().text, delimiter, true, cells);
  result.names = headerNames(cells);
  result.columns.resize(result.names.size());
  std::string scratch;
  for (std::size_t i = 1; i < sample.records.size(); ++i) {
    splitCells(sample.records[i].text, delimiter, true, cells);
    for (std::size_t c = 0; c < std::min(cells.size(), result.names.size()); ++c) {
      const std::string_view text = cellText(cells[c], scratch);
      if (!text.empty()) result.columns[c].emplace_back(text);
    }
  }
  return result;
}

/// "Start Timestamp" and "start_timestamp" are one word: starttimestamp.
std::string plain(std::string_view name) {
  std::string word;
  for (const char c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return word;
}

/// What columns of each role are called, the surest names first.
const std::vector<std::string>& namesOf(std::string_view role) {
  static const std::vector<std::pair<std::string, std::vector<std::string>>> names = {
      {"case",
       {"case", "caseid", "caseconceptname", "traceid", "trace", "workorder", "workorderid", "order", "orderid",
        "ordernumber", "orderno", "job", "jobid", "lot", "lotid", "batchid", "serial", "serialnumber", "auftrag"}},
      {"activity",
       {"activity", "activityname", "activityid", "conceptname", "eventname", "operation", "operationname", "task",
        "taskname", "step", "processstep", "event", "arbeitsgang", "vorgang"}},
      {"resource",
       {"resource", "resourceid", "orgresource", "machine", "machineid", "machinename", "workstation", "workcenter",
        "workcentre", "station", "equipment", "equipmentid", "maschine", "arbeitsplatz"}},
      {"start",
       {"start", "starttime", "starttimestamp", "started", "startdate", "startdatetime", "begin", "begintime",
        "timestart", "timestampstart", "actualstart", "beginn", "von"}},
      {"complete", {"complete",       "completetime", "completetimestamp", "completed",    "completion",
                    "completiontime", "end",          "endtime",           "endtimestamp", "enddate",
                    "enddatetime",    "finish",       "finishtime",        "finished",     "stop",
                    "timeend",        "timestampend", "actualend",         "ende",         "bis"}},
      {"quantity",
       {"quantity", "qty", "qtycompleted", "quantitycompleted", "completedqty", "goodqty", "goodquantity", "pieces",
        "amount", "menge", "stueck"}},
      {"rejects",
       {"rejects", "rejected", "qtyrejected", "rejectedqty", "quantityrejected", "scrap", "scrapqty", "scrapquantity",
        "defects", "nok", "ausschuss"}},
      {"order_quantity", {"orderquantity", "orderqty", "workorderqty", "workorderquantity", "lotsize", "batchsize"}},
      {"part",
       {"part", "parttype", "partdesc", "partdescription", "partid", "partnumber", "product", "producttype", "item",
        "material", "article", "teil", "artikel"}},
      {"worker", {"worker", "workerid", "operator", "operatorid", "employee", "employeeid", "user", "mitarbeiter"}},
      {"kind", {"kind", "reporttype", "rowtype", "eventtype", "eventkind", "type"}}};
  for (const auto& [key, list] : names) {
    if (key == role) return list;
  }
  static const std::vector<std::string> none;
  return none;
}

std::string columnFor(const Sampled& table, std::string_view role, const std::set<std::string>& taken) {
  for (const std::string& wanted : namesOf(role)) {
    for (const std::string& name : table.names) {
      if (plain(name) == wanted && !taken.contains(name)) return name;
    }
  }
  return {};
}

const std::vector<std::string>& cellsOf(const Sampled& table, const std::string& name) {
  const auto at = std::find(table.names.begin(), table.names.end(), name);
  return table.columns[static_cast<std::size_t>(at - table.names.begin())];
}

/// Numbers with decimal commas are met only where commas do not divide.
char decimalOf(const Sampled& table, char delimiter) {
  if (delimiter == ',') return '.';
  for (const auto& cells : table.columns) {
    for (const std::string& cell : cells) {
      if (!parseCell(cell, '.').is_defect) continue;
      if (!parseCell(cell, ',').is_defect) return ',';
    }
  }
  return '.';
}

void guessKinds(const Sampled& table, EventMap& map) {
  static const std::set<std::string> kSetup = {"s", "setup", "settingup", "changeover", "ruesten", "rsten"};
  static const std::set<std::string> kBreakdown = {"b", "breakdown", "down", "failure", "stoerung", "strung"};
  const auto& cells = cellsOf(table, map.kind);
  const std::set<std::string> words(cells.begin(), cells.end());
  if (words.size() > 12) return map.kind.clear();
  for (const std::string& word : words) {
    if (kSetup.contains(plain(word))) map.setup_kinds.push_back(word);
    if (kBreakdown.contains(plain(word))) map.breakdown_kinds.push_back(word);
  }
  // The sample may hold none of the rare ones: of a column of single letters, both are known.
  if (map.setup_kinds.empty() && map.breakdown_kinds.empty()) return map.kind.clear();
  const bool has_letters = std::all_of(words.begin(), words.end(), [](const auto& word) { return word.size() == 1; });
  if (has_letters && map.breakdown_kinds.empty()) map.breakdown_kinds = {"B"};
  if (has_letters && map.setup_kinds.empty()) map.setup_kinds = {"S"};
}

std::string knownColumns(const Sampled& table) {
  return fmt::format("{}", fmt::join(table.names, ", "));
}

void requireColumn(const Sampled& table, const std::string& name, Findings& findings) {
  if (name.empty() || std::find(table.names.begin(), table.names.end(), name) != table.names.end()) return;
  const auto nearest = nearestWord(name, table.names);
  findings.push_back({Severity::Error,
                      {table.file, "", 1, 0},
                      fmt::format("no column \"{}\"{}", name,
                                  nearest ? fmt::format(" (did you mean \"{}\"?)", *nearest) : std::string()),
                      "its columns are " + knownColumns(table)});
}

void requireColumns(const Sampled& table, const EventMap& map) {
  Findings findings;
  for (const MapRole& role : mapRoles()) requireColumn(table, map.*role.column, findings);
  requireColumn(table, map.kind, findings);
  for (const RowFilter& filter : map.filters) requireColumn(table, filter.column, findings);
  if (!findings.empty()) throw InputError(std::move(findings));
}

/// @returns what is wrong with the stamps
std::optional<Finding> guessTimeKind(const Sampled& table, EventMap& map, std::vector<std::string>& said) {
  const auto& cells = cellsOf(table, map.start);
  map.time_kind = twin::timeKindOfColumn(cells, map.start, *map.decimal);
  if (!map.time_kind || *map.time_kind == twin::TimeKind::RowNumber) {
    map.time_kind.reset();
    return Finding{Severity::Error,
                   {table.file, "", cells.empty() ? 1 : 2, 0},
                   fmt::format("the cells of \"{}\" are no stamps of a known kind{}", map.start,
                               cells.empty() ? "" : ", such as " + shownCell(cells.front())),
                   "name the kind in the map, {\"time\": {\"kind\": \"day_first\"}}, or another column"};
  }
  if (*map.time_kind == twin::TimeKind::DayFirst && twin::isDayOrMonthFirst(cells)) {
    said.push_back("dates are read with the day first; {\"time\": {\"kind\": \"month_first\"}} says otherwise");
  }
  return std::nullopt;
}

bool hasColumn(const Sampled& table, const std::string& name) {
  return std::find(table.names.begin(), table.names.end(), name) != table.names.end();
}

/// What was wished for comes first: no other role is guessed for such a column.
void assignColumns(const Sampled& table, const EventMapWishes& wishes, EventMapProposal& proposal) {
  std::set<std::string> taken;
  for (const auto& [role, name] : wishes.columns) taken.insert(name);
  const auto column = [&](const std::string& role) {
    const auto wish = wishes.columns.find(role);
    const bool is_wished = wish != wishes.columns.end() && (wish->second.empty() || hasColumn(table, wish->second));
    std::string name = is_wished ? wish->second : columnFor(table, role, taken);
    taken.insert(name);
    return name;
  };
  EventMap& map = proposal.map;
  for (const MapRole& role : mapRoles()) {
    map.*role.column = column(role.key);
    if (role.is_required && (map.*role.column).empty()) proposal.missing.emplace_back(role.key);
  }
  map.kind = column("kind");
  if (!map.kind.empty()) guessKinds(table, map);
  if (wishes.columns.contains("kind")) map.kind = column("kind");
  if (wishes.setup_kinds) map.setup_kinds = *wishes.setup_kinds;
  if (wishes.breakdown_kinds) map.breakdown_kinds = *wishes.breakdown_kinds;
}

Finding missingColumns(const Sampled& table, const std::vector<std::string>& missing) {
  return {Severity::Error,
          {table.file, "", 1, 0},
          fmt::format("no column is called like {}; there are {}", fmt::join(missing, " or "), knownColumns(table)),
          "say which is which with --map M.json, {\"case\": \"COLUMN\", \"activity\": ..., \"resource\": ..., "
          "\"start\": ..., \"complete\": ...}"};
}

}  // namespace

GuessedEventMap completedMap(const twin::LogSample& sample, EventMap map) {
  if (sample.records.empty()) throw InputError({sample.file, "", 0, 0}, "an empty file", "give an event log");
  GuessedEventMap guess{std::move(map), {}};
  if (!guess.map.delimiter) guess.map.delimiter = delimiterOf(sample);
  const Sampled table = sampled(sample, *guess.map.delimiter);
  requireColumns(table, guess.map);
  if (!guess.map.decimal) guess.map.decimal = decimalOf(table, *guess.map.delimiter);
  if (guess.map.time_kind) return guess;
  if (const auto problem = guessTimeKind(table, guess.map, guess.said)) {
    throw InputError(problem->place, problem->cause, problem->cure);
  }
  return guess;
}

EventMapProposal proposeEventMap(const twin::LogSample& sample, const EventMapWishes& wishes) {
  EventMapProposal proposal;
  if (sample.records.empty()) {
    proposal.problem = Finding{Severity::Error, {sample.file, "", 0, 0}, "an empty file", "give an event log"};
    return proposal;
  }
  EventMap& map = proposal.map;
  map.delimiter = wishes.delimiter.value_or(delimiterOf(sample));
  map.encoding = wishes.encoding;
  const Sampled table = sampled(sample, *map.delimiter);
  proposal.columns = table.names;
  assignColumns(table, wishes, proposal);
  map.decimal = wishes.decimal.value_or(decimalOf(table, *map.delimiter));
  map.time_kind = wishes.time_kind;
  if (!map.time_kind && !map.start.empty()) proposal.problem = guessTimeKind(table, map, proposal.said);
  if (!proposal.missing.empty()) proposal.problem = missingColumns(table, proposal.missing);
  std::vector<std::string> roles;
  for (const MapRole& role : mapRoles()) {
    if (!(map.*role.column).empty()) roles.push_back(fmt::format("{} = {}", role.key, map.*role.column));
  }
  proposal.said.insert(proposal.said.begin(), fmt::format("columns by their names: {}", fmt::join(roles, ", ")));
  return proposal;
}

GuessedEventMap guessEventMap(const twin::LogSample& sample) {
  EventMapProposal proposal = proposeEventMap(sample, {});
  if (proposal.problem) {
    throw InputError(proposal.problem->place, proposal.problem->cause, proposal.problem->cure);
  }
  return {std::move(proposal.map), std::move(proposal.said)};
}

}  // namespace mw::discovery
