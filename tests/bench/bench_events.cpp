// SPDX-License-Identifier: Apache-2.0
// Speed of the event engine on one core, in CPU time, each figure beside a bare loop of the same draws in the same run.
//   bench_events [folder with mm1.json and line10.json]
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <functional>

#include "core/base/random_stream.h"
#include "core/events/kernel/event_calendar.h"
#include "core/events/simulation.h"
#include "tests/bench/cpu_seconds.h"

namespace {

using namespace mw;
using namespace mw::events;
using bench::cpuSeconds;

double sink = 0;

/// Lindley's recursion: what two draws and a mean cost.
double bareQueue_s(int customers) {
  return cpuSeconds([customers] {
    RandomStream arrivals(1, 1, 0);
    RandomStream services(1, 2, 0);
    double wait_s = 0;
    double sum_s = 0;
    for (int i = 0; i < customers; ++i) {
      wait_s = std::max(0.0, wait_s - std::log(services.uniform()) + 1.25 * std::log(arrivals.uniform()));
      sum_s += wait_s;
    }
    sink += sum_s;
  });
}

/// Departure recursion of ten stations with blocking, without failures.
double bareLine_s(int parts) {
  return cpuSeconds([parts] {
    constexpr std::size_t kStations = 10;
    constexpr std::size_t kRoom = 6;
    std::vector<RandomStream> streams;
    for (std::uint64_t i = 0; i <= kStations; ++i) streams.emplace_back(1, i, 0);
    std::vector<std::array<double, kStations + 2>> left(kRoom, std::array<double, kStations + 2>{});
    double arrival_s = 0;
    for (int i = 0; i < parts; ++i) {
      auto& now = left[static_cast<std::size_t>(i) % kRoom];
      const auto before = left[static_cast<std::size_t>(i + 5) % kRoom];
      const auto ahead = now;
      arrival_s -= 2.5 * std::log(streams[kStations].uniform());
      double ready_s = arrival_s;
      for (std::size_t k = 0; k < kStations; ++k) {
        const double start_s = std::max(ready_s, before[k]);
        const double done_s = start_s - std::log(streams[k].uniform());
        now[k] = ready_s = std::max(done_s, ahead[k + 1]);
      }
      sink += ready_s;
    }
  });
}

void benchModel(const std::string& folder, const char* file, double horizon_s, const std::function<double(int)>& bare_s,
                bool finds_bottlenecks = false) {
  const auto model = compile(factory::Factory::read(folder + "/" + file));
  RunSettings settings;
  settings.horizon = SimTime::fromSeconds(horizon_s);
  settings.finds_bottlenecks = finds_bottlenecks;
  RunStatistics run;
  const double probe_before_s = bare_s(1'000'000);
  const double engine_s = cpuSeconds([&] { run = simulate(*model, settings); });
  const double probe_s = std::min(probe_before_s, bare_s(1'000'000));
  const double parts = static_cast<double>(run.good);
  fmt::print("{:<12} {:6.2f} M events/s  {:6.2f} M parts/s   bare loop {:6.2f} M parts/s   share {:.2f}\n", file,
             static_cast<double>(run.events) / engine_s / 1e6, parts / engine_s / 1e6, 1 / probe_s,
             parts / engine_s / 1e6 * probe_s);
}

void benchCalendar(std::uint32_t pending, int holds) {
  EventCalendar calendar(pending);
  RandomStream random(1, 1, 0);
  for (std::uint32_t i = 0; i < pending; ++i) {
    calendar.schedule(i, SimTime::fromSeconds(random.uniform() * pending), 0);
  }
  const double spent_s = cpuSeconds([&] {
    for (int i = 0; i < holds; ++i) {
      const EventCalendar::Event event = calendar.popNext();
      calendar.schedule(event.slot, event.at + SimTime::fromSeconds(random.uniform() * 2 * pending), 0);
    }
  });
  fmt::print("event list, {:>7} pending {:6.2f} M holds/s\n", pending, holds / spent_s / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : MW_BENCH_FOLDER;
  benchModel(folder, "mm1.json", 1e6, bareQueue_s);
  benchModel(folder, "line10.json", 4e5, bareLine_s);
  fmt::print("and with bottlenecks found:\n");
  benchModel(folder, "line10.json", 4e5, bareLine_s, true);
  benchCalendar(100, 3'000'000);
  benchCalendar(10'000, 3'000'000);
  benchCalendar(1'000'000, 1'000'000);
  return sink == 1 ? 1 : 0;
}
