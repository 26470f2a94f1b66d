// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/replay_model.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "core/estimation/nis_test.h"
#include "ui/models/replay_note_kinds.h"

namespace mw::models {
namespace {

constexpr std::chrono::seconds kSettling(5);

}  // namespace

ReplayModel::ReplayModel(Playback& playback, jobs::JobService& jobs, ReplayServices services, QObject* parent)
    : QObject(parent), playback_(playback), jobs_(jobs), services_(std::move(services)), search_(jobs), rival_(jobs) {
  connect(&board_, &PlotBoard::edited, this, [this] { keepNote(kPlotsNote, kBoard, board_.toJson()); });
  connect(&board_, &PlotBoard::gapChanged, this, [this] {
    tracks_.clear();
    emit resultChanged();
    findGaps();
  });
  connect(&alarms_, &AlarmTable::seenChanged, this, &ReplayModel::keepSeen);
  connect(&search_, &AnomalySearch::setsChanged, this, &ReplayModel::showAlarms);
  connect(&rival_, &ReplayRival::changed, this, [this] {
    std::erase_if(tracks_, [](const auto& track) { return track.first.starts_with("other/"); });
    board_.setSignals(signalsOf(data()));
  });
  connect(&playback_, &Playback::timeChanged, this, [this](double time_s) {
    if (is_leading_) axis_.setNow(time_s);
  });
  settling_.setSingleShot(true);
  settling_.setInterval(kSettling);
  connect(&settling_, &QTimer::timeout, this, [this] {
    if (log_) twin::letGo(*log_);
  });
  const auto looked = [this] {
    if (!settling_.isActive()) settling_.start();
  };
  connect(&axis_, &TimeAxis::changed, this, looked);
  connect(&playback_, &Playback::timeChanged, this, looked);
  refresh();
}

void ReplayModel::setServices(ReplayServices services) {
  ++generation_;
  services_ = std::move(services);
  log_.reset();
  twin_.reset();
  result_.reset();
  smoothed_.reset();
  setup_ = {};
  rival_.clear();
  import_notes_.clear();
  seen_notes_.clear();
  layouts_.clear();
  board_.fromJson(Json{{"plots", Json::array()}});
  replay_alarms_.clear();
  search_.setLog(nullptr, {});
  showAlarms();
  showData();
  setProblem({});
  log_names_.clear();
  twins_.clear();
  emit namesChanged();
  list(true);
}

void ReplayModel::stepSample(int direction) {
  if (!log_ || log_->t_s.empty()) return;
  const double first_s = log_->t_s.front();
  const double at_s = first_s + playback_.time_s();
  // Half a nanosecond: stamps have nanoseconds, and the cursor may stand a rounding beside one.
  constexpr double kRounding_s = 0.5e-9;
  const double slack_s = kRounding_s + 4 * std::numeric_limits<double>::epsilon() * std::abs(at_s);
  const Column& t_s = log_->t_s;
  const auto next =
      direction > 0 ? std::ranges::upper_bound(t_s, at_s + slack_s) : std::ranges::lower_bound(t_s, at_s - slack_s) - 1;
  if ((direction > 0 && next == t_s.end()) || next < t_s.begin()) return;
  playback_.pause();
  playback_.seek(*next - first_s);
}

void ReplayModel::stepAlarm(int direction) {
  const int row = direction > 0 ? alarms_.after(playback_.time_s()) : alarms_.before(playback_.time_s());
  if (row < 0) return;
  playback_.pause();
  playback_.seek(alarms_.alarms()[static_cast<std::size_t>(row)].t_s);
}

double ReplayModel::duration_s() const {
  return log_ && !log_->t_s.empty() ? log_->t_s.back() - log_->t_s.front() : 0;
}

double ReplayModel::nisLimit() const {
  if (!twin_) return std::numeric_limits<double>::quiet_NaN();
  return estimation::nisLimit(static_cast<int>(twin_->measured.size()), twin_->anomaly_sigma);
}

void ReplayModel::setLeading(bool is_leading) {
  is_leading_ = is_leading;
  if (!is_leading_ || !log_) return;
  playback_.setDuration(duration_s());
  axis_.setNow(playback_.time_s());
}

void ReplayModel::setProblem(const QString& problem) {
  problem_ = problem;
  emit changed();
}

}  // namespace mw::models
