// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/factory/factory_check.h"
#include "core/factory/transfer_device.h"
#include "tests/core/events/factory_text.h"
#include "tests/core/events/transfer_line.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kTick_s = 1e-8;  // each of a handful of times is rounded to a nanosecond
constexpr double kG = 9.80665;

// Parts of 0.4 m: they wait with their front at the edge. All belts run at 0.5 m/s, friction 0.5.
constexpr double kHold_s = 0.2 / 0.5 + 0.5 / (2 * 0.5 * kG);
constexpr double kRamp_s = 0.5 / 2;  // of a device's belt, at 2 m/s2
constexpr double kRear_s = 0.2 / 0.5;

/// From rest to rest, v^2/a reached.
double trapezoid(double way, double v, double a) {
  return way / v + v / a;
}

const std::string kTurntable =
    R"({"id": "t", "type": "turntable", "diameter_m": 1.2, "turn_speed_degps": 60, "turn_acceleration_degps2": 90},)";
const std::string kLift =
    R"({"id": "t", "type": "lift", "length_m": 1.2, "lift_speed_mps": 0.5, "lift_acceleration_mps2": 0.5},)";
const std::string kPusher =
    R"({"id": "t", "type": "pusher", "length_m": 1, "size_m": [1, 0.7, 0.8], "stroke_speed_mps": 0.5,
        "return_speed_mps": 1, "stroke_acceleration_mps2": 2},)";
const std::string kIn = conveyor("in", R"({"x_m": -2.1})");

/// When parts come onto an element.
std::vector<double> entries(const factory::Factory& factory, const std::string& id, double horizon_s) {
  const Recording recording = record(*compile(factory), settingsFor(horizon_s));
  std::vector<double> times;
  for (const PartMove& move : recording.moves()) {
    if (move.to == static_cast<std::int32_t>(indexOf(factory, id))) times.push_back(move.at.seconds());
  }
  return times;
}

std::string errorsOf(const Json& json) {
  std::string text;
  try {
    (void)compile(factory::Factory::fromJson(json));
  } catch (const InputError& error) {
    for (const Finding& finding : error.findings()) {
      if (finding.severity == Severity::Error) text += finding.place.pointer + ": " + finding.cause + "\n";
    }
  }
  return text;
}

std::string warningsOf(const Json& json) {
  std::string text;
  for (const Finding& finding : factory::checkFactory(factory::Factory::fromJson(json))) {
    text += finding.place.pointer + ": " + finding.cause + "\n";
  }
  return text;
}

}  // namespace

/// Turntables, lifts and pushers: their times to the tick, what they refuse.
class TestTransfers : public QObject {
  Q_OBJECT
 private slots:
  void drivesFromRestToRest_data();
  void drivesFromRestToRest();
  void takesItsTime_data();
  void takesItsTime();
  void goesToThePartThatWaits();
  void waitsWhereItIsOpen();
  void routesByPart();
  void standsStillWhileDown();
  void keepsTheEntryToItself();
  void refuses_data();
  void refuses();
  void notes_data();
  void notes();
};

void TestTransfers::drivesFromRestToRest_data() {
  QTest::addColumn<double>("way");
  QTest::addColumn<double>("time_s");
  QTest::newRow("trapezoid") << 1.5 << 1.5 / 0.5 + 0.5 / 0.5;
  QTest::newRow("just a triangle") << 0.5 << 2.0;
  QTest::newRow("triangle") << -0.125 << 2 * std::sqrt(0.125 / 0.5);
  QTest::newRow("none") << 0.0 << 0.0;
}

void TestTransfers::drivesFromRestToRest() {
  QFETCH(double, way);
  QFETCH(double, time_s);
  const factory::TransferDrive drive{0.5, 0.5};
  MW_NEAR(drive.time_s(way), time_s, 1e-12, 0);
  MW_NEAR(drive.wayAt(time_s / 2, way), way / 2, 1e-12, 0);  // by symmetry
  MW_NEAR(drive.wayAt(time_s, way), way, 1e-12, 0);
  MW_NEAR(drive.wayAt(-1, way), 0, 0, 0);
  double before = 0;
  for (double share = 0.05; share < 1; share += 0.05) {
    const double here = std::abs(drive.wayAt(share * time_s, way));
    QVERIFY(way == 0 || here > before);
    QVERIFY(here - before <= 0.5 * 0.05 * time_s + 1e-12);  // never faster than its top speed
    before = here;
  }
}

