// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/script_run.h"

#include <QCoreApplication>
#include <QTimer>
#include <chrono>
#include <cstdio>

#include "core/base/json.h"
#include "ui/script/widget_tree.h"
#include "ui/script/window_shot.h"

namespace mw::app {
namespace {

/// Long enough for the hall to settle into its fine picture, and for the library's pictures.
constexpr std::chrono::milliseconds kSettle{1500};

}  // namespace

ScriptRun::ScriptRun(panels::MainWindow& window, const Arguments& arguments)
    : QObject(&window), window_(window), arguments_(arguments) {
  const bool is_wanted = !arguments.ui_script.isEmpty() || !arguments.ui_shot.isEmpty() || !arguments.ui_tree.isEmpty();
  if (!is_wanted) return;
  std::vector<script::Step> steps;
  if (!arguments.ui_script.isEmpty()) steps = script::readScript(arguments.ui_script.toStdString());
  const script::SceneLocator locator{
      [&window](double x_m, double y_m, double z_m) { return window.viewport().worldToWidget(x_m, y_m, z_m); },
      [&window](const QString& id) { return window.viewport().elementToWidget(id.toStdString()); }};
  player_ = std::make_unique<script::ScriptPlayer>(window, locator, std::move(steps));
  connect(player_.get(), &script::ScriptPlayer::finished, this,
          [this] { QTimer::singleShot(kSettle, this, [this] { finish(0); }); });
  connect(player_.get(), &script::ScriptPlayer::failed, this, [this](const QString& message) {
    std::fprintf(stderr, "%s\n", qPrintable(message));
    finish(1);
  });
}

void ScriptRun::startWhenShown() {
  if (!player_) return;
  if (window_.isHome()) {
    QTimer::singleShot(kSettle, player_.get(), [this] { player_->start(); });
    return;
  }
  connect(&window_.viewport(), &panels::Viewport::firstFrameShown, player_.get(), [this] { player_->start(); });
}

void ScriptRun::finish(int exit_code) {
  try {
    if (!arguments_.ui_shot.isEmpty()) script::writeWindowShot(window_, arguments_.ui_shot);
    if (!arguments_.ui_tree.isEmpty()) {
      writeTextFile(arguments_.ui_tree.toStdString(), script::widgetTree().dump(1) + "\n");
    }
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    exit_code = 4;
  }
  QCoreApplication::exit(exit_code);
}

}  // namespace mw::app
