// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <numbers>

#include "core/factory/enclosure.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::factory;

namespace {

/// A belt from the left, an oven with a door on its left, a belt to the right that its other door leads to.
Json line() {
  return Json::parse(R"({"format": "millwright-factory/1",
    "elements": [
      {"id": "src", "type": "source", "supply": "unlimited"},
      {"id": "belt", "type": "conveyor", "length_m": 2, "pose": {"x_m": -2, "y_m": 0}},
      {"id": "oven", "type": "station", "process": 5, "size_m": [1, 1.2, 1.8], "pose": {"x_m": 0, "y_m": 0},
       "enclosure": {"wall_m": 0.1, "doors": [
         {"id": "in", "side": "left", "width_m": 0.5, "height_m": 0.4, "opens_s": 2},
         {"id": "out", "side": "right", "at_m": 0.1, "width_m": 0.5, "height_m": 0.4, "sill_m": 0.7, "opens_s": 3,
          "kind": "lifting"}]}},
      {"id": "away", "type": "conveyor", "length_m": 2, "pose": {"x_m": 2, "y_m": 0}},
      {"id": "end", "type": "sink"}],
    "flows": [{"from": "src", "to": "belt"}, {"from": "belt", "to": "oven"}, {"from": "oven", "to": "away"},
              {"from": "away", "to": "end"}]})");
}

constexpr std::size_t kOven = 2;

Enclosure ovenOf(const Json& json) {
  const Factory factory = Factory::fromJson(json);
  return *enclosureOf(factory.elements()[kOven]);
}

double volume(const Panel& panel) {
  return panel.size_m[0] * panel.size_m[1] * panel.size_m[2];
}

bool isIn(const Panel& panel, const std::array<double, 3>& point) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (std::abs(point[axis] - panel.center_m[axis]) >= panel.size_m[axis] / 2) return false;
  }
  return true;
}

}  // namespace

class TestEnclosure : public QObject {
  Q_OBJECT
 private slots:
  void reads();
  void wallsAreWholeButForTheOpenings();
  void anOpenDoorFreesItsOpening();
  void facing_data();
  void facing();
  void finds_data();
  void finds();
};

void TestEnclosure::reads() {
  const Factory factory = Factory::fromJson(line());
  QVERIFY(!enclosureOf(factory.elements()[1]));
  QCOMPARE(doorTime_s(factory.elements()[1]), 0.0);
  QCOMPARE(doorTime_s(factory.elements()[kOven]), 3.0);
  const Enclosure oven = ovenOf(line());
  QCOMPARE(oven.doors.size(), std::size_t{2});
  QCOMPARE(oven.doors[0].sill_m, 0.8);
  QVERIFY(!oven.doors[0].lifts && oven.doors[1].lifts);
  QVERIFY(checkEnclosures(factory).empty());
}

/// By their volumes: base, shell and roof less what is cut out.
void TestEnclosure::wallsAreWholeButForTheOpenings() {
  const Enclosure oven = ovenOf(line());
  double sum = 0;
  for (const Panel& panel : wallPanels(oven)) sum += volume(panel);
  const double base = 1 * 1.2 * 0.8;
  const double roof = 1 * 1.2 * 0.1;
  const double shell = (1 * 1.2 - 0.8 * 1.0) * 0.9;
  const double cut = 0.1 * 0.5 * 0.4 + 0.1 * 0.5 * 0.3;  // the right one reaches 0.1 m into the base
  MW_NEAR(sum, base + roof + shell - cut, 1e-12, 0);
}

void TestEnclosure::anOpenDoorFreesItsOpening() {
  Enclosure oven = ovenOf(line());
  oven.doors.push_back({"roof", EnclosureSide::Top, 0.1, 0.3, 0.4, 0, 1, false});
  for (const EnclosureDoor& door : oven.doors) {
    const bool is_top = door.side == EnclosureSide::Top;
    const std::array<std::size_t, 3> axes =
        is_top ? std::array<std::size_t, 3>{0, 1, 2} : std::array<std::size_t, 3>{1, 2, 0};
    const Panel closed = doorPanel(oven, door);
    Panel open = closed;
    for (std::size_t axis = 0; axis < 3; ++axis) open.center_m[axis] += doorTravel_m(door)[axis];
    const Panel way = doorway(oven, door);
    for (const double across : {-0.49, 0.0, 0.49}) {
      for (const double up : {-0.49, 0.0, 0.49}) {
        std::array<double, 3> point = closed.center_m;
        point[axes[0]] = way.center_m[axes[0]] + across * way.size_m[axes[0]];
        point[axes[1]] = way.center_m[axes[1]] + up * way.size_m[axes[1]];
        QVERIFY(isIn(closed, point));
        QVERIFY(!isIn(open, point));
        QVERIFY(isIn(way, point));
        std::array<double, 3> in_wall = point;
        in_wall[axes[2]] = way.center_m[axes[2]];
        const std::vector<Panel> walls = wallPanels(oven);
        for (const Panel& wall : walls) QVERIFY(!isIn(wall, point));
        // The base may be higher than a sill.
        QVERIFY(std::none_of(walls.begin() + 1, walls.end(), [&](const Panel& wall) { return isIn(wall, in_wall); }));
      }
    }
  }
}

