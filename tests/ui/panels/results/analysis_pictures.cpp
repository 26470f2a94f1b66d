// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the analyses with real data, for people to look at: analysis_pictures FOLDER FACTORY light|dark
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPushButton>

#include "core/factory/factory.h"
#include "ui/models/session_studies.h"
#include "ui/panels/analysis/improve_dialog.h"
#include "ui/panels/analysis/shadow_price_view.h"
#include "ui/panels/study/best_point_dialog.h"
#include "ui/panels/study/study_panel.h"

using namespace mw;
using namespace mw::panels;

namespace {

template <class Condition>
void waitFor(Condition condition) {
  QElapsedTimer timer;
  timer.start();
  while (!condition() && timer.elapsed() < 120000) QApplication::processEvents(QEventLoop::AllEvents, 20);
  for (int i = 0; i < 10; ++i) QApplication::processEvents();
}

void take(QWidget& widget, const QString& file) {
  for (int i = 0; i < 10; ++i) QApplication::processEvents();
  widget.grab().save(file);
}

void press(QWidget& widget, const char* name) {
  widget.findChild<QPushButton*>(QLatin1String(name))->click();
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  if (argc < 4) return 2;
  const QString folder = QString::fromLocal8Bit(argv[1]) + QLatin1Char('/') + QLatin1String(argv[3]) + QLatin1Char('-');
  ThemeService themes(preferenceOf(QLatin1String(argv[3])));
  jobs::JobService jobs;
  models::Document document(jobs);
  models::Selection selection;
  models::Playback playback;
  models::SimulationModel simulation(document, playback, jobs);
  models::StudyModel study(document, jobs, models::sessionStudies());
  document.replace(factory::Factory::fromDocument(JsonDocument::read(argv[2])), "line", {});
  waitFor([&] { return simulation.state() == models::SimulationModel::State::Ready; });

  models::ShadowPriceModel prices(simulation, jobs);
  ShadowPriceView view(prices, selection, themes);
  view.setStyleSheet(QStringLiteral("ShadowPriceView { background: palette(base); }"));
  view.resize(620, 10);
  view.show();
  press(view, "shadowPrice.ask");
  waitFor([&] { return !prices.isRunning(); });
  view.adjustSize();
  view.resize(620, view.heightForWidth(620) > 0 ? view.heightForWidth(620) : view.height());
  take(view, folder + "prices.png");

  models::ImprovementSearch search(document, simulation, jobs);
  ImproveDialog improve(search, document, selection);
  improve.show();
  take(improve, folder + "improve-ask.png");
  press(improve, "improve.start");
  waitFor([&] { return search.done() > 60; });
  take(improve, folder + "improve-running.png");
  waitFor([&] { return !search.isRunning(); });
  take(improve, folder + "improve-plans.png");

  models::StudyDraft draft;
  draft.name = "mills";
  draft.factors = {{"mill_cycle_s", "elements/mill-2/process/mean_s", 50, 95, false, {}},
                   {"rack_places", "elements/rack-mill/capacity", 1, 24, true, {}}};
  draft.points = 20;
  draft.horizon_s = 20'000;
  draft.warmup_s = 600;
  draft.replications = 4;
  draft.responses = {"throughput_per_h", "wip_mean"};
  study.edit(draft);
  study.run();
  waitFor([&] { return study.state() == models::StudyModel::State::Complete; });
  StudyPanel panel(study, document, selection, jobs, themes);
  panel.resize(1300, 460);
  panel.show();
  press(panel, "study.effects.ask");
  waitFor([&] { return panel.findChild<QWidget*>(QStringLiteral("study.index.mill_cycle_s")) != nullptr; });
  take(panel, folder + "study.png");
  panel.resize(988, 420);
  take(panel, folder + "study-small.png");
  models::BestPointSearch best(study, jobs);
  BestPointDialog dialog(best);
  dialog.show();
  take(dialog, folder + "best-ask.png");
  press(dialog, "bestPoint.start");
  waitFor([&] { return !best.isRunning(); });
  take(dialog, folder + "best.png");
  return 0;
}
