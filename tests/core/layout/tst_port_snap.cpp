// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/factory/transfer_device.h"
#include "core/layout/attachment.h"
#include "core/layout/clash.h"
#include "core/layout/port_snap.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::layout;

namespace {

constexpr double kRounding_m = 1e-12;

Body belt(const char* id, double x_m, double y_m, double yaw_deg = 0) {
  Body body;
  body.id = id;
  body.pose = {x_m, y_m, 0, yaw_deg * std::numbers::pi / 180};
  body.length_m = 4;
  body.width_m = 0.7;
  return body;
}

Body afterSnap(Body body, const PortSnap& snap) {
  body.pose.x_m += snap.shift.x_m;
  body.pose.y_m += snap.shift.y_m;
  body.pose.z_m += snap.lift_m;
  body.pose.yaw_rad += snap.turn_rad;
  return body;
}

}  // namespace

class TestPortSnap : public QObject {
  Q_OBJECT
 private slots:
  void clicksWithoutGap_data();
  void clicksWithoutGap();
  void staysFree_data();
  void staysFree();
  void severalAreNotTurned();
  void attachedAreThoseThatTouch();
  void clicksOnToTransferDevices_data();
  void clicksOnToTransferDevices();
  void housingsTakeUpRoom();
};

void TestPortSnap::clicksWithoutGap_data() {
  QTest::addColumn<double>("x_m");
  QTest::addColumn<double>("y_m");
  QTest::addColumn<double>("yaw_deg");
  QTest::addColumn<bool>("is_from_moving");
  // A belt of 4 m at the origin: outlet at x = 2, inlet at x = -2.
  QTest::newRow("inlet 0.2 m behind an outlet") << 4.2 << 0.0 << 0.0 << false;
  QTest::newRow("inlet beside it, 0.1 m too near") << 3.9 << 0.15 << 0.0 << false;
  QTest::newRow("slightly turned") << 4.0 << 0.1 << 5.0 << false;
  QTest::newRow("outlet before an inlet") << -4.1 << -0.1 << 0.0 << true;
}

void TestPortSnap::clicksWithoutGap() {
  QFETCH(double, x_m);
  QFETCH(double, y_m);
  QFETCH(double, yaw_deg);
  QFETCH(bool, is_from_moving);
  Body resting = belt("a", 0, 0);
  resting.pose.z_m = 0.4;
  const Body moving = belt("b", x_m, y_m, yaw_deg);
  const auto snap = findPortSnap({&moving, 1}, {&resting, 1});
  QVERIFY(snap.has_value());
  QCOMPARE(snap->is_from_moving, is_from_moving);
  const Body clicked = afterSnap(moving, *snap);
  const Port from = outletOf(is_from_moving ? clicked : resting);
  const Port to = inletOf(is_from_moving ? resting : clicked);
  MW_NEAR(distance_m(from.at, to.at), 0, 0, kRounding_m);
  MW_NEAR(clicked.pose.yaw_rad, 0, 0, kRounding_m);
  QCOMPARE(clicked.pose.z_m, 0.4);
}

void TestPortSnap::staysFree_data() {
  QTest::addColumn<double>("x_m");
  QTest::addColumn<double>("yaw_deg");
  QTest::newRow("too far") << 4.31 << 0.0;
  QTest::newRow("outlet against outlet") << 4.0 << 180.0;
  QTest::newRow("across") << 2.0 << 90.0;
}

void TestPortSnap::staysFree() {
  QFETCH(double, x_m);
  QFETCH(double, yaw_deg);
  const Body resting = belt("a", 0, 0);
  const Body moving = belt("b", x_m, 0, yaw_deg);
  QVERIFY(!findPortSnap({&moving, 1}, {&resting, 1}));
  Body sink = belt("c", 4.1, 0);
  Body source = resting;
  source.has_outlet = false;
  QVERIFY(!findPortSnap({&sink, 1}, {&source, 1}));
}

