// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/layout/clash.h"
#include "core/layout/layout_check.h"
#include "core/layout/road_sweep.h"
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
  void gridFindsWhatTryingAllFinds_data();
  void gridFindsWhatTryingAllFinds();
  void fewMovingAgainstTheGrid();
  void middleOfWhatTheyShare();
  void finds_data();
  void finds();
  void findingsHaveAPlace();
  void vehiclesAreAsBigAsSaid();
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

void TestClash::gridFindsWhatTryingAllFinds_data() {
  QTest::addColumn<double>("width_m");
  QTest::addColumn<double>("depth_m");
  QTest::addColumn<double>("longest_m");
  QTest::newRow("hall") << 60.0 << 40.0 << 4.0;
  QTest::newRow("one long row") << 400.0 << 0.0 << 3.0;
  QTest::newRow("all in one place") << 0.0 << 0.0 << 3.0;
  QTest::newRow("long ones among short ones") << 60.0 << 60.0 << 90.0;
}

void TestClash::gridFindsWhatTryingAllFinds() {
  QFETCH(double, width_m);
  QFETCH(double, depth_m);
  QFETCH(double, longest_m);
  std::uint32_t random = 11;
  std::vector<Body> bodies;
  for (int i = 0; i < 300; ++i) {
    const double length_m = i % 20 == 0 ? longest_m : 0.5 + 2 * next(random);
    bodies.push_back(box(width_m * next(random), depth_m * next(random), length_m, 1, 360 * next(random)));
  }
  const BlockGrid grid(blocksOf(bodies));
  for (int i = 0; i < 100; ++i) {
    const Point at{(width_m + 10) * next(random) - 5, (depth_m + 10) * next(random) - 5};
    const Point half{3 * next(random), 3 * next(random)};
    const Extent asked{at - half, at + half};
    std::vector<std::size_t> wanted;
    for (std::size_t k = 0; k < grid.blocks().size(); ++k) {
      const Extent has = extentOf(grid.blocks()[k]);
      if (has.low.x_m <= asked.high.x_m && asked.low.x_m <= has.high.x_m && has.low.y_m <= asked.high.y_m &&
          asked.low.y_m <= has.high.y_m)
        wanted.push_back(k);
    }
    QCOMPARE(grid.near(asked), wanted);
  }
  QVERIFY(BlockGrid().near({{-1, -1}, {1, 1}}).empty());
}

void TestClash::fewMovingAgainstTheGrid() {
  std::uint32_t random = 5;
  std::vector<Body> bodies;
  for (int i = 0; i < 200; ++i) bodies.push_back(box(30 * next(random), 30 * next(random), 3, 1, 360 * next(random)));
  const auto blocks = blocksOf(bodies);
  std::vector<bool> is_moving(bodies.size(), false);
  for (std::size_t i = 0; i < 7; ++i) is_moving[i * 9] = true;
  std::vector<Block> moving;
  std::vector<Block> resting;
  for (const Block& block : blocks) (is_moving[block.owner] ? moving : resting).push_back(block);
  const auto wanted = findClashes(blocks, ClashPairs::MovingWithResting, is_moving);
  const auto found = findClashes(moving, BlockGrid(resting));
  QVERIFY(wanted.size() > 5);
  QCOMPARE(found.size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    QCOMPARE(found[i].a, wanted[i].a);
    QCOMPARE(found[i].b, wanted[i].b);
    QCOMPARE(found[i].depth_m, wanted[i].depth_m);
  }
}

void TestClash::middleOfWhatTheyShare() {
  // Against 2 x 1 m at the origin: shares x from 0.5 to 1, y from 0 to 0.5; heights 0.5 to 2.
  const auto shifted = blocksOf({box(0, 0, 2, 1), box(1.5, 0.5, 2, 1, 0, 0.5)});
  const ClashPlace corner = middleOf(shifted[0], shifted[1]);
  MW_NEAR(corner.at.x_m, 0.75, 0, 1e-12);
  MW_NEAR(corner.at.y_m, 0.25, 0, 1e-12);
  MW_NEAR(corner.z_m, 1.25, 0, 1e-12);
  // A narrow one across, turned by 30 degrees about the middle of both.
  const auto crossed = blocksOf({box(3, 4, 2, 1), box(3, 4, 6, 0.2, 30)});
  MW_NEAR(middleOf(crossed[0], crossed[1]).at.x_m, 3, 0, 1e-12);
  MW_NEAR(middleOf(crossed[0], crossed[1]).at.y_m, 4, 0, 1e-12);
  // Apart they share nothing: the place is between them.
  const auto apart = blocksOf({box(0, 0, 2, 1), box(9, 0, 2, 1)});
  MW_NEAR(middleOf(apart[0], apart[1]).at.x_m, 4.5, 0, 1e-12);
}

