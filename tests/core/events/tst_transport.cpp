// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <array>
#include <numeric>
#include <set>

#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kRounding = 1e-9;  // sums of exact ticks, rounded once

std::string at(double x_m) {
  return fmt::format(R"(, "pose": {{"x_m": {}}})", x_m);
}
std::string supply(const std::string& id, double x_m, const std::string& more = "") {
  return fmt::format(R"({{"id": "{}", "type": "source", "part": "a", "supply": "unlimited"{}{}}},)", id, at(x_m), more);
}
/// One part at a given time.
std::string once(const std::string& id, double x_m, double first_at_s) {
  return fmt::format(
      R"({{"id": "{}", "type": "source", "part": "a", "interarrival": 1, "limit": 1, "first_at_s": {}{}}},)", id,
      first_at_s, at(x_m));
}
std::string station(const std::string& id, const std::string& process, double x_m, const std::string& more = "") {
  return fmt::format(R"({{"id": "{}", "type": "station", "process": {}{}{}}},)", id, process, at(x_m), more);
}
std::string sink(const std::string& id, double x_m) {
  return fmt::format(R"({{"id": "{}", "type": "sink"{}}})", id, at(x_m));
}
std::string byVehicle(const std::string& from, const std::string& to, const std::string& more = "") {
  return fmt::format(R"({{"from": "{}", "to": "{}", "by": "vehicle"{}}})", from, to, more);
}
std::string direct(const std::string& from, const std::string& to) {
  return fmt::format(R"({{"from": "{}", "to": "{}"}})", from, to);
}
std::string fleet(const std::string& fields) {
  return fmt::format(R"(, "vehicles": [{{"id": "agv"{}}}])", fields);
}

double activityOf(const FleetStatistics& fleet, VehicleActivity activity) {
  return fleet.activity_s[static_cast<std::size_t>(activity)];
}
double sumOf(const FleetStatistics& fleet) {
  return std::accumulate(fleet.activity_s.begin(), fleet.activity_s.end(), 0.0);
}

/// When parts enter an element, in order.
std::vector<double> entries_s(const factory::Factory& factory, const std::string& element, double horizon_s) {
  const Recording recording = record(*compile(factory), settingsFor(horizon_s));
  std::vector<double> times_s;
  for (const PartMove& move : recording.moves()) {
    if (move.to == static_cast<std::int32_t>(indexOf(factory, element))) times_s.push_back(move.at.seconds());
  }
  return times_s;
}

void compare(const std::vector<double>& got, const std::vector<double>& want) {
  const QString wrong = allDiffer(got, want, kRounding);
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

/// Lines, roads and fleets of every kind at once, full of chance.
factory::Factory busyFactory() {
  const std::string elements =
      R"({"id": "s", "type": "source", "part": {"a": 0.4, "b": 0.6}, "interarrival": {"dist": "exponential", "mean_s": 30}},
         {"id": "t", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 80}, "pose": {"x_m": 40}},
         {"id": "q", "type": "buffer", "capacity": 3, "order": "lifo", "routing": "round-robin", "pose": {"x_m": 10}},)" +
      station("m", R"({"dist": "exponential", "mean_s": 12})", 20,
              R"(, "capacity": 2, "failures": [{"time_to_failure": {"dist": "exponential", "mean_s": 200},
                 "time_to_repair": 20}],
                 "yield": {"good": 0.8, "rework": 0.1, "rework_to": "q2", "scrap": 0.1, "scrap_to": "bin"})") +
      station("n", R"({"dist": "gamma", "mean_s": 15, "cv": 0.8})", 30) +
      R"({"id": "c", "type": "conveyor", "length_m": 3, "speed_mps": 0.4, "pitch_m": 0.7, "accumulating": false},
         {"id": "d", "type": "conveyor", "length_m": 3, "speed_mps": 0.1, "pitch_m": 0.7, "pose": {"x_m": 50}},
         {"id": "q2", "type": "buffer", "pose": {"x_m": 15}}, {"id": "bin", "type": "sink", "counts_as": "scrap"},)" +
      sink("o", 60);
  const std::string flows =
      byVehicle("s", "q", R"(, "vehicles": "agv")") + "," + byVehicle("q", "m", R"(, "vehicles": "agv")") + "," +
      direct("q", "n") + "," + byVehicle("m", "c", R"(, "vehicles": "tug")") + "," +
      byVehicle("q2", "m", R"(, "vehicles": "tug", "priority": 1)") + "," +
      byVehicle("n", "c", R"(, "vehicles": "agv")") + "," + byVehicle("t", "d", R"(, "vehicles": "agv")") + "," +
      byVehicle("c", "d", R"(, "vehicles": "agv")") + "," + direct("d", "o");
  const std::string rest = R"(, "vehicles": [
        {"id": "agv", "count": 3, "speed_mps": 2, "load_s": {"dist": "uniform", "min_s": 1, "max_s": 3}, "unload_s": 2,
         "network": "hall", "home": "n3", "battery": {"capacity_kwh": 0.4, "drive_kw": 2, "idle_kw": 0.2,
         "charge_kw": 20, "charge_at": "n0"}},
        {"id": "tug", "count": 2, "speed_mps": 1, "load_s": {"by_part": {"a": 1, "*": 2}}, "network": "hall",
         "dispatch": "longest-wait"}],
      "networks": [{"id": "hall", "nodes": [{"id": "n0", "x_m": 0, "y_m": 0}, {"id": "n1", "x_m": 15, "y_m": 0},
         {"id": "n2", "x_m": 30, "y_m": 0}, {"id": "n3", "x_m": 45, "y_m": 0}, {"id": "n4", "x_m": 20, "y_m": 15}],
       "edges": [{"from": "n0", "to": "n1", "capacity": 1}, {"from": "n1", "to": "n2", "capacity": 2},
         {"from": "n2", "to": "n3", "capacity": 1, "two_way": false}, {"from": "n3", "to": "n4", "capacity": 1},
         {"from": "n4", "to": "n1", "speed_mps": 0.7}]}])";
  return factoryOf(elements, flows, rest);
}

}  // namespace

