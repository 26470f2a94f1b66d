// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "core/cosimulation/agreement.h"
#include "core/cosimulation/mishap_text.h"
#include "core/cosimulation/motion_run.h"
#include "core/cosimulation/moved_doors.h"
#include "core/events/simulation.h"
#include "core/motion/clearance/distance.h"
#include "core/motion/enclosure_bodies.h"
#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::motion;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr std::size_t kOven = 2;
constexpr std::size_t kBelt = 1;
constexpr double kSpeed_mps = 0.5;
constexpr double kTicks_s = 1e-6;
// A box comes up to speed v within v / (2 mu g) = 0.05 s of a ride, and each of five things is told a step later.
constexpr double kSlow_s = 0.08;

/// Boxes of 0.3 m ride 0.2 m deep into an oven of 1.2 m, and come out on the other side: 2.8 m to where they wait, 5 s
/// of process, doors that take 1 s.
Json line() {
  return Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "box", "size_m": [0.3, 0.2, 0.2], "mass_kg": 4}],
    "elements": [
      {"id": "src", "type": "source", "supply": "unlimited"},
      {"id": "belt", "type": "conveyor", "length_m": 3, "speed_mps": 0.5, "pitch_m": 0.32, "pose": {"x_m": -1.9}},
      {"id": "oven", "type": "station", "process": 5, "size_m": [1.2, 1, 1.6], "pose": {},
       "enclosure": {"wall_m": 0.1, "doors": [
         {"id": "in", "side": "left", "width_m": 0.5, "height_m": 0.4, "opens_s": 1},
         {"id": "out", "side": "right", "width_m": 0.4, "height_m": 0.4, "sill_m": 0.7, "opens_s": 0.5,
          "kind": "lifting"}]}},
      {"id": "away", "type": "conveyor", "length_m": 3, "speed_mps": 0.5, "pitch_m": 0.32, "pose": {"x_m": 1.9}},
      {"id": "end", "type": "sink"}],
    "flows": [{"from": "src", "to": "belt"}, {"from": "belt", "to": "oven"}, {"from": "oven", "to": "away"},
              {"from": "away", "to": "end"}]})");
}

/// From where a part waits to the end of the belt.
double rideIn_s() {
  return (0.2 + 0.085 + 0.02 + std::hypot(0.3, 0.2) / 2) / kSpeed_mps;
}

Json edited(const QString& path, const QString& value) {
  Json json = line();
  if (!path.isEmpty()) json[Json::json_pointer(path.toStdString())] = Json::parse(value.toStdString());
  return json;
}

/// Whatever is in a doorway finds that door wide open; nothing touches a wall or a leaf; the oven works closed.
class Watch {
 public:
  explicit Watch(const Json& json) : factory_(factory::Factory::fromJson(json)) {
    const factory::Pose& pose = factory_.elements()[kOven].pose;
    const auto enclosure = factory::enclosureOf(factory_.elements()[kOven]);
    const std::vector<factory::Panel> panels = factory::wallPanels(*enclosure);
    for (std::size_t k = 1; k < panels.size(); ++k) walls_.push_back(turnedBox(panelBox(pose, panels[k])));
    for (const factory::EnclosureDoor& door : enclosure->doors) {
      doorways_.push_back(turnedBox(panelBox(pose, factory::doorway(*enclosure, door))));
      leaves_.push_back(factory::doorPanel(*enclosure, door));
      travels_m_.push_back(factory::doorTravel_m(door));
    }
  }

  void look(const MotionSession& session) {
    is_inside = {};
    for (const PartPose& part : session.parts()) {
      const TurnedBox box = turnedBox(factory_.parts()[0].size_m, part.position_m, part.orientation);
      for (std::size_t door = 0; door < 2; ++door) {
        const double open = session.doors()[door].open;
        nearest_m = std::min(nearest_m, clearance_m(box, leafAt(door, open)));
        if (clearance_m(box, doorways_[door]) >= 0) continue;
        is_inside[door] = true;
        ++n_inside[door];
        n_wrong += open < 1;
      }
      for (const TurnedBox& wall : walls_) nearest_m = std::min(nearest_m, clearance_m(box, wall));
    }
    if (session.present().states()[kOven] != ElementState::Busy) return;
    ++n_working;
    for (const DoorState& door : session.doors()) n_wrong += door.open > 0;
  }

  std::array<bool, 2> is_inside{};
  std::array<int, 2> n_inside{};
  int n_working = 0;
  int n_wrong = 0;
  double nearest_m = 1;

