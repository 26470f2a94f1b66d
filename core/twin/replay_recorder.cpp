// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay_recorder.h"

#include <limits>

#include "core/estimation/nis_test.h"

namespace mw::twin {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void append(std::span<const double> values, std::vector<double>& column) {
  column.insert(column.end(), values.begin(), values.end());
}

/// Of a matrix of n x n.
void appendDiagonal(std::span<const double> matrix, std::size_t n, std::vector<double>& column) {
  for (std::size_t i = 0; i < n; ++i) column.push_back(matrix[i * n + i]);
}

}  // namespace

ReplayRecorder::ReplayRecorder(const TwinDefinition& twin, bool keeps_covariance)
    : keeps_covariance_(keeps_covariance) {
  for (int used = 1; used <= static_cast<int>(twin.measured.size()); ++used) {
    nis_limits_.push_back(estimation::nisLimit(used, twin.anomaly_sigma));
  }
}

void ReplayRecorder::reserve(std::size_t rows, ReplayResult& result) const {
  for (std::vector<double>* column : {&result.t_s, &result.nis, &result.health, &result.age_s}) column->reserve(rows);
  const std::size_t n = result.states.size();
  result.x.reserve(rows * n);
  result.P_diag.reserve(rows * n);
  result.innovation.reserve(rows * result.measured.size());
  result.S_diag.reserve(rows * result.measured.size());
  result.anomaly.reserve(rows);
  result.stale.reserve(rows);
  result.mode_probability.reserve(rows * result.modes.size());
  if (keeps_covariance_) result.P.reserve(rows * n * n);
}

void ReplayRecorder::add(const RowVerdict& row, const estimation::StateFilter& filter, ReplayResult& result) const {
  const std::span<const double> covariance = filter.covariance();
  const std::span<const double> innovation = filter.innovation();
  result.t_s.push_back(row.t_s);
  append(filter.mean(), result.x);
  appendDiagonal(covariance, result.states.size(), result.P_diag);
  if (keeps_covariance_) append(covariance, result.P);
  append(innovation, result.innovation);
  appendDiagonal(filter.innovationCovariance(), result.measured.size(), result.S_diag);
  result.nis.push_back(row.is_used ? row.numbers.nis : kNone);
  const bool is_anomaly = isAnomaly(row);
  result.anomaly.push_back(is_anomaly ? 1 : 0);
  if (is_anomaly && row.numbers.used > 1) {
    auto isolation = isolateRow(result.measured, innovation, filter.innovationCovariance(), result.rows);
    if (isolation) result.isolations.push_back(std::move(*isolation));
  }
  result.health.push_back(row.health);
  result.stale.push_back(row.is_stale ? 1 : 0);
  result.age_s.push_back(row.age_s);
  append(filter.modeProbabilities(), result.mode_probability);
  ++result.rows;
}

void ReplayRecorder::forgetRows(ReplayResult& result) {
  result.forgotten = {result.rows, result.anomalyCount(), result.lastHealth()};
  for (std::vector<double>* column :
       {&result.t_s, &result.x, &result.P_diag, &result.P, &result.innovation, &result.S_diag, &result.nis,
        &result.health, &result.age_s, &result.mode_probability}) {
    column->clear();
  }
  result.anomaly.clear();
  result.stale.clear();
  result.isolations.clear();
}

bool ReplayRecorder::isAnomaly(const RowVerdict& row) const {
  return row.is_used && row.numbers.nis > nis_limits_[static_cast<std::size_t>(row.numbers.used) - 1];
}

}  // namespace mw::twin
