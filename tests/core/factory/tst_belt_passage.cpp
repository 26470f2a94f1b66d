// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/factory/belt_passage.h"
#include "core/factory/factory_check.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::factory;

namespace {

constexpr double kRounding_m = 1e-9;
constexpr std::size_t kBelt = 1;
constexpr std::size_t kOven = 2;
constexpr std::size_t kAway = 3;

/// Boxes of 0.3 m ride 0.2 m deep into an oven of 1.2 m, and come out on the other side.
Json line() {
  return Json::parse(R"({"format": "millwright-factory/1", "parts": [{"id": "box", "size_m": [0.3, 0.2, 0.2]}],
    "elements": [
      {"id": "src", "type": "source", "supply": "unlimited"},
      {"id": "belt", "type": "conveyor", "length_m": 3, "pose": {"x_m": -1.9}},
      {"id": "oven", "type": "station", "process": 5, "size_m": [1.2, 1, 1.6], "pose": {},
       "enclosure": {"wall_m": 0.1, "doors": [
         {"id": "in", "side": "left", "width_m": 0.5, "height_m": 0.4, "opens_s": 1},
         {"id": "out", "side": "right", "width_m": 0.5, "height_m": 0.4, "opens_s": 1}]}},
      {"id": "away", "type": "conveyor", "length_m": 3, "pose": {"x_m": 1.9}},
      {"id": "end", "type": "sink"}],
    "flows": [{"from": "src", "to": "belt"}, {"from": "belt", "to": "oven"}, {"from": "oven", "to": "away"},
              {"from": "away", "to": "end"}]})");
}

/// The whole line turned about the oven, the elements' places with it.
Json turned(double yaw_deg) {
  Json json = line();
  const double yaw_rad = yaw_deg * std::acos(-1.0) / 180;
  for (const std::size_t i : {kBelt, kOven, kAway}) {
    Json& pose = json["elements"][i]["pose"];
    const double x_m = pose.value("x_m", 0.0);
    pose = {{"x_m", x_m * std::cos(yaw_rad)}, {"y_m", x_m * std::sin(yaw_rad)}, {"yaw_deg", yaw_deg}};
  }
  return json;
}

}  // namespace

/// Where conveyors lead through the doors of enclosures.
class TestBeltPassage : public QObject {
  Q_OBJECT
 private slots:
  void partsWaitBeforeTheDoorwayAndRideThroughIt_data();
  void partsWaitBeforeTheDoorwayAndRideThroughIt();
  void asksThePartsThatComeThere_data();
  void asksThePartsThatComeThere();
  void aBeltThatEndsBeforeHasNone();
  void comesThroughTheSideThatItMeets_data();
  void comesThroughTheSideThatItMeets();
  void refuses_data();
  void refuses();
};

void TestBeltPassage::partsWaitBeforeTheDoorwayAndRideThroughIt_data() {
  QTest::addColumn<double>("yaw_deg");
  for (const double yaw_deg : {0.0, 30.0, 90.0, 180.0, -135.0}) QTest::addRow("at %g degrees", yaw_deg) << yaw_deg;
}

/// A leaf of 3 cm, 5 mm before the wall, with the light curtain's 5 cm on both sides; parts wait 2 cm before that, with
/// half a diagonal of room.
void TestBeltPassage::partsWaitBeforeTheDoorwayAndRideThroughIt() {
  QFETCH(double, yaw_deg);
  const Factory factory = Factory::fromJson(turned(yaw_deg));
  QVERIFY(checkFactory(factory).empty());
  const std::vector<BeltPassage> passages = beltPassages(factory);
  QCOMPARE(passages.size(), std::size_t{2});
  const double waits_m = 0.085 + 0.02 + std::hypot(0.3, 0.2) / 2;  // before the face
  QVERIFY(passages[0].is_in && !passages[1].is_in);
  QCOMPARE(passages[0].conveyor, kBelt);
  QCOMPARE(passages[1].conveyor, kAway);
  QCOMPARE(passages[0].door, std::size_t{0});
  QCOMPARE(passages[1].door, std::size_t{1});
  MW_NEAR(passages[0].hold_m, 0.2 + waits_m, 0, kRounding_m);
  MW_NEAR(passages[0].ride_m, 0.2 + waits_m, 0, kRounding_m);  // 0.3 m behind the face it would be through
  MW_NEAR(passages[1].ride_m, 0.2 + 0.085 + 0.15, 0, kRounding_m);
}

