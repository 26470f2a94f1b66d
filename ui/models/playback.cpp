// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/playback.h"

#include <algorithm>

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
  const double before_s = time_s_;
  seek(time_s_ + std::min(elapsed_s, kLongestFrame_s) * wanted_speed_);
  window_real_s_ += elapsed_s;
  window_simulated_s_ += time_s_ - before_s;
  if (window_real_s_ >= 1) {
    reached_speed_ = window_simulated_s_ / window_real_s_;
    window_real_s_ = window_simulated_s_ = 0;
    emit speedChanged(wanted_speed_, reached_speed_);
  }
  if (time_s_ >= duration_s_) pause();
}

void Playback::setFactoryTime(bool is_factory_time) {
  if (is_factory_time == is_factory_time_) return;
  is_factory_time_ = is_factory_time;
  emit timeChanged(time_s_);
}

}  // namespace mw::models