void TestEnclosure::facing_data() {
  QTest::addColumn<double>("x_m");
  QTest::addColumn<double>("y_m");
  QTest::addColumn<int>("door");
  QTest::newRow("from the left") << -2.0 << 0.3 << 0;
  QTest::newRow("from the right") << 2.0 << 0.0 << 1;
  QTest::newRow("from the front") << 0.0 << -2.0 << -1;
}

void TestEnclosure::facing() {
  QFETCH(double, x_m);
  QFETCH(double, y_m);
  QFETCH(int, door);
  Enclosure oven = ovenOf(line());
  const auto found = doorFacing(oven, {x_m, y_m});
  QCOMPARE(found ? static_cast<int>(*found) : -1, door);
  oven.doors.push_back({"roof", EnclosureSide::Top, 0, 0.3, 0.3, 0, 1, false});
  QCOMPARE(static_cast<int>(*doorFacing(oven, {x_m, y_m})), door < 0 ? 2 : door);
  const std::array<double, 2> in = inFrameOf({1, 2, 0, std::numbers::pi / 2}, 1, 3);
  MW_NEAR(in[0], 1, 0, 1e-12);
  MW_NEAR(in[1], 0, 0, 1e-12);
}

void TestEnclosure::finds_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("at");
  QTest::addColumn<QString>("cause");
  QTest::addColumn<QString>("cure");
  QTest::newRow("wider than its wall") << "/enclosure/doors/0/width_m"
                                       << "1.1"
                                       << "/elements/2/enclosure/doors/0/width_m"
                                       << "door \"in\" of 1.1 m is wider than its wall has room for"
                                       << "give it at most 1 m";
  QTest::newRow("higher than its wall") << "/enclosure/doors/0/height_m"
                                        << "1"
                                        << "/elements/2/enclosure/doors/0/height_m"
                                        << "door \"in\" of 1 m is higher than its wall has room for"
                                        << "give it at most 0.9 m";
  QTest::newRow("a sill above the parts") << "/enclosure/doors/0/sill_m"
                                          << "0.9"
                                          << "/elements/2/enclosure/doors/0/sill_m"
                                          << "parts come to door \"in\" at 0.8 m, its sill is at 0.9 m"
                                          << "lower it to 0.8 m";
  QTest::newRow("where nobody comes") << "/enclosure/doors/0/side"
                                      << "\"front\""
                                      << "/elements/2/enclosure/doors/0"
                                      << "nothing comes in or goes out through door \"in\" of \"oven\""
                                      << "put it into the side that parts come to";
  QTest::newRow("two of one name") << "/enclosure/doors/1/id"
                                   << "\"in\""
                                   << "/elements/2/enclosure/doors/1/id"
                                   << "there is a door \"in\" before"
                                   << "rename one";
  QTest::newRow("no door") << "/enclosure/doors"
                           << "[]"
                           << "/elements/2/enclosure"
                           << "\"oven\" is enclosed without a door"
                           << "give it doors";
  QTest::newRow("several places") << "/capacity"
                                  << "2"
                                  << "/elements/2/capacity"
                                  << "the doors of \"oven\" can't close behind one part and be open for another"
                                  << "give it the capacity 1";
}

void TestEnclosure::finds() {
  QFETCH(QString, path);
  QFETCH(QString, value);
  QFETCH(QString, at);
  QFETCH(QString, cause);
  QFETCH(QString, cure);
  Json json = line();
  json["elements"][kOven][Json::json_pointer(path.toStdString())] = Json::parse(value.toStdString());
  const Findings findings = checkEnclosures(Factory::fromJson(json));
  const bool is_found = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.place.pointer == at.toStdString() && finding.cause == cause.toStdString() &&
           finding.cure.find(cure.toStdString()) != std::string::npos;
  });
  QVERIFY2(is_found, findings.empty() ? "nothing" : findings[0].cause.c_str());
}

QTEST_APPLESS_MAIN(TestEnclosure)
#include "tst_enclosure.moc"