class TestTransport : public QObject {
  Q_OBJECT
 private slots:
  void carriesInCycles_data();
  void carriesInCycles();
  void holdsThePlaceUntilLoaded_data();
  void holdsThePlaceUntilLoaded();
  void measuresAfterWarmup();
  void sharesRoads_data();
  void sharesRoads();
  void givesJobsToAFreedVehicle_data();
  void givesJobsToAFreedVehicle();
  void breaksTiesAsListed();
  void callsAVehicle_data();
  void callsAVehicle();
  void seesCallsOfItsOwnHandover();
  void turnsOnTheWayHome_data();
  void turnsOnTheWayHome();
  void charges();
  void chargesBeforeATripThatWouldEmptyIt();
  void chargesWhileIdle();
  void countsBatteriesThatRanEmpty();
  void waitsForTheEntryOfABelt_data();
  void waitsForTheEntryOfABelt();
  void neverLocksUpAtABelt();
  void routesByVehicle_data();
  void routesByVehicle();
  void boundsTheCallsOfASupply();
  void losesWhatFindsNoRoom();
  void movesPartsOnceInARecording();
  void vehiclesMoveAlongTheRoadsInARecording();
  void conservesPartsAndTime();
  void repeatsBitForBit();
  void keepsStreamsApart();
  void equalsDirectFlowsWhenFast();
  void goesRoundByVehicle();
  void endsAnEndlessInstant();
  void refuses_data();
  void refuses();
};

void TestTransport::carriesInCycles_data() {
  QTest::addColumn<int>("count");
  QTest::newRow("one: load 3, 10 with the part, unload 4, 10 back") << 1;
  QTest::newRow("two carry twice as much") << 2;
  QTest::newRow("five") << 5;
}

void TestTransport::carriesInCycles() {
  QFETCH(int, count);
  const auto factory =
      factoryOf(supply("s", 0) + sink("o", 20), byVehicle("s", "o"),
                fleet(fmt::format(R"(, "count": {}, "speed_mps": 2, "load_s": 3, "unload_s": 4)", count)));
  const auto run = simulated(factory, settingsFor(2700));
  const FleetStatistics& agv = run.fleets[0];
  QCOMPARE(run.good, 100 * count);  // at 17, 44, ..., 2690
  QCOMPARE(agv.trips, 100 * count);
  MW_NEAR(activityOf(agv, VehicleActivity::Loaded), 1700, kRounding, 0);
  MW_NEAR(activityOf(agv, VehicleActivity::Empty), 1000, kRounding, 0);
  MW_NEAR(run.lead_time_mean_s, 14, kRounding, 0);  // from loaded to unloaded
  MW_NEAR(agv.carried_mean, 14.0 / 27 * count, kRounding, 0);
  MW_NEAR(run.wip_mean, agv.carried_mean, kRounding, 0);
  // The next part calls when one is loaded, and is fetched 24 s later; the first ones find the vehicles there.
  MW_NEAR(agv.wait_mean_s, 24 * 100.0 / 101, kRounding, 0);
  QVERIFY(std::isnan(agv.energy_kwh));
}

void TestTransport::holdsThePlaceUntilLoaded_data() {
  QTest::addColumn<bool>("has_buffer");
  QTest::addColumn<double>("cycle_s");
  QTest::addColumn<double>("idle_s");
  QTest::newRow("called when the next station is free, 5 s after unloading") << false << 32.0 << 5.0;
  QTest::newRow("called earlier where a buffer takes the part") << true << 27.0 << 0.0;
}

