// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <random>

#include "core/experiment/study_runner.h"
#include "tests/support/counting_engine.h"
#include "tests/support/precise_study.h"
#include "ui/models/study_results.h"

using namespace mw;
using models::StudyResults;

/// Results of a study whose points are run until they are known well enough, as its runs come in.
class TestPreciseResults : public QObject {
  Q_OBJECT

 private slots:
  void isCompleteWithTheLastRun();
  void pointsComeAndGo();
};

namespace {

experiment::StudyPlan planOf() {
  return {experiment::Study::fromJson(test::preciseStudy()),
          factory::Factory::fromJson(test::smallFactory()),
          {"throughput_per_h", "wip_mean"}};
}

StudyResults emptyResults(const experiment::StudyPlan& plan) {
  std::vector<Json> points;
  for (std::size_t i = 0; i < plan.points().size(); ++i) points.push_back(plan.factorValues(i));
  return {{"buffer", "cycle"}, points, plan.kpis(), plan.study().replications, plan.study().precision};
}

std::vector<experiment::StudyRun> runsOf(const experiment::StudyPlan& plan) {
  return experiment::runStudy(plan, test::CountingEngine().engine(), {}, [](const auto&) {});
}

}  // namespace

void TestPreciseResults::isCompleteWithTheLastRun() {
  const experiment::StudyPlan plan = planOf();
  auto runs = runsOf(plan);
  const auto expected = experiment::precisionOf(*plan.study().precision, plan.kpis(), runs, 6);
  std::mt19937 random(3);
  for (int order = 0; order < 5; ++order) {
    StudyResults results = emptyResults(plan);
    QCOMPARE(results.runsTotal(), std::size_t{120});
    for (const experiment::StudyRun& run : runs) {
      QVERIFY(!results.isComplete());
      results.add(run);
      results.add(run);  // told twice
      QVERIFY(results.runsTotal() >= results.runsDone());
    }
    QVERIFY(results.isComplete());
    QCOMPARE(results.runsTotal(), runs.size());
    for (std::size_t point = 0; point < 6; ++point) {
      QVERIFY(results.isComplete(point));
      QVERIFY(results.precisionOf(point).status == expected[point].status);
      QCOMPARE(results.runsOf(point), std::size_t{expected[point].replications});
    }
    std::ranges::shuffle(runs, random);
  }
}

void TestPreciseResults::pointsComeAndGo() {
  const experiment::StudyPlan plan = planOf();
  StudyResults results = emptyResults(plan);
  for (const experiment::StudyRun& run : runsOf(plan)) results.add(run);
  const std::size_t before = results.runsTotal();
  results.addPoint({{"buffer", 3}, {"cycle", 50.0}});
  QVERIFY(!results.isComplete() && !results.isComplete(6));
  QCOMPARE(results.runsTotal(), before + 20);
  for (std::uint32_t r = 0; r < 5; ++r) results.add({{6, r}, {7, 7}, 1});  // without spread, known at once
  QVERIFY(results.isComplete() && results.isComplete(6));
  QCOMPARE(results.runsTotal(), before + 5);
  results.dropLastPoint();
  QVERIFY(results.isComplete());
  QCOMPARE(results.runsTotal(), before);
}

QTEST_APPLESS_MAIN(TestPreciseResults)
#include "tst_precise_results.moc"
