// SPDX-License-Identifier: Apache-2.0
// CPU time of each feature of the event engine, per event and per part, beside plain stations in the same run.
//   bench_event_features [the one feature to measure]
#include <array>
#include <fmt/format.h>
#include <string>

#include "core/events/simulation.h"
#include "tests/bench/cpu_seconds.h"

namespace {

using namespace mw;
using namespace mw::events;

constexpr int kStations = 10;

/// Ten stages of a buffer and what works on its parts. `stage` is the JSON of the second without its id, which "SELF"
/// stands for.
struct Feature {
  const char* name;
  std::string stage;
  std::string holds = R"("type": "buffer", "capacity": 5)";
  std::string rest = {};
};

const std::string kPlain = R"("type": "station", "process": {"dist": "exponential", "mean_s": 40})";
const std::string kOpen =
    R"("week": [{"days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "06:00", "to": "22:00"}])";

std::string failing(const char* basis, const char* to_failure) {
  return fmt::format(R"({}, "failures": [{{"basis": "{}", "time_to_failure": {}, "time_to_repair": 60}}])", kPlain,
                     basis, to_failure);
}

std::array<Feature, 16> features() {
  return {{
      {"failures, operating", failing("operating", R"({"dist": "exponential", "mean_s": 600})")},
      {"failures, calendar", failing("calendar", R"({"dist": "exponential", "mean_s": 600})")},
      {"failures, cycles", failing("cycles", R"({"dist": "constant", "value_s": 20})")},
      {"set-ups", kPlain + R"(, "setup": {"default_s": 5, "matrix": {"p>q": 9, "q>p": 3}})"},
      {"rework", kPlain + R"(, "yield": {"good": 0.9, "rework": 0.1, "rework_to": "SELF"})"},
      {"pools", kPlain + R"(, "needs": [{"pool": "crew", "count": 1, "for": ["process"]}])", Feature{}.holds,
       R"("pools": [{"id": "crew", "count": 6}])"},
      {"calendars", kPlain + R"(, "calendar": "day")", Feature{}.holds,
       fmt::format(R"("calendars": [{{"id": "day", {}}}])", kOpen)},
      {"conveyors, accumulating", kPlain,
       R"("type": "conveyor", "length_m": 5, "pitch_m": 1, "speed_mps": 0.5, "accumulating": true)"},
      {"conveyors, rigid", kPlain,
       R"("type": "conveyor", "length_m": 5, "pitch_m": 1, "speed_mps": 0.5, "accumulating": false)"},
      {"assembly", R"("type": "assembly", "requires": {"p": 1}, "produces": "p", "process": 40)"},
      {"ovens", kPlain + R"(, "capacity": 4, "batch_mode": {"size": 4, "timeout_s": 200})"},
      {"inspection",
       R"("type": "inspection", "process": 40, "detects": 0.9, "false_alarm": 0.01, "yield": {"rework_to": "SELF"})"},
      {"robots", R"("type": "robot", "cycle": {"dist": "exponential", "mean_s": 40})"},
      {"minimum stay", kPlain, R"("type": "buffer", "capacity": 5, "min_stay": 20)"},
      {"storage", kPlain, R"("type": "storage", "capacity": 5, "store": 5, "retrieve": 5)"},
      {"conwip", kPlain, Feature{}.holds, R"("control": [{"type": "conwip", "limit": 25, "from": "b0", "to": "out"}])"},
  }};
}

std::string stageOf(const Feature& feature, int number) {
  std::string stage = feature.stage;
  const std::size_t self = stage.find("SELF");
  return self == std::string::npos ? stage : stage.replace(self, 4, fmt::format("m{}", number));
}

