// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/motion/bullet/bullet_world.h"
#include "core/motion/jam_watch.h"
#include "tests/core/motion/cell.h"

using namespace mw;
using namespace mw::motion;
using namespace mw::test;

namespace {

constexpr double kLook_s = 10;  // longer than any part is left to stand

/// Counts how often somebody looks what is in a body's way.
class CountingWorld final : public RigidWorld {
 public:
  BodyId addFixed(const Box& box) override { return world_->addFixed(box); }
  BodyId addBelt(const Box& box) override { return world_->addBelt(box); }
  void setBeltVelocity(BodyId belt, const Vector3& velocity_mps, double turn_radps) override {
    world_->setBeltVelocity(belt, velocity_mps, turn_radps);
  }
  BodyId addMoving(const Box& box, double mass_kg, const Vector3& velocity_mps) override {
    return world_->addMoving(box, mass_kg, velocity_mps);
  }
  void setState(BodyId moving, const BodyState& state) override { world_->setState(moving, state); }
  BodyId addDriven(const Box& box) override { return world_->addDriven(box); }
  BodyId addDrivenBelt(const Box& box) override { return world_->addDrivenBelt(box); }
  void driveTo(BodyId driven, const Vector3& position_m, double yaw_rad) override {
    world_->driveTo(driven, position_m, yaw_rad);
  }
  void joinLanes(int a, int b) override { world_->joinLanes(a, b); }
  void setLane(BodyId moving, int lane) override { world_->setLane(moving, lane); }
  void setWay(BodyId moving, int way) override { world_->setWay(moving, way); }
  void passGate(BodyId moving) override { world_->passGate(moving); }
  void remove(BodyId body) override { world_->remove(body); }
  void step(double step_s) override { world_->step(step_s); }
  BodyState state(BodyId body) const override { return world_->state(body); }
  std::optional<BodyId> obstacle(BodyId moving, const Vector3& way_m) const override {
    ++looks;
    return world_->obstacle(moving, way_m);
  }
  std::optional<EnergyRise> energyRise() const override { return world_->energyRise(); }
  double deepestOverlap_m() const override { return world_->deepestOverlap_m(); }

  mutable std::size_t looks = 0;

 private:
  std::unique_ptr<RigidWorld> world_ = makeBulletWorld();
};

/// A belt on which crates stand one behind the other, the first of them at its end.
class Queue {
 public:
  explicit Queue(std::size_t n_parts)
      : factory_(factoryFor(n_parts)),
        parts_(factory_.parts().begin(), factory_.parts().end()),
        lanes_(buildLanes(factory_, parts_, world)),
        hall_(factory_, std::vector{lanes_.lanes[0].geometry}, world) {
    const ConveyorGeometry& belt = lanes_.lanes[0].geometry;
    for (std::size_t i = 0; i < n_parts; ++i) {
      Box crate;
      crate.size_m = parts_[0].size_m;
      crate.position_m = belt.legs[0].at(belt.length_m - 0.4 * static_cast<double>(i), 0, crate.size_m[2] / 2);
      crate.lane = 0;
      Rider rider;
      rider.part.number = static_cast<std::uint32_t>(i);
      rider.entered_s = 0.01 * static_cast<double>(i);
      rider.body = world.addMoving(crate, 4, {});
      rider.state = world.state(rider.body);
      JamWatch::restart(rider, 0);
      riders.push_back(rider);
    }
    riders[0].arrived_s = 0;
  }

  std::vector<Mishap> look() {
    const std::vector<ConveyorState> belts(1);
    return JamWatch(parts_, lanes_, hall_, world).watch(riders, belts, kLook_s);
  }

  CountingWorld world;
  std::vector<Rider> riders;

 private:
  static factory::Factory factoryFor(std::size_t n_parts) {
    Json cell = cellJson(0);
    belt(cell)["length_m"] = 1 + 0.4 * static_cast<double>(n_parts);
    return factory::Factory::fromJson(cell);
  }

  factory::Factory factory_;
  std::vector<factory::Part> parts_;
  Lanes lanes_;
  Hall hall_;
};

}  // namespace

/// Who is asked why it stands, and how much work that is.
class TestJamWatch : public QObject {
  Q_OBJECT
 private slots:
  void looksOncePerPartOfAQueue();
  void namesTheFirstOfAQueue();
  void partsThatHoldUpEachOtherAreAJam();
};

void TestJamWatch::looksOncePerPartOfAQueue() {
  for (const std::size_t n_parts : {10, 200}) {
    Queue queue(n_parts);
    QVERIFY(queue.look().empty());
    QVERIFY2(queue.world.looks < n_parts, qPrintable(QString::number(queue.world.looks)));
  }
}

/// A beam stands across the belt: the first has not arrived, and those behind it are in a queue.
void TestJamWatch::namesTheFirstOfAQueue() {
  Queue queue(20);
  queue.riders[0].arrived_s.reset();
  Box beam;
  beam.size_m = {0.05, 1, 0.5};
  const Vector3& first_m = queue.riders[0].state.position_m;
  beam.position_m = {first_m[0] + 0.24, first_m[1], first_m[2]};
  queue.world.addFixed(beam);
  const std::vector<Mishap> jams = queue.look();
  QCOMPARE(jams.size(), std::size_t{1});
  QCOMPARE(jams[0].part, 0U);
  QVERIFY(!jams[0].blocking_part);
}

/// Two that entered at the wrong time for where they stand: each is before the other.
void TestJamWatch::partsThatHoldUpEachOtherAreAJam() {
  Queue queue(3);
  queue.riders[0].arrived_s.reset();
  queue.riders[0].entered_s = 1;
  const std::vector<Mishap> jams = queue.look();
  QCOMPARE(jams.size(), std::size_t{1});
  QVERIFY(jams[0].blocking_part.has_value());
}

QTEST_APPLESS_MAIN(TestJamWatch)
#include "tst_jam_watch.moc"
