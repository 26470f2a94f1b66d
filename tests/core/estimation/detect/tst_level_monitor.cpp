// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>
#include <numbers>

#include "core/base/error.h"
#include "core/estimation/detect/level_monitor.h"
#include "tests/core/estimation/random_system.h"
#include "tests/support/near.h"

using namespace mw::estimation;

/// Readings each 5 minutes: a day's swing, noise that hangs together, level 80.
class TestLevelMonitor : public QObject {
  Q_OBJECT
 private slots:
  void seasonIsUsual();
  void shiftIsFoundAndDoesNotBecomeUsualAtOnce();
  void trendIsUsualWhereWanted();
  void seldomAlarmsInHealth();
  void gapsAndMissingReadings();
  void refusesAWindowWithoutReadings();
};

namespace {

constexpr std::size_t kDay = 288;

struct Course {
  std::vector<double> t_s;
  std::vector<double> readings;
};

Course course(std::size_t days, double swing, std::uint64_t seed) {
  mw::test::Normals random(seed);
  Course made;
  double x = 0;
  for (std::size_t k = 0; k < days * kDay; ++k) {
    x = 0.9 * x + std::sqrt(1.0 - 0.81) * random.next();
    made.t_s.push_back(300.0 * static_cast<double>(k));
    const double phase = 2.0 * std::numbers::pi * static_cast<double>(k) / kDay;
    made.readings.push_back(80.0 + swing * std::sin(phase) + x);
  }
  return made;
}

long alarms(const LevelScores& scores) {
  return std::count(scores.is_abnormal.begin(), scores.is_abnormal.end(), true);
}

LevelMonitorOptions daily() {
  LevelMonitorOptions options;
  options.season_s = 86400.0;
  return options;
}

}  // namespace

void TestLevelMonitor::seasonIsUsual() {
  const Course log = course(14, 8.0, 1);
  const LevelScores with = levelScores(log.t_s, log.readings, 4 * kDay, daily());
  double rest = 0;
  for (std::size_t k = 7 * kDay; k < log.readings.size(); ++k) {
    const double phase = 2.0 * std::numbers::pi * static_cast<double>(k % kDay) / kDay;
    rest = std::max(rest, std::abs(with.expected[k] - (80.0 + 8.0 * std::sin(phase))));
  }
  // The estimate follows over 14 days: 1 sd of noise with correlation 0.9 (time 19 rows) over 2000 rows leaves 0.1 sd
  // of each of five states.
  QVERIFY2(rest < 0.9, qPrintable(QString::number(rest)));
  QCOMPARE(alarms(with), 0L);
}

void TestLevelMonitor::shiftIsFoundAndDoesNotBecomeUsualAtOnce() {
  Course log = course(20, 0.0, 2);
  for (std::size_t k = 10 * kDay; k < 12 * kDay; ++k) log.readings[k] -= 6.0;
  const LevelScores scores = levelScores(log.t_s, log.readings, 4 * kDay, {});
  const auto shifted = scores.is_abnormal.begin() + 10 * kDay;
  const auto before = std::count(scores.is_abnormal.begin(), shifted, true);
  QVERIFY2(before < 60, qPrintable(QString::number(before)));  // a run of false alarms at most, of six days
  const auto delay = std::find(shifted, scores.is_abnormal.end(), true) - shifted;
  QVERIFY2(delay < 72, qPrintable(QString::number(delay)));  // within the six hours of the average
  for (std::size_t k = 10 * kDay + 72; k < 12 * kDay; ++k) QVERIFY(scores.is_abnormal[k]);
  QVERIFY(scores.z[11 * kDay] < -3.5);
  MW_NEAR(scores.p[11 * kDay], std::erfc(-scores.z[11 * kDay] / std::numbers::sqrt2), 1e-12, 0.0);
  for (std::size_t k = 13 * kDay; k < 20 * kDay; ++k) QVERIFY(!scores.is_abnormal[k]);
}

void TestLevelMonitor::trendIsUsualWhereWanted() {
  Course log = course(30, 0.0, 3);
  for (std::size_t k = 0; k < log.readings.size(); ++k) log.readings[k] += 2.0 * static_cast<double>(k) / kDay;
  LevelMonitorOptions options;
  options.has_trend = true;
  const LevelScores with = levelScores(log.t_s, log.readings, 8 * kDay, options);
  const LevelScores without = levelScores(log.t_s, log.readings, 8 * kDay, {});
  // The lag of a level alone is many times that of a level with a slope.
  QVERIFY(std::abs(with.departure.back()) < 0.3 * std::abs(without.departure.back()));
}

void TestLevelMonitor::seldomAlarmsInHealth() {
  long found = 0;
  for (std::uint64_t seed = 10; seed < 20; ++seed) {
    const Course log = course(30, 0.0, seed);
    found += alarms(levelScores(log.t_s, log.readings, 6 * kDay, {}));
  }
  // 69,120 judged rows at a tail of 4.7e-4, 32 expected; they come in runs of some 50 rows, so up to six runs.
  QVERIFY2(found <= 300, qPrintable(QString::number(found)));
}

void TestLevelMonitor::gapsAndMissingReadings() {
  Course log = course(12, 0.0, 5);
  for (std::size_t k = 6 * kDay; k < 7 * kDay; ++k) log.readings[k] = std::nan("");
  for (std::size_t k = 9 * kDay; k < log.t_s.size(); ++k) log.t_s[k] += 5.0 * 86400.0;
  const LevelScores scores = levelScores(log.t_s, log.readings, 4 * kDay, daily());
  QCOMPARE(scores.z.size(), log.t_s.size());
  for (const double z : scores.z) QVERIFY(std::isfinite(z));
  QCOMPARE(alarms(scores), 0L);
}

void TestLevelMonitor::refusesAWindowWithoutReadings() {
  const std::vector<double> t_s = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  QVERIFY_EXCEPTION_THROWN(static_cast<void>(levelScores(t_s, std::vector<double>(12, 5.0), 11, {})), mw::InputError);
  QVERIFY_EXCEPTION_THROWN(static_cast<void>(levelScores(t_s, std::vector<double>(12, std::nan("")), 11, {})),
                           mw::InputError);
}

QTEST_APPLESS_MAIN(TestLevelMonitor)
#include "tst_level_monitor.moc"
