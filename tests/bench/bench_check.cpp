// SPDX-License-Identifier: Apache-2.0
// What the window does after each edit: all findings of a factory. The aim is 30 ms for 1,000 elements.
#include <algorithm>
#include <chrono>
#include <fmt/format.h>

#include "core/events/simulation.h"
#include "core/factory/factory_check.h"

namespace {

using namespace mw;

/// Lines side by side, each of a source, stations with failures, setups, yield and crews, buffers between, and a sink.
factory::Factory plant(int lines, int stations_each) {
  Json root = Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "a"}, {"id": "b"}],
    "pools": [{"id": "crew", "count": 9, "calendar": "early"}],
    "calendars": [{"id": "early", "week": [{"days": ["mon", "tue"], "from": "06:00", "to": "14:00"}]}],
    "elements": [], "flows": []})");
  const auto connect = [&root](const std::string& from, const std::string& to) {
    root["flows"].push_back({{"from", from}, {"to", to}});
  };
  for (int line = 0; line < lines; ++line) {
    std::string before = fmt::format("src-{}", line);
    root["elements"].push_back(
        {{"id", before}, {"type", "source"}, {"part", {{"a", 0.5}, {"b", 0.5}}}, {"interarrival", 60}});
    for (int i = 0; i < stations_each; ++i) {
      const std::string buffer = fmt::format("b-{}-{}", line, i);
      const std::string station = fmt::format("m-{}-{}", line, i);
      root["elements"].push_back({{"id", buffer}, {"type", "buffer"}, {"capacity", 10}});
      Json machine = Json::parse(R"({"type": "station", "process": {"by_part": {"a": 40, "*": {"dist": "lognormal",
        "mean_s": 45, "cv": 0.2}}}, "setup": {"default_s": 5, "matrix": {"a>b": 30}},
        "yield": {"good": 0.97}, "needs": [{"pool": "crew", "for": ["setup"]}],
        "failures": [{"basis": "calendar", "time_to_failure": {"dist": "exponential", "mean_s": 14400},
                      "time_to_repair": {"dist": "exponential", "mean_s": 720}, "needs": [{"pool": "crew"}]}]})");
      machine["id"] = station;
      machine["yield"]["scrap_to"] = fmt::format("out-{}", line);
      root["elements"].push_back(std::move(machine));
      connect(before, buffer);
      connect(buffer, station);
      before = station;
    }
    root["elements"].push_back({{"id", fmt::format("out-{}", line)}, {"type", "sink"}});
    connect(before, fmt::format("out-{}", line));
  }
  return factory::Factory::fromJson(root);
}

template <class Work>
double bestMs(const Work& work) {
  double best_ms = 1e300;
  for (int repeat = 0; repeat < 10; ++repeat) {
    const auto started = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
    best_ms = std::min(best_ms, took.count());
  }
  return best_ms;
}

}  // namespace

int main() {
  for (const auto& [lines, stations_each] : {std::pair{1, 4}, std::pair{1, 49}, std::pair{10, 49}, std::pair{1, 499}}) {
    const factory::Factory factory = plant(lines, stations_each);
    std::size_t found = 0;
    const double read_ms = bestMs([&] { found += factory::Factory::fromJson(factory.json()).elements().size(); });
    const double check_ms = bestMs([&] { found += factory::checkFactory(factory).size(); });
    const double run_ms = bestMs([&] { found += events::checkRun(factory).size(); });
    fmt::print("{:5} elements in {:2} lines: read {:.3f} ms, checkFactory {:.3f} ms, checkRun {:.3f} ms ({})\n",
               factory.elements().size(), lines, read_ms, check_ms, run_ms, found);
  }
}
