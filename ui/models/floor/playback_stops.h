// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "core/events/collect/recording.h"
#include "ui/models/playback.h"

namespace mw::models {

/// Where the playback pauses by itself: at a time, and whenever an element comes into a state. The cursor then stands
/// exactly there. GUI thread.
class PlaybackStops : public QObject {
  Q_OBJECT
 public:
  /// An element of the run, by index, that becomes blocked or down.
  struct When {
    std::uint32_t element = 0;
    factory::ElementState state = factory::ElementState::Down;
    bool operator==(const When&) const = default;
  };

  explicit PlaybackStops(Playback& playback, QObject* parent = nullptr);

  /// The times of `when` are this run's. @param recording  may be null
  void setRecording(std::shared_ptr<const events::Recording> recording);
  void setTime(std::optional<double> time_s);
  void setWhen(std::optional<When> when);
  [[nodiscard]] std::optional<double> time_s() const { return time_s_; }
  [[nodiscard]] std::optional<When> when() const { return when_; }
  /// The next one after t_s; none: it plays to the end.
  [[nodiscard]] std::optional<double> nextAfter(double t_s) const;

 signals:
  void changed();
  /// The playback has paused at a stop.
  void stopped(double time_s);

 private:
  void findTimes();
  void check(double time_s);

  Playback& playback_;
  std::shared_ptr<const events::Recording> recording_;
  std::optional<double> time_s_;
  std::optional<When> when_;
  std::vector<double> times_s_;  ///< of when_, ascending
  double before_s_ = 0;
};

}  // namespace mw::models
