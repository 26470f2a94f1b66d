// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <algorithm>

#include "core/cosimulation/motion_run.h"

using namespace mw;
using namespace mw::cosimulation;

namespace {

/// An arm between two belts, and a tall vehicle that drives up to where its road ends.
factory::Factory cellBesideARoad(double road_end_m) {
  Json json = Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "box", "size_m": [0.2, 0.15, 0.1], "mass_kg": 1.5}],
    "elements": [
      {"id": "src", "type": "source", "part": "box", "supply": "unlimited"},
      {"id": "in", "type": "conveyor", "length_m": 2, "speed_mps": 0.4, "pitch_m": 0.5, "pose": {"x_m": 1, "y_m": 1.5}},
      {"id": "arm", "type": "robot", "arm": "agile-6kg", "speed": 0.6, "cycle": "motion", "size_m": [0.4, 0.4, 1.2],
       "pose": {"x_m": 2.5, "y_m": 1.1, "z_m": 0.5}},
      {"id": "out", "type": "conveyor", "length_m": 2, "speed_mps": 0.4, "pitch_m": 0.5,
       "pose": {"x_m": 3, "y_m": 0.3, "yaw_deg": -90}},
      {"id": "end", "type": "sink"},
      {"id": "more", "type": "source", "part": "box", "interarrival": 15, "pose": {"x_m": 9, "y_m": 3}},
      {"id": "there", "type": "sink", "pose": {"x_m": 4, "y_m": 3}}],
    "flows": [{"from": "src", "to": "in"}, {"from": "in", "to": "arm"}, {"from": "arm", "to": "out"},
      {"from": "out", "to": "end"}, {"from": "more", "to": "there", "by": "vehicle"}],
    "vehicles": [{"id": "agv", "network": "hall", "size_m": [1, 0.5, 1.1], "load_s": 2, "unload_s": 8}],
    "networks": [{"id": "hall", "nodes": [{"id": "far", "x_m": 9, "y_m": 0.9, "element": "more"},
      {"id": "near", "y_m": 0.9, "element": "there"}], "edges": [{"from": "far", "to": "near", "width_m": 1}]}]})");
  json["networks"][0]["nodes"][1]["x_m"] = road_end_m;
  return factory::Factory::fromJson(std::move(json));
}

}  // namespace

class TestArmsAndVehicles : public QObject {
  Q_OBJECT
 private slots:
  void tellsWhenTheyComeNear_data();
  void tellsWhenTheyComeNear();
};

void TestArmsAndVehicles::tellsWhenTheyComeNear_data() {
  QTest::addColumn<double>("road_end_m");
  QTest::addColumn<bool>("is_near");
  QTest::newRow("where the arm swings") << 3.55 << true;
  QTest::newRow("half a metre farther") << 4.3 << false;
}

/// The gripper with its part comes as far as 3.2 m; the vehicle's front ends half a metre before its road's end.
void TestArmsAndVehicles::tellsWhenTheyComeNear() {
  QFETCH(double, road_end_m);
  QFETCH(bool, is_near);
  MotionSettings settings;
  settings.duration_s = 60;
  const MotionResult result = runMotion(cellBesideARoad(road_end_m), settings);
  const auto told = std::find_if(result.near_misses.begin(), result.near_misses.end(),
                                 [](const NearMissOfRun& miss) { return miss.is_arm; });
  QCOMPARE(told != result.near_misses.end(), is_near);
  if (!is_near) return;
  QCOMPARE(told->vehicle, std::string("agv"));
  QCOMPARE(told->other, std::string("arm"));
  QVERIFY(told->gap_m < 0.05);
  const Json json = toJson(result);
  const auto is_arm = [](const Json& miss) { return miss.contains("robot") && miss.contains("vehicle"); };
  QVERIFY(std::any_of(json["near_misses"].begin(), json["near_misses"].end(), is_arm));
  const auto names_both = [](const std::string& text) {
    return text.find("vehicle agv") == 0 && text.find("the arm of \"arm\"") != std::string::npos;
  };
  QVERIFY(std::any_of(result.warnings.begin(), result.warnings.end(), names_both));
}

QTEST_APPLESS_MAIN(TestArmsAndVehicles)
#include "tst_arms_and_vehicles.moc"
