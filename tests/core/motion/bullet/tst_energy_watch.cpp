// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/base/error.h"
#include "core/motion/bullet/bullet_world.h"
#include "core/motion/energy_watch.h"
#include "tests/core/motion/cell.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kStep_s = 1.0 / 240;

Box box(const Vector3& size_m, const Vector3& position_m, double friction = 0.5) {
  Box made;
  made.size_m = size_m;
  made.position_m = position_m;
  made.friction = friction;
  return made;
}

/// Top at z = 0.
Box ground() {
  return box({1000, 1000, 2}, {0, 0, -1}, 1);
}

bool isFinite(const BodyState& state) {
  const auto& p = state.position_m;
  const auto& v = state.velocity_mps;
  return std::isfinite(p[0] + p[1] + p[2] + v[0] + v[1] + v[2]);
}

}  // namespace

/// A world in which energy comes from nowhere is stopped, with a name; one in which it comes from belts, drives and
/// gravity goes on.
class TestEnergyWatch : public QObject {
  Q_OBJECT
 private slots:
  void seesEnergyFromNowhere_data();
  void seesEnergyFromNowhere();
  void namesTheBody();
  void namesThePartOnItsConveyor();
  void letsBlowsAndBeltsBe_data();
  void letsBlowsAndBeltsBe();
  void letsALiftBe();
  void unequalStacksStayFinite_data();
  void unequalStacksStayFinite();
  void tenThousandBodiesComeToRest();
};

void TestEnergyWatch::seesEnergyFromNowhere_data() {
  QTest::addColumn<Vector3>("position_m");
  QTest::addColumn<double>("mass_kg");
  QTest::addColumn<double>("speed_mps");
  QTest::newRow("sunk in the ground") << Vector3{0, 0, 0} << 4.0 << 0.0;
  QTest::newRow("so heavy that no number holds it") << Vector3{0, 0, 0.5} << 1e300 << 0.0;
  QTest::newRow("so fast that no number holds it") << Vector3{0, 0, 5} << 4.0 << 1e200;
}

void TestEnergyWatch::seesEnergyFromNowhere() {
  QFETCH(Vector3, position_m);
  QFETCH(double, mass_kg);
  QFETCH(double, speed_mps);
  const auto world = makeBulletWorld();
  world->addFixed(ground());
  const BodyId quiet = world->addMoving(box({1, 1, 1}, {20, 0, 0.5}), 4, {0, 0, 0});
  const BodyId body = world->addMoving(box({1, 1, 1}, position_m), mass_kg, {speed_mps, 0, 0});
  for (int i = 0; i < 10 && !world->energyRise(); ++i) world->step(kStep_s);
  QVERIFY(world->energyRise().has_value());
  QCOMPARE(world->energyRise()->body, body);
  QVERIFY(body != quiet);
}

void TestEnergyWatch::namesTheBody() {
  const factory::Factory factory = factory::Factory::fromJson(test::cellJson(0));
  const auto world = makeBulletWorld();
  BeltLine belts(factory, {factory.parts().begin(), factory.parts().end()}, *world);
  const TransferLine transfers(factory, {}, belts, *world);
  const BodyId body = world->addMoving(box({1, 1, 1}, {0, 5, 0}), 4, {0, 0, 0});
  world->step(kStep_s);
  try {
    checkEnergy(*world, belts, transfers, factory, kStep_s);
    QFAIL("went on");
  } catch (const NumericalError& error) {
    const QString text(error.what());
    QVERIFY2(text.startsWith(QString("body %1 gains ").arg(body)), error.what());
    QVERIFY2(
        text.contains("J in a step at 0.0042 s, more than gravity and what moves it can give; look for bodies that "
                      "overlap there, or take a smaller step"),
        error.what());
  }
}

void TestEnergyWatch::namesThePartOnItsConveyor() {
  Json cell = test::cellJson(0);
  cell["parts"][0]["mass_kg"] = 1e300;
  const factory::Factory factory = factory::Factory::fromJson(cell);
  const auto world = makeBulletWorld();
  BeltLine belts(factory, {factory.parts().begin(), factory.parts().end()}, *world);
  const TransferLine transfers(factory, {}, belts, *world);
  belts.put(1, {7, 0}, 0);
  belts.drive(kStep_s);
  world->step(kStep_s);
  try {
    checkEnergy(*world, belts, transfers, factory, kStep_s);
    QFAIL("went on");
  } catch (const NumericalError& error) {
    QVERIFY2(QString(error.what()).startsWith("conveyor \"belt\": part 7 has no finite position at 0.0042 s; check"),
             error.what());
  }
}

