// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "tests/support/near.h"
#include "ui/panels/viewport/scene_layout.h"

using namespace mw;

namespace {

scene::SceneElement shown(const Json& json, const std::string& id) {
  const std::vector<scene::SceneElement> elements = panels::sceneElements(factory::Factory::fromJson(json));
  return *std::find_if(elements.begin(), elements.end(), [&](const auto& element) { return element.id == id; });
}

}  // namespace

/// What the hall shows of transfer devices, by what flows into them and out of them.
class TestSceneLayout : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void platesWaitForTheirFirstBelt();
  void bladesStandOppositeTheirBelt();
  void framesReachAboveTheHighestLevel();
  void stopsStandAcrossTheBelt();

 private:
  Json json_;
};

void TestSceneLayout::initTestCase() {
  json_ = factory::Factory::read(std::filesystem::path(MW_SOURCE_DIR) / "resources/examples/sorting-line.json").json();
}

void TestSceneLayout::platesWaitForTheirFirstBelt() {
  Json json = json_;
  for (Json& element : json["elements"]) {
    if (element["id"] != "table") continue;
    element["pose"]["yaw_deg"] = 30;
    element["diameter_m"] = 1.15;
  }
  const scene::SceneElement table = shown(json, "table");
  QVERIFY(table.type == scene::BodyType::Turntable);
  MW_NEAR(table.size_m->x, 1.15, 1e-12, 0);
  MW_NEAR(table.size_m->y, 1.15, 1e-12, 0);
  // Along the belt that comes in straight, however the table was put down.
  MW_NEAR(table.transfer.rest, -std::numbers::pi / 6, 1e-9, 0);
}

void TestSceneLayout::bladesStandOppositeTheirBelt() {
  const scene::SceneElement sorter = shown(json_, "sorter");
  QVERIFY(sorter.type == scene::BodyType::Pusher);
  QCOMPARE(sorter.transfer.side, -1.0);
  QCOMPARE(sorter.transfer.rest, 0.0);
}

void TestSceneLayout::framesReachAboveTheHighestLevel() {
  const scene::SceneElement lift = shown(json_, "lift");
  QVERIFY(lift.type == scene::BodyType::Lift);
  QCOMPARE(lift.transfer.rest, 0.0);
  QVERIFY(lift.size_m->z > 2.6 + 0.8 + 0.3);  // the mezzanine, its belt, a crate
  Json low = json_;
  for (Json& element : low["elements"]) {
    if (element["id"] == "mezzanine" || element["id"] == "racks") element["pose"]["z_m"] = 1.0;
  }
  MW_NEAR(shown(low, "lift").size_m->z, 3.4, 1e-12, 0);  // its own height
}

/// Along the belt, round its bend and up its slope, in the order in which parts come to them.
void TestSceneLayout::stopsStandAcrossTheBelt() {
  constexpr double kSlope_rad = 0.6435011087932844;  // 3 m up on 4 m
  Json json = json_;
  json["elements"].push_back(Json::parse(R"({"id": "round", "type": "conveyor", "bend_radius_m": 1,
    "path": [[0, 0, 0], [3, 0, 0], [3, 3, 0], [3, 7, 3]], "pose": {"x_m": 0, "y_m": 20},
    "stops": [{"id": "high", "at_m": 8.070796326794897, "hold": 1}, {"id": "straight", "at_m": 1.5, "hold": 1}],
    "photo_eyes": [{"id": "round", "at_m": 2.785398163397448}]})"));
  const scene::SceneElement belt = shown(json, "round");
  QCOMPARE(belt.stops.size(), std::size_t{2});
  QCOMPARE(belt.eyes.size(), std::size_t{1});
  const auto isAt = [](const scene::ScenePlace& place, const scene::Vec3& at_m, double yaw_rad, double slope_rad) {
    MW_NEAR(norm(place.at_m - at_m), 0, 0, 1e-9);
    MW_NEAR(place.yaw_rad, yaw_rad, 0, 1e-9);
    MW_NEAR(place.slope_rad, slope_rad, 0, 1e-9);
  };
  isAt(belt.stops[0], {1.5, 0, 0}, 0, 0);
  // Legs of 2 m each around a quarter of a circle of 1 m: 2.5 m up the slope of 5 m.
  isAt(belt.stops[1], {3, 5, 1.5}, std::numbers::pi / 2, kSlope_rad);
  isAt(belt.eyes[0], {2 + std::sqrt(0.5), 1 - std::sqrt(0.5), 0}, std::numbers::pi / 4, 0);
}

QTEST_APPLESS_MAIN(TestSceneLayout)
#include "tst_scene_layout.moc"
