// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <algorithm>

#include "core/base/error.h"
#include "core/cosimulation/cycle/robot_works.h"
#include "tests/core/cosimulation/cycle/robot_cell_factory.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;

namespace {

constexpr std::size_t kInfeed = 1;
constexpr std::size_t kTable = 3;
constexpr std::size_t kOutfeed = 4;

/// Two sources, of which one brings twice as much, and a robot that serves two sinks in turn.
factory::Factory meeting() {
  return factory::Factory::fromJson(Json::parse(R"({
    "format": "millwright-factory/1", "name": "Meeting",
    "elements": [
      {"id": "often", "type": "source", "interarrival": {"dist": "exponential", "mean_s": 30}},
      {"id": "seldom", "type": "source", "interarrival": {"dist": "exponential", "mean_s": 60}},
      {"id": "r1", "type": "robot", "cycle": "motion", "routing": "round-robin"},
      {"id": "left", "type": "sink"}, {"id": "right", "type": "sink"}],
    "flows": [{"from": "often", "to": "r1"}, {"from": "seldom", "to": "r1"},
              {"from": "r1", "to": "left"}, {"from": "r1", "to": "right"}]})"));
}

}  // namespace

class TestRobotWorks : public QObject {
  Q_OBJECT
 private slots:
  void partsGoTheirOwnWays();
  void sharesAreThoseOfTheFlows();
  void followsTheRouting();
  void sameSeedSameWorks();
  void fewAreRepeated();
  void refusesWhatNothingPasses();
};

void TestRobotWorks::partsGoTheirOwnWays() {
  const auto works = robotWorks(test::robotCellFactory(), test::kCellRobot, 400, 1);
  QCOMPARE(works.size(), std::size_t(400));
  std::size_t crates = 0;
  for (const RobotWork& work : works) {
    QCOMPARE(work.pick, std::uint32_t(kInfeed));
    QCOMPARE(std::size_t(work.place), work.part == 0 ? kTable : kOutfeed);
    crates += work.part == 0 ? 1 : 0;
  }
  // Independent draws with probability 0.7: four standard errors of sqrt(0.7 * 0.3 / 400).
  MW_NEAR(static_cast<double>(crates) / 400, 0.7, 0, 4 * 0.0229);
}

void TestRobotWorks::sharesAreThoseOfTheFlows() {
  const auto works = robotWorks(meeting(), 2, 2000, 3);
  const auto often = std::ranges::count(works, 0U, &RobotWork::pick);
  // Each of two Poisson streams brings the next part with probability 2/3 and 1/3: four standard errors.
  MW_NEAR(static_cast<double>(often) / 2000, 2.0 / 3, 0, 4 * std::sqrt(2.0 / 9 / 2000));
}

void TestRobotWorks::followsTheRouting() {
  const auto works = robotWorks(meeting(), 2, 50, 3);
  for (std::size_t i = 1; i < works.size(); ++i) QVERIFY(works[i].place != works[i - 1].place);
}

void TestRobotWorks::sameSeedSameWorks() {
  QVERIFY(robotWorks(meeting(), 2, 300, 5) == robotWorks(meeting(), 2, 300, 5));
  QVERIFY(robotWorks(meeting(), 2, 300, 5) != robotWorks(meeting(), 2, 300, 6));
}

void TestRobotWorks::fewAreRepeated() {
  const auto factory = test::robotCellFactory({{"elements/src/limit", 3}});
  const auto works = robotWorks(factory, test::kCellRobot, 8, 1);
  QCOMPARE(works.size(), std::size_t(8));
  for (std::size_t i = 3; i < works.size(); ++i) QVERIFY(works[i] == works[i - 3]);
}

void TestRobotWorks::refusesWhatNothingPasses() {
  const auto none = factory::withoutValue(test::robotCellFactory({{"elements/src/interarrival", 1e7}}),
                                          factory::FactoryPath("elements/src/supply"));
  const auto factory = factory::withValue(none, factory::FactoryPath("elements/src/first_at_s"), 1e7);
  try {
    (void)robotWorks(factory, test::kCellRobot, 5, 1);
    QFAIL("no part passes within ten days");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find("no part passes robot \"r1\"") != std::string::npos, error.what());
  }
}

QTEST_APPLESS_MAIN(TestRobotWorks)
#include "tst_robot_works.moc"
