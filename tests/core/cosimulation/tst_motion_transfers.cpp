// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/cosimulation/mishap_text.h"
#include "core/cosimulation/motion_run.h"
#include "core/cosimulation/motion_session.h"
#include "core/cosimulation/motion_snapshot.h"
#include "core/events/simulation.h"
#include "tests/core/events/transfer_line.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::test;

namespace {

constexpr double kRun_s = 300;

const std::string kTurntable = R"({"id": "t", "type": "turntable", "diameter_m": 1.2},)";
const std::string kLift = R"({"id": "t", "type": "lift", "length_m": 1.2},)";
const std::string kPusher = R"({"id": "t", "type": "pusher", "length_m": 1, "size_m": [1, 0.7, 0.8]},)";
const std::string kIn = conveyor("in", R"({"x_m": -2.1})");
const std::string kToPusher = conveyor("in", R"({"x_m": -2})");
const std::string kLeft = conveyor("out", R"({"y_m": 2.1, "yaw_deg": 90})");

MotionSettings settingsFor(double duration_s) {
  MotionSettings settings;
  settings.duration_s = duration_s;
  return settings;
}

std::string mishapsOf(const factory::Factory& factory, std::span<const motion::Mishap> mishaps) {
  std::string text;
  for (const motion::Mishap& mishap : mishaps) text += mishapText(mishap, factory) + "\n";
  return text;
}

}  // namespace

/// Turntables, lifts and pushers as bodies.
class TestMotionTransfers : public QObject {
  Q_OBJECT
 private slots:
  void letsThroughWhatTheEventsSay_data();
  void letsThroughWhatTheEventsSay();
  void carriesThePart_data();
  void carriesThePart();
  void repeatsBitForBit();
  void showsWhereItStands_data();
  void showsWhereItStands();
  void standsStillWhileDown();
  void refusesAcross();
  void sortsTheExample();
};

void TestMotionTransfers::letsThroughWhatTheEventsSay_data() {
  QTest::addColumn<QString>("json");
  const auto row = [](const char* name, const Json& json) {
    QTest::newRow(name) << QString::fromStdString(json.dump());
  };
  row("turntable, left", transferLine(kTurntable, kIn + kLeft, {"in"}, {"out"}));
  row("turntable, straight on", transferLine(kTurntable, kIn + conveyor("out", R"({"x_m": 2.1})"), {"in"}, {"out"}));
  row("turntable, right by 30 degrees",
      transferLine(kTurntable, kIn + conveyor("out", R"({"x_m": 1.8186533479473213, "y_m": -1.05, "yaw_deg": -30})"),
                   {"in"}, {"out"}));
  row("turntable, two in, two out",
      transferLine(kTurntable,
                   kIn + conveyor("in2", R"({"y_m": 2.1, "yaw_deg": -90})") + conveyor("out", R"({"x_m": 2.1})") +
                       conveyor("out2", R"({"y_m": -2.1, "yaw_deg": -90})"),
                   {"in", "in2"}, {"out", "out2"}));
  row("turntable, rollers",
      transferLine(R"({"id": "t", "type": "turntable", "diameter_m": 1.2, "surface": "rollers"},)", kIn + kLeft, {"in"},
                   {"out"}));
  row("turntable, slower conveyors",
      transferLine(kTurntable,
                   conveyor("in", R"({"x_m": -2.1})", R"(, "speed_mps": 0.3)") +
                       conveyor("out", R"({"y_m": 2.1, "yaw_deg": 90})", R"(, "speed_mps": 0.3)"),
                   {"in"}, {"out"}));
  row("lift, up", transferLine(kLift, kIn + conveyor("out", R"({"x_m": 2.1, "z_m": 2})"), {"in"}, {"out"}));
  row("lift, down and back",
      transferLine(kLift,
                   conveyor("in", R"({"x_m": -2.1, "z_m": 1.5})") + conveyor("out", R"({"x_m": -2.1, "yaw_deg": 180})"),
                   {"in"}, {"out"}));
  row("pusher, straight on", transferLine(kPusher, kToPusher + conveyor("out", R"({"x_m": 2})"), {"in"}, {"out"}));
  row("pusher, left",
      transferLine(kPusher, kToPusher + conveyor("out", R"({"y_m": 1.85, "yaw_deg": 90})"), {"in"}, {"out"}));
  row("pusher, right",
      transferLine(kPusher, kToPusher + conveyor("out", R"({"y_m": -1.85, "yaw_deg": -90})"), {"in"}, {"out"}));
  Json sorts = transferLine(
      kPusher, kToPusher + conveyor("out", R"({"x_m": 2})") + conveyor("side", R"({"y_m": 1.85, "yaw_deg": 90})"),
      {"in"}, {"out", "side"});
  sorts["elements"][0]["routing"] = "by-part";
  for (Json& flow : sorts["flows"]) {
    if (flow["from"] == "t") flow["part"] = flow["to"] == "out" ? "a" : "b";
  }
  for (Json& element : sorts["elements"]) {
    if (element["type"] == "source") element["part"] = {{"a", 0.5}, {"b", 0.5}};
  }
  row("pusher, sorts", sorts);
}

