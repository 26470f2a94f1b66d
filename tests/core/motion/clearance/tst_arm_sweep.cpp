// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/random_stream.h"
#include "core/layout/clash.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/clearance/arm_sweep.h"
#include "core/motion/clearance/shared_space.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;
using Eigen::Vector3d;

namespace {

/// An arm on the spot (x, y) that carries a small box from its right to its left, with the plan for it.
struct Work {
  RobotCell cell;
  PickPlacePlan plan;
  factory::Part part;
};

Work workOf(std::string_view arm, const Vector3d& base_m = Vector3d::Zero(), double speed = 1) {
  Work work;
  work.cell.mounted = withGripper(presetArm(arm), work.cell.gripper);
  work.cell.X_WB.translation() = base_m;
  work.part.size_m = {0.1, 0.08, 0.06};
  PickPlaceProgramme programme;
  programme.part_size_m = work.part.size_m;
  programme.pick = {{0.35, -0.2, 0.15}, 0.3};
  programme.place = {{0.35, 0.2, 0.15}, -0.5};
  programme.speed = speed;
  InverseKinematics inverse(work.cell.mounted);
  work.plan = planPickPlace(inverse, work.cell.gripper, programme, readyPosture(inverse, programme).q_rad);
  return work;
}

layout::Block blockAt(double x_m, double y_m, double half_m, double low_m, double high_m, std::size_t owner) {
  layout::Block block;
  block.center = {x_m, y_m};
  block.half_x_m = block.half_y_m = half_m;
  block.low_m = low_m;
  block.high_m = high_m;
  block.owner = owner;
  return block;
}

/// The depth of every obstacle, by looking at the arm at very many moments; what is not looked at is left out.
std::vector<double> sampledDepths_m(const Work& work, const std::vector<Obstacle>& obstacles) {
  std::vector<double> deepest_m(obstacles.size(), -1e9);
  for (const ArmPosition& position : ArmSweep(work.cell, work.plan, work.part).positions(2e-4)) {
    for (std::size_t k = 0; k < obstacles.size(); ++k) {
      for (std::size_t i = 1; i < position.capsules.size(); ++i)
        deepest_m[k] = std::max(deepest_m[k], -clearance_m(position.capsules[i], obstacles[k].box));
      if (position.part) deepest_m[k] = std::max(deepest_m[k], -clearance_m(*position.part, obstacles[k].box));
    }
  }
  return deepest_m;
}

}  // namespace

class TestArmSweep : public QObject {
  Q_OBJECT
 private slots:
  void shapeFollowsTheJoints();
  void gripperEndsAtItsTip();
  void positionsAreNoFurtherApart();
  void partIsCarriedFromPickToPlace();
  void hitsWhatStandsInTheWay();
  void asSampled_data();
  void asSampled();
  void speedChangesTheTimeAlone();
  void armsShareSpace_data();
  void armsShareSpace();
};

void TestArmSweep::shapeFollowsTheJoints() {
  const Work work = workOf("agile-6kg");
  const ArmShape shape(work.cell.mounted, work.cell.gripper);
  Eigen::Isometry3d X_WB = Eigen::Isometry3d::Identity();
  X_WB.translation() = Vector3d(2, 3, 0.5);
  const ArmShape::Posture posture = shape.at(X_WB, JointVector::Zero());
  // All joints at 0, the arm lies along x (published link lengths): shoulder 0.4 up, 0.025 out, 0.455, 0.035 up, 0.42.
  const auto near = [](const Vector3d& a, const Vector3d& b) { return (a - b).norm() < 1e-12; };
  QVERIFY(near(posture.capsules[1].a_m, {2.025, 3, 0.9}));
  QVERIFY(near(posture.capsules[1].b_m, {2.48, 3, 0.9}));
  QVERIFY(near(posture.capsules[2].b_m, {2.48, 3, 0.935}));
  QVERIFY(near(posture.capsules[ArmShape::kGripper].a_m, {2.98, 3, 0.935}));
  QVERIFY(near(posture.X_WT.translation(), {3.1, 3, 0.935}));
  // 5 % of 0.025 + 0.455 + 0.035 + 0.42 + 0.08.
  MW_NEAR(posture.capsules[1].radius_m, 0.05 * 1.015, 0, 1e-12);
}

