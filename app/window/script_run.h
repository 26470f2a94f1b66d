// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "app/window/arguments.h"
#include "ui/panels/main_window.h"
#include "ui/script/event_watch.h"
#include "ui/script/script_player.h"

namespace mw::app {

/// Plays a UI script on the window and ends the program: with 0, or with 1 when a step could not be done. Does nothing
/// when neither script, picture nor tree is asked for.
class ScriptRun : public QObject {
  Q_OBJECT
 public:
  /// @throws InputError for a script that cannot be read
  ScriptRun(panels::MainWindow& window, const Arguments& arguments, script::EventWatch& watch);
  void startWhenShown();

 private:
  void finish(int exit_code);
  void start();
  void reportWatch() const;
  void excuseShaders();

  panels::MainWindow& window_;
  Arguments arguments_;
  script::EventWatch& watch_;
  bool has_started_ = false;
  std::size_t compiled_ = 0;  ///< bytes of shaders after the newest picture that took long
  std::unique_ptr<script::ScriptPlayer> player_;
};

}  // namespace mw::app
