// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the result panels with real data, for people to look at: result_pictures FOLDER EXAMPLES
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <iostream>

#include "core/twin/log_import.h"
#include "ui/models/session_studies.h"
#include "ui/panels/kpi/kpi_panel.h"
#include "ui/panels/replay/replay_panel.h"
#include "ui/panels/study/study_panel.h"
#include "ui/panels/timeline/timeline_panel.h"
#include "ui/panels/whatif/whatif_panel.h"

using namespace mw;
using namespace mw::panels;

namespace {

template <class Condition>
void waitFor(Condition condition) {
  QElapsedTimer timer;
  timer.start();
  while (!condition() && timer.elapsed() < 60000) QApplication::processEvents(QEventLoop::AllEvents, 20);
  for (int i = 0; i < 5; ++i) QApplication::processEvents();
}

void take(QWidget& panel, const QSize& size, const QString& file) {
  panel.resize(size);
  panel.show();
  for (int i = 0; i < 10; ++i) QApplication::processEvents();
  for (PlotView* plot : panel.findChildren<PlotView*>()) plot->replot();
  panel.grab().save(file);
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  const QString folder = QString::fromLocal8Bit(argv[1]);
  const std::filesystem::path examples = argv[2];
  QDir().mkpath(folder);
  ThemeService themes(ThemePreference::Light);
  jobs::JobService jobs;
  models::Document document(jobs);
  models::Selection selection;
  models::Playback playback;
  models::SimulationModel simulation(document, playback, jobs);
  models::StudyModel study(document, jobs, models::sessionStudies());
  models::WhatIfModel what_if(document, study, jobs);
  models::ReplayModel replay(playback, jobs, {});
  models::RunCharts charts(simulation, document, jobs);
  TimelinePanel timeline(simulation, playback, selection, themes);
  KpiPanel kpi(simulation, charts, playback, selection, themes);
  StudyPanel study_panel(study, document, selection, jobs, themes);
  WhatIfPanel what_if_panel(what_if, study, themes);
  ReplayPanel replay_panel(replay, playback, themes);

  const auto everything = [&](const QString& theme) {
    take(timeline, {980, 300}, folder + "/timeline-" + theme + ".png");
    take(kpi, {540, 560}, folder + "/kpi-" + theme + ".png");
    take(study_panel, {1360, 620}, folder + "/study-" + theme + ".png");
    take(what_if_panel, {340, 760}, folder + "/whatif-" + theme + ".png");
    take(replay_panel, {1180, 460}, folder + "/replay-" + theme + ".png");
  };
  everything("empty");
  document.replace(factory::Factory::read(examples / "gearbox-line.json"), "gearbox-line.json", {});
  waitFor([&] { return simulation.state() == models::SimulationModel::State::Ready; });
  std::cout << "replications: " << simulation.replicated()->result.wall_s << " s, "
            << simulation.replicated()->result.events << " events\n";
  playback.seek(4.2 * 3600);
  selection.select("mill-2");
  study.edit(models::StudyDraft::fromStudy(experiment::Study::read(examples / "gearbox-buffers.study.json")));
  study.run();
  waitFor([&] { return what_if.state() == models::WhatIfModel::State::Ready; });
  replay.takeImported(
      twin::importLog(examples / "motor-thermal.csv", examples / "motor-thermal.map.json", {}, {}).report.log, {});
  replay.openTwinFile(examples / "motor-thermal.twin.json");
  waitFor([&] { return replay.result() != nullptr && !replay.isBusy(); });
  what_if.suggest(models::NextRun::Highest);
  waitFor([&] { return what_if.suggestion().has_value(); });
  everything("light");
  (void)replay.board().derive("derivative/log/surface");
  (void)replay.board().insertPair(0, "log/load", "log/surface");
  replay.board().insert(1, "derivative/log/surface");
  replay.board().setBetween(models::PlotBoard::Between::Hold);
  waitFor([&] { return !replay.isBusy(); });
  themes.setPreference(ThemePreference::Dark);
  everything("dark");
  what_if.setValue(0, 1000);
  playback.seek(2450);
  what_if.simulatePoint();
  waitFor([&] { return !what_if.isSimulating(); });
  document.replace(factory::Factory(), "empty", {});
  waitFor([&] { return simulation.state() == models::SimulationModel::State::Refused; });
  everything("dark2");
  return 0;
}
