// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/twin/log.h"

namespace mw::twin {

/// Looks up the columns of a log that a twin needs, and says all at once which are not there.
class LogColumns {
 public:
  /// @param log must outlive the columns
  explicit LogColumns(const Log& log);

  /// Appends the values of the signal, or a finding with the nearest name.
  void add(const std::string& name, const Place& place, std::vector<const double*>& columns);
  /// @throws InputError with all findings
  void requireAll();

 private:
  [[nodiscard]] std::string listed() const;

  const Log& log_;
  std::vector<std::string> names_;
  Findings findings_;
};

/// @param after_s stamp of the row before the first
/// @throws InputError naming the first row whose stamp is not after the one before
void requireGrowingTime(const Log& log, double after_s = -std::numeric_limits<double>::infinity());

}  // namespace mw::twin
