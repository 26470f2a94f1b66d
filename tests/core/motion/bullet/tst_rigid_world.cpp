// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/motion/bullet/bullet_world.h"
#include "tests/support/near.h"

using namespace mw::motion;

namespace {

constexpr double kStep_s = 1.0 / 240;

Box box(Vector3 size_m, Vector3 position_m, double friction, int lane = Box::kEveryLane) {
  Box made;
  made.size_m = size_m;
  made.position_m = position_m;
  made.friction = friction;
  made.lane = lane;
  return made;
}

/// Top at z = 0.
Box ground(double friction = 1, int lane = Box::kEveryLane) {
  return box({100, 2, 0.2}, {0, 0, -0.1}, friction, lane);
}

void steps(RigidWorld& world, double time_s) {
  for (int i = 0; i < std::lround(time_s / kStep_s); ++i) world.step(kStep_s);
}

}  // namespace

/// What every engine behind RigidWorld must do.
class TestRigidWorld : public QObject {
  Q_OBJECT
 private slots:
  void freeFall();
  void boxRestsOnTheGround();
  void beltBringsABoxToItsSpeed();
  void beltCanStop();
  void restingBoxIsWokenByABlow();
  void restingBoxIsWokenByItsBelt();
  void restingQueueFollowsOverAJoint();
  void plateDoesNotSlowItsLane();
  void endOfABeltCatchesNothing();
  void higherBeltHoldsUp();
  void lanesPassThroughEachOther();
  void fixedBoxIsOpenToItsLanes();
  void drivenBoxCarriesWhatStandsOnIt();
  void drivenBoxPushesWhatIsInItsWay();
  void inclineHoldsUpToItsFriction();
  void idsOfRemovedBodiesAreUsedAgain();
  void saysWhatIsInTheWay();
};

void TestRigidWorld::freeFall() {
  const auto world = makeBulletWorld();
  const BodyId body = world->addMoving(box({0.2, 0.2, 0.2}, {0, 0, 100}, 0.5), 3, {1, 0, 0});
  steps(*world, 1);
  const BodyState state = world->state(body);
  MW_NEAR(state.velocity_mps[2], -9.80665, 1e-9, 0);
  MW_NEAR(state.position_m[0], 1, 1e-9, 0);
  // Semi-implicit Euler falls g t (t + h) / 2, half a step ahead of g t^2 / 2.
  MW_NEAR(state.position_m[2], 100 - 9.80665 * (1 + kStep_s) / 2, 1e-9, 0);
}

void TestRigidWorld::boxRestsOnTheGround() {
  const auto world = makeBulletWorld();
  world->addFixed(ground());
  const BodyId body = world->addMoving(box({0.4, 0.3, 0.2}, {0, 0, 0.1}, 0.5), 3, {0, 0, 0});
  steps(*world, 5);
  MW_NEAR(world->state(body).position_m[2], 0.1, 0, 1e-3);
  MW_NEAR(world->state(body).position_m[0], 0, 0, 1e-3);
  QVERIFY(world->deepestOverlap_m() < 1e-3);
}

void TestRigidWorld::beltBringsABoxToItsSpeed() {
  const auto world = makeBulletWorld();
  const BodyId belt = world->addBelt(ground());
  world->setBeltVelocity(belt, {1, 0, 0});
  const BodyId body = world->addMoving(box({0.4, 0.3, 0.2}, {0, 0, 0.1}, 0.5), 3, {0, 0, 0});
  steps(*world, 5);
  MW_NEAR(world->state(body).velocity_mps[0], 1, 1e-3, 0);
  // It slips for v / (mu g) = 0.204 s and is v^2 / (2 mu g) = 0.102 m behind from then on.
  MW_NEAR(world->state(body).position_m[0], 5 - 1 / (2 * 0.5 * 9.80665), 0, 0.01);
  MW_NEAR(world->state(belt).position_m[0], 0, 0, 0);
}

void TestRigidWorld::beltCanStop() {
  const auto world = makeBulletWorld();
  const BodyId belt = world->addBelt(ground());
  world->setBeltVelocity(belt, {1, 0, 0});
  const BodyId body = world->addMoving(box({0.4, 0.3, 0.2}, {0, 0, 0.1}, 0.5), 3, {1, 0, 0});
  steps(*world, 1);
  world->setBeltVelocity(belt, {0, 0, 0});
  steps(*world, 4);
  MW_NEAR(world->state(body).velocity_mps[0], 0, 0, 1e-4);  // what five iterations leave
  world->setBeltVelocity(belt, {1, 0, 0});
  steps(*world, 1);
  MW_NEAR(world->state(body).velocity_mps[0], 1, 1e-3, 0);  // it did not fall asleep
}

