// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <numbers>

#include "core/layout/body.h"
#include "core/motion/clearance/live_reach.h"
#include "core/motion/clearance/reach_check.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

/// A small arm on a pedestal between a belt and a table; a robot of which only the reach is known beside a rack.
Json cell() {
  return Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "box", "size_m": [0.1, 0.08, 0.06], "mass_kg": 1}],
    "elements": [
      {"id": "in", "type": "source", "part": "box", "interarrival": 10, "pose": {"x_m": -4, "y_m": 0.45}},
      {"id": "belt", "type": "conveyor", "length_m": 2, "pose": {"x_m": -1, "y_m": 0.45}},
      {"id": "arm", "type": "robot", "arm": "agile-6kg", "size_m": [0.3, 0.3, 0.5],
       "pose": {"x_m": 0, "y_m": 0, "z_m": 0.5}},
      {"id": "table", "type": "buffer", "capacity": 5, "size_m": [0.6, 0.6, 0.8], "pose": {"x_m": 0.3, "y_m": -0.5}},
      {"id": "plain", "type": "robot", "reach_m": 1.5, "pose": {"x_m": 10, "y_m": 0}},
      {"id": "rack", "type": "buffer", "capacity": 5, "size_m": [0.6, 0.6, 0.8], "pose": {"x_m": 11.2, "y_m": 0}}],
    "flows": [{"from": "in", "to": "belt"}, {"from": "belt", "to": "arm"}, {"from": "arm", "to": "table"},
              {"from": "table", "to": "plain"}, {"from": "plain", "to": "rack"}]})");
}

constexpr std::size_t kBelt = 1;
constexpr std::size_t kArm = 2;
constexpr std::size_t kTable = 3;
constexpr std::size_t kPlain = 4;
constexpr std::size_t kRack = 5;

layout::Body movedTo(const factory::Factory& factory, std::size_t element, double x_m, double y_m, double yaw_deg = 0) {
  layout::Body body = layout::bodyOf(factory.elements()[element]);
  body.pose.x_m = x_m;
  body.pose.y_m = y_m;
  body.pose.yaw_rad = yaw_deg * std::numbers::pi / 180;
  return body;
}

const LiveReach::Port& portOf(const LiveReach& reach, std::size_t robot, std::size_t element) {
  return *std::find_if(reach.ports().begin(), reach.ports().end(),
                       [&](const auto& port) { return port.robot == robot && port.element == element; });
}

}  // namespace

class TestLiveReach : public QObject {
  Q_OBJECT
 private slots:
  void looksAtWhatMovesAlone();
  void followsTheRobotAndWhatItServes();
  void turnsWithWhatItServes();
  void agreesWithTheCheck();
  void rangeIsWhatIsReached();
  void knowsARadius();
  void brokenArmsAreLeftOut();
};

void TestLiveReach::looksAtWhatMovesAlone() {
  const auto factory = factory::Factory::fromJson(cell());
  QVERIFY(LiveReach(factory, std::vector<std::size_t>{0}, ".").isEmpty());
  QCOMPARE(LiveReach(factory, std::vector<std::size_t>{kBelt}, ".").ports().size(), std::size_t(2));
  QCOMPARE(LiveReach(factory, std::vector<std::size_t>{kArm}, ".").ranges().size(), std::size_t(1));
  // The table is served by both robots.
  QCOMPARE(LiveReach(factory, std::vector<std::size_t>{kTable}, ".").ranges().size(), std::size_t(2));
}

void TestLiveReach::followsTheRobotAndWhatItServes() {
  const auto factory = factory::Factory::fromJson(cell());
  LiveReach reach(factory, std::vector<std::size_t>{kArm}, ".");
  QVERIFY(portOf(reach, kArm, kBelt).is_reached && portOf(reach, kArm, kTable).is_reached);
  QCOMPARE(portOf(reach, kArm, kBelt).at_m, Eigen::Vector3d(0, 0.45, 0.8));
  reach.update(std::vector<layout::Body>{movedTo(factory, kArm, 0, -3)});
  QVERIFY(!portOf(reach, kArm, kBelt).is_reached && !portOf(reach, kArm, kTable).is_reached);
  QCOMPARE(reach.ranges()[0].foot_m, Eigen::Vector3d(0, -3, 0.5));
  // Both carried along, nothing changes between them.
  reach.update(std::vector<layout::Body>{movedTo(factory, kArm, 7, -3), movedTo(factory, kBelt, 6, -2.55),
                                         movedTo(factory, kTable, 7.3, -3.5)});
  QVERIFY(portOf(reach, kArm, kBelt).is_reached && portOf(reach, kArm, kTable).is_reached);
  QVERIFY((portOf(reach, kArm, kBelt).at_m - Eigen::Vector3d(7, -2.55, 0.8)).norm() < 1e-12);
}

