// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/cosimulation/agreement.h"
#include "core/cosimulation/motion_snapshot.h"
#include "core/cosimulation/vehicle_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;

namespace {

constexpr double kWay_m = 20;
constexpr double kSpeed_mps = 1.5;

/// A belt from whose end vehicles carry crates to a sink 20 m away, over a road for one direction each.
Json carriers(int count, const Json& more = Json::object()) {
  Json json = Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "crate", "size_m": [0.4, 0.3, 0.2], "mass_kg": 4}],
    "elements": [
      {"id": "src", "type": "source", "part": "crate", "supply": "unlimited"},
      {"id": "belt", "type": "conveyor", "length_m": 3, "speed_mps": 0.5, "pitch_m": 0.6},
      {"id": "out", "type": "sink", "pose": {"x_m": 24, "y_m": 3}}],
    "flows": [{"from": "src", "to": "belt"}, {"from": "belt", "to": "out", "by": "vehicle"}],
    "networks": [{"id": "hall", "nodes": [{"id": "n1", "x_m": 3, "y_m": 2, "element": "belt"},
        {"id": "n2", "x_m": 23, "y_m": 2, "element": "out"}], "edges": [{"from": "n1", "to": "n2"}]}],
    "vehicles": [{"id": "agv", "speed_mps": 1.5, "load_s": 4, "unload_s": 3, "network": "hall", "home": "n1"}]})");
  json["vehicles"][0]["count"] = count;
  json["vehicles"][0].update(more);
  return json;
}

MotionSettings settingsOf(double duration_s, double warmup_s = 0) {
  MotionSettings settings;
  settings.duration_s = duration_s;
  settings.step_s = 1.0 / 120;
  settings.warmup_s = warmup_s;
  return settings;
}

}  // namespace

class TestMotionVehicles : public QObject {
  Q_OBJECT
 private slots:
  void partGoesFromTheBeltOntoTheBed();
  void tripsTakeTheTrapezoidsTime();
  void agreesWithTheEvents();
  void sameBitsInTwoRuns();
  void thrownOffLoadsAreScrapped();
  void interpolatesVehicles();
};

void TestMotionVehicles::partGoesFromTheBeltOntoTheBed() {
  MotionSession session(factory::Factory::fromJson(carriers(1)), {});
  const double on_belt_m = 0.8 + 0.1;
  const double on_bed_m = 0.36 + 0.1;
  bool was_on_bed = false;
  double loaded_s = 0;
  while (session.time_s() < 30) {
    session.step();
    for (const motion::PartPose& part : session.parts()) {
      if (part.part != session.parts().front().part) continue;
      const double z_m = part.position_m[2];
      // Contacts are held apart with a fraction of a millimetre; on rollers or at a belt's end parts rock a little.
      QVERIFY(std::abs(z_m - on_belt_m) < 5e-3 || std::abs(z_m - on_bed_m) < 5e-3);
      if (std::abs(z_m - on_bed_m) >= 5e-3) continue;
      if (!was_on_bed) loaded_s = session.time_s();
      was_on_bed = true;
      const motion::VehicleState vehicle = session.vehicles()[0];
      QVERIFY(std::hypot(part.position_m[0] - vehicle.position_m[0], part.position_m[1] - vehicle.position_m[1]) <
              0.05);
    }
  }
  QVERIFY(was_on_bed);
  MW_NEAR(loaded_s, 3 / 0.5 + 4, 0.01, 0.05);  // length / speed of the belt, then load_s; the vehicle waits there
  QCOMPARE(session.delivered(), std::int64_t{1});
}

/// One vehicle that never waits: there, unload, back, load.
void TestMotionVehicles::tripsTakeTheTrapezoidsTime() {
  const factory::Factory factory = factory::Factory::fromJson(carriers(1));
  const MotionResult result = runMotion(factory, settingsOf(700, 100));
  const double drive_s = kWay_m / kSpeed_mps + kSpeed_mps / 1.0;  // v / (2 a) + v / (2 d)
  const double cycle_s = 2 * drive_s + 4 + 3;
  const auto trips = static_cast<double>(result.statistics.fleets[0].trips);
  // The vehicle changes lanes at either end, which makes its way a little longer; one trip more or less is counted.
  MW_NEAR(trips, 600 / cycle_s, 0.02, 1);
  QVERIFY(result.mishaps.empty());
  QVERIFY(result.near_misses.empty());
}

/// Where the belt limits, vehicles that speed up and brake carry as much as those of the events.
void TestMotionVehicles::agreesWithTheEvents() {
  Json json = carriers(4);
  json["elements"][0].erase("supply");
  json["elements"][0]["interarrival"] = 20;
  const factory::Factory factory = factory::Factory::fromJson(json);
  const MotionResult result = runMotion(factory, settingsOf(3000, 1000));
  const Agreement agreement = compareWithEvents(factory, result);
  QVERIFY2(agreement.agrees(), agreementText(agreement).c_str());
  QVERIFY(result.delivered > 90);
  QVERIFY(result.mishaps.empty());
}

void TestMotionVehicles::sameBitsInTwoRuns() {
  const factory::Factory factory = factory::Factory::fromJson(carriers(3));
  const MotionResult first = runMotion(factory, settingsOf(60));
  const MotionResult second = runMotion(factory, settingsOf(60));
  QVERIFY(first.delivered > 2);
  QCOMPARE(first.state_hashes.size(), std::size_t{60});
  QVERIFY(first.state_hashes == second.state_hashes);
  QVERIFY(first.state_hashes[20] != first.state_hashes[30]);
}

void TestMotionVehicles::thrownOffLoadsAreScrapped() {
  const factory::Factory factory =
      factory::Factory::fromJson(carriers(1, {{"speed_mps", 4}, {"acceleration_mps2", 2}, {"deceleration_mps2", 40}}));
  const MotionResult result = runMotion(factory, settingsOf(120));
  QVERIFY(!result.mishaps.empty());
  const auto fell = std::count_if(result.mishaps.begin(), result.mishaps.end(),
                                  [](const motion::Mishap& mishap) { return mishap.kind == motion::MishapKind::Fell; });
  QVERIFY(fell > 2);
  QVERIFY(result.statistics.scrapped >= fell - 1);
  QVERIFY2(result.warnings[0].find("part 0 from \"belt\" fell off vehicle agv at ") == 0, result.warnings[0].c_str());
  QVERIFY(toJson(result)["mishaps"]["fell"].get<int>() == fell);
  QVERIFY(toJson(result)["near_misses"].is_array());
}

void TestMotionVehicles::interpolatesVehicles() {
  MotionSession session(factory::Factory::fromJson(carriers(2)), {});
  while (session.time_s() < 15) session.step();
  const MotionSnapshot a = snapshotOf(session);
  for (int i = 0; i < 24; ++i) session.step();
  const MotionSnapshot b = snapshotOf(session);
  const MotionSnapshot between = interpolate(a, b, (a.time_s + b.time_s) / 2);
  QCOMPARE(between.vehicles.size(), std::size_t{2});
  const double from_m = a.vehicles[0].state.position_m[0];
  const double to_m = b.vehicles[0].state.position_m[0];
  QVERIFY(to_m > from_m);
  MW_NEAR(between.vehicles[0].state.position_m[0], (from_m + to_m) / 2, 1e-12, 0);
  QVERIFY(between.vehicles[0].activity == events::VehicleActivity::Loaded);
  QCOMPARE(vehicleName(1, factory::Factory::fromJson(carriers(2))), std::string("agv 2"));
}

QTEST_APPLESS_MAIN(TestMotionVehicles)
#include "tst_motion_vehicles.moc"