void TestBeltPassage::asksThePartsThatComeThere_data() {
  QTest::addColumn<QString>("parts");
  QTest::addColumn<QString>("flow");
  QTest::addColumn<bool>("fits");
  QTest::newRow("boxes alone") << R"("box")"
                               << "{}" << true;
  QTest::newRow("crates too") << R"({"box": 1, "crate": 1})"
                              << "{}" << false;
  QTest::newRow("crates go elsewhere") << R"({"box": 1, "crate": 1})"
                                       << R"({"part": "box"})" << true;
}

/// A crate is too wide for the door, too high, and longer than a box.
void TestBeltPassage::asksThePartsThatComeThere() {
  QFETCH(QString, parts);
  QFETCH(QString, flow);
  QFETCH(bool, fits);
  const std::vector<BeltPassage> of_boxes = beltPassages(Factory::fromJson(line()));
  Json json = line();
  json["parts"].push_back({{"id", "crate"}, {"size_m", {0.8, 0.8, 0.8}}});
  json["elements"][0]["part"] = Json::parse(parts.toStdString());
  json["flows"][0].update(Json::parse(flow.toStdString()));
  json["flows"].push_back({{"from", "src"}, {"to", "end"}});
  const Factory factory = Factory::fromJson(json);
  const std::vector<BeltPassage> passages = beltPassages(factory);
  QCOMPARE(checkBeltPassages(factory).empty(), fits);
  if (!fits) {
    QVERIFY(passages.empty());
    return;
  }
  QCOMPARE(passages.size(), of_boxes.size());
  for (std::size_t k = 0; k < passages.size(); ++k) {
    QCOMPARE(passages[k].hold_m, of_boxes[k].hold_m);
    QCOMPARE(passages[k].ride_m, of_boxes[k].ride_m);
  }
  // Nothing leads there yet: whatever the factory has may come.
  json["flows"].erase(0);
  QVERIFY(!checkBeltPassages(Factory::fromJson(json)).empty());
}

void TestBeltPassage::aBeltThatEndsBeforeHasNone() {
  Json json = line();
  json["elements"][kBelt]["pose"]["x_m"] = -1.5 - 0.6 - 0.29;  // a part has its front at 0.11 m before the face
  json["elements"][kAway]["pose"]["x_m"] = 1.5 + 0.6 + 0.24;
  const Factory factory = Factory::fromJson(json);
  QVERIFY(checkFactory(factory).empty());
  QVERIFY(beltPassages(factory).empty());
  // Nor has one that passes by.
  json["elements"][kBelt]["pose"] = {{"x_m", -1.5}, {"y_m", -0.9}};
  QVERIFY(beltPassages(Factory::fromJson(json)).empty());
}

void TestBeltPassage::comesThroughTheSideThatItMeets_data() {
  QTest::addColumn<QString>("pose");
  QTest::addColumn<QString>("side");
  QTest::newRow("left") << R"({"x_m": -1.9})"
                        << "left";
  QTest::newRow("right") << R"({"x_m": 1.9, "yaw_deg": 180})"
                         << "right";
  QTest::newRow("front") << R"({"y_m": -1.8, "yaw_deg": 90})"
                         << "front";
  QTest::newRow("back") << R"({"y_m": 1.8, "yaw_deg": -90})"
                        << "back";
}

void TestBeltPassage::comesThroughTheSideThatItMeets() {
  QFETCH(QString, pose);
  QFETCH(QString, side);
  Json json = line();
  json["elements"][kBelt]["pose"] = Json::parse(pose.toStdString());
  json["elements"][kAway].erase("pose");
  Json& doors = json["elements"][kOven]["enclosure"]["doors"];
  doors.erase(1);
  for (const char* each : {"left", "right", "front", "back"}) {
    doors[0]["side"] = each;
    const Factory factory = Factory::fromJson(json);
    QCOMPARE(beltPassages(factory).size(), std::size_t{each == side.toStdString()});
    QCOMPARE(checkBeltPassages(factory).empty(), each == side.toStdString());
  }
}