void TestLiveReach::turnsWithWhatItServes() {
  const auto factory = factory::Factory::fromJson(cell());
  LiveReach reach(factory, std::vector<std::size_t>{kBelt}, ".");
  // Turned about its middle, the belt's end is on the other side.
  reach.update(std::vector<layout::Body>{movedTo(factory, kBelt, -1, 0.45, 180)});
  QVERIFY((portOf(reach, kArm, kBelt).at_m - Eigen::Vector3d(-2, 0.45, 0.8)).norm() < 1e-12);
  QVERIFY(!portOf(reach, kArm, kBelt).is_reached);
}

/// Along a way of the table past the robot, after a few steps at each place, both say the same; but for the last
/// centimetres, where the check also wants to get 10 cm above.
void TestLiveReach::agreesWithTheCheck() {
  Json json = cell();
  const auto factory = factory::Factory::fromJson(json);
  LiveReach reach(factory, std::vector<std::size_t>{kTable}, ".");
  int n_reached = 0;
  int n_missed = 0;
  int n_differ = 0;
  for (double x_m = -1.5; x_m < 1.5; x_m += 0.1) {
    for (int step = 0; step < 4; ++step) reach.update(std::vector<layout::Body>{movedTo(factory, kTable, x_m, -0.5)});
    json["elements"][kTable]["pose"]["x_m"] = x_m;
    bool is_reached = true;
    for (const auto& found : reachFindings(factory::Factory::fromJson(json), "."))
      if (found.finding.cause.starts_with("\"arm\" cannot place")) is_reached = false;
    const LiveReach::Port& port = portOf(reach, kArm, kTable);
    ++(is_reached ? n_reached : n_missed);
    if (is_reached) QVERIFY2(port.is_reached, qPrintable(QString::number(x_m)));
    n_differ += port.is_reached != is_reached ? 1 : 0;
    if (!port.is_reached) QVERIFY(port.missing_m > 0);
  }
  QVERIFY(n_reached > 5 && n_missed > 5);
  QVERIFY2(n_differ <= 4, qPrintable(QString::number(n_differ)));
}

void TestLiveReach::rangeIsWhatIsReached() {
  const auto factory = factory::Factory::fromJson(cell());
  LiveReach reach(factory, std::vector<std::size_t>{kTable}, ".");
  const double radius_m = reach.ranges()[0].radius_m;
  // The maker's 0.9 m are to the wrist; 0.2 m of flange and gripper point down, 0.3 m above the shoulder's height less.
  QVERIFY2(radius_m > 0.7 && radius_m < 0.95, qPrintable(QString::number(radius_m)));
  const auto reached = [&](double away_m) {
    for (int step = 0; step < 4; ++step) reach.update(std::vector<layout::Body>{movedTo(factory, kTable, away_m, 0)});
    return portOf(reach, kArm, kTable).is_reached;
  };
  QVERIFY(reached(radius_m - 0.05));
  QVERIFY(!reached(radius_m + 0.05));
}

void TestLiveReach::knowsARadius() {
  const auto factory = factory::Factory::fromJson(cell());
  LiveReach reach(factory, std::vector<std::size_t>{kRack}, ".");
  QVERIFY(portOf(reach, kPlain, kRack).is_reached);
  QCOMPARE(reach.ranges()[0].radius_m, 1.5);
  reach.update(std::vector<layout::Body>{movedTo(factory, kRack, 12, 0)});
  QVERIFY(!portOf(reach, kPlain, kRack).is_reached);
  MW_NEAR(portOf(reach, kPlain, kRack).missing_m, 0.5, 0, 1e-12);
  // The table is 9.7 m away from it.
  MW_NEAR(portOf(reach, kPlain, kTable).missing_m, std::hypot(9.7, 0.5) - 1.5, 0, 1e-12);
}

void TestLiveReach::brokenArmsAreLeftOut() {
  Json json = cell();
  json["elements"][kArm]["arm"] = "no such arm";
  QVERIFY(LiveReach(factory::Factory::fromJson(json), std::vector<std::size_t>{kArm}, ".").isEmpty());
}

QTEST_APPLESS_MAIN(TestLiveReach)
#include "tst_live_reach.moc"
