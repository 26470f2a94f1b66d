// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include "core/cosimulation/motion_run.h"
#include "core/cosimulation/motion_session.h"
#include "core/events/simulation.h"
#include "core/motion/drive/footprint_gap.h"

using namespace mw;
using namespace mw::cosimulation;

namespace {

constexpr double kStep_s = 1.0 / 60;
constexpr double kRun_s = 600;

Json nodeAt(int i, double x_m, double y_m) {
  return {{"id", "n" + std::to_string(i)}, {"x_m", x_m}, {"y_m", y_m}};
}

Json edge(int from, int to, const Json& more = Json::object()) {
  Json json{{"from", "n" + std::to_string(from)}, {"to", "n" + std::to_string(to)}};
  json.update(more);
  return json;
}

/// Nodes around one in the middle: 3 roads are a T, 4 a crossing.
Json star(int arms, double arm_m, const Json& more) {
  Json roads{{"id", "hall"}, {"nodes", {nodeAt(0, 0, 0)}}, {"edges", Json::array()}};
  for (int i = 0; i < arms; ++i) {
    const double way_rad = i * std::numbers::pi / 2;
    roads["nodes"].push_back(nodeAt(i + 1, arm_m * std::cos(way_rad), arm_m * std::sin(way_rad)));
    roads["edges"].push_back(edge(0, i + 1, more));
  }
  return roads;
}

/// Longer and wider than the vehicle.
Json withBoards(Json json) {
  json["parts"][0]["size_m"] = {1.8, 1.6, 0.1};
  return json;
}

/// From the first arm to each of the others in turn, one part each so often.
Json factoryOf(const Json& roads, int vehicles, double interarrival_s, const Json& fleet = Json::object()) {
  Json json = Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "crate", "size_m": [0.4, 0.3, 0.2], "mass_kg": 4}], "elements": [], "flows": [],
    "vehicles": [{"id": "agv", "speed_mps": 1.5, "load_s": 5, "unload_s": 5, "network": "hall"}]})");
  json["networks"] = {roads};
  json["vehicles"][0]["count"] = vehicles;
  json["vehicles"][0].update(fleet);
  const auto n_nodes = static_cast<int>(roads["nodes"].size());
  for (int i = 1; i < n_nodes; ++i) {
    const std::string id = std::to_string(i);
    const std::string to = "to-" + std::to_string(i % (n_nodes - 1) + 1);
    json["elements"].push_back({{"id", "from-" + id},
                                {"type", "source"},
                                {"part", "crate"},
                                {"interarrival", interarrival_s * (n_nodes - 1)},
                                {"pose", {{"y_m", 60 + i}}}});
    json["elements"].push_back({{"id", "to-" + id}, {"type", "sink"}, {"pose", {{"y_m", 80 + i}}}});
    json["flows"].push_back({{"from", "from-" + id}, {"to", to}, {"by", "vehicle"}});
  }
  return json;
}

/// Sources and sinks stand at the nodes of their number.
Json served(Json json) {
  Json& roads = json["networks"][0];
  const auto n_nodes = roads["nodes"].size();
  for (std::size_t i = 1; i < n_nodes; ++i) {
    const std::string id = std::to_string(i);
    Json& node = roads["nodes"][i];
    for (Json& element : json["elements"]) {
      if (element["id"] != "from-" + id && element["id"] != "to-" + id) continue;
      element["pose"] = {{"x_m", node["x_m"]}, {"y_m", node["y_m"].get<double>() + 0.1}};
    }
  }
  return json;
}