 private:
  [[nodiscard]] TurnedBox leafAt(std::size_t door, double open) const {
    Vector3 moved_m = travels_m_[door];
    for (double& component : moved_m) component *= open;
    return turnedBox(panelBox(factory_.elements()[kOven].pose, leaves_[door], moved_m));
  }

  factory::Factory factory_;
  std::vector<TurnedBox> walls_;
  std::vector<TurnedBox> doorways_;
  std::vector<factory::Panel> leaves_;
  std::vector<Vector3> travels_m_;
};

}  // namespace

/// Belts that lead through the doors of an enclosure.
class TestBeltDoors : public QObject {
  Q_OBJECT
 private slots:
  void partsPassOpenDoorsOnly_data();
  void partsPassOpenDoorsOnly();
  void theirTimeIsThatOfTheEvents_data();
  void theirTimeIsThatOfTheEvents();
  void agreesWithTheEvents_data();
  void agreesWithTheEvents();
  void aDoorNeverClosesOnAPart();
  void aPartThatFellInADoorwayIsTold();
  void refusesAWallWithoutADoor();
  void sameBits();
};

void TestBeltDoors::partsPassOpenDoorsOnly_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("value");
  QTest::newRow("one at a time") << ""
                                 << "";
  QTest::newRow("three at a time") << "/elements/2/batch_mode"
                                   << R"({"size": 3})";
  QTest::newRow("a belt that does not accumulate") << "/elements/1/accumulating"
                                                   << "false";
  QTest::newRow("a belt that ends at the wall") << "/elements/1/pose/x_m"
                                                << "-2.1";
  QTest::newRow("a belt to the other side") << "/elements/1"
                                            << R"({"id": "belt", "type": "conveyor", "length_m": 3.9,
    "speed_mps": 0.5, "pitch_m": 0.32, "pose": {"x_m": -1.75}})";
  QTest::newRow("rollers") << "/elements/1/surface"
                           << R"("rollers")";
}

void TestBeltDoors::partsPassOpenDoorsOnly() {
  QFETCH(QString, path);
  QFETCH(QString, value);
  const Json json = edited(path, value);
  MotionSession session = sessionOf(json);
  Watch watch(json);
  while (session.time_s() < 60) {
    session.step();
    watch.look(session);
  }
  QVERIFY(watch.n_inside[0] > 240 && watch.n_inside[1] > 240);
  QVERIFY(watch.n_working > 240);
  QCOMPARE(watch.n_wrong, 0);
  QVERIFY2(watch.nearest_m > 0, std::to_string(watch.nearest_m).c_str());
  QVERIFY(session.mishaps().empty());
  QVERIFY(session.delivered() >= 3);
}

void TestBeltDoors::theirTimeIsThatOfTheEvents_data() {
  QTest::addColumn<double>("interarrival_s");
  QTest::newRow("from a queue") << 0.0;
  QTest::newRow("now and then") << 12.0;
}

/// A part goes in as the one before goes out, which is the shorter way; then the doors close, it is in process, and
/// they open. Motion takes longer by kSlow_s at most.
void TestBeltDoors::theirTimeIsThatOfTheEvents() {
  QFETCH(double, interarrival_s);
  Json json = line();
  if (interarrival_s > 0) {
    json["elements"][0].erase("supply");
    json["elements"][0]["interarrival"] = interarrival_s;
  }
  const factory::Factory factory = factory::Factory::fromJson(json);
  const double stay_s = rideIn_s() + 1 + 5 + 1;
  const double way_s = 3 / kSpeed_mps - rideIn_s();
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(300);
  settings.warmup = SimTime::fromSeconds(60);
  const events::RunStatistics events = events::simulate(*events::compile(factory), settings);
  const events::RunStatistics motion = resultOf(json, 300, 60).statistics;
  MW_NEAR(events.elements[kOven].wait_mean_s, stay_s, kTicks_s, 0);
  MW_NEAR(motion.elements[kOven].wait_mean_s, stay_s + kSlow_s / 2, kSlow_s / 2, 0);
  QVERIFY(std::abs(events.elements[kOven].parts_out - motion.elements[kOven].parts_out) <= 1);
  if (interarrival_s == 0) return;
  MW_NEAR(events.elements[kBelt].wait_mean_s, way_s, kTicks_s, 0);
  MW_NEAR(motion.elements[kBelt].wait_mean_s, way_s, 0.02, 0);  // steps, and the stop's sensor
}

void TestBeltDoors::agreesWithTheEvents_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("value");
  QTest::newRow("a supply without end") << ""
                                        << "";
  QTest::newRow("arrivals now and then")
      << "/elements/0"
      << R"({"id": "src", "type": "source", "interarrival": {"dist": "gamma", "mean_s": 11, "cv": 0.5}})";
  QTest::newRow("by threes") << "/elements/2/batch_mode"
                             << R"({"size": 3})";
  QTest::newRow("a short process") << "/elements/2/process"
                                   << "0.5";
}

