// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/layout/clash.h"
#include "core/layout/layout_check.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::layout;

namespace {

Body box(double x_m, double y_m, double length_m, double width_m, double yaw_deg = 0, double z_m = 0) {
  Body body;
  body.pose = {x_m, y_m, z_m, yaw_deg * std::numbers::pi / 180};
  body.length_m = length_m;
  body.width_m = width_m;
  body.height_m = 2;
  return body;
}

std::vector<Block> blocksOf(const std::vector<Body>& bodies) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < bodies.size(); ++i) appendBlocks(bodies[i], i, blocks);
  return blocks;
}

double next(std::uint32_t& random) {
  random = random * 1664525U + 1013904223U;
  return static_cast<double>(random >> 8U) / (1U << 24U);
}

}  // namespace

class TestClash : public QObject {
  Q_OBJECT
 private slots:
  void depth_data();
  void depth();
  void sweepFindsWhatTryingAllPairsFinds();
  void onlyMovingWithResting();
  void bentBodiesClashByTheirLegs();
  void checkNamesBothAndTheDepth();
  void withoutPoseNowhere();
};

void TestClash::depth_data() {
  QTest::addColumn<double>("x_m");
  QTest::addColumn<double>("y_m");
  QTest::addColumn<double>("z_m");
  QTest::addColumn<double>("yaw_deg");
  QTest::addColumn<double>("depth_m");
  // Against a body of 2 x 1 m at the origin; the other one is 2 x 1 m too.
  QTest::newRow("side by side") << 2.5 << 0.0 << 0.0 << 0.0 << 0.0;
  QTest::newRow("touching") << 2.0 << 0.0 << 0.0 << 0.0 << 0.0;
  QTest::newRow("along x by 0.35") << 1.65 << 0.0 << 0.0 << 0.0 << 0.35;
  QTest::newRow("along y by 0.25") << 0.1 << 0.75 << 0.0 << 0.0 << 0.25;
  QTest::newRow("above one another") << 0.0 << 0.0 << 2.0 << 0.0 << 0.0;
  QTest::newRow("heights overlap") << 1.65 << 0.0 << 1.0 << 0.0 << 0.35;
  // A quarter turn: 0.5 + 1 of reach along x, so 1.5 - 1.2 deep.
  QTest::newRow("turned by 90") << 1.2 << 0.0 << 0.0 << 90.0 << 0.3;
  // At 45 degrees the corner of the turned one reaches (1 + 0.5) / sqrt 2 = 1.06066 m along x.
  QTest::newRow("corner, turned by 45") << 2.0 << 0.0 << 0.0 << 45.0 << 0.0606601717798212;
  // Upright rectangles around the two overlap, the two themselves do not.
  QTest::newRow("passes the corner") << 1.4 << 1.1 << 0.0 << -45.0 << 0.0;
}

void TestClash::depth() {
  QFETCH(double, x_m);
  QFETCH(double, y_m);
  QFETCH(double, z_m);
  QFETCH(double, yaw_deg);
  QFETCH(double, depth_m);
  const auto blocks = blocksOf({box(0, 0, 2, 1), box(x_m, y_m, 2, 1, yaw_deg, z_m)});
  MW_NEAR(overlap_m(blocks[0], blocks[1]), depth_m, 0, 1e-12);
  MW_NEAR(overlap_m(blocks[1], blocks[0]), depth_m, 0, 1e-12);
  QCOMPARE(findClashes(blocks).size(), std::size_t{depth_m > kClashTolerance_m ? 1U : 0U});
}

void TestClash::sweepFindsWhatTryingAllPairsFinds() {
  std::uint32_t random = 7;
  std::vector<Body> bodies;
  for (int i = 0; i < 300; ++i) {
    bodies.push_back(box(40 * next(random), 40 * next(random), 0.5 + 4 * next(random), 0.5 + 2 * next(random),
                         360 * next(random), 3 * next(random)));
  }
  const auto blocks = blocksOf(bodies);
  std::vector<Clash> wanted;
  for (std::size_t a = 0; a < blocks.size(); ++a) {
    for (std::size_t b = a + 1; b < blocks.size(); ++b) {
      const double depth_m = overlap_m(blocks[a], blocks[b]);
      if (depth_m > kClashTolerance_m) wanted.push_back({a, b, depth_m});
    }
  }
  const std::vector<Clash> found = findClashes(blocks);
  QVERIFY(wanted.size() > 50);
  QCOMPARE(found.size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    QCOMPARE(found[i].a, wanted[i].a);
    QCOMPARE(found[i].b, wanted[i].b);
    QCOMPARE(found[i].depth_m, wanted[i].depth_m);
  }
}

void TestClash::onlyMovingWithResting() {
  const auto blocks = blocksOf({box(0, 0, 2, 2), box(1, 0, 2, 2), box(2, 0, 2, 2)});
  QCOMPARE(findClashes(blocks).size(), std::size_t{2});
  const auto found = findClashes(blocks, ClashPairs::MovingWithResting, {false, false, true});
  QCOMPARE(found.size(), std::size_t{1});
  QCOMPARE(found[0].a, std::size_t{1});
  QCOMPARE(found[0].b, std::size_t{2});
}

void TestClash::bentBodiesClashByTheirLegs() {
  Body bent = box(0, 0, 1, 0.6);
  bent.path = {{0, 0}, {6, 0}, {6, 6}};
  // Inside the bend there is room; on the second leg there is not.
  QVERIFY(findClashes(blocksOf({bent, box(3, 3, 2, 2)})).empty());
  const auto found = findClashes(blocksOf({bent, box(6, 3, 2, 2)}));
  QCOMPARE(found.size(), std::size_t{1});
  const Extent extent = extentOf(bent);
  MW_NEAR(extent.high.x_m, 6.3, 0, 1e-12);
  MW_NEAR(extent.low.y_m, -0.3, 0, 1e-12);
}

void TestClash::checkNamesBothAndTheDepth() {
  const auto factory = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "elements": [
    {"id": "a", "type": "buffer", "size_m": [2, 1, 1], "pose": {"x_m": 0}},
    {"id": "b", "type": "buffer", "size_m": [2, 1, 1], "pose": {"x_m": 1.65}}]})"));
  const Findings findings = checkLayout(factory);
  QCOMPARE(findings.size(), std::size_t{1});
  QVERIFY(findings[0].severity == Severity::Warning);
  QCOMPARE(findings[0].cause, std::string("\"a\" and \"b\" overlap 0.35 m"));
  QCOMPARE(findings[0].place.pointer, std::string("/elements/1/pose"));
}

void TestClash::withoutPoseNowhere() {
  const auto factory = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "elements": [
    {"id": "a", "type": "buffer"}, {"id": "b", "type": "buffer"}, {"id": "c", "type": "buffer", "pose": {"x_m": 0}}]})"));
  QVERIFY(checkLayout(factory).empty());
}

QTEST_APPLESS_MAIN(TestClash)
#include "tst_clash.moc"