void TestPortSnap::severalAreNotTurned() {
  const Body resting = belt("a", 0, 0);
  const std::vector<Body> turned_ones = {belt("b", 4.1, 0, 5), belt("c", 9, 3, 5)};
  QVERIFY(!findPortSnap(turned_ones, {&resting, 1}));
  const std::vector<Body> straight = {belt("c", 9, 3), belt("b", 4.1, 0)};
  const auto snap = findPortSnap(straight, {&resting, 1});
  QVERIFY(snap.has_value());
  QCOMPARE(snap->moving, std::size_t{1});
  QCOMPARE(snap->turn_rad, 0.0);
  MW_NEAR(snap->shift.x_m, -0.1, 0, kRounding_m);
}

void TestPortSnap::attachedAreThoseThatTouch() {
  const auto factory = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "elements": [
    {"id": "c1", "type": "conveyor", "length_m": 4, "pose": {"x_m": 0}},
    {"id": "c2", "type": "conveyor", "length_m": 4, "pose": {"x_m": 4}},
    {"id": "c3", "type": "conveyor", "length_m": 2, "pose": {"x_m": 6, "y_m": 1, "yaw_deg": 90}},
    {"id": "apart", "type": "conveyor", "length_m": 4, "pose": {"x_m": -4.1}},
    {"id": "beside", "type": "conveyor", "length_m": 4, "pose": {"x_m": -4}}],
    "flows": [{"from": "c1", "to": "c2"}, {"from": "c2", "to": "c3"}, {"from": "apart", "to": "c1"}]})"));
  const std::vector<std::string> c1 = {"c1"};
  // c3's inlet is at (6, 0), where c2 ends; "apart" has a gap, "beside" has no flow.
  QCOMPARE(attachedTo(factory, c1), (std::vector<std::string>{"c2", "c3"}));
  const std::vector<std::string> c3 = {"c3", "c2"};
  QCOMPARE(attachedTo(factory, c3), std::vector<std::string>{"c1"});
}

void TestPortSnap::clicksOnToTransferDevices_data() {
  QTest::addColumn<QString>("device");
  QTest::addColumn<double>("x_m");
  QTest::addColumn<double>("y_m");
  QTest::addColumn<double>("yaw_deg");
  QTest::addColumn<double>("z_m");
  QTest::addColumn<bool>("is_from_moving");
  // Belts of 4 m, an end 0.1 m before where it belongs.
  const QString table = R"({"id": "d", "type": "turntable", "diameter_m": 1.2, "pose": {"x_m": 0}})";
  QTest::newRow("onto a turntable, from the left") << table << 0.0 << 2.7 << -90.0 << 0.0 << true;
  QTest::newRow("from a turntable, to the left") << table << 0.0 << 2.7 << 90.0 << 0.0 << false;
  QTest::newRow("onto a turntable, from the right") << table << 0.05 << -2.7 << 90.0 << 0.0 << true;
  QTest::newRow("from a turntable, to the right") << table << 0.05 << -2.7 << -85.0 << 0.0 << false;
  QTest::newRow("onto a turntable, from its front") << table << 2.7 << 0.0 << 180.0 << 0.0 << true;
  QTest::newRow("from a turntable, backwards") << table << -2.7 << 0.0 << 180.0 << 0.0 << false;
  const QString pusher = R"({"id": "d", "type": "pusher", "length_m": 1, "pose": {"x_m": 0}})";
  QTest::newRow("pushed to the left") << pusher << 0.1 << 2.45 << 90.0 << 0.0 << false;
  QTest::newRow("pushed to the right") << pusher << 0.1 << -2.45 << -90.0 << 0.0 << false;
  const QString lift = R"({"id": "d", "type": "lift", "length_m": 1.2, "pose": {"x_m": 0}})";
  QTest::newRow("high up, from a lift") << lift << 2.7 << 0.0 << 0.0 << 3.0 << false;
  QTest::newRow("high up, back from a lift") << lift << -2.7 << 0.0 << 180.0 << 3.0 << false;
}

