// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "tests/support/near.h"
#include "ui/scene/gizmo.h"

using namespace mw::scene;

namespace {

constexpr Viewport kView{1280, 720};

const GizmoPart* partOf(const std::vector<GizmoPart>& parts, GizmoHandle handle) {
  for (const GizmoPart& part : parts) {
    if (part.handle == handle) return &part;
  }
  return nullptr;
}

DisplayPoint middleOf(const GizmoPart& part) {
  DisplayPoint sum;
  for (const DisplayPoint& p : part.points) sum = {sum.x + p.x, sum.y + p.y};
  const auto n = static_cast<double>(part.points.size());
  return {sum.x / n, sum.y / n};
}

}  // namespace

class TestGizmo : public QObject {
  Q_OBJECT
 private slots:
  void armsKeepTheirLengthOnScreen_data();
  void armsKeepTheirLengthOnScreen();
  void handlesAreUnderTheirOwnPixels();
  void middleIsFree();
  void fromAboveNothingStandsUp();
  void raysFindAxisAndPlane();
};

void TestGizmo::armsKeepTheirLengthOnScreen_data() {
  QTest::addColumn<double>("distance_m");
  for (const double distance_m : {2.0, 20.0, 400.0})
    QTest::newRow(qPrintable(QString::number(distance_m))) << distance_m;
}

void TestGizmo::armsKeepTheirLengthOnScreen() {
  QFETCH(double, distance_m);
  CameraPose pose = turnedTo({}, ViewPreset::Top);
  pose.focus_m = {3, 4, 0};
  pose.distance_m = distance_m;
  const auto parts = gizmoParts(pose, kView, {3, 4, 0});
  const GizmoPart* x = partOf(parts, GizmoHandle::MoveX);
  QVERIFY(x != nullptr);
  MW_NEAR(std::hypot(x->points[1].x - x->points[0].x, x->points[1].y - x->points[0].y), kGizmoArm_px, 1e-9, 0);
}

void TestGizmo::handlesAreUnderTheirOwnPixels() {
  const CameraPose pose;
  const auto parts = gizmoParts(pose, kView, {});
  QCOMPARE(parts.size(), std::size_t{7});
  for (const GizmoPart& part : parts) {
    const DisplayPoint at = part.handle == GizmoHandle::Turn ? part.points[5]
                            : part.is_closed                 ? middleOf(part)
                                                             : part.points[1];
    QCOMPARE(gizmoHandleAt(parts, at), part.handle);
  }
  QCOMPARE(gizmoHandleAt(parts, {5, 5}), GizmoHandle::None);
}

void TestGizmo::middleIsFree() {
  const CameraPose pose;
  const auto parts = gizmoParts(pose, kView, {});
  QCOMPARE(gizmoHandleAt(parts, parts[0].points[0]), GizmoHandle::None);
}

void TestGizmo::fromAboveNothingStandsUp() {
  CameraPose pose = turnedTo({}, ViewPreset::Top);
  const auto parts = gizmoParts(pose, kView, pose.focus_m);
  QVERIFY(partOf(parts, GizmoHandle::MoveZ) == nullptr);
  QVERIFY(partOf(parts, GizmoHandle::MoveXZ) == nullptr);
  QVERIFY(partOf(parts, GizmoHandle::MoveXY) != nullptr);
  QVERIFY(gizmoParts(pose, kView, {0, 0, 1000}).empty());
}

void TestGizmo::raysFindAxisAndPlane() {
  const Vec3 toward = normalized({-5, 3, -2});
  const Ray ray{{5 + 2.5, -3, 2}, toward};  // passes (2.5, 0, 0)
  MW_NEAR(*alongAxis_m(ray, {}, {1, 0, 0}), 2.5, 0, 1e-12);
  MW_NEAR(onPlane(ray, {}, {0, 0, 1})->x, 2.5, 0, 1e-12);
  QVERIFY(!alongAxis_m({{0, 0, 5}, {0, 0, -1}}, {}, {0, 0, 1}));
  QVERIFY(!onPlane({{0, 0, 5}, {1, 0, 0}}, {}, {0, 0, 1}));
  QVERIFY(!onPlane({{0, 0, 5}, {0, 0, 1}}, {}, {0, 0, 1}));
}

QTEST_APPLESS_MAIN(TestGizmo)
#include "tst_gizmo.moc"
