// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/workbench.h"

#include <QFileInfo>
#include <cmath>

#include "app/window/exports.h"
#include "app/window/fidelity_link.h"
#include "app/window/first_window.h"
#include "app/window/heap_trim.h"
#include "app/window/settings_link.h"
#include "app/window/tour_guide.h"
#include "ui/models/habits/example_catalog.h"
#include "ui/models/session_studies.h"
#include "ui/panels/analysis/analysis_actions.h"
#include "ui/panels/analysis/shadow_price_view.h"
#include "ui/panels/cycle/cycle_actions.h"
#include "ui/panels/cycle/measure_this.h"
#include "ui/panels/files/discovery_actions.h"
#include "ui/panels/files/file_actions.h"
#include "ui/panels/files/history_panel.h"
#include "ui/panels/files/restore_panel.h"
#include "ui/panels/files/start_page.h"
#include "ui/panels/files/views_panel.h"
#include "ui/panels/files/window_memory.h"
#include "ui/panels/floor/events_panel.h"
#include "ui/panels/floor/floor_actions.h"
#include "ui/panels/floor/floor_chips.h"
#include "ui/panels/floor/floor_legend.h"
#include "ui/panels/floor/floor_show.h"
#include "ui/panels/floor/motion_card.h"
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
#include "ui/panels/study/study_actions.h"
#include "ui/panels/study/study_panel.h"
#include "ui/panels/teach/teach_panel.h"
#include "ui/panels/teach/teach_show.h"
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
using panels::Workspaces;

constexpr int kFiguresWidth = 620;
constexpr int kRunSettingsHeight = 344;
constexpr int kPartHeight = 220;
constexpr int kVehicleHeight = 220;
constexpr int kEventsWidth = 440;

/// "1.24 M", "404 k", "87".
QString atAGlance(double count) {
  if (count >= 1e6) return QStringLiteral("%1 M").arg(count / 1e6, 0, 'f', 2);
  if (count >= 1e4) return QStringLiteral("%1 k").arg(count / 1e3, 0, 'f', 0);
  return QString::number(std::llround(count));
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
      [this](const PanelServices&, QWidget* parent) { return new panels::RunPanel(simulation_, motion_, parent); });
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
  add("events", tr("Coming events"), PanelArea::Bottom, nowhere, kEventsWidth,
      [this](const PanelServices& services, QWidget* parent) {
        return new panels::EventsPanel(simulation_, motion_, services, parent);
      });
  add("teach", tr("Teach a robot"), PanelArea::Right, nowhere, 0,
      [this](const PanelServices&, QWidget* parent) { return new panels::TeachPanel(teach_, themes_, parent); });
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
  session_.setPreparation(window.viewport().preparation());
  auto* run_show = new panels::RunShow(window.viewport(), playback_, &window);
  new panels::MotionShow(window.viewport(), motion_, playback_, &window);
  const auto show_run = [this, run_show] {
    const auto run = simulation_.run();
    run ? run_show->setRun(run->factory, run->recording) : run_show->setRun({}, {});
  };
  connect(&simulation_, &models::SimulationModel::runChanged, run_show, show_run);
  connect(&motion_, &models::MotionModel::activeChanged, run_show,
          [run_show](bool is_active) { run_show->setActive(!is_active); });
  new FidelityLink(window, {playback_, simulation_, motion_, motion_start_, replay_, run_memory_});
  connectReplay(window, *run_show);  // after who leads is known
  connectFloor(window);
  new SettingsLink(window, settings_, themes_);
  connectFiles(window, file);
  new Exports(window, {session_, document_, playback_, simulation_, study_, what_if_, replay_});
  connectStatus(window);
  connectStudy(window);
  connectFigures(window);
  connectAnalyses(window);
  connectTeaching(window);
  auto* trim = new HeapTrim(&window);
  connect(&window.viewport(), &panels::Viewport::firstFrameShown, trim, &HeapTrim::soon);
  connect(&session_, &models::ProjectSession::opened, trim, &HeapTrim::soon);
  connect(&jobs_, &jobs::JobService::runningChanged, trim, &HeapTrim::soon);
  show_run();
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
  new panels::MotionCard(window.services(), motion_, &window.viewport());
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
  new panels::DiscoveryActions(window, *files, session_);
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

void Workbench::connectStudy(panels::MainWindow& window) {
  if (auto* properties = window.findChild<panels::PropertyPanel*>()) {
    auto* vary = new panels::VaryThis(*properties, study_, document_, window.services().status, themes_);
    connect(vary, &panels::VaryThis::varied, &window, [&window] { window.showWorkspace(Workspace::Experiment); });
  }
  auto* actions = new panels::StudyActions(window.services(), study_, &window);
  connect(actions, &panels::StudyActions::made, &window, [&window] { window.showWorkspace(Workspace::Experiment); });
  if (auto* study = window.findChild<panels::StudyPanel*>()) {
    connect(study, &panels::StudyPanel::openWanted, &window, &panels::MainWindow::openWanted);
    actions->serve(*study);
  }
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

void Workbench::connectAnalyses(panels::MainWindow& window) {
  auto* actions = new panels::AnalysisActions(window.services(), simulation_, &window);
  new panels::CycleActions(window.services(), &window);
  if (auto* properties = window.findChild<panels::PropertyPanel*>())
    new panels::MeasureThis(*properties, window.services());
  auto* figures = window.findChild<panels::KpiPanel*>();
  if (figures == nullptr) return;
  auto* prices = new panels::ShadowPriceView(actions->prices(), selection_, themes_, figures);
  figures->addToBottleneck(prices);
  actions->serve(*prices);
  connect(prices, &panels::ShadowPriceView::answered, figures, &panels::KpiPanel::bringUpBottleneck);
  connect(actions, &panels::AnalysisActions::figuresWanted, &window, [&window, figures] {
    window.showWorkspace(Workspace::Run);
    QAction* panel = window.actions().action(QStringLiteral("panel.figures"));
    if (!panel->isChecked()) panel->trigger();
    figures->bringUpBottleneck();
  });
}

void Workbench::connectTeaching(panels::MainWindow& window) {
  new panels::TeachShow(window.viewport(), teach_, &window);
  auto* actions = new panels::TeachActions(window.services(), &window);
  if (auto* panel = window.findChild<panels::TeachPanel*>()) actions->serve(*panel);
  // The handles to move the robot itself would stand in the way of its arm.
  const auto show_handles = [this, &window] {
    window.viewport().setHandlesVisible(window.workspace() == Workspace::Build && teach_.arm() == nullptr);
  };
  connect(&teach_, &models::TeachModel::robotChanged, &window, show_handles);
  connect(&window, &panels::MainWindow::workspaceChanged, &window, show_handles);
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
