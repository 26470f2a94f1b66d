// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/experiment/event_engine.h"
#include "tests/support/patience.h"
#include "tests/ui/models/analysis/study_fixture.h"
#include "ui/models/analysis/best_point_search.h"

using namespace mw;
using namespace mw::models;
using Status = experiment::Selection::Status;

/// Selecting the best point of the open study.
class TestBestPointSearch : public test::StudyFixture {
  Q_OBJECT
 private slots:
  void init();
  void proposesByTheKpi();
  void selectsAsTheCoreDoes();
  void theStudyKeepsItsRuns();
  void spentBudgetPromisesNothing();
  void refuses();
  void toPrecisionTheLeastRunsAreTheFirstStage();
  void anotherStudyForgetsTheAnswer();
  void anotherStudyEndsTheSearch();
  void aKpiThatIsNotAtHandIsRead();

 private:
  void select(const BestPointWishes& wishes);
  std::unique_ptr<BestPointSearch> search_;
};

void TestBestPointSearch::init() {
  search_.reset();
  open();
  search_ = std::make_unique<BestPointSearch>(*study_, *jobs_);
}

void TestBestPointSearch::select(const BestPointWishes& wishes) {
  QCOMPARE(search_->refusal(wishes), QString());
  search_->start(wishes);
  QVERIFY(search_->isRunning());
  QTRY_VERIFY_WITH_TIMEOUT(!search_->isRunning(), test::kPatience_ms);
  QVERIFY2(search_->problem().isEmpty(), qPrintable(search_->problem()));
  QVERIFY(search_->answer() != nullptr);
}

/// Direction by the KPI; a hundredth of the best mean, to one figure.
void TestBestPointSearch::proposesByTheKpi() {
  run(draft(4, 2));
  const BestPointWishes throughput = search_->proposed("throughput_per_h");
  QVERIFY(!throughput.is_least);
  double best = 0;
  for (std::size_t point = 0; point < 4; ++point) best = std::max(best, study_->results().estimate(point, 0).mean);
  QVERIFY(throughput.indifference > 0.5 * best / 100 && throughput.indifference < 2 * best / 100);
  QCOMPARE(QString::number(throughput.indifference).remove('.').remove('0').size(), 1);
  QVERIFY(search_->proposed("lead_time_mean_s").is_least);
}

void TestBestPointSearch::selectsAsTheCoreDoes() {
  run(draft(6, 3));
  BestPointWishes wishes = search_->proposed("throughput_per_h");
  wishes.level = 0.9;
  select(wishes);
  const FoundBestPoint& answer = *search_->answer();
  QVERIFY(answer.selection.status == Status::Selected);
  const experiment::SelectionField field{experiment::Study::fromJson(study_->draft().toJson()),
                                         test::smallLine(),
                                         study_->results().points(),
                                         {},
                                         study_->results().responses(),
                                         {}};
  experiment::SelectionOptions options;
  options.goal = {wishes.indifference, 0.9, 10};
  const auto alone = experiment::selectBest(field, experiment::eventEngine(), options);
  QCOMPARE(answer.selection.best, alone.best);
  QCOMPARE(answer.selection.replications, alone.replications);
  QCOMPARE(answer.selection.reused, std::size_t{18});  // 6 points x 3 of the first stage of 10
  QVERIFY2(bestPointTitle(answer).contains("with 90") && bestPointTitle(answer).contains("is the best, or within"),
           qPrintable(bestPointTitle(answer)));
  QVERIFY2(bestPointDetail(answer).contains("18 runs were there"), qPrintable(bestPointDetail(answer)));
}

void TestBestPointSearch::theStudyKeepsItsRuns() {
  run(draft(4, 2));
  const std::string before = study_->results().digest();
  select(search_->proposed("throughput_per_h"));
  QCOMPARE(study_->results().digest(), before);
  QVERIFY(!search_->isOfOlderStudy());
}

/// Points that hardly differ, and no room to tell them apart.
void TestBestPointSearch::spentBudgetPromisesNothing() {
  StudyDraft alike = draft(4, 2);
  alike.factors[0].min = 9;
  alike.factors[0].max = 9.01;
  run(alike);
  BestPointWishes wishes = search_->proposed("throughput_per_h");
  wishes.indifference = 1e-3;
  wishes.max_replications = 12;
  select(wishes);
  QVERIFY(search_->answer()->selection.status == Status::BudgetSpent);
  QVERIFY2(bestPointTitle(*search_->answer()).startsWith("Not decided: Point "), "no promise");
  QVERIFY(bestPointDetail(*search_->answer()).contains("Allow more replications"));
}

void TestBestPointSearch::refuses() {
  QVERIFY(search_->refusal().startsWith("Run a study first"));
  run(draft(4, 2));
  BestPointWishes wishes = search_->proposed("throughput_per_h");
  wishes.indifference = 0;
  QVERIFY(search_->refusal(wishes).startsWith("Say from which difference on it matters"));
  wishes = search_->proposed("throughput_per_h");
  wishes.max_replications = 9;
  QVERIFY(search_->refusal(wishes).startsWith("Allow 10 replications"));
}

/// Not the most that a point may have.
void TestBestPointSearch::toPrecisionTheLeastRunsAreTheFirstStage() {
  StudyDraft precise = draft(2, 60);
  precise.horizon_s = 7200;
  precise.precision = {{"at_least", 12}, {"at_most", 60}, {"until", {{"throughput_per_h", "50%"}}}};
  run(precise);
  QCOMPARE(study_->draft().replications, 60U);
  BestPointWishes wishes = search_->proposed("throughput_per_h");
  wishes.max_replications = 11;
  QVERIFY(search_->refusal(wishes).startsWith("Allow 12 replications"));
  wishes.max_replications = 30;
  select(wishes);
  QCOMPARE(search_->answer()->options.goal.first_stage, 12U);
}

void TestBestPointSearch::anotherStudyForgetsTheAnswer() {
  run(draft(4, 2));
  select(search_->proposed("throughput_per_h"));
  study_->create();
  QVERIFY(search_->answer() == nullptr);
}

void TestBestPointSearch::anotherStudyEndsTheSearch() {
  run(draft(4, 2));
  search_->start(search_->proposed("throughput_per_h"));
  QVERIFY(search_->isRunning());
  study_->create();
  QVERIFY(!search_->isRunning());
  QVERIFY2(!search_->wasStopped(), "nobody pressed Stop");
  QTRY_COMPARE_WITH_TIMEOUT(jobs_->runningCount(), std::size_t{0}, test::kPatience_ms);
  QVERIFY(search_->answer() == nullptr);
}

/// A study of more responses than are kept at hand.
void TestBestPointSearch::aKpiThatIsNotAtHandIsRead() {
  StudyDraft wide = draft(4, 2);
  wide.horizon_s = 7200;
  wide.responses = {"throughput_per_h", "elements/*/*"};
  run(wide);
  const std::string kpi = "elements/m2/parts_out";
  QVERIFY(!search_->isAtHand(kpi));
  search_->fetch(kpi);
  QVERIFY(search_->refusal(search_->proposed(kpi)).contains("are being read"));
  QTRY_VERIFY_WITH_TIMEOUT(search_->isAtHand(kpi), test::kPatience_ms);
  QTRY_COMPARE_WITH_TIMEOUT(search_->refusal(search_->proposed(kpi)), QString(), test::kPatience_ms);
  select(search_->proposed(kpi));
}

QTEST_GUILESS_MAIN(TestBestPointSearch)
#include "tst_best_point_search.moc"
