// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/factory/road_network.h"
#include "core/layout/paths.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::layout;

class TestPaths : public QObject {
  Q_OBJECT
 private slots:
  void conveyorKeepsItsPoints();
  void straightConveyorHasTwoEnds();
  void shortLegsAreRefused();
  void roadsJoinAtTheirNodes();
  void nodesMoveSplitAndGo();
  void everyNetworkIsEdited();
};

void TestPaths::conveyorKeepsItsPoints() {
  const std::vector<Point> points = {{1, 2}, {5, 2}, {5, 7}};
  const Json conveyor = conveyorAlong({{"id", "c"}, {"type", "conveyor"}, {"length_m", 3}, {"speed_mps", 0.7}}, points);
  QCOMPARE(conveyor["pose"]["x_m"].get<double>(), 3.0);
  QCOMPARE(conveyor["pose"]["y_m"].get<double>(), 4.5);
  QVERIFY(!conveyor.contains("length_m"));
  const auto factory = factory::Factory::fromJson({{"format", "millwright-factory/1"}, {"elements", {conveyor}}});
  const auto back = pathOf(factory.elements()[0]);
  QCOMPARE(back.size(), std::size_t{3});
  for (std::size_t i = 0; i < 3; ++i) QVERIFY(back[i] == points[i]);
  QCOMPARE(lengthOf_m(back), 9.0);
  QCOMPARE(factory.elements()[0].value("speed_mps").get<double>(), 0.7);
}

void TestPaths::straightConveyorHasTwoEnds() {
  const auto factory = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "elements": [
    {"id": "c", "type": "conveyor", "length_m": 4, "pose": {"x_m": 10, "y_m": 1, "yaw_deg": 90}}]})"));
  const auto ends = pathOf(factory.elements()[0]);
  MW_NEAR(ends[0].y_m, -1, 0, 1e-12);
  MW_NEAR(ends[1].y_m, 3, 0, 1e-12);
  MW_NEAR(ends[1].x_m, 10, 0, 1e-12);
}

void TestPaths::shortLegsAreRefused() {
  const std::vector<Point> one = {{1, 2}};
  const std::vector<Point> twice = {{1, 2}, {5, 2}, {5, 2.05}};
  const Json conveyor{{"id", "c"}, {"type", "conveyor"}};
  QVERIFY_EXCEPTION_THROWN((void)conveyorAlong(conveyor, one), InputError);
  QVERIFY_EXCEPTION_THROWN((void)conveyorAlong(conveyor, twice), InputError);
  QVERIFY_EXCEPTION_THROWN((void)withRoad(factory::Factory(), twice), InputError);
}

void TestPaths::roadsJoinAtTheirNodes() {
  const std::vector<Point> main = {{0, 0}, {10, 0}, {20, 0}};
  const std::vector<Point> side = {{10.1, 0.1}, {10, 8}};
  const auto factory = withRoad(withRoad(factory::Factory(), main), side);
  const Json& network = factory.json()["networks"][0];
  QCOMPARE(network["nodes"].size(), std::size_t{4});
  QCOMPARE(network["edges"].size(), std::size_t{3});
  QCOMPARE(network["edges"][2]["from"].get<std::string>(), std::string("n2"));
}

void TestPaths::nodesMoveSplitAndGo() {
  const std::vector<Point> line = {{0, 0}, {10, 0}};
  const auto road = withRoad(factory::Factory(), line);
  const auto split = withRoadNodeOn(road, {0, 0}, {5, 1});
  QCOMPARE(split.json()["networks"][0]["edges"].size(), std::size_t{2});
  const auto moved = withRoadNodeAt(split, {0, "n3"}, {5, 2});
  QCOMPARE(moved.json()["networks"][0]["nodes"][2]["y_m"].get<double>(), 2.0);
  const Json edges = withoutRoadNode(moved, {0, "n3"}).json()["networks"][0]["edges"];
  QCOMPARE(edges.size(), std::size_t{1});
  QCOMPARE(edges[0]["from"].get<std::string>(), std::string("n1"));
  QCOMPARE(edges[0]["to"].get<std::string>(), std::string("n2"));
  QVERIFY_EXCEPTION_THROWN((void)withoutRoadNode(road, {0, "n9"}), InputError);
  QVERIFY_EXCEPTION_THROWN((void)withRoadNodeOn(road, {0, 7}, {}), InputError);
}

void TestPaths::everyNetworkIsEdited() {
  const std::vector<Point> line = {{0, 0}, {10, 0}};
  const std::vector<Point> other = {{0, 50}, {10, 50}};
  Json root = withRoad(factory::Factory(), line).json();
  root["networks"].push_back(withRoad(factory::Factory(), other).json()["networks"][0]);
  root["networks"][1]["id"] = "upstairs";
  const auto both = factory::Factory::fromJson(std::move(root));
  const auto moved = withRoadNodeAt(both, {1, "n1"}, {-3, 50});
  QCOMPARE(moved.json()["networks"][1]["nodes"][0]["x_m"].get<double>(), -3.0);
  QVERIFY(moved.json()["networks"][0] == both.json()["networks"][0]);
  QCOMPARE(withRoadNodeOn(both, {1, 0}, {5, 50}).json()["networks"][1]["edges"].size(), std::size_t{2});
  QCOMPARE(withoutRoadNode(both, {1, "n2"}).json()["networks"][1]["nodes"].size(), std::size_t{1});
  // A road goes where it begins.
  const std::vector<Point> branch = {{10, 50}, {10, 58}};
  const auto longer = withRoad(both, branch);
  QCOMPARE(longer.json()["networks"][1]["edges"].size(), std::size_t{2});
  QVERIFY(longer.json()["networks"][0] == both.json()["networks"][0]);
  QVERIFY_EXCEPTION_THROWN((void)withRoadNodeAt(both, {2, "n1"}, {}), InputError);
}

QTEST_APPLESS_MAIN(TestPaths)
#include "tst_paths.moc"
