// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <numbers>

#include "core/base/random_stream.h"
#include "core/motion/clearance/distance.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;
using Eigen::Vector3d;

namespace {

/// Half a metre by 0.4 by 0.3 to each side.
TurnedBox boxAt(const Vector3d& at_m, double angle_rad = 0, const Vector3d& axis = Vector3d::UnitZ()) {
  TurnedBox box;
  box.half_m = {0.5, 0.4, 0.3};
  box.X_WB = Eigen::Translation3d(at_m) * Eigen::AngleAxisd(angle_rad, axis.normalized());
  return box;
}

Vector3d anyPoint(RandomStream& random, double within_m) {
  return within_m * Vector3d(2 * random.uniform() - 1, 2 * random.uniform() - 1, 2 * random.uniform() - 1);
}

TurnedBox anyBox(RandomStream& random) {
  TurnedBox box = boxAt(anyPoint(random, 1), 6 * random.uniform(), anyPoint(random, 1));
  box.half_m = Vector3d::Constant(0.05) + anyPoint(random, 0.6).cwiseAbs();
  return box;
}

Capsule anyCapsule(RandomStream& random) {
  return {anyPoint(random, 1.2), anyPoint(random, 1.2), 0.02 + 0.1 * random.uniform()};
}

double distanceOf(const Vector3d& point, const TurnedBox& box) {
  return ((box.X_WB.inverse() * point).cwiseAbs() - box.half_m).cwiseMax(0).norm();
}

constexpr int kSamples = 2000;

}  // namespace

class TestDistance : public QObject {
  Q_OBJECT
 private slots:
  void capsuleAndBox_data();
  void capsuleAndBox();
  void capsules_data();
  void capsules();
  void boxes_data();
  void boxes();
  void capsuleAndBoxAsSampled();
  void capsulesAsSampled();
  void boxesAsSampled();
  void sameBothWaysAndWhereverItIs();
};

void TestDistance::capsuleAndBox_data() {
  QTest::addColumn<QList<double>>("ends");
  QTest::addColumn<double>("clearance_m");
  // Radius 0.1, against the box at the origin.
  QTest::newRow("beside a side") << QList<double>{1, -0.2, 0, 1, 0.2, 0} << 0.4;
  QTest::newRow("over the top") << QList<double>{-2, 0, 1, 2, 0, 1} << 0.6;
  QTest::newRow("an end before a corner") << QList<double>{0.8, 0.8, 0.3, 2, 2, 0.3} << 0.5 - 0.1;  // 0.3, 0.4 apart
  // The line x + y = 2 passes the edge (0.5, 0.4) at (2 - 0.9) / sqrt 2.
  QTest::newRow("across an edge") << QList<double>{2, 0, 0, 0, 2, 0} << 1.1 / std::sqrt(2.0) - 0.1;
  QTest::newRow("a ball") << QList<double>{0, 0, 0.7, 0, 0, 0.7} << 0.3;
  QTest::newRow("touches") << QList<double>{0, -1, 0.4, 0, 1, 0.4} << 0.0;
  QTest::newRow("grazes") << QList<double>{0, -1, 0.35, 0, 1, 0.35} << -0.05;
  // Its line is 0.1 below the top: so deep and a radius.
  QTest::newRow("runs through") << QList<double>{-2, 0, 0.2, 2, 0, 0.2} << -0.2;
  QTest::newRow("ends inside") << QList<double>{0, 0, 2, 0, 0, 0.25} << -0.15;
  QTest::newRow("through the middle") << QList<double>{0, 0, -2, 0, 0, 2} << -0.4;
}

void TestDistance::capsuleAndBox() {
  QFETCH(QList<double>, ends);
  QFETCH(double, clearance_m);
  const Capsule capsule{{ends[0], ends[1], ends[2]}, {ends[3], ends[4], ends[5]}, 0.1};
  // Rounding of a few sums and a root.
  MW_NEAR(motion::clearance_m(capsule, boxAt({0, 0, 0})), clearance_m, 0, 1e-12);
}

void TestDistance::capsules_data() {
  QTest::addColumn<QList<double>>("ends");
  QTest::addColumn<double>("clearance_m");
  // Radius 0.05, against the line from (-1, 0, 0) to (1, 0, 0) of radius 0.1.
  QTest::newRow("across above") << QList<double>{0, -1, 0.5, 0, 1, 0.5} << 0.35;
  QTest::newRow("beside") << QList<double>{-0.5, 0.4, 0, 0.5, 0.4, 0} << 0.25;
  QTest::newRow("in line") << QList<double>{2, 0, 0, 3, 0, 0} << 0.85;
  QTest::newRow("past the end") << QList<double>{1.3, 0.4, 0, 3, 0.4, 0} << 0.35;
  QTest::newRow("a ball") << QList<double>{0.2, 0, 0.3, 0.2, 0, 0.3} << 0.15;
  QTest::newRow("cross") << QList<double>{0, -1, 0, 0, 1, 0} << -0.15;
}

void TestDistance::capsules() {
  QFETCH(QList<double>, ends);
  QFETCH(double, clearance_m);
  const Capsule rod{{-1, 0, 0}, {1, 0, 0}, 0.1};
  const Capsule other{{ends[0], ends[1], ends[2]}, {ends[3], ends[4], ends[5]}, 0.05};
  MW_NEAR(motion::clearance_m(rod, other), clearance_m, 0, 1e-12);
  MW_NEAR(motion::clearance_m(other, rod), clearance_m, 0, 1e-12);
}