void TestRigidWorld::restingBoxIsWokenByABlow() {
  const auto world = makeBulletWorld();
  world->addFixed(ground(0.2));
  const BodyId struck = world->addMoving(box({0.2, 0.2, 0.2}, {1, 0, 0.1}, 0.5), 3, {0, 0, 0});
  steps(*world, 1);
  QVERIFY((world->state(struck).velocity_mps == Vector3{0, 0, 0}));
  const double before_m = world->state(struck).position_m[0];
  world->addMoving(box({0.2, 0.2, 0.2}, {0.7, 0, 0.1}, 0.5), 3, {2, 0, 0});
  steps(*world, 1);
  // Half of 2 m/s or more goes over, and 0.1 g stop 1 m/s after half a metre; nothing of it if it slept on.
  QVERIFY(world->state(struck).position_m[0] > before_m + 0.1);
}

void TestRigidWorld::restingBoxIsWokenByItsBelt() {
  const auto world = makeBulletWorld();
  const BodyId belt = world->addBelt(ground(1, 0));
  const BodyId body = world->addMoving(box({0.4, 0.3, 0.2}, {0, 0, 0.1}, 0.5, 0), 4, {0, 0, 0});
  steps(*world, 2);
  QVERIFY((world->state(body).velocity_mps == Vector3{0, 0, 0}));
  world->setBeltVelocity(belt, {0.5, 0, 0});
  steps(*world, 2);
  MW_NEAR(world->state(body).velocity_mps[0], 0.5, 0.01, 0);
}

/// Belts slower than a blow that wakes: the one behind starts when the one before it goes.
void TestRigidWorld::restingQueueFollowsOverAJoint() {
  constexpr double kSlow_mps = 0.03;
  const auto world = makeBulletWorld();
  world->joinLanes(0, 1);
  const BodyId before = world->addBelt(box({5, 1, 0.2}, {-2.5, 0, -0.1}, 1, 0));
  const BodyId after = world->addBelt(box({5, 1, 0.2}, {2.5, 0, -0.1}, 1, 1));
  world->addFixed(box({0.1, 1, 0.4}, {1.05, 0, 0.1}, 0, 1));
  const auto crate = [&](double x_m, int lane) {
    return world->addMoving(box({0.4, 0.3, 0.2}, {x_m, 0, 0.1}, 0.5, lane), 4, {0, 0, 0});
  };
  const BodyId first = crate(0.79, 1);
  const BodyId second = crate(0.38, 1);
  const BodyId third = crate(-0.03, 0);
  for (const BodyId belt : {before, after}) world->setBeltVelocity(belt, {kSlow_mps, 0, 0});
  steps(*world, 10);
  for (const BodyId body : {first, second, third}) QVERIFY((world->state(body).velocity_mps == Vector3{0, 0, 0}));
  const double from_m = world->state(third).position_m[0];
  world->remove(first);
  steps(*world, 5);
  MW_NEAR(world->state(third).position_m[0], from_m + 5 * kSlow_mps, 0, 0.01);  // a step or two later
}

void TestRigidWorld::plateDoesNotSlowItsLane() {
  constexpr double kSlow_mps = 0.005;  // within the distance of what rests
  const auto world = makeBulletWorld();
  const BodyId belt = world->addBelt(ground(1, 0));
  const BodyId plate = world->addBelt(box({1, 2, 0.2}, {60, 0, -0.1}, 1, 0));
  const BodyId body = world->addMoving(box({0.4, 0.3, 0.2}, {0, 0, 0.1}, 0.5, 0), 4, {0, 0, 0});
  world->setBeltVelocity(belt, {kSlow_mps, 0, 0});
  for (const double plate_mps : {1.0, 0.0}) world->setBeltVelocity(plate, {plate_mps, 0, 0});
  steps(*world, 10);
  MW_NEAR(world->state(body).position_m[0], 10 * kSlow_mps, 0.02, 0);  // sets out with some slip
}

