// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <map>
#include <optional>

#include "core/events/co_simulation.h"
#include "core/events/model.h"
#include "core/factory/road_network.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

namespace {

constexpr double kRounding = 0;  // the same ticks in the same order: the same bits
constexpr Ticks kStride = 1'000'000;

/// Vehicles that are at the end of their drive after exactly length / speed.
class IdealVehicles final : public VehicleMover {
 public:
  IdealVehicles(const factory::Factory& factory, const Model& model, bool drives_through)
      : model_(model), drives_through_(drives_through) {
    const Json& fleets = factory.json()["vehicles"];
    for (std::size_t fleet = 0; fleet < fleets.size(); ++fleet) {
      const factory::RoadNetwork network = factory::roadNetworkOf(factory, fleet);
      for (std::size_t i = 0; i < fleets[fleet].value("count", std::size_t{1}); ++i) networks_.push_back(network);
      for (std::size_t i = 0; i < fleets[fleet].value("count", std::size_t{1}); ++i) {
        speeds_mps_.push_back(fleets[fleet].value("speed_mps", 1.0));
      }
    }
    vehicles_.resize(networks_.size());
  }

  void place(Index vehicle, Index node) override { vehicles_[vehicle].node = node; }
  void drive(Index vehicle, const VehicleDrive& way, SimTime at) override {
    Vehicle& run = vehicles_[vehicle];
    if (run.node != way.from) qFatal("sets out from where it is not");
    run.node = way.to;
    run.at_node = at.ticks() + timeOf(vehicle, way);
    run.order = ++drives;
  }
  void load(Index vehicle, const MovedPart& part, Index, SimTime) override {
    if (vehicles_[vehicle].part) qFatal("two parts on one vehicle");
    vehicles_[vehicle].part = part.number;
    ++loads;
  }
  void unload(Index vehicle, SimTime) override {
    if (!vehicles_[vehicle].part) qFatal("unloads an empty vehicle");
    vehicles_[vehicle].part.reset();
  }

  void forget(Index vehicle) { vehicles_[vehicle].part.reset(); }

  void runUntil(CoSimulation& run, Ticks end) {
    while (run.now().ticks() < end) {
      std::optional<Index> next;
      Ticks when = std::min(end, run.now().ticks() + kStride);  // drives that begin until then end later
      for (Index v = 0; v < vehicles_.size(); ++v) {
        if (!vehicles_[v].at_node || *vehicles_[v].at_node > when) continue;
        if (next && *vehicles_[v].at_node == when && vehicles_[v].order > vehicles_[*next].order) continue;
        when = *vehicles_[v].at_node;
        next = v;
      }
      run.advance(SimTime::fromTicks(when));
      if (next) comeToNode(run, *next);
    }
  }

  [[nodiscard]] const std::optional<std::uint32_t>& partOn(Index vehicle) const { return vehicles_[vehicle].part; }
  [[nodiscard]] bool isDriving(Index vehicle) const { return vehicles_[vehicle].at_node.has_value(); }

  int drives = 0;
  int loads = 0;

 private:
  struct Vehicle {
    Index node = 0;
    std::optional<Ticks> at_node;
    int order = 0;  ///< who set out first is there first
    std::optional<std::uint32_t> part;
  };

  void comeToNode(CoSimulation& run, Index vehicle) {
    vehicles_[vehicle].at_node.reset();
    if (drives_through_) run.approach(vehicle);
    if (vehicles_[vehicle].at_node) {
      run.passNode(vehicle);
    } else {
      run.arriveAtNode(vehicle);
    }
  }

  Ticks timeOf(Index vehicle, const VehicleDrive& way) const {
    const factory::RoadNetwork& network = networks_[vehicle];
    const double speed_mps = speeds_mps_[vehicle];
    if (network.is_straight) {
      const double length_m = factory::distance_m(network.nodes[way.from], network.nodes[way.to]);
      return SimTime::fromSeconds(length_m / speed_mps).ticks();
    }
    for (const factory::RoadEdge& edge : network.edges) {
      const bool is_there = edge.from == way.from && edge.to == way.to;
      const bool is_back = edge.is_two_way && edge.from == way.to && edge.to == way.from;
      if (!is_there && !is_back) continue;
      return SimTime::fromSeconds(edge.length_m / std::min(speed_mps, edge.speed_mps)).ticks();
    }
    qFatal("drives where there is no road");
  }

  const Model& model_;
  bool drives_through_;
  std::vector<factory::RoadNetwork> networks_;
  std::vector<double> speeds_mps_;
  std::vector<Vehicle> vehicles_;
};

/// Every time is drawn, so that no two things happen at one instant by chance.
const char* const kElements =
    R"({"id": "s", "type": "source", "part": {"a": 0.4, "b": 0.6}, "interarrival": {"dist": "exponential", "mean_s": 31}},
       {"id": "q", "type": "buffer", "capacity": 4, "pose": {"x_m": 10.3}},
       {"id": "m", "type": "station", "process": {"dist": "exponential", "mean_s": 17}, "capacity": 2,
        "pose": {"x_m": 21.7}, "failures": [{"time_to_failure": {"dist": "exponential", "mean_s": 400},
        "time_to_repair": {"dist": "exponential", "mean_s": 40}}]},
       {"id": "c", "type": "conveyor", "length_m": 3, "speed_mps": 0.4, "pitch_m": 0.7, "pose": {"x_m": 33.1}},
       {"id": "o", "type": "sink", "pose": {"x_m": 44.9}})";
