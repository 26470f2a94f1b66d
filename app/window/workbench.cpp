// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/workbench.h"

#include <QActionGroup>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <cmath>

#include "app/window/first_window.h"
#include "app/window/heap_trim.h"
#include "app/window/tour_guide.h"
#include "ui/models/habits/example_catalog.h"
#include "ui/models/session/command_line.h"
#include "ui/models/session/provenance.h"
#include "ui/models/session_studies.h"
#include "ui/panels/files/file_actions.h"
#include "ui/panels/files/history_panel.h"
#include "ui/panels/files/picture_export.h"
#include "ui/panels/files/report_export.h"
#include "ui/panels/files/restore_panel.h"
#include "ui/panels/files/start_page.h"
#include "ui/panels/files/views_panel.h"
#include "ui/panels/files/window_memory.h"
#include "ui/panels/floor/floor_actions.h"
#include "ui/panels/floor/floor_chips.h"
#include "ui/panels/floor/floor_legend.h"
#include "ui/panels/floor/floor_show.h"
#include "ui/panels/floor/part_click.h"
#include "ui/panels/floor/part_panel.h"
#include "ui/panels/floor/vehicle_mark.h"
#include "ui/panels/floor/vehicle_panel.h"
#include "ui/panels/kpi/element_figures.h"
#include "ui/panels/kpi/kpi_panel.h"
#include "ui/panels/properties/property_panel.h"
#include "ui/panels/properties/vary_this.h"
#include "ui/panels/replay/replay_actions.h"
#include "ui/panels/replay/replay_panel.h"
#include "ui/panels/replay/replay_show.h"
#include "ui/panels/run/run_panel.h"
#include "ui/panels/settings/settings_dialog.h"
#include "ui/panels/settings/shortcut_model.h"
#include "ui/panels/study/study_panel.h"
#include "ui/panels/timeline/timeline_panel.h"
#include "ui/panels/viewport/motion_show.h"
#include "ui/panels/viewport/run_show.h"
#include "ui/panels/viewport/snap_grid.h"
#include "ui/panels/whatif/whatif_panel.h"