void TestTransport::holdsThePlaceUntilLoaded() {
  QFETCH(bool, has_buffer);
  QFETCH(double, cycle_s);
  QFETCH(double, idle_s);
  const std::string buffer = fmt::format(R"({{"id": "q", "type": "buffer", "capacity": 1{}}},)", at(20));
  const auto factory = factoryOf(
      supply("s", 0) + station("m", "5", 0) + station("n", "5", 20) + (has_buffer ? buffer : "") + sink("o", 0),
      direct("s", "m") + "," + byVehicle("m", has_buffer ? "q" : "n") + "," +
          (has_buffer ? direct("q", "n") + "," : "") + direct("n", "o"),
      fleet(R"(, "speed_mps": 2, "load_s": 3, "unload_s": 4)"));
  // Part one is ready at 5 and leaves its place when loaded, at 8, 8 + cycle, ...
  const auto run = simulated(factory, settingsFor(8 + 10 * cycle_s, 8));
  MW_NEAR(stateOf(run.elements[1], ElementState::Busy), 50, kRounding, 0);
  MW_NEAR(stateOf(run.elements[1], ElementState::Blocked), 10 * (cycle_s - 5), kRounding, 0);
  MW_NEAR(stateOf(run.elements[2], ElementState::Busy), 50, kRounding, 0);
  MW_NEAR(stateOf(run.elements[2], ElementState::Idle), 10 * (cycle_s - 5), kRounding, 0);
  QCOMPARE(run.good, 10);
  MW_NEAR(activityOf(run.fleets[0], VehicleActivity::Loaded), 170, kRounding, 0);
  MW_NEAR(activityOf(run.fleets[0], VehicleActivity::Empty), 100, kRounding, 0);
  MW_NEAR(activityOf(run.fleets[0], VehicleActivity::Idle), 10 * idle_s, kRounding, 0);
  MW_NEAR(run.elements[1].content_mean, 1, kRounding, 0);
}

void TestTransport::measuresAfterWarmup() {
  const auto factory = factoryOf(supply("s", 0) + sink("o", 20), byVehicle("s", "o"),
                                 fleet(R"(, "speed_mps": 2, "load_s": 3, "unload_s": 4)"));
  const auto run = simulated(factory, settingsFor(5 + 270, 5));
  QCOMPARE(run.fleets[0].trips, 10);
  MW_NEAR(sumOf(run.fleets[0]), 270, kRounding, 0);
  MW_NEAR(activityOf(run.fleets[0], VehicleActivity::Empty), 100, kRounding, 0);
  MW_NEAR(run.fleets[0].wait_mean_s, 24, kRounding, 0);
  MW_NEAR(run.fleets[0].carried_mean, 14.0 / 27, kRounding, 0);
}

void TestTransport::sharesRoads_data() {
  QTest::addColumn<QString>("edges");
  QTest::addColumn<int>("good");
  QTest::addColumn<double>("waiting_s");
  // Two vehicles, 10 s each way, nothing else takes time; 4000 s.
  QTest::newRow("free: each delivers every 20 s") << R"({"from": "p", "to": "q"})" << 400 << 0.0;
  QTest::newRow("room for two in each direction") << R"({"from": "p", "to": "q", "capacity": 2})" << 400 << 0.0;
  QTest::newRow("a single track carries one at a time, there or back: half of it")
      << R"({"from": "p", "to": "q", "capacity": 1})" << 200 << 2000.0;
  QTest::newRow("two one-way roads for one each: the second vehicle waits once")
      << R"({"from": "p", "to": "q", "capacity": 1, "two_way": false},
            {"from": "q", "to": "p", "capacity": 1, "two_way": false})"
      << 400 << 5.0;
  QTest::newRow("a limit of half the speed") << R"({"from": "p", "to": "q", "speed_mps": 5})" << 200 << 0.0;
  QTest::newRow("twice the length") << R"({"from": "p", "to": "q", "length_m": 200})" << 200 << 0.0;
  QTest::newRow("the quicker of two roads")
      << R"({"from": "p", "to": "q", "length_m": 200}, {"from": "p", "to": "q", "length_m": 100})" << 400 << 0.0;
}

void TestTransport::sharesRoads() {
  QFETCH(QString, edges);
  QFETCH(int, good);
  QFETCH(double, waiting_s);
  const std::string rest = fleet(R"(, "count": 2, "speed_mps": 10, "network": "hall")") +
                           fmt::format(R"(, "networks": [{{"id": "hall", "nodes": [
        {{"id": "p", "x_m": 0, "y_m": 0, "element": "s"}}, {{"id": "q", "x_m": 100, "y_m": 0, "element": "o"}}],
        "edges": [{}]}}])",
                                       edges.toStdString());
  const auto run = simulated(factoryOf(supply("s", 0) + sink("o", 0), byVehicle("s", "o"), rest), settingsFor(4000));
  QCOMPARE(run.good, good);
  MW_NEAR(activityOf(run.fleets[0], VehicleActivity::Waiting), waiting_s, kRounding, 0);
  MW_NEAR(sumOf(run.fleets[0]), 4000, kRounding, 0);
}

void TestTransport::givesJobsToAFreedVehicle_data() {
  QTest::addColumn<QString>("dispatch");
  QTest::addColumn<double>("far_at_s");
  QTest::addColumn<double>("near_at_s");
  QTest::addColumn<QList<double>>("delivered_s");
  // Free at 20 s at the sink, 10 m from the near part and 50 m from the far one, at 1 m/s.
  const QList<double> near_first{20, 40, 140};
  const QList<double> far_first{20, 120, 140};
  QTest::newRow("nearest") << "nearest" << 1.0 << 2.0 << near_first;
  QTest::newRow("who called first: far") << "longest-wait" << 1.0 << 2.0 << far_first;
  QTest::newRow("who called first: near") << "longest-wait" << 2.0 << 1.0 << near_first;
  QTest::newRow("flows in turn, far is listed next") << "round-robin" << 2.0 << 1.0 << far_first;
}