const char* const kFlows =
    R"({"from": "s", "to": "q", "by": "vehicle"}, {"from": "q", "to": "m", "by": "vehicle"},
       {"from": "m", "to": "c", "by": "vehicle"}, {"from": "c", "to": "o", "by": "vehicle"})";
const char* const kHandling =
    R"("load_s": {"dist": "uniform", "min_s": 1, "max_s": 3}, "unload_s": {"dist": "uniform", "min_s": 1, "max_s": 2})";
const char* const kHall =
    R"(, "networks": [{"id": "hall", "nodes": [{"id": "n0", "x_m": 0, "y_m": 0}, {"id": "n1", "x_m": 13.7, "y_m": 0},
          {"id": "n2", "x_m": 30.3, "y_m": 0}, {"id": "n3", "x_m": 45.9, "y_m": 0}, {"id": "n4", "x_m": 20, "y_m": 15}],
       "edges": [{"from": "n0", "to": "n1", "capacity": 1}, {"from": "n1", "to": "n2", "capacity": 2},
         {"from": "n2", "to": "n3", "capacity": 1, "two_way": false}, {"from": "n3", "to": "n4", "capacity": 1},
         {"from": "n4", "to": "n1", "speed_mps": 0.7}]}])";

std::string fleetOf(const std::string& more) {
  return R"(, "vehicles": [{"id": "agv", "count": 3, "speed_mps": 1.9, )" + std::string(kHandling) + more + "}]";
}

}  // namespace

/// A run whose vehicles somebody else drives.
class TestMovedVehicles : public QObject {
  Q_OBJECT
 private slots:
  void agreesWithTheEventsOnIdealVehicles_data();
  void agreesWithTheEventsOnIdealVehicles();
  void waitsForTheMover();
  void goesOnWithoutAStopWhereTheRoadIsFree();
  void lostLoadIsScrappedAndItsRoomFree_data();
  void lostLoadIsScrappedAndItsRoomFree();
};

void TestMovedVehicles::agreesWithTheEventsOnIdealVehicles_data() {
  QTest::addColumn<QString>("rest");
  QTest::addColumn<bool>("drives_through");
  const auto row = [](const char* name, const std::string& rest, bool drives_through) {
    QTest::newRow(name) << QString::fromStdString(rest) << drives_through;
  };
  const std::string battery = R"(, "home": "n3", "network": "hall", "battery": {"capacity_kwh": 0.4, "drive_kw": 2,
      "idle_kw": 0.2, "charge_kw": 20, "charge_at": "n0"})";
  row("straight lines", fleetOf(""), false);
  row("straight lines, home", fleetOf(R"(, "home": "m")"), false);
  row("roads with capacities", fleetOf(R"(, "network": "hall", "dispatch": "longest-wait")") + kHall, false);
  row("roads, home, battery", fleetOf(battery) + kHall, false);
  row("by turns", fleetOf(R"(, "network": "hall", "home": "n1", "dispatch": "round-robin")") + kHall, false);
  row("through nodes", fleetOf(R"(, "network": "hall", "dispatch": "longest-wait")") + kHall, true);
  row("through nodes, home, battery", fleetOf(battery) + kHall, true);
}

void TestMovedVehicles::agreesWithTheEventsOnIdealVehicles() {
  QFETCH(QString, rest);
  QFETCH(bool, drives_through);
  const factory::Factory factory = factoryOf(kElements, kFlows, rest.toStdString());
  const RunSettings settings = settingsFor(50000, 1000, 7);
  const auto model = compile(factory);
  IdealVehicles vehicles(factory, *model, drives_through);
  CoSimulation run(model, settings, {.vehicle_mover = &vehicles});
  vehicles.runUntil(run, settings.horizon.ticks());
  const RunStatistics moved = run.statistics();
  const RunStatistics timed = simulate(*model, settings);
  QVERIFY(timed.good > 300);
  QVERIFY(vehicles.drives > 1000);
  QCOMPARE(moved.good, timed.good);
  MW_NEAR(moved.lead_time_mean_s, timed.lead_time_mean_s, kRounding, 0);
  MW_NEAR(moved.wip_mean, timed.wip_mean, kRounding, 0);
  QCOMPARE(moved.fleets.size(), std::size_t{1});
  QCOMPARE(moved.fleets[0].trips, timed.fleets[0].trips);
  QCOMPARE(moved.fleets[0].charges, timed.fleets[0].charges);
  MW_NEAR(moved.fleets[0].wait_mean_s, timed.fleets[0].wait_mean_s, kRounding, 0);
  MW_NEAR(moved.fleets[0].carried_mean, timed.fleets[0].carried_mean, kRounding, 0);
  if (timed.fleets[0].charges > 0) MW_NEAR(moved.fleets[0].energy_kwh, timed.fleets[0].energy_kwh, kRounding, 0);
  for (std::size_t a = 0; a < kVehicleActivityCount; ++a) {
    MW_NEAR(moved.fleets[0].activity_s[a], timed.fleets[0].activity_s[a], kRounding, kRounding);
  }
  for (std::size_t i = 0; i < timed.elements.size(); ++i) {
    QCOMPARE(moved.elements[i].parts_out, timed.elements[i].parts_out);
    QVERIFY(accountingError(moved.elements[i].stay) < kAccountingTolerance);
  }
}

