// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <algorithm>

#include "core/cosimulation/motion_run.h"
#include "tests/core/cosimulation/belt_to_belt.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::test;

namespace {

/// An arm between two belts, and a tall vehicle that drives up to where its road ends.
factory::Factory cellBesideARoad(double road_end_m) {
  Json json = beltToBelt();
  const Json road = Json::parse(R"({
    "elements": [
      {"id": "more", "type": "source", "part": "box", "interarrival": 15, "pose": {"x_m": 9, "y_m": 3}},
      {"id": "there", "type": "sink", "pose": {"x_m": 4, "y_m": 3}}],
    "vehicles": [{"id": "agv", "network": "hall", "size_m": [1, 0.5, 1.1], "load_s": 2, "unload_s": 8}],
    "networks": [{"id": "hall", "nodes": [{"id": "far", "x_m": 9, "y_m": 0.9, "element": "more"},
      {"id": "near", "y_m": 0.9, "element": "there"}], "edges": [{"from": "far", "to": "near", "width_m": 1}]}]})");
  for (const Json& element : road["elements"]) json["elements"].push_back(element);
  json["flows"].push_back({{"from", "more"}, {"to", "there"}, {"by", "vehicle"}});
  json["vehicles"] = road["vehicles"];
  json["networks"] = road["networks"];
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
