// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <optional>

#include "core/base/text.h"
#include "core/estimation/bias_test.h"
#include "core/estimation/extended_filter.h"
#include "core/estimation/nis_test.h"
#include "core/twin/row_steps.h"
#include "core/twin/smoothing_tape.h"
#include "core/twin/staleness.h"

namespace mw::twin {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

}  // namespace

class Replayer::Impl {
 public:
  Impl(const TwinDefinition& twin, const ReplayerOptions& options)
      : twin_(twin),
        keeps_covariance_(options.keeps_covariance),
        is_smoothed_(options.is_smoothed),
        filter_(makeFilter(twin)),
        clock_(twin.dt_s, dependsOnInterval(twin)),
        health_(twin.health),
        ladder_(twin.alerts),
        biases_(twin.measured.size()),
        has_fault_(twin.measured.size(), false),
        isolation_(twin),
        staleness_(twin.measured, twin.stale_after_intervals),
        inputs_(twin.inputs.size(), 0.0),
        inputs_before_(twin.inputs.size(), 0.0),
        n_(twin.states.size()),
        p_(twin.measured.size()) {
    for (int used = 1; used <= static_cast<int>(p_); ++used) {
      nis_limits_.push_back(estimation::nisLimit(used, twin.anomaly_sigma));
    }
    if (options.late_window_s > 0) queue_.emplace(options.late_window_s);
    if (options.first_interval_s > 0) clock_.setFirstInterval(options.first_interval_s);
    if (is_smoothed_ && !filter_->canSmooth()) {
      throw InputError(twin.filter_place,
                       twin.modes.size() > 1 ? "particle filters between which a model switches can't be smoothed"
                                             : "the particle filter can't be smoothed without a density of its steps",
                       twin.modes.size() > 1
                           ? "use \"kalman\", \"extended\" or \"unscented\", or replay without smoothing"
                           : "give a Q that is positive definite and no process noise inside f, or "
                             "replay without smoothing");
    }
    if (is_smoothed_) memory_ = filter_->rememberRows();
    result_.states = twin.states;
    for (const TwinMode& mode : twin.modes) {
      if (twin.modes.size() > 1) result_.modes.push_back(mode.name);
    }
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
    if (!queue_) {
      if (isNext(t_s)) useRow(t_s, inputs, readings);
      return;
    }
    row_.assign(inputs.begin(), inputs.end());
    row_.insert(row_.end(), readings.begin(), readings.end());
    queue_->add(t_s, row_);
    useSettledRows();
  }

  [[nodiscard]] const ReplayResult& result() const { return result_; }

  ReplayResult finish(const std::stop_token& stop) {
    if (queue_) {
      queue_->close();
      useSettledRows();
    }
    if (is_smoothed_ && memory_ != nullptr) storeSmoothed(memory_->smoothed(stop), result_);
    if (is_smoothed_ && memory_ == nullptr) tape_.smooth(*makeFilter(twin_), result_, stop);
    result_.is_smoothed = is_smoothed_;
    std::stable_sort(result_.alerts.begin(), result_.alerts.end(),
                     [](const Alert& a, const Alert& b) { return a.t_s < b.t_s; });
    warnOfRows();
    warnOfLinearisation();
    noteLateRows(result_, queue_ ? queue_->late() : late_);
    return std::move(result_);
  }

 private:
  /// Without a window: whether the row comes after those before it.
  bool isNext(double t_s) {
    const bool is_next = result_.rows == 0 ? std::isfinite(t_s) : t_s > result_.t_s.back();
    if (!is_next && ++late_.dropped == 1) late_.first_dropped_s = t_s;
    return is_next;
  }

  void useSettledRows() {
    while (const auto row = queue_->next()) {
      const std::span<const double> values = row->values;
      useRow(row->t_s, values.first(inputs_.size()), values.subspan(inputs_.size()));
    }
  }

  void useRow(double t_s, std::span<const double> inputs, std::span<const double> readings) {
    const RowSteps steps = clock_.advanceTo(t_s);
    isolation_.beginRow(*filter_);
    holdOver(steps);
    takeInputs(inputs);
    staleness_.beforeReadings(t_s, readings, result_.alerts);
    const api::ProcessStep step{t_s, steps.dt_s, inputs_, steps.noise_share};
    const estimation::CorrectionNumbers numbers =
        steps.moves ? filter_->predictAndCorrect(step, readings) : filter_->correct(step, readings);
    if (steps.moves) noteLinearisation(t_s);
    isolation_.endRow(steps, inputs_before_, inputs_, readings);
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
    if (memory_ != nullptr) {
      memory_->endRow();
    } else if (is_smoothed_) {
      tape_.add(steps, inputs_before_, inputs_, filter_->covariance());
    }
    if (is_used) testForBias(t_s, is_stale);
    if (!is_stale) raiseHealthAlert(t_s);
  }

  void warnOfRows() {
    if (result_.held_inputs > 0) {
      result_.warnings.push_back(
          fmt::format("{} missing input values: the last one was held (0 before the first)", result_.held_inputs));
    }
    if (result_.skipped_rows > 0) {
      result_.warnings.push_back(
          fmt::format("the innovation covariance could not be inverted in {} rows: they were predicted only",
                      result_.skipped_rows));
    }
  }

  static bool dependsOnInterval(const TwinDefinition& twin) {
    return std::any_of(twin.modes.begin(), twin.modes.end(),
                       [](const TwinMode& mode) { return mode.model.noisy.process->dependsOnInterval(); });
  }