/// A road with branches here and there, each some metres long, one of three with one line only.
Json randomTree(std::mt19937& random) {
  const auto pick = [&random](int low, int high) { return low + static_cast<int>(random() % (high - low + 1U)); };
  const int n_trunk = pick(2, 3);
  Json roads{{"id", "hall"}, {"nodes", Json::array()}, {"edges", Json::array()}};
  double x_m = 0;
  int n = 0;
  for (int i = 0; i < n_trunk; ++i) {
    roads["nodes"].push_back(nodeAt(n++, x_m, 0));
    x_m += pick(9, 15);
  }
  for (int i = 0; i + 1 < n_trunk; ++i) roads["edges"].push_back(edge(i, i + 1));
  for (int i = 0; i < n_trunk; ++i) {
    for (const int side : {1, -1}) {
      const double at_m = roads["nodes"][static_cast<std::size_t>(i)]["x_m"];
      roads["nodes"].push_back(nodeAt(n, at_m, side * pick(8, 14)));
      roads["edges"].push_back(edge(i, n, random() % 3 == 0 ? Json{{"width_m", 1.5}} : Json::object()));
      ++n;
    }
  }
  return roads;
}

/// @param load_m  that each may carry
double nearest_m(const std::vector<motion::VehicleState>& vehicles, const std::array<double, 3>& load_m = {}) {
  const auto footprint = [&load_m](const motion::VehicleState& vehicle) {
    return motion::Footprint{{vehicle.position_m[0], vehicle.position_m[1], vehicle.yaw_rad},
                             std::max(vehicle.size_m[0], load_m[0]) / 2,
                             std::max(vehicle.size_m[1], load_m[1]) / 2,
                             0,
                             vehicle.size_m[2]};
  };
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t a = 0; a < vehicles.size(); ++a) {
    for (std::size_t b = a + 1; b < vehicles.size(); ++b) {
      nearest = std::min(nearest, motion::gap_m(footprint(vehicles[a]), footprint(vehicles[b])));
    }
  }
  return nearest;
}

}  // namespace

class TestVehicleTraffic : public QObject {
  Q_OBJECT
 private slots:
  void nobodyTouchesAndAllIsCarried_data();
  void nobodyTouchesAndAllIsCarried();
  void touchesNothingInTheExample();
  void tellsWhoStandsForWhom();
};

void TestVehicleTraffic::nobodyTouchesAndAllIsCarried_data() {
  QTest::addColumn<QString>("factory");
  const auto row = [](const char* name, const Json& json) {
    QTest::newRow(name) << QString::fromStdString(served(json).dump());
  };
  const Json narrow{{"width_m", 1.5}};
  row("T", factoryOf(star(3, 12, Json::object()), 3, 25));
  row("crossing", factoryOf(star(4, 12, Json::object()), 4, 22));
  row("crossing, short roads", factoryOf(star(4, 6, Json::object()), 3, 25));
  row("crossing of roads with one line", factoryOf(star(4, 10, narrow), 3, 60));
  row("two at one stop", factoryOf(star(2, 15, Json::object()), 2, 25, {{"home", "n1"}}));
  row("parked where others pass", factoryOf(star(4, 8, Json::object()), 4, 40, {{"home", "n0"}}));
  row("crossing, wide loads", withBoards(factoryOf(star(4, 12, Json::object()), 4, 30)));
  row("T, wide loads that cannot pass", withBoards(factoryOf(star(3, 12, {{"width_m", 2.6}}), 3, 40)));
  for (unsigned seed = 1; seed <= 12; ++seed) {
    std::mt19937 random(seed);
    const Json roads = randomTree(random);
    const int vehicles = 2 + static_cast<int>(random() % 3U);
    row(("random " + std::to_string(seed)).c_str(), factoryOf(roads, vehicles, 30));
  }
  for (const unsigned seed : {7U, 21U}) {
    std::mt19937 random(seed);
    row(("six, random " + std::to_string(seed)).c_str(), factoryOf(randomTree(random), 6, 14));
  }
}

