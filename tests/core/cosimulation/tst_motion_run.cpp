// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <set>
#include <thread>

#include "core/base/error.h"
#include "core/cosimulation/motion_run.h"
#include "tests/core/cosimulation/cell.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::cosimulation;
using namespace mw::motion;
using namespace mw::test;

namespace {

factory::Factory exampleCell() {
  return factory::Factory::read(std::string(MW_SOURCE_DIR) + "/tests/core/cosimulation/conveyor-cell.json");
}

MotionResult resultOf(const factory::Factory& factory, double duration_s = 20) {
  MotionSettings settings;
  settings.duration_s = duration_s;
  return runMotion(factory, settings);
}

}  // namespace

class TestMotionRun : public QObject {
  Q_OBJECT
 private slots:
  void sameBitsAgain();
  void sameBitsInTwoThreads();
  void hashChangesWithAnything_data();
  void hashChangesWithAnything();
  void statisticsOfACell();
  void partsAreConserved();
  void leavesTheWarmupOut();
  void theShortestRunIsAStep();
  void stops();
  void refusesSettings_data();
  void refusesSettings();
};

void TestMotionRun::sameBitsAgain() {
  const std::string first = toJson(resultOf(exampleCell())).dump();
  const MotionResult second = resultOf(exampleCell());
  QCOMPARE(QString::fromStdString(toJson(second).dump()), QString::fromStdString(first));
  QCOMPARE(second.state_hashes.size(), std::size_t{20});
  const std::set<std::uint64_t> different(second.state_hashes.begin(), second.state_hashes.end());
  QCOMPARE(different.size(), second.state_hashes.size());
}

void TestMotionRun::sameBitsInTwoThreads() {
  const factory::Factory cell = exampleCell();
  std::vector<MotionResult> results(2);
  {
    std::jthread one([&] { results[0] = resultOf(cell); });
    std::jthread two([&] { results[1] = resultOf(cell); });
  }
  QVERIFY(!results[0].state_hashes.empty());
  QVERIFY(results[0].state_hashes == results[1].state_hashes);
  QVERIFY(results[0].state_hashes == resultOf(cell).state_hashes);
}

void TestMotionRun::hashChangesWithAnything_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<double>("value");
  QTest::newRow("speed") << "/elements/1/speed_mps" << 0.5000001;
  QTest::newRow("place") << "/elements/1/pose/x_m" << 2.0000001;
  QTest::newRow("turn") << "/elements/1/pose/yaw_deg" << 0.00001;
  QTest::newRow("part") << "/parts/0/size_m/2" << 0.2000001;
  QTest::newRow("arrivals") << "/elements/0/interarrival" << 3.1;
}

void TestMotionRun::hashChangesWithAnything() {
  QFETCH(QString, pointer);
  QFETCH(double, value);
  Json changed = exampleCell().json();
  changed[Json::json_pointer(pointer.toStdString())] = value;
  QVERIFY(resultOf(factory::Factory::fromJson(changed), 5).state_hashes.back() !=
          resultOf(exampleCell(), 5).state_hashes.back());
}

void TestMotionRun::statisticsOfACell() {
  const MotionResult result = resultOf(factory::Factory::fromJson(cellJson(0)), 60);
  QCOMPARE(result.conveyors.size(), std::size_t{1});
  const TransportStatistics& of = result.conveyors[0];
  QCOMPARE(QString::fromStdString(of.conveyor), QString("belt"));
  MW_NEAR(of.expected_s, 8, 1e-12, 0);
  const double step_s = 1.0 / 240;
  MW_NEAR(of.mean_s, 8, 1e-5, step_s * 1.001);  // seen up to a step late
  QVERIFY(of.min_s <= of.mean_s && of.mean_s <= of.max_s);
  QVERIFY(of.sd_s <= of.max_s - of.min_s + 1e-12);
  QCOMPARE(of.n, result.delivered);
  MW_NEAR(result.throughput_per_h, static_cast<double>(result.delivered) * 60, 1e-12, 0);
  MW_NEAR(result.max_abs_z_m, 0.9, 0, 2e-3);  // belt 0.8 m, half a crate
  QVERIFY(result.warnings.empty());
  const Json json = toJson(result);
  QCOMPARE(json["conveyors"]["belt"]["n"].get<std::int64_t>(), of.n);
  QCOMPARE(json["state_hashes"].size(), std::size_t{60});
  QCOMPARE(json["state_hashes"][0].get<std::string>().size(), std::size_t{16});
}

