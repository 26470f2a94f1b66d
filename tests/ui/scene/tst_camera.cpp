// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <algorithm>
#include <array>
#include <numbers>
#include <random>
#include <vector>
#include <vtkCamera.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>

#include "tests/support/near.h"
#include "ui/scene/camera.h"

using namespace mw::scene;

namespace {

constexpr Viewport kView{1280, 720};
constexpr double kPi = std::numbers::pi;
constexpr double kRounding = 1e-9;

CameraPose somePose() {
  CameraPose pose;
  pose.focus_m = {3, -2, 0.7};
  pose.distance_m = 17;
  pose.yaw_rad = -1.1;
  pose.pitch_rad = 0.6;
  return pose;
}

double pixelsApart(const DisplayPoint& a, const DisplayPoint& b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

std::vector<Vec3> box(const Vec3& low, const Vec3& high) {
  std::vector<Vec3> corners;
  for (int i = 0; i < 8; ++i) {
    corners.push_back({(i & 1) != 0 ? high.x : low.x, (i & 2) != 0 ? high.y : low.y, (i & 4) != 0 ? high.z : low.z});
  }
  return corners;
}

}  // namespace

class TestCamera : public QObject {
  Q_OBJECT

 private slots:
  void neverRolls();
  void orbitKeepsThePivotOnScreen();
  void zoomKeepsThePointUnderTheCursor();
  void panFollowsTheMouse();
  void presetsLookAlongAxes_data();
  void presetsLookAlongAxes();
  void projectsAsVtkDoes_data();
  void projectsAsVtkDoes();
  void floorPointIsUnderItsPixel();
  void noFloorAboveTheHorizon();
  void framesWhatItIsGiven_data();
  void framesWhatItIsGiven();
  void transitionGoesTheShortWay();
  void keepsItsLimits();
};

void TestCamera::neverRolls() {
  std::mt19937 random(7);  // 200 random drags, the same on every machine
  const auto unit = [&] { return static_cast<double>(random()) / 4294967296.0 - 0.5; };
  CameraPose pose = somePose();
  vtkNew<vtkCamera> camera;
  for (int i = 0; i < 200; ++i) {
    pose = orbited(pose, {10 * unit(), 10 * unit(), 2 * unit()}, 2 * unit(), 2 * unit());
    pose = panned(pose, kView, pose.focus_m, 50 * unit(), 50 * unit());
    apply(pose, 60, *camera);
    const std::array<double, 3> right = {camera->GetViewTransformMatrix()->GetElement(0, 0),
                                         camera->GetViewTransformMatrix()->GetElement(0, 1),
                                         camera->GetViewTransformMatrix()->GetElement(0, 2)};
    MW_NEAR(right[2], 0.0, 0, kRounding);
  }
}

void TestCamera::orbitKeepsThePivotOnScreen() {
  const Vec3 pivot{5.5, 0.4, 1.3};
  const CameraPose before = somePose();
  const CameraPose after = orbited(before, pivot, 0.7, 0.3);
  QVERIFY(pixelsApart(worldToDisplay(before, kView, pivot)->at, worldToDisplay(after, kView, pivot)->at) < 1e-6);
  MW_NEAR(norm(eyeOf(after) - pivot), norm(eyeOf(before) - pivot), kRounding, 0);
  MW_NEAR(after.yaw_rad - before.yaw_rad, 0.7, kRounding, 0);
}

void TestCamera::zoomKeepsThePointUnderTheCursor() {
  const Vec3 machine{7, 3, 1};
  CameraPose pose = somePose();
  const DisplayPoint cursor = worldToDisplay(pose, kView, machine)->at;
  // What the window does: the point under the cursor, here on the floor, drawn towards the eye by each click.
  const Vec3 under = *displayToFloor(pose, kView, cursor);
  const double before_m = norm(eyeOf(pose) - machine);
  for (int click = 0; click < 10; ++click) pose = zoomed(pose, under, kWheelFactor);
  QVERIFY(pixelsApart(worldToDisplay(pose, kView, machine)->at, cursor) < 5);
  QVERIFY(norm(eyeOf(pose) - machine) < 0.4 * before_m);
}

void TestCamera::panFollowsTheMouse() {
  const Vec3 grabbed{4, 1, 0.9};
  const CameraPose before = somePose();
  const CameraPose after = panned(before, kView, grabbed, 37, -21);
  const DisplayPoint from = worldToDisplay(before, kView, grabbed)->at;
  const DisplayPoint to = worldToDisplay(after, kView, grabbed)->at;
  MW_NEAR(to.x - from.x, 37.0, 0, 1e-6);
  MW_NEAR(to.y - from.y, -21.0, 0, 1e-6);
}

void TestCamera::presetsLookAlongAxes_data() {
  QTest::addColumn<int>("preset");
  QTest::addColumn<double>("x");
  QTest::addColumn<double>("y");
  QTest::addColumn<double>("z");
  const double third = 1 / std::sqrt(3.0);
  QTest::newRow("top") << static_cast<int>(ViewPreset::Top) << 0.0 << 0.0 << -1.0;
  QTest::newRow("front") << static_cast<int>(ViewPreset::Front) << 0.0 << 1.0 << 0.0;
  QTest::newRow("left") << static_cast<int>(ViewPreset::Left) << 1.0 << 0.0 << 0.0;
  QTest::newRow("right") << static_cast<int>(ViewPreset::Right) << -1.0 << 0.0 << 0.0;
  QTest::newRow("iso") << static_cast<int>(ViewPreset::Iso) << -third << third << -third;
}

void TestCamera::presetsLookAlongAxes() {
  QFETCH(int, preset);
  QFETCH(double, x);
  QFETCH(double, y);
  QFETCH(double, z);
  const CameraPose pose = turnedTo(somePose(), static_cast<ViewPreset>(preset));
  vtkNew<vtkCamera> camera;
  apply(pose, 60, *camera);
  std::array<double, 3> direction{};
  camera->GetDirectionOfProjection(direction.data());
  const std::array<double, 3> wanted = {x, y, z};
  const QString wrong = mw::test::allDiffer(direction, wanted, 0, kRounding);
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  QVERIFY(pose.focus_m == somePose().focus_m);
}

void TestCamera::projectsAsVtkDoes_data() {
  QTest::addColumn<bool>("is_parallel");
  QTest::newRow("perspective") << false;
  QTest::newRow("parallel") << true;
}

void TestCamera::projectsAsVtkDoes() {
  QFETCH(bool, is_parallel);
  CameraPose pose = somePose();
  pose.is_parallel = is_parallel;
  vtkNew<vtkCamera> camera;
  apply(pose, 60, *camera);
  vtkMatrix4x4* matrix =
      camera->GetCompositeProjectionTransformMatrix(static_cast<double>(kView.width_px) / kView.height_px, -1, 1);
  for (const Vec3& p : box({-3, -4, 0}, {6, 2, 2.5})) {
    const std::array<double, 4> in = {p.x, p.y, p.z, 1};
    std::array<double, 4> out{};
    matrix->MultiplyPoint(in.data(), out.data());
    const DisplayPoint at = worldToDisplay(pose, kView, p)->at;
    MW_NEAR(at.x, (out[0] / out[3] + 1) / 2 * kView.width_px, 0, 1e-6);
    MW_NEAR(at.y, (1 - out[1] / out[3]) / 2 * kView.height_px, 0, 1e-6);
    QVERIFY(std::abs(out[2] / out[3]) < 1);
  }
}

void TestCamera::floorPointIsUnderItsPixel() {
  for (const bool is_parallel : {false, true}) {
    CameraPose pose = somePose();
    pose.is_parallel = is_parallel;
    for (const DisplayPoint& at : {DisplayPoint{640, 360}, DisplayPoint{100, 700}, DisplayPoint{1200, 500}}) {
      const std::optional<Vec3> floor = displayToFloor(pose, kView, at);
      QVERIFY(floor.has_value());
      QCOMPARE(floor->z, 0.0);
      QVERIFY(pixelsApart(worldToDisplay(pose, kView, *floor)->at, at) < 1e-6);
    }
  }
}

void TestCamera::noFloorAboveTheHorizon() {
  CameraPose pose = somePose();
  pose.pitch_rad = 0.05;
  QVERIFY(!displayToFloor(pose, kView, {640, 0}).has_value());
  QVERIFY(!worldToDisplay(pose, kView, eyeOf(pose) + axesOf(pose).back).has_value());
}

void TestCamera::framesWhatItIsGiven_data() {
  QTest::addColumn<double>("size");
  QTest::addColumn<bool>("is_parallel");
  QTest::newRow("a machine") << 2.0 << false;
  QTest::newRow("a hall") << 60.0 << false;
  QTest::newRow("a hall in plan") << 60.0 << true;
}

void TestCamera::framesWhatItIsGiven() {
  QFETCH(double, size);
  QFETCH(bool, is_parallel);
  const std::vector<Vec3> points = box({5, 5, 0}, {5 + size, 5 + 0.6 * size, 2});
  for (const ViewPreset preset : {ViewPreset::Iso, ViewPreset::Top, ViewPreset::Front}) {
    CameraPose start = turnedTo(somePose(), preset);
    start.is_parallel = is_parallel;
    const CameraPose pose = framed(start, kView, points, 0.8);
    double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
    for (const Vec3& p : points) {
      const DisplayPoint at = worldToDisplay(pose, kView, p)->at;
      left = std::min(left, at.x), right = std::max(right, at.x);
      top = std::min(top, at.y), bottom = std::max(bottom, at.y);
    }
    // The tighter side is filled to 80 %, and the other is inside it.
    const double filled = std::max((right - left) / kView.width_px, (bottom - top) / kView.height_px);
    MW_NEAR(filled, 0.8, 0, 0.06);  // perspective: the two touching sides need not touch at the same depth
    QVERIFY(left >= 0 && top >= 0 && right <= kView.width_px && bottom <= kView.height_px);
    MW_NEAR(pose.yaw_rad, start.yaw_rad, kRounding, 0);
  }
}

void TestCamera::transitionGoesTheShortWay() {
  CameraPose from = somePose();
  CameraPose to = somePose();
  from.yaw_rad = 170 * kPi / 180;
  to.yaw_rad = -170 * kPi / 180;
  to.distance_m = 4 * from.distance_m;
  QVERIFY(lerp(from, to, 0) == from);
  QVERIFY(lerp(from, to, 1) == to);
  const CameraPose middle = lerp(from, to, 0.5);
  MW_NEAR(std::abs(std::remainder(middle.yaw_rad, 2 * kPi)), kPi, 0, kRounding);
  MW_NEAR(middle.distance_m, 2 * from.distance_m, kRounding, 0);
  double last = 0;
  for (int i = 1; i <= 20; ++i) {
    const double now = lerp(from, to, i / 20.0).distance_m;
    QVERIFY(now > last);
    last = now;
  }
}

void TestCamera::keepsItsLimits() {
  const CameraPose pose = somePose();
  QVERIFY(orbited(pose, pose.focus_m, 0, 10).pitch_rad <= kPi / 2);
  QVERIFY(orbited(pose, pose.focus_m, 0, -10).pitch_rad > -kPi / 2);
  QVERIFY(zoomed(pose, pose.focus_m, 1e-9).distance_m > 0.1);
  QVERIFY(zoomed(pose, pose.focus_m, 1e9).distance_m <= 5000);
}

QTEST_APPLESS_MAIN(TestCamera)
#include "tst_camera.moc"
