// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/events/simulation.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/scene/part_flow.h"

using namespace mw;
using namespace mw::scene;

namespace {

double distanceToRoad_m(const Vec3& point, const std::vector<SceneRoad>& roads) {
  double least = std::numeric_limits<double>::infinity();
  for (const SceneRoad& road : roads) {
    const Vec3 way = road.to_m - road.from_m;
    const double share = std::clamp(dot(point - road.from_m, way) / dot(way, way), 0.0, 1.0);
    least = std::min(least, norm(point - road.from_m - way * share));
  }
  return least;
}

}  // namespace

/// The vehicles of an example's run, as the hall shows them.
class TestVehicleFlow : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void startsAtHome();
  void drivesOnTheRoadsWithoutLeaps();
  void carriesPartsOnItsDeck();

 private:
  static constexpr double kUntil_s = 1800;
  factory::Factory factory_;
  events::Recording recording_;
  [[nodiscard]] events::Moment at(double t_s) const { return recording_.momentAt(SimTime::fromSeconds(t_s)); }
};

void TestVehicleFlow::initTestCase() {
  factory_ = factory::Factory::read(MW_SOURCE_DIR "/resources/examples/two-lines.json");
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(kUntil_s);
  recording_ = events::record(*events::compile(factory_), settings);
}

void TestVehicleFlow::startsAtHome() {
  const auto poses = VehicleFlow(factory_).posesAt(at(0));
  QCOMPARE(poses.size(), std::size_t{3});
  for (std::size_t i = 0; i < poses.size(); ++i) {
    QCOMPARE(poses[i].state, ElementState::Idle);
    const Vec3 from_dock = poses[i].position_m - Vec3{25, 20, 0};
    QVERIFY2(norm(from_dock) < 3, "three bays beside the dock");
    for (std::size_t k = 0; k < i; ++k) QVERIFY(norm(poses[i].position_m - poses[k].position_m) > 1);
  }
}

void TestVehicleFlow::drivesOnTheRoadsWithoutLeaps() {
  const VehicleFlow flow(factory_);
  const std::vector<SceneRoad> roads = sceneRoads(factory_);
  QCOMPARE(roads.size(), std::size_t{10});
  constexpr double kStep_s = 0.1;
  constexpr double kSpeed_mps = 1.4;
  std::vector<VehiclePose> last;
  std::vector<events::VehicleMove> moves;
  double driven_m = 0;
  for (double t_s = 0; t_s < kUntil_s; t_s += kStep_s) {
    const events::Moment moment = at(t_s);
    const auto poses = flow.posesAt(moment);
    for (std::size_t i = 0; i < poses.size(); ++i) {
      const events::VehicleMove& now = moment.vehicles[i];
      const bool drives = now.from != now.to && moment.at < now.until;
      if (!drives) continue;
      QVERIFY(distanceToRoad_m(poses[i].position_m, roads) <= kLane_m + 1e-9);
      if (last.empty() || moves[i].at != now.at) continue;
      // Within a way: its speed, and in the first metre the arc of the lane around the turn besides.
      const double moved_m = norm(poses[i].position_m - last[i].position_m);
      constexpr double kTurning_m = 1.5 * 2 * kLane_m * std::numbers::pi / 1.0 * kSpeed_mps * kStep_s;
      QVERIFY(moved_m <= kSpeed_mps * kStep_s + kTurning_m);
      driven_m += moved_m;
    }
    last = poses;
    moves = moment.vehicles;
  }
  QVERIFY2(driven_m > 500, "three vehicles of 1.4 m/s in half an hour");
}

void TestVehicleFlow::carriesPartsOnItsDeck() {
  const PartFlow flow(factory_, panels::sceneElements(factory_));
  std::size_t carried = 0;
  for (double t_s = 0; t_s < kUntil_s; t_s += 7) {
    const events::Moment moment = at(t_s);
    const FlowFrame frame = flow.frameAt(recording_, moment, 0);
    std::size_t inside = 0;
    for (const auto& element : moment.elements) inside += element.parts.size();
    std::size_t loaded = 0;
    for (std::size_t v = 0; v < moment.vehicles.size(); ++v) {
      if (moment.vehicles[v].part == events::VehicleMove::kNone) continue;
      const PartPose& part = frame.parts[inside + loaded++];
      const Vec3& under = frame.vehicles[v].position_m;
      QVERIFY(std::hypot(static_cast<double>(part.center_m[0]) - under.x,
                         static_cast<double>(part.center_m[1]) - under.y) < 1e-3);
      QVERIFY(static_cast<double>(part.center_m[2]) > vehicleSize_m().z);
    }
    QCOMPARE(frame.parts.size(), inside + loaded);
    carried += loaded;
  }
  QVERIFY(carried > 20);
}

QTEST_GUILESS_MAIN(TestVehicleFlow)
#include "tst_vehicle_flow.moc"
