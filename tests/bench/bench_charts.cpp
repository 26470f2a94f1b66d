// SPDX-License-Identifier: GPL-3.0-or-later
// What pinned charts cost with a recording of some 100,000 parts: their courses in a job, and a frame of the playback.
#include <QApplication>
#include <QElapsedTimer>
#include <QThread>
#include <algorithm>
#include <iostream>

#include "tests/ui/models/lines.h"
#include "ui/panels/kpi/kpi_panel.h"

using namespace mw;

namespace {

constexpr double kHorizon_s = 14 * 86400;  // a part each 12 s
constexpr int kFrames = 500;

double elapsed_ms(const QElapsedTimer& timer) {
  return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
}

template <class Condition>
double waitFor(Condition holds) {
  double longest_ms = 0;
  while (!holds()) {
    QElapsedTimer timer;
    timer.start();
    QApplication::processEvents(QEventLoop::AllEvents);
    longest_ms = std::max(longest_ms, elapsed_ms(timer));
    QThread::msleep(1);
  }
  return longest_ms;
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QApplication application(argc, argv);
  panels::ThemeService themes(panels::ThemePreference::Light);
  jobs::JobService jobs;
  models::Document document(jobs);
  models::Selection selection;
  models::Playback playback;
  models::SimulationModel simulation(document, playback, jobs);
  models::RunCharts charts(simulation, document, jobs);
  models::RunWishes wishes;
  wishes.horizon_s = kHorizon_s;
  wishes.replications = 2;
  (void)simulation.setWishes(wishes);
  document.replace(test::smallLine(), QStringLiteral("line"), {});
  waitFor([&] { return simulation.state() == models::SimulationModel::State::Ready; });
  const auto recording = simulation.recording();
  std::cout << recording->moves().size() << " moves, " << recording->states().size() << " changes of state\n";

  const std::vector<models::RunPin> pins = {{"m1", models::kElementThroughput},
                                            {"m1", "busy"},
                                            {"m2", "blocked"},
                                            {"b", "content_mean"},
                                            {"", "wip_mean"},
                                            {"m2", "idle"}};
  QElapsedTimer timer;
  timer.start();
  const auto quantity = *models::courseQuantity(pins[1], document.factory());
  const auto grid = models::courseGrid(kHorizon_s, 0, 7200);
  (void)models::courseOf(*recording, document.factory(), quantity, grid);
  std::cout << "one course: " << elapsed_ms(timer) << " ms\n";

  panels::KpiPanel panel(simulation, charts, playback, selection, themes);
  panel.resize(620, 1400);
  panel.setVisible(true);
  timer.start();
  for (const models::RunPin& pin : pins) charts.pin(pin);
  const auto is_drawn = [&](const models::RunPin& pin) { return charts.curves(pin) != nullptr; };
  const double longest_ms = waitFor([&] { return std::ranges::all_of(pins, is_drawn); });
  std::cout << "six charts: " << elapsed_ms(timer) << " ms in jobs, longest turn of the window " << longest_ms
            << " ms\n";

  double total_ms = 0;
  double worst_ms = 0;
  for (int i = 0; i < kFrames; ++i) {
    timer.start();
    playback.seek(kHorizon_s * (i + 1) / kFrames);
    total_ms += elapsed_ms(timer);
    worst_ms = std::max(worst_ms, elapsed_ms(timer));
    QApplication::processEvents();
  }
  std::cout << "a frame of the playback: mean " << total_ms / kFrames << " ms, worst " << worst_ms << " ms\n";
  return 0;
}