void TestTransport::givesJobsToAFreedVehicle() {
  QFETCH(QString, dispatch);
  QFETCH(double, far_at_s);
  QFETCH(double, near_at_s);
  QFETCH(QList<double>, delivered_s);
  const auto factory =
      factoryOf(once("s", 20, 0) + once("far", 50, far_at_s) + once("near", 10, near_at_s) + sink("o", 0),
                byVehicle("s", "o") + "," + byVehicle("far", "o") + "," + byVehicle("near", "o"),
                fleet(fmt::format(R"(, "dispatch": "{}")", dispatch.toStdString())));
  compare(entries_s(factory, "o", 1000), {delivered_s.begin(), delivered_s.end()});
}

/// Both are 10 m from the sink; the one that is listed later called first.
void TestTransport::breaksTiesAsListed() {
  const auto factory =
      factoryOf(once("s", 20, 0) + once("x", 10, 2) + once("y", -10, 1) + sink("o", 0) + "," + sink("u", -10),
                byVehicle("s", "o") + "," + byVehicle("x", "o") + "," + byVehicle("y", "u"), fleet(""));
  compare(entries_s(factory, "o", 1000), {20, 40});
  compare(entries_s(factory, "u", 1000), {50});
}

void TestTransport::callsAVehicle_data() {
  QTest::addColumn<QString>("dispatch");
  QTest::addColumn<double>("wait_s");
  // The first vehicle is idle at the sink since 20 s, the second at x = 20 since the start; the part is at x = 5.
  QTest::newRow("nearest: the first") << "nearest" << 5.0;
  QTest::newRow("idle for longest: the second") << "longest-wait" << 15.0;
  QTest::newRow("in turn: the second") << "round-robin" << 15.0;
}

void TestTransport::callsAVehicle() {
  QFETCH(QString, dispatch);
  QFETCH(double, wait_s);
  const auto factory =
      factoryOf(once("s", 20, 0) + once("t", 5, 100) + sink("o", 0), byVehicle("s", "o") + "," + byVehicle("t", "o"),
                fleet(fmt::format(R"(, "count": 2, "dispatch": "{}")", dispatch.toStdString())));
  MW_NEAR(simulated(factory, settingsFor(1000)).fleets[0].wait_mean_s, wait_s / 2, kRounding, 0);
}

/// At 20 s a part goes through the buffer to the station, and its room lets the near part call: the freed vehicle takes
/// that before the far part, which called at 2 s.
void TestTransport::seesCallsOfItsOwnHandover() {
  const auto factory = factoryOf(once("s", 20, 0) + once("near", 1, 1) + once("far", 50, 2) +
                                     R"({"id": "q", "type": "buffer", "capacity": 1},)" + station("m", "1", 0) +
                                     sink("o", 0) + "," + sink("u", 0),
                                 byVehicle("s", "q") + "," + byVehicle("near", "q") + "," + byVehicle("far", "u") +
                                     "," + direct("q", "m") + "," + direct("m", "o"),
                                 fleet(""));
  compare(entries_s(factory, "q", 1000), {20, 22});
  compare(entries_s(factory, "u", 1000), {122});
}

void TestTransport::turnsOnTheWayHome_data() {
  QTest::addColumn<QString>("home");
  QTest::addColumn<double>("called_at_s");
  QTest::addColumn<double>("wait_s");
  // At the far end at 60 s, home is 60 m off at 1 m/s, with a node half way; the next part is at the far end.
  QTest::newRow("turns half way, at 90 s") << R"(, "home": "p")" << 70.0 << 50.0;
  QTest::newRow("past half way: turns at home") << R"(, "home": "p")" << 95.0 << 85.0;
  QTest::newRow("called at the instant of leaving: does not leave") << R"(, "home": "p")" << 60.0 << 0.0;
  QTest::newRow("without a home it stays") << "" << 95.0 << 0.0;
}

void TestTransport::turnsOnTheWayHome() {
  QFETCH(QString, home);
  QFETCH(double, called_at_s);
  QFETCH(double, wait_s);
  const std::string rest = fleet(home.toStdString() + R"(, "network": "hall")") +
                           R"(, "networks": [{"id": "hall", "nodes": [
        {"id": "p", "x_m": 0, "y_m": 0}, {"id": "c", "x_m": 30, "y_m": 0}, {"id": "q", "x_m": 60, "y_m": 0}],
        "edges": [{"from": "p", "to": "c"}, {"from": "c", "to": "q"}]}])";
  const auto factory = factoryOf(once("s", 1, 0) + once("t", 59, called_at_s) + sink("o", 60) + "," + sink("u", 0),
                                 byVehicle("s", "o") + "," + byVehicle("t", "u"), rest);
  const auto run = simulated(factory, settingsFor(1000));
  MW_NEAR(run.fleets[0].wait_mean_s, wait_s / 2, kRounding, 0);
  QCOMPARE(run.good, 2);
  MW_NEAR(sumOf(run.fleets[0]), 1000, kRounding, 0);
}