/// Wherever in a step their fronts come there, boxes that a blade pushes go level over the end of a belt.
void TestRigidWorld::endOfABeltCatchesNothing() {
  constexpr double kPush_mps = 0.6;
  constexpr int kPhases = 40;
  for (int k = 0; k < kPhases; ++k) {
    const auto world = makeBulletWorld();
    world->addBelt(box({1, 1, 0.1}, {-0.5, 0, -0.05}, 1));  // stands still
    const BodyId belt = world->addBelt(box({4, 1, 0.1}, {2, 0, -0.05}, 1));
    world->setBeltVelocity(belt, {0.5, 0, 0});
    const double from_m = -0.5 + k * kPush_mps * kStep_s / kPhases;
    const BodyId body = world->addMoving(box({0.3, 0.4, 0.25}, {from_m, 0, 0.125}, 0.5), 5, {0, 0, 0});
    const BodyId blade = world->addDriven(box({0.05, 0.8, 0.12}, {from_m - 0.2, 0, 0.065}, 0));
    for (int step = 1; step <= 240; ++step) {
      world->driveTo(blade, {from_m - 0.2 + std::min(0.7, kPush_mps * step * kStep_s), 0, 0.065}, 0);
      world->step(kStep_s);
      const Quaternion& turn = world->state(body).orientation;
      QVERIFY2(std::hypot(turn[0], turn[1]) < 0.01, "it pitches");  // half the angle: 1 degree
    }
    QVERIFY(world->state(body).position_m[0] > from_m + 0.5);
  }
}

void TestRigidWorld::higherBeltHoldsUp() {
  const auto world = makeBulletWorld();
  for (const double x_m : {-2.5, 2.5}) {
    const BodyId belt = world->addBelt(box({5, 1, 0.2}, {x_m, 0, x_m > 0 ? -0.05 : -0.1}, 1));
    world->setBeltVelocity(belt, {0.5, 0, 0});
  }
  const BodyId body = world->addMoving(box({0.4, 0.3, 0.25}, {-1, 0, 0.125}, 0.5), 5, {0.5, 0, 0});
  steps(*world, 4);
  MW_NEAR(world->state(body).position_m[0], -0.2, 0, 0.02);  // the belt under it presses it into the end
  MW_NEAR(world->state(body).velocity_mps[0], 0, 0, 0.01);
}

void TestRigidWorld::lanesPassThroughEachOther() {
  const auto world = makeBulletWorld();
  world->addFixed(ground(1, 0));
  const BodyId on_it = world->addMoving(box({0.2, 0.2, 0.2}, {0, 0, 0.1}, 0.5, 0), 1, {0, 0, 0});
  const BodyId through = world->addMoving(box({0.2, 0.2, 0.2}, {0, 0, 0.1}, 0.5, 1), 1, {0, 0, 0});
  const BodyId on_top = world->addMoving(box({0.2, 0.2, 0.2}, {5, 0, 0.1}, 0.5), 1, {0, 0, 0});
  steps(*world, 1);
  MW_NEAR(world->state(on_it).position_m[2], 0.1, 0, 1e-3);
  QVERIFY(world->state(through).position_m[2] < -3);
  MW_NEAR(world->state(on_top).position_m[2], 0.1, 0, 1e-3);
}

void TestRigidWorld::fixedBoxIsOpenToItsLanes() {
  const auto world = makeBulletWorld();
  Box open = ground();
  open.open_lanes = {3};
  world->addFixed(open);
  const BodyId through = world->addMoving(box({0.2, 0.2, 0.2}, {0, 0, 0.1}, 0.5, 3), 1, {0, 0, 0});
  const BodyId on_it = world->addMoving(box({0.2, 0.2, 0.2}, {5, 0, 0.1}, 0.5, 4), 1, {0, 0, 0});
  steps(*world, 1);
  QVERIFY(world->state(through).position_m[2] < -3);
  MW_NEAR(world->state(on_it).position_m[2], 0.1, 0, 1e-3);
}

void TestRigidWorld::drivenBoxCarriesWhatStandsOnIt() {
  const auto world = makeBulletWorld();
  const BodyId bed = world->addDriven(box({2, 1, 0.2}, {0, 0, -0.1}, 1));
  const BodyId load = world->addMoving(box({0.4, 0.3, 0.2}, {0, 0, 0.1}, 0.5), 3, {0, 0, 0});
  steps(*world, 2);                         // long enough to rest
  constexpr double kAcceleration_mps2 = 2;  // below mu g = 4.9
  for (int i = 1; i <= 240; ++i) {
    const double time_s = i * kStep_s;
    world->driveTo(bed, {kAcceleration_mps2 / 2 * time_s * time_s, 0, -0.1}, 0);
    world->step(kStep_s);
  }
  MW_NEAR(world->state(bed).position_m[0], 1, 1e-12, 0);
  // Friction by iterations lets it creep by a step's way at most.
  MW_NEAR(world->state(load).position_m[0], 1, 0, 2 * kStep_s);
  steps(*world, 1);
  MW_NEAR(world->state(bed).position_m[0], 1, 1e-12, 0);
  // Stopped at once from 2 m/s it slides v^2 / (2 mu g) = 0.408 m; the first step is a contact's slack.
  MW_NEAR(world->state(load).position_m[0], 1 + 4 / (2 * 0.5 * 9.80665), 0, 0.02);
}

