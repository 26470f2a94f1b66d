// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <functional>

#include "core/motion/bullet/bullet_world.h"
#include "tests/support/near.h"

using namespace mw::motion;

namespace {

constexpr double kGravity_mps2 = 9.80665;
constexpr double kStep_s = 1.0 / 240;
// What five iterations of the solver, each from the last step's impulses, leave of a force.
constexpr double kUnsolved = 2e-3;

/// A belt whose surface goes through the origin, that falls along +x by an angle.
Box slope(double angle_rad) {
  Box box;
  box.size_m = {1000, 4, 0.2};
  box.position_m = {-0.1 * std::sin(angle_rad), 0, -0.1 * std::cos(angle_rad)};
  box.pitch_rad = angle_rad;
  box.friction = 1;
  return box;
}

/// A box that stands on it at the origin.
Box standing(const Vector3& size_m, double friction, double angle_rad = 0) {
  Box box;
  box.size_m = size_m;
  box.position_m = {size_m[2] / 2 * std::sin(angle_rad), 0, size_m[2] / 2 * std::cos(angle_rad)};
  box.pitch_rad = angle_rad;
  box.friction = friction;
  return box;
}

void steps(RigidWorld& world, double time_s, double step_s = kStep_s) {
  for (int i = 0; i < std::lround(time_s / step_s); ++i) world.step(step_s);
}

/// How far a body leans from standing on a slope: 1 = not at all.
double upright(const BodyState& state, double angle_rad = 0) {
  const auto& [x, y, z, w] = state.orientation;
  return 2 * (x * z + w * y) * std::sin(angle_rad) + (1 - 2 * (x * x + y * y)) * std::cos(angle_rad);
}

/// The least value at which something happens that does not happen below it.
double threshold(double from, double to, const std::function<bool(double)>& happens) {
  for (int i = 0; i < 14; ++i) {
    const double middle = (from + to) / 2;
    (happens(middle) ? to : from) = middle;
  }
  return to;
}

/// A box that is put down falls for a step, g h, before contacts hold it, and what the solver leaves of that may turn
/// it: up to half of it about an edge. Turning at speed w about that edge it gets w sqrt(4 d / 3 g) over its balance
/// (energy, thin bar), d the half diagonal. An angle; it goes with the step.
double putDownError_rad(double width_m, double height_m, double step_s) {
  const double d_m = std::hypot(width_m, height_m) / 2;
  return 0.5 * kGravity_mps2 * step_s / d_m * std::sqrt(4 * d_m / (3 * kGravity_mps2));
}

void tallBoxes() {
  QTest::addColumn<double>("width_m");
  QTest::addColumn<double>("height_m");
  QTest::addColumn<double>("step_s");
  for (const double step_s : {1.0 / 240, 1.0 / 960}) {
    for (const double width_m : {0.1, 0.2}) {
      for (const double height_m : {0.4, 1.0}) {
        QTest::addRow("%g m wide, %g m high, step 1/%d s", width_m, height_m, qRound(1 / step_s))
            << width_m << height_m << step_s;
      }
    }
  }
}

}  // namespace

/// Rigid boxes with Coulomb friction against closed forms of mechanics.
class TestMechanics : public QObject {
  Q_OBJECT
 private slots:
  void slidingBoxStops_data();
  void slidingBoxStops();
  void beltTakesABoxAlong_data();
  void beltTakesABoxAlong();
  void slidesBeyondTheAngleOfFriction_data();
  void slidesBeyondTheAngleOfFriction();
  void slidesDownASlope_data();
  void slidesDownASlope();
  void tipsOnASlope_data();
  void tipsOnASlope();
  void tipsOnABrakingBelt_data();
  void tipsOnABrakingBelt();
};

void TestMechanics::slidingBoxStops_data() {
  QTest::addColumn<double>("friction");
  QTest::addColumn<double>("speed_mps");
  QTest::addColumn<double>("height_m");
  for (const double friction : {0.3, 0.5}) {
    for (const double speed_mps : {0.5, 1.0, 2.0, 4.0}) {
      for (const double height_m : {0.05, 0.2}) {
        QTest::addRow("friction %g, %g m/s, %g m high", friction, speed_mps, height_m)
            << friction << speed_mps << height_m;
      }
    }
  }
}

