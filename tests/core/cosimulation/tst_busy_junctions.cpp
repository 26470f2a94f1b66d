// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>
#include <numbers>

#include "core/cosimulation/agreement.h"
#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::motion;
using namespace mw::test;

namespace {

constexpr double kLength_m = 4.8;  // whole pitches of 0.4, 0.6, 0.8 m: the events let so many onto a belt
constexpr double kWidth_m = 0.8;   // room for a carton to turn
constexpr double kSaturated_s = 0.1;

struct Belts {
  double speed_mps;
  double pitch_m;
};

/// A belt that ends, or starts, in the hall's middle.
Json beltAt(const std::string& id, double yaw_deg, bool is_end, const Belts& belts) {
  const double yaw_rad = yaw_deg * std::numbers::pi / 180;
  const double away_m = (is_end ? -1 : 1) * kLength_m / 2;
  return {{"id", id},
          {"type", "conveyor"},
          {"pose", {{"x_m", away_m * std::cos(yaw_rad)}, {"y_m", away_m * std::sin(yaw_rad)}, {"yaw_deg", yaw_deg}}},
          {"length_m", kLength_m},
          {"size_m", {kLength_m, kWidth_m, 0.8}},
          {"speed_mps", belts.speed_mps},
          {"pitch_m", belts.pitch_m}};
}

Json emptyLine(double length_m, double width_m) {
  Json json = Json::parse(R"({"format": "millwright-factory/1", "name": "Line", "elements": [], "flows": []})");
  json["parts"].push_back({{"id", "crate"}, {"size_m", {length_m, width_m, 0.2}}, {"mass_kg", 4}});
  json["elements"].push_back({{"id", "out"}, {"type", "sink"}});
  return json;
}

void connect(Json& json, const std::string& from, const std::string& to) {
  json["flows"].push_back({{"from", from}, {"to", to}});
}

void addSource(Json& json, const std::string& to, double interarrival_s) {
  const std::string id = "src-" + to;
  json["elements"].push_back({{"id", id}, {"type", "source"}, {"part", "crate"}, {"interarrival", interarrival_s}});
  connect(json, id, to);
}

/// Belts that come from these directions onto one.
Json merge(const std::vector<double>& yaws_deg, const Belts& in, const Belts& out, Json json, double interarrival_s) {
  json["elements"].push_back(beltAt("on", 0, false, out));
  connect(json, "on", "out");
  for (std::size_t i = 0; i < yaws_deg.size(); ++i) {
    const std::string id = "in" + std::to_string(i);
    json["elements"].push_back(beltAt(id, yaws_deg[i], true, in));
    addSource(json, id, interarrival_s);
    connect(json, id, "on");
  }
  return json;
}

/// One belt onto others that lead into these directions, by turns.
Json divert(const std::vector<double>& yaws_deg, const Belts& in, const Belts& out, Json json, double interarrival_s) {
  json["elements"].push_back(beltAt("in", 0, true, in));
  json["elements"].back()["routing"] = "round-robin";
  addSource(json, "in", interarrival_s);
  for (std::size_t i = 0; i < yaws_deg.size(); ++i) {
    const std::string id = "on" + std::to_string(i);
    json["elements"].push_back(beltAt(id, yaws_deg[i], false, out));
    connect(json, "in", id);
    connect(json, id, "out");
  }
  return json;
}

}  // namespace

/// Merges and diverts let through what the events say.
class TestBusyJunctions : public QObject {
  Q_OBJECT
 private slots:
  void letThroughWhatTheEventsSay_data();
  void letThroughWhatTheEventsSay();
};

void TestBusyJunctions::letThroughWhatTheEventsSay_data() {
  QTest::addColumn<QString>("line");
  const auto row = [](const char* name, const Json& json) {
    QTest::newRow(name) << QString::fromStdString(json.dump());
  };
  const Belts usual{0.5, 0.6};
  const Belts fast{1, 0.6};
  const Belts slow{0.3, 0.6};
  const Belts wide{0.5, 0.8};
  const Belts close{0.5, 0.4};
  const Json crate = emptyLine(0.4, 0.3);
  const Json carton = emptyLine(0.6, 0.3);
  const Json cube = emptyLine(0.25, 0.25);
  const double s = kSaturated_s;
  row("merge of 2", merge({0, 90}, usual, usual, crate, s));
  row("merge of 3", merge({0, 90, -90}, usual, usual, crate, s));
  row("merge of 2, not saturated", merge({0, 90}, usual, usual, crate, 2.7));
  row("merge of 3, not saturated", merge({0, 90, -90}, usual, usual, crate, 4.1));
  row("merge from both sides", merge({90, -90}, usual, usual, crate, s));
  row("merge at 45 degrees", merge({0, 45}, usual, usual, crate, s));
  row("merge, fast", merge({0, 90}, fast, fast, crate, s));
  row("merge onto a faster belt", merge({0, 90}, usual, fast, crate, s));
  row("merge onto a slower belt", merge({0, 90}, usual, slow, crate, s));
  row("merge, long parts", merge({0, 90}, wide, wide, carton, s));
  row("merge, short parts", merge({0, 90}, close, close, cube, s));
  row("divert into 2", divert({0, 90}, usual, usual, crate, s));
  row("divert into 3", divert({0, 90, -90}, usual, usual, crate, s));
  row("divert into 2, not saturated", divert({0, 90}, usual, usual, crate, 1.5));
  row("divert into 3, not saturated", divert({0, 90, -90}, usual, usual, crate, 1.7));
  row("divert to both sides", divert({90, -90}, usual, usual, crate, s));
  row("divert at 45 degrees", divert({0, 45}, usual, usual, crate, s));
  row("divert, fast", divert({0, 90}, fast, fast, crate, s));
  row("divert onto faster belts", divert({0, 90}, usual, fast, crate, s));
  row("divert onto slower belts", divert({0, 90}, usual, slow, crate, s));
  row("divert, long parts", divert({0, 90}, wide, wide, carton, s));
  row("divert, short parts", divert({0, 90}, close, close, cube, s));
}

void TestBusyJunctions::letThroughWhatTheEventsSay() {
  QFETCH(QString, line);
  const Json json = Json::parse(line.toStdString());
  const MotionResult result = resultOf(json, 150, 40);
  QVERIFY2(result.warnings.empty(), "parts were put over by hand, or something went wrong on the way");
  const Agreement agreement = compareWithEvents(factory::Factory::fromJson(json), result);
  QVERIFY(agreement.events_per_h > 0);
  // Two in a hundred is what a line may differ by in both. Counting whole parts in 110 s adds one.
  const double one_per_h = 3600.0 / 110;
  MW_NEAR(agreement.motion_per_h, agreement.events_per_h, 0, kAgreement * agreement.events_per_h + one_per_h);
}

QTEST_APPLESS_MAIN(TestBusyJunctions)
#include "tst_busy_junctions.moc"
