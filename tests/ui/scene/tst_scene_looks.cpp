// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "tests/support/near.h"
#include "tests/ui/scene/demo_line.h"
#include "tests/ui/scene/scene_look.h"
#include "ui/scene/footprint.h"
#include "ui/scene/thumbnail.h"

using namespace mw::scene;
using mw::test::apart;
using mw::test::around;
using mw::test::body;
using mw::test::DemoLine;
using mw::test::demoLine;
using mw::test::kAll;
using mw::test::kView;
using mw::test::pixelsDiffering;
using mw::test::pixelsLike;
using mw::test::Region;

/// What can be seen in a picture of the hall.
class TestSceneLooks : public mw::test::SceneLook {
  Q_OBJECT
 private slots:
  void beaconsShowStates_data();
  void beaconsShowStates();
  void selectionIsSeen_data();
  void selectionIsSeen();
  void hoverIsSeenAndGoes();
  void machineCoversItsShare();
  void cutLeavesOutWhatLiesAbove();
  void cutTakesLampAndBrightInsideAway();
  void partsShowTheirColor();
  void floorFadesIntoTheBackground();
  void occlusionDarkensCorners();
  void thumbnailsAreFilledAndTransparent();
  void labelsStandAboveTheirElements();
};

void TestSceneLooks::beaconsShowStates_data() {
  QTest::addColumn<int>("state");
  QTest::addColumn<bool>("is_dark");
  QTest::addColumn<unsigned>("color");
  struct Row {
    const char* name;
    ElementState state;
    unsigned light, dark;
  };
  // The colours of Okabe and Ito as the design names them; idle and off are greys of ours.
  const std::vector<Row> rows = {
      {"busy", ElementState::Busy, 0x009E73, 0x009E73},       {"idle", ElementState::Idle, 0xAEB8C2, 0x5F6B78},
      {"blocked", ElementState::Blocked, 0xE69F00, 0xE69F00}, {"setup", ElementState::Setup, 0x56B4E9, 0x56B4E9},
      {"down", ElementState::Down, 0xD55E00, 0xD55E00},       {"waiting", ElementState::Waiting, 0xCC79A7, 0xCC79A7},
      {"off", ElementState::Off, 0x3A424C, 0x3A424C}};
  for (const bool is_dark : {false, true}) {
    for (const Row& row : rows) {
      QTest::addRow("%s%s", row.name, is_dark ? ", dark" : "")
          << static_cast<int>(row.state) << is_dark << (is_dark ? row.dark : row.light);
    }
  }
}

void TestSceneLooks::beaconsShowStates() {
  QFETCH(int, state);
  QFETCH(bool, is_dark);
  QFETCH(unsigned, color);
  scene_->setTheme(is_dark ? darkSceneTheme() : lightSceneTheme());
  scene_->setLayout({body("mill", BodyType::Station, 0, 0)}, {});
  const std::vector<ElementStateChange> change = {{"mill", static_cast<ElementState>(state)}};
  scene_->setStates(change);
  const Vec3 lamp = *scene_->beacon("mill");
  pose_.focus_m = lamp;
  pose_.distance_m = 4;
  const Rgb wanted = rgb(color);
  // The lamp is 0.12 x 0.14 m at 280 pixels a metre: about 1,100 pixels. The light adds up to 0.12 to a channel.
  const int shown = pixelsLike(look(), around(worldToDisplay(pose_, kView, lamp)->at, 40), wanted, 0.12);
  QVERIFY2(shown > 400, qPrintable(QString::number(shown)));
}

void TestSceneLooks::selectionIsSeen_data() {
  QTest::addColumn<bool>("is_dark");
  QTest::addColumn<bool>("is_settled");
  QTest::newRow("light, moving") << false << false;
  QTest::newRow("light, settled") << false << true;
  QTest::newRow("dark, moving") << true << false;
  QTest::newRow("dark, settled") << true << true;
}

void TestSceneLooks::selectionIsSeen() {
  QFETCH(bool, is_dark);
  QFETCH(bool, is_settled);
  const SceneTheme theme = is_dark ? darkSceneTheme() : lightSceneTheme();
  scene_->setTheme(theme);
  scene_->setQuality(is_settled ? Quality::Settled : Quality::Moving);
  scene_->setLayout({body("mill", BodyType::Station, 0, 0), body("other", BodyType::Station, 40, 0)}, {});
  // The blue band of the machine is not the accent: hardly a pixel of it before.
  const int before = pixelsLike(look(), kAll, theme.accent, 0.07);
  const std::vector<std::string> ids = {"mill"};
  scene_->setSelection(ids);
  const int after = pixelsLike(look(), kAll, theme.accent, 0.07);
  QVERIFY2(after > before + 400, qPrintable(QString("%1 after, %2 before").arg(after).arg(before)));
  scene_->setSelection({});
  MW_NEAR(pixelsLike(look(), kAll, theme.accent, 0.07), before, 0, 0);
}

