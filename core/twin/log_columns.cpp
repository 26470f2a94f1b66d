// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_columns.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/text.h"
#include "core/twin/json_walk.h"

namespace mw::twin {

LogColumns::LogColumns(const Log& log) : log_(log) {
  for (const Signal& signal : log.series) names_.push_back(signal.name);
}

void LogColumns::add(const std::string& name, const Place& place, std::vector<const double*>& columns) {
  if (const Signal* signal = log_.find(name)) {
    columns.push_back(signal->values.data());
    return;
  }
  findings_.push_back({Severity::Error, place,
                       fmt::format("log \"{}\" has no signal \"{}\"{}", log_.name, name, suggestion(name, names_)),
                       names_.empty() ? "the log has no signals" : fmt::format("it has {}", listed())});
}

void LogColumns::requireAll() {
  if (!findings_.empty()) throw InputError(std::move(findings_));
}

std::string LogColumns::listed() const {
  constexpr std::size_t kMost = 12;
  std::string list;
  for (std::size_t i = 0; i < std::min(kMost, names_.size()); ++i) list += (i > 0 ? ", " : "") + names_[i];
  return names_.size() > kMost ? list + ", ..." : list;
}

void requireGrowingTime(const Log& log, double after_s) {
  for (std::size_t row = 0; row < log.t_s.size(); ++row) {
    const double before_s = row > 0 ? log.t_s[row - 1] : after_s;
    if (log.t_s[row] > before_s) continue;
    throw InputError(Place{log.name, "", 0, 0},
                     fmt::format("row {}: its stamp {} s is not after {} s", row + 1, numberText(log.t_s[row]),
                                 numberText(before_s)),
                     "import the log again");
  }
}

}  // namespace mw::twin
