// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/base/error.h"
#include "core/cosimulation/cycle/measurement_json.h"
#include "core/cosimulation/cycle/robot_measurement.h"
#include "core/events/simulation.h"
#include "core/motion/cell/robot_cell.h"
#include "core/motion/program/robot_programme.h"
#include "tests/core/cosimulation/cycle/robot_cell_factory.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using mw::test::kCellRobot;
using mw::test::robotCellFactory;

namespace {

MeasureSettings few(int cycles = 12, int jobs = 0) {
  MeasureSettings settings;
  settings.cycles = cycles;
  settings.jobs = jobs;
  return settings;
}

MeasureSettings exact(int cycles) {
  MeasureSettings settings = few(cycles);
  settings.spread = {0, 0};
  return settings;
}

double throughput_per_h(const factory::Factory& factory) {
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(36000);
  settings.warmup = SimTime::fromSeconds(600);
  const auto run = events::simulate(*events::compile(factory), settings);
  return static_cast<double>(run.good) / run.measured_s * 3600;
}

/// The same six moves as pick and place of cubes, from the belt to the belt, taught pose by pose.
Json programmeOfCubes(const factory::Factory& factory) {
  const motion::RobotCell cell = motion::robotCell(factory, kCellRobot, factory.parts(), {});
  const auto programme = motion::programmeOf(cell, cell.picks[0], cell.places[1], factory.parts()[1]);
  motion::InverseKinematics inverse(cell.mounted);
  const auto plan =
      motion::planPickPlace(inverse, cell.gripper, programme, motion::readyPosture(inverse, programme).q_rad);
  motion::RobotProgramme taught;
  using Kind = motion::ProgrammeStep::Kind;
  using Action = motion::PickPlacePlan::Action;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const auto& step = plan.steps[i];
    const std::string name = "p" + std::to_string(i);
    taught.poses.push_back({name, step.motion->at(step.motion->duration_s()).q_rad});
    taught.steps.push_back({Kind::MoveJoints, name, 1, 0});
    if (step.action == Action::Grip) taught.steps.push_back({Kind::Grip, {}, 1, 0});
    if (step.action == Action::Release) taught.steps.push_back({Kind::Release, {}, 1, 0});
  }
  return motion::writeProgramme(taught);
}

}  // namespace

class TestRobotMeasurement : public QObject {
  Q_OBJECT
 private slots:
  void measuresEveryRoute();
  void sameBitsForAnyJobs();
  void eventsDrawWhatWasMeasured_data();
  void eventsDrawWhatWasMeasured();
  void worksThroughWhatItWasTaught();
  void failuresAreTold();
  void refuses_data();
  void refuses();
};

void TestRobotMeasurement::measuresEveryRoute() {
  const RobotMeasurement measured = measureRobot(robotCellFactory(), "r1", few(20));
  QCOMPARE(measured.cycles.failedCount(), 0);
  QCOMPARE(measured.routes.size(), std::size_t(2));
  const MeasuredRoute& crates = measured.routes[0];
  const MeasuredRoute& cubes = measured.routes[1];
  QCOMPARE(crates.place, std::string("table"));
  QCOMPARE(cubes.place, std::string("outfeed"));
  QCOMPARE(crates.cycle_s.n + cubes.cycle_s.n, std::uint64_t(20));
  // From the belt at one side over to the belt at the other is further than to the table before it.
  QVERIFY(cubes.cycle_s.mean > crates.cycle_s.mean);
  // Physics takes what was planned, and up to eight steps more of rounding and settling.
  for (std::size_t i = 0; i < measured.cycles.cycles_s.size(); ++i) {
    const double more_s = measured.cycles.cycles_s[i] - measured.cycles.planned_s[i];
    QVERIFY2(more_s > -1e-9 && more_s <= 8 * motion::kArmStep_s, qPrintable(QString::number(more_s)));
  }
  // A part that lies elsewhere takes another time.
  const RobotMeasurement alike = measureRobot(robotCellFactory(), "r1", exact(20));
  QVERIFY(alike.cycles.cycle_s.sd != measured.cycles.cycle_s.sd);
  const Json json = toJson(measured, CycleForm::Best);
  QCOMPARE(json["empirical"]["values_s"].size(), std::size_t(20));
  MW_NEAR(json["mean_s"].get<double>(), measured.cycles.cycle_s.mean, 1e-15, 0);
  QVERIFY(json["low_s"].get<double>() < json["mean_s"].get<double>());
}