factory::Factory lineOf(const Feature& feature) {
  std::string elements = R"({"id": "src", "type": "source", "part": {"p": 0.5, "q": 0.5}, "supply": "unlimited"})";
  if (feature.stage.find("assembly") != std::string::npos) {
    elements = R"({"id": "src", "type": "source", "part": "p", "supply": "unlimited"})";
  }
  std::string flows = R"({"from": "src", "to": "b0"})";
  for (int i = 0; i < kStations; ++i) {
    elements += fmt::format(R"(, {{"id": "b{0}", {1}}}, {{"id": "m{0}", {2}}})", i, feature.holds, stageOf(feature, i));
    flows += fmt::format(R"(, {{"from": "b{0}", "to": "m{0}"}}, {{"from": "m{0}", "to": "{1}"}})", i,
                         i + 1 < kStations ? fmt::format("b{}", i + 1) : "out");
  }
  elements += R"(, {"id": "out", "type": "sink"})";
  const std::string text = fmt::format(
      R"({{"format": "millwright-factory/1", "parts": [{{"id": "p"}}, {{"id": "q"}}], "elements": [{}], "flows": [{}]{}}})",
      elements, flows, feature.rest.empty() ? "" : ", " + feature.rest);
  return factory::Factory::fromDocument(JsonDocument::parse(text, feature.name));
}

/// Ten stations; parts go from each to the next buffer over a ring of one-way roads for one vehicle each, which six
/// vehicles share.
factory::Factory vehicleLine() {
  Json root = lineOf({"vehicles", kPlain}).json();
  Json nodes = Json::array();
  Json edges = Json::array();
  for (int i = 0; i < kStations; ++i) {
    nodes.push_back({{"id", fmt::format("n{}", i)}, {"x_m", 10 * i}, {"y_m", 0}, {"element", fmt::format("m{}", i)}});
    edges.push_back({{"from", fmt::format("n{}", i)}, {"to", fmt::format("n{}", (i + 1) % kStations)}});
    edges.back().update({{"length_m", 6}, {"two_way", false}, {"capacity", 1}});
  }
  for (int i = 0; i < kStations; ++i) {
    nodes.push_back({{"id", fmt::format("b{}", i)}, {"x_m", 0}, {"y_m", 0}});
    edges.push_back({{"from", fmt::format("n{}", i)}, {"to", fmt::format("b{}", i)}, {"length_m", 1}});
  }
  for (Json& flow : root["flows"]) {
    const std::string from = flow["from"];
    if (from[0] == 'm' && flow["to"] != "out") flow["by"] = "vehicle";
  }
  root["vehicles"] = Json::array({{{"id", "agv"}, {"count", 6}, {"speed_mps", 2}, {"network", "ring"}}});
  root["networks"] = Json::array({{{"id", "ring"}, {"nodes", nodes}, {"edges", edges}}});
  return factory::Factory::fromJson(root);
}

struct Cost {
  double event_ns;
  double stage_ns;  ///< a part through one of the stages
};

Cost costOf(const factory::Factory& factory) {
  const auto model = compile(factory);
  RunSettings settings;
  settings.horizon = SimTime::fromSeconds(2e6);
  RunStatistics run;
  const double spent_s = bench::cpuSeconds([&] { run = simulate(*model, settings); });
  return {spent_s / static_cast<double>(run.events) * 1e9, spent_s / static_cast<double>(run.good) / kStations * 1e9};
}

void print(const char* name, const Cost& cost, const Cost& plain) {
  fmt::print("{:<24} {:6.1f} ns an event, {:6.1f} a part and stage: {:5.2f} and {:5.2f} times a plain station\n", name,
             cost.event_ns, cost.stage_ns, cost.event_ns / plain.event_ns, cost.stage_ns / plain.stage_ns);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string wanted = argc > 1 ? argv[1] : "";
  const Cost plain = costOf(lineOf({"plain stations", kPlain}));
  print("plain stations", plain, plain);
  for (const Feature& feature : features()) {
    if (wanted.empty() || wanted == feature.name) print(feature.name, costOf(lineOf(feature)), plain);
  }
  if (wanted.empty() || wanted == "vehicles") print("vehicles with traffic", costOf(vehicleLine()), plain);
  return 0;
}
