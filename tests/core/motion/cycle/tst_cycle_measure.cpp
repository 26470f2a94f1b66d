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

}  // namespace

class TestCycleMeasure : public QObject {
  Q_OBJECT
 private slots:
  void sameEveryTimeWithoutVariation();
  void physicsAgreesWithProfiles();
  void seriesGoOn();
  void offsetsAreUniform();
  void failuresAreCounted();
  void stopsWhenAsked();
};

void TestCycleMeasure::sameEveryTimeWithoutVariation() {
  const CycleMeasurement measured = measureCycles(presetArm("agile-6kg"), {}, table(), {}, 4, 1, CycleSource::Profiles);
  QCOMPARE(measured.n_failed, 0);
  QCOMPARE(measured.cycles_s.size(), std::size_t(4));
  // From the second cycle on the arm comes from where it goes to; poses are solved to 1e-8.
  MW_NEAR(measured.cycle_s.sd, 0, 0, 1e-6);
}

void TestCycleMeasure::physicsAgreesWithProfiles() {
  const CycleMeasurement measured = measureCycles(presetArm("agile-6kg"), {}, table(), belt(), 12, 5);
  QVERIFY2(measured.n_failed == 0, measured.first_failure.c_str());
  for (std::size_t i = 0; i < measured.cycles_s.size(); ++i) {
    const double more_s = measured.cycles_s[i] - measured.planned_s[i];
    // Rounding up to steps and two steps of settling at each of three rests.
    QVERIFY2(more_s >= -1e-9 && more_s <= 8 * kArmStep_s, qPrintable(QString::number(more_s / kArmStep_s)));
  }
  QVERIFY(measured.cycle_s.sd > 0.01);
  QVERIFY(measured.cycle_s.n == 12);
}

void TestCycleMeasure::seriesGoOn() {
  const Arm arm = presetArm("compact-3kg");
  const CycleMeasurement few = measureCycles(arm, {}, table(), belt(), 10, 3, CycleSource::Profiles);
  const CycleMeasurement more = measureCycles(arm, {}, table(), belt(), 20, 3, CycleSource::Profiles);
  const CycleMeasurement other = measureCycles(arm, {}, table(), belt(), 10, 4, CycleSource::Profiles);
  QVERIFY(std::equal(few.cycles_s.begin(), few.cycles_s.end(), more.cycles_s.begin()));
  QVERIFY(few.cycles_s != other.cycles_s);
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
  const CycleMeasurement measured =
      measureCycles(presetArm("agile-6kg"), {}, table(), variation, 6, 1, CycleSource::Profiles);
  QCOMPARE(measured.n_failed, 3);
  QCOMPARE(measured.cycles_s.size(), std::size_t(3));
  QVERIFY2(measured.first_failure.starts_with("cycle 2: above the place: out of reach"),
           measured.first_failure.c_str());
}

void TestCycleMeasure::stopsWhenAsked() {
  std::stop_source stop;
  stop.request_stop();
  QVERIFY_THROWS_EXCEPTION(Cancelled, (void)measureCycles(presetArm("agile-6kg"), {}, table(), {}, 3, 1,
                                                          CycleSource::Profiles, stop.get_token()));
}

QTEST_APPLESS_MAIN(TestCycleMeasure)
#include "tst_cycle_measure.moc"
