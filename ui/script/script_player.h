// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <deque>

#include "ui/script/event_watch.h"
#include "ui/script/script.h"
#include "ui/script/widget_lookup.h"

namespace mw::script {

/// Plays a UI script on a window, a step per turn of the event loop, so that the program lives between steps.
class ScriptPlayer : public QObject {
  Q_OBJECT
 public:
  ScriptPlayer(QWidget& window, SceneLocator locator, std::vector<Step> steps, QObject* parent = nullptr);
  void start();
  /// What tells how responsive the window was; outlives the player. Without one, expect-responsive cannot be played.
  void setWatch(EventWatch& watch) { watch_ = &watch; }

 signals:
  void finished();
  /// A step could not be done or an expectation does not hold; names the step. The rest is not played.
  void failed(const QString& message);

 private:
  void playNext();
  void play(const Step& step);
  void playMouse(const Step& step);
  void playDrag(const Step& step);
  void playDrop(const Step& step);
  void playKey(const Step& step);
  /// Whether a step's time has not come: what it waits for is not so, or its widget is not there yet.
  [[nodiscard]] bool mustWait(const Step& step) const;
  void waitFor(const Step& step);
  void expectResponsive(const Step& step) const;
  void shoot(const Step& step) const;
  void writeTree(const QString& file) const;

  [[nodiscard]] QWidget& target(const Step& step) const;
  /// The window that was pointed at last, as far as it is still there: keys go to it.
  [[nodiscard]] QWidget& windowOfKeys() const;
  [[nodiscard]] QPoint point(const Step& step, const QWidget& widget, const char* key) const;
  [[nodiscard]] bool holds(const Step& step) const;
  [[noreturn]] static void fail(const Step& step, const std::string& cause, const std::string& cure);

  QWidget& window_;
  QPointer<QWidget> pointed_at_;
  SceneLocator locator_;
  std::deque<Step> steps_;
  double waited_ms_ = 0;
  EventWatch* watch_ = nullptr;
};

}  // namespace mw::script