/// Within 2 %, and a part at the end that is under way: the two count it at another moment.
void TestMotionTransfers::letsThroughWhatTheEventsSay() {
  QFETCH(QString, json);
  const auto factory = factory::Factory::fromJson(Json::parse(json.toStdString()));
  const MotionResult motion = runMotion(factory, settingsFor(kRun_s));
  QCOMPARE(QString::fromStdString(mishapsOf(factory, motion.mishaps)), QString());
  const events::RunStatistics run =
      events::simulate(*events::compile(factory), {SimTime::fromSeconds(kRun_s), SimTime(), 1, 0});
  const auto by_motion = static_cast<double>(motion.statistics.elements[0].parts_out);
  const auto by_events = static_cast<double>(run.elements[0].parts_out);
  qInfo("%.0f parts in motion, %.0f by events", by_motion, by_events);
  MW_NEAR(by_motion, by_events, 0.02, 1.01);
}

void TestMotionTransfers::carriesThePart_data() {
  QTest::addColumn<QString>("json");
  QTest::addColumn<double>("turned_deg");
  QTest::addColumn<double>("height_m");
  const auto row = [](const char* name, const Json& json, double turned_deg, double height_m) {
    QTest::newRow(name) << QString::fromStdString(json.dump()) << turned_deg << height_m;
  };
  row("turntable", transferLine(kTurntable, kIn + kLeft, {"in"}, {"out"}), 90, 0.9);
  row("lift", transferLine(kLift, kIn + conveyor("out", R"({"x_m": 2.1, "z_m": 2})"), {"in"}, {"out"}), 0, 2.9);
  row("pusher", transferLine(kPusher, kToPusher + conveyor("out", R"({"y_m": 1.85, "yaw_deg": 90})"), {"in"}, {"out"}),
      0, 0.9);
}

/// On the conveyor behind, the part lies as it was turned, on its level and near its middle.
void TestMotionTransfers::carriesThePart() {
  QFETCH(QString, json);
  QFETCH(double, turned_deg);
  QFETCH(double, height_m);
  const auto factory = factory::Factory::fromJson(Json::parse(json.toStdString()));
  MotionSession session(factory, settingsFor(60));
  int seen = 0;
  while (session.time_s() < 60) {
    session.step();
    for (const motion::PartPose& part : session.parts()) {
      const bool is_on_its_way = part.position_m[0] > 1.2 || part.position_m[1] > 1.2;
      if (!is_on_its_way) continue;
      ++seen;
      const auto& q = part.orientation;
      const double yaw_deg =
          std::atan2(2 * (q[3] * q[2] + q[0] * q[1]), 1 - 2 * (q[1] * q[1] + q[2] * q[2])) * 57.29578;
      MW_NEAR(yaw_deg, turned_deg, 0, 3.0);            // friction lets a part lag by a few degrees where a plate stops
      MW_NEAR(part.position_m[2], height_m, 0, 0.01);  // contact margins and what the solver leaves
      MW_NEAR(std::min(std::abs(part.position_m[0]), std::abs(part.position_m[1])), 0, 0, 0.05);
    }
  }
  QVERIFY(seen > 240);
  QVERIFY(session.deepestOverlap_m() < 0.02);
}

void TestMotionTransfers::repeatsBitForBit() {
  const auto factory = factory::Factory::fromJson(transferLine(kTurntable, kIn + kLeft, {"in"}, {"out"}));
  const MotionResult one = runMotion(factory, settingsFor(40));
  const MotionResult two = runMotion(factory, settingsFor(40));
  QVERIFY(one.state_hashes == two.state_hashes);
  QVERIFY(one.state_hashes[10] != one.state_hashes[20]);
}

