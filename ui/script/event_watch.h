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
    std::string excuse;  ///< empty, but where excuse() was called
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
  /// What the loop called does something now that cannot be quick on every machine, and why: it is told apart.
  void excuse(const std::string& why);
  /// CPU time that what the loop called has used so far.
  [[nodiscard]] double used_ms() const { return now().cpu_ms - since_.cpu_ms; }
  /// Counts from here on.
  void reset();

  [[nodiscard]] std::size_t handlerCount() const { return handlers_; }
  /// Handlers above kLong_ms of wall time.
  [[nodiscard]] std::size_t longCount() const { return longs_; }
  /// The longest by wall time, worst first, at most ten.
  [[nodiscard]] const std::vector<Handler>& worst() const { return worst_; }
  /// Those with the most CPU time, at most ten, without what was excused.
  [[nodiscard]] const std::vector<Handler>& busy() const { return busy_; }
  /// The first of them; zeros before there is one.
  [[nodiscard]] Handler busiest() const { return busy_.empty() ? Handler() : busy_.front(); }
  /// All that were excused, in their order.
  [[nodiscard]] const std::vector<Handler>& excused() const { return excused_; }
  /// {"handlers", "over_100_ms", "busiest", "busy": [...], "excused": [...],
  ///  "worst": [{"receiver", "class", "event", "wall_ms", "cpu_ms", "excuse"}]}
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
  std::vector<Handler> busy_;
  std::vector<Handler> excused_;
};

/// A line for people: "120 ms (80 ms of CPU): Timer of QTimer "viewport"", and its excuse.
[[nodiscard]] std::string text(const EventWatch::Handler& handler);

}  // namespace mw::script
