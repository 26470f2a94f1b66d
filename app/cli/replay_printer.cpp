// SPDX-License-Identifier: Apache-2.0
#include "app/cli/replay_printer.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace mw::cli {
namespace {

constexpr std::size_t kMostAnomalies = 20;  // told one by one; a log has a few by chance in every thousand rows

std::string compact(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string anomalyText(const twin::ReplayResult& rows, std::size_t at) {
  const std::size_t row = rows.firstRow() + at;
  const auto isolation = std::find_if(rows.isolations.begin(), rows.isolations.end(),
                                      [&](const twin::Isolation& one) { return one.row == row; });
  return fmt::format("{:>10.1f} s  {:<8}  does not fit the model (NIS {:.3g}){}{}", rows.t_s[at], "ANOMALY",
                     rows.nis[at], isolation == rows.isolations.end() ? "" : "; ",
                     isolation == rows.isolations.end() ? "" : isolation->says);
}

}  // namespace

void ReplayPrinter::add(const twin::ReplayResult& rows) {
  if (console_.is_json) {
    addSteps(rows);
  } else {
    addEvents(rows);
  }
  if (options_.is_flushed) console_.flush();
}

void ReplayPrinter::beginJson(const twin::ReplayResult& result) {
  has_begun_ = true;
  console_.write("{\n");
  const Json head = twin::headJson(result);
  for (const auto& [key, value] : head.items()) console_.write(fmt::format(" \"{}\": {},\n", key, compact(value)));
  console_.write(" \"steps\": [");
}

void ReplayPrinter::addSteps(const twin::ReplayResult& rows) {
  if (!has_begun_) beginJson(rows);
  for (std::size_t row = rows.firstRow(); row < rows.rows; ++row) {
    if (row % options_.every != 0) continue;
    console_.write(has_steps_ ? ",\n  " : "\n  ");
    console_.write(compact(twin::stepJson(rows, row, options_.is_full)));
    has_steps_ = true;
  }
}

void ReplayPrinter::addEvents(const twin::ReplayResult& rows) {
  has_begun_ = true;
  std::vector<Event> events;
  for (; alerts_told_ < rows.alerts.size(); ++alerts_told_) {
    const twin::Alert& alert = rows.alerts[alerts_told_];
    events.push_back({alert.t_s, twin::inWords(alert)});
  }
  addAnomalies(rows, events);
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.t_s < b.t_s; });
  for (const Event& event : events) console_.write(event.text + "\n");
}

void ReplayPrinter::addAnomalies(const twin::ReplayResult& rows, std::vector<Event>& events) {
  for (std::size_t at = 0; at < rows.t_s.size(); ++at) {
    if (std::isnan(rows.nis[at])) continue;
    const bool begins = rows.anomaly[at] != 0 && !is_in_anomaly_;
    is_in_anomaly_ = rows.anomaly[at] != 0;
    if (!begins || anomalies_told_ > kMostAnomalies) continue;
    const bool is_told = ++anomalies_told_ <= kMostAnomalies;
    events.push_back({rows.t_s[at], is_told ? anomalyText(rows, at)
                                            : "further anomalous rows are counted, not told; --json has them all"});
  }
}

void ReplayPrinter::finish(const twin::ReplayResult& sums, const std::string& ended_early) {
  if (!console_.is_json) {
    for (const std::string& sentence : twin::sumsInWords(sums)) console_.write(sentence + "\n");
    console_.flush();
    return;
  }
  if (!has_begun_) beginJson(sums);
  console_.write(has_steps_ ? "\n ]" : "]");
  Json behind = twin::sumsJson(sums);
  if (!ended_early.empty()) behind["ended_early"] = ended_early;
  for (const auto& [key, value] : behind.items()) console_.write(fmt::format(",\n \"{}\": {}", key, compact(value)));
  console_.write("\n}\n");
  console_.flush();
}

}  // namespace mw::cli