/// The oracle is exact: boxes that stand on the floor, by separating axes, after each step. And what the events carry
/// is carried, two minutes later at most.
void TestVehicleTraffic::nobodyTouchesAndAllIsCarried() {
  QFETCH(QString, factory);
  const auto given = factory::Factory::fromJson(Json::parse(factory.toStdString()));
  MotionSettings settings;
  settings.duration_s = kRun_s;
  settings.step_s = kStep_s;
  MotionSession session(given, settings);
  double least_m = std::numeric_limits<double>::infinity();
  while (session.time_s() < kRun_s) {
    session.step();
    least_m = std::min(least_m, nearest_m(session.vehicles(), given.parts().front().size_m));
  }
  QVERIFY2(least_m > 0, qPrintable(QString::number(least_m)));
  constexpr double kLater_s = 120;
  events::RunSettings run;
  run.horizon = SimTime::fromSeconds(kRun_s - kLater_s);
  const std::int64_t by_events = events::simulate(*events::compile(given), run).good;
  QVERIFY2(session.delivered() >= by_events,
           qPrintable(QStringLiteral("%1 of %2").arg(session.delivered()).arg(by_events)));
  QVERIFY(by_events > 2);
  QVERIFY(session.standstills().empty());
}

/// Spurs, a crossing of 4 m, a bottleneck for one and much that stands about them.
void TestVehicleTraffic::touchesNothingInTheExample() {
  const auto given = factory::Factory::read(MW_SOURCE_DIR "/resources/examples/two-lines.json");
  MotionSettings settings;
  settings.duration_s = 3600;
  settings.step_s = kStep_s;
  MotionSession session(given, settings);
  double least_m = std::numeric_limits<double>::infinity();
  while (session.time_s() < settings.duration_s) {
    session.step();
    least_m = std::min(least_m, nearest_m(session.vehicles()));
  }
  QVERIFY2(least_m > 0, qPrintable(QString::number(least_m)));
  for (const motion::NearMiss& miss : session.nearMisses()) {
    QVERIFY2(miss.gap_m > 0, qPrintable(QString::number(miss.time_s)));
  }
  QVERIFY(session.standstills().empty());
  QVERIFY(session.delivered() > 0);
}

/// An idle one stands at the end of a road too narrow to pass it and too short to wait on, between walls.
void TestVehicleTraffic::tellsWhoStandsForWhom() {
  Json json = Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "crate", "size_m": [0.4, 0.3, 0.2]}],
    "elements": [{"id": "in", "type": "source", "part": "crate"}, {"id": "out", "type": "sink", "pose": {"x_m": 5}},
      {"id": "later", "type": "source", "part": "crate", "interarrival": 1e5, "pose": {"x_m": 5}},
      {"id": "left", "type": "sink", "size_m": [12, 1, 1], "pose": {"x_m": 2.5, "y_m": 1.5}},
      {"id": "right", "type": "sink", "size_m": [12, 1, 1], "pose": {"x_m": 2.5, "y_m": -1.5}}],
    "flows": [{"from": "in", "to": "out", "by": "vehicle", "vehicles": "a"},
      {"from": "later", "to": "out", "by": "vehicle", "vehicles": "b"}],
    "vehicles": [{"id": "a", "network": "hall", "home": "w"}, {"id": "b", "network": "hall", "home": "e"}],
    "networks": [{"id": "hall", "nodes": [{"id": "w", "x_m": 0, "y_m": 0}, {"id": "e", "x_m": 5, "y_m": 0}],
      "edges": [{"from": "w", "to": "e", "width_m": 1.2}]}]})");
  json["elements"][0]["interarrival"] = 20;
  MotionSettings settings;
  settings.duration_s = 300;
  settings.step_s = kStep_s;
  const MotionResult result = runMotion(factory::Factory::fromJson(std::move(json)), settings);
  QCOMPARE(result.standstills.size(), std::size_t{1});
  const StandstillOfRun& told = result.standstills.front();
  QCOMPARE(told.vehicle, std::string("a"));
  QCOMPARE(told.blocker, std::string("b"));
  QCOMPARE(told.node, std::string("e"));
  QVERIFY(told.longest_s > 60);
  QVERIFY(told.time_s < 60);
}

QTEST_APPLESS_MAIN(TestVehicleTraffic)
#include "tst_vehicle_traffic.moc"
