// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QThread>

#include "ui/script/event_watch.h"

namespace mw::app {

/// The application, with a watch on how long each of its event handlers takes.
class WatchedApplication : public QApplication {
  Q_OBJECT
 public:
  WatchedApplication(int& argc, char** argv) : QApplication(argc, argv) { watch_.start(); }

  [[nodiscard]] script::EventWatch& watch() { return watch_; }

  bool notify(QObject* receiver, QEvent* event) override {
    if (QThread::currentThread() != thread()) return QApplication::notify(receiver, event);
    const script::EventWatch::Span span(watch_, receiver, *event);
    return QApplication::notify(receiver, event);
  }

 private:
  script::EventWatch watch_;
};

}  // namespace mw::app
