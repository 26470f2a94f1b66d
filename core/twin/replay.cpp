// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/base/text.h"
#include "core/estimation/bias_test.h"
#include "core/estimation/linear_filter.h"
#include "core/estimation/nis_test.h"
#include "core/twin/json_walk.h"
#include "core/twin/staleness.h"

namespace mw::twin {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kMostSteps = 9e15;  // counts below 2^53 are exact in a double
constexpr double kMostLag = 0.9;     // steps that the model's clock may be off the log's
constexpr std::size_t kRowsBetweenReports = 8192;

}  // namespace

class Replayer::Impl {
 public:
  Impl(const TwinDefinition& twin, bool keeps_covariance)
      : twin_(twin),
        keeps_covariance_(keeps_covariance),
        filter_(estimation::LinearFilter::make(twin.linear, twin.initial)),
        health_(twin.health),
        ladder_(twin.alerts),
        biases_(twin.measured.size()),
        has_fault_(twin.measured.size(), false),
        staleness_(twin.measured, twin.stale_after_intervals),
        inputs_(twin.inputs.size(), 0.0),
        n_(twin.states.size()),
        p_(twin.measured.size()) {
    for (int used = 1; used <= static_cast<int>(p_); ++used) {
      nis_limits_.push_back(estimation::nisLimit(used, twin.anomaly_sigma));
    }
    result_.states = twin.states;
    for (const TwinSignal& signal : twin.measured) result_.measured.push_back(signal.name);
    for (const Finding& warning : twin.warnings) result_.warnings.push_back(warning.text());
  }

  void reserve(std::size_t rows) {
    for (std::vector<double>* column : {&result_.t_s, &result_.nis, &result_.health, &result_.age_s}) {
      column->reserve(rows);
    }
    result_.x.reserve(rows * n_);
    result_.P_diag.reserve(rows * n_);
    result_.innovation.reserve(rows * p_);
    result_.anomaly.reserve(rows);
    result_.stale.reserve(rows);
    if (keeps_covariance_) result_.P.reserve(rows * n_ * n_);
  }

  void addRow(double t_s, std::span<const double> inputs, std::span<const double> readings) {
    predictTo(t_s, inputs);
    staleness_.beforeReadings(t_s, readings, result_.alerts);
    const estimation::CorrectionNumbers numbers = filter_->correct(readings);
    const bool is_stale = staleness_.afterReadings(t_s, readings);
    const bool is_used = numbers.status == estimation::CorrectionStatus::Applied ||
                         numbers.status == estimation::CorrectionStatus::Jittered;
    if (numbers.status == estimation::CorrectionStatus::NotInvertible) ++result_.skipped_rows;
    if (is_used) {
      health_.add(numbers.nis, numbers.used);
      result_.log_likelihood += numbers.log_likelihood;
    }
    store(t_s, numbers, is_used, is_stale);
    requireFinite(t_s);
    if (is_used) testForBias(t_s, is_stale);
    if (!is_stale) raiseHealthAlert(t_s);
  }

  [[nodiscard]] const ReplayResult& result() const { return result_; }

  ReplayResult finish() {
    std::stable_sort(result_.alerts.begin(), result_.alerts.end(),
                     [](const Alert& a, const Alert& b) { return a.t_s < b.t_s; });
    if (result_.held_inputs > 0) {
      result_.warnings.push_back(
          fmt::format("{} missing input values: the last one was held (0 before the first)", result_.held_inputs));
    }
    if (result_.skipped_rows > 0) {
      result_.warnings.push_back(
          fmt::format("the innovation covariance could not be inverted in {} rows: they were predicted only",
                      result_.skipped_rows));
    }
    return std::move(result_);
  }

 private:
  /// Steps of dt_s from the last row to this one.
  std::uint64_t stepsTo(double t_s) {
    if (result_.rows == 0) {
      first_t_s_ = t_s;
      return 1;
    }
    const double done = model_steps_;
    const double own = std::round((t_s - result_.t_s.back()) / twin_.dt_s);
    const double wanted = (t_s - first_t_s_) / twin_.dt_s;
    const bool is_near = std::abs(wanted - (done + own)) <= kMostLag;
    const double steps = is_near ? own : std::max(std::round(wanted) - done, 0.0);
    model_steps_ += std::min(steps, kMostSteps);
    return static_cast<std::uint64_t>(std::min(steps, kMostSteps));
  }

