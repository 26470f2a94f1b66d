// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <map>

#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::motion;
using namespace mw::test;

namespace {

constexpr double kStep_s = 1.0 / 240;
constexpr double kSpeed_mps = 0.5;

/// A belt of 3 m.
Json beltAt(const char* id, double x_m, double y_m, double yaw_deg = 0, double z_m = 0) {
  return {{"id", id},
          {"type", "conveyor"},
          {"pose", {{"x_m", x_m}, {"y_m", y_m}, {"z_m", z_m}, {"yaw_deg", yaw_deg}}},
          {"length_m", 3},
          {"speed_mps", kSpeed_mps},
          {"pitch_m", 0.8}};
}

/// A source onto the first belt, belts, a sink behind the last.
Json line(std::initializer_list<Json> belts, double interarrival_s) {
  Json json = Json::parse(R"({"format": "millwright-factory/1", "name": "Line",
    "parts": [{"id": "crate", "size_m": [0.4, 0.3, 0.2], "mass_kg": 4}], "flows": []})");
  json["elements"].push_back({{"id", "src"}, {"type", "source"}, {"part", "crate"}, {"interarrival", interarrival_s}});
  std::string before = "src";
  for (const Json& belt : belts) {
    json["elements"].push_back(belt);
    json["flows"].push_back({{"from", before}, {"to", belt["id"]}});
    before = belt["id"];
  }
  json["elements"].push_back({{"id", "out"}, {"type", "sink"}});
  json["flows"].push_back({{"from", before}, {"to", "out"}});
  return json;
}

/// What happened to parts as bodies.
struct Ride {
  double longest_jump_m = 0;  ///< of a part within a step
  std::size_t n_parts = 0;
};

Ride rideOf(MotionSession& session, double until_s) {
  std::map<std::uint32_t, std::array<double, 3>> before;
  Ride ride;
  while (session.time_s() < until_s) {
    session.step();
    for (const PartPose& part : session.parts()) {
      const auto found = before.find(part.part);
      if (found != before.end()) {
        double square = 0;
        for (std::size_t i = 0; i < 3; ++i) square += std::pow(part.position_m[i] - found->second[i], 2);
        ride.longest_jump_m = std::max(ride.longest_jump_m, std::sqrt(square));
      }
      before[part.part] = part.position_m;
    }
  }
  ride.n_parts = before.size();
  return ride;
}

/// Nothing on a belt goes faster than it but by a little slip when it turns on a plate.
constexpr double kNoJump_m = 2 * kSpeed_mps * kStep_s;

bool isNoted(const MotionSession& session, const QString& text) {
  return std::any_of(session.notes().begin(), session.notes().end(),
                     [&text](const std::string& note) { return QString::fromStdString(note).contains(text); });
}

}  // namespace

/// Belts that end where others begin.
class TestBeltJunctions : public QObject {
  Q_OBJECT
 private slots:
  void partsRideOver_data();
  void partsRideOver();
  void partsAreHandedOverWhereBeltsDoNotMeet_data();
  void partsAreHandedOverWhereBeltsDoNotMeet();
  void aBlockedBeltHoldsThoseBefore();
  void aDropIsFallen();
  void merges();
  void priorityGoesFirst();
  void diverts();
  void partsThatCrossKeepClear();
  void aPartThrownPastItsTurnStrays();
  void sameBitsAgain();
};

void TestBeltJunctions::partsRideOver_data() {
  QTest::addColumn<QString>("second");
  QTest::addColumn<double>("shorter_s");  // that the arc on the plate is than the corner
  const double r = 0.35;                  // half the width of the belts
  const auto corner_s = [r](double turn_rad) {
    const double radius_m = r;
    const double reach_m = r * std::tan(turn_rad / 2);
    return (2 * reach_m - radius_m * turn_rad) / kSpeed_mps;
  };
  const double half = 1.5 * std::sqrt(0.5);
  const auto row = [](double x_m, double y_m, double yaw_deg) {
    return QString::fromStdString(beltAt("b", x_m, y_m, yaw_deg).dump());
  };
  QTest::newRow("straight on") << row(4.5, 0, 0) << 0.0;
  QTest::newRow("with a gap of 8 cm") << row(4.58, 0, 0) << 0.0;
  QTest::newRow("to the left") << row(3, 1.5, 90) << corner_s(std::acos(0.0));
  QTest::newRow("to the right") << row(3, -1.5, -90) << corner_s(std::acos(0.0));
  QTest::newRow("by 45 degrees") << row(3 + half, half, 45) << corner_s(std::acos(0.0) / 2);
}

