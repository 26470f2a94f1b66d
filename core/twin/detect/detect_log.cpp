// SPDX-License-Identifier: Apache-2.0
#include "core/twin/detect/detect_log.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <set>

#include "core/base/error.h"
#include "core/estimation/detect/isolation.h"
#include "core/twin/detect/chosen_signals.h"
#include "core/twin/detect/signal_tests.h"

namespace mw::twin {
namespace {

using estimation::Detection;
using estimation::NormalModel;
using estimation::NormalScores;

Eigen::MatrixXd readingsOf(const Log& log, const std::vector<std::string>& names) {
  Eigen::MatrixXd rows(static_cast<Eigen::Index>(log.rowCount()), static_cast<Eigen::Index>(names.size()));
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Signal* signal = log.find(names[i]);
    if (!signal) {
      throw InputError(Place{log.name, {}, 0, 0}, fmt::format("the model's signal \"{}\" is not in the log", names[i]),
                       "give a log of the same plant, or a map that names its columns so");
    }
    rows.col(static_cast<Eigen::Index>(i)) =
        Eigen::Map<const Eigen::VectorXd>(signal->values.data(), static_cast<Eigen::Index>(log.rowCount()));
  }
  return rows;
}

Detection normalDetection(const NormalModel& model, const NormalScores& scores, const estimation::RowRange& run) {
  Detection detection;
  detection.first_row = run.first;
  detection.last_row = run.last;
  double worst = -1;
  for (std::size_t row = run.first; row <= run.last; ++row) {
    const double t2 = scores.t2[row] / model.t2_limit;
    const double q = model.hasQ() ? scores.q[row] / model.q_limit : 0.0;
    if (std::max(t2, q) <= worst) continue;
    worst = std::max(t2, q);
    detection.peak_row = row;
    detection.test = t2 >= q ? "T2" : "Q";
    detection.statistic = t2 >= q ? scores.t2[row] : scores.q[row];
    detection.limit = t2 >= q ? model.t2_limit : model.q_limit;
  }
  detection.p_value = estimation::healthyChance(model, scores.t2[detection.peak_row], scores.q[detection.peak_row]);
  detection.window_rows = static_cast<std::size_t>(std::lround(2.0 / model.options.smoothing - 1.0)) +
                          static_cast<std::size_t>(model.options.lags);
  const auto first = static_cast<Eigen::Index>(run.first);
  const auto count = static_cast<Eigen::Index>(run.last - run.first + 1);
  detection.suspects = estimation::isolate(model, scores.z.middleRows(first, count));
  return detection;
}

void detectNormal(const Log& log, const std::vector<std::string>& names, const DetectRequest& request,
                  LogDetections& found) {
  if (request.model) {
    found.model = request.model;
  } else {
    if (names.empty()) {
      throw InputError(Place{log.name, {}, 0, 0}, "every signal wanders through the healthy window",
                       "choose a longer window, or say that wandering signals are to be kept");
    }
    const auto healthy = static_cast<Eigen::Index>(found.healthy_rows);
    found.model = estimation::learnNormalModel(readingsOf(log, names).topRows(healthy), names, request.normal);
  }
  const NormalScores scores = estimation::normalScores(*found.model, readingsOf(log, found.model->names));
  for (const auto& run : estimation::abnormalRuns(scores.is_abnormal, request.persistence)) {
    found.detections.push_back(normalDetection(*found.model, scores, run));
  }
}

/// Counts the tests of all logs.
struct TestCount {
  double done = 0;
  double total = 0;
  void next(const DetectRequest& request) {
    if (request.progress) request.progress({done, total, "tests"});
    ++done;
  }
};

bool looksAtLevel(DetectMethod method) {
  return method == DetectMethod::Level || method == DetectMethod::ChangePoint;
}

TestCount countTests(std::span<const ChosenSignals> chosen, const DetectRequest& request) {
  TestCount count;
  for (const ChosenSignals& signals_of_log : chosen) {
    for (const DetectMethod method : request.methods) {
      const auto& names = looksAtLevel(method) ? signals_of_log.moving : signals_of_log.steady;
      count.total += method == DetectMethod::Normal ? 1.0 : static_cast<double>(names.size());
    }
  }
  return count;
}

void detectBySignal(DetectMethod method, const Log& log, const std::vector<std::string>& names,
                    const DetectRequest& request, TestCount& count, LogDetections& found) {
  for (const std::string& name : names) {
    if (request.stop.stop_requested()) throw Cancelled();
    count.next(request);
    const Signal& signal = *log.find(name);
    std::vector<Detection> more;
    if (method == DetectMethod::Level) more = levelDetections(log, signal, found.healthy_rows, request);
    if (method == DetectMethod::Cusum) more = cusumDetections(log, signal, found.healthy_rows, request);
    if (method == DetectMethod::Bias) more = biasDetections(log, signal, found.healthy_rows);
    if (method == DetectMethod::ChangePoint) more = changeDetections(signal, found.healthy_rows, request);
    found.detections.insert(found.detections.end(), more.begin(), more.end());
  }
}

/// Tells people at the begin of a detection and again while it lasts, at most once per reminder time.
void raise(const Log& log, double reminder_s, std::vector<Detection>& detections, std::size_t from) {
  double quiet_until_s = -INFINITY;
  for (std::size_t i = from; i < detections.size(); ++i) {
    for (std::size_t row = detections[i].first_row; row <= detections[i].last_row; ++row) {
      if (log.t_s[row] < quiet_until_s) continue;
      detections[i].raised_rows.push_back(row);
      quiet_until_s = log.t_s[row] + reminder_s;
    }
  }
}

LogDetections detectIn(const Log& log, const ChosenSignals& chosen, const DetectRequest& request, TestCount& count) {
  LogDetections found;
  found.log = log.name;
  found.rows = log.rowCount();
  found.healthy_rows = request.model ? 0 : healthyRows(log, request.healthy);
  bool needs_all = false;
  for (const DetectMethod method : request.methods) {
    if (request.stop.stop_requested()) throw Cancelled();
    const std::size_t before = found.detections.size();
    const bool looks_at_level = looksAtLevel(method);
    needs_all |= looks_at_level;
    if (method == DetectMethod::Normal) {
      count.next(request);
      detectNormal(log, chosen.steady, request, found);
    } else {
      detectBySignal(method, log, looks_at_level ? chosen.moving : chosen.steady, request, count, found);
    }
    raise(log, request.reminder_s, found.detections, before);
  }
  found.judged = request.model ? request.model->names : needs_all ? chosen.moving : chosen.steady;
  for (const LeftOutSignal& left : chosen.left_out) {
    const auto judged = std::find(found.judged.begin(), found.judged.end(), left.signal);
    if (judged == found.judged.end()) found.left_out.push_back(left);
  }
  return found;
}

/// Rows of a log before the first that is looked at.
std::size_t rowsBefore(const Log& log, double from_s) {
  if (!(from_s > 0) || log.t_s.empty()) return 0;
  const auto first = std::ranges::lower_bound(log.t_s, log.t_s.front() + from_s);
  return static_cast<std::size_t>(first - log.t_s.begin());
}

Log withoutFirst(const Log& log, std::size_t rows) {
  const auto n = static_cast<std::ptrdiff_t>(rows);
  Log rest{log.name, log.epoch_s, {log.t_s.begin() + n, log.t_s.end()}, {}, log.source_digest};
  for (const Signal& signal : log.series) {
    rest.series.push_back({signal.name, signal.unit, {signal.values.begin() + n, signal.values.end()}});
  }
  return rest;
}

/// Detections in the rest of a log as those of the whole.
void shiftRows(LogDetections& found, std::size_t by) {
  found.first_row = by;
  found.rows += by;
  for (Detection& detection : found.detections) {
    for (std::size_t* row : {&detection.first_row, &detection.last_row, &detection.peak_row}) *row += by;
    for (std::size_t& row : detection.raised_rows) row += by;
  }
}

std::string placeText(const Log& log, std::size_t row) {
  const std::string date = dateOf(log, row);
  return date.empty() ? fmt::format("{:g} s (row {})", log.t_s[row], row + 1)
                      : fmt::format("{} (row {})", date, row + 1);
}

}  // namespace