  void predictTo(double t_s, std::span<const double> inputs) {
    const std::uint64_t steps = stepsTo(t_s);
    if (steps > 1) filter_->predictMany(inputs_, steps - 1);
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (std::isfinite(inputs[i])) {
        inputs_[i] = inputs[i];
      } else {
        ++result_.held_inputs;
      }
    }
    if (steps > 0) filter_->predict(inputs_);
  }

  void store(double t_s, const estimation::CorrectionNumbers& numbers, bool is_used, bool is_stale) {
    const std::span<const double> mean = filter_->mean();
    const std::span<const double> covariance = filter_->covariance();
    const std::span<const double> innovation = filter_->innovation();
    result_.t_s.push_back(t_s);
    result_.x.insert(result_.x.end(), mean.begin(), mean.end());
    for (std::size_t i = 0; i < n_; ++i) result_.P_diag.push_back(covariance[i * n_ + i]);
    if (keeps_covariance_) result_.P.insert(result_.P.end(), covariance.begin(), covariance.end());
    result_.innovation.insert(result_.innovation.end(), innovation.begin(), innovation.end());
    result_.nis.push_back(is_used ? numbers.nis : kNone);
    const bool is_anomaly = is_used && numbers.nis > nis_limits_[static_cast<std::size_t>(numbers.used) - 1];
    result_.anomaly.push_back(is_anomaly ? 1 : 0);
    result_.health.push_back(health_.health());
    result_.stale.push_back(is_stale ? 1 : 0);
    result_.age_s.push_back(staleness_.oldest_s());
    ++result_.rows;
  }

  void requireFinite(double t_s) const {
    double sum = 0;
    for (const double value : filter_->mean()) sum += value;
    for (std::size_t i = 0; i < n_; ++i) sum += filter_->covariance()[i * n_ + i];
    if (std::isfinite(sum)) return;
    throw NumericalError(fmt::format("row {} (t = {} s): the estimate overflowed; the spectral radius of F is {:.4g}{}",
                                     result_.rows, numberText(t_s), twin_.spectral_radius,
                                     twin_.spectral_radius > 1 ? ", so the model is unstable" : ""));
  }

  void testForBias(double t_s, bool is_stale) {
    const std::span<const double> innovation = filter_->innovation();
    const std::span<const double> S = filter_->innovationCovariance();
    for (std::size_t i = 0; i < p_; ++i) {
      const double variance = S[i * p_ + i];
      if (!(variance > 0)) continue;
      const bool is_fault = biases_[i].add(innovation[i] / std::sqrt(variance));
      if (!is_fault) has_fault_[i] = false;
      if (!is_fault || has_fault_[i] || is_stale) continue;
      has_fault_[i] = true;
      result_.alerts.push_back({t_s, AlertKind::Fault,
                                fmt::format("{}: reads {} the model for many readings in a row (bias test at {:.1f}, "
                                            "limit 5)",
                                            twin_.measured[i].name, biases_[i].score() > 0 ? "above" : "below",
                                            std::abs(biases_[i].score()))});
    }
  }

  void raiseHealthAlert(double t_s) {
    const double health = health_.health();
    if (const auto kind = ladder_.update(health)) {
      const double level = *kind == AlertKind::Critical ? twin_.alerts.critical : twin_.alerts.warning;
      result_.alerts.push_back(
          {t_s, *kind, fmt::format("health of {} fell to {:.3f}, below {:.2f}", twin_.asset, health, level)});
    }
  }

  TwinDefinition twin_;
  bool keeps_covariance_;
  std::unique_ptr<estimation::LinearFilter> filter_;
  HealthScore health_;
  AlertLadder ladder_;
  std::vector<estimation::BiasTest> biases_;
  std::vector<bool> has_fault_;
  StalenessClock staleness_;
  std::vector<double> inputs_;
  std::vector<double> nis_limits_;  ///< by number of signals used, less one
  std::size_t n_;
  std::size_t p_;
  double first_t_s_ = 0;
  double model_steps_ = 0;  ///< steps since the first row, a whole number
  ReplayResult result_;
};

