// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/factory/factory_path.h"
#include "core/factory/measured_cycle.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::factory;

namespace {

constexpr std::size_t kRobot = 2;

/// A belt, a robot beside its end, a station: at the given place in the hall, turned as a whole.
Json cellAt(double x_m, double y_m, double yaw_deg) {
  const double yaw_rad = yaw_deg * M_PI / 180;
  const auto at = [&](double along_m, double across_m) {
    return Json{{"x_m", x_m + std::cos(yaw_rad) * along_m - std::sin(yaw_rad) * across_m},
                {"y_m", y_m + std::sin(yaw_rad) * along_m + std::cos(yaw_rad) * across_m},
                {"yaw_deg", yaw_deg}};
  };
  return {{"format", "millwright-factory/1"},
          {"name", "cell"},
          {"parts", {{{"id", "box"}, {"size_m", {0.1, 0.1, 0.1}}, {"mass_kg", 1}}}},
          {"elements",
           {{{"id", "src"}, {"type", "source"}, {"part", "box"}, {"supply", "unlimited"}},
            {{"id", "belt"}, {"type", "conveyor"}, {"length_m", 2}, {"pose", at(-1, 0.5)}},
            {{"id", "r1"}, {"type", "robot"}, {"arm", "agile-6kg"}, {"cycle", 3.5}, {"pose", at(0, 0)}},
            {{"id", "oven"}, {"type", "station"}, {"process", 3}, {"pose", at(0.5, -0.4)}},
            {{"id", "out"}, {"type", "sink"}}}},
          {"flows",
           {{{"from", "src"}, {"to", "belt"}},
            {{"from", "belt"}, {"to", "r1"}},
            {{"from", "r1"}, {"to", "oven"}},
            {{"from", "oven"}, {"to", "out"}}}}};
}

Factory cell(double x_m = 0, double y_m = 0, double yaw_deg = 0) {
  return Factory::fromJson(cellAt(x_m, y_m, yaw_deg));
}

Factory with(const char* path, const Json& value) {
  return withValue(cell(), FactoryPath(path), value);
}

MeasuredCycle measurement(const Factory& factory) {
  return {"2026-11-22T13:40:00Z", cycleSetup(factory, kRobot), 7, 1, 1, {3.25, 3.5, 3.375, 3.375}};
}

Factory measured(const Factory& factory) {
  return withValue(factory, FactoryPath("elements/r1/measured"), toJson(measurement(factory)));
}

}  // namespace

class TestMeasuredCycle : public QObject {
  Q_OBJECT
 private slots:
  void comesBackAsItWasWritten();
  void setupIsTheCellsOwn();
  void setupChangesWithTheCell_data();
  void setupChangesWithTheCell();
  void timesAreScaled();
  void motionIsWhatWasMeasured();
  void tellsWhatIsMissingOrOld();
};

void TestMeasuredCycle::comesBackAsItWasWritten() {
  const Factory factory = measured(cell());
  const Json& json = factory.elements()[kRobot].fields["measured"];
  QCOMPARE(json["cycles"].get<int>(), 5);
  MW_NEAR(json["mean_s"].get<double>(), 3.375, 1e-12, 0);
  // Deviations of 1/8 s twice: sqrt(2 / 64 / 3), to a microsecond.
  MW_NEAR(json["sd_s"].get<double>(), 0.102062, 0, 1e-9);
  const auto read = measuredCycle(factory.elements()[kRobot]);
  QVERIFY(read.has_value());
  QVERIFY(toJson(*read) == json);
  QVERIFY(read->values_s == measurement(factory).values_s);
  QVERIFY(!measuredCycle(cell().elements()[kRobot]));
  QVERIFY_THROWS_EXCEPTION(InputError, (void)with("elements/r1/measured", {{"valuess", 1}}));
}

