// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/twin/log.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

/// The columns of a log that a twin reads, by the names it gives them.
class TwinColumns {
 public:
  /// @param log must outlive the columns
  /// @throws InputError with all signals and inputs that are not in the log, each with the nearest name
  TwinColumns(const TwinDefinition& twin, const Log& log);

  /// The inputs of a row, m; NaN = missing. They hold until the next call.
  [[nodiscard]] std::span<const double> inputs(std::size_t row) { return gather(input_columns_, row, inputs_); }
  /// Its readings, p; NaN = missing. They hold until the next call.
  [[nodiscard]] std::span<const double> readings(std::size_t row) { return gather(reading_columns_, row, readings_); }

 private:
  static std::span<const double> gather(const std::vector<const double*>& columns, std::size_t row,
                                        std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = columns[i][row];
    return values;
  }

  std::vector<const double*> input_columns_;
  std::vector<const double*> reading_columns_;
  std::vector<double> inputs_;
  std::vector<double> readings_;
};

}  // namespace mw::twin