/// One conveyor in, which is full, one out: the time from part to part.
void TestTransfers::takesItsTime_data() {
  QTest::addColumn<QString>("device");
  QTest::addColumn<QString>("out");
  QTest::addColumn<double>("cycle_s");
  const auto row = [](const char* name, const std::string& device, const std::string& out_pose, double cycle_s) {
    QTest::newRow(name) << QString::fromStdString(device) << QString::fromStdString(conveyor("out", out_pose))
                        << cycle_s;
  };
  const double plate_s = 2 * (0.6 / 0.5 + kRamp_s / 2);  // onto its middle and off again
  row("turntable, left", kTurntable, R"({"y_m": 2.1, "yaw_deg": 90})",
      kHold_s + plate_s + kRear_s + 2 * trapezoid(90, 60, 90));
  row("turntable, right by 30 degrees", kTurntable, R"({"x_m": 1.8186533479473213, "y_m": -1.05, "yaw_deg": -30})",
      kHold_s + plate_s + kRear_s + 2 * 2 * std::sqrt(30.0 / 90));
  row("turntable, back", kTurntable, R"({"x_m": -2.1, "yaw_deg": 180})",
      kHold_s + plate_s + kRear_s + 2 * trapezoid(180, 60, 90));
  row("turntable, straight on", kTurntable, R"({"x_m": 2.1})", kHold_s + plate_s + kRear_s);
  row("lift, up and on", kLift, R"({"x_m": 2.1, "z_m": 2})", kHold_s + plate_s + kRear_s + 2 * trapezoid(2, 0.5, 0.5));
  row("lift, down and back", kLift, R"({"x_m": -2.1, "z_m": -0.2, "yaw_deg": 180})",
      kHold_s + plate_s + kRear_s + 2 * 2 * std::sqrt(0.2 / 0.5));
  QTest::newRow("turntable, from a belt that stops")
      << QString::fromStdString(kTurntable)
      << QString::fromStdString(conveyor("out", R"({"x_m": 2.1})") +
                                conveyor("belt", R"({"x_m": -2.1})", R"(, "accumulating": false)"))
      << kHold_s + 0.06 / 0.5 + plate_s + kRear_s;  // 0.26 m before the edge
  row("pusher, straight on", kPusher, R"({"x_m": 2})", kHold_s + 1 / 0.5 + kRear_s);
  row("pusher, to the left", kPusher, R"({"y_m": 1.85, "yaw_deg": 90})",
      kHold_s + 0.5 / 0.5 + kRamp_s / 2 + trapezoid(0.7, 0.5, 2) + trapezoid(0.7, 1, 2));
}

void TestTransfers::takesItsTime() {
  QFETCH(QString, device);
  QFETCH(QString, out);
  QFETCH(double, cycle_s);
  const std::string in = device.contains("pusher") ? conveyor("in", R"({"x_m": -2})") : kIn;
  const bool has_own = out.contains("belt");
  const Json json =
      transferLine(device.toStdString(), (has_own ? "" : in) + out.toStdString(), {has_own ? "belt" : "in"}, {"out"});
  const factory::Factory factory = factory::Factory::fromJson(json);
  QCOMPARE(QString::fromStdString(warningsOf(json)), QString());
  const std::vector<double> times = entries(factory, "out", 200);
  QVERIFY(times.size() > 8);
  for (std::size_t i = 1; i < times.size(); ++i) MW_NEAR(times[i] - times[i - 1], cycle_s, kTick_s, 0);
  // The rest of the time it goes back, empty.
  const RunStatistics run = simulated(factory, settingsFor(3600));
  const ElementStatistics& of = run.elements[0];
  MW_NEAR(stateOf(of, ElementState::Busy) + stateOf(of, ElementState::Idle), 3600, 1e-6, 0);
  MW_NEAR(static_cast<double>(of.parts_out) * cycle_s, 3600, 0, 2 * cycle_s + 6);
}

/// Two conveyors in, full: it does not go home between their parts.
void TestTransfers::goesToThePartThatWaits() {
  const std::string conveyors =
      kIn + conveyor("left", R"({"y_m": 2.1, "yaw_deg": -90})") + conveyor("out", R"({"x_m": 2.1})");
  const auto factory = factory::Factory::fromJson(transferLine(kTurntable, conveyors, {"in", "left"}, {"out"}));
  const std::vector<double> times = entries(factory, "out", 200);
  // One by one from either: from "left" it turns with the part and back there before the next of "left".
  const double plate_s = 2 * (0.6 / 0.5 + kRamp_s / 2);
  const double pair_s = 2 * (kHold_s + plate_s + kRear_s) + 2 * trapezoid(90, 60, 90);
  for (std::size_t i = 6; i < times.size(); ++i) MW_NEAR(times[i] - times[i - 2], pair_s, kTick_s, 0);
}