void TestBeltDoors::agreesWithTheEvents() {
  QFETCH(QString, path);
  QFETCH(QString, value);
  const Json json = edited(path, value);
  const MotionResult result = resultOf(json, 600, 60);
  const Agreement agreement = compareWithEvents(factory::Factory::fromJson(json), result);
  QVERIFY2(agreement.agrees(), agreementText(agreement).c_str());
}

/// The exit belt is full up to the door: the oven keeps it open, and works on when the part has moved out.
void TestBeltDoors::aDoorNeverClosesOnAPart() {
  Json json = line();
  json["elements"].push_back(Json::parse(R"({"id": "pack", "type": "station", "process": 40})"));
  json["flows"][3]["to"] = "pack";
  json["flows"].push_back({{"from", "pack"}, {"to", "end"}});
  MotionSession session = sessionOf(json);
  Watch watch(json);
  int n_held_up = 0;
  while (session.time_s() < 320) {
    session.step();
    watch.look(session);
    n_held_up += watch.is_inside[1] && session.present().states()[kOven] == ElementState::Setup;
  }
  QVERIFY(n_held_up > 5 * 240);
  QCOMPARE(watch.n_wrong, 0);
  QVERIFY(watch.nearest_m > 0);
  QVERIFY(session.mishaps().empty());
  QVERIFY(session.delivered() >= 6);
}

/// The exit belt climbs more steeply than friction holds: its first part slides back, off the belt's start, and comes
/// to lie on the floor, in a doorway that goes down there.
void TestBeltDoors::aPartThatFellInADoorwayIsTold() {
  Json json = line();
  Json& away = json["elements"][3];
  away.erase("length_m");
  away["path"] = {{0, 0, 0}, {2, 0, 1.5}};
  away["pose"] = {{"x_m", 1.45}, {"z_m", 0.1}};
  json["elements"][kOven]["enclosure"]["doors"][1] = {{"id", "out"}, {"side", "right"}, {"width_m", 0.4},
                                                      {"sill_m", 0}, {"height_m", 1.4}, {"opens_s", 0.5}};
  MotionSession session = sessionOf(json);
  double closes_s = 0;
  while (session.time_s() < 40) {
    session.step();
    if (closes_s == 0 && !session.mishaps().empty() && session.doors()[0].open < 1) closes_s = session.time_s();
  }
  std::string all;
  for (const Mishap& mishap : session.mishaps()) all += mishapText(mishap, factory::Factory::fromJson(json)) + "\n";
  for (const PartPose& part : session.parts()) all += std::to_string(part.position_m[0]) + " ";
  QVERIFY2(session.mishaps().size() == 2, all.c_str());
  QCOMPARE(session.mishaps()[0].kind, MishapKind::Fell);
  const Mishap& jam = session.mishaps()[1];
  QCOMPARE(jam.kind, MishapKind::Jammed);
  QVERIFY(jam.part == 0 && jam.element == kOven && jam.door == 1U);
  // As the doors begin to close it still slides in, for less than a second.
  QVERIFY(jam.time_s > closes_s + MovedDoors::kJam_s - 2.0 / 240 && jam.time_s < closes_s + MovedDoors::kJam_s + 1);
  const std::string said = mishapText(jam, factory::Factory::fromJson(json));
  QVERIFY2(said.starts_with("door \"out\" of station \"oven\" can't close at ") &&
               said.ends_with(" s: part 0 fell and lies in it"),
           said.c_str());
  QVERIFY(session.doors()[0].open == 0 && session.doors()[1].open > 0);
  QVERIFY(session.present().states()[kOven] == ElementState::Setup && session.delivered() == 0);
}

void TestBeltDoors::refusesAWallWithoutADoor() {
  try {
    static_cast<void>(sessionOf(edited("/elements/2/enclosure/doors/0/side", R"("front")")));
    QFAIL("runs through a wall");
  } catch (const InputError& error) {
    QVERIFY(QString(error.what()).contains("conveyor \"belt\" runs into the left wall of \"oven\""));
  }
}

void TestBeltDoors::sameBits() {
  MotionSession one = sessionOf(line());
  MotionSession other = sessionOf(line());
  while (one.time_s() < 20) {
    one.step();
    other.step();
    QCOMPARE(one.stateHash(), other.stateHash());
  }
}

QTEST_APPLESS_MAIN(TestBeltDoors)
#include "tst_belt_doors.moc"