void TestMeasuredCycle::setupIsTheCellsOwn() {
  QCOMPARE(cycleSetup(cell(12.5, -3, 0), kRobot), cycleSetup(cell(), kRobot));
  QCOMPARE(cycleSetup(cell(1, 2, 30), kRobot), cycleSetup(cell(), kRobot));
  QCOMPARE(cycleSetup(with("elements/oven/process", 4), kRobot), cycleSetup(cell(), kRobot));
  QCOMPARE(cycleSetup(measured(cell()), kRobot), cycleSetup(cell(), kRobot));
  const Json arm = {{"joints", Json::array()}};
  Json drawn = arm;
  drawn["visuals"] = {{{"body", 1}, {"mesh", "link1.stl"}}};
  QCOMPARE(cycleSetup(with("elements/r1/arm", drawn), kRobot), cycleSetup(with("elements/r1/arm", arm), kRobot));
}

void TestMeasuredCycle::setupChangesWithTheCell_data() {
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("value");
  QTest::newRow("the robot turned") << "elements/r1/pose/yaw_deg"
                                    << "10";
  QTest::newRow("the oven moved") << "elements/oven/pose/x_m"
                                  << "0.51";
  QTest::newRow("a longer belt") << "elements/belt/length_m"
                                 << "2.2";
  QTest::newRow("slower") << "elements/r1/speed"
                          << "0.5";
  QTest::newRow("another arm") << "elements/r1/arm"
                               << "\"cobot-5kg\"";
  QTest::newRow("another gripper") << "elements/r1/gripper"
                                   << R"({"grip_s": 0.5})";
  QTest::newRow("a taller part") << "parts/box/size_m"
                                 << "[0.1, 0.1, 0.2]";
}

void TestMeasuredCycle::setupChangesWithTheCell() {
  QFETCH(QString, path);
  QFETCH(QString, value);
  const Factory changed = with(path.toUtf8().constData(), Json::parse(value.toStdString()));
  QVERIFY(cycleSetup(changed, kRobot) != cycleSetup(cell(), kRobot));
}

void TestMeasuredCycle::timesAreScaled() {
  QVERIFY(scaledTimes(8.0, 0.5) == Json(4.0));
  QVERIFY(scaledTimes({{"dist", "gamma"}, {"mean_s", 8.0}, {"cv", 0.1}}, 0.5) ==
          (Json{{"dist", "gamma"}, {"mean_s", 4.0}, {"cv", 0.1}}));
  QVERIFY(scaledTimes({{"dist", "empirical"}, {"values_s", {2.0, 6.0}}}, 0.5) ==
          (Json{{"dist", "empirical"}, {"values_s", {1.0, 3.0}}}));
}

void TestMeasuredCycle::motionIsWhatWasMeasured() {
  const auto cycleOf = [](const Factory& factory) { return cycleOfEvents(factory.elements()[kRobot]); };
  QVERIFY(cycleOf(measured(cell())) == Json(3.5));
  const Factory asked = with("elements/r1/cycle", "motion");
  QVERIFY(cycleOf(asked).is_null());
  QVERIFY(cycleOf(measured(asked)) == (Json{{"dist", "empirical"}, {"values_s", {3.25, 3.5, 3.375, 3.375}}}));
  MeasuredCycle alike = measurement(asked);
  alike.values_s = {4, 4, 4};
  alike.speed = 0.5;
  const Factory slow = withValue(asked, FactoryPath("elements/r1/measured"), toJson(alike));
  QVERIFY(cycleOf(slow) == Json(2.0));
}

void TestMeasuredCycle::tellsWhatIsMissingOrOld() {
  QVERIFY(checkMeasured(cell()).empty());
  QVERIFY(checkMeasured(measured(cell())).empty());
  const Findings missing = checkMeasured(with("elements/r1/cycle", "motion"));
  QCOMPARE(missing.size(), std::size_t(1));
  QVERIFY(missing[0].severity == Severity::Error);
  QCOMPARE(missing[0].place.pointer, std::string("/elements/2/cycle"));
  QVERIFY(missing[0].cure.find("motion FILE --measure r1 --write") != std::string::npos);
  const Factory moved = withValue(measured(cell()), FactoryPath("elements/oven/pose/x_m"), 0.7);
  const Findings old = checkMeasured(moved);
  QCOMPARE(old.size(), std::size_t(1));
  QVERIFY(old[0].severity == Severity::Warning);
  QCOMPARE(old[0].place.pointer, std::string("/elements/2/measured"));
}

QTEST_APPLESS_MAIN(TestMeasuredCycle)
#include "tst_measured_cycle.moc"