void TestBeltJunctions::partsRideOver() {
  QFETCH(QString, second);
  QFETCH(double, shorter_s);
  MotionSession session = sessionOf(line({beltAt("a", 1.5, 0), Json::parse(second.toStdString())}, 3));
  const Ride ride = rideOf(session, 60);
  QVERIFY2(ride.longest_jump_m < kNoJump_m, qPrintable(QString::number(ride.longest_jump_m)));
  QVERIFY(session.mishaps().empty() && session.notes().empty());
  // One every 3 s, 12 s on the way: the last but four of 20 are through.
  QVERIFY2(session.delivered() >= 15, qPrintable(QString::number(session.delivered())));
  QCOMPARE(ride.n_parts, std::size_t{20});
  double sum_s = 0;
  std::map<std::uint32_t, int> n_of_part;
  for (const Transport& transport : session.transports()) {
    sum_s += transport.left_s - transport.entered_s;
    ++n_of_part[transport.part];
    MW_NEAR(transport.left_s - transport.entered_s, 6, 0, 0.3);  // half an arc, or the gap
  }
  QCOMPARE(n_of_part[3], 2);
  const double mean_s = 2 * sum_s / static_cast<double>(session.transports().size());
  // A gap of 8 cm is 0.16 s longer; on a plate a part slips by some of its own length.
  MW_NEAR(mean_s, 12 - shorter_s, 0, 0.2);
}

void TestBeltJunctions::partsAreHandedOverWhereBeltsDoNotMeet_data() {
  QTest::addColumn<QString>("second");
  QTest::addColumn<QString>("note");
  const auto row = [](double x_m, double y_m, double yaw_deg, double z_m) {
    return QString::fromStdString(beltAt("b", x_m, y_m, yaw_deg, z_m).dump());
  };
  QTest::newRow("further on") << row(5, 0, 0, 0) << "";
  QTest::newRow("higher") << row(4.5, 0, 0, 0.05)
                          << "parts are put from \"a\" onto \"b\" and don't ride over: it begins 0.05 m higher";
  QTest::newRow("far below") << row(4.5, 0, 0, -0.5) << "it begins 0.5 m lower";
  QTest::newRow("turned back") << row(3 - 1.5 * std::sqrt(0.5), 1.5 * std::sqrt(0.5), 135, 0)
                               << "it turns back by more than 90 degrees";
}

void TestBeltJunctions::partsAreHandedOverWhereBeltsDoNotMeet() {
  QFETCH(QString, second);
  QFETCH(QString, note);
  MotionSession session = sessionOf(line({beltAt("a", 1.5, 0), Json::parse(second.toStdString())}, 3));
  QCOMPARE(session.notes().size(), note.isEmpty() ? std::size_t{0} : std::size_t{1});
  QVERIFY(note.isEmpty() || isNoted(session, note));
  runUntil(session, 30);
  QVERIFY(session.mishaps().empty());
  QVERIFY(session.delivered() >= 5);
}