void TestDistance::boxes_data() {
  QTest::addColumn<QList<double>>("at");
  QTest::addColumn<double>("yaw_deg");
  QTest::addColumn<double>("clearance_m");
  QTest::newRow("side by side") << QList<double>{1.2, 0, 0} << 0.0 << 0.2;
  QTest::newRow("on top, touching") << QList<double>{0, 0, 0.6} << 0.0 << 0.0;
  QTest::newRow("0.1 deep") << QList<double>{0, 0.7, 0} << 0.0 << -0.1;
  QTest::newRow("a quarter turn") << QList<double>{1.0, 0, 0} << 90.0 << 0.1;  // 0.5 + 0.4 wide
  // The corner reaches (0.5 + 0.4) / sqrt 2 towards the other.
  QTest::newRow("corner first") << QList<double>{1.2, 0, 0} << 45.0 << 0.7 - 0.9 / std::sqrt(2.0);
}

void TestDistance::boxes() {
  QFETCH(QList<double>, at);
  QFETCH(double, yaw_deg);
  QFETCH(double, clearance_m);
  const TurnedBox other = boxAt({at[0], at[1], at[2]}, yaw_deg * std::numbers::pi / 180);
  MW_NEAR(motion::clearance_m(boxAt({0, 0, 0}), other), clearance_m, 0, 1e-12);
}

void TestDistance::capsuleAndBoxAsSampled() {
  RandomStream random(3, streamId("test", "distance"), 0);
  int n_apart = 0;
  for (int i = 0; i < 500; ++i) {
    const TurnedBox box = anyBox(random);
    const Capsule capsule = anyCapsule(random);
    double sampled_m = 1e9;
    for (int k = 0; k <= kSamples; ++k) {
      const Vector3d point = capsule.a_m + (capsule.b_m - capsule.a_m) * (k / double(kSamples));
      sampled_m = std::min(sampled_m, distanceOf(point, box));
    }
    const double clear_m = clearance_m(capsule, box);
    if (sampled_m == 0) {
      QVERIFY(clear_m <= -capsule.radius_m);
      continue;
    }
    ++n_apart;
    // Samples are up to half a spacing from the nearest point, and never nearer than it.
    const double spacing_m = (capsule.b_m - capsule.a_m).norm() / kSamples;
    QVERIFY(clear_m <= sampled_m - capsule.radius_m + 1e-12);
    QVERIFY(clear_m >= sampled_m - capsule.radius_m - spacing_m / 2 - 1e-12);
  }
  QVERIFY(n_apart > 100 && n_apart < 490);
}

void TestDistance::capsulesAsSampled() {
  RandomStream random(5, streamId("test", "distance"), 0);
  for (int i = 0; i < 300; ++i) {
    const Capsule a = anyCapsule(random);
    const Capsule b = anyCapsule(random);
    constexpr int kEach = 200;
    double sampled_m = 1e9;
    for (int k = 0; k <= kEach; ++k) {
      const Vector3d p = a.a_m + (a.b_m - a.a_m) * (k / double(kEach));
      for (int l = 0; l <= kEach; ++l)
        sampled_m = std::min(sampled_m, (p - b.a_m - (b.b_m - b.a_m) * (l / double(kEach))).norm());
    }
    const double line_m = clearance_m(a, b) + a.radius_m + b.radius_m;
    const double spacing_m = ((a.b_m - a.a_m).norm() + (b.b_m - b.a_m).norm()) / kEach;
    QVERIFY(line_m <= sampled_m + 1e-12);
    QVERIFY(line_m >= sampled_m - spacing_m / 2 - 1e-12);
  }
}

void TestDistance::boxesAsSampled() {
  RandomStream random(7, streamId("test", "distance"), 0);
  int n_apart = 0;
  int n_together = 0;
  for (int i = 0; i < 400; ++i) {
    const TurnedBox a = anyBox(random);
    const TurnedBox b = anyBox(random);
    // Points of a, a grid of 9 to each side: one of them in b shows an overlap.
    double sampled_m = 1e9;
    for (int x = -4; x <= 4; ++x)
      for (int y = -4; y <= 4; ++y)
        for (int z = -4; z <= 4; ++z)
          sampled_m =
              std::min(sampled_m, distanceOf(a.X_WB * Vector3d(a.half_m.cwiseProduct(Vector3d(x, y, z)) / 4.0), b));
    const double clear_m = clearance_m(a, b);
    if (clear_m > 0) {
      ++n_apart;
      QVERIFY(sampled_m >= clear_m - 1e-12);  // a gap along an axis is never more than the distance
    } else if (sampled_m == 0) {
      ++n_together;
    }
    if (sampled_m == 0) QVERIFY(clear_m <= 1e-12);
  }
  QVERIFY(n_apart > 50 && n_together > 50);
}

void TestDistance::sameBothWaysAndWhereverItIs() {
  RandomStream random(9, streamId("test", "distance"), 0);
  for (int i = 0; i < 200; ++i) {
    TurnedBox a = anyBox(random);
    TurnedBox b = anyBox(random);
    Capsule capsule = anyCapsule(random);
    const double boxes_m = clearance_m(a, b);
    const double mixed_m = clearance_m(capsule, a);
    MW_NEAR(clearance_m(b, a), boxes_m, 0, 1e-12);
    const Eigen::Isometry3d move = Eigen::Translation3d(anyPoint(random, 20)) *
                                   Eigen::AngleAxisd(5 * random.uniform(), anyPoint(random, 1).normalized());
    a.X_WB = move * a.X_WB;
    b.X_WB = move * b.X_WB;
    capsule.a_m = move * capsule.a_m;
    capsule.b_m = move * capsule.b_m;
    // Rounding at 20 m from the origin.
    MW_NEAR(clearance_m(a, b), boxes_m, 0, 1e-12);
    MW_NEAR(clearance_m(capsule, a), mixed_m, 0, 1e-12);
  }
}

QTEST_APPLESS_MAIN(TestDistance)
#include "tst_distance.moc"
