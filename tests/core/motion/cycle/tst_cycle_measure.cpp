// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/error.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/cycle/cycle_measure.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

PickPlaceProgramme table() {
  PickPlaceProgramme programme;
  programme.pick = {{0.3, -0.25, 0.15}, 0.3};
  programme.place = {{0.3, 0.2, 0.15}, -0.5};
  return programme;
}

PickPlaceVariation belt() {
  PickPlaceVariation variation;
  variation.pick_along_m = 0.05;
  variation.pick_across_m = 0.03;
  variation.pick_yaw_rad = 0.2;
  variation.slots_m = {{0, 0, 0}, {0.1, 0, 0}, {0, 0.1, 0}, {0.1, 0.1, 0}};
  return variation;
}

CycleMeasurement measured(std::string_view preset, const PickPlaceVariation& variation, int n, std::uint64_t seed,
                          CycleSource source = CycleSource::Profiles, int jobs = 0) {
  const Gripper gripper;
  const Arm mounted = withGripper(presetArm(preset), gripper);
  CycleRequest request = variedCycles(mounted, gripper, table(), variation, n, seed);
  request.source = source;
  request.jobs = jobs;
  return measureCycles(mounted, gripper, request);
}

}  // namespace

class TestCycleMeasure : public QObject {
  Q_OBJECT
 private slots:
  void sameEveryTimeWithoutVariation();
  void physicsAgreesWithProfiles();
  void sameBitsForAnyJobs();
  void seriesGoOn();
  void offsetsAreUniform();
  void failuresAreCounted();
  void stopsWhenAsked();
};

void TestCycleMeasure::sameEveryTimeWithoutVariation() {
  const CycleMeasurement same = measured("agile-6kg", {}, 4, 1);
  QCOMPARE(same.failedCount(), 0);
  QCOMPARE(same.cycles_s.size(), std::size_t(4));
  // From the second cycle on the arm comes from where it goes to; poses are solved to 1e-8.
  MW_NEAR(same.cycle_s.sd, 0, 0, 1e-6);
}

void TestCycleMeasure::physicsAgreesWithProfiles() {
  const CycleMeasurement physics = measured("agile-6kg", belt(), 12, 5, CycleSource::Physics);
  QVERIFY2(physics.failed.empty(), physics.failed.empty() ? "" : physics.failed.front().reason.c_str());
  for (std::size_t i = 0; i < physics.cycles_s.size(); ++i) {
    const double more_s = physics.cycles_s[i] - physics.planned_s[i];
    // Rounding up to steps and two steps of settling at each of three rests.
    QVERIFY2(more_s >= -1e-9 && more_s <= 8 * kArmStep_s, qPrintable(QString::number(more_s / kArmStep_s)));
  }
  QVERIFY(physics.cycle_s.sd > 0.01);
  QVERIFY(physics.cycle_s.n == 12);
}

void TestCycleMeasure::sameBitsForAnyJobs() {
  const CycleMeasurement one = measured("compact-3kg", belt(), 7, 2, CycleSource::Physics, 1);
  const CycleMeasurement two = measured("compact-3kg", belt(), 7, 2, CycleSource::Physics, 2);
  QCOMPARE(one.cycles_s.size(), std::size_t(7));
  QVERIFY(one.cycles_s == two.cycles_s);
  QVERIFY(one.planned_s == two.planned_s);
}

void TestCycleMeasure::seriesGoOn() {
  const CycleMeasurement few = measured("compact-3kg", belt(), 10, 3);
  const CycleMeasurement more = measured("compact-3kg", belt(), 20, 3);
  const CycleMeasurement other = measured("compact-3kg", belt(), 10, 4);
  QVERIFY(std::equal(few.cycles_s.begin(), few.cycles_s.end(), more.cycles_s.begin()));
  QVERIFY(few.cycles_s != other.cycles_s);
  // More than are planned at once.
  const CycleMeasurement many = measured("compact-3kg", belt(), 600, 3);
  QVERIFY(std::equal(more.cycles_s.begin(), more.cycles_s.end(), many.cycles_s.begin()));
  QCOMPARE(many.cycles.back(), std::size_t(599));
}

void TestCycleMeasure::offsetsAreUniform() {
  PickPlaceVariation variation;
  variation.pick_along_m = 0.06;
  const PickPlaceProgramme programme = table();
  constexpr int kDraws = 20000;
  double sum_m = 0;
  double squares_m2 = 0;
  double most_m = 0;
  for (int i = 0; i < kDraws; ++i) {
    const Eigen::Vector3d off_m = variedProgramme(programme, variation, i, 9).pick.top_m - programme.pick.top_m;
    const double along_m = off_m.x() * std::cos(0.3) + off_m.y() * std::sin(0.3);
    MW_NEAR(-off_m.x() * std::sin(0.3) + off_m.y() * std::cos(0.3), 0, 0, 1e-12);
    sum_m += along_m;
    squares_m2 += along_m * along_m;
    most_m = std::max(most_m, std::abs(along_m));
  }
  QVERIFY(most_m <= 0.06 && most_m > 0.0599);
  const double sd_m = 0.06 / std::sqrt(3.0);
  // Four standard errors: sd / sqrt(n) of the mean, sd^2 sqrt(4/5 / n) of the mean square of a uniform.
  MW_NEAR(sum_m / kDraws, 0, 0, 4 * sd_m / std::sqrt(kDraws));
  MW_NEAR(squares_m2 / kDraws, sd_m * sd_m, 4 * std::sqrt(0.8 / kDraws), 0);
}

void TestCycleMeasure::failuresAreCounted() {
  PickPlaceVariation variation;
  variation.slots_m = {{0, 0, 0}, {2, 0, 0}};
  variation.pick_along_m = 0.01;
  const CycleMeasurement some = measured("agile-6kg", variation, 6, 1);
  QCOMPARE(some.failedCount(), 3);
  QCOMPARE(some.cycles, (std::vector<std::size_t>{0, 2, 4}));
  QCOMPARE(some.failed.size(), std::size_t(1));
  const std::string text = some.failureTexts().front();
  QVERIFY2(text.starts_with("3 of 6: above the place: out of reach"), text.c_str());
  QVERIFY2(text.ends_with("(first in cycle 2)"), text.c_str());
}

void TestCycleMeasure::stopsWhenAsked() {
  const Arm mounted = withGripper(presetArm("agile-6kg"), {});
  CycleRequest request = variedCycles(mounted, {}, table(), {}, 3, 1);
  std::stop_source stop;
  request.stop = stop.get_token();
  request.progress = [&](const Progress& progress) {
    QCOMPARE(progress.total, 3.0);
    stop.request_stop();
  };
  request.jobs = 1;
  QVERIFY_THROWS_EXCEPTION(Cancelled, (void)measureCycles(mounted, {}, request));
}

QTEST_APPLESS_MAIN(TestCycleMeasure)
#include "tst_cycle_measure.moc"
