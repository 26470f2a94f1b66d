// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <algorithm>
#include <numbers>

#include "tests/support/near.h"
#include "tests/ui/scene/some_elements.h"
#include "ui/scene/footprint.h"
#include "ui/scene/pick.h"

using namespace mw::scene;
using mw::test::body;

namespace {

constexpr Viewport kView{1280, 720};

SceneElement cube(const std::string& id, double x, double y, double yaw = 0) {
  SceneElement e = body(id, BodyType::Other, x, y, yaw);
  e.size_m = Vec3{2, 1, 1};
  return e;
}

}  // namespace

class TestPick : public QObject {
  Q_OBJECT

 private slots:
  void findsWhatTheRayMeets_data();
  void findsWhatTheRayMeets();
  void nothingIsMetAboveTheCut();
  void nearestWins();
  void bentConveyorIsPickedOnItsLegs();
  void everyElementUnderItsOwnPixel();
  void rectangleTakesWhatLiesInside();
  void rectangleTouchesTheBodyNotItsFrame();
};

void TestPick::findsWhatTheRayMeets_data() {
  QTest::addColumn<double>("x");
  QTest::addColumn<double>("y");
  QTest::addColumn<double>("yaw_deg");
  QTest::addColumn<bool>("is_hit");
  // A ray straight down at (x, y) on a box of 2 x 1 m at the origin.
  QTest::newRow("middle") << 0.0 << 0.0 << 0.0 << true;
  QTest::newRow("inside the long side") << 0.99 << 0.0 << 0.0 << true;
  QTest::newRow("outside the long side") << 1.01 << 0.0 << 0.0 << false;
  QTest::newRow("outside the short side") << 0.0 << 0.51 << 0.0 << false;
  QTest::newRow("turned: long side along y") << 0.0 << 0.99 << 90.0 << true;
  QTest::newRow("turned: short side along x") << 0.51 << 0.0 << 90.0 << false;
  QTest::newRow("turned by 45: along the diagonal") << 0.70 << 0.70 << 45.0 << true;
  QTest::newRow("turned by 45: across it") << 0.40 << -0.40 << 45.0 << false;
}

void TestPick::findsWhatTheRayMeets() {
  QFETCH(double, x);
  QFETCH(double, y);
  QFETCH(double, yaw_deg);
  QFETCH(bool, is_hit);
  Picker picker;
  const std::vector<SceneElement> elements = {cube("box", 0, 0, yaw_deg * std::numbers::pi / 180)};
  picker.setElements(elements);
  const std::optional<PickHit> hit = picker.pick({{x, y, 10}, {0, 0, -1}});
  QCOMPARE(hit.has_value(), is_hit);
  if (!hit) return;
  QCOMPARE(hit->id, std::string("box"));
  MW_NEAR(hit->distance_m, 9.0, 1e-12, 0);
  MW_NEAR(hit->point_m.z, 1.0, 1e-12, 0);
}

void TestPick::nothingIsMetAboveTheCut() {
  Picker picker;
  const std::vector<SceneElement> elements = {cube("low", 0, 0), cube("high", 4, 0)};
  picker.setElements(elements);
  const Ray down{{0, 0, 5}, {0, 0, -1}};
  const Ray up{{0, 0, -3}, {0, 0, 1}};
  const Ray along{{-5, 0, 0.7}, {1, 0, 0}};
  const double top_m = picker.pick(down)->point_m.z;
  const double bottom_m = picker.pick(up)->point_m.z;
  const double cut_m = (top_m + bottom_m) / 2;
  picker.setSection(cut_m);
  QVERIFY(std::abs(picker.pick(down)->point_m.z - cut_m) < 1e-12);
  QVERIFY(std::abs(picker.pick(up)->point_m.z - bottom_m) < 1e-12);
  QVERIFY(!picker.pick(along));
  picker.setSection(bottom_m - 0.1);
  QVERIFY(!picker.pick(down) && !picker.pick(up));
  picker.setSection(std::nullopt);
  QCOMPARE(picker.pick(along)->id, std::string("low"));
}

void TestPick::nearestWins() {
  Picker picker;
  const std::vector<SceneElement> elements = {cube("far", 5, 0), cube("near", 2, 0), cube("behind", -5, 0)};
  picker.setElements(elements);
  QCOMPARE(picker.pick({{0, 0, 0.5}, {1, 0, 0}})->id, std::string("near"));
  QVERIFY(!picker.pick({{0, 0, 0.5}, {0, 1, 0}}).has_value());
}

