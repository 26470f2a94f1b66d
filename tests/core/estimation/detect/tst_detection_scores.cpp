// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/estimation/detect/detection.h"
#include "core/estimation/detect/nab_score.h"
#include "core/estimation/detect/skab_score.h"
#include "tests/support/near.h"

using namespace mw::estimation;

class TestDetectionScores : public QObject {
  Q_OBJECT
 private slots:
  void runsNeedPersistence();
  void skabByHand();
  void skabAddsCountsNotMeasures();
  void nabWorkedExample();
  void nabRows_data();
  void nabRows();
  void nabProbation();
};

namespace {
constexpr double kRounding = 1e-12;
}

void TestDetectionScores::runsNeedPersistence() {
  const std::vector<bool> rows = {true, false, true, true, true, false, true, true};
  QCOMPARE(abnormalRuns(rows, 1), (std::vector<RowRange>{{0, 0}, {2, 4}, {6, 7}}));
  QCOMPARE(abnormalRuns(rows, 2), (std::vector<RowRange>{{3, 4}, {7, 7}}));
  QCOMPARE(abnormalRuns(rows, 4), std::vector<RowRange>{});
}

void TestDetectionScores::skabByHand() {
  const std::vector<double> labels = {0, 0, 0, 1, 1, 1, 1, 0, 0, 0};
  const std::vector<bool> said = {true, false, false, false, true, true, true, true, false, false};
  const SkabScore score = skabScore(labels, said, 0);
  QCOMPARE(score.true_positives, std::size_t{3});
  QCOMPARE(score.false_positives, std::size_t{2});
  QCOMPARE(score.false_negatives, std::size_t{1});
  QCOMPARE(score.true_negatives, std::size_t{4});
  MW_NEAR(score.f1(), 3.0 / 4.5, kRounding, 0.0);
  MW_NEAR(score.falseAlarmRate(), 2.0 / 6.0, kRounding, 0.0);
  MW_NEAR(score.missingAlarmRate(), 1.0 / 4.0, kRounding, 0.0);
  QCOMPARE(skabScore(labels, said, 1).false_positives, std::size_t{1});
}

void TestDetectionScores::skabAddsCountsNotMeasures() {
  SkabScore sum = skabScore(std::vector<double>{1, 1, 1, 1}, {true, true, true, true}, 0);
  sum += skabScore(std::vector<double>{1, 0}, {false, true}, 0);
  MW_NEAR(sum.f1(), 4.0 / 5.0, kRounding, 0.0);  // the mean of the measures would be 1/2
}

/// numenta/NAB, tests/integration/scorer_test.py, testScoringAllMetrics: two windows of 5 rows, alarms at the first
/// two rows of the first and 3 rows behind it, every weight 1: -0.9540 to four digits.
void TestDetectionScores::nabWorkedExample() {
  const std::vector<RowRange> windows = {{33, 37}, {66, 70}};
  const std::vector<std::size_t> alarms = {33, 34, 40};
  const NabScore score = nabScore(100, windows, alarms, {"ones", 1.0, 1.0, 1.0});
  MW_NEAR(score.raw, -0.9540, 0.0, 5e-5);
  MW_NEAR(score.windows[0], 1.0, kRounding, 0.0);
  MW_NEAR(score.windows[1], -1.0, kRounding, 0.0);
  QCOMPARE(score.false_alarm_count, std::size_t{1});
}

void TestDetectionScores::nabRows_data() {
  QTest::addColumn<QVector<int>>("alarms");
  QTest::addColumn<int>("profile");
  QTest::addColumn<double>("raw");
  QTest::addColumn<double>("normalised");
  const auto s = [](double y) { return 2.0 / (1.0 + std::exp(5.0 * y)) - 1.0; };
  // One window of 11 rows, 100 to 110, of 1000 rows; 150 of probation would hide it, so it lies at 500.
  QTest::newRow("silence") << QVector<int>{} << 0 << -1.0 << 0.0;
  QTest::newRow("at once") << QVector<int>{500} << 0 << 1.0 << 100.0;
  QTest::newRow("last row") << QVector<int>{510} << 0 << s(-1.0 / 11) / s(-1) << 50.0 * (s(-1.0 / 11) / s(-1) + 1);
  QTest::newRow("before any window") << QVector<int>{400, 500} << 0 << 0.89 << 94.5;
  QTest::newRow("the same, alarms dear") << QVector<int>{400, 500} << 1 << 0.78 << 89.0;
  QTest::newRow("a row behind") << QVector<int>{500, 511} << 0 << 1.0 + 0.11 * s(0.1) << 50.0 * (2.0 + 0.11 * s(0.1));
  QTest::newRow("far behind") << QVector<int>{500, 900} << 0 << 0.89 << 94.5;
  QTest::newRow("a miss is dear") << QVector<int>{} << 2 << -2.0 << 0.0;
}

void TestDetectionScores::nabRows() {
  QFETCH(QVector<int>, alarms);
  QFETCH(int, profile);
  QFETCH(double, raw);
  QFETCH(double, normalised);
  const std::vector<RowRange> windows = {{500, 510}};
  const std::vector<std::size_t> rows(alarms.begin(), alarms.end());
  const NabScore score = nabScore(1000, windows, rows, nabProfiles()[static_cast<std::size_t>(profile)]);
  MW_NEAR(score.raw, raw, kRounding, kRounding);
  MW_NEAR(score.normalised, normalised, kRounding, 1e-10);
}

void TestDetectionScores::nabProbation() {
  const std::vector<RowRange> windows = {{10, 20}, {140, 160}};
  const std::vector<std::size_t> alarms = {5, 15, 149};
  const NabScore score = nabScore(1000, windows, alarms, nabProfiles()[0]);
  QCOMPARE(score.probation_rows, std::size_t{150});
  QCOMPARE(score.windows.size(), std::size_t{1});  // the first lies within probation
  MW_NEAR(score.raw, -1.0, kRounding, 0.0);        // row 149 still does
  QCOMPARE(nabScore(100000, {}, {}, nabProfiles()[0]).probation_rows, std::size_t{750});
}

QTEST_APPLESS_MAIN(TestDetectionScores)
#include "tst_detection_scores.moc"
