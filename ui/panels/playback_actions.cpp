// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/playback_actions.h"

#include <chrono>

#include "ui/models/playback.h"
#include "ui/panels/connect_action.h"

namespace mw::panels {
namespace {

constexpr std::chrono::milliseconds kFrame{16};

}  // namespace

PlaybackActions::PlaybackActions(const PanelServices& services, QObject* parent)
    : QObject(parent), playback_(services.playback) {
  const auto on = [&](const char* id, auto run) { connectAction(services.actions, id, this, run); };
  on("run.play", [this] { playback_.toggle(); });
  on("run.to-start", [this] { playback_.seek(0); });
  on("run.to-end", [this] { playback_.seek(playback_.duration_s()); });
  on("run.slower", [this] { playback_.setWantedSpeed(playback_.wantedSpeed() / 2); });
  on("run.faster", [this] { playback_.setWantedSpeed(playback_.wantedSpeed() * 2); });
  frame_.setObjectName(QStringLiteral("window.playback"));
  frame_.setInterval(kFrame);
  connect(&frame_, &QTimer::timeout, this, &PlaybackActions::advance);
  connect(&playback_, &models::Playback::playingChanged, this, [this](bool is_playing) {
    since_frame_.start();
    is_playing ? frame_.start() : frame_.stop();
  });
}

void PlaybackActions::advance() {
  playback_.advance(static_cast<double>(since_frame_.nsecsElapsed()) * 1e-9);
  since_frame_.start();
}

}  // namespace mw::panels