void TestSceneLooks::hoverIsSeenAndGoes() {
  scene_->setLayout({body("mill", BodyType::Station, 0, 0)}, {});
  const Picture before = look();
  scene_->setHovered("mill");
  QVERIFY(pixelsDiffering(before, look(), 0.1) > 200);
  scene_->setHovered(std::nullopt);
  QCOMPARE(pixelsDiffering(before, look(), 0.01), 0);
}

void TestSceneLooks::machineCoversItsShare() {
  const SceneElement mill = body("mill", BodyType::Station, 0, 0);
  scene_->setLayout({}, {});
  const Picture empty = look();
  scene_->setLayout({mill}, {});
  const Picture full = look();
  int hull_pixels = 0;
  int covered = 0;
  for (int y = 0; y < kView.height_px; y += 2) {
    for (int x = 0; x < kView.width_px; x += 2) {
      if (!scene_->pick(rayThrough(pose_, kView, {x + 0.5, y + 0.5}))) continue;
      ++hull_pixels;
      covered += apart(full.at(x, y), empty.at(x, y)) > 0.02 ? 1 : 0;
    }
  }
  QVERIFY(hull_pixels > 5000);
  // A housing with rounded corners covers nearly all of its box as the picker sees it.
  QVERIFY2(covered > 0.85 * hull_pixels, qPrintable(QString("%1 of %2").arg(covered).arg(hull_pixels)));
}

void TestSceneLooks::cutLeavesOutWhatLiesAbove() {
  const ScenePartType type{"p", {0.5, 0.5, 0.5}, 0x2060C0};
  std::vector<PartPose> parts(2);
  parts[0].center_m = {2, 0, 0.25F};
  parts[1].center_m = {2, 0, 2.25F};
  scene_->setLayout({}, {});
  const Picture empty = look();
  scene_->setLayout({body("mill", BodyType::Station, 0, 0)}, {});
  scene_->setPartTypes({&type, 1});
  scene_->setParts(parts);
  const auto differ = [&](const Vec3& middle, int reach) {
    const Picture picture = look();
    const Region region = around(worldToDisplay(pose_, kView, middle)->at, reach);
    int count = 0;
    for (int y = region.y0; y <= region.y1; ++y) {
      for (int x = region.x0; x <= region.x1; ++x) count += apart(picture.at(x, y), empty.at(x, y)) > 0.02 ? 1 : 0;
    }
    return count;
  };
  const Vec3 top_of_mill = *scene_->labelAnchor("mill") - Vec3{0, 0, 0.6};
  const std::array<int, 3> whole = {differ(top_of_mill, 6), differ({2, 0, 0.25}, 6), differ({2, 0, 2.25}, 6)};
  for (const int pixels : whole) QVERIFY(pixels > 80);
  scene_->setSection(0.8);
  // A smoothed edge of the machine behind may reach in.
  QVERIFY(differ({2, 0, 2.25}, 6) < 8);
  QCOMPARE(differ({2, 0, 0.25}, 6), whole[1]);
  const Picture cut = look();
  scene_->setSection(std::nullopt);
  const std::array<int, 3> again = {differ(top_of_mill, 6), differ({2, 0, 0.25}, 6), differ({2, 0, 2.25}, 6)};
  QCOMPARE(again, whole);
  int apart_pixels = 0;
  const Picture uncut = look();
  for (int y = 0; y < kView.height_px; ++y) {
    for (int x = 0; x < kView.width_px; ++x) apart_pixels += apart(cut.at(x, y), uncut.at(x, y)) > 0.02 ? 1 : 0;
  }
  QVERIFY2(apart_pixels > 2000, qPrintable(QString::number(apart_pixels)));
}

/// Looking down into a cut machine one sees neither its lamp in the air nor the outline's far side as a bright wall.
void TestSceneLooks::cutTakesLampAndBrightInsideAway() {
  scene_->setLayout({}, {});
  const Picture empty = look();
  scene_->setLayout({body("mill", BodyType::Station, 0, 0)}, {});
  const Region lamp = around(worldToDisplay(pose_, kView, *scene_->beacon("mill"))->at, 5);
  const auto lit = [&](const Picture& picture) {
    int count = 0;
    for (int y = lamp.y0; y <= lamp.y1; ++y) {
      for (int x = lamp.x0; x <= lamp.x1; ++x) count += apart(picture.at(x, y), empty.at(x, y)) > 0.02 ? 1 : 0;
    }
    return count;
  };
  QVERIFY(lit(look()) > 30);
  constexpr double kCut_m = 0.8;
  scene_->setSection(kCut_m);
  const Picture cut = look();
  QCOMPARE(lit(cut), 0);
  const std::string id = "mill";
  scene_->setSelection({&id, 1});
  const Picture selected = look();
  scene_->setSelection({});
  // Within the cut, from its edge half way down, nothing of the selection is seen.
  const Region opening = around(worldToDisplay(pose_, kView, {0, 0, kCut_m})->at, 60);
  constexpr double kAccentTolerance = 0.15;  // of smoothed edges
  const int bright = pixelsLike(selected, opening, scene_->theme().accent, kAccentTolerance) -
                     pixelsLike(cut, opening, scene_->theme().accent, kAccentTolerance);
  QVERIFY2(bright < 20, qPrintable(QString::number(bright)));
}

