// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/window_memory.h"

#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QScreen>
#include <algorithm>
#include <array>

#include "core/base/json.h"

namespace mw::panels {
namespace {

constexpr auto kFormat = "millwright-window/1";
constexpr std::array<std::pair<Workspace, const char*>, 4> kNames = {{{Workspace::Build, "build"},
                                                                      {Workspace::Run, "run"},
                                                                      {Workspace::Experiment, "experiment"},
                                                                      {Workspace::Replay, "replay"}}};

std::string textOf(const QByteArray& bytes) {
  return bytes.toBase64().toStdString();
}

QByteArray bytesOf(const Json& text) {
  return QByteArray::fromBase64(QByteArray::fromStdString(text.get<std::string>()));
}

/// Enough of the window is on a screen to take hold of it.
bool isInView(const QRect& window) {
  constexpr int kHandle = 120;
  for (const QScreen* screen : QGuiApplication::screens()) {
    const QRect seen = screen->availableGeometry().intersected(window);
    if (seen.width() >= kHandle && seen.height() >= kHandle && seen.top() <= window.top() + kHandle) return true;
  }
  return false;
}

/// A window kept from larger screens becomes as large as these are, and lies on them.
void fitToScreens(MainWindow& window) {
  const QRect room = QGuiApplication::primaryScreen()->availableVirtualGeometry();
  const QRect wished = window.geometry();
  if (room.contains(wished)) return;
  QRect fitted(wished.topLeft(), wished.size().boundedTo(room.size()));
  fitted.moveLeft(std::clamp(fitted.left(), room.left(), room.right() + 1 - fitted.width()));
  fitted.moveTop(std::clamp(fitted.top(), room.top(), room.bottom() + 1 - fitted.height()));
  window.setGeometry(fitted);
}

}  // namespace

void restoreWindow(MainWindow& window, const QString& file) {
  const QRect delivered = window.geometry();
  try {
    const JsonDocument document = JsonDocument::read(file.toStdString());
    const Json& root = document.root();
    if (!root.is_object() || root.value("format", std::string()) != kFormat) return;
    std::map<Workspace, QByteArray> arrangements;
    for (const auto& [workspace, name] : kNames) {
      if (root.at("arrangements").contains(name)) arrangements[workspace] = bytesOf(root["arrangements"][name]);
    }
    const bool is_restored = window.restoreGeometry(bytesOf(root.at("geometry")));
    if (!is_restored || !isInView(window.geometry())) {
      window.setWindowState(Qt::WindowNoState);
      window.setGeometry(delivered);
    }
    fitToScreens(window);
    window.setArrangements(std::move(arrangements));
  } catch (const std::exception&) {
    return;
  }
}

void rememberWindow(const MainWindow& window, const QString& file) {
  Json arrangements = Json::object();
  const auto all = window.arrangements();
  for (const auto& [workspace, name] : kNames) {
    if (all.contains(workspace)) arrangements[name] = textOf(all.at(workspace));
  }
  if (!QDir().mkpath(QFileInfo(file).absolutePath())) return;
  const Json root = {{"format", kFormat}, {"geometry", textOf(window.saveGeometry())}, {"arrangements", arrangements}};
  try {
    writeTextFile(file.toStdString(), root.dump(1) + "\n");
  } catch (const OutputError&) {
    return;
  }
}

}  // namespace mw::panels