void TestRobotMeasurement::sameBitsForAnyJobs() {
  const RobotMeasurement one = measureRobot(robotCellFactory(), "r1", few(10, 1));
  const RobotMeasurement two = measureRobot(robotCellFactory(), "r1", few(10, 2));
  QVERIFY(one.cycles.cycles_s == two.cycles.cycles_s);
  QCOMPARE(toJson(one, CycleForm::Best).dump(), toJson(two, CycleForm::Best).dump());
  QVERIFY(measureRobot(robotCellFactory(), "r1", few(14)).cycles.cycles_s.size() == 14);
}

void TestRobotMeasurement::eventsDrawWhatWasMeasured_data() {
  QTest::addColumn<double>("speed");
  QTest::addColumn<int>("form");
  QTest::newRow("values") << 1.0 << int(CycleForm::Empirical);
  QTest::newRow("best") << 1.0 << int(CycleForm::Best);
  QTest::newRow("at half speed") << 0.5 << int(CycleForm::Empirical);
  QTest::newRow("fitted at half speed") << 0.5 << int(CycleForm::Fitted);
}

/// The robot is the bottleneck by far: it makes a part a cycle.
void TestRobotMeasurement::eventsDrawWhatWasMeasured() {
  QFETCH(double, speed);
  QFETCH(int, form);
  const auto factory = robotCellFactory({{"elements/r1/speed", speed}});
  const RobotMeasurement measured = measureRobot(factory, "r1", few(30));
  const auto written = withMeasured(factory, measured, CycleForm(form), "2026-11-22T13:00:00Z");
  // 36000 s of cycles of some 3 s with an sd of some 5 %: a standard error of 0.05 %, four of them and a part.
  const double want_per_h = 3600 / measured.cycles.cycle_s.mean;
  MW_NEAR(throughput_per_h(written), want_per_h, 0.0025, 0);
  QVERIFY(!hasErrors(events::checkRun(written)) && factory::checkMeasured(written).empty());
  const factory::Element* robot = written.findElement("r1");
  QCOMPARE(robot->fields["measured"]["on"].get<std::string>(), std::string("2026-11-22T13:00:00Z"));
  // "motion" means the values that were kept.
  const auto asked = factory::withValue(written, factory::FactoryPath("elements/r1/cycle"), "motion");
  MW_NEAR(throughput_per_h(asked), want_per_h, 0.0025, 0);
}

void TestRobotMeasurement::worksThroughWhatItWasTaught() {
  const auto cubes = robotCellFactory({{"elements/src/part", "cube"}});
  const RobotMeasurement planned = measureRobot(cubes, "r1", exact(4));
  const auto taught = factory::withValue(cubes, factory::FactoryPath("elements/r1/programme"), programmeOfCubes(cubes));
  const RobotMeasurement measured = measureRobot(taught, "r1", exact(4));
  QVERIFY(measured.is_taught && !planned.is_taught);
  QVERIFY2(measured.cycles.failed.empty(),
           measured.cycles.failed.empty() ? "" : measured.cycles.failureTexts()[0].c_str());
  QVERIFY(measured.notes.empty());
  // The same postures at the same speed; poses are written to a millionth of a degree.
  for (std::size_t i = 0; i < 4; ++i) MW_NEAR(measured.cycles.planned_s[i], planned.cycles.planned_s[i], 0, 1e-4);
  // Parts that lie off are gripped beside their middle, and so they are put down: further than is allowed.
  MeasureSettings off = exact(6);
  off.spread.offset_m = 0.014;  // 20 mm at most: held, though beside the middle
  const RobotMeasurement missed = measureRobot(taught, "r1", off);
  QVERIFY(missed.cycles.failedCount() > 0);
  QVERIFY2(missed.cycles.failed[0].reason.find("elsewhere") != std::string::npos,
           missed.cycles.failed[0].reason.c_str());
  QCOMPARE(measureRobot(cubes, "r1", off).cycles.failedCount(), 0);
  // Taught somewhere else than where the belt ends.
  const auto moved = factory::withValue(taught, factory::FactoryPath("elements/infeed/pose/y_m"), 0.6);
  const RobotMeasurement apart = measureRobot(moved, "r1", exact(2));
  QCOMPARE(apart.notes.size(), std::size_t(1));
  QVERIFY2(apart.notes[0].find("grips 0.10 m from where parts of \"infeed\" lie") != std::string::npos,
           apart.notes[0].c_str());
}