/// A part with a choice waits in the middle and goes where it may first.
void TestTransfers::waitsWhereItIsOpen() {
  const std::string conveyors =
      kIn + conveyor("left", R"({"y_m": 2.1, "yaw_deg": 90})") + conveyor("right", R"({"y_m": -2.1, "yaw_deg": -90})");
  Json json = transferLine(kTurntable, conveyors, {"in"}, {"left", "right"});
  json["elements"][0]["routing"] = "round-robin";
  const auto factory = factory::Factory::fromJson(json);
  const std::vector<double> left = entries(factory, "left", 300);
  const std::vector<double> right = entries(factory, "right", 300);
  QVERIFY(left.size() > 10);
  QVERIFY(std::abs(static_cast<double>(left.size()) - static_cast<double>(right.size())) <= 1);
  // "left" ends nowhere: all go to the right when it is full.
  for (Json& flow : json["flows"]) {
    if (flow["from"] == "left") flow["to"] = "stuck";
  }
  json["elements"].push_back(Json::parse(R"({"id": "stuck", "type": "station", "process": 1000000})"));
  json["flows"].push_back({{"from", "stuck"}, {"to", "done"}});
  const auto half_stuck = factory::Factory::fromJson(json);
  QCOMPARE(entries(half_stuck, "left", 3000).size(), std::size_t{7});  // six of 0.5 m on 3 m, and one in the station
  QVERIFY(entries(half_stuck, "right", 3000).size() > 300);
}

void TestTransfers::routesByPart() {
  const std::string conveyors = conveyor("in", R"({"x_m": -2})") + conveyor("on", R"({"x_m": 2})") +
                                conveyor("side", R"({"y_m": -1.85, "yaw_deg": -90})");
  Json json = transferLine(kPusher, conveyors, {"in"}, {"on", "side"});
  json["elements"][0]["routing"] = "by-part";
  for (Json& flow : json["flows"]) {
    if (flow["from"] == "t") flow["part"] = flow["to"] == "on" ? "a" : "b";
  }
  for (Json& element : json["elements"]) {
    if (element["type"] == "source") element["part"] = {{"a", 0.7}, {"b", 0.3}};
  }
  const auto factory = factory::Factory::fromJson(json);
  const RunStatistics run = simulated(factory, settingsFor(3600));
  const Recording recording = record(*compile(factory), settingsFor(3600));
  for (const PartMove& move : recording.moves()) {
    if (move.to == static_cast<std::int32_t>(indexOf(factory, "side"))) QCOMPARE(int(move.part_type), 1);
    if (move.to == static_cast<std::int32_t>(indexOf(factory, "on"))) QCOMPARE(int(move.part_type), 0);
  }
  // 3,600 s hold so many of the mean cycle; the share of b is drawn (sd of some 1,000 draws 1.5 %).
  const double on_s = kHold_s + 1 / 0.5 + kRear_s;
  const double side_s = kHold_s + 0.5 / 0.5 + kRamp_s / 2 + trapezoid(0.7, 0.5, 2) + trapezoid(0.7, 1, 2);
  MW_NEAR(static_cast<double>(run.elements[0].parts_out), 3600 / (0.7 * on_s + 0.3 * side_s), 0.03, 0);
}

/// Down from 100 s on for 50 s: so much later is the part that it has just then.
void TestTransfers::standsStillWhileDown() {
  const std::string conveyors = kIn + conveyor("out", R"({"y_m": 2.1, "yaw_deg": 90})");
  Json json = transferLine(kTurntable, conveyors, {"in"}, {"out"});
  const std::vector<double> up = entries(factory::Factory::fromJson(json), "out", 300);
  json["elements"][0]["failures"] =
      Json::parse(R"([{"id": "drive", "basis": "calendar", "time_to_failure": 100, "time_to_repair": 50}])");
  const auto factory = factory::Factory::fromJson(json);
  const std::vector<double> times = entries(factory, "out", 240);
  std::size_t i = 0;
  for (; times[i] < 100; ++i) MW_NEAR(times[i], up[i], kTick_s, 0);
  for (; i < times.size() && times[i] < 240; ++i) MW_NEAR(times[i], up[i] + 50, kTick_s, 0);
}

/// While a part is on its way onto a conveyor nobody else puts one there.
void TestTransfers::keepsTheEntryToItself() {
  const std::string conveyors = kIn + conveyor("out", R"({"y_m": 2.1, "yaw_deg": 90})");
  Json json = transferLine(kTurntable, conveyors, {"in"}, {"out"});
  json["elements"].push_back(
      Json::parse(R"({"id": "other", "type": "source", "part": "b", "interarrival": 0.7, "limit": 60})"));
  json["flows"].push_back({{"from", "other"}, {"to", "out"}});
  const auto factory = factory::Factory::fromJson(json);
  const Recording recording = record(*compile(factory), settingsFor(400));
  std::vector<double> all;
  for (const PartMove& move : recording.moves()) {
    if (move.to == static_cast<std::int32_t>(indexOf(factory, "out"))) all.push_back(move.at.seconds());
  }
  for (std::size_t i = 1; i < all.size(); ++i) QVERIFY(all[i] - all[i - 1] >= 1 - kTick_s);  // pitch / speed
  const RunStatistics run = simulated(factory, settingsFor(400));
  QVERIFY(run.elements[0].parts_out > 20);
}

