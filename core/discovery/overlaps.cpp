// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/overlaps.h"

#include <algorithm>

namespace mw::discovery {

std::vector<Stretch> joined(std::vector<Stretch> stretches) {
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.from_s < b.from_s; });
  std::vector<Stretch> result;
  for (const Stretch& each : stretches) {
    if (!result.empty() && each.from_s <= result.back().to_s) {
      result.back().to_s = std::max(result.back().to_s, each.to_s);
    } else {
      result.push_back(each);
    }
  }
  return result;
}

std::vector<EventRow> overlappingRows(const EventLog& log) {
  struct Latest {
    double end_s = -1;
    Index case_index = kNone;
    double end_of_others_s = -1;  ///< the latest of another case than case_index
  };
  std::vector<Latest> latest(log.resources.size());
  std::vector<EventRow> rows;
  for (const EventRow& row : log.rows) {
    Latest& last = latest[row.resource];
    const double others_s = last.case_index == row.case_index ? last.end_of_others_s : last.end_s;
    if (row.start_s < others_s && row.complete_s > row.start_s) rows.push_back(row);
    if (row.complete_s <= last.end_s && last.case_index != row.case_index) {
      last.end_of_others_s = std::max(last.end_of_others_s, row.complete_s);
    } else {
      if (last.case_index != row.case_index) last.end_of_others_s = last.end_s;
      last = {std::max(last.end_s, row.complete_s), row.case_index, last.end_of_others_s};
    }
  }
  return rows;
}

std::vector<double> sharesAtOnce(const std::vector<Stretch>& stretches) {
  std::vector<std::pair<double, int>> steps;
  for (const Stretch& each : stretches) {
    if (!(each.to_s > each.from_s)) continue;
    steps.emplace_back(each.from_s, 1);
    steps.emplace_back(each.to_s, -1);
  }
  std::sort(steps.begin(), steps.end());
  std::vector<double> shares;
  double busy_s = 0;
  double before_s = 0;
  std::size_t at_once = 0;
  for (const auto& [at_s, change] : steps) {
    if (at_once > 0) {
      if (shares.size() < at_once) shares.resize(at_once, 0.0);
      shares[at_once - 1] += at_s - before_s;
      busy_s += at_s - before_s;
    }
    before_s = at_s;
    at_once = change > 0 ? at_once + 1 : at_once - 1;
  }
  for (double& share : shares) share /= busy_s;
  return shares;
}

std::size_t usualAtOnce(const std::vector<Stretch>& stretches, double covered) {
  const std::vector<double> shares = sharesAtOnce(stretches);
  double sum = 0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    sum += shares[k];
    if (sum >= covered) return k + 1;
  }
  return std::max<std::size_t>(shares.size(), 1);
}

}  // namespace mw::discovery