void TestRobotMeasurement::failuresAreTold() {
  // The table is out of reach: crates fail, cubes go well.
  const auto factory = robotCellFactory({{"elements/table/pose/x_m", 3.0}});
  const RobotMeasurement measured = measureRobot(factory, "r1", few(12));
  QVERIFY(measured.isUsable());
  const int failed = measured.cycles.failedCount();
  QVERIFY(failed > 0 && failed < 12);
  QCOMPARE(measured.routes[0].n_failed + measured.routes[1].n_failed, failed);
  const std::string text = measured.cycles.failureTexts().front();
  QVERIFY2(text.find("above the place: out of reach") != std::string::npos, text.c_str());
  const RobotMeasurement none = measureRobot(
      robotCellFactory({{"elements/table/pose/x_m", 3.0}, {"elements/outfeed/pose/x_m", 5.0}}), "r1", few(3));
  QVERIFY(!none.isUsable());
  QVERIFY(toJson(none, CycleForm::Best)["cycle"].is_null());
  QVERIFY(toJson(none, CycleForm::Best)["mean_s"].is_null());
}

void TestRobotMeasurement::refuses_data() {
  QTest::addColumn<QString>("robot");
  QTest::addColumn<QString>("path");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("says");
  QTest::newRow("unknown") << "r2"
                           << ""
                           << ""
                           << "did you mean \"r1\"?";
  QTest::newRow("no robot") << "table"
                            << ""
                            << ""
                            << "\"table\" is a station, not a robot";
  << "elements/src/limit"
  << "0"
  << "";
  QTest::newRow("unknown arm") << "r1"
                               << "elements/r1/arm"
                               << "\"agile-6\""
                               << "agile-6kg";
  QTest::newRow("stands still") << "r1"
                                << "elements/r1/speed"
                                << "0"
                                << "never moves";
  QTest::newRow("taught nothing")
      << "r1"
      << "elements/r1/programme"
      << R"({"poses": {"a": {"q_deg": [0, -90, 90, 0, 90, 0]}}, "steps": [{"move": "joint", "to": "a"}]})"
      << "carries no part";
}

void TestRobotMeasurement::refuses() {
  QFETCH(QString, robot);
  QFETCH(QString, path);
  QFETCH(QString, value);
  QFETCH(QString, says);
  try {
    const auto factory = path.isEmpty() ? robotCellFactory()
                                        : robotCellFactory({{path.toStdString(), Json::parse(value.toStdString())}});
    (void)measureRobot(factory, robot.toStdString(), few(2));
    QFAIL("nothing was refused");
  } catch (const InputError& error) {
    QVERIFY2(QString::fromUtf8(error.what()).contains(says), error.what());
  }
  QVERIFY_THROWS_EXCEPTION(InputError, (void)measureRobot(robotCellFactory(), "r1", few(1)));
}

QTEST_APPLESS_MAIN(TestRobotMeasurement)
#include "tst_robot_measurement.moc"