/// 36 kW s per way of 10 s, 360 when full. The fifth delivery leaves 36, below low: it comes to the charger empty at
/// 100 s and leaves it with 324 at 111.25 s. From then on four deliveries leave 72, too little for the next job and the
/// way back (108); it comes with 36 and charges 288 in 10 s: 80 s on the road, 10 s at the charger.
void TestTransport::charges() {
  const auto factory = factoryOf(supply("s", 0) + sink("o", 10), byVehicle("s", "o"),
                                 fleet(R"(, "battery": {"capacity_kwh": 0.1, "drive_kw": 3.6, "charge_kw": 28.8,
                                          "charge_at": "s", "low": 0.2, "high": 0.9})"));
  const auto run = simulated(factory, settingsFor(111.25 + 900, 111.25));
  constexpr double kTicks_s = 1e-7;  // each charge is rounded up to a tick
  const FleetStatistics& agv = run.fleets[0];
  QCOMPARE(agv.trips, 40);
  QCOMPARE(agv.charges, 10);
  MW_NEAR(activityOf(agv, VehicleActivity::Charging), 100, 0, kTicks_s);
  MW_NEAR(activityOf(agv, VehicleActivity::Loaded), 400, 0, kTicks_s);
  MW_NEAR(activityOf(agv, VehicleActivity::Empty), 400, 0, kTicks_s);
  MW_NEAR(agv.energy_kwh, 800 * 3.6 / 3600, 1e-9, 0);
  QCOMPARE(agv.ran_empty, 0);
  const auto before = simulated(factory, settingsFor(111.25));
  QCOMPARE(before.fleets[0].trips, 5);
  MW_NEAR(activityOf(before.fleets[0], VehicleActivity::Charging), 11.25, 0, kTicks_s);
}

/// Full: 130 kW s at 1 kW. The first job takes 60 s and leaves 70, above low, but the next takes 100.
void TestTransport::chargesBeforeATripThatWouldEmptyIt() {
  const std::string battery = fmt::format(
      R"(, "battery": {{"capacity_kwh": {}, "drive_kw": 1, "charge_kw": 10, "charge_at": "o", "low": 0.1, "high": 1}})",
      130.0 / 3600);
  const auto factory = factoryOf(once("s", 60, 0) + once("far", 50, 70) + sink("o", 0),
                                 byVehicle("s", "o") + "," + byVehicle("far", "o"), fleet(battery));
  // 60 kW s are charged in 6 s from the call at 70 on; then 50 there and 50 back.
  compare(entries_s(factory, "o", 1000), {60, 176});
}

/// 36 kW s at 0.1 kW: at 20 % after 288 s, then charges 25.2 in 2.52 s, and is at 90 % for the next 252 s.
void TestTransport::chargesWhileIdle() {
  const auto factory = factoryOf(once("s", 0, 5000) + sink("o", 10), byVehicle("s", "o"),
                                 fleet(R"(, "battery": {"capacity_kwh": 0.01, "drive_kw": 0.1, "idle_kw": 0.1,
                                          "charge_kw": 10, "charge_at": "s"})"));
  const auto run = simulated(factory, settingsFor(288 + 2.52 + 252 + 2.52 + 1));
  QCOMPARE(run.fleets[0].charges, 2);
  MW_NEAR(activityOf(run.fleets[0], VehicleActivity::Charging), 5.04, 0, 1e-7);  // rounded up to ticks
  MW_NEAR(run.fleets[0].energy_kwh, 0.1 * (288 + 252 + 1) / 3600, 1e-9, 0);
}

/// The second vehicle has enough for the way, not for 100 s of waiting at 1 kW before it.
void TestTransport::countsBatteriesThatRanEmpty() {
  const std::string battery = fmt::format(
      R"(, "battery": {{"capacity_kwh": {}, "drive_kw": 0.1, "idle_kw": 1, "charge_kw": 10, "charge_at": "p"}})",
      30.0 / 3600);
  const std::string rest = fleet(R"(, "count": 2, "network": "hall")" + battery) + R"(, "networks": [{"id": "hall",
        "nodes": [{"id": "p", "x_m": 0, "y_m": 0, "element": "s"}, {"id": "q", "x_m": 100, "y_m": 0, "element": "o"}],
        "edges": [{"from": "p", "to": "q", "capacity": 1}]}])";
  const auto run = simulated(factoryOf(supply("s", 0) + sink("o", 0), byVehicle("s", "o"), rest), settingsFor(150));
  QCOMPARE(run.fleets[0].ran_empty, 1);
  QCOMPARE(run.good, 1);
}

void TestTransport::waitsForTheEntryOfABelt_data() {
  QTest::addColumn<bool>("is_accumulating");
  QTest::addColumn<QList<double>>("delivered_s");
  QTest::addColumn<double>("waiting_s");
  // Two parts come at 10 s; the entry clears 4 s after one, the belt takes 10 s.
  QTest::newRow("the second waits for 4 s") << true << QList<double>{20, 24} << 4.0;
  QTest::newRow("one call at a time: the second at 14 s") << false << QList<double>{20, 34} << 0.0;
}

