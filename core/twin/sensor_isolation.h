// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/estimation/detect/sensor_isolation.h"
#include "core/estimation/gaussian_belief.h"
#include "core/twin/row_steps.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

/// Which sensor is to blame for a reading or a run of readings that does not fit, in names.
struct Isolation {
  std::size_t row = 0;
  std::vector<std::string> guilty;  ///< one or two; empty = can't be told, or none
  double certainty = 0;             ///< of `guilty`, 0 to 1
  std::string says;                 ///< a clause: "without flow the others are consistent (certainty 0.98)"
  struct Part {
    std::vector<std::string> without;
    double statistic = 0;
    double limit = 0;
    double certainty = 0;
    bool restores = false;
  };
  std::vector<Part> removals;
};

/// {"guilty":[...],"certainty","says","removals":[{"without","statistic","limit","certainty","restores"}]}
[[nodiscard]] Json toJson(const Isolation& isolation);

/// The one reading of each signal at a row: T is the NIS of the row without the signals that are left out.
/// @returns nothing for fewer than two signals with readings
[[nodiscard]] std::optional<Isolation> isolateRow(const std::vector<std::string>& measured,
                                                  std::span<const double> innovation, std::span<const double> S,
                                                  std::size_t row);

/// Remembers the last rows of a replay, to run them again without some of the signals once a bias test fires: the state
/// that the faulty signal has pulled away recovers, and the others show whether they fit.
///
///   T = (sum nu_k)' (sum S_k)^-1 (sum nu_k)   over the last 20 rows, of the filter that never saw the signals left out
///
/// Between 32 and 64 rows are run again, from a belief kept on the way; nothing is computed while all is well. No use
/// for filters that can't be set back (particle, switching): canIsolate() is false.
class IsolationWindow {
 public:
  explicit IsolationWindow(const TwinDefinition& twin);

  [[nodiscard]] bool canIsolate() const { return can_isolate_; }
  /// Before the prediction of each row. @param filter at the row before
  void beginRow(const estimation::StateFilter& filter);
  /// @param before, own the inputs of the held steps and of the last one
  void endRow(const RowSteps& steps, std::span<const double> before, std::span<const double> own,
              std::span<const double> readings);
  /// @returns nothing for fewer than two signals with readings
  [[nodiscard]] std::optional<Isolation> isolate(const TwinDefinition& twin, std::size_t row) const;

 private:
  struct Row {
    RowSteps steps;
    std::vector<double> before;
    std::vector<double> own;
    std::vector<double> readings;
  };
  /// Rows since a belief.
  struct Stretch {
    estimation::GaussianBelief belief;
    std::vector<Row> rows;  ///< room that is used again and again
    std::size_t count = 0;  ///< of rows
    [[nodiscard]] std::span<const Row> used() const { return {rows.data(), count}; }
  };

  [[nodiscard]] estimation::Remainder evidenceWithout(const TwinDefinition& twin,
                                                      const std::vector<Eigen::Index>& left_out) const;

  bool can_isolate_;
  Stretch old_;
  Stretch young_;
};

}  // namespace mw::twin
