// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QObject>
#include <chrono>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace mw::script {

/// How long the GUI thread is deaf: the time of each event handler of the event loop, from the delivery of the event
/// until the loop can take the next one. What handlers send each other counts for the one that the loop called; time
/// that a nested loop (a dialog, a menu, processEvents) spends on its own events does not count for who opened it.
/// What comes through a native window is told under the first widget that gets it.
///
/// Two clocks: wall time is what a user feels, CPU time of the thread is what the handler asks for, whatever else the
/// machine does. GUI thread.
class EventWatch : public QObject {
  Q_OBJECT
 public:
  /// A handler that took long.
  struct Handler {
    std::string receiver;  ///< objectName, or that of the nearest named parent
    std::string of_class;  ///< of the receiver
    std::string event;     ///< "Timer", "MouseButtonPress"
    double wall_ms = 0;
    double cpu_ms = 0;
  };
  static constexpr double kLong_ms = 100;

  /// Brackets the delivery of one event; for QCoreApplication::notify().
  class Span {
   public:
    Span(EventWatch& watch, const QObject* receiver, const QEvent& event);
    ~Span();
    Span(const Span&) = delete;
    Span& operator=(const Span&) = delete;

   private:
    EventWatch& watch_;
    bool is_of_loop_;
    Handler handler_;
    Handler* around_ = nullptr;  ///< that of the loop around this one
  };

  /// Follows the loops of this thread; needs the application to be there.
  void start();
  /// What was done since the loop called is not the program's (a script takes a picture).
  void forgive();
  /// Counts from here on.
  void reset();

  [[nodiscard]] std::size_t handlerCount() const { return handlers_; }
  /// Handlers above kLong_ms of wall time.
  [[nodiscard]] std::size_t longCount() const { return longs_; }
  /// The longest by wall time, worst first, at most ten.
  [[nodiscard]] const std::vector<Handler>& worst() const { return worst_; }
  /// The one with the most CPU time; zeros before the first.
  [[nodiscard]] const Handler& busiest() const { return busiest_; }
  /// {"handlers", "over_100_ms", "busiest", "worst": [{"receiver", "class", "event", "wall_ms", "cpu_ms"}]}
  [[nodiscard]] Json json() const;

 private:
  struct Clocks {
    std::chrono::steady_clock::time_point wall;
    double cpu_ms = 0;
  };
  [[nodiscard]] static Clocks now();
  /// A loop is about to deliver: what the handler around it did so far is one stretch.
  void turn();
  void close(Handler handler);

  Clocks since_;             ///< begin of the present stretch
  std::size_t depth_ = 0;    ///< of deliveries
  std::size_t base_ = 0;     ///< depth of the innermost loop
  Handler* open_ = nullptr;  ///< what the innermost loop has called
  bool is_window_ = false;   ///< the receiver is a native window, which hands on what it gets
  std::size_t handlers_ = 0;
  std::size_t longs_ = 0;
  std::vector<Handler> worst_;
  Handler busiest_;
};

/// A line for people: "120 ms (80 ms of CPU): Timer of QTimer "viewport"".
[[nodiscard]] std::string text(const EventWatch::Handler& handler);

}  // namespace mw::script