void TestClash::finds_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<QString>("rest");
  QTest::addColumn<QString>("cause");  // empty: nothing is found
  const auto row = [](const char* name, const char* elements, const char* rest, const char* cause) {
    QTest::newRow(name) << QString(elements) << QString(rest) << QString(cause);
  };
  constexpr const char* kBelt = R"({"id": "belt", "type": "conveyor", "length_m": 10, "pose": {"x_m": 5}},)";
  const std::string through =
      std::string(kBelt) + R"({"id": "wall", "type": "buffer", "size_m": [0.2, 4, 3], "pose": {"x_m": 4}})";
  row("belt through a wall", through.c_str(), "",
      R"("belt" and "wall" overlap 2.35 m: the belt of "belt" runs into "wall", where its parts get stuck)");
  row("belt into what it leads to", through.c_str(), R"(, "flows": [{"from": "belt", "to": "wall"}])",
      R"("belt" and "wall" overlap 2.35 m)");
  const std::string grazes =
      std::string(kBelt) +
      R"({"id": "post", "type": "buffer", "size_m": [0.2, 0.2, 3], "pose": {"x_m": 4, "y_m": 0.4}})";
  row("beside the belt", grazes.c_str(), "", R"("belt" and "post" overlap 0.05 m)");
  const std::string cross =
      std::string(kBelt) + R"({"id": "other", "type": "conveyor", "length_m": 10, "pose": {"x_m": 5, "yaw_deg": 90)";
  row("belts that cross", (cross + "}}").c_str(), "",
      R"("belt" and "other" overlap 5.35 m: the two belts cross at the same height)");
  row("one over the other", (cross + R"(, "z_m": 1.5}})").c_str(), "", "");
  row("belt across itself",
      R"({"id": "loop", "type": "conveyor", "path": [[0, 0, 0], [6, 0, 0], [6, 3, 0], [3, 3, 0], [3, -3, 0]], "pose": {}})",
      "", R"(the belt of "loop" crosses itself)");
  row("belt over itself",
      R"({"id": "loop", "type": "conveyor", "path": [[0, 0, 0], [6, 0, 1.5], [6, 3, 1.5], [3, 3, 1.5], [3, -3, 1.5]], "pose": {}})",
      "", R"(the belt of "loop" crosses itself)");
  row("belt high over itself",
      R"({"id": "loop", "type": "conveyor", "path": [[0, 0, 0], [6, 0, 0], [6, 3, 2], [3, 3, 2], [3, -3, 2]], "pose": {}})",
      "", "");
  const std::string climbs =
      R"({"id": "ramp", "type": "conveyor", "path": [[0, 0, 0], [2, 0, 0], [6, 0, 2], [9, 0, 2]], "pose": {}},
         {"id": "rack", "type": "buffer", "size_m": [1, 1, 1.5], "pose": {"x_m": )";
  row("below a raised belt", (climbs + "7.5}}").c_str(), "", "");
  // It climbs in pieces of half a metre.
  row("below its low end", (climbs + "3.5}}").c_str(), "",
      R"("ramp" and "rack" overlap 0.50 m: the belt of "ramp" runs into "rack", where its parts get stuck)");
  row("belt around a corner",
      R"({"id": "bend", "type": "conveyor", "path": [[0, 0, 0], [6, 0, 0], [6, 3, 0], [3, 3, 0]], "pose": {}})", "",
      "");
  constexpr const char* kRoads = R"(, "vehicles": [{"id": "agv", "network": "hall"}], "networks": [{"id": "hall",
    "nodes": [{"id": "n1", "x_m": 0, "y_m": 0}, {"id": "n2", "x_m": 10, "y_m": 0}], "edges": [{"from": "n1", "to": "n2"}]}])";
  // 0.7 of lane and 0.45 of vehicle to each side of the road.
  row("in a road", R"({"id": "rack", "type": "buffer", "size_m": [1, 1, 1], "pose": {"x_m": 5, "y_m": 1.45}})", kRoads,
      R"(vehicles "agv" run into "rack" on the road from "n1" to "n2": 0.20 m deep)");
  row("beside a road", R"({"id": "rack", "type": "buffer", "size_m": [1, 1, 1], "pose": {"x_m": 5, "y_m": 1.7}})",
      kRoads, "");
  row("past its end", R"({"id": "rack", "type": "buffer", "size_m": [1, 1, 1], "pose": {"x_m": 11.1}})", kRoads,
      R"(vehicles "agv" run into "rack" on the road from "n1" to "n2": 0.10 m deep)");
  row("a bridge over it", R"({"id": "rack", "type": "buffer", "size_m": [1, 1, 1], "pose": {"x_m": 5, "z_m": 0.4}})",
      kRoads, "");
  const std::string one_way =
      QString(kRoads).replace(R"("to": "n2"})", R"("to": "n2", "two_way": false})").toStdString();
  row("beside one lane", R"({"id": "rack", "type": "buffer", "size_m": [1, 1, 1], "pose": {"x_m": 5, "y_m": 1.0}})",
      one_way.c_str(), "");
  row("where they drive up to", R"({"id": "n2", "type": "buffer", "size_m": [1, 1, 1], "pose": {"x_m": 10}},
      {"id": "n1", "type": "source", "interarrival": 9, "size_m": [1, 1, 1], "pose": {"x_m": 0}})",
      (std::string(kRoads) + R"(, "flows": [{"from": "n1", "to": "n2", "by": "vehicle"}])").c_str(), "");
}

