// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <cmath>

#include "core/base/random_stream.h"
#include "core/motion/arm/rest_to_rest.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kNoLimit = std::numeric_limits<double>::infinity();
constexpr double kRounding = 1e-12;  // some ten operations on numbers of the limits' size

}  // namespace

class TestRestToRest : public QObject {
  Q_OBJECT
 private slots:
  void lasts_data();
  void lasts();
  void keepsItsLimits();
  void derivativesFit();
  void noneIsSooner();
  void stretches();
  void standsStill();
};

void TestRestToRest::lasts_data() {
  QTest::addColumn<double>("distance");
  QTest::addColumn<double>("speed");
  QTest::addColumn<double>("acceleration");
  QTest::addColumn<double>("jerk");
  QTest::addColumn<double>("duration_s");
  // Worked out by hand.
  QTest::newRow("trapezoid: D/V + V/A") << 10.0 << 2.0 << 4.0 << kNoLimit << 5.5;
  QTest::newRow("triangle: 2 sqrt(D/A)") << 1.0 << 100.0 << 4.0 << kNoLimit << 1.0;
  QTest::newRow("trapezoid just reached") << 1.0 << 2.0 << 4.0 << kNoLimit << 1.0;
  QTest::newRow("S: D/V + V/A + A/J") << 10.0 << 2.0 << 4.0 << 8.0 << 5 + 0.5 + 0.5;
  QTest::newRow("S, acceleration not reached: D/V + 2 sqrt(V/J)") << 10.0 << 2.0 << 100.0 << 8.0 << 5 + 2 * 0.5;
  QTest::newRow("S, speed not reached: Tj + 2 sqrt(Tj^2/4 + D/A)")
      << 3.0 << 100.0 << 4.0 << 8.0 << 0.5 + 2 * std::sqrt(0.0625 + 0.75);
  QTest::newRow("S, neither reached: 4 cbrt(D/2J)") << 2.0 << 100.0 << 100.0 << 8.0 << 4 * 0.5;
  QTest::newRow("backwards lasts as long") << -10.0 << 2.0 << 4.0 << 8.0 << 6.0;
}

void TestRestToRest::lasts() {
  QFETCH(double, distance);
  QFETCH(double, speed);
  QFETCH(double, acceleration);
  QFETCH(double, jerk);
  QFETCH(double, duration_s);
  const RestToRest motion(distance, {speed, acceleration, jerk});
  MW_NEAR(motion.duration_s(), duration_s, kRounding, 0);
  MW_NEAR(motion.at(duration_s / 2).position, distance / 2, kRounding, 0);
  QVERIFY(motion.at(motion.duration_s()).position == distance);
  QVERIFY(motion.at(1e9).position == distance);
  QVERIFY(motion.at(1e9).speed == 0);
}

/// Distances and limits over four decades each, so that all cases of the closed form occur.
struct RandomCase {
  double distance;
  RateLimits limits;
};

static RandomCase randomCase(RandomStream& random, int i) {
  const auto spread = [&random] { return std::pow(10.0, 4 * random.uniform() - 2); };
  RandomCase made{(i % 2 ? 1 : -1) * spread(), {spread(), spread(), spread()}};
  if (i % 5 == 0) made.limits.jerk = kNoLimit;
  return made;
}

void TestRestToRest::keepsItsLimits() {
  RandomStream random(3, streamId("profile", "limits"), 0);
  for (int i = 0; i < 2000; ++i) {
    const RandomCase given = randomCase(random, i);
    const RestToRest motion(given.distance, given.limits);
    double before = 0;
    for (int k = 0; k <= 200; ++k) {
      const MotionState state = motion.at(motion.duration_s() * k / 200);
      QVERIFY(std::abs(state.speed) <= given.limits.speed * (1 + kRounding));
      QVERIFY(std::abs(state.acceleration) <= given.limits.acceleration * (1 + kRounding));
      if (std::isfinite(given.limits.jerk)) QVERIFY(std::abs(state.jerk) <= given.limits.jerk * (1 + 1e-9));
      // Never backwards.
      QVERIFY((state.position - before) * given.distance >= -kRounding * given.distance * given.distance);
      before = state.position;
    }
    QVERIFY(motion.at(motion.duration_s()).position == given.distance);
  }
}

