// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "core/base/text.h"
#include "core/twin/linearisation_watch.h"
#include "core/twin/replay_alarms.h"
#include "core/twin/replay_recorder.h"
#include "core/twin/row_steps.h"
#include "core/twin/smoothing_tape.h"
#include "core/twin/staleness.h"

namespace mw::twin {

class Replayer::Impl {
 public:
  Impl(const TwinDefinition& twin, const ReplayerOptions& options)
      : twin_(twin),
        recorder_(twin, options.keeps_covariance),
        is_smoothed_(options.is_smoothed),
        filter_(makeFilter(twin)),
        clock_(twin.dt_s, dependsOnInterval(twin)),
        health_(twin.health),
        alarms_(twin),
        isolation_(twin),
        staleness_(twin.measured, twin.stale_after_intervals),
        inputs_(twin.inputs.size(), 0.0),
        inputs_before_(twin.inputs.size(), 0.0),
        n_(twin.states.size()) {
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

  void reserve(std::size_t rows) { recorder_.reserve(rows, result_); }

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

  void forgetRows() {
    MW_REQUIRE(!is_smoothed_);
    ReplayRecorder::forgetRows(result_);
  }

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
    if (auto warning = linearisation_.warning(result_.rows)) result_.warnings.push_back(std::move(*warning));
    noteLateRows(result_, queue_ ? queue_->late() : late_);
    return std::move(result_);
  }

 private:
  /// Without a window: whether the row comes after those before it.
  bool isNext(double t_s) {
    const bool is_next = result_.rows == 0 ? std::isfinite(t_s) : t_s > last_s_;
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
    if (steps.moves) linearisation_.add(t_s, filter_->linearisationExcess());
    isolation_.endRow(steps, inputs_before_, inputs_, readings);
    const bool is_stale = staleness_.afterReadings(t_s, readings);
    const bool is_used = numbers.status == estimation::CorrectionStatus::Applied ||
                         numbers.status == estimation::CorrectionStatus::Jittered;
    if (numbers.status == estimation::CorrectionStatus::NotInvertible) ++result_.skipped_rows;
    if (is_used) {
      health_.add(numbers.nis, numbers.used);
      result_.log_likelihood += numbers.log_likelihood;
    }
    requireFinite(t_s);
    last_s_ = t_s;
    const double health = health_.health();
    recorder_.add({t_s, numbers, is_used, health, is_stale, staleness_.oldest_s()}, *filter_, result_);
    if (memory_ != nullptr) {
      memory_->endRow();
    } else if (is_smoothed_) {
      tape_.add(steps, inputs_before_, inputs_, filter_->covariance());
    }
    if (is_used) alarms_.testForBias(t_s, *filter_, is_stale, isolate_, result_.alerts);
    if (!is_stale) alarms_.watchHealth(t_s, health, result_.alerts);
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

  void requireFinite(double t_s) const {
    double sum = 0;
    for (const double value : filter_->mean()) sum += value;
    for (std::size_t i = 0; i < n_; ++i) sum += filter_->covariance()[i * n_ + i];
    if (std::isfinite(sum)) return;
    if (twin_.spectral_radius == 0) {
      throw NumericalError(fmt::format(
          "row {} (t = {} s): the model gave a value that is not finite; check its formulas and their domains (log, "
          "sqrt, division), the integrator's step and the units of the inputs",
          result_.rows + 1, numberText(t_s)));
    }
    throw NumericalError(fmt::format("row {} (t = {} s): the estimate overflowed; the spectral radius of F is {:.4g}{}",
                                     result_.rows + 1, numberText(t_s), twin_.spectral_radius,
                                     twin_.spectral_radius > 1 ? ", so the model is unstable" : ""));
  }

  TwinDefinition twin_;
  ReplayRecorder recorder_;
  bool is_smoothed_;
  std::unique_ptr<estimation::StateFilter> filter_;
  std::optional<RowQueue> queue_;  ///< where rows may come late
  LateRows late_;                  ///< where they may not
  std::vector<double> row_;
  StepClock clock_;
  SmoothingTape tape_;
  estimation::RowMemory* memory_ = nullptr;  ///< of the filter, where it smooths by itself
  HealthScore health_;
  ReplayAlarms alarms_;
  LinearisationWatch linearisation_;
  IsolationWindow isolation_;
  StalenessClock staleness_;
  std::vector<double> inputs_;
  std::vector<double> inputs_before_;
  std::size_t n_;
  double last_s_ = 0;  ///< stamp of the last row used
  ReplayAlarms::Isolate isolate_ = [this]() -> std::optional<Isolation> {
    return isolation_.canIsolate() ? isolation_.isolate(twin_, result_.rows - 1) : std::nullopt;
  };
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
void Replayer::forgetRows() {
  impl_->forgetRows();
}
ReplayResult Replayer::finish(const std::stop_token& stop) {
  return impl_->finish(stop);
}

}  // namespace mw::twin
