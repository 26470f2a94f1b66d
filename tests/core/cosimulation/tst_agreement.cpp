// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/cosimulation/agreement.h"
#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::test;

namespace {

MotionResult motionOf(const factory::Factory& factory, double duration_s, double warmup_s) {
  MotionSettings settings;
  settings.duration_s = duration_s;
  settings.warmup_s = warmup_s;
  return runMotion(factory, settings);
}

/// Parts come at random onto a belt, to a press that breaks down, over another belt to a sink.
Json line() {
  return Json::parse(R"({
    "format": "millwright-factory/1", "name": "Line",
    "parts": [{"id": "crate", "size_m": [0.4, 0.3, 0.2], "mass_kg": 4}],
    "elements": [
      {"id": "src", "type": "source", "part": "crate", "interarrival": {"dist": "exponential", "mean_s": 6}},
      {"id": "infeed", "type": "conveyor", "pose": {"x_m": 0}, "length_m": 5, "speed_mps": 0.5, "pitch_m": 0.5},
      {"id": "press", "type": "station", "process": {"dist": "lognormal", "mean_s": 4, "cv": 0.3},
       "failures": [{"id": "jam", "time_to_failure": {"dist": "exponential", "mean_s": 200},
                     "time_to_repair": {"dist": "exponential", "mean_s": 30}}]},
      {"id": "outfeed", "type": "conveyor", "pose": {"x_m": 8}, "length_m": 4, "speed_mps": 0.5, "pitch_m": 0.5},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "infeed"}, {"from": "infeed", "to": "press"}, {"from": "press", "to": "outfeed"},
              {"from": "outfeed", "to": "out"}]})");
}

}  // namespace

/// Motion against the events alone, on the same random numbers.
class TestAgreement : public QObject {
  Q_OBJECT
 private slots:
  void agreesWhereBeltsAreAsDeclared();
  void namesTheBeltThatIsSlower();
  void saysWhenNothingWasMade();
  void namesTheRobotThatWorksOtherwise();
};

void TestAgreement::agreesWhereBeltsAreAsDeclared() {
  const factory::Factory factory = factory::Factory::fromJson(line());
  const Agreement agreement = compareWithEvents(factory, motionOf(factory, 900, 60), {});
  QVERIFY2(agreement.agrees(), agreementText(agreement).c_str());
  QVERIFY(agreement.events_per_h > 500);
  QCOMPARE(agreement.elements.size(), std::size_t{3});
  // A press holds a part for its process and repairs, which both draw from the same streams; only the order of parts
  // that are cut off at the ends of the measured time may differ.
  MW_NEAR(agreement.elements[1].motion_s, agreement.elements[1].events_s, 0.02, 0);
  // Unhindered, at 0.5 m/s over 4 m, and one step until the end is seen.
  MW_NEAR(agreement.elements[2].motion_s, 8, 0, 1e-4 + 1.0 / 240);
}

/// A guard that stands in the belt's way holds up every part.
void TestAgreement::namesTheBeltThatIsSlower() {
  Json json = line();
  json["elements"].push_back(
      {{"id", "guard"}, {"type", "buffer"}, {"pose", {{"x_m", 8.5}}}, {"size_m", {0.3, 1.0, 2.0}}});
  json["elements"].push_back({{"id", "side"}, {"type", "source"}, {"part", "crate"}, {"interarrival", 1e6}});
  json["flows"].push_back({{"from", "side"}, {"to", "guard"}});
  json["flows"].push_back({{"from", "guard"}, {"to", "out"}});
  const factory::Factory factory = factory::Factory::fromJson(json);
  const Agreement agreement = compareWithEvents(factory, motionOf(factory, 300, 0), {});
  QVERIFY(!agreement.agrees());
  QCOMPARE(agreement.motion_per_h, 0.0);
  const Json told = toJson(agreement);
  QVERIFY(!told["agrees"].get<bool>());
  QVERIFY2(told["text"].get<std::string>().find("they do not agree") != std::string::npos,
           told["text"].get<std::string>().c_str());
  QCOMPARE(QString::fromStdString(told["furthest"].get<std::string>()), QString("infeed"));  // it fills up behind
}

void TestAgreement::saysWhenNothingWasMade() {
  const factory::Factory factory = factory::Factory::fromJson(line());
  const Agreement agreement = compareWithEvents(factory, motionOf(factory, 5, 0), {});
  QVERIFY(agreementText(agreement).find("run longer") != std::string::npos);
  QVERIFY(toJson(agreement)["difference"].is_null());
}

/// A robot that is slower in motion fills the belt before it: parts stay longer there, but it is the robot that
/// differs.
void TestAgreement::namesTheRobotThatWorksOtherwise() {
  Json json = line();
  json["elements"][0] = {{"id", "src"}, {"type", "source"}, {"part", "crate"}, {"supply", "unlimited"}};
  json["elements"][2] = {{"id", "press"}, {"type", "robot"}, {"cycle", 3}};
  const factory::Factory quick = factory::Factory::fromJson(json);
  json["elements"][2]["cycle"] = 4;
  const factory::Factory slow = factory::Factory::fromJson(json);
  const Agreement same = compareWithEvents(slow, motionOf(slow, 300, 60), {});
  QVERIFY2(same.agrees(), agreementText(same).c_str());
  MW_NEAR(same.elements[1].motion_work_s, 4, 0.02, 0);  // one part of some sixty may be cut off at either end
  QVERIFY(agreementText(same).find("Measure") == std::string::npos);
  MotionResult moved = motionOf(slow, 300, 60);
  const Agreement timed = compareWithEvents(quick, moved, {});
  QCOMPARE(QString::fromStdString(toJson(timed)["furthest"].get<std::string>()),
           QString("infeed"));  // nothing to measure
  moved.arms.push_back({.robot = "press"});
  const Agreement other = compareWithEvents(quick, moved, {});
  QVERIFY(!other.agrees());
  QVERIFY(std::abs(other.elements[0].motion_s - other.elements[0].events_s) >
          std::abs(other.elements[1].motion_s - other.elements[1].events_s));
  const Json told = toJson(other);
  QCOMPARE(QString::fromStdString(told["furthest"].get<std::string>()), QString("press"));
  MW_NEAR(told["elements"]["press"]["events_work_s"].get<double>(), 3, 0.02, 0);
  QVERIFY2(
      told["text"].get<std::string>().find("Robot press differs: it works 4 s a part in motion") != std::string::npos,
      told["text"].get<std::string>().c_str());
  QVERIFY(told["text"].get<std::string>().find("--measure press --write") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestAgreement)
#include "tst_agreement.moc"