void TestRestToRest::derivativesFit() {
  RandomStream random(5, streamId("profile", "derivatives"), 0);
  // Within half a decade each, so that no phase is too short to be seen.
  const auto spread = [&random] { return std::pow(10.0, random.uniform() - 0.5); };
  for (int i = 0; i < 300; ++i) {
    const double distance = spread();
    const RestToRest motion(distance, {spread(), spread(), spread()});
    const double T = motion.duration_s();
    // Simpson is exact for each phase; a piece that holds the end of one is off by about J h^3, of h = T / 4000.
    constexpr int kPieces = 4000;
    double way = 0;
    double speed = 0;
    for (int k = 0; k < kPieces; ++k) {
      const double a = T * k / kPieces;
      const double h = T / kPieces;
      way += h / 6 * (motion.at(a).speed + 4 * motion.at(a + h / 2).speed + motion.at(a + h).speed);
      speed +=
          h / 6 * (motion.at(a).acceleration + 4 * motion.at(a + h / 2).acceleration + motion.at(a + h).acceleration);
      if (k == kPieces / 2 - 1) MW_NEAR(speed, motion.at(T / 2).speed, 1e-5, 0);
    }
    MW_NEAR(way, distance, 1e-7, 0);
    MW_NEAR(speed, 0, 0, 1e-5);
  }
}

/// Time optimality by a second way: with a tenth of a percent less of every limit the duration must grow, and a
/// distance that is reached sooner by no profile of the same kind: the bounds D/V, 2 sqrt(D/A), 4 cbrt(D/2J) hold, and
/// the least of them is met when the others are far away.
void TestRestToRest::noneIsSooner() {
  RandomStream random(7, streamId("profile", "soonest"), 0);
  for (int i = 0; i < 2000; ++i) {
    const RandomCase given = randomCase(random, i);
    const double D = std::abs(given.distance);
    const RateLimits& l = given.limits;
    const double bound_s = std::max({D / l.speed, 2 * std::sqrt(D / l.acceleration), 4 * std::cbrt(D / (2 * l.jerk))});
    const double duration_s = RestToRest(given.distance, l).duration_s();
    QVERIFY(duration_s >= bound_s * (1 - kRounding));
    const RateLimits less{l.speed * 0.999, l.acceleration * 0.999, l.jerk * 0.999};
    QVERIFY(RestToRest(given.distance, less).duration_s() > duration_s);
    const RateLimits wide{1e9, 1e9, l.jerk};
    if (std::isfinite(l.jerk))
      MW_NEAR(RestToRest(given.distance, wide).duration_s(), 4 * std::cbrt(D / (2 * l.jerk)), 1e-9, 0);
  }
}

void TestRestToRest::stretches() {
  const RestToRest motion(3, {2, 4, 8});
  const RestToRest slower = motion.stretchedTo(2 * motion.duration_s());
  MW_NEAR(slower.duration_s(), 2 * motion.duration_s(), kRounding, 0);
  for (double t = 0; t < motion.duration_s(); t += 0.01) {
    MW_NEAR(slower.at(2 * t).position, motion.at(t).position, kRounding, kRounding);
    MW_NEAR(slower.at(2 * t).speed, motion.at(t).speed / 2, kRounding, kRounding);
    MW_NEAR(slower.at(2 * t).acceleration, motion.at(t).acceleration / 4, kRounding, kRounding);
    MW_NEAR(slower.at(2 * t).jerk, motion.at(t).jerk / 8, kRounding, kRounding);
  }
}

void TestRestToRest::standsStill() {
  const RestToRest motion(0, {2, 4, 8});
  MW_NEAR(motion.duration_s(), 0, 0, 0);
  const RestToRest waiting = motion.stretchedTo(3);
  MW_NEAR(waiting.duration_s(), 3, 0, 0);
  MW_NEAR(waiting.at(1).position, 0, 0, 0);
}

QTEST_APPLESS_MAIN(TestRestToRest)
#include "tst_rest_to_rest.moc"