void TestMotionRun::partsAreConserved() {
  const MotionResult result = resultOf(exampleCell(), 120);
  QVERIFY(result.warnings.empty());
  QCOMPARE(result.conveyors.size(), std::size_t{3});
  // A crate every 3 s from 0 s on, none held up: 41 have come by 120 s.
  const TransportStatistics& infeed = result.conveyors[0];
  QCOMPARE(infeed.n + infeed.on_belt, std::int64_t{41});
  for (std::size_t i = 1; i < 3; ++i) {
    const TransportStatistics& before = result.conveyors[i - 1];
    const TransportStatistics& after = result.conveyors[i];
    const auto between = before.n - after.n - static_cast<std::int64_t>(after.on_belt);
    QVERIFY2(between >= 0 && between <= 3, qPrintable(QString::number(between)));  // in press or rack
  }
  QCOMPARE(result.delivered, result.conveyors[2].n);
  QVERIFY(result.delivered > 20);
}

void TestMotionRun::leavesTheWarmupOut() {
  MotionSettings settings;
  settings.duration_s = 60;
  const MotionResult whole = runMotion(exampleCell(), settings);
  settings.warmup_s = 45;
  const MotionResult late = runMotion(exampleCell(), settings);
  // A crate every 3 s: five in the last 15 s.
  QCOMPARE(late.conveyors[0].n, std::int64_t{5});
  QVERIFY(late.delivered < whole.delivered && late.delivered <= 5);
  MW_NEAR(late.throughput_per_h, static_cast<double>(late.delivered) * 240, 1e-12, 0);
  QCOMPARE(late.statistics.good, late.delivered);
  QVERIFY(late.state_hashes == whole.state_hashes);
}

void TestMotionRun::theShortestRunIsAStep() {
  const MotionResult result = resultOf(exampleCell(), 1e-4);
  QVERIFY(std::isfinite(result.throughput_per_h));
  QVERIFY(result.statistics.measured_s > 0);
}

void TestMotionRun::stops() {
  std::stop_source stop;
  int n_calls = 0;
  const ProgressSink progress = [&](const Progress& at) {
    ++n_calls;
    if (at.done >= 2) stop.request_stop();
  };
  QVERIFY_EXCEPTION_THROWN((void)runMotion(exampleCell(), {}, stop.get_token(), progress), Cancelled);
  QCOMPARE(n_calls, 2);
}

void TestMotionRun::refusesSettings_data() {
  QTest::addColumn<double>("step_s");
  QTest::addColumn<double>("duration_s");
  QTest::newRow("no step") << 0.0 << 60.0;
  QTest::newRow("long step") << 0.1 << 60.0;
  QTest::newRow("no number") << std::nan("") << 60.0;
  QTest::newRow("no duration") << 0.004 << 0.0;
  QTest::newRow("endless") << 0.004 << std::numeric_limits<double>::infinity();
}

void TestMotionRun::refusesSettings() {
  QFETCH(double, step_s);
  QFETCH(double, duration_s);
  MotionSettings settings;
  settings.step_s = step_s;
  settings.duration_s = duration_s;
  QVERIFY_EXCEPTION_THROWN((void)runMotion(exampleCell(), settings), InputError);
}

QTEST_APPLESS_MAIN(TestMotionRun)
#include "tst_motion_run.moc"
