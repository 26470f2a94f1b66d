// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace mw::models {

/// The stretch of time that all plots of a replay, or of a run, show.
///
/// At all times: 0 <= from, to <= extent, to - from >= the shortest width (or all there is). While it follows, the
/// cursor is in view and stays so: zooming changes the width alone, panning does nothing, and neither ends it; only
/// setFollowing() does. Panning never changes the width, and zooming back and forth about a point leads back.
class TimeAxis : public QObject {
  Q_OBJECT
 public:
  static constexpr double kNowShare = 0.75;  ///< where the cursor stands in the view while following

  using QObject::QObject;

  [[nodiscard]] double from_s() const { return from_s_; }
  [[nodiscard]] double to_s() const { return from_s_ + width_s_; }
  [[nodiscard]] double width_s() const { return width_s_; }
  [[nodiscard]] double extent_s() const { return extent_s_; }
  [[nodiscard]] bool isFollowing() const { return is_following_; }
  [[nodiscard]] bool showsAll() const { return width_s_ >= extent_s_; }

  /// How long the log is; a view of all of it stays one.
  void setExtent(double extent_s);
  /// Where the shared cursor stands.
  void setNow(double now_s);
  void setFollowing(bool is_following);
  /// @param factor    below 1 shows less
  /// @param anchor_s  stays where it is on the screen, as far as the log reaches; not used while following
  void zoom(double factor, double anchor_s);
  void pan(double by_s);
  /// Ends no following: then only the width is taken.
  void show(double from_s, double to_s);
  void showAll() { show(0, extent_s_); }

 signals:
  void changed();
  void followingChanged(bool is_following);

 private:
  [[nodiscard]] double shortest_s() const;
  void place(double from_s, double width_s);

  double extent_s_ = 0;
  double from_s_ = 0;
  double width_s_ = 0;
  double now_s_ = 0;
  bool is_following_ = false;
};

}  // namespace mw::models