  void warnOfLinearisation() {
    if (bent_rows_ == 0) return;
    result_.warnings.push_back(fmt::format(
        "the extended filter is out of its depth in {} of {} rows: the curvature of the model moves the estimate by up "
        "to {:.3g} of the process noise (limit {}), worst at t = {} s; use the filter \"unscented\"",
        bent_rows_, result_.rows, worst_excess_, estimation::kLinearisationLimit, numberText(worst_t_s_)));
  }

  void holdOver(const RowSteps& steps) {
    if (steps.held > 0) {
      filter_->predictMany({steps.t_s - steps.dt_s, steps.dt_s, inputs_, steps.noise_share}, steps.held);
    }
    if (is_smoothed_ || isolation_.canIsolate()) inputs_before_ = inputs_;
  }

  void takeInputs(std::span<const double> inputs) {
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (std::isfinite(inputs[i])) {
        inputs_[i] = inputs[i];
      } else {
        ++result_.held_inputs;
      }
    }
  }

  void noteLinearisation(double t_s) {
    const double excess = filter_->linearisationExcess();
    if (!(excess > estimation::kLinearisationLimit)) return;
    ++bent_rows_;
    if (excess > worst_excess_) worst_t_s_ = t_s;
    worst_excess_ = std::max(worst_excess_, excess);
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
    if (is_anomaly && numbers.used > 1) {
      auto isolation = isolateRow(result_.measured, innovation, filter_->innovationCovariance(), result_.rows);
      if (isolation) result_.isolations.push_back(std::move(*isolation));
    }
    result_.health.push_back(health_.health());
    result_.stale.push_back(is_stale ? 1 : 0);
    result_.age_s.push_back(staleness_.oldest_s());
    const std::span<const double> modes = filter_->modeProbabilities();
    result_.mode_probability.insert(result_.mode_probability.end(), modes.begin(), modes.end());
    ++result_.rows;
  }

  void requireFinite(double t_s) const {
    double sum = 0;
    for (const double value : filter_->mean()) sum += value;
    for (std::size_t i = 0; i < n_; ++i) sum += filter_->covariance()[i * n_ + i];
    if (std::isfinite(sum)) return;
    if (twin_.spectral_radius == 0) {
      throw NumericalError(fmt::format(
          "row {} (t = {} s): the model gave a value that is not finite; check its formulas and their domains (log, "
          "sqrt, division), the integrator's step and the units of the inputs",
          result_.rows, numberText(t_s)));
    }
    throw NumericalError(fmt::format("row {} (t = {} s): the estimate overflowed; the spectral radius of F is {:.4g}{}",
                                     result_.rows, numberText(t_s), twin_.spectral_radius,
                                     twin_.spectral_radius > 1 ? ", so the model is unstable" : ""));
  }

  void testForBias(double t_s, bool is_stale) {
    const std::span<const double> innovation = filter_->innovation();
    const std::span<const double> S = filter_->innovationCovariance();
    std::optional<Isolation> isolation;
    for (std::size_t i = 0; i < p_; ++i) {
      const double variance = S[i * p_ + i];
      if (!(variance > 0)) continue;
      const bool is_fault = biases_[i].add(innovation[i] / std::sqrt(variance));
      if (!is_fault) has_fault_[i] = false;
      if (!is_fault || has_fault_[i] || is_stale) continue;
      has_fault_[i] = true;
      if (!isolation && isolation_.canIsolate()) isolation = isolation_.isolate(twin_, result_.rows - 1);
      result_.alerts.push_back(
          {t_s, AlertKind::Fault,
           fmt::format("{}: reads {} the model for many readings in a row (bias test at {:.1f}, "
                       "limit 5){}{}",
                       twin_.measured[i].name, biases_[i].score() > 0 ? "above" : "below", std::abs(biases_[i].score()),
                       isolation ? "; " : "", isolation ? isolation->says : ""),
           isolation});
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
  bool is_smoothed_;
  std::unique_ptr<estimation::StateFilter> filter_;
  std::optional<RowQueue> queue_;  ///< where rows may come late
  LateRows late_;                  ///< where they may not
  std::vector<double> row_;
  StepClock clock_;
  SmoothingTape tape_;
  estimation::RowMemory* memory_ = nullptr;  ///< of the filter, where it smooths by itself
  HealthScore health_;
  AlertLadder ladder_;
  std::vector<estimation::BiasTest> biases_;
  std::vector<bool> has_fault_;
  IsolationWindow isolation_;
  StalenessClock staleness_;
  std::vector<double> inputs_;
  std::vector<double> inputs_before_;
  std::vector<double> nis_limits_;  ///< by number of signals used, less one
  std::size_t n_;
  std::size_t p_;
  std::size_t bent_rows_ = 0;  ///< where the linearisation is not to be trusted
  double worst_excess_ = 0;
  double worst_t_s_ = 0;
  ReplayResult result_;
};

namespace {

const TwinDefinition& runnable(const TwinDefinition& twin) {
  requireRunnable(twin);
  return twin;
}

}  // namespace

Replayer::Replayer(const TwinDefinition& twin, const ReplayerOptions& options)
    : impl_(std::make_unique<Impl>(runnable(twin), options)) {}
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
ReplayResult Replayer::finish(const std::stop_token& stop) {
  return impl_->finish(stop);
}

}  // namespace mw::twin
