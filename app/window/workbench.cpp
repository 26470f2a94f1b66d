// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/workbench.h"

#include <QActionGroup>
#include <cmath>

#include "ui/models/session_studies.h"
#include "ui/panels/kpi/kpi_panel.h"
#include "ui/panels/replay/replay_panel.h"
#include "ui/panels/run/run_panel.h"
#include "ui/panels/study/study_panel.h"
#include "ui/panels/timeline/timeline_panel.h"
#include "ui/panels/viewport/motion_show.h"
#include "ui/panels/viewport/run_show.h"
#include "ui/panels/whatif/whatif_panel.h"

namespace mw::app {
namespace {

using panels::Panel;
using panels::PanelArea;
using panels::PanelServices;
using panels::StatusBoard;
using panels::Workspace;

constexpr double kMotionSpeed = 5;      // slow enough to watch bodies, fast enough to wait for a machine
constexpr double kMotionSpan_s = 3600;  // how far the cursor can go while the physics leads
constexpr int kFiguresWidth = 620;
constexpr int kRunSettingsHeight = 344;

/// "1.24 M", "404 k", "87".
QString atAGlance(double count) {
  if (count >= 1e6) return QStringLiteral("%1 M").arg(count / 1e6, 0, 'f', 2);
  if (count >= 1e4) return QStringLiteral("%1 k").arg(count / 1e3, 0, 'f', 0);
  return QString::number(std::llround(count));
}

}  // namespace

Workbench::Workbench(panels::ThemeService& themes) : themes_(themes) {
  study_.setServices(models::sessionStudies());
}

panels::MainWindow::Context Workbench::context() {
  return {document_, selection_, playback_, jobs_, themes_};
}

std::vector<panels::PanelEntry> Workbench::panels() {
  std::vector<panels::PanelEntry> entries = panels::panelTable();
  const auto add = [&entries](const char* id, const QString& title, PanelArea area, Workspace workspace, int extent,
                              std::function<Panel*(const PanelServices&, QWidget*)> make) {
    entries.push_back({QLatin1String(id), title, area, workspace, extent, true, std::move(make)});
  };
  add("timeline", tr("Timeline"), PanelArea::Bottom, Workspace::Run, 0, [this](const PanelServices&, QWidget* parent) {
    return new panels::TimelinePanel(simulation_, playback_, selection_, themes_, parent);
  });
  add("figures", tr("Figures"), PanelArea::Bottom, Workspace::Run, kFiguresWidth,
      [this](const PanelServices&, QWidget* parent) {
        return new panels::KpiPanel(simulation_, playback_, selection_, themes_, parent);
      });
  add("runSettings", tr("Run settings"), PanelArea::Right, Workspace::Run, kRunSettingsHeight,
      [this](const PanelServices&, QWidget* parent) { return new panels::RunPanel(simulation_, parent); });
  add("study", tr("Study"), PanelArea::Bottom, Workspace::Experiment, 0, [this](const PanelServices&, QWidget* parent) {
    return new panels::StudyPanel(study_, document_, selection_, themes_, parent);
  });
  add("whatif", tr("What if"), PanelArea::Right, Workspace::Experiment, 0,
      [this](const PanelServices&, QWidget* parent) {
        return new panels::WhatIfPanel(what_if_, study_, themes_, parent);
      });
  add("replay", tr("Replay"), PanelArea::Bottom, Workspace::Replay, 0, [this](const PanelServices&, QWidget* parent) {
    return new panels::ReplayPanel(replay_, playback_, themes_, parent);
  });
  return entries;
}

void Workbench::connectTo(panels::MainWindow& window) {
  auto* run_show = new panels::RunShow(window.viewport(), playback_, &window);
  new panels::MotionShow(window.viewport(), motion_, playback_, &window);
  const auto show_run = [this, run_show] {
    const auto run = simulation_.run();
    run ? run_show->setRun(run->factory, run->recording) : run_show->setRun({}, {});
  };
  connect(&simulation_, &models::SimulationModel::runChanged, run_show, show_run);
  connect(&motion_, &models::MotionModel::activeChanged, run_show,
          [run_show](bool is_active) { run_show->setActive(!is_active); });
  connect(&window, &panels::MainWindow::workspaceChanged, this, &Workbench::lead);
  connect(&window, &panels::MainWindow::openWanted, this, [this, &window](const QString& file) {
    StatusBoard& status = window.services().status;
    try {
      if (const QString note = open(file); !note.isEmpty()) status.say(note, StatusBoard::Tone::Warning);
    } catch (const Error& error) {
      status.say(QString::fromUtf8(error.what()), StatusBoard::Tone::Alarm);
    }
  });
  connectSteps(window);
  connectFidelity(window);
  connectStatus(window);
  show_run();
  lead(window.workspace());
}

void Workbench::connectSteps(panels::MainWindow& window) {
  using Step = SimTime (events::Recording::*)(SimTime) const;
  const auto on = [this, &window](const char* action, Step step) {
    connect(window.actions().action(QLatin1String(action)), &QAction::triggered, this, [this, step] {
      const auto recording = simulation_.recording();
      if (!recording || motion_.isActive()) return;
      playback_.pause();
      playback_.seek(((*recording).*step)(SimTime::fromSeconds(playback_.time_s())).seconds());
    });
  };
  on("run.step", &events::Recording::nextChangeAfter);
  on("run.step-back", &events::Recording::lastChangeBefore);
}

void Workbench::lead(Workspace workspace) {
  const bool replays = workspace == Workspace::Replay;
  if (replays) motion_.setActive(false);
  playback_.setFactoryTime(!replays);
  simulation_.setLeading(!replays && !motion_.isActive());
  replay_.setLeading(replays);
}

void Workbench::connectFidelity(panels::MainWindow& window) {
  QAction* events = window.actions().action(QStringLiteral("run.events"));
  QAction* motion = window.actions().action(QStringLiteral("run.motion"));
  auto* fidelity = new QActionGroup(&window);
  fidelity->addAction(events);
  fidelity->addAction(motion);
  events->setChecked(true);
  connect(motion, &QAction::toggled, this, [this](bool is_wanted) { motion_.setActive(is_wanted); });
  connect(&motion_, &models::MotionModel::activeChanged, this, [this, &window, events](bool is_active) {
    playback_.pause();
    simulation_.setLeading(!is_active && window.workspace() != Workspace::Replay);
    if (is_active) {
      playback_.setDuration(kMotionSpan_s);
      playback_.setWantedSpeed(kMotionSpeed);
    } else {
      playback_.setWantedSpeed(models::Playback().wantedSpeed());
      events->setChecked(true);
    }
  });
  connect(&motion_, &models::MotionModel::problemChanged, &window, [&window](const QString& problem) {
    if (!problem.isEmpty()) window.services().status.say(problem, StatusBoard::Tone::Alarm);
  });
}

void Workbench::connectStatus(panels::MainWindow& window) {
  StatusBoard& status = window.services().status;
  connect(&simulation_, &models::SimulationModel::replicatedChanged, &window, [this, &status] {
    const auto runs = simulation_.replicated();
    if (!runs) return;
    const auto events = static_cast<double>(runs->result.events);
    status.set(StatusBoard::Place::Events, tr("events %1").arg(atAGlance(events)));
    if (runs->result.wall_s > 0) {
      status.set(StatusBoard::Place::EventRate, tr("%1 events/s").arg(atAGlance(events / runs->result.wall_s)));
    }
  });
  connect(&document_, &models::Document::saveFailed, &window,
          [&status](const QString& message) { status.say(message, StatusBoard::Tone::Alarm); });
}

}  // namespace mw::app
