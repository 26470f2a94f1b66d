// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/script_run.h"

#include <QCoreApplication>
#include <QOpenGLWidget>
#include <QTimer>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

#include "core/base/json.h"
#include "ui/script/widget_tree.h"
#include "ui/script/window_shot.h"

namespace mw::app {
namespace {

/// Long enough for the hall to settle into its fine picture, and for the library's pictures.
constexpr std::chrono::milliseconds kSettle{1500};

/// Bytes of code in this program that lie in no file.
std::size_t compiledCode() {
  std::size_t size = 0;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    char executable = 0;
    unsigned long inode = 1;
    const int read =
        std::sscanf(line.c_str(), "%lx-%lx %*c%*c%c%*c %*x %*x:%*x %lu", &begin, &end, &executable, &inode);
    if (read == 4 && executable == 'x' && inode == 0) size += end - begin;
  }
  return size;
}

}  // namespace

ScriptRun::ScriptRun(panels::MainWindow& window, const Arguments& arguments, script::EventWatch& watch)
    : QObject(&window), window_(window), arguments_(arguments), watch_(watch) {
  const bool is_wanted = !arguments.ui_script.isEmpty() || !arguments.ui_shot.isEmpty() || !arguments.ui_tree.isEmpty();
  if (!is_wanted) return;
  std::vector<script::Step> steps;
  if (!arguments.ui_script.isEmpty()) steps = script::readScript(arguments.ui_script.toStdString());
  const script::SceneLocator locator{
      [&window](double x_m, double y_m, double z_m) { return window.viewport().worldToWidget(x_m, y_m, z_m); },
      [&window](const QString& id) { return window.viewport().elementToWidget(id.toStdString()); }};
  player_ = std::make_unique<script::ScriptPlayer>(window, locator, std::move(steps));
  player_->setWatch(watch_);
  if (auto* hall = window.viewport().findChild<QOpenGLWidget*>()) {
    connect(hall, &QOpenGLWidget::aboutToCompose, this, &ScriptRun::excuseShaders);
  }
  connect(player_.get(), &script::ScriptPlayer::finished, this,
          [this] { QTimer::singleShot(kSettle, this, [this] { finish(0); }); });
  connect(player_.get(), &script::ScriptPlayer::failed, this, [this](const QString& message) {
    std::fprintf(stderr, "%s\n", qPrintable(message));
    finish(1);
  });
}

/// Without a graphics card the driver compiles shaders for the processor, when a picture first needs them: on this
/// thread, some tenths of a second, and nobody can do it before.
void ScriptRun::excuseShaders() {
  constexpr double kLong_ms = 25;  // looking costs a millisecond or two
  if (watch_.used_ms() < kLong_ms) return;
  const std::size_t size = compiledCode();
  if (size > compiled_) watch_.excuse("the driver compiles shaders");
  compiled_ = size;
}

void ScriptRun::startWhenShown() {
  if (!player_) return;
  const auto start_soon = [this] { QTimer::singleShot(kSettle, this, &ScriptRun::start); };
  if (window_.isHome()) return start_soon();
  // The hall comes with its file, the home page where that cannot be opened.
  connect(&window_.viewport(), &panels::Viewport::firstFrameShown, this, start_soon);
  connect(&window_, &panels::MainWindow::homeShown, this, start_soon);
}

void ScriptRun::start() {
  if (std::exchange(has_started_, true)) return;
  // How long the start takes is told by the first frame; from here on handlers count.
  if (arguments_.says_timing) reportWatch();
  watch_.reset();
  player_->start();
}

void ScriptRun::reportWatch() const {
  std::printf("%zu event handlers, %zu above %.0f ms\n", watch_.handlerCount(), watch_.longCount(),
              script::EventWatch::kLong_ms);
  for (const script::EventWatch::Handler& handler : watch_.worst()) std::printf("  %s\n", text(handler).c_str());
  std::printf("most CPU time:\n");
  for (const script::EventWatch::Handler& handler : watch_.busy()) std::printf("  %s\n", text(handler).c_str());
  for (const script::EventWatch::Handler& handler : watch_.excused()) std::printf("  %s\n", text(handler).c_str());
}

void ScriptRun::finish(int exit_code) {
  if (arguments_.says_timing) reportWatch();
  try {
    if (!arguments_.ui_shot.isEmpty()) script::writeWindowShot(window_, arguments_.ui_shot);
    if (!arguments_.ui_tree.isEmpty()) {
      Json tree = script::widgetTree();
      tree["events"] = watch_.json();
      writeTextFile(arguments_.ui_tree.toStdString(), tree.dump(1) + "\n");
    }
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    exit_code = 4;
  }
  window_.close();  // as a user would: what belongs to closing is done, edits or not
  QCoreApplication::exit(exit_code);
}

}  // namespace mw::app
