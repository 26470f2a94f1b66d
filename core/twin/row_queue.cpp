// SPDX-License-Identifier: Apache-2.0
#include "core/twin/row_queue.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/json_number.h"
#include "core/base/text.h"

namespace mw::twin {

Json toJson(const LateRows& late) {
  return {{"window_s", numberOrNull(late.window_s)},
          {"ordered", late.ordered},
          {"merged", late.merged},
          {"repeated", late.repeated},
          {"dropped", late.dropped}};
}

std::vector<std::string> inWords(const LateRows& late) {
  std::vector<std::string> said;
  if (late.ordered > 0) said.push_back(fmt::format("{} rows came late and were put in their place", late.ordered));
  if (late.merged > 0) said.push_back(fmt::format("{} rows were merged with others of the same stamp", late.merged));
  if (late.repeated > 0) {
    said.push_back(fmt::format("{} values were given once more for the same stamp: the first was kept", late.repeated));
  }
  if (late.dropped > 0) {
    const std::string how = late.window_s > 0 ? fmt::format("came more than {} s late", numberText(late.window_s))
                                              : std::string("did not come after the rows before them");
    const std::string first = std::isnan(late.first_dropped_s)
                                  ? ""
                                  : fmt::format(", the first stamped {} s", numberText(late.first_dropped_s));
    said.push_back(fmt::format("{} rows {} and were left out{}", late.dropped, how, first));
  }
  return said;
}

void RowQueue::add(double t_s, std::span<const double> values) {
  if (!std::isfinite(t_s) || (has_begun_ && t_s < newest_s_ - late_.window_s)) {
    if (++late_.dropped == 1) late_.first_dropped_s = t_s;
    return;
  }
  const bool is_late = has_begun_ && t_s < newest_s_;
  newest_s_ = is_late ? newest_s_ : t_s;
  has_begun_ = true;
  const auto at = is_late ? std::lower_bound(rows_.begin(), rows_.end(), t_s,
                                             [](const Row& row, double stamp) { return row.t_s < stamp; })
                          : rows_.end();
  if (at != rows_.end() && at->t_s == t_s) {
    merge(*at, values);
  } else if (!is_late && !rows_.empty() && rows_.back().t_s == t_s) {
    merge(rows_.back(), values);
  } else {
    late_.ordered += is_late ? 1 : 0;
    rows_.insert(at, {t_s, {values.begin(), values.end()}});
  }
}

void RowQueue::merge(Row& row, std::span<const double> values) {
  ++late_.merged;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    if (std::isfinite(row.values[i])) {
      ++late_.repeated;
    } else {
      row.values[i] = values[i];
    }
  }
}

std::optional<RowQueue::Row> RowQueue::next() {
  if (rows_.empty() || (!is_closed_ && !(rows_.front().t_s < newest_s_ - late_.window_s))) return std::nullopt;
  Row row = std::move(rows_.front());
  rows_.pop_front();
  return row;
}

Log inOrder(const Log& arrived, double window_s, LateRows& late) {
  Log log = arrived;
  log.t_s.clear();
  for (Signal& signal : log.series) signal.values.clear();
  RowQueue queue(window_s);
  const auto takeReady = [&] {
    while (const auto row = queue.next()) {
      log.t_s.push_back(row->t_s);
      for (std::size_t i = 0; i < log.series.size(); ++i) log.series[i].values.push_back(row->values[i]);
    }
  };
  std::vector<double> values(arrived.series.size());
  for (std::size_t row = 0; row < arrived.rowCount(); ++row) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = arrived.series[i].values[row];
    queue.add(arrived.t_s[row], values);
    takeReady();
  }
  queue.close();
  takeReady();
  late = queue.late();
  return log;
}

}  // namespace mw::twin