namespace mw::app {
namespace {

using panels::Panel;
using panels::PanelArea;
using panels::PanelServices;
using panels::StatusBoard;
using panels::Workspace;
using panels::Workspaces;

constexpr double kMotionSpeed = 5;      // slow enough to watch bodies, fast enough to wait for a machine
constexpr double kMotionSpan_s = 3600;  // how far the cursor can go while the physics leads
constexpr int kFiguresWidth = 620;
constexpr int kRunSettingsHeight = 344;
constexpr int kPartHeight = 220;
constexpr int kVehicleHeight = 220;

/// "1.24 M", "404 k", "87".
QString atAGlance(double count) {
  if (count >= 1e6) return QStringLiteral("%1 M").arg(count / 1e6, 0, 'f', 2);
  if (count >= 1e4) return QStringLiteral("%1 k").arg(count / 1e3, 0, 'f', 0);
  return QString::number(std::llround(count));
}

panels::Viewport::Fineness finenessOf(const QString& name) {
  using Fineness = panels::Viewport::Fineness;
  if (name == QLatin1String("fine")) return Fineness::Fine;
  return name == QLatin1String("plain") ? Fineness::Plain : Fineness::Auto;
}

}  // namespace

Workbench::Workbench(panels::ThemeService& themes, models::Settings& settings, const UserFolders& folders)
    : themes_(themes), settings_(settings), folders_(folders) {
  study_.setServices(models::sessionStudies());
}

panels::MainWindow::Context Workbench::context() {
  return {document_, selection_, playback_, jobs_, themes_};
}

std::vector<panels::PanelEntry> Workbench::panels() {
  std::vector<panels::PanelEntry> entries = panels::panelTable();
  const auto add = [&entries](const char* id, const QString& title, PanelArea area, Workspaces workspaces, int extent,
                              std::function<Panel*(const PanelServices&, QWidget*)> make) {
    entries.push_back({QLatin1String(id), title, area, workspaces, extent, true, std::move(make)});
  };
  add("timeline", tr("Timeline"), PanelArea::Bottom, Workspace::Run, 0, [this](const PanelServices&, QWidget* parent) {
    return new panels::TimelinePanel(simulation_, playback_, selection_, themes_, parent);
  });
  add("figures", tr("Figures"), PanelArea::Bottom, Workspace::Run, kFiguresWidth,
      [this](const PanelServices&, QWidget* parent) {
        return new panels::KpiPanel(simulation_, charts_, playback_, selection_, themes_, parent);
      });
  add("runSettings", tr("Run settings"), PanelArea::Right, Workspace::Run, kRunSettingsHeight,
      [this](const PanelServices&, QWidget* parent) { return new panels::RunPanel(simulation_, parent); });
  add("study", tr("Study"), PanelArea::Bottom, Workspace::Experiment, 0, [this](const PanelServices&, QWidget* parent) {
    return new panels::StudyPanel(study_, document_, selection_, jobs_, themes_, parent);
  });
  add("whatif", tr("What if"), PanelArea::Right, Workspace::Experiment, 0,
      [this](const PanelServices&, QWidget* parent) {
        return new panels::WhatIfPanel(what_if_, study_, themes_, parent);
      });
  add("replay", tr("Replay"), PanelArea::Bottom, Workspace::Replay, 0,
      [this](const PanelServices& services, QWidget* parent) {
        auto* panel = new panels::ReplayPanel(replay_, playback_, themes_, parent);
        connect(panel, &panels::ReplayPanel::fileWanted, services.actions.action(QStringLiteral("file.import-log")),
                &QAction::trigger);
        panels::ReplayActions::serve(*panel, services.actions);
        return panel;
      });
  const Workspaces nowhere;  // until somebody asks for them
  add("part", tr("Part"), PanelArea::Right, nowhere, kPartHeight, [this](const PanelServices&, QWidget* parent) {
    return new panels::PartPanel(simulation_, part_, playback_, selection_, parent);
  });
  add("vehicle", tr("Vehicle"), PanelArea::Right, nowhere, kVehicleHeight,
      [this](const PanelServices&, QWidget* parent) { return new panels::VehiclePanel(vehicle_, playback_, parent); });
  add("restore", tr("Restore points"), PanelArea::Right, nowhere, 0, [this](const PanelServices&, QWidget* parent) {
    return new panels::RestorePanel(session_, document_, themes_, parent);
  });
  add("history", tr("History"), PanelArea::Right, nowhere, 0, [this](const PanelServices&, QWidget* parent) {
    return new panels::HistoryPanel(session_, document_, themes_, parent);
  });
  add("views", tr("Saved views"), PanelArea::Right, nowhere, 0, [this](const PanelServices& services, QWidget* parent) {
    return new panels::ViewsPanel(session_, services.viewport, themes_, parent);
  });
  return entries;
}

void Workbench::connectTo(panels::MainWindow& window, const QString& file) {
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
  connectReplay(window, *run_show);
  connectFloor(window);
  connectSettings(window);
  connectFiles(window, file);
  connectCommands(window);
  connectSteps(window);
  connectFidelity(window);
  connectStatus(window);
  connectStudy(window);
  connectFigures(window);
  auto* trim = new HeapTrim(&window);
  connect(&window.viewport(), &panels::Viewport::firstFrameShown, trim, &HeapTrim::soon);
  connect(&session_, &models::ProjectSession::opened, trim, &HeapTrim::soon);
  connect(&jobs_, &jobs::JobService::runningChanged, trim, &HeapTrim::soon);
  show_run();
  lead(window.workspace());
}

void Workbench::connectReplay(panels::MainWindow& window, panels::RunShow& run_show) {
  new panels::ReplayActions(window.services(), replay_, &window);
  auto* replay_show = new panels::ReplayShow(window.services(), replay_, &window);
  const auto show = [this, replay_show, &run_show](Workspace workspace) {
    const bool replays = workspace == Workspace::Replay;
    if (replays) run_show.setActive(false);
    replay_show->setActive(replays);
    if (!replays) run_show.setActive(!motion_.isActive());
  };
  connect(&window, &panels::MainWindow::workspaceChanged, replay_show, show);
  show(window.workspace());
}

void Workbench::connectFloor(panels::MainWindow& window) {
  using panels::FloorShow;
  auto* show = new FloorShow(window.services(), simulation_, part_, &window);
  new panels::FloorActions(window.services(), *show, &window);
  auto* chips = new panels::FloorChips(window.services(), *show, &window.viewport());
  new panels::FloorLegend(*show, themes_, &window.viewport());
  auto* clicks = new panels::PartClick(window.services(), simulation_, part_, &window);
  connect(&part_, &models::PartTraceModel::traceChanged, &window, [this, &window] {
    QAction* panel = window.actions().action(QStringLiteral("panel.part"));
    if (part_.trace() && !panel->isChecked()) panel->trigger();
  });
  auto* vehicles = new panels::VehicleMark(window.services(), simulation_, vehicle_, &window);
  connect(vehicles, &panels::VehicleMark::taken, &window, [&window] {
    QAction* panel = window.actions().action(QStringLiteral("panel.vehicle"));
    if (!panel->isChecked()) panel->trigger();
  });
  const auto arrange = [show, chips, clicks, vehicles](Workspace workspace) {
    const bool is_run = workspace == Workspace::Run;
    show->setExtent(is_run                          ? FloorShow::Extent::All
                    : workspace == Workspace::Build ? FloorShow::Extent::MarkOnly
                                                    : FloorShow::Extent::Nothing);
    chips->setVisible(is_run);
    clicks->setActive(is_run);
    vehicles->setActive(is_run);
  };
  connect(&window, &panels::MainWindow::workspaceChanged, show, arrange);
  arrange(window.workspace());
}

void Workbench::connectFiles(panels::MainWindow& window, const QString& file) {
  const QString window_file = folders_.state + QStringLiteral("/window.json");
  const bool is_first = file.isEmpty() && FirstWindow::isWanted(window_file, recent_);
  auto* tour = new TourGuide(window, {session_, document_, playback_, simulation_, study_, what_if_, replay_});
  auto* files = new panels::FileActions(window, {session_, study_, replay_, recent_});
  auto* start = new panels::StartPage(
      {recent_, settings_, themes_, window.actions(), models::examplesIn(models::exampleFolder())});
  connect(start, &panels::StartPage::fileWanted, files, &panels::FileActions::openAny);
  connect(start, &panels::StartPage::exampleWanted, files, &panels::FileActions::openExample);
  window.setHomePage(start);
  panels::restoreWindow(window, window_file);
  connect(&window, &panels::MainWindow::closing, &window,
          [&window, window_file] { panels::rememberWindow(window, window_file); });
  if (is_first) {
    window.showWaiting(tr("Opening the bottling line..."));
    FirstWindow(window, {document_, session_, selection_, playback_, simulation_, recent_}).open(*tour);
  } else if (!file.isEmpty()) {
    window.showWaiting(tr("Opening %1...").arg(QFileInfo(file).fileName()));
    files->openAny(file);
  } else if (settings_.isOn("start.page")) {
    window.showHome(true);
  } else {
    window.actions().action(QStringLiteral("file.new"))->trigger();
  }
}

QString Workbench::commandFor(Workspace workspace) {
  const QString file = document_.fileName();
  switch (workspace) {
    case Workspace::Build:
      if (file.isEmpty()) return {};
      if (const QString edits =
              models::commandLine(models::EditCommand{file, *document_.opened(), document_.factory()});
          !edits.isEmpty()) {
        return edits;
      }
      [[fallthrough]];
    case Workspace::Run:
      if (file.isEmpty()) return {};
      return models::commandLine(models::RunCommand{file, simulation_.wishes()});
    case Workspace::Experiment: {
      if (study_.results().points().empty()) return {};
      const bool is_resumed = study_.state() != models::StudyModel::State::Draft;
      QString text = models::commandLine(models::StudyCommand{file, study_.draft().toJson(), is_resumed});
      if (what_if_.surrogate()) {
        text += QLatin1Char('\n') +
                models::commandLine(models::FitCommand{file, QString::fromStdString(study_.draft().name),
                                                       QString::fromStdString(what_if_.response())});
      }
      return text;
    }
    case Workspace::Replay:
      if (!replay_.log() || !replay_.twin()) return {};
      return models::commandLine(models::ReplayCommand{
          file, QString::fromStdString(replay_.log()->name), replay_.twinName(), replay_.twinDefinition(),
          replay_.setup().variant, replay_.setup().is_smoothed, replay_.rival().name(), replay_.rival().definition()});
  }
  return {};
}

void Workbench::connectCommands(panels::MainWindow& window) {
  connect(window.actions().action(QStringLiteral("file.copy-command")), &QAction::triggered, this, [this, &window] {
    const QString command = commandFor(window.workspace());
    if (command.isEmpty()) {
      window.services().status.say(tr("Nothing was run here yet that a command line could do"),
                                   StatusBoard::Tone::Warning);
      return;
    }
    QGuiApplication::clipboard()->setText(command);
    window.services().status.say(tr("Copied: %1").arg(command.section(QLatin1Char('\n'), -1)));
  });
  connect(window.actions().action(QStringLiteral("file.export-picture")), &QAction::triggered, this, [this, &window] {
    const models::Provenance provenance{document_.fileName(),         {},
                                        document_.factory().digest(), simulation_.wishes().seed,
                                        playback_.time_s(),           commandFor(Workspace::Run)};
    panels::askForPicture(window, window.viewport().picture(), provenance, session_.project());
  });
  connect(window.actions().action(QStringLiteral("file.export-report")), &QAction::triggered, this, [this, &window] {
    panels::ReportWish wish{document_.snapshot(),
                            session_.project(),
                            document_.fileName(),
                            std::nullopt,
                            models::planOf(simulation_.wishes(), 0),
                            window.viewport().picture()};
    const auto runs = simulation_.replicated();
    if (runs && runs->factory == wish.factory && !simulation_.isStale()) wish.run = runs->result;
    panels::askForReport(window, std::move(wish));
  });
}

panels::Viewport::Navigation Workbench::wantedNavigation() const {
  panels::Viewport::Navigation navigation;
  const auto own = models::NavigationTable::fromJson(settings_.value("navigation.table"));
  navigation.table = own.value_or(models::navigationPreset(settings_.text("navigation.preset").toStdString()).table);
  const double closer = 1 - settings_.number("navigation.speed") / 100;
  navigation.wheel_factor = settings_.isOn("navigation.invert-wheel") ? 1 / closer : closer;
  return navigation;
}

void Workbench::connectSettings(panels::MainWindow& window) {
  panels::Notices& notices = window.notices();
  const auto show_problem = [&notices](const QString& problem) {
    if (problem.isEmpty()) {
      notices.remove(QStringLiteral("settings"));
    } else {
      notices.show({QStringLiteral("settings"), problem, panels::Notice::Tone::Warning, {}});
    }
  };
  connect(&settings_, &models::Settings::problemChanged, &window, show_problem);
  show_problem(settings_.problem());
  QAction* labels = window.actions().action(QStringLiteral("view.labels"));
  const auto apply = [this, &window, labels](const std::string& key) {
    if (key == "view.labels") labels->setChecked(settings_.isOn(key));
    if (key == "view.fineness") window.viewport().setFineness(finenessOf(settings_.text(key)));
    if (key == "layout.grid") window.viewport().snap().setSpacing(settings_.text(key).toDouble());
    if (key.starts_with("navigation.")) window.viewport().setNavigation(wantedNavigation());
    if (key == "shortcuts.table") panels::applyShortcuts(settings_.value(key), window.actions());
  };
  for (const char* key : {"view.labels", "view.fineness", "layout.grid", "navigation.preset", "shortcuts.table"}) {
    apply(key);
  }
  connect(&settings_, &models::Settings::changed, &window, apply);
  connect(&settings_, &models::Settings::changed, &themes_, [this](const std::string& key) {
    if (key == "look.theme") themes_.setPreference(panels::preferenceOf(settings_.text(key)));
  });
  auto* dialog = new panels::SettingsDialog(settings_, window.actions(), &window);
  connect(window.actions().action(QStringLiteral("edit.settings")), &QAction::triggered, dialog, [dialog] {
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
  });
  connect(&window.viewport().snap(), &panels::SnapGrid::changed, this, [this, &window] {
    settings_.set("layout.grid", QString::number(window.viewport().snap().spacing_m()).toStdString());
  });
  connect(labels, &QAction::toggled, this, [this](bool is_on) { settings_.set("view.labels", is_on); });
  connect(&themes_, &panels::ThemeService::preferenceChanged, this, [this](panels::ThemePreference preference) {
    settings_.set("look.theme", panels::nameOf(preference).toStdString());
  });
}

void Workbench::connectSteps(panels::MainWindow& window) {
  using Step = SimTime (events::Recording::*)(SimTime) const;
  const auto on = [this, &window](const char* action, Step step, int direction) {
    connect(window.actions().action(QLatin1String(action)), &QAction::triggered, this, [this, step, direction] {
      if (!playback_.isFactoryTime()) return replay_.stepSample(direction);
      const auto recording = simulation_.recording();
      if (!recording || motion_.isActive()) return;
      playback_.pause();
      playback_.seek(((*recording).*step)(SimTime::fromSeconds(playback_.time_s())).seconds());
    });
  };
  on("run.step", &events::Recording::nextChangeAfter, +1);
  on("run.step-back", &events::Recording::lastChangeBefore, -1);
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
      speed_of_events_ = playback_.wantedSpeed();
      run_memory_.setKeepsSpeed(false);
      playback_.setWantedSpeed(kMotionSpeed);
    } else {
      playback_.setWantedSpeed(speed_of_events_);
      run_memory_.setKeepsSpeed(true);
      events->setChecked(true);
    }
  });
  connect(&motion_, &models::MotionModel::problemChanged, &window, [&window](const QString& problem) {
    if (!problem.isEmpty()) window.services().status.say(problem, StatusBoard::Tone::Alarm);
  });
}

void Workbench::connectStudy(panels::MainWindow& window) {
  if (auto* properties = window.findChild<panels::PropertyPanel*>()) {
    auto* vary = new panels::VaryThis(*properties, study_, document_, window.services().status, themes_);
    connect(vary, &panels::VaryThis::varied, &window, [&window] { window.showWorkspace(Workspace::Experiment); });
  }
  if (auto* study = window.findChild<panels::StudyPanel*>())
    connect(study, &panels::StudyPanel::openWanted, &window, &panels::MainWindow::openWanted);
}

void Workbench::connectFigures(panels::MainWindow& window) {
  if (auto* properties = window.findChild<panels::PropertyPanel*>()) {
    properties->setMore([this](const factory::Element& element, QWidget* parent) {
      return new panels::ElementFigures(element, charts_, simulation_, themes_, parent);
    });
  }
  StatusBoard& status = window.services().status;
  connect(&run_memory_, &models::RunMemory::failed, &window,
          [&status](const QString& message) { status.say(message, StatusBoard::Tone::Alarm); });
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
}

}  // namespace mw::app
