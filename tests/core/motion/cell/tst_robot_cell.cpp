// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <numbers>

#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/cell/robot_cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

/// A belt along +y that ends before the robot, which looks along +x from a pedestal, and a table on its other side.
factory::Factory cellFactory() {
  return factory::Factory::fromJson(Json::parse(R"({
    "format": "millwright-factory/1", "name": "Cell",
    "parts": [{"id": "crate", "size_m": [0.2, 0.1, 0.06], "mass_kg": 1.5}],
    "elements": [
      {"id": "src", "type": "source", "part": "crate", "supply": "unlimited"},
      {"id": "belt", "type": "conveyor", "length_m": 2, "speed_mps": 0.5, "pitch_m": 0.5,
       "pose": {"x_m": 1.5, "y_m": 0, "yaw_deg": 90}},
      {"id": "arm", "type": "robot", "arm": "agile-6kg", "speed": 0.5,
       "pose": {"x_m": 1, "y_m": 1, "z_m": 0.6, "yaw_deg": 30}, "cycle": 5},
      {"id": "table", "type": "station", "process": 1, "size_m": [0.4, 0.4, 0.8],
       "pose": {"x_m": 1, "y_m": 1.5, "yaw_deg": 90}},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "belt"}, {"from": "belt", "to": "arm"}, {"from": "arm", "to": "table"},
              {"from": "table", "to": "out"}]})"));
}

RobotCell cellOf(const factory::Factory& factory) {
  return robotCell(factory, 2, factory.parts(), {});
}

}  // namespace

class TestRobotCell : public QObject {
  Q_OBJECT
 private slots:
  void knowsItsPorts();
  void tipGoesToThePorts();
  void namesARobotWithoutAnArm();
};

void TestRobotCell::knowsItsPorts() {
  const auto factory = cellFactory();
  const RobotCell cell = cellOf(factory);
  QCOMPARE(cell.picks.size(), std::size_t{1});
  QCOMPARE(cell.picks[0].element, 1U);
  QCOMPARE(cell.picks[0].flow, 1U);
  const std::array<double, 3> pick{1.5, 1, 0.8};
  for (std::size_t i = 0; i < 3; ++i) MW_NEAR(cell.picks[0].stand_m[i], pick[i], 0, 1e-12);
  MW_NEAR(cell.picks[0].yaw_rad, std::numbers::pi / 2, 1e-12, 0);
  QCOMPARE(cell.places.size(), std::size_t{1});
  QCOMPARE(cell.places[0].element, 3U);
  const std::array<double, 3> place{1, 1.5, 0.8};
  for (std::size_t i = 0; i < 3; ++i) MW_NEAR(cell.places[0].stand_m[i], place[i], 0, 1e-12);
}

void TestRobotCell::tipGoesToThePorts() {
  const auto factory = cellFactory();
  const RobotCell cell = cellOf(factory);
  const auto programme = programmeOf(cell, cell.picks[0], cell.places[0], factory.parts()[0]);
  QCOMPARE(programme.part_mass_kg, 1.5);
  QCOMPARE(programme.speed, 0.5);
  InverseKinematics inverse(cell.mounted);
  const InverseResult ready = readyPosture(inverse, programme);
  const PickPlacePlan plan = planPickPlace(inverse, cell.gripper, programme, ready.q_rad);
  QVERIFY2(plan.status == PlanStatus::Ok, plan.reason.c_str());
  const auto step = std::find_if(plan.steps.begin(), plan.steps.end(), [](const PickPlacePlan::Step& each) {
    return each.action == PickPlacePlan::Action::Grip;
  });
  QVERIFY(step != plan.steps.end());
  const JointVector q_rad = step->motion->at(step->motion->duration_s()).q_rad;
  const Eigen::Vector3d tip_m = (cell.X_WB * flangePose(cell.mounted, q_rad)).translation();
  // What the inverse kinematics leaves over is below a hundredth of a millimetre.
  MW_NEAR(tip_m.x(), 1.5, 0, 1e-5);
  MW_NEAR(tip_m.y(), 1.0, 0, 1e-5);
  MW_NEAR(tip_m.z(), 0.86, 0, 1e-5);
}

void TestRobotCell::namesARobotWithoutAnArm() {
  auto factory = cellFactory();
  Json json = factory.json();
  json["elements"][2].erase("arm");
  const auto without = factory::Factory::fromJson(json);
  try {
    static_cast<void>(cellOf(without));
    QFAIL("no error");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find("arm") != std::string::npos, error.what());
  }
}

QTEST_APPLESS_MAIN(TestRobotCell)
#include "tst_robot_cell.moc"
