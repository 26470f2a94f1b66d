// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace mw::models {

/// The time cursor that scene, plots and timeline share: plays at a wanted multiple of real time and says what it
/// reached. Knows nothing of what is played.
class Playback : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  [[nodiscard]] double time_s() const { return time_s_; }
  [[nodiscard]] double duration_s() const { return duration_s_; }
  [[nodiscard]] bool isPlaying() const { return is_playing_; }
  [[nodiscard]] double wantedSpeed() const { return wanted_speed_; }
  /// Simulated seconds per real second over about the last second; 0 while paused.
  [[nodiscard]] double reachedSpeed() const { return reached_speed_; }

  /// Keeps the cursor within the new duration.
  void setDuration(double duration_s);
  void setWantedSpeed(double times_real_time);
  /// Starts from the beginning when the cursor stands at the end.
  void play();
  void pause();
  void toggle() { is_playing_ ? pause() : play(); }
  void seek(double time_s);
  /// What happens at the end.
  enum class Loop { Off, All, Selection };
  void setLoop(Loop loop);
  [[nodiscard]] Loop loop() const { return loop_; }
  /// The stretch that Loop::Selection repeats; an empty one is all there is.
  void setSelection(double from_s, double to_s);
  [[nodiscard]] double selectionFrom_s() const { return selection_from_s_; }
  [[nodiscard]] double selectionTo_s() const { return selection_to_s_; }
  /// Called once per frame. @param elapsed_s  real time since the last call
  void advance(double elapsed_s);
  /// Another clock leads (the physics): advance() leaves the cursor alone, and drive() moves it.
  void setDriven(bool is_driven) { is_driven_ = is_driven; }
  void drive(double time_s, double reached_speed);
  /// What is played belongs to the factory's calendar; a log that is replayed does not.
  void setFactoryTime(bool is_factory_time);
  [[nodiscard]] bool isFactoryTime() const { return is_factory_time_; }

 signals:
  void timeChanged(double time_s);
  void durationChanged(double duration_s);
  void playingChanged(bool is_playing);
  void speedChanged(double wanted, double reached);
  void loopChanged();

 private:
  [[nodiscard]] double looped(double time_s) const;

  double time_s_ = 0;
  double duration_s_ = 0;
  double wanted_speed_ = 60;
  double reached_speed_ = 0;
  double selection_from_s_ = 0;
  double selection_to_s_ = 0;
  Loop loop_ = Loop::Off;
  double window_real_s_ = 0;
  double window_simulated_s_ = 0;
  bool is_playing_ = false;
  bool is_driven_ = false;
  bool is_factory_time_ = true;
};

}  // namespace mw::models
