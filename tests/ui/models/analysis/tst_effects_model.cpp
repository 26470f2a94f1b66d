// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/experiment/training_rows.h"
#include "tests/support/patience.h"
#include "tests/ui/models/analysis/study_fixture.h"
#include "ui/models/analysis/effects_model.h"

using namespace mw;
using namespace mw::models;

/// Which factors of the open study matter.
class TestEffectsModel : public test::StudyFixture {
  Q_OBJECT
 private slots:
  void init();
  void tellsWhatTheCoreTells();
  void asksOnceForTheSameRuns();
  void aRoughSurrogateShowsNoBars();
  void refusesTooFewPoints();
  void stopIsRemembered();
  void anotherStudyEndsTheLearning();

 private:
  void want(const std::string& response);
  std::unique_ptr<EffectsModel> effects_;
};

void TestEffectsModel::init() {
  effects_.reset();
  open();
  effects_ = std::make_unique<EffectsModel>(*study_, *jobs_);
}

void TestEffectsModel::want(const std::string& response) {
  effects_->want(response);
  QTRY_VERIFY_WITH_TIMEOUT(!effects_->isRunning(), test::kPatience_ms);
  QVERIFY2(effects_->problem().isEmpty(), qPrintable(effects_->problem()));
}

/// m2 is the slowest machine over most of its range: its time matters, a place more or less does not.
void TestEffectsModel::tellsWhatTheCoreTells() {
  run(draft(24, 4));
  want("throughput_per_h");
  QVERIFY(effects_->answer() != nullptr);
  const FoundEffects& answer = *effects_->answer();
  const StudyResults& results = study_->results();
  const auto model = surrogate::GaussianProcess::fit(
      experiment::trainingRows(results.points(), results.responses(), results.runs(), "throughput_per_h", true),
      surrogate::cautiousFit(1, 10));
  const auto alone = analysis::effectsOf(experiment::Study::fromJson(study_->draft().toJson()), model, 1);
  QVERIFY(analysis::toJson(answer.effects) == analysis::toJson(alone));
  QVERIFY(answer.effects.trust == analysis::Effects::Trust::Good);
  const std::vector<EffectRow> rows = effectRows(answer);
  QCOMPARE(rows.size(), std::size_t{2});
  QCOMPARE(rows[0].name, QString("m2_s"));
  QVERIFY(rows[0].alone > 0.8 && rows[1].total < 0.2);
  for (const EffectRow& row : rows) QVERIFY(row.alone <= row.total && row.total <= 1);
  QVERIFY2(effectsTitle(answer).startsWith("m2_s matters most to Throughput per h: "),
           qPrintable(effectsTitle(answer)));
  QVERIFY(effectsQuality(answer).startsWith("The surrogate explains "));
}

void TestEffectsModel::asksOnceForTheSameRuns() {
  run(draft(8, 2));
  want("throughput_per_h");
  const auto first = effects_->answer();
  effects_->want("throughput_per_h");
  QVERIFY(!effects_->isRunning() && effects_->answer() == first);
  want("lead_time_mean_s");
  QCOMPARE(effects_->answer()->response, std::string("lead_time_mean_s"));
  effects_->want("no_such_response");
  QVERIFY(!effects_->isRunning());
}

void TestEffectsModel::aRoughSurrogateShowsNoBars() {
  FoundEffects answer{"study", "throughput_per_h", {}, 8};
  answer.effects.kpi = "throughput_per_h";
  answer.effects.trust = analysis::Effects::Trust::Poor;
  answer.effects.explained = 0.41;
  answer.effects.variance = 2;
  answer.effects.factors = {{"cycle", 0.9, 0.95, {}, {}}};
  QVERIFY(effectRows(answer).empty());
  QCOMPARE(effectsTitle(answer), QString("Too little is known to say which factors matter to Throughput per h"));
  QVERIFY(effectsQuality(answer).startsWith("The surrogate explains 41 %"));
  QVERIFY(effectsQuality(answer).contains("90 % is the least to rely on. Make more points"));
}

void TestEffectsModel::refusesTooFewPoints() {
  QCOMPARE(effects_->refusal(), QString("Run the study first."));
  run(draft(2, 2));
  QCOMPARE(effects_->refusal(), QString("2 points are too few to learn from. Run 3 or more."));
  effects_->want("throughput_per_h");
  QVERIFY(!effects_->isRunning());
}

/// Until it is asked again: whoever follows changed() must not begin anew.
void TestEffectsModel::stopIsRemembered() {
  run(draft(8, 2));
  effects_->want("throughput_per_h");
  QVERIFY(effects_->isRunning() && !effects_->wasStopped());
  bool was_told = false;
  connect(effects_.get(), &AnalysisJob::changed, this, [&] { was_told = effects_->wasStopped(); });
  effects_->cancel();
  disconnect(effects_.get(), nullptr, this, nullptr);
  QVERIFY(was_told && effects_->wasStopped() && !effects_->isRunning());
  want("throughput_per_h");
  QVERIFY(!effects_->wasStopped());
  QVERIFY(effects_->answer() != nullptr);
  effects_->cancel();
  QVERIFY2(!effects_->wasStopped(), "nothing was going on");
}

void TestEffectsModel::anotherStudyEndsTheLearning() {
  run(draft(8, 2));
  effects_->want("throughput_per_h");
  QVERIFY(effects_->isRunning());
  study_->create();
  QVERIFY(!effects_->isRunning() && !effects_->wasStopped());
  QTRY_COMPARE_WITH_TIMEOUT(jobs_->runningCount(), std::size_t{0}, test::kPatience_ms);
  QVERIFY(effects_->answer() == nullptr);
}

QTEST_GUILESS_MAIN(TestEffectsModel)
#include "tst_effects_model.moc"