void TestMotionTransfers::showsWhereItStands_data() {
  QTest::addColumn<QString>("json");
  QTest::addColumn<double>("furthest");
  const auto row = [](const char* name, const Json& json, double furthest) {
    QTest::newRow(name) << QString::fromStdString(json.dump()) << furthest;
  };
  row("turntable", transferLine(kTurntable, kIn + kLeft, {"in"}, {"out"}), std::acos(0.0));
  row("lift", transferLine(kLift, kIn + conveyor("out", R"({"x_m": 2.1, "z_m": 2})"), {"in"}, {"out"}), 2);
  row("pusher, right",
      transferLine(kPusher, kToPusher + conveyor("out", R"({"y_m": -1.85, "yaw_deg": -90})"), {"in"}, {"out"}), -0.7);
}

/// In snapshots it goes from where it waits to the other end of its way and back, without a jump.
void TestMotionTransfers::showsWhereItStands() {
  QFETCH(QString, json);
  QFETCH(double, furthest);
  const auto factory = factory::Factory::fromJson(Json::parse(json.toStdString()));
  MotionSession session(factory, settingsFor(40));
  double before = 0;
  double reached = 0;
  int n_back = 0;
  while (session.time_s() < 40) {
    session.step();
    const MotionSnapshot now = snapshotOf(session);
    QCOMPARE(now.transfers.size(), std::size_t{1});
    QCOMPARE(now.transfers[0].element, 0U);
    const double stand = now.transfers[0].stand;
    QVERIFY(std::abs(stand - before) < 0.01);  // no drive here does 2 per second, and steps are 1/240 s
    if (std::abs(stand) < 1e-9 && std::abs(before) >= 1e-9) ++n_back;
    if (std::abs(stand) > std::abs(reached)) reached = stand;
    before = stand;
  }
  MW_NEAR(reached, furthest, 0, 1e-9);
  QVERIFY(n_back >= 2);
}

/// Down for 20 s, whatever it does then: its plate and its part stand, and go on afterwards.
void TestMotionTransfers::standsStillWhileDown() {
  Json json = transferLine(kTurntable, kIn + kLeft, {"in"}, {"out"});
  json["elements"][0]["failures"] =
      Json::parse(R"([{"id": "drive", "basis": "calendar", "time_to_failure": 17.3, "time_to_repair": 20}])");
  const auto factory = factory::Factory::fromJson(json);
  MotionSession session(factory, settingsFor(60));
  double stand = 0;
  while (session.time_s() < 60) {
    session.step();
    if (session.time_s() < 17.4) stand = session.transfers()[0].stand;
    if (session.time_s() > 17.4 && session.time_s() < 37.2) MW_NEAR(session.transfers()[0].stand, stand, 0, 1e-12);
  }
  QVERIFY(session.mishaps().empty());
  QVERIFY(session.delivered() >= 2);
}

void TestMotionTransfers::refusesAcross() {
  const auto factory = factory::Factory::fromJson(transferLine(
      kPusher, kToPusher + conveyor("out", R"({"y_m": 1.85, "yaw_deg": 90})", R"(, "size_m": [3, 0.45, 0.8])"), {"in"},
      {"out"}));
  try {
    const MotionSession session(factory, settingsFor(10));
    QFAIL("it goes");
  } catch (const InputError& error) {
    QCOMPARE(QString::fromStdString(error.findings()[0].cause),
             QString("conveyor \"out\" is 0.45 m wide, parts that pusher \"t\" puts across it need 0.5 m"));
  }
}

/// The example as it is, in both: no mishap in five minutes, and each device lets through the same within a part or
/// two.
void TestMotionTransfers::sortsTheExample() {
  const auto factory =
      factory::Factory::read(std::filesystem::path(MW_SOURCE_DIR) / "resources/examples/sorting-line.json");
  const MotionResult motion = runMotion(factory, settingsFor(kRun_s));
  QCOMPARE(QString::fromStdString(mishapsOf(factory, motion.mishaps)), QString());
  const events::RunStatistics run =
      events::simulate(*events::compile(factory), {SimTime::fromSeconds(kRun_s), SimTime(), 1, 0});
  for (const char* id : {"table", "sorter", "lift"}) {
    const auto i = static_cast<std::size_t>(factory.findElement(id) - factory.elements().data());
    const auto by_events = static_cast<double>(run.elements[i].parts_out);
    QVERIFY(by_events >= 3);  // few crates come in that time
    MW_NEAR(static_cast<double>(motion.statistics.elements[i].parts_out), by_events, 0.02, 2.0);
  }
}

QTEST_APPLESS_MAIN(TestMotionTransfers)
#include "tst_motion_transfers.moc"
