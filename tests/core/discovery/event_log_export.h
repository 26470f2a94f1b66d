// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <map>
#include <string>

#include "core/discovery/event_log.h"
#include "core/events/simulation.h"
#include "core/factory/factory.h"

namespace mw::test {

/// A run of a factory as an event log: a row per stay of a part at a station, in the factory's own names, stamps from
/// the first day on. A part that goes into a sink that counts as scrap is rejected in its last row.
inline std::string eventLogOf(const factory::Factory& factory, double horizon_s, std::uint64_t seed,
                              std::int64_t first_day) {
  struct Row {
    std::uint32_t part_number;
    std::string station;
    std::string part;
    double start_s;
    double complete_s;
    bool is_rejected = false;
  };
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(horizon_s);
  settings.seed = seed;
  const events::Recording run = events::record(*events::compile(factory), settings);
  std::map<std::uint32_t, std::uint32_t> number;  // running numbers are given again
  std::map<std::uint32_t, Row> open;
  std::map<std::uint32_t, std::size_t> last;
  std::uint32_t next_number = 0;
  std::vector<Row> rows;
  for (const events::PartMove& move : run.moves()) {
    const auto* from = move.from < 0 ? nullptr : &factory.elements()[static_cast<std::size_t>(move.from)];
    const auto* to = move.to < 0 ? nullptr : &factory.elements()[static_cast<std::size_t>(move.to)];
    if (from == nullptr) number[move.part] = next_number++;
    if (from != nullptr && from->type == "station") {
      open[move.part].complete_s = move.at.seconds();
      last[move.part] = rows.size();
      rows.push_back(open[move.part]);
    }
    if (to != nullptr && to->type == "station") {
      open[move.part] = {number[move.part], to->id, factory.parts()[move.part_type].id, move.at.seconds(), 0};
    }
    if (to != nullptr && to->type == "sink" && to->value("counts_as") == "scrap")
      rows[last[move.part]].is_rejected = true;
  }
  const auto stamp = [&](double at_s) {
    const auto second = static_cast<std::int64_t>(at_s);
    const std::int64_t of_day = second % 86400;
    return fmt::format("{} {:02}:{:02}:{:06.3f}", discovery::dateText(first_day + second / 86400), of_day / 3600,
                       of_day / 60 % 60, static_cast<double>(of_day % 60) + at_s - static_cast<double>(second));
  };
  std::string text = "case,activity,resource,part,start,complete,quantity,rejects\n";
  for (const Row& row : rows) {
    text += fmt::format("c{},{},{},{},{},{},{},{}\n", row.part_number, row.station, row.station, row.part,
                        stamp(row.start_s), stamp(row.complete_s), row.is_rejected ? 0 : 1, row.is_rejected ? 1 : 0);
  }
  return text;
}

}  // namespace mw::test