void TestArmSweep::gripperEndsAtItsTip() {
  const Work work = workOf("cobot-5kg");
  const ArmShape::Posture posture =
      ArmShape(work.cell.mounted, work.cell.gripper).at(work.cell.X_WB, work.plan.start_rad);
  const Capsule& gripper = posture.capsules[ArmShape::kGripper];
  MW_NEAR((posture.X_WT.translation() - gripper.b_m).norm(), gripper.radius_m, 0, 1e-12);
  // It points down above the place, so nothing of it is lower than its tip.
  MW_NEAR(gripper.b_m[2] - gripper.radius_m, posture.X_WT.translation()[2], 0, 1e-9);
}

void TestArmSweep::positionsAreNoFurtherApart() {
  for (const std::string_view arm : armPresetNames()) {
    const Work work = workOf(arm);
    QVERIFY(work.plan.status == PlanStatus::Ok);
    const auto positions = ArmSweep(work.cell, work.plan, work.part).positions(0.05);
    QVERIFY(positions.size() > 20);
    for (std::size_t k = 1; k < positions.size(); ++k) {
      QVERIFY(positions[k].time_s >= positions[k - 1].time_s);
      for (std::size_t i = 0; i < positions[k].capsules.size(); ++i) {
        QVERIFY((positions[k].capsules[i].a_m - positions[k - 1].capsules[i].a_m).norm() <= 0.05 + 1e-9);
        QVERIFY((positions[k].capsules[i].b_m - positions[k - 1].capsules[i].b_m).norm() <= 0.05 + 1e-9);
      }
    }
    // The last moment is the plan's, but for the wait after it, which is none.
    MW_NEAR(positions.back().time_s, work.plan.duration_s, 1e-12, 0);
  }
}

void TestArmSweep::partIsCarriedFromPickToPlace() {
  const Work work = workOf("compact-3kg", {5, 6, 0.7});
  const auto positions = ArmSweep(work.cell, work.plan, work.part).positions(0.02);
  const auto first = std::find_if(positions.begin(), positions.end(), [](const auto& p) { return p.part.has_value(); });
  const auto last =
      std::find_if(positions.rbegin(), positions.rend(), [](const auto& p) { return p.part.has_value(); });
  QVERIFY(first != positions.end());
  // Its middle is half its height below the tops that the programme names.
  QVERIFY((first->part->X_WB.translation() - Vector3d(5.35, 5.8, 0.7 + 0.15 - 0.03)).norm() < 1e-6);
  QVERIFY((last->part->X_WB.translation() - Vector3d(5.35, 6.2, 0.7 + 0.151 - 0.03)).norm() < 1e-6);
  QVERIFY(!positions.front().part && !positions.back().part);
}

void TestArmSweep::hitsWhatStandsInTheWay() {
  const Work work = workOf("cobot-5kg");
  const ArmSweep sweep(work.cell, work.plan, work.part);
  // A post between pick and place, as high as the gripper is on its way; another one far away; the floor.
  const std::vector<Obstacle> obstacles = {obstacleOf(blockAt(0.4, 0, 0.03, 0, 0.4, 4), 10),
                                           obstacleOf(blockAt(3, 0, 0.3, 0, 2, 5), 10), floorObstacle(6, -0.001)};
  double nearest_m = 0;
  const std::vector<SweptHit> hits = sweep.hits(obstacles, &nearest_m);
  QCOMPARE(hits.size(), std::size_t(1));
  QCOMPARE(hits[0].owner, std::size_t(4));
  QVERIFY(hits[0].depth_m > 0.05);
  MW_NEAR(nearest_m, -hits[0].depth_m, 0, 0);
  QVERIFY(hits[0].time_s > 0 && hits[0].time_s < work.plan.duration_s);
  // Cut down below the part's way, the post is in nobody's way any more: the part hangs 0.1 m above 0.09 m.
  QVERIFY(sweep.hits(std::vector<Obstacle>{obstacleOf(blockAt(0.4, 0, 0.03, 0, 2, 4), 0.08)}).empty());
}

void TestArmSweep::asSampled_data() {
  QTest::addColumn<QString>("arm");
  for (const std::string_view arm : armPresetNames()) QTest::newRow(arm.data()) << QString::fromUtf8(arm.data());
}

