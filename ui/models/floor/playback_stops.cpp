// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/playback_stops.h"

#include <algorithm>

namespace mw::models {

PlaybackStops::PlaybackStops(Playback& playback, QObject* parent) : QObject(parent), playback_(playback) {
  connect(&playback_, &Playback::timeChanged, this, &PlaybackStops::check);
  connect(&playback_, &Playback::playingChanged, this, [this] { before_s_ = playback_.time_s(); });
}

void PlaybackStops::setRecording(std::shared_ptr<const events::Recording> recording) {
  recording_ = std::move(recording);
  if (when_ && (!recording_ || when_->element >= recording_->elementCount())) when_.reset();
  findTimes();
  emit changed();
}

void PlaybackStops::setTime(std::optional<double> time_s) {
  if (time_s == time_s_) return;
  time_s_ = time_s;
  emit changed();
}

void PlaybackStops::setWhen(std::optional<When> when) {
  if (when && (!recording_ || when->element >= recording_->elementCount())) when.reset();
  if (when == when_) return;
  when_ = when;
  findTimes();
  emit changed();
}

/// An element is in the state while one of its places is.
void PlaybackStops::findTimes() {
  times_s_.clear();
  if (!when_ || !recording_) return;
  std::vector<bool> is_in;
  int count = 0;
  for (const events::StateChange& change : recording_->statesOf(when_->element)) {
    if (change.place >= is_in.size()) is_in.resize(change.place + 1U, false);
    const bool is_now = change.state == when_->state;
    if (is_now == is_in[change.place]) continue;
    is_in[change.place] = is_now;
    count += is_now ? 1 : -1;
    if (is_now && count == 1) times_s_.push_back(change.at.seconds());
  }
}

std::optional<double> PlaybackStops::nextAfter(double t_s) const {
  std::optional<double> next;
  if (time_s_ && *time_s_ > t_s) next = time_s_;
  const auto later = std::ranges::upper_bound(times_s_, t_s);
  if (later != times_s_.end() && (!next || *later < *next)) next = *later;
  return next;
}

void PlaybackStops::check(double time_s) {
  const double before_s = std::exchange(before_s_, time_s);
  if (!playback_.isPlaying() || time_s <= before_s) return;
  const std::optional<double> stop_s = nextAfter(before_s);
  if (!stop_s || *stop_s > time_s) return;
  playback_.pause();
  playback_.seek(*stop_s);
  emit stopped(*stop_s);
}

}  // namespace mw::models