void TestBeltJunctions::aBlockedBeltHoldsThoseBefore() {
  for (const bool is_accumulating : {true, false}) {
    Json json = line({beltAt("a", 1.5, 0), beltAt("b", 3, 1.5, 90)}, 2);
    json["elements"][1]["accumulating"] = json["elements"][2]["accumulating"] = is_accumulating;
    json["elements"].insert(json["elements"].begin() + 3, Json{{"id", "rack"}, {"type", "buffer"}, {"capacity", 1}});
    json["elements"][3]["min_stay"] = 1e6;
    json["flows"][2]["to"] = "rack";
    json["flows"].push_back({{"from", "rack"}, {"to", "out"}});
    MotionSession session = sessionOf(json);
    const Ride ride = rideOf(session, 60);
    QVERIFY(ride.longest_jump_m < kNoJump_m);
    QVERIFY(session.mishaps().empty());
    QVERIFY(session.conveyors()[0].waited_s > 5);
    QCOMPARE(session.conveyors()[0].is_running, is_accumulating);
    // 3 m each, of crates of 0.4 m that touch or are a pitch apart.
    QVERIFY(session.conveyors()[1].n_parts >= 3 && session.conveyors()[0].n_parts >= 3);
  }
}

void TestBeltJunctions::aDropIsFallen() {
  MotionSession session = sessionOf(line({beltAt("a", 1.5, 0), beltAt("b", 4.5, 0, 0, -0.1)}, 3));
  double lowest_m = 1;
  while (session.time_s() < 30) {
    session.step();
    for (const PartPose& part : session.parts()) lowest_m = std::min(lowest_m, part.position_m[2]);
  }
  MW_NEAR(lowest_m, 0.8, 0, 2e-3);  // belt at 0.7 m, half a crate
  QVERIFY(session.mishaps().empty() && session.notes().empty());
  QVERIFY(session.delivered() >= 5);
}

namespace {

/// Two belts that end at the start of a third, one from its side.
Json mergingLine(double main_s, double side_s) {
  Json json = line({beltAt("main", 1.5, 0), beltAt("on", 4.5, 0)}, main_s);
  json["elements"].push_back(beltAt("side", 3, -1.5, 90));
  json["elements"].push_back({{"id", "src2"}, {"type", "source"}, {"part", "crate"}, {"interarrival", side_s}});
  json["flows"].push_back({{"from", "src2"}, {"to", "side"}});
  json["flows"].push_back({{"from", "side"}, {"to", "on"}});
  return json;
}

}  // namespace

void TestBeltJunctions::merges() {
  MotionSession session = sessionOf(mergingLine(7, 6));
  const Ride ride = rideOf(session, 120);
  QVERIFY(ride.longest_jump_m < kNoJump_m);
  QVERIFY(session.mishaps().empty() && session.notes().empty());
  std::map<std::uint32_t, std::int64_t> n_of_element;
  for (const Transport& transport : session.transports()) ++n_of_element[transport.element];
  // One every 7 s and one every 6 s, 12 s on the way and some waiting: all that came by 100 s are through.
  QVERIFY2(session.delivered() >= 15 + 17, qPrintable(QString::number(session.delivered())));
  QVERIFY(n_of_element[1] >= 15 && n_of_element[4] >= 17);
}

void TestBeltJunctions::priorityGoesFirst() {
  for (const char* first : {"main", "side"}) {
    Json json = mergingLine(1, 1);
    for (Json& flow : json["flows"]) {
      if (flow["from"] == first) flow["priority"] = 1;
    }
    MotionSession session = sessionOf(json);
    runUntil(session, 60);
    std::map<std::string, std::int64_t> n_through;
    for (const Transport& transport : session.transports()) {
      ++n_through[json["elements"][transport.element]["id"].get<std::string>()];
    }
    const std::string other = first == std::string("main") ? "side" : "main";
    QVERIFY2(n_through[first] > 4 * n_through[other], qPrintable(QString::number(n_through[other])));
  }
}

void TestBeltJunctions::diverts() {
  Json json = line({beltAt("a", 1.5, 0), beltAt("on", 4.5, 0)}, 3);
  json["elements"][1]["routing"] = "round-robin";
  json["elements"].push_back(beltAt("aside", 3, 1.5, 90));
  json["flows"].push_back({{"from", "a"}, {"to", "aside"}});
  json["flows"].push_back({{"from", "aside"}, {"to", "out"}});
  MotionSession session = sessionOf(json);
  const Ride ride = rideOf(session, 90);
  QVERIFY(ride.longest_jump_m < kNoJump_m);
  QVERIFY(session.mishaps().empty());
  std::map<std::uint32_t, std::int64_t> n_of_element;
  for (const Transport& transport : session.transports()) ++n_of_element[transport.element];
  QVERIFY(n_of_element[2] >= 11 && n_of_element[4] >= 11);
  QVERIFY(std::abs(n_of_element[2] - n_of_element[4]) <= 1);
}