void TestEnergyWatch::letsBlowsAndBeltsBe_data() {
  QTest::addColumn<double>("belt_mps");
  QTest::addColumn<double>("strike_mps");
  QTest::newRow("at rest") << 0.0 << 0.0;
  QTest::newRow("belt") << 1.0 << 0.0;
  QTest::newRow("fast belt") << 30.0 << 0.0;
  QTest::newRow("blow") << 0.0 << 5.0;
  QTest::newRow("blow on a belt") << 2.0 << -10.0;
  QTest::newRow("shot") << 0.0 << 100.0;
}

/// A stack of five on a belt that starts and stops, and something that runs into it.
void TestEnergyWatch::letsBlowsAndBeltsBe() {
  QFETCH(double, belt_mps);
  QFETCH(double, strike_mps);
  const auto world = makeBulletWorld();
  const BodyId belt = world->addBelt(ground());
  for (int i = 0; i < 5; ++i) world->addMoving(box({0.4, 0.3, 0.2}, {0, 0, 0.1 + 0.2 * i}), 4, {0, 0, 0});
  world->addMoving(box({0.4, 0.3, 0.2}, {-std::copysign(2.0, strike_mps), 0.05, 0.4}), 40, {strike_mps, 0, 2});
  for (int i = 0; i < 960; ++i) {
    world->setBeltVelocity(belt, {i < 480 ? belt_mps : 0, 0, 0});
    world->step(kStep_s);
    QVERIFY2(!world->energyRise(), qPrintable(QString("step %1: %2 J").arg(i).arg(world->energyRise()->rise_J)));
  }
}

void TestEnergyWatch::letsALiftBe() {
  const auto world = makeBulletWorld();
  const BodyId lift = world->addDriven(box({1, 1, 0.2}, {0, 0, -0.1}, 1));
  const BodyId body = world->addMoving(box({0.4, 0.3, 0.2}, {0, 0, 0.1}), 40, {0, 0, 0});
  for (int i = 1; i <= 480; ++i) {
    world->driveTo(lift, {0, 0, -0.1 + 2 * i * kStep_s}, 0.5 * i * kStep_s);
    world->step(kStep_s);
    QVERIFY(!world->energyRise());
  }
  QVERIFY(world->state(body).position_m[2] > 4);
}

void TestEnergyWatch::unequalStacksStayFinite_data() {
  QTest::addColumn<double>("below_kg");
  QTest::addColumn<double>("above_kg");
  QTest::newRow("heavy on light") << 1e-3 << 1e3;
  QTest::newRow("light on heavy") << 1e3 << 1e-3;
  QTest::newRow("all light") << 1e-9 << 1e-9;
  QTest::newRow("all heavy") << 1e9 << 1e9;
  QTest::newRow("1e18 apart") << 1e-9 << 1e9;
}

/// Masses a million times apart and absurd ones: nothing is thrown, whatever sinks into the other.
void TestEnergyWatch::unequalStacksStayFinite() {
  QFETCH(double, below_kg);
  QFETCH(double, above_kg);
  const auto world = makeBulletWorld();
  world->addFixed(ground());
  std::vector<BodyId> bodies;
  for (int i = 0; i < 6; ++i) {
    bodies.push_back(
        world->addMoving(box({0.4, 0.3, 0.2}, {0, 0, 0.1 + 0.2 * i}), i % 2 == 0 ? below_kg : above_kg, {0, 0, 0}));
  }
  for (int i = 0; i < 1200; ++i) {
    world->step(kStep_s);
    QVERIFY(!world->energyRise());
  }
  for (const BodyId body : bodies) {
    const BodyState state = world->state(body);
    QVERIFY(isFinite(state));
    const auto& [x_m, y_m, z_m] = state.position_m;
    QVERIFY2(std::abs(x_m) < 2 && std::abs(y_m) < 2 && z_m > -1 && z_m < 1.2,
             qPrintable(QString("%1 %2 %3").arg(x_m).arg(y_m).arg(z_m)));
  }
}

void TestEnergyWatch::tenThousandBodiesComeToRest() {
  const auto world = makeBulletWorld();
  world->addFixed(ground());
  std::vector<BodyId> bodies;
  for (int i = 0; i < 10000; ++i) {
    const Vector3 at_m{0.5 * (i % 100) - 25, 0.5 * (i / 100) - 25, 0.11};
    bodies.push_back(world->addMoving(box({0.4, 0.3, 0.2}, at_m), 1 + i % 7, {0, 0, 0}));
  }
  for (int i = 0; i < 150; ++i) {
    world->step(kStep_s);
    QVERIFY(!world->energyRise());
  }
  for (const BodyId body : bodies) {
    QVERIFY(isFinite(world->state(body)));
    QVERIFY((world->state(body).velocity_mps == Vector3{0, 0, 0}));
  }
}

QTEST_APPLESS_MAIN(TestEnergyWatch)
#include "tst_energy_watch.moc"