void TestArmSweep::asSampled() {
  QFETCH(QString, arm);
  const Work work = workOf(arm.toStdString());
  RandomStream random(11, streamId("test", "sweep"), 0);
  std::vector<Obstacle> obstacles;
  for (std::size_t i = 0; i < 60; ++i) {
    const double low_m = random.uniform();
    obstacles.push_back(obstacleOf(blockAt(0.8 * random.uniform(), random.uniform() - 0.5,
                                           0.01 + 0.1 * random.uniform(), low_m, low_m + 0.4 * random.uniform(), i),
                                   10));
  }
  const std::vector<double> sampled_m = sampledDepths_m(work, obstacles);
  int n_hits = 0;
  for (std::size_t k = 0; k < obstacles.size(); ++k) {
    // One at a time, and all together below: what else stands there changes nothing.
    const auto alone = ArmSweep(work.cell, work.plan, work.part).hits(std::span(&obstacles[k], 1));
    const double depth_m = alone.empty() ? 0 : alone[0].depth_m;
    // Between two looks no point moves more than the finest step, so what is missed is at most half of it at both ends.
    if (sampled_m[k] > layout::kClashTolerance_m + kFinestStep_m) QVERIFY(!alone.empty());
    if (alone.empty()) continue;
    ++n_hits;
    QVERIFY(depth_m <= sampled_m[k] + 1e-3);  // its samples and ours are not the same moments
    QVERIFY(depth_m >= sampled_m[k] - kFinestStep_m);
  }
  QVERIFY(n_hits > 3);
  const auto together = ArmSweep(work.cell, work.plan, work.part).hits(obstacles);
  for (const SweptHit& hit : together) QVERIFY(std::abs(hit.depth_m - sampled_m[hit.owner]) <= kFinestStep_m);
  for (std::size_t k = 0; k < obstacles.size(); ++k) {
    if (sampled_m[k] <= layout::kClashTolerance_m + kFinestStep_m) continue;
    QVERIFY(std::any_of(together.begin(), together.end(), [k](const SweptHit& hit) { return hit.owner == k; }));
  }
}

void TestArmSweep::speedChangesTheTimeAlone() {
  const std::vector<Obstacle> obstacles = {obstacleOf(blockAt(0.4, 0, 0.03, 0, 0.4, 4), 10)};
  const Work quick = workOf("agile-6kg");
  const Work slow = workOf("agile-6kg", Vector3d::Zero(), 0.1);
  const auto at_full = ArmSweep(quick.cell, quick.plan, quick.part).hits(obstacles);
  const auto at_tenth = ArmSweep(slow.cell, slow.plan, slow.part).hits(obstacles);
  QCOMPARE(at_full.size(), std::size_t(1));
  QCOMPARE(at_tenth.size(), std::size_t(1));
  QVERIFY(std::abs(at_full[0].depth_m - at_tenth[0].depth_m) <= kFinestStep_m);
  QVERIFY(at_tenth[0].time_s > 5 * at_full[0].time_s);
}

void TestArmSweep::armsShareSpace_data() {
  QTest::addColumn<double>("apart_m");
  QTest::addColumn<bool>("share");
  QTest::newRow("side by side, ports in common") << 0.4 << true;
  QTest::newRow("out of each other's way") << 2.5 << false;
}

void TestArmSweep::armsShareSpace() {
  QFETCH(double, apart_m);
  QFETCH(bool, share);
  const Work one = workOf("cobot-5kg");
  const Work other = workOf("agile-6kg", {0, apart_m, 0});
  const auto a = ArmSweep(one.cell, one.plan, one.part).positions(0.05);
  const auto b = ArmSweep(other.cell, other.plan, other.part).positions(0.05);
  const auto shared = sharedSpace(a, b);
  QCOMPARE(shared.has_value(), share);
  double deepest_m = 0;
  for (const ArmPosition& p : a)
    for (const ArmPosition& q : b)
      for (std::size_t i = 1; i < p.capsules.size(); ++i)
        for (std::size_t j = 1; j < q.capsules.size(); ++j)
          deepest_m = std::max(deepest_m, -clearance_m(p.capsules[i], q.capsules[j]));
  MW_NEAR(shared ? shared->depth_m : 0.0, deepest_m, 0, 1e-12);
}

QTEST_APPLESS_MAIN(TestArmSweep)
#include "tst_arm_sweep.moc"