void TestPick::bentConveyorIsPickedOnItsLegs() {
  SceneElement bent = body("bent", BodyType::Conveyor, 10, 0);
  bent.path = {{0, 0, 0}, {4, 0, 0}, {4, 3, 0}};
  Picker picker;
  const std::vector<SceneElement> elements = {bent};
  picker.setElements(elements);
  const auto isThere = [&](double x, double y) { return picker.pick({{x, y, 10}, {0, 0, -1}}).has_value(); };
  QVERIFY(isThere(11, 0));
  QVERIFY(isThere(14, 2.5));
  QVERIFY(isThere(14.3, -0.3));  // the corner itself
  QVERIFY(!isThere(11, 2));      // inside the box around the path, but beside the belt
  const std::vector<std::string> wanted = {"bent"};
  CameraPose top = turnedTo({}, ViewPreset::Top);
  top.distance_m = 90;
  QVERIFY(picker.pickInside(top, kView, {0, 0}, {1280, 720}, BoxRule::Contained) == wanted);
}

void TestPick::everyElementUnderItsOwnPixel() {
  std::vector<SceneElement> elements;
  for (int i = 0; i < 100; ++i)
    elements.push_back(cube("e" + std::to_string(i), 4.0 * (i % 10), 4.0 * (i / 10), 0.3 * i));
  Picker picker;
  picker.setElements(elements);
  for (const bool is_parallel : {false, true}) {
    CameraPose pose;
    pose.focus_m = {18, 18, 0};
    pose.distance_m = 80;
    pose.pitch_rad = 1.2;
    pose.is_parallel = is_parallel;
    for (const SceneElement& e : elements) {
      const DisplayPoint at = worldToDisplay(pose, kView, e.position_m + Vec3{0, 0, 0.5})->at;
      const std::optional<PickHit> hit = picker.pick(rayThrough(pose, kView, at));
      QVERIFY(hit.has_value());
      QCOMPARE(hit->id, e.id);
    }
  }
}

void TestPick::rectangleTakesWhatLiesInside() {
  Picker picker;
  const std::vector<SceneElement> elements = {cube("a", 0, 0), cube("b", 4, 0), cube("half", 6, 0), cube("c", 20, 0)};
  picker.setElements(elements);
  CameraPose pose = turnedTo({}, ViewPreset::Top);
  pose.distance_m = 60;
  const DisplayPoint a = worldToDisplay(pose, kView, {-2, 2, 0.5})->at;
  const DisplayPoint b = worldToDisplay(pose, kView, {6, -2, 0.5})->at;
  const std::vector<std::string> wanted = {"a", "b"};
  QVERIFY(picker.pickInside(pose, kView, a, b, BoxRule::Contained) == wanted);
  QVERIFY(picker.pickInside(pose, kView, b, a, BoxRule::Contained) == wanted);
  const std::vector<std::string> touched = {"a", "b", "half"};
  QVERIFY(picker.pickInside(pose, kView, a, b, BoxRule::Touching) == touched);
}

void TestPick::rectangleTouchesTheBodyNotItsFrame() {
  Picker picker;
  SceneElement turned_by_45 = cube("a", 0, 0);
  turned_by_45.size_m = Vec3{8, 0.5, 0.01};
  turned_by_45.yaw_rad = std::numbers::pi / 4;
  const std::vector<SceneElement> elements = {turned_by_45};
  picker.setElements(elements);
  CameraPose pose = turnedTo({}, ViewPreset::Top);
  pose.distance_m = 60;
  const auto at = [&pose](double x, double y) { return worldToDisplay(pose, kView, {x, y, 0})->at; };
  // Beside the long diagonal body, though inside the upright rectangle around it.
  QVERIFY(picker.pickInside(pose, kView, at(-2.5, 2.5), at(-1, 1), BoxRule::Touching).empty());
  QCOMPARE(picker.pickInside(pose, kView, at(1, 2.5), at(2.5, 1), BoxRule::Touching).size(), std::size_t{1});
  QVERIFY(picker.pickInside(pose, kView, at(1, 2.5), at(2.5, 1), BoxRule::Contained).empty());
}

QTEST_APPLESS_MAIN(TestPick)
#include "tst_pick.moc"
