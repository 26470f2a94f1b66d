// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/playback.h"

#include <algorithm>
#include <cmath>

namespace mw::models {

void Playback::setDuration(double duration_s) {
  duration_s_ = std::max(0.0, duration_s);
  emit durationChanged(duration_s_);
  if (time_s_ > duration_s_) seek(duration_s_);
}

void Playback::setWantedSpeed(double times_real_time) {
  wanted_speed_ = std::clamp(times_real_time, 0.01, 1e6);
  emit speedChanged(wanted_speed_, reached_speed_);
}

void Playback::play() {
  if (is_playing_ || duration_s_ <= 0) return;
  if (time_s_ >= duration_s_) seek(0);
  is_playing_ = true;
  window_real_s_ = window_simulated_s_ = 0;
  emit playingChanged(true);
}

void Playback::pause() {
  if (!is_playing_) return;
  is_playing_ = false;
  reached_speed_ = 0;
  emit playingChanged(false);
  emit speedChanged(wanted_speed_, reached_speed_);
}

void Playback::seek(double time_s) {
  const double clamped = std::clamp(time_s, 0.0, duration_s_);
  if (clamped == time_s_) return;
  time_s_ = clamped;
  emit timeChanged(time_s_);
}

void Playback::setLoop(Loop loop) {
  loop_ = loop;
  emit loopChanged();
}

void Playback::setSelection(double from_s, double to_s) {
  selection_from_s_ = std::clamp(from_s, 0.0, duration_s_);
  selection_to_s_ = std::clamp(to_s, selection_from_s_, duration_s_);
  emit loopChanged();
}

double Playback::looped(double time_s) const {
  if (loop_ == Loop::Off) return time_s;
  const bool is_part = loop_ == Loop::Selection && selection_to_s_ > selection_from_s_;
  const double from_s = is_part ? selection_from_s_ : 0;
  const double to_s = is_part ? selection_to_s_ : duration_s_;
  if (time_s < from_s || to_s <= from_s) return from_s;
  return time_s < to_s ? time_s : from_s + std::fmod(time_s - from_s, to_s - from_s);
}

void Playback::drive(double time_s, double reached_speed) {
  seek(time_s);
  if (reached_speed == reached_speed_) return;
  reached_speed_ = reached_speed;
  emit speedChanged(wanted_speed_, reached_speed_);
}

void Playback::advance(double elapsed_s) {
  if (!is_playing_ || is_driven_ || elapsed_s <= 0) return;
  // A stall of the computer slows the show instead of jumping through it.
  constexpr double kLongestFrame_s = 0.25;
  const double wanted_s = time_s_ + std::min(elapsed_s, kLongestFrame_s) * wanted_speed_;
  const double shown_s = std::min(wanted_s, duration_s_) - time_s_;
  seek(looped(wanted_s));
  window_real_s_ += elapsed_s;
  window_simulated_s_ += shown_s;
  if (window_real_s_ >= 1) {
    reached_speed_ = window_simulated_s_ / window_real_s_;
    window_real_s_ = window_simulated_s_ = 0;
    emit speedChanged(wanted_speed_, reached_speed_);
  }
  if (time_s_ >= duration_s_ && loop_ == Loop::Off) pause();
}

void Playback::setFactoryTime(bool is_factory_time) {
  if (is_factory_time == is_factory_time_) return;
  is_factory_time_ = is_factory_time;
  emit timeChanged(time_s_);
}

}  // namespace mw::models
