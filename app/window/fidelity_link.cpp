// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/fidelity_link.h"

#include <QActionGroup>

namespace mw::app {
namespace {

using panels::Workspace;

constexpr double kMotionSpeed = 5;      // slow enough to watch bodies, fast enough to wait for a machine
constexpr double kMotionSpan_s = 3600;  // how far the cursor can go while the physics leads

}  // namespace

FidelityLink::FidelityLink(panels::MainWindow& window, const Models& models)
    : QObject(&window), window_(window), models_(models), speed_of_events_(models.playback.wantedSpeed()) {
  connect(&window_, &panels::MainWindow::workspaceChanged, this, &FidelityLink::lead);
  connectSteps();
  connectFidelity();
  connectPace();
  lead(window_.workspace());
}

void FidelityLink::lead(Workspace workspace) {
  const bool replays = workspace == Workspace::Replay;
  if (replays) {
    models_.motion_start.refuse();
    models_.motion.setActive(false);
  }
  models_.playback.setFactoryTime(!replays);
  models_.simulation.setLeading(!replays && !models_.motion.isActive());
  models_.replay.setLeading(replays);
}

void FidelityLink::connectSteps() {
  using Step = SimTime (events::Recording::*)(SimTime) const;
  const auto on = [this](const char* action, Step step, int direction) {
    connect(window_.actions().action(QLatin1String(action)), &QAction::triggered, this, [this, step, direction] {
      models::Playback& playback = models_.playback;
      if (!playback.isFactoryTime()) return models_.replay.stepSample(direction);
      const auto recording = models_.simulation.recording();
      if (!recording || models_.motion.isActive()) return;
      playback.pause();
      playback.seek(((*recording).*step)(SimTime::fromSeconds(playback.time_s())).seconds());
    });
  };
  on("run.step", &events::Recording::nextChangeAfter, +1);
  on("run.step-back", &events::Recording::lastChangeBefore, -1);
}

void FidelityLink::connectFidelity() {
  QAction* events = window_.actions().action(QStringLiteral("run.events"));
  QAction* motion = window_.actions().action(QStringLiteral("run.motion"));
  auto* fidelity = new QActionGroup(this);
  fidelity->addAction(events);
  fidelity->addAction(motion);
  events->setChecked(true);
  connect(motion, &QAction::toggled, this, [this](bool is_wanted) {
    if (is_wanted) return models_.motion_start.request();
    models_.motion_start.refuse();
    models_.motion.setActive(false);
  });
  connect(&models_.motion, &models::MotionModel::activeChanged, this, [this, events](bool is_active) {
    showMotion(is_active);
    if (!is_active) events->setChecked(true);
  });
  connect(&models_.motion, &models::MotionModel::problemChanged, this, &FidelityLink::showProblem);
  // Queued: whoever else hears that it plays hears after that that it does not.
  connect(
      &models_.playback, &models::Playback::playingChanged, this,
      [this](bool is_playing) {
        if (is_playing && !models_.motion.problem().isEmpty()) showProblem(models_.motion.problem());
      },
      Qt::QueuedConnection);
  connect(&models_.motion, &models::MotionModel::mishapSeen, this,
          [this](const QString& what) { window_.services().status.say(what, panels::StatusBoard::Tone::Warning); });
}

/// Why motion cannot go on stays in sight, and so does that nothing runs.
void FidelityLink::showProblem(const QString& problem) {
  const auto id = QStringLiteral("motion-problem");
  if (problem.isEmpty()) return window_.notices().remove(id);
  if (!models_.motion.isActive()) return;
  models_.playback.pause();
  QAction* events = window_.actions().action(QStringLiteral("run.events"));
  window_.notices().show({id,
                          problem.contains(QLatin1Char('\n')) ? tr("Motion cannot run:\n%1.").arg(problem)
                                                              : tr("Motion cannot run: %1.").arg(problem),
                          panels::Notice::Tone::Alarm,
                          {{QStringLiteral("events"), tr("Back to events"), [events] { events->trigger(); }}}});
}

/// How slow it will be is said before it starts, as a notice that asks.
void FidelityLink::connectPace() {
  const auto id = QStringLiteral("motion-pace");
  models::MotionStart& start = models_.motion_start;
  connect(&start, &models::MotionStart::asks, this, [this, id, &start](const QString& text) {
    window_.notices().show({id,
                            text + QLatin1Char('.'),
                            panels::Notice::Tone::Warning,
                            {{QStringLiteral("start"), tr("Start motion"), [&start] { start.goOn(); }},
                             {QStringLiteral("stay"), tr("Stay with events"), [&start] { start.refuse(); }}}});
  });
  connect(&start, &models::MotionStart::settled, this, [this, id](bool is_refused) {
    window_.notices().remove(id);
    if (is_refused) window_.actions().action(QStringLiteral("run.events"))->setChecked(true);
  });
}

void FidelityLink::showMotion(bool is_active) {
  models::Playback& playback = models_.playback;
  playback.pause();
  models_.simulation.setLeading(!is_active && window_.workspace() != Workspace::Replay);
  if (is_active) {
    playback.setDuration(kMotionSpan_s);
    speed_of_events_ = playback.wantedSpeed();
    models_.run_memory.setKeepsSpeed(false);
    playback.setWantedSpeed(kMotionSpeed);
  } else {
    playback.setWantedSpeed(speed_of_events_);
    models_.run_memory.setKeepsSpeed(true);
  }
}

}  // namespace mw::app