const std::vector<std::string>& detectMethodNames() {
  static const std::vector<std::string> names = {"normal", "level", "cusum", "bias", "change-point"};
  return names;
}

const std::string& detectMethodName(DetectMethod method) {
  return detectMethodNames()[static_cast<std::size_t>(method)];
}

std::vector<bool> LogDetections::abnormalRows() const {
  std::vector<bool> is_abnormal(rows, false);
  for (const Detection& detection : detections) {
    for (std::size_t row = detection.first_row; row <= detection.last_row; ++row) is_abnormal[row] = true;
  }
  return is_abnormal;
}

std::vector<std::size_t> LogDetections::raisedRows() const {
  std::set<std::size_t> raised;
  for (const Detection& detection : detections)
    raised.insert(detection.raised_rows.begin(), detection.raised_rows.end());
  return {raised.begin(), raised.end()};
}

std::vector<LogDetections> detect(std::span<const Log> logs, const DetectRequest& request) {
  MW_REQUIRE(!request.methods.empty());
  const bool needs_window = !request.model || request.methods != std::vector{DetectMethod::Normal};
  if (needs_window && request.model) {
    throw InputError({}, "a stored model serves the method normal alone", "give a healthy window for the others");
  }
  std::vector<std::size_t> before;
  std::vector<Log> rests;
  for (const Log& log : logs) before.push_back(rowsBefore(log, request.healthy.from_s));
  if (request.healthy.from_s > 0) {
    for (std::size_t i = 0; i < logs.size(); ++i) rests.push_back(withoutFirst(logs[i], before[i]));
  }
  const std::span<const Log> looked_at = rests.empty() ? logs : std::span<const Log>(rests);
  const auto chosen = needs_window ? chooseSignals(looked_at, request) : std::vector<ChosenSignals>(logs.size());
  TestCount count = countTests(chosen, request);
  std::vector<LogDetections> found;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    found.push_back(detectIn(looked_at[i], chosen[i], request, count));
    shiftRows(found.back(), before[i]);
  }
  return found;
}

