// SPDX-License-Identifier: GPL-3.0-or-later
// Times what Replay does for one frame while a log of ten million rows is panned and zoomed: a plot of one signal and
// its moving average, from the pointer's event to the finished picture. Not asserted.

#include <QApplication>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <thread>

#include "ui/panels/replay/signal_plot.h"

namespace {

using Clock = std::chrono::steady_clock;

double since_ms(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

mw::twin::Log longLog(std::size_t rows) {
  mw::twin::Log log{"long", std::nullopt, {}, {{"surface", "degC", {}}, {"load", "1", {}}}, ""};
  log.t_s.reserve(rows);
  for (mw::twin::Signal& signal : log.series) signal.values.reserve(rows);
  std::uint32_t noise = 1;
  for (std::size_t k = 0; k < rows; ++k) {
    noise = noise * 1664525U + 1013904223U;
    const double t_s = 0.01 * static_cast<double>(k);
    log.t_s.push_back(t_s + (k > rows / 2 ? 60 : 0));
    log.series[0].values.push_back(40 + 5 * std::sin(t_s / 900) + noise * 2e-10);
    log.series[1].values.push_back(noise % 5 == 0 ? std::nan("") : std::sin(t_s / 70));
  }
  return log;
}

void waitFor(const std::function<bool()>& is_ready) {
  while (!is_ready()) {
    QCoreApplication::processEvents();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

/// Processor time of this thread, so that other work on the machine does not count.
double cpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Frames of a gesture: median, 95 % quantile and the worst, in ms.
void time(const char* what, mw::panels::SignalPlot& plot, int frames, const std::function<void(int)>& move) {
  std::vector<double> took_ms;
  for (int frame = 0; frame < frames; ++frame) {
    const double start_s = cpuSeconds();
    move(frame);
    plot.replot(QCustomPlot::rpImmediateRefresh);
    took_ms.push_back(1e3 * (cpuSeconds() - start_s));
  }
  std::ranges::sort(took_ms);
  std::printf("%-34s median %6.2f ms   95 %% %6.2f ms   worst %6.2f ms\n", what, took_ms[took_ms.size() / 2],
              took_ms[took_ms.size() * 95 / 100], took_ms.back());
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QApplication application(argc, argv);
  const std::size_t rows = argc > 1 ? std::stoull(argv[1]) : 10'000'000;
  const mw::panels::ThemeService themes(mw::panels::ThemePreference::Light);
  mw::jobs::JobService jobs;
  mw::models::Playback playback;
  mw::models::ReplayModel replay(playback, jobs, {});
  auto start = Clock::now();
  replay.takeImported(longLog(rows), {});
  waitFor([&] { return !replay.isBusy(); });
  std::printf("%zu rows, read in %.0f ms\n", rows, since_ms(start));
  start = Clock::now();
  std::vector<mw::models::SignalEntry> entries;
  for (const char* key : {"log/surface", "log/load"}) entries.push_back(*replay.board().find(key));
  mw::panels::SignalPlot plot(replay, playback, themes, entries, nullptr);
  plot.resize(1200, 260);
  plot.show();
  waitFor([&] { return replay.track("log/surface") && replay.track("log/load"); });
  std::printf("made ready in %.0f ms\n", since_ms(start));
  mw::models::TimeAxis& axis = replay.axis();
  axis.showAll();
  time("zoom in from all, about a point", plot, 60, [&](int) { axis.zoom(0.8, 0.37 * axis.extent_s()); });
  time("zoom out to all", plot, 60, [&](int) { axis.zoom(1.25, 0.37 * axis.extent_s()); });
  axis.show(0.2 * axis.extent_s(), 0.6 * axis.extent_s());
  time("pan over 40 % of the log", plot, 100, [&](int) { axis.pan(0.002 * axis.extent_s()); });
  axis.show(0.2 * axis.extent_s(), 0.2 * axis.extent_s() + 600);
  time("pan over ten minutes", plot, 100, [&](int) { axis.pan(20); });
  axis.showAll();
  time("move the cursor over all", plot, 100, [&](int frame) { playback.seek(0.01 * frame * axis.extent_s()); });
  return 0;
}
