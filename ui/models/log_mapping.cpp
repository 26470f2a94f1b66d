// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/log_mapping.h"

#include <algorithm>
#include <exception>

namespace mw::models {
namespace {

Json headerOf(const twin::LogPreview& preview) {
  Json header = Json::array();
  for (const twin::LogPreview::Column& column : preview.columns) header.push_back(column.name);
  return header;
}

}  // namespace

void LogMapping::setSample(twin::LogSample sample, std::vector<std::string> needed) {
  sample_ = std::move(sample);
  needed_ = std::move(needed);
  guessAgain();
}

void LogMapping::setWishes(const twin::MapWishes& wishes) {
  const bool is_read_otherwise = wishes.encoding != wishes_.encoding;
  wishes_ = wishes;
  if (!is_read_otherwise) guessAgain();
}

void LogMapping::guessAgain() {
  unaided_ = twin::guessLogMap(sample_, needed_, {}).map;
  guess_ = twin::guessLogMap(sample_, needed_, wishes_);
  mapAgain();
}

void LogMapping::mapAgain() {
  map_ = guess_.map;
  map_.columns.clear();
  const twin::LogPreview bare = twin::previewOf(sample_, map_);
  for (const twin::LogPreview::Column& column : bare.columns) {
    if (column.name.empty() || column.kind == twin::LogPreview::Kind::Time) continue;
    const auto guessed = std::ranges::find(guess_.map.columns, column.name, &twin::SignalColumn::column);
    const bool is_guessed = guessed != guess_.map.columns.end();
    twin::SignalColumn signal = is_guessed ? *guessed : twin::SignalColumn{column.name, column.name, {}};
    const auto edit = edits_.find(column.name);
    const Edit wanted = edit == edits_.end() ? Edit{} : edit->second;
    if (!wanted.is_used.value_or(is_guessed)) continue;
    signal.name = wanted.signal.value_or(signal.name);
    signal.unit = wanted.unit.value_or(signal.unit);
    map_.columns.push_back(std::move(signal));
  }
  preview_ = twin::previewOf(sample_, map_);
}

std::vector<LogMapping::Column> LogMapping::columns() const {
  std::vector<Column> list;
  for (const twin::LogPreview::Column& column : preview_.columns) {
    if (column.name.empty() || column.kind == twin::LogPreview::Kind::Time) continue;
    Column entry{column.name, column.kind, false, column.name, {}};
    const auto used = std::ranges::find(map_.columns, column.name, &twin::SignalColumn::column);
    if (used != map_.columns.end()) entry = {column.name, column.kind, true, used->name, used->unit};
    list.push_back(std::move(entry));
  }
  return list;
}

void LogMapping::setUsed(const std::string& column, bool is_used) {
  edits_[column].is_used = is_used;
  mapAgain();
}

void LogMapping::setSignal(const std::string& column, const std::string& name) {
  edits_[column].signal = name;
  mapAgain();
}

void LogMapping::setUnit(const std::string& column, const std::string& unit) {
  edits_[column].unit = unit;
  mapAgain();
}

Json LogMapping::memory() const {
  return {{"header", headerOf(preview_)}, {"map", twin::toJson(map_)}, {"backwards", twin::toJson(backwards_)}};
}

bool LogMapping::recall(const std::string& name, const Json& memory) {
  twin::LogMap map;
  try {
    map = twin::readLogMap(JsonDocument::parse(memory.at("map").dump(), name));
  } catch (const std::exception&) {
    return false;  // of a later version, or edited by hand: guessing is as good
  }
  if (sample_.records.empty() || headerOf(twin::previewOf(sample_, map)) != memory.value("header", Json())) {
    return false;
  }
  wishes_ = {map.delimiter,    map.decimal,   map.has_header,   map.time_column,
             map.clock_column, map.time_kind, map.utc_offset_s, map.encoding};
  if (map.time_kind == twin::TimeKind::RowNumber) wishes_.time_column.reset();
  for (const Json& column : memory["header"]) edits_[column.get<std::string>()].is_used = false;
  for (const twin::SignalColumn& signal : map.columns) edits_[signal.column] = {true, signal.name, signal.unit};
  backwards_ = twin::backwardsChoiceFrom(memory.value("backwards", Json()));
  guessAgain();
  return true;
}

}  // namespace mw::models