namespace {

const TwinDefinition& runnable(const TwinDefinition& twin) {
  requireRunnable(twin);
  return twin;
}

/// The columns a twin needs, in its order.
class LogColumns {
 public:
  explicit LogColumns(const Log& log) : log_(log) {
    for (const Signal& signal : log.series) names_.push_back(signal.name);
  }

  void add(const std::string& name, const Place& place, std::vector<const double*>& columns) {
    if (const Signal* signal = log_.find(name)) {
      columns.push_back(signal->values.data());
      return;
    }
    findings_.push_back({Severity::Error, place,
                         fmt::format("log \"{}\" has no signal \"{}\"{}", log_.name, name, suggestion(name, names_)),
                         names_.empty() ? "the log has no signals" : fmt::format("it has {}", listed())});
  }

  void requireAll() {
    if (!findings_.empty()) throw InputError(std::move(findings_));
  }

 private:
  [[nodiscard]] std::string listed() const {
    constexpr std::size_t kMost = 12;
    std::string list;
    for (std::size_t i = 0; i < std::min(kMost, names_.size()); ++i) list += (i > 0 ? ", " : "") + names_[i];
    return names_.size() > kMost ? list + ", ..." : list;
  }

  const Log& log_;
  std::vector<std::string> names_;
  Findings findings_;
};

void requireGrowingTime(const Log& log) {
  for (std::size_t row = 1; row < log.t_s.size(); ++row) {
    if (log.t_s[row] > log.t_s[row - 1]) continue;
    throw InputError(Place{log.name, "", 0, 0},
                     fmt::format("row {}: its stamp {} s is not after {} s", row + 1, numberText(log.t_s[row]),
                                 numberText(log.t_s[row - 1])),
                     "import the log again");
  }
}

}  // namespace

Replayer::Replayer(const TwinDefinition& twin, bool keeps_covariance)
    : impl_(std::make_unique<Impl>(runnable(twin), keeps_covariance)) {}
Replayer::~Replayer() = default;
Replayer::Replayer(Replayer&&) noexcept = default;
Replayer& Replayer::operator=(Replayer&&) noexcept = default;

void Replayer::reserve(std::size_t rows) {
  impl_->reserve(rows);
}
void Replayer::addRow(double t_s, std::span<const double> inputs, std::span<const double> readings) {
  impl_->addRow(t_s, inputs, readings);
}
const ReplayResult& Replayer::result() const {
  return impl_->result();
}
ReplayResult Replayer::finish() {
  return impl_->finish();
}

ReplayResult replay(const TwinDefinition& twin, const Log& log, const ReplayOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Replayer replayer(twin, options.keeps_covariance);
  LogColumns columns(log);
  std::vector<const double*> reading_columns;
  std::vector<const double*> input_columns;
  for (const TwinSignal& signal : twin.measured) columns.add(signal.name, signal.place, reading_columns);
  for (const TwinInput& input : twin.inputs) columns.add(input.name, input.place, input_columns);
  columns.requireAll();
  requireGrowingTime(log);
  replayer.reserve(log.rowCount());
  std::vector<double> readings(reading_columns.size());
  std::vector<double> inputs(input_columns.size());
  for (std::size_t row = 0; row < log.rowCount(); ++row) {
    for (std::size_t i = 0; i < readings.size(); ++i) readings[i] = reading_columns[i][row];
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = input_columns[i][row];
    replayer.addRow(log.t_s[row], inputs, readings);
    if ((row + 1) % kRowsBetweenReports != 0) continue;
    if (options.stop.stop_requested()) throw Cancelled("replay stopped, nothing was kept");
    if (options.progress) {
      options.progress({static_cast<double>(row + 1), static_cast<double>(log.rowCount()), "rows"});
    }
  }
  ReplayResult result = replayer.finish();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace mw::twin