/// Where the run and motion see them meet, too; what meets a lift stays at its height.
void TestPortSnap::clicksOnToTransferDevices() {
  QFETCH(QString, device);
  QFETCH(double, x_m);
  QFETCH(double, y_m);
  QFETCH(double, yaw_deg);
  QFETCH(double, z_m);
  QFETCH(bool, is_from_moving);
  Json json = Json::parse(R"({"format": "millwright-factory/1", "elements": [
    {"id": "c", "type": "conveyor", "length_m": 4, "pose": {}}], "flows": []})");
  json["elements"].push_back(Json::parse(device.toStdString()));
  const std::vector<Body> bodies = bodiesOf(factory::Factory::fromJson(json));
  Body moving = bodies[0];
  moving.pose = {x_m, y_m, z_m, yaw_deg * std::numbers::pi / 180};
  const auto snap = findPortSnap({&moving, 1}, {&bodies[1], 1});
  QVERIFY(snap.has_value());
  QCOMPARE(snap->is_from_moving, is_from_moving);
  const Body clicked = afterSnap(moving, *snap);
  const Port end = is_from_moving ? outletOf(clicked) : inletOf(clicked);
  MW_NEAR(distance_m(end.at, snap->meets.at), 0, 0, kRounding_m);
  MW_NEAR(end.foot_m, snap->meets.foot_m, 0, kRounding_m);
  MW_NEAR(clicked.pose.z_m, z_m, 0, kRounding_m);
  json["elements"][0]["pose"] = {{"x_m", clicked.pose.x_m},
                                 {"y_m", clicked.pose.y_m},
                                 {"z_m", clicked.pose.z_m},
                                 {"yaw_deg", clicked.pose.yaw_rad * 180 / std::numbers::pi}};
  json["flows"] = {{{"from", is_from_moving ? "c" : "d"}, {"to", is_from_moving ? "d" : "c"}}};
  const factory::Factory placed = factory::Factory::fromJson(json);
  const factory::TransferPort port = factory::transferDevice(placed, 1).ports.at(0);
  QVERIFY2(port.rides, port.why_not.c_str());
  const std::vector<std::string> ids = {"c"};
  QCOMPARE(attachedTo(placed, ids), std::vector<std::string>{"d"});
}

/// A pusher's housing stands opposite to where it pushes: what is put there stands in it.
void TestPortSnap::housingsTakeUpRoom() {
  Json json = Json::parse(R"({"format": "millwright-factory/1", "elements": [
    {"id": "p", "type": "pusher", "length_m": 1, "pose": {"x_m": 0}},
    {"id": "lane", "type": "conveyor", "length_m": 4, "pose": {"x_m": 0, "y_m": 2.35, "yaw_deg": 90}},
    {"id": "post", "type": "buffer", "size_m": [0.2, 0.2, 1], "pose": {"x_m": 0, "y_m": -0.6}}],
    "flows": [{"from": "p", "to": "lane"}]})");
  const auto clashes = [&json] {
    std::vector<Block> blocks;
    const std::vector<Body> bodies = bodiesOf(factory::Factory::fromJson(json));
    for (std::size_t i = 0; i < bodies.size(); ++i) appendBlocks(bodies[i], i, blocks);
    return findClashes(blocks);
  };
  QCOMPARE(clashes().size(), std::size_t{1});
  QCOMPARE(clashes()[0].b, std::size_t{2});
  json["elements"][1]["pose"] = {{"x_m", 0}, {"y_m", -2.35}, {"yaw_deg", -90}};
  json["elements"][2]["pose"]["y_m"] = 0.6;
  QCOMPARE(clashes().size(), std::size_t{1});
  json["elements"][2]["pose"]["x_m"] = 0.5;  // beside the housing
  QVERIFY(clashes().empty());
}

QTEST_APPLESS_MAIN(TestPortSnap)
#include "tst_port_snap.moc"
