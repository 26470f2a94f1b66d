// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/experiment/training_rows.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::experiment;

class TestTrainingRows : public QObject {
  Q_OBJECT
 private slots:
  void meansAndNoise();
  void choicesGetLevels();
  void commonNumbersGoTogether();
  void oneRunTellsNoNoise();
};

namespace {

const std::vector<std::string> kKpis{"throughput_per_h", "wip_mean"};

std::vector<StudyRun> runsOf(const std::vector<std::vector<double>>& values) {
  std::vector<StudyRun> runs;
  for (std::uint32_t point = 0; point < values.size(); ++point)
    for (std::uint32_t k = 0; k < values[point].size(); ++k) runs.push_back({{point, k}, {0, values[point][k]}, 1});
  return runs;
}

}  // namespace

void TestTrainingRows::meansAndNoise() {
  const std::vector<Json> points{{{"a", 1}}, {{"a", 2}}, {{"a", 3}}};
  const double nan = std::nan("");
  const auto set = trainingRows(points, kKpis, runsOf({{1, 3, nan}, {nan, nan, nan}, {7, 7, 10}}), "wip_mean", false);
  QCOMPARE(set.output.size(), Eigen::Index{2});  // the second never gave a figure
  MW_NEAR(set.output(0), 2.0, 1e-15, 0);
  MW_NEAR(set.output(1), 8.0, 1e-15, 0);
  QCOMPARE(set.noise.runs(0), 2.0);
  QCOMPARE(set.noise.runs(1), 3.0);
  // Sample variances of 2 and 3 lie within chance of one another: one for both, at 3 degrees of freedom (2.6 times).
  QCOMPARE(set.noise.run_variance(0), set.noise.run_variance(1));
  QVERIFY(set.noise.run_variance(0) > 2.6 * 2 && set.noise.run_variance(0) < 2.6 * 10);
  QCOMPARE(set.noise.correlation, 0.0);
  QVERIFY(set.levels.empty());
}

void TestTrainingRows::choicesGetLevels() {
  const std::vector<Json> points{
      {{"rule", "lifo"}, {"is_on", true}}, {{"rule", "fifo"}, {"is_on", false}}, {{"rule", "lifo"}, {"is_on", false}}};
  const auto set = trainingRows(points, kKpis, runsOf({{1, 2}, {3, 4}, {5, 6}}), "wip_mean", false);
  QCOMPARE(set.levels[0], (std::vector<std::string>{"lifo", "fifo"}));
  QCOMPARE(set.levels[1], (std::vector<std::string>{"true", "false"}));
  QVERIFY(set.inputs == (Eigen::MatrixXd(3, 2) << 0, 0, 1, 1, 0, 1).finished());
  QCOMPARE(*inputValue(set, 0, "fifo"), 1.0);
  QCOMPARE(*inputValue(set, 0, "edd"), 2.0);  // none of the levels
  QCOMPARE(*inputValue(set, 1, true), 0.0);
  QVERIFY(levelValue(points, "is_on", "true") == Json(true));
  QVERIFY(levelValue(points, "rule", "edd").is_null());
}

/// Errors that are the same at every point correlate by 3/4, all that four replications can vouch for.
void TestTrainingRows::commonNumbersGoTogether() {
  std::vector<Json> points;
  std::vector<std::vector<double>> shared;
  for (int i = 0; i < 6; ++i) {
    points.push_back({{"a", i}});
    shared.push_back({10.0 * i - 1, 10.0 * i + 0.5, 10.0 * i + 0.3, 10.0 * i + 0.2});
  }
  QVERIFY(trainingRows(points, kKpis, runsOf(shared), "wip_mean", true).noise.correlation > 0.74);
  QCOMPARE(trainingRows(points, kKpis, runsOf(shared), "wip_mean", false).noise.correlation, 0.0);
}

void TestTrainingRows::oneRunTellsNoNoise() {
  const std::vector<Json> points{{{"a", 1}}, {{"a", 2}}, {{"a", 3}}};
  QVERIFY(!trainingRows(points, kKpis, runsOf({{1}, {2}, {3}}), "wip_mean", true).noise.isKnown());
}

QTEST_APPLESS_MAIN(TestTrainingRows)
#include "tst_training_rows.moc"