void TestClash::finds() {
  QFETCH(QString, elements);
  QFETCH(QString, rest);
  QFETCH(QString, cause);
  const QString text = R"({"format": "millwright-factory/1", "elements": [)" + elements + "]" + rest + "}";
  const Findings findings = checkLayout(factory::Factory::fromJson(Json::parse(text.toStdString())));
  QStringList causes;
  for (const Finding& finding : findings) {
    causes << QString::fromStdString(finding.cause);
    QVERIFY(!finding.cure.empty() && finding.severity == Severity::Warning);
  }
  QCOMPARE(causes.join('\n'), cause);
}

void TestClash::findingsHaveAPlace() {
  const auto factory = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "elements": [
    {"id": "a", "type": "buffer", "size_m": [2, 1, 1], "pose": {"x_m": 0}},
    {"id": "b", "type": "buffer", "size_m": [2, 1, 1], "pose": {"x_m": 1.5}}]})"));
  const auto found = hallFindings(factory);
  QCOMPARE(found.size(), std::size_t{1});
  QCOMPARE(found[0].at_m, (std::array<double, 3>{0.75, 0, 0.5}));
  QCOMPARE(found[0].elements, (std::vector<std::size_t>{0, 1}));
}

void TestClash::vehiclesAreAsBigAsSaid() {
  const auto factory = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "elements": [],
    "vehicles": [{"id": "agv", "network": "hall"}, {"id": "free"}], "networks": [{"id": "hall",
    "nodes": [{"id": "n1", "x_m": 0, "y_m": 0}, {"id": "n2", "x_m": 3, "y_m": 4}], "edges": [{"from": "n1", "to": "n2"}]}]})"));
  const auto roads = sweptRoads(factory, 7);
  QCOMPARE(roads.size(), std::size_t{1});  // those without a network have no roads
  QCOMPARE(roads[0].band.owner, std::size_t{7});
  MW_NEAR(roads[0].band.half_x_m, (5 + 1.4) / 2, 0, 1e-12);
  MW_NEAR(roads[0].band.half_y_m, (0.9 + 0.5) / 2 + 0.45, 0, 1e-12);
  MW_NEAR(roads[0].band.sin_yaw, 0.8, 0, 1e-12);
}

QTEST_APPLESS_MAIN(TestClash)
#include "tst_clash.moc"
