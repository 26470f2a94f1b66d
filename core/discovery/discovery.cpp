// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/discovery.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>

#include "core/factory/time_origin.h"

namespace mw::discovery {
namespace {

double dateInstant(const EventLog& log, const std::string& text) {
  const auto day = factory::parseDate(text);
  if (!day || !log.has_date) {
    throw InputError({}, fmt::format("\"{}\" is no date of this log", text),
                     log.has_date ? "write it as \"2026-12-24\"" : "its stamps have no dates: give a share, as 0.7");
  }
  const double at_s = static_cast<double>(*day - log.first_day) * 86400;
  if (at_s > 0 && at_s < log.end_s) return at_s;
  throw InputError({},
                   fmt::format("the log does not go on at {}: it lasts from {} to {}", text, instantText(log, 0),
                               instantText(log, log.end_s)),
                   "split it within that time");
}

}  // namespace

std::vector<double> caseStarts_s(const EventLog& log) {
  std::vector<double> first(log.cases.size(), std::numeric_limits<double>::infinity());
  for (const EventRow& row : log.rows) {
    if (row.kind != RowKind::Breakdown) first[row.case_index] = std::min(first[row.case_index], row.start_s);
  }
  std::erase_if(first, [](double start_s) { return std::isinf(start_s); });
  std::sort(first.begin(), first.end());
  return first;
}

double splitInstant(const EventLog& log, const DiscoveryOptions& options) {
  if (options.split_date) return dateInstant(log, *options.split_date);
  if (options.split >= 1) return log.end_s;
  const std::vector<double> starts = caseStarts_s(log);
  if (starts.empty()) return log.end_s;
  const auto rank = static_cast<std::size_t>(options.split * static_cast<double>(starts.size()));
  return starts[std::min(rank, starts.size() - 1)];
}

Discovery discover(const std::filesystem::path& file, const std::optional<EventMap>& map,
                   const DiscoveryOptions& options) {
  const auto began = std::chrono::steady_clock::now();
  Discovery result;
  result.import = readEventLog(file, map, options.stop, options.progress);
  EventLog& log = result.import.log;
  findOrderQuantities(log);
  const double split_s = splitInstant(log, options);
  result.plant = findPlant(log, split_s, {options.seed, options.resamples, options.stop, options.progress});
  const WriteOptions write{options.name.empty() ? "Discovered from " + file.filename().string() : options.name,
                           options.arrivals, 0};
  const JudgeOptions judging{options.replications, options.seed, options.stop, options.progress};
  scaleDelays(log, result.plant, write, judging);
  result.written = writeFactory(log, result.plant, write);
  if (split_s < log.end_s) result.judgement = judge(log, result.plant, write, judging);
  result.assumptions = assumptionsOf(result);
  result.words = inWords(result);
  result.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return result;
}

}  // namespace mw::discovery