void TestTransfers::refuses_data() {
  QTest::addColumn<QString>("device");
  QTest::addColumn<QString>("out");
  QTest::addColumn<QString>("says");
  const auto row = [](const char* name, const std::string& device, const std::string& out, const char* says) {
    QTest::newRow(name) << QString::fromStdString(device) << QString::fromStdString(out) << says;
  };
  const std::string on = conveyor("out", R"({"x_m": 2})");
  row("too heavy", R"({"id": "t", "type": "pusher", "payload_kg": 4},)", on,
      "/elements/0/payload_kg: \"a\" of 5 kg is too heavy for pusher \"t\", which carries 4 kg");
  row("too long to turn", R"({"id": "t", "type": "turntable", "diameter_m": 0.45},)", on,
      "/elements/0: \"a\" is 0.5 m long from corner to corner: too large for turntable \"t\" of 0.45 m");
  row("too long for a platform", R"({"id": "t", "type": "lift", "length_m": 0.3},)", on,
      "/elements/0: \"a\" is 0.4 m long: too large for lift \"t\" of 0.3 m");
  row("too wide", R"({"id": "t", "type": "pusher", "length_m": 1, "size_m": [1, 0.25, 0.8]},)", on,
      "/elements/0: \"a\" is 0.3 m wide: too large for pusher \"t\" of 0.25 m");
}

void TestTransfers::refuses() {
  QFETCH(QString, device);
  QFETCH(QString, out);
  QFETCH(QString, says);
  const std::string found = errorsOf(transferLine(device.toStdString(), kIn + out.toStdString(), {"in"}, {"out"}));
  QVERIFY2(QString::fromStdString(found).contains(says), found.c_str());
}

void TestTransfers::notes_data() {
  QTest::addColumn<QString>("device");
  QTest::addColumn<QString>("conveyors");
  QTest::addColumn<QString>("says");
  const auto row = [](const char* name, const std::string& device, const std::string& conveyors, const char* says) {
    QTest::newRow(name) << QString::fromStdString(device) << QString::fromStdString(conveyors) << says;
  };
  const std::string in = conveyor("in", R"({"x_m": -2})");
  row("conveyor off the rim", kTurntable, kIn + conveyor("out", R"({"x_m": 2.5})"),
      "/flows/2: parts are put onto \"out\" from the middle of \"t\" and don't ride over: it starts 0.4 m from its "
      "edge");
  row("conveyor beside", kTurntable,
      conveyor("in", R"({"x_m": -2.1, "y_m": 0.3})") + conveyor("out", R"({"x_m": 2.1})"),
      "/flows/1: parts are put from \"in\" into the middle of \"t\" and don't ride over: it ends 0.3 m beside its "
      "middle");
  row("another level", kPusher, in + conveyor("out", R"({"x_m": 2, "z_m": 0.5})"), "it is 0.5 m higher there");
  row("across a lift", kLift, kIn + conveyor("out", R"({"y_m": 2.1, "yaw_deg": 90})"),
      "it is not in line with the belt of the lift");
  row("faster than it stops", R"({"id": "t", "type": "pusher", "length_m": 0.45, "speed_mps": 1.5},)",
      conveyor("in", R"({"x_m": -1.725})") + conveyor("out", R"({"x_m": 1.725})"),
      "/elements/0/speed_mps: parts slip on the belt of pusher \"t\": it has to brake at 5 m/s2 to stop them in its "
      "middle");
  row("turns away", R"({"id": "t", "type": "turntable", "friction": 0.1, "turn_acceleration_degps2": 900},)",
      kIn + conveyor("out", R"({"x_m": 2.1})"), "turns away under the longest part: friction holds its ends up to 225");
}

void TestTransfers::notes() {
  QFETCH(QString, device);
  QFETCH(QString, conveyors);
  QFETCH(QString, says);
  const std::string found = warningsOf(transferLine(device.toStdString(), conveyors.toStdString(), {"in"}, {"out"}));
  QVERIFY2(QString::fromStdString(found).contains(says), found.c_str());
}

QTEST_APPLESS_MAIN(TestTransfers)
#include "tst_transfers.moc"