std::string dateOf(const Log& log, std::size_t row) {
  if (!log.epoch_s) return {};
  const auto whole_s = static_cast<std::time_t>(std::floor(*log.epoch_s + log.t_s[row]));
  return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::gmtime(whole_s));
}

std::string evidenceInWords(const Detection& detection) {
  std::string text =
      fmt::format("{} {:.4g} (limit {:.4g}, {} reading{}, p {:.2g})", detection.test, detection.statistic,
                  detection.limit, detection.window_rows, detection.window_rows == 1 ? "" : "s", detection.p_value);
  if (detection.suspects.empty()) return text;
  const estimation::Suspect& worst = detection.suspects.front();
  text += fmt::format("; {} reads {} by {:.3g} sd", worst.signal, worst.deviation > 0 ? "above" : "below",
                      std::abs(worst.deviation));
  if (worst.restores) text += ", without it the others are consistent";
  if (detection.suspects.size() > 1 && !worst.restores) text += fmt::format(", {:.0f} % of it", 100.0 * worst.share);
  return text;
}

double certaintyOf(const Detection& detection) {
  return std::clamp(1.0 - detection.p_value, 0.0, 1.0);
}

std::string inWords(const Detection& detection, const Log& log) {
  return fmt::format("{} to {}: {}", placeText(log, detection.first_row), placeText(log, detection.last_row),
                     evidenceInWords(detection));
}

}  // namespace mw::twin
