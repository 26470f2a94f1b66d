// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay_stream.h"

#include <chrono>
#include <limits>
#include <optional>
#include <utility>

#include "core/twin/log_blocks.h"
#include "core/twin/log_columns.h"
#include "core/twin/replay.h"
#include "core/twin/twin_columns.h"

namespace mw::twin {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kRowsBetweenReports = 8192;

}  // namespace

class ReplayStream::Impl {
 public:
  Impl(const TwinDefinition& twin, const ReplayStreamOptions& options, ReplayRowsSink sink)
      : twin_(twin),
        options_(options),
        sink_(std::move(sink)),
        rows_between_(options.is_row_by_row ? 1 : kRowsBetweenReports) {
    MW_REQUIRE(!(options_.is_smoothed && sink_));
  }

  void add(const Log& block) {
    if (!replayer_ && waiting_.rowCount() + block.rowCount() < 2) {
      joinInto(waiting_)(Log(block));
      return;
    }
    if (!replayer_) {
      begin(intervalTo(block));
      useWaiting();
    }
    use(block);
  }

  ReplayResult finish() {
    if (!replayer_) {
      begin(0.0);
      useWaiting();
    }
    if (sink_) handOn();
    if (options_.onFiltered) options_.onFiltered(replayer_->result());
    const Clock::time_point started = Clock::now();
    ReplayResult result = replayer_->finish(options_.stop);
    result.seconds = seconds_ + std::chrono::duration<double>(Clock::now() - started).count();
    return result;
  }

 private:
  /// Between the first two rows of the log.
  [[nodiscard]] double intervalTo(const Log& block) const {
    return waiting_.t_s.empty() ? block.t_s[1] - block.t_s[0] : block.t_s[0] - waiting_.t_s[0];
  }

  void begin(double first_interval_s) {
    replayer_.emplace(twin_, ReplayerOptions{.keeps_covariance = options_.keeps_covariance,
                                             .is_smoothed = options_.is_smoothed,
                                             .first_interval_s = first_interval_s});
    replayer_->reserve(sink_ ? rows_between_ : options_.row_count);
  }

  void useWaiting() { use(std::exchange(waiting_, {})); }

  void use(const Log& block) {
    if (block.series.empty() && block.t_s.empty()) return;  // nothing waited
    TwinColumns columns(twin_, block);
    requireGrowingTime(block, last_s_);
    started_ = Clock::now();
    for (std::size_t row = 0; row < block.rowCount(); ++row) {
      replayer_->addRow(block.t_s[row], columns.inputs(row), columns.readings(row));
      if (++since_report_ >= rows_between_) report();
    }
    if (!block.t_s.empty()) last_s_ = block.t_s.back();
    seconds_ += std::chrono::duration<double>(Clock::now() - started_).count();
  }

  /// What the sink and the progress take does not count as time of the replay.
  void report() {
    seconds_ += std::chrono::duration<double>(Clock::now() - started_).count();
    row_count_ += std::exchange(since_report_, 0);
    if (options_.stop.stop_requested()) throw Cancelled("replay stopped, nothing was kept");
    if (sink_) handOn();
    if (options_.progress) {
      options_.progress({static_cast<double>(row_count_), static_cast<double>(options_.row_count), "rows"});
    }
    started_ = Clock::now();
  }

  void handOn() {
    if (replayer_->result().t_s.empty()) return;
    sink_(replayer_->result());
    replayer_->forgetRows();
  }

  const TwinDefinition& twin_;
  ReplayStreamOptions options_;
  ReplayRowsSink sink_;
  std::optional<Replayer> replayer_;  ///< once the first interval is known
  Log waiting_;                       ///< a first row on its own
  std::size_t rows_between_;          ///< reports
  std::size_t since_report_ = 0;
  std::size_t row_count_ = 0;  ///< until then
  double last_s_ = -std::numeric_limits<double>::infinity();
  Clock::time_point started_;
  double seconds_ = 0;
};

ReplayStream::ReplayStream(const TwinDefinition& twin, const ReplayStreamOptions& options, ReplayRowsSink sink)
    : impl_(std::make_unique<Impl>(twin, options, std::move(sink))) {}
ReplayStream::~ReplayStream() = default;

void ReplayStream::add(const Log& block) {
  impl_->add(block);
}
ReplayResult ReplayStream::finish() {
  return impl_->finish();
}

}  // namespace mw::twin