void TestTransport::waitsForTheEntryOfABelt() {
  QFETCH(bool, is_accumulating);
  QFETCH(QList<double>, delivered_s);
  QFETCH(double, waiting_s);
  const std::string belt = fmt::format(
      R"({{"id": "c", "type": "conveyor", "length_m": 10, "speed_mps": 1, "pitch_m": 4, "accumulating": {}{}}},)",
      is_accumulating, at(10));
  const auto factory = factoryOf(supply("s", 0, R"(, "limit": 2)") + belt + sink("o", 0),
                                 byVehicle("s", "c") + "," + direct("c", "o"), fleet(R"(, "count": 2)"));
  compare(entries_s(factory, "o", 100), {delivered_s.begin(), delivered_s.end()});
  const auto run = simulated(factory, settingsFor(100));
  MW_NEAR(activityOf(run.fleets[0], VehicleActivity::Waiting), waiting_s / 2, kRounding, 0);
}

/// The only vehicle serves both ends of a belt that stands while its first part waits.
void TestTransport::neverLocksUpAtABelt() {
  const std::string belt =
      R"({"id": "c", "type": "conveyor", "length_m": 4, "speed_mps": 0.1, "pitch_m": 1, "accumulating": false},)";
  const auto factory = factoryOf(supply("s", 1) + belt + sink("o", 1), byVehicle("s", "c") + "," + byVehicle("c", "o"),
                                 fleet(R"(, "speed_mps": 1)"));
  const auto run = simulated(factory, settingsFor(10000));
  QVERIFY2(run.good > 500, qPrintable(QString::number(run.good)));
  const auto late = simulated(factory, settingsFor(10000, 9000));
  QVERIFY(late.good > 50);
}

void TestTransport::routesByVehicle_data() {
  QTest::addColumn<QString>("routing");
  QTest::addColumn<QList<int>>("went");
  QTest::newRow("the first that is open, though by vehicle") << "first-available" << QList<int>{9, 0, 0};
  QTest::newRow("in turn") << "round-robin" << QList<int>{3, 3, 3};
  QTest::newRow("the shortest, with what is on its way there") << "shortest-queue" << QList<int>{5, 4, 0};
}

/// A part each 10 s, 15 s by vehicle to x and y, at once to z; a vehicle for each stands ready.
void TestTransport::routesByVehicle() {
  QFETCH(QString, routing);
  QFETCH(QList<int>, went);
  const std::string source = fmt::format(
      R"({{"id": "s", "type": "source", "part": "a", "interarrival": 10, "routing": "{}"}},)", routing.toStdString());
  const auto factory =
      factoryOf(source + sink("x", 15) + "," + sink("y", 15) + "," + sink("z", 0),
                byVehicle("s", "x") + "," + byVehicle("s", "y") + "," + direct("s", "z"), fleet(R"(, "count": 12)"));
  const auto run = simulated(factory, settingsFor(109));
  for (std::size_t i = 0; i < 3; ++i) QCOMPARE(run.elements[i + 1].parts_in, went[static_cast<int>(i)]);
}

void TestTransport::boundsTheCallsOfASupply() {
  const auto factory = factoryOf(supply("s", 0) + sink("o", 20), byVehicle("s", "o"), fleet(R"(, "count": 3)"));
  QCOMPARE(simulated(factory, settingsFor(1000)).elements[0].content_max, 3);
}

void TestTransport::losesWhatFindsNoRoom() {
  const std::string source =
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 10, "on_full": "lose", "limit": 5},)";
  const auto factory = factoryOf(source + station("m", "1000", 20) + sink("o", 0),
                                 byVehicle("s", "m") + "," + direct("m", "o"), fleet(""));
  const auto run = simulated(factory, settingsFor(500));
  QCOMPARE(run.elements[1].parts_in, 1);
  QCOMPARE(run.lost, 4);
}

/// Each part goes over each flow once, at the instant it is unloaded, and is never in two places.
void TestTransport::movesPartsOnceInARecording() {
  const auto factory = busyFactory();
  const Recording recording = record(*compile(factory), settingsFor(5000));
  std::map<std::uint32_t, std::int32_t> where;
  for (const PartMove& move : recording.moves()) {
    QCOMPARE(where.contains(move.part) ? where[move.part] : PartMove::kNowhere, move.from);
    where[move.part] = move.to;
  }
  const auto run = simulated(factory, settingsFor(5000));
  QCOMPARE(recording.momentAt(SimTime::fromSeconds(5000)).good, run.good);
  QCOMPARE(recording.elementCount(), factory.elements().size());
  QVERIFY(run.good > 100);
}