/// Two belts end and two begin at one place, and parts come to both ends in the same step, each for a belt of its own.
void TestBeltJunctions::partsThatCrossKeepClear() {
  Json json = line({beltAt("a", 1.5, 0), beltAt("on", 4.5, 0)}, 6);
  json["elements"].push_back(beltAt("b", 3, -1.5, 90));
  json["elements"].push_back(beltAt("aside", 3, 1.5, 90));
  json["elements"].push_back({{"id", "src2"}, {"type", "source"}, {"part", "tray"}, {"interarrival", 6}});
  json["parts"].push_back({{"id", "tray"}, {"size_m", {0.4, 0.3, 0.2}}, {"mass_kg", 4}});
  json["flows"].erase(1);
  for (const auto& [from, to] : {std::pair("src2", "b"), std::pair("aside", "out")}) {
    json["flows"].push_back({{"from", from}, {"to", to}});
  }
  for (const char* from : {"a", "b"}) {
    json["flows"].push_back({{"from", from}, {"to", "on"}, {"part", "crate"}});
    json["flows"].push_back({{"from", from}, {"to", "aside"}, {"part", "tray"}});
  }
  for (const std::size_t belt : {1, 3}) json["elements"][belt]["routing"] = "by-part";
  MotionSession session = sessionOf(json);
  double nearest_m = 1;
  while (session.time_s() < 40) {
    session.step();
    const auto parts = session.parts();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        const auto& a = parts[i].position_m;
        const auto& b = parts[k].position_m;
        nearest_m = std::min(nearest_m, std::hypot(a[0] - b[0], a[1] - b[1]));
      }
    }
  }
  // Crates of 0.4 by 0.3 m that go square to each other touch when their middles are 0.35 m apart.
  QVERIFY2(nearest_m > 0.36, qPrintable(QString::number(nearest_m)));
  QVERIFY(session.mishaps().empty());
  QVERIFY(session.delivered() >= 2 * 4);
}

/// The plate turns about 0.35 m: friction holds a part on it up to v^2 / r = 0.5 g, 1.3 m/s.
void TestBeltJunctions::aPartThrownPastItsTurnStrays() {
  for (const double speed_mps : {1.0, 2.5}) {
    Json json = line({beltAt("a", 1.5, 0), beltAt("on", 4.5, 0)}, 4);
    json["elements"].push_back(beltAt("aside", 3, 1.5, 90));
    for (Json& element : json["elements"]) {
      if (element["type"] == "conveyor") element["speed_mps"] = speed_mps;
    }
    json["flows"][1]["to"] = "aside";  // "on" is there, and nothing is sent to it
    json["flows"].push_back({{"from", "a"}, {"to", "on"}, {"priority", 1}});
    json["flows"][1]["priority"] = 2;
    json["elements"][1]["routing"] = "priority";
    json["flows"].push_back({{"from", "aside"}, {"to", "out"}});
    MotionSession session = sessionOf(json);
    runUntil(session, 30);
    const bool has_strayed = std::any_of(session.mishaps().begin(), session.mishaps().end(), [](const Mishap& mishap) {
      return mishap.kind == MishapKind::Strayed && mishap.element == 4 && mishap.blocker == 2;
    });
    QCOMPARE(has_strayed, speed_mps > 1.3);
  }
}

void TestBeltJunctions::sameBitsAgain() {
  const auto hash = [] {
    MotionSession session = sessionOf(mergingLine(4, 3));
    runUntil(session, 30);
    return session.stateHash();
  };
  QCOMPARE(hash(), hash());
}

QTEST_APPLESS_MAIN(TestBeltJunctions)
#include "tst_belt_junctions.moc"