/// On a belt that stands: v^2 / (2 mu g). Semi-implicit steps brake before they move: half a step's way less.
void TestMechanics::slidingBoxStops() {
  QFETCH(double, friction);
  QFETCH(double, speed_mps);
  QFETCH(double, height_m);
  const auto world = makeBulletWorld();
  world->addBelt(slope(0));
  const BodyId body = world->addMoving(standing({0.4, 0.3, height_m}, friction), 3, {speed_mps, 0, 0});
  steps(*world, 4);
  const double way_m = speed_mps * speed_mps / (2 * friction * kGravity_mps2) - speed_mps * kStep_s / 2;
  MW_NEAR(world->state(body).position_m[0], way_m, kUnsolved, 0);
  MW_NEAR(world->state(body).position_m[1], 0, 0, 1e-3 * way_m);
  QVERIFY((world->state(body).velocity_mps == Vector3{0, 0, 0}));
}

void TestMechanics::beltTakesABoxAlong_data() {
  QTest::addColumn<double>("speed_mps");
  QTest::addColumn<double>("angle_deg");
  for (const double speed_mps : {0.25, 0.5, 1.0, 2.0}) {
    for (const double angle_deg : {0.0, -10.0, 10.0}) {
      QTest::addRow("%g m/s, %g degrees down", speed_mps, angle_deg) << speed_mps << angle_deg;
    }
  }
}

/// A box put at rest on a running belt: it slips for v^2 / (2 (mu g cos a +- g sin a)), then rides without creeping.
void TestMechanics::beltTakesABoxAlong() {
  QFETCH(double, speed_mps);
  QFETCH(double, angle_deg);
  const double angle_rad = qDegreesToRadians(angle_deg);
  const double friction = 0.5;
  const auto world = makeBulletWorld();
  const BodyId belt = world->addBelt(slope(angle_rad));
  const Vector3 down = {std::cos(angle_rad), 0, -std::sin(angle_rad)};
  world->setBeltVelocity(belt, {speed_mps * down[0], 0, speed_mps * down[2]});
  const Box box = standing({0.4, 0.3, 0.2}, friction, angle_rad);
  const BodyId body = world->addMoving(box, 3, {0, 0, 0});
  const auto way_m = [&] {
    const Vector3 at_m = world->state(body).position_m;
    return (at_m[0] - box.position_m[0]) * down[0] + (at_m[2] - box.position_m[2]) * down[2];
  };
  steps(*world, 5);
  const double at_5_m = way_m();
  const double pull_mps2 = kGravity_mps2 * (friction * std::cos(angle_rad) + std::sin(angle_rad));
  const double slip_m = speed_mps * speed_mps / (2 * pull_mps2) - speed_mps * kStep_s / 2;
  // The last step of slipping is cut short where the speeds meet: a part of v h.
  MW_NEAR(5 * speed_mps - at_5_m, slip_m, 5 * kUnsolved, 0.25 * speed_mps * kStep_s);
  steps(*world, 5);
  MW_NEAR((way_m() - at_5_m) / 5, speed_mps, 5e-5, 0);
}

void TestMechanics::slidesBeyondTheAngleOfFriction_data() {
  QTest::addColumn<double>("friction");
  for (const double friction : {0.1, 0.3, 0.5, 0.8}) QTest::addRow("friction %g", friction) << friction;
}

