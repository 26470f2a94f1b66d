// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>

#include "ui/models/study_columns.h"
#include "ui/models/study_results.h"

using namespace mw;
using namespace mw::models;
using experiment::StudyRun;

namespace {

/// So many KPIs of the whole factory, then so many of elements.
std::vector<std::string> responses(std::size_t overall, std::size_t of_elements) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < overall; ++i) names.push_back("kpi_" + std::to_string(i));
  for (std::size_t i = 0; i < of_elements; ++i) names.push_back("elements/m" + std::to_string(i) + "/utilization");
  return names;
}

/// Each value tells its run and its response.
StudyRun runOf(std::uint32_t point, std::uint32_t replication, std::size_t responses) {
  StudyRun run{{point, replication}, {}, 100U * point + replication};
  for (std::size_t i = 0; i < responses; ++i)
    run.values.push_back(1000.0 * point + 10.0 * replication + static_cast<double>(i));
  return run;
}

}  // namespace

class TestStudyResults : public QObject {
  Q_OBJECT
 private slots:
  void firstColumnsAreThoseOfTheFactory_data();
  void firstColumnsAreThoseOfTheFactory();
  void orderLeavesNoTrace();
  void aResponseIsFilledIn();
};

void TestStudyResults::firstColumnsAreThoseOfTheFactory_data() {
  QTest::addColumn<int>("overall");
  QTest::addColumn<int>("of_elements");
  QTest::addColumn<int>("shown");
  QTest::newRow("few") << 3 << 4 << 7;
  QTest::newRow("none") << 0 << 0 << 0;
  QTest::newRow("as many as a table shows") << 20 << 30 << 50;
  QTest::newRow("all metrics of every element") << 30 << 704 << 30;
  QTest::newRow("of elements alone") << 0 << 704 << 50;
}

void TestStudyResults::firstColumnsAreThoseOfTheFactory() {
  QFETCH(int, overall);
  QFETCH(int, of_elements);
  QFETCH(int, shown);
  const auto columns =
      firstColumns(responses(static_cast<std::size_t>(overall), static_cast<std::size_t>(of_elements)));
  QCOMPARE(columns.size(), static_cast<std::size_t>(shown));
  QVERIFY(std::ranges::is_sorted(columns));
  QVERIFY(columns.empty() || columns.back() + 1 == columns.size());
}

void TestStudyResults::orderLeavesNoTrace() {
  const std::vector<Json> points = {{{"a", 1}}, {{"a", 2}}};
  StudyResults forward({"a"}, points, responses(2, 0), 2);
  StudyResults backward = forward;
  std::vector<StudyRun> runs;
  for (std::uint32_t point = 0; point < 2; ++point)
    for (std::uint32_t replication = 0; replication < 2; ++replication) runs.push_back(runOf(point, replication, 2));
  for (const StudyRun& run : runs) forward.add(run);
  std::ranges::for_each(runs.rbegin(), runs.rend(), [&](const StudyRun& run) { backward.add(run); });
  backward.add(runs[1]);  // made again
  for (const StudyResults* results : {&forward, &backward}) {
    QVERIFY(results->isComplete());
    QCOMPARE(results->digest(), experiment::studyDigest(runs));
    QCOMPARE(results->estimate(1, 1).mean, 1006.0);
    QCOMPARE(results->mean(1, 1), 1006.0);
    QCOMPARE(results->runs()[3].digest(), runs[3].digest());
    QCOMPARE(results->runs(1)[2].values, std::vector<double>{1001.0});
  }
  backward.dropLastPoint();
  QCOMPARE(backward.runsDone(), std::size_t{2});
  QCOMPARE(backward.digest(), experiment::studyDigest({runs[0], runs[1]}));
}

void TestStudyResults::aResponseIsFilledIn() {
  const std::vector<std::string> names = responses(2, 100);
  StudyResults results({"a"}, {{{"a", 1}}, {{"a", 2}}}, names, 2);
  QCOMPARE(results.atHand(), (std::vector<std::size_t>{0, 1}));
  results.add(runOf(1, 0, names.size()));
  StudyRun few = runOf(0, 0, 2);
  results.addAtHand(few, runOf(0, 0, names.size()).digest());
  QCOMPARE(results.digest(), experiment::studyDigest({runOf(0, 0, names.size()), runOf(1, 0, names.size())}));
  QCOMPARE(results.estimate(1, 40).n, std::uint64_t{0});
  QVERIFY(std::isnan(results.mean(1, 40)) && std::isnan(results.runs()[0].values[40]));
  // A run that is not known yet is passed over, one that was not read yet is undefined.
  results.fill(40, {{{1, 0}, {7}, 0}, {{1, 1}, {8}, 0}});
  QCOMPARE(results.atHand(), (std::vector<std::size_t>{0, 1, 40}));
  QCOMPARE(results.mean(1, 40), 7.0);
  QVERIFY(std::isnan(results.mean(0, 40)));
  results.fill(40, {{{0, 0}, {3}, 0}});
  QCOMPARE(results.mean(0, 40), 3.0);
  // From now on runs bring it with them.
  results.add(runOf(0, 1, names.size()));
  QCOMPARE(results.runs(40)[1].values.front(), 50.0);
}

QTEST_APPLESS_MAIN(TestStudyResults)
#include "tst_study_results.moc"