/// Every way begins where the last one ended; a part is in an element or on a vehicle, never both; and vehicles do for
/// as long what the statistics say.
void TestTransport::vehiclesMoveAlongTheRoadsInARecording() {
  const auto factory = busyFactory();
  constexpr double kHorizon_s = 3000;
  const Recording recording = record(*compile(factory), settingsFor(kHorizon_s));
  const auto run = simulated(factory, settingsFor(kHorizon_s));
  constexpr double kStep_s = 0.5;
  std::vector<std::array<double, kVehicleActivityCount>> seen_s(run.fleets.size());
  std::vector<VehicleMove> last;
  double carried = 0;
  for (double t_s = 0; t_s < kHorizon_s; t_s += kStep_s) {
    const Moment moment = recording.momentAt(SimTime::fromSeconds(t_s));
    std::set<std::uint32_t> inside;
    for (const auto& element : moment.elements) {
      for (const PartInside& part : element.parts) QVERIFY(inside.insert(part.part).second);
    }
    if (!last.empty()) QCOMPARE(moment.vehicles.size(), last.size());
    for (std::size_t v = 0; v < moment.vehicles.size(); ++v) {
      const VehicleMove& move = moment.vehicles[v];
      const auto count = static_cast<double>(factory.json()["vehicles"][move.fleet].value("count", 1));
      seen_s[move.fleet][static_cast<std::size_t>(move.activity)] += kStep_s / count;
      QVERIFY(move.at.seconds() <= t_s && move.at <= move.until);
      if (move.from == move.to) QCOMPARE(move.until, move.at);
      if (move.part != VehicleMove::kNone) {
        QVERIFY(!inside.contains(move.part));
        QVERIFY(move.loaded_at <= move.at);
        ++carried;
      }
    }
    last = moment.vehicles;
  }
  QVERIFY(carried > 100);
  for (std::size_t f = 0; f < run.fleets.size(); ++f) {
    for (std::size_t a = 0; a < kVehicleActivityCount; ++a) {
      // Sampled each half second: of ways of some ten seconds the share is known to a few percent of the horizon.
      MW_NEAR(seen_s[f][a], run.fleets[f].activity_s[a], 0.02 * kHorizon_s, 0);
    }
  }
}

void TestTransport::conservesPartsAndTime() {
  const auto factory = busyFactory();
  const auto run = simulated(factory, settingsFor(50000, 1234.5));
  std::int64_t inside = 0;
  std::int64_t entered = 0;
  double content = 0;
  for (std::size_t i = 0; i < run.elements.size(); ++i) {
    const ElementStatistics& element = run.elements[i];
    MW_NEAR(std::accumulate(element.state_s.begin(), element.state_s.end(), 0.0), run.measured_s, kRounding, 0);
    if (factory.elements()[i].type == "sink") continue;
    QCOMPARE(element.parts_in - element.parts_out, element.content_end - element.content_start);
    if (factory.elements()[i].type == "source") {
      entered += element.parts_out;
    } else {
      inside += element.content_end - element.content_start;
      content += element.content_mean;
    }
  }
  for (const FleetStatistics& each : run.fleets) {
    MW_NEAR(sumOf(each), run.measured_s, kRounding, 0);
    QVERIFY(each.trips > 100);
    content += each.carried_mean;
  }
  MW_NEAR(run.wip_mean, content, kRounding, 0);
  const auto at_warmup = simulated(factory, settingsFor(1234.5));
  for (std::size_t f = 0; f < run.fleets.size(); ++f) {
    inside += run.fleets[f].carried_end - at_warmup.fleets[f].carried_end;
  }
  QCOMPARE(entered, run.good + run.scrapped + inside);
  QVERIFY(run.scrapped > 50);
  QVERIFY(run.fleets[0].charges > 10);
  QVERIFY(activityOf(run.fleets[0], VehicleActivity::Waiting) > 100);
  QVERIFY(activityOf(run.fleets[0], VehicleActivity::Idle) > 10);
  // Little's law, within what is inside at the two ends.
  const double throughput_per_s = static_cast<double>(run.good + run.scrapped) / run.measured_s;
  MW_NEAR(run.wip_mean, throughput_per_s * run.lead_time_mean_s, 0.01, 0);
}

void TestTransport::repeatsBitForBit() {
  const auto model = compile(busyFactory());
  const auto first = simulate(*model, settingsFor(20000, 0, 7));
  const auto second = simulate(*model, settingsFor(20000, 0, 7));
  QCOMPARE(first.events, second.events);
  QVERIFY(first.lead_time_mean_s == second.lead_time_mean_s);
  QVERIFY(first.wip_mean == second.wip_mean);
  for (std::size_t f = 0; f < first.fleets.size(); ++f) {
    QVERIFY(first.fleets[f].activity_s == second.fleets[f].activity_s);
    QVERIFY(first.fleets[f].wait_mean_s == second.fleets[f].wait_mean_s);
  }
  QVERIFY(simulate(*model, settingsFor(20000, 0, 8)).wip_mean != first.wip_mean);
}

void TestTransport::keepsStreamsApart() {
  const std::string line =
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 1.3}},)" +
      station("m", R"({"dist": "exponential", "mean_s": 1})", 0) + sink("o", 0);
  const auto alone = factoryOf(line, direct("s", "m") + "," + direct("m", "o"));
  const auto beside = factoryOf(supply("s2", 5) + line + "," + sink("o2", 20),
                                byVehicle("s2", "o2") + "," + direct("s", "m") + "," + direct("m", "o"),
                                R"(, "vehicles": [{"id": "m", "load_s": {"dist": "exponential", "mean_s": 3}}])");
  const auto first = simulated(alone, settingsFor(10000));
  const auto second = simulated(beside, settingsFor(10000));
  QVERIFY(second.elements[indexOf(beside, "m")].content_mean == first.elements[1].content_mean);
  QVERIFY(second.elements[indexOf(beside, "m")].wait_mean_s == first.elements[1].wait_mean_s);
}