void TestMechanics::slidesBeyondTheAngleOfFriction() {
  QFETCH(double, friction);
  constexpr double kSlid_m = 0.02;
  constexpr double kTime_s = 2;
  const double angle_rad = threshold(0, 1.2, [&](double angle) {
    const auto world = makeBulletWorld();
    world->addBelt(slope(angle));
    const Box box = standing({0.4, 0.3, 0.1}, friction, angle);
    const BodyId body = world->addMoving(box, 3, {0, 0, 0});
    steps(*world, kTime_s);
    return world->state(body).position_m[0] - box.position_m[0] > kSlid_m;
  });
  // So far it goes in the time when g cos a (tan a - mu) = 2 s / t^2. Below that, a box that moves by less than 3 mm in
  // half a second rests, 0.024 m/s^2.
  const double seen = (2 * kSlid_m / (kTime_s * kTime_s) + 0.024) / (kGravity_mps2 * std::cos(angle_rad));
  MW_NEAR(std::tan(angle_rad), friction, kUnsolved, seen);
}

void TestMechanics::slidesDownASlope_data() {
  QTest::addColumn<double>("friction");
  QTest::addColumn<double>("times");
  for (const double friction : {0.3, 0.5}) {
    for (const double times : {1.1, 1.5}) {
      QTest::addRow("friction %g, %g times the angle", friction, times) << friction << times;
    }
  }
}

/// s = g (sin a - mu cos a) t (t + h) / 2.
void TestMechanics::slidesDownASlope() {
  QFETCH(double, friction);
  QFETCH(double, times);
  const double angle_rad = std::atan(friction) * times;
  const auto world = makeBulletWorld();
  world->addBelt(slope(angle_rad));
  const Box box = standing({0.4, 0.3, 0.1}, friction, angle_rad);
  const BodyId body = world->addMoving(box, 3, {0, 0, 0});
  steps(*world, 2);
  const double way_m = (world->state(body).position_m[0] - box.position_m[0]) / std::cos(angle_rad);
  const double rate_mps2 = kGravity_mps2 * (std::sin(angle_rad) - friction * std::cos(angle_rad));
  // Put down, it gets a quarter of a step's fall at most.
  MW_NEAR(way_m, rate_mps2 * 2 * (2 + kStep_s) / 2, 5e-3, kGravity_mps2 * kStep_s / 4 * 2);
}

void TestMechanics::tipsOnASlope_data() {
  tallBoxes();
}

/// With friction enough: beyond tan a = width / height.
void TestMechanics::tipsOnASlope() {
  QFETCH(double, width_m);
  QFETCH(double, height_m);
  QFETCH(double, step_s);
  const double angle_rad = threshold(0, 1.2, [&](double angle) {
    const auto world = makeBulletWorld();
    world->addBelt(slope(angle));
    const BodyId body = world->addMoving(standing({width_m, 0.3, height_m}, 3, angle), 3, {0, 0, 0});
    steps(*world, 3, step_s);
    return upright(world->state(body), angle) < 0.9;
  });
  MW_NEAR(angle_rad, std::atan(width_m / height_m), 0, putDownError_rad(width_m, height_m, step_s));
}

void TestMechanics::tipsOnABrakingBelt_data() {
  tallBoxes();
}

/// With friction enough: braked by more than g width / height.
void TestMechanics::tipsOnABrakingBelt() {
  QFETCH(double, width_m);
  QFETCH(double, height_m);
  QFETCH(double, step_s);
  const double brake_mps2 = threshold(0, 10, [&](double brake) {
    const auto world = makeBulletWorld();
    const BodyId belt = world->addBelt(slope(0));
    double speed_mps = 20;
    world->setBeltVelocity(belt, {speed_mps, 0, 0});
    const BodyId body = world->addMoving(standing({width_m, 0.3, height_m}, 3), 3, {speed_mps, 0, 0});
    steps(*world, 0.5, step_s);
    while (speed_mps > 0 && upright(world->state(body)) > 0.9) {
      speed_mps = std::max(0.0, speed_mps - brake * step_s);
      world->setBeltVelocity(belt, {speed_mps, 0, 0});
      world->step(step_s);
    }
    return upright(world->state(body)) < 0.9;
  });
  MW_NEAR(brake_mps2 / kGravity_mps2, width_m / height_m, 0, putDownError_rad(width_m, height_m, step_s));
}

QTEST_APPLESS_MAIN(TestMechanics)
#include "tst_mechanics.moc"
