// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <mutex>
#include <set>

#include "core/experiment/study_runner.h"
#include "core/experiment/study_summary.h"
#include "tests/support/counting_engine.h"
#include "tests/support/near.h"
#include "tests/support/small_study.h"

using namespace mw;
using namespace mw::experiment;

class TestStudyRunner : public QObject {
  Q_OBJECT

 private slots:
  void sameForAnyThreads_data();
  void sameForAnyThreads();
  void resumingRunsOnlyTheRest();
  void commonRandomNumbersAreCommon();
  void errorsNameThePoint();
  void summaryLeavesOutUndefined();
};

namespace {

StudyPlan smallPlan(bool common_random_numbers = true) {
  Json study = test::smallStudy();
  study["common_random_numbers"] = common_random_numbers;
  return StudyPlan(Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()),
                   {"throughput_per_h", "wip_mean"});
}

const auto kIgnore = [](const StudyRun&) {};

}  // namespace

void TestStudyRunner::sameForAnyThreads_data() {
  QTest::addColumn<unsigned>("jobs");
  for (const unsigned jobs : {2U, 3U, 8U, 0U}) QTest::addRow("%u jobs", jobs) << jobs;
}

void TestStudyRunner::sameForAnyThreads() {
  QFETCH(unsigned, jobs);
  const StudyPlan plan = smallPlan();
  const test::CountingEngine engine;
  const auto alone = runStudy(plan, engine.engine(), {}, kIgnore, {.jobs = 1});
  const auto together = runStudy(plan, engine.engine(), {}, kIgnore, {.jobs = jobs});
  QCOMPARE(alone.size(), std::size_t{24});
  QCOMPARE(studyDigest(together), studyDigest(alone));
  QCOMPARE(alone[5].key.point, 1U);
  QCOMPARE(alone[5].key.replication, 1U);
}

void TestStudyRunner::resumingRunsOnlyTheRest() {
  const StudyPlan plan = smallPlan();
  const auto whole = runStudy(plan, test::CountingEngine().engine(), {}, kIgnore);
  test::CountingEngine stopping;
  stopping.stop_after = 7;
  std::mutex mutex;
  std::vector<StudyRun> kept;
  const auto keep = [&](const StudyRun& run) {
    const std::lock_guard guard(mutex);
    kept.push_back(run);
  };
  QVERIFY_EXCEPTION_THROWN(
      (void)runStudy(plan, stopping.engine(), {}, keep, {.jobs = 2, .stop = stopping.stopper->get_token()}), Cancelled);
  // The run that was under way in the other thread is finished and kept too.
  QVERIFY(kept.size() >= 7 && kept.size() <= 8);
  const test::CountingEngine rest;
  const auto resumed = runStudy(plan, rest.engine(), kept, kIgnore);
  QCOMPARE(static_cast<std::size_t>(*rest.runs), 24 - kept.size());
  QCOMPARE(studyDigest(resumed), studyDigest(whole));
}

void TestStudyRunner::commonRandomNumbersAreCommon() {
  for (const bool is_common : {true, false}) {
    const StudyPlan plan = smallPlan(is_common);
    std::set<std::uint64_t> seeds;
    for (std::size_t point = 0; point < plan.points().size(); ++point) seeds.insert(plan.seedAt(point));
    QCOMPARE(seeds.size(), is_common ? std::size_t{1} : plan.points().size());
  }
}

void TestStudyRunner::errorsNameThePoint() {
  const Engine failing = [](const factory::Factory& factory, const std::vector<std::string>&) -> PointModel {
    if (factory.findElement("b1")->value("capacity") == 8) {
      throw InputError(Place{"", "/elements/2", 0, 0}, "too large", "take less");
    }
    return [](const RunOrder&, const std::stop_token&) { return RunAnswer{{1, 2}, 3}; };
  };
  try {
    (void)runStudy(smallPlan(), failing, {}, kIgnore, {.jobs = 1});
    QFAIL("no error");
  } catch (const InputError& error) {
    const std::string message = error.what();
    QVERIFY2(message.find(R"(point 4 {"buffer":8,"cycle":40.0})") != std::string::npos, message.c_str());
    QVERIFY2(message.find("too large; take less") != std::string::npos, message.c_str());
  }
}

void TestStudyRunner::summaryLeavesOutUndefined() {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<StudyRun> runs = {{{0, 0}, {1, nan}, 0}, {{0, 1}, {3, 5}, 0}, {{1, 0}, {7, nan}, 0}};
  const auto summary = summarise(runs, 2, 2);
  MW_NEAR(summary[0][0].mean, 2.0, 1e-15, 0);
  // t(0.975; 1) sd / sqrt(2), with sd = sqrt(2)
  MW_NEAR(summary[0][0].half_width, 12.706204736174707, 1e-12, 0);
  QCOMPARE(summary[0][1].n, std::uint64_t{1});
  QCOMPARE(summary[0][1].mean, 5.0);
  QVERIFY(!summary[0][1].hasInterval());
  QCOMPARE(summary[1][1].n, std::uint64_t{0});
}

QTEST_APPLESS_MAIN(TestStudyRunner)
#include "tst_study_runner.moc"