void TestSceneLooks::partsShowTheirColor() {
  const ScenePartType type{"p", {0.5, 0.5, 0.5}, 0x2060C0};
  scene_->setPartTypes({&type, 1});
  PartPose part;
  part.center_m = {0, 0, 0.9F};
  scene_->setParts({&part, 1});
  QCOMPARE(scene_->partCount(), 1);
  // Lit from above: blue leads red by far on every side.
  const auto bluish = [&](const Picture& picture) {
    int count = 0;
    const Region region = around(worldToDisplay(pose_, kView, {0, 0, 0.9})->at, 40);
    for (int y = region.y0; y <= region.y1; ++y) {
      for (int x = region.x0; x <= region.x1; ++x) count += picture.at(x, y).b > picture.at(x, y).r + 0.25 ? 1 : 0;
    }
    return count;
  };
  QVERIFY(bluish(look()) > 1500);
  part.color = 0xC06020;
  scene_->setParts({&part, 1});
  QCOMPARE(bluish(look()), 0);
  scene_->setParts({});
  QCOMPARE(scene_->partCount(), 0);
}

void TestSceneLooks::floorFadesIntoTheBackground() {
  pose_.pitch_rad = 0.12;
  pose_.distance_m = 20;
  for (const SceneTheme& theme : {lightSceneTheme(), darkSceneTheme()}) {
    scene_->setTheme(theme);
    const Picture picture = look();
    // From the top of the picture down to the floor 60 m away there is nothing but the background: no edge, no line.
    const Vec3 away = normalized(Vec3{-axesOf(pose_).back.x, -axesOf(pose_).back.y, 0}) * 60;
    const int last = static_cast<int>(worldToDisplay(pose_, kView, away)->at.y);
    QVERIFY(last > 100 && last < 400);
    for (int y = 0; y < last; ++y) {
      const Rgb wanted = mix(theme.background_top, theme.background_bottom, (y + 0.5) / kView.height_px);
      const double off = apart(picture.at(331, y), wanted);
      QVERIFY2(off < 0.012, qPrintable(QString("row %1: %2").arg(y).arg(off)));
    }
    // Close by it is the floor, a little shaded, between its grid lines.
    const Region near_by{300, 420, 660, 590};
    QVERIFY(pixelsLike(picture, near_by, theme.floor, 0.04) > 0.6 * 360 * 170);
  }
}

void TestSceneLooks::occlusionDarkensCorners() {
  scene_->setLayout({body("mill", BodyType::Station, 0, 0)}, {});
  scene_->setQuality(Quality::Moving);
  const Picture plain = look();
  scene_->setQuality(Quality::Settled);
  const Picture settled = look();
  int darker = 0;
  int lighter = 0;
  for (int y = 0; y < kView.height_px; ++y) {
    for (int x = 0; x < kView.width_px; ++x) {
      const double change = settled.at(x, y).g - plain.at(x, y).g;
      darker += change < -0.05 ? 1 : 0;
      lighter += change > 0.1 ? 1 : 0;
    }
  }
  QVERIFY2(darker > 3000, qPrintable(QString::number(darker)));
  QVERIFY2(lighter < 2000, qPrintable(QString::number(lighter)));
}

void TestSceneLooks::thumbnailsAreFilledAndTransparent() {
  constexpr int kSize = 96;
  ThumbnailStudio studio(kSize, lightSceneTheme());
  for (BodyType type : kBodyTypes) {
    const Picture picture = studio.take(type);
    QCOMPARE(picture.width_px, kSize);
    int solid = 0;
    for (int y = 0; y < kSize; ++y) {
      for (int x = 0; x < kSize; ++x) solid += picture.opacityAt(x, y) > 0.9 ? 1 : 0;
    }
    const double share = static_cast<double>(solid) / (kSize * kSize);
    QVERIFY2(share > 0.06 && share < 0.75, qPrintable(QString("%1: %2").arg(nameOf(type).data()).arg(share)));
    QVERIFY(picture.opacityAt(0, 0) < 0.01);
    const Picture laid = onGround(picture, rgb(0xFFFFFF));
    MW_NEAR(apart(laid.at(0, 0), rgb(0xFFFFFF)), 0.0, 0, 0.01);
    QCOMPARE(laid.opacityAt(0, 0), 1.0);
  }
}

void TestSceneLooks::labelsStandAboveTheirElements() {
  const DemoLine line = demoLine();
  scene_->setLayout(line.elements, line.flows);
  for (const SceneElement& e : line.elements) {
    const std::optional<Vec3> anchor = scene_->labelAnchor(e.id);
    QVERIFY(anchor.has_value());
    QVERIFY(anchor->z > sizeOf(e).z);
    QVERIFY(std::hypot(anchor->x - e.position_m.x, anchor->y - e.position_m.y) < 1e-6);
  }
  QCOMPARE(scene_->corners().size(), 8 * line.elements.size());
}

QTEST_APPLESS_MAIN(TestSceneLooks)
#include "tst_scene_looks.moc"
