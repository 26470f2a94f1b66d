// SPDX-License-Identifier: Apache-2.0
#include "core/twin/detect/signal_tests.h"

#include <algorithm>
#include <cmath>

#include "core/estimation/bias_test.h"
#include "core/estimation/detect/change_points.h"
#include "core/estimation/detect/cusum.h"
#include "core/estimation/detect/normal_limits.h"
#include "core/estimation/detect/whitening.h"

namespace mw::twin {
namespace {

using estimation::Detection;
using estimation::RowRange;

/// A run of one signal's test as a detection: peak where |statistic| is largest.
Detection detectionOf(const RowRange& run, const std::string& test, const std::vector<double>& statistic) {
  Detection detection;
  detection.test = test;
  detection.first_row = run.first;
  detection.last_row = run.last;
  detection.peak_row = run.first;
  for (std::size_t row = run.first; row <= run.last; ++row) {
    if (std::abs(statistic[row]) > std::abs(statistic[detection.peak_row])) detection.peak_row = row;
  }
  detection.statistic = statistic[detection.peak_row];
  return detection;
}

double meanOver(std::span<const double> values, const RowRange& run) {
  double sum = 0;
  std::size_t n = 0;
  for (std::size_t row = run.first; row <= run.last; ++row) {
    if (!std::isfinite(values[row])) continue;
    sum += values[row];
    ++n;
  }
  return n > 0 ? sum / static_cast<double>(n) : 0.0;
}

std::vector<double> whitened(const Signal& signal, std::size_t healthy_rows) {
  return estimation::Whitening::learn(std::span(signal.values).first(healthy_rows)).apply(signal.values);
}

/// Mean of the readings over the run, in healthy standard deviations.
double deviationOf(const Signal& signal, std::size_t healthy_rows, const RowRange& run) {
  const auto scale = estimation::robustScale(std::span(signal.values).first(healthy_rows));
  return (meanOver(signal.values, run) - scale.centre) / scale.sd;
}

double twoSidedTail(double z) {
  return std::erfc(std::abs(z) / std::sqrt(2.0));
}

}  // namespace

std::vector<Detection> levelDetections(const Log& log, const Signal& signal, std::size_t healthy_rows,
                                       const DetectRequest& request) {
  const auto scores = estimation::levelScores(log.t_s, signal.values, healthy_rows, request.level);
  std::vector<Detection> detections;
  for (const RowRange& run : estimation::abnormalRuns(scores.is_abnormal, request.persistence)) {
    Detection detection = detectionOf(run, "level", scores.z);
    detection.limit = std::copysign(request.level.sigma, detection.statistic);
    const double step_s = log.t_s.size() > 1 ? (log.t_s.back() - log.t_s.front()) / double(log.t_s.size() - 1) : 1.0;
    detection.window_rows = std::max<std::size_t>(1, std::size_t(request.level.smoothing_s / step_s));
    detection.p_value = scores.p[detection.peak_row];
    detection.suspects = {{signal.name, 1.0, meanOver(scores.z, run), false}};
    detections.push_back(std::move(detection));
  }
  return detections;
}

std::vector<Detection> cusumDetections(const Log&, const Signal& signal, std::size_t healthy_rows,
                                       const DetectRequest& request) {
  const double reference = 0.5 * request.cusum_shift;
  const double limit = estimation::cusumLimit(reference, request.cusum_run_length);
  estimation::Cusum cusum(reference, limit);
  std::vector<double> statistic;
  std::vector<bool> is_alarm;
  std::vector<std::size_t> since;
  for (const double e : whitened(signal, healthy_rows)) {
    const bool has_healthy_past = statistic.size() >= healthy_rows;
    is_alarm.push_back(has_healthy_past && cusum.add(e));
    statistic.push_back(cusum.score());
    since.push_back(cusum.readingsSinceOnset());
  }
  std::vector<Detection> detections;
  for (const RowRange& run : estimation::abnormalRuns(is_alarm, request.persistence)) {
    Detection detection = detectionOf(run, "CUSUM", statistic);
    detection.limit = std::copysign(limit, detection.statistic);
    detection.window_rows = since[run.first];
    detection.first_row = run.first + 1 - std::min(run.first + 1, std::max<std::size_t>(since[run.first], 1));
    detection.p_value = 1.0 / request.cusum_run_length;
    detection.suspects = {{signal.name, 1.0, deviationOf(signal, healthy_rows, run), false}};
    detections.push_back(std::move(detection));
  }
  return detections;
}

std::vector<Detection> biasDetections(const Log&, const Signal& signal, std::size_t healthy_rows) {
  const estimation::BiasTestOptions options;
  estimation::BiasTest test(options);
  std::vector<double> statistic;
  std::vector<bool> is_fault;
  for (const double e : whitened(signal, healthy_rows)) {
    const bool is_judged = statistic.size() >= healthy_rows && std::isfinite(e);
    if (is_judged) test.add(e);
    is_fault.push_back(statistic.size() >= healthy_rows && test.isFault());
    statistic.push_back(test.score());
  }
  std::vector<Detection> detections;
  for (const RowRange& run : estimation::abnormalRuns(is_fault, 1)) {
    Detection detection = detectionOf(run, "bias", statistic);
    detection.limit = std::copysign(options.limit_sd, detection.statistic);
    detection.window_rows = static_cast<std::size_t>(options.window);
    detection.p_value = twoSidedTail(detection.statistic);
    detection.suspects = {{signal.name, 1.0, deviationOf(signal, healthy_rows, run), false}};
    detections.push_back(std::move(detection));
  }
  return detections;
}

std::vector<Detection> changeDetections(const Signal& signal, std::size_t healthy_rows, const DetectRequest& request) {
  const auto scale = estimation::robustScale(std::span(signal.values).first(healthy_rows));
  const auto changes = estimation::changePoints(signal.values, {.penalty_factor = request.change_penalty_factor});
  std::vector<Detection> detections;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto& change = changes[i];
    if (change.row < healthy_rows) continue;
    Detection detection;
    detection.test = "change point";
    detection.first_row = detection.last_row = detection.peak_row = change.row;
    detection.statistic = change.statistic;
    detection.limit = change.penalty;
    const std::size_t end = i + 1 < changes.size() ? changes[i + 1].row : signal.values.size();
    detection.window_rows = end - (i > 0 ? changes[i - 1].row : 0);
    // Bonferroni over the places at which the change could lie.
    const double tail = estimation::ScaledChiSquare{1.0, 1.0}.tail(change.statistic);
    detection.p_value = std::min(1.0, tail * static_cast<double>(detection.window_rows));
    const double step = (change.after - change.before) / std::max(scale.sd, 1e-300);
    detection.suspects = {{signal.name, 1.0, step, false}};
    detections.push_back(std::move(detection));
  }
  return detections;
}

}  // namespace mw::twin