void TestBeltPassage::refuses_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("at");
  QTest::addColumn<QString>("cause");
  QTest::addColumn<QString>("cure");
  const QString door = "/elements/2/enclosure/doors/0";
  QTest::newRow("a wall without a door")
      << door + "/side"
      << R"("top")"
      << "/flows/1"
      << "conveyor \"belt\" runs into the left wall of \"oven\", where there is no door"
      << "put a door there, with at_m 0";
  QTest::newRow("beside its door") << "/elements/1/pose"
                                   << R"({"x_m": -1.9, "y_m": -0.3})"
                                   << "/flows/1"
                                   << "conveyor \"belt\" runs into the left wall of \"oven\", where there is no door"
                                   << "put a door there, with at_m -0.3";
  QTest::newRow("comes out of a wall")
      << "/elements/3/pose"
      << R"({"y_m": 1.9, "yaw_deg": 90})"
      << "/flows/2"
      << "conveyor \"away\" runs into the back wall of \"oven\", where there is no door"
      << "or move the conveyor";
  QTest::newRow("too narrow a door")
      << door + "/width_m"
      << "0.19"
      << "/flows/1"
      << "parts \"box\" of conveyor \"belt\", 0.2 m wide, don't fit through door \"in\" of \"oven\""
      << "make it at least 0.2 m wide, or put the conveyor into its middle";
  QTest::newRow("at the edge of its door")
      << door + "/at_m"
      << "0.2"
      << "/flows/1"
      << "parts \"box\" of conveyor \"belt\", 0.2 m wide, don't fit through door \"in\" of \"oven\""
      << "make it at least 0.6 m wide, or put the conveyor into its middle";
  QTest::newRow("too low a door")
      << door + "/height_m"
      << "0.15"
      << "/flows/1"
      << "parts \"box\" of conveyor \"belt\", 0.2 m high, don't fit through door \"in\" of \"oven\""
      << "make it at least 0.2 m high";
  QTest::newRow("below its sill") << "/elements/1/pose/z_m"
                                  << "-0.3"
                                  << "/flows/1"
                                  << "conveyor \"belt\" comes to door \"in\" of \"oven\" at 0.5 m, its sill is at 0.8 m"
                                  << "raise the conveyor";
  QTest::newRow("no room to wait") << "/elements/1"
                                   << R"({"id": "belt", "type": "conveyor", "length_m": 0.6,
                                                           "pitch_m": 0.3, "pose": {"x_m": -0.7}})"
                                   << "/flows/1"
                                   << "parts have no room to wait on conveyor \"belt\" before the doors of \"oven\""
                                   << "make its last straight piece";
  QTest::newRow("leads elsewhere too") << "/flows/4"
                                       << R"({"from": "belt", "to": "end"})"
                                       << "/flows/1"
                                       << "conveyor \"belt\" leads through a door of \"oven\", and on to \"end\" too"
                                       << "let it end before the door";
  QTest::newRow("a stop in the doorway")
      << "/elements/1/stops"
      << R"([{"id": "scan", "at_m": 2.8}])"
      << "/flows/1"
      << "stop \"scan\" of conveyor \"belt\" is where its parts wait for the doors of \"oven\", or behind"
      << "m or before";
}

void TestBeltPassage::refuses() {
  QFETCH(QString, path);
  QFETCH(QString, value);
  QFETCH(QString, at);
  QFETCH(QString, cause);
  QFETCH(QString, cure);
  Json json = line();
  json[Json::json_pointer(path.toStdString())] = Json::parse(value.toStdString());
  const Factory factory = Factory::fromJson(json);
  const Findings findings = checkFactory(factory);
  const bool is_found = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.severity == Severity::Error && finding.place.pointer == at.toStdString() &&
           finding.cause == cause.toStdString() && finding.cure.find(cure.toStdString()) != std::string::npos;
  });
  QVERIFY2(is_found, findings.empty() ? "nothing" : (findings[0].cause + "; " + findings[0].cure).c_str());
  QCOMPARE(beltPassages(factory).size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestBeltPassage)
#include "tst_belt_passage.moc"