/// Twenty vehicles at the speed of light, nearly: the line runs as with direct flows, draw for draw.
void TestTransport::equalsDirectFlowsWhenFast() {
  const std::string failures =
      R"(, "capacity": 2, "failures": [{"time_to_failure": {"dist": "exponential", "mean_s": 100}, "time_to_repair": 9}])";
  const std::string elements =
      R"({"id": "s", "type": "source", "part": {"a": 0.5, "b": 0.5}, "interarrival": {"dist": "exponential", "mean_s": 3}},)" +
      station("m", R"({"dist": "exponential", "mean_s": 4})", 10, failures) +
      R"({"id": "q", "type": "buffer", "capacity": 2},)" +
      station("n", R"({"dist": "exponential", "mean_s": 2.5})", 20) +
      R"({"id": "c", "type": "conveyor", "length_m": 5, "speed_mps": 0.5, "pitch_m": 1},)" + sink("o", 30);
  const std::string pairs[] = {"s>m", "m>q", "q>n", "n>c", "c>o"};
  std::string direct_flows;
  std::string vehicle_flows;
  for (const std::string& pair : pairs) {
    const std::string comma = direct_flows.empty() ? "" : ",";
    direct_flows += comma + direct(pair.substr(0, 1), pair.substr(2));
    vehicle_flows += comma + byVehicle(pair.substr(0, 1), pair.substr(2));
  }
  const auto want = simulated(factoryOf(elements, direct_flows), settingsFor(20000));
  const auto got =
      simulated(factoryOf(elements, vehicle_flows, fleet(R"(, "count": 20, "speed_mps": 1e8)")), settingsFor(20000));
  constexpr double kTravel = 1e-5;  // a few 1e-7 s each way
  MW_NEAR(got.lead_time_mean_s, want.lead_time_mean_s, kTravel, 0);
  MW_NEAR(got.wip_mean, want.wip_mean, kTravel, 0);
  for (std::size_t i = 0; i < want.elements.size(); ++i) {
    QCOMPARE(got.elements[i].parts_in, want.elements[i].parts_in);
    MW_NEAR(got.elements[i].content_mean, want.elements[i].content_mean, kTravel, 1e-6);
    for (const ElementState state : {ElementState::Busy, ElementState::Blocked, ElementState::Down}) {
      MW_NEAR(stateOf(got.elements[i], state), stateOf(want.elements[i], state), kTravel, 0.01);
    }
  }
}

/// Two buffers in a ring: no loop without time, as the way takes 10 s.
void TestTransport::goesRoundByVehicle() {
  const auto factory = factoryOf(
      once("s", 0, 0) +
          fmt::format(R"({{"id": "x", "type": "buffer"{}}}, {{"id": "y", "type": "buffer"{}}},)", at(0), at(10)) +
          sink("o", 0),
      direct("s", "x") + "," + byVehicle("x", "y") + "," + byVehicle("y", "x") + "," +
          R"({"from": "y", "to": "o", "part": "b"})",
      fleet(""));
  QCOMPARE(simulated(factory, settingsFor(1000)).fleets[0].trips, 100);
}

void TestTransport::endsAnEndlessInstant() {
  const auto factory = factoryOf(supply("s", 0) + sink("o", 0), byVehicle("s", "o"), fleet(""));
  try {
    static_cast<void>(simulated(factory, settingsFor(10)));
    QFAIL("ended");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("time stands still at 0 s"), error.what());
    QVERIFY2(QString(error.what()).contains("there, the last at o"), error.what());
  }
}

void TestTransport::refuses_data() {
  QTest::addColumn<QString>("vehicles");
  QTest::addColumn<QString>("says");
  QTest::newRow("a battery too small for a job")
      << R"({"id": "agv", "battery": {"capacity_kwh": 0.01, "drive_kw": 1, "charge_kw": 1, "charge_at": "o"}})"
      << "/vehicles/0/battery: from the charger over \"s\" and \"m\" and back takes 0.03333 kWh, vehicles \"agv\" "
         "charge "
         "up to 0.009 kWh; give a larger battery";
  QTest::newRow("a home too far for the battery")
      << R"({"id": "agv", "home": "x", "battery": {"capacity_kwh": 0.1, "drive_kw": 1, "charge_kw": 1, "charge_at": "o"}})"
      << "from the charger home and back takes 0.5556 kWh";
  QTest::newRow("a load time for no part") << R"({"id": "agv", "load_s": {"by_part": {"b": 1}}})"
                                           << "/vehicles/0/load_s/by_part: no time for part \"a\"";
}

void TestTransport::refuses() {
  QFETCH(QString, vehicles);
  QFETCH(QString, says);
  const auto factory = factoryOf(supply("s", 0) + station("m", "1", 60) + station("x", "1", 1000) + sink("o", 0),
                                 byVehicle("s", "m") + "," + direct("m", "o") + "," + direct("x", "o"),
                                 fmt::format(R"(, "vehicles": [{}])", vehicles.toStdString()));
  try {
    const auto model = compile(factory);
    QFAIL("was accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
}

QTEST_APPLESS_MAIN(TestTransport)
#include "tst_transport.moc"