/// One vehicle, one part: s at 0 m, o at 10 m, roads over n at 5 m.
factory::Factory oneTrip(int count = 1) {
  return factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited", "limit": 2},
         {"id": "o", "type": "station", "process": 1000, "pose": {"x_m": 10}}, {"id": "e", "type": "sink"})",
      R"({"from": "s", "to": "o", "by": "vehicle"}, {"from": "o", "to": "e"})",
      fmt::format(R"(, "vehicles": [{{"id": "agv", "count": {}, "network": "hall", "load_s": 1, "unload_s": 5}}],
          "networks": [{{"id": "hall", "nodes": [{{"id": "s", "x_m": 0, "y_m": 0}}, {{"id": "n", "x_m": 5, "y_m": 0}},
            {{"id": "o", "x_m": 10, "y_m": 0}}], "edges": [{{"from": "s", "to": "n"}},
            {{"from": "n", "to": "o", "capacity": 1}}]}}])",
                  count));
}

void TestMovedVehicles::waitsForTheMover() {
  const factory::Factory factory = oneTrip();
  const auto model = compile(factory);
  IdealVehicles vehicles(factory, *model, false);
  CoSimulation run(model, settingsFor(1e6), {.vehicle_mover = &vehicles});
  run.advance(SimTime::fromSeconds(1));
  QCOMPARE(vehicles.loads, 1);
  run.advance(SimTime::fromSeconds(100));
  QCOMPARE(vehicles.drives, 1);
  run.arriveAtNode(0);
  QCOMPARE(vehicles.drives, 2);
  run.arriveAtNode(0);
  QVERIFY(vehicles.partOn(0));
  run.advance(SimTime::fromSeconds(105));
  QVERIFY(!vehicles.partOn(0));
  QCOMPARE(run.statistics().elements[1].parts_in, std::int64_t{1});
}

void TestMovedVehicles::goesOnWithoutAStopWhereTheRoadIsFree() {
  const factory::Factory factory = oneTrip();
  const auto model = compile(factory);
  IdealVehicles vehicles(factory, *model, false);
  CoSimulation run(model, settingsFor(1e6), {.vehicle_mover = &vehicles});
  run.advance(SimTime::fromSeconds(4));
  run.approach(0);
  QCOMPARE(vehicles.drives, 2);  // on the second road while the body is on the first
  run.approach(0);               // its next node is its last
  QCOMPARE(vehicles.drives, 2);
  run.passNode(0);
  run.arriveAtNode(0);
  run.advance(SimTime::fromSeconds(9));
  QCOMPARE(run.statistics().elements[1].parts_in, std::int64_t{1});
}

void TestMovedVehicles::lostLoadIsScrappedAndItsRoomFree_data() {
  QTest::addColumn<int>("nodes");
  QTest::newRow("on the first road") << 0;
  QTest::newRow("on the second road") << 1;
  QTest::newRow("while unloading") << 2;
}

void TestMovedVehicles::lostLoadIsScrappedAndItsRoomFree() {
  QFETCH(int, nodes);
  const factory::Factory factory = oneTrip();
  const auto model = compile(factory);
  IdealVehicles vehicles(factory, *model, false);
  CoSimulation run(model, settingsFor(1e6), {.vehicle_mover = &vehicles});
  QVERIFY(!run.dropLoad(0));  // nothing on it yet
  run.advance(SimTime::fromSeconds(2));
  for (int i = 0; i < nodes; ++i) run.arriveAtNode(0);
  QVERIFY(run.dropLoad(0));
  vehicles.forget(0);
  QVERIFY(!run.dropLoad(0));
  QCOMPARE(run.statistics().scrapped, std::int64_t{1});
  // The room is free: the second part is called for, fetched and brought.
  for (int i = 0; i < 8; ++i) {
    run.advance(SimTime::fromSeconds(20 + 20 * i));
    if (run.statistics().elements[1].parts_in == 0) run.arriveAtNode(0);
  }
  run.advance(SimTime::fromSeconds(400));
  const RunStatistics after = run.statistics();
  QCOMPARE(vehicles.loads, 2);
  QCOMPARE(after.elements[1].parts_in, std::int64_t{1});
  QCOMPARE(after.scrapped, std::int64_t{1});
  for (const ElementStatistics& element : after.elements) {
    QVERIFY(accountingError(element.stay) < kAccountingTolerance);
  }
  QVERIFY(accountingError(after.part_types[0].lead) < kAccountingTolerance);
}

QTEST_APPLESS_MAIN(TestMovedVehicles)
#include "tst_moved_vehicles.moc"
