// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/twin/replay_result.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

/// How well a replay foretold the readings of its log.
struct ReplayFigures {
  double log_likelihood = 0;
  std::size_t used_rows = 0;  ///< with a reading
  double nis_mean = 0;        ///< per signal, dimensionless: 1 where noise and model are as the twin says
  double nis_inside = 0;      ///< share of rows below the 95 % quantile of chi-square; 0.95 is expected
  std::vector<std::string> measured;
  std::vector<double> rmse;  ///< of the innovations, per signal, in its unit; NaN without a reading
  std::size_t anomalies = 0;
  std::size_t alerts = 0;
};

[[nodiscard]] ReplayFigures figuresOf(const ReplayResult& result);

/// Whether one of two replays foretells a signal better than the other.
struct SignalDifference {
  std::string signal;
  double rmse_a = 0;
  double rmse_b = 0;
  double gain = 0;        ///< mean of (innovation of a)^2 - (innovation of b)^2: above 0 = b is nearer
  double half_width = 0;  ///< of its 95 % interval
  std::size_t rows = 0;   ///< that both read
  [[nodiscard]] bool isShown() const { return half_width >= 0 && (gain > half_width || gain < -half_width); }
};

/// Two replays of one log.
struct ReplayComparison {
  ReplayFigures a;
  ReplayFigures b;
  std::vector<SignalDifference> differences;  ///< of the signals that both measure
  bool reads_the_same = false;                ///< the same signals in the same rows: log-likelihoods are comparable
};

/// The mean difference of squared innovations with an interval that allows for errors that go on from row to row
/// (Diebold, Mariano 1995): variance by Newey, West (1987) with Bartlett weights over n^(1/3) lags, at least 8.
/// @param a, b  of the same log, row by row
/// @throws InputError when their rows are not the same
[[nodiscard]] ReplayComparison compareReplays(const ReplayResult& a, const ReplayResult& b);

/// What differs between two twins, in one sentence: asset, filter, or the first few values by their place.
/// @param a, b  millwright-twin/1
[[nodiscard]] std::string differenceInWords(const Json& a, const Json& b);

/// What may be said of the comparison, honestly, a sentence each.
/// @param name_a, name_b  what the replays are called
[[nodiscard]] std::vector<std::string> inWords(const ReplayComparison& comparison, const std::string& name_a,
                                               const std::string& name_b);

/// {"a":{...},"b":{...},"differences":[{"signal","rmse_a","rmse_b","gain","half_width","rows","shown"}],
///  "reads_the_same"}
[[nodiscard]] Json toJson(const ReplayComparison& comparison);

}  // namespace mw::twin