void TestRigidWorld::drivenBoxPushesWhatIsInItsWay() {
  const auto world = makeBulletWorld();
  world->addFixed(ground());
  const BodyId pusher = world->addDriven(box({0.2, 0.5, 0.2}, {-1, 0, 0.11}, 0.2));
  const BodyId pushed = world->addMoving(box({0.4, 0.3, 0.2}, {0, 0, 0.1}, 0.5), 3, {0, 0, 0});
  for (int i = 1; i <= 480; ++i) {
    world->driveTo(pusher, {-1 + 0.5 * i * kStep_s, 0, 0.11}, 0);
    world->step(kStep_s);
  }
  MW_NEAR(world->state(pusher).position_m[0], 0, 1e-12, 1e-12);
  MW_NEAR(world->state(pushed).position_m[0], 0.3, 0, 5e-3);  // face to face; a contact's slack
  world->remove(pusher);
  steps(*world, 1);
}

void TestRigidWorld::inclineHoldsUpToItsFriction() {
  for (const double tangent : {0.45, 0.55}) {  // around mu = 0.5
    const auto world = makeBulletWorld();
    const double pitch_rad = std::atan(tangent);
    Box plane = ground();
    plane.pitch_rad = pitch_rad;
    plane.position_m = {-0.1 * std::sin(pitch_rad), 0, -0.1 * std::cos(pitch_rad)};
    world->addFixed(plane);
    Box block = box({0.4, 0.3, 0.2}, {0.1 * std::sin(pitch_rad), 0, 0.1 * std::cos(pitch_rad)}, 0.5);
    block.pitch_rad = pitch_rad;
    const BodyId body = world->addMoving(block, 3, {0, 0, 0});
    steps(*world, 1);
    const double slid_m = world->state(body).position_m[0] / std::cos(pitch_rad) - 0.1 * std::tan(pitch_rad);
    const double expected_m = std::max(0.0, 9.80665 * (std::sin(pitch_rad) - 0.5 * std::cos(pitch_rad))) / 2;
    // Down towards +x; friction that is solved by iterations gives a few per cent.
    MW_NEAR(slid_m, expected_m, 0.05, 0.01);
  }
}

void TestRigidWorld::idsOfRemovedBodiesAreUsedAgain() {
  const auto world = makeBulletWorld();
  const BodyId first = world->addMoving(box({0.2, 0.2, 0.2}, {0, 0, 0.1}, 0.5), 1, {0, 0, 0});
  world->remove(first);
  const BodyId second = world->addMoving(box({0.2, 0.2, 0.2}, {9, 0, 0.1}, 0.5), 1, {0, 0, 0});
  QCOMPARE(second, first);
  MW_NEAR(world->state(second).position_m[0], 9, 0, 0);
}

void TestRigidWorld::saysWhatIsInTheWay() {
  const auto world = makeBulletWorld();
  world->addBelt(box({10, 1, 0.2}, {0, 0, -0.1}, 1, 1));
  world->addFixed(box({10, 0.1, 0.5}, {0, 0.15, 0.2}, 0.3, 1));  // a rail that the body touches
  const BodyId body = world->addMoving(box({0.2, 0.2, 0.2}, {0, 0, 0.1}, 0.5, 1), 3, {0, 0, 0});
  const BodyId wall = world->addFixed(box({0.1, 1, 1}, {0.3, 0, 0.5}, 0.3, 1));
  const BodyId part = world->addMoving(box({0.2, 0.2, 0.2}, {-0.5, 0, 0.1}, 0.5, 1), 3, {0, 0, 0});
  world->addFixed(box({0.1, 1, 1}, {0.2, 0, 0.5}, 0.3, 2));  // of another lane
  world->step(kStep_s);
  QVERIFY(!world->obstacle(body, {0.1, 0, 0}));  // the face is 0.15 m away
  QVERIFY(world->obstacle(body, {0.2, 0, 0}) == wall);
  QVERIFY(!world->obstacle(body, {-0.2, 0, 0}));
  QVERIFY(world->obstacle(body, {-0.4, 0, 0}) == part);
}

QTEST_APPLESS_MAIN(TestRigidWorld)
#include "tst_rigid_world.moc"
