// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "core/analysis/improvement_text.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/commands/edits.h"
#include "ui/commands/plan_edits.h"
#include "ui/models/analysis/improvement_words.h"

using namespace mw;
using namespace mw::models;
using Status = analysis::Improvement::Status;

/// Looking for improvements of the open factory, and taking them.
class TestImprovementSearch : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void proposesTheRunSettings();
  void findsWhatTheCoreFinds();
  void tellsHowFarItIs();
  void aPlanIsOneStep();
  void anotherLayoutTakesNoPlan();
  void cancelLeavesTheEarlierAnswer();
  void refuses_data();
  void refuses();
  void saysWhyThereIsNoPlan_data();
  void saysWhyThereIsNoPlan();

 private:
  [[nodiscard]] analysis::ImprovementOptions quick() const;
  void find(const analysis::ImprovementOptions& options);
  void apply(std::size_t plan);

  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Playback> playback_;
  std::unique_ptr<SimulationModel> simulation_;
  std::unique_ptr<ImprovementSearch> search_;
};

namespace {

/// Three machines without chance; the second takes 30 s, the others 15 s.
factory::Factory slowMachine() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "name": "slow",
    "parts": [{"id": "a"}], "elements": [
      {"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
      {"id": "m1", "type": "station", "process": 15}, {"id": "b1", "type": "buffer", "capacity": 4},
      {"id": "m2", "type": "station", "process": 30}, {"id": "b2", "type": "buffer", "capacity": 4},
      {"id": "m3", "type": "station", "process": 15}, {"id": "o", "type": "sink"}],
    "flows": [{"from": "s", "to": "m1"}, {"from": "m1", "to": "b1"}, {"from": "b1", "to": "m2"},
      {"from": "m2", "to": "b2"}, {"from": "b2", "to": "m3"}, {"from": "m3", "to": "o"}],
    "pools": [{"id": "crew", "count": 1}]})"));
}

}  // namespace

void TestImprovementSearch::init() {
  search_.reset();
  simulation_.reset();
  document_.reset();
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<Document>(*jobs_);
  playback_ = std::make_unique<Playback>();
  simulation_ = std::make_unique<SimulationModel>(*document_, *playback_, *jobs_);
  search_ = std::make_unique<ImprovementSearch>(*document_, *simulation_, *jobs_);
  document_->replace(slowMachine(), "slow", {});
}

analysis::ImprovementOptions TestImprovementSearch::quick() const {
  analysis::ImprovementOptions options = search_->proposed();
  options.plan.horizon_s = 40'000;
  options.plan.warmup_s = 4000;
  options.plan.replications = 3;
  options.screening_replications = 2;
  options.budget = 5;
  return options;
}

void TestImprovementSearch::find(const analysis::ImprovementOptions& options) {
  search_->start(options);
  QVERIFY(search_->isRunning());
  QTRY_VERIFY_WITH_TIMEOUT(!search_->isRunning(), test::kPatience_ms);
  QVERIFY2(search_->problem().isEmpty(), qPrintable(search_->problem()));
  QVERIFY(search_->answer() != nullptr);
}

void TestImprovementSearch::apply(std::size_t plan) {
  std::vector<std::string> ids;
  for (const analysis::Change& change : search_->plan(plan).changes) {
    ids.insert(ids.end(), change.ids.begin(), change.ids.end());
  }
  commands::applyPlan(*document_, search_->plan(plan).factory, ids, "Apply plan 1");
}

void TestImprovementSearch::proposesTheRunSettings() {
  RunWishes wishes = simulation_->wishes();
  wishes.horizon_s = 50'000;
  wishes.warmup_s = 2000;
  wishes.seed = 7;
  wishes.replications = 4;
  QVERIFY(!simulation_->setWishes(wishes));
  const analysis::ImprovementOptions few = search_->proposed();
  QCOMPARE(few.plan.horizon_s, 50'000.0);
  QCOMPARE(few.plan.warmup_s, 2000.0);
  QCOMPARE(few.plan.seed, std::uint64_t{7});
  QCOMPARE(few.plan.replications, ImprovementSearch::kLeastConfirming);
  wishes.replications = 64;
  QVERIFY(!simulation_->setWishes(wishes));
  QCOMPARE(search_->proposed().plan.replications, std::uint32_t{64});
  QCOMPARE(search_->keepable(), (std::vector<std::string>{"m1", "b1", "m2", "b2", "m3", "crew"}));
}

void TestImprovementSearch::findsWhatTheCoreFinds() {
  const analysis::ImprovementOptions options = quick();
  find(options);
  const FoundImprovement& answer = *search_->answer();
  QVERIFY(analysis::toJson(answer.found, options) ==
          analysis::toJson(analysis::findImprovement(slowMachine(), options), options));
  QVERIFY(answer.found.status == Status::Shown);
  const PlanWords best = planWords(answer, 0);
  QCOMPARE(best.changes, QStringList{"m2: 1.5 s (5 %) faster"});
  QCOMPARE(best.elements, std::vector<std::string>{"m2"});
  QCOMPARE(best.verdict, QString("better"));
  QCOMPARE(best.cost, QString("costs 5 of 5"));
  // From 120 parts an hour to 3600 / 28.5; without chance every interval has no width.
  QVERIFY2(best.gain.startsWith("+6.3") && best.gain.contains("parts/h"), qPrintable(best.gain));
  QVERIFY2(answerTitle(answer).startsWith("Throughput per h: the best plan gives +6.3"),
           qPrintable(answerTitle(answer)));
  QVERIFY2(answerBasis(answer).contains("with 2 replications each"), qPrintable(answerBasis(answer)));
}

void TestImprovementSearch::tellsHowFarItIs() {
  QStringList told;
  connect(search_.get(), &AnalysisJob::progressed, this, [&] { told << search_->progressText(); });
  find(quick());
  QVERIFY(!told.isEmpty());
  for (const QString& text : told) {
    QVERIFY2(text.startsWith("Screening: ") || text.startsWith("Confirming the best: "), qPrintable(text));
  }
  QVERIFY(search_->done() <= search_->total());
}

/// With one step taken back everything is as before; the same plan can then be taken again.
void TestImprovementSearch::aPlanIsOneStep() {
  find(quick());
  const factory::Factory before = document_->factory();
  apply(0);
  QCOMPARE(document_->undoStack().count(), 1);
  QCOMPARE(document_->undoStack().undoText(), QString("Apply plan 1"));
  QCOMPARE(document_->factory().findElement("m2")->value("process").get<double>(), 28.5);
  QVERIFY(search_->isOfOlderFactory());
  document_->undoStack().undo();
  QVERIFY(document_->factory() == before);
  QVERIFY(!search_->isOfOlderFactory());
  document_->undoStack().redo();
  QVERIFY(document_->factory() == search_->plan(0).factory);
}

void TestImprovementSearch::anotherLayoutTakesNoPlan() {
  find(quick());
  QSignalSpy changed(search_.get(), &AnalysisJob::changed);
  commands::setValue(*document_, factory::FactoryPath("elements/m1/process"), 16);
  QVERIFY(!changed.isEmpty() && search_->isOfOlderFactory());
  document_->replace(test::smallLine(), "small", {});
  QVERIFY(search_->answer() == nullptr);
}

void TestImprovementSearch::cancelLeavesTheEarlierAnswer() {
  find(quick());
  const auto answer = search_->answer();
  analysis::ImprovementOptions longer = quick();
  longer.plan.horizon_s = 4e7;
  search_->start(longer);
  search_->cancel();
  QVERIFY(!search_->isRunning());
  QTRY_COMPARE_WITH_TIMEOUT(jobs_->runningCount(), std::size_t{0}, test::kPatience_ms);
  QVERIFY(search_->answer() == answer && search_->problem().isEmpty());
}

void TestImprovementSearch::refuses_data() {
  QTest::addColumn<double>("warmup_s");
  QTest::addColumn<bool>("has_costs");
  QTest::addColumn<QString>("says");
  QTest::newRow("as proposed") << 0.0 << true << QString();
  QTest::newRow("all warm-up") << 1e9 << true << "The warm-up takes the whole horizon. Give a longer horizon";
  QTest::newRow("nothing to be had") << 0.0 << false << "No kind of change is to be had. Tick one";
}

void TestImprovementSearch::refuses() {
  QFETCH(double, warmup_s);
  QFETCH(bool, has_costs);
  QFETCH(QString, says);
  analysis::ImprovementOptions options = quick();
  options.plan.warmup_s = warmup_s;
  if (!has_costs) options.costs = {std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, {}};
  const QString refusal = search_->refusal(options);
  QVERIFY2(says.isEmpty() ? refusal.isEmpty() : refusal.startsWith(says), qPrintable(refusal));
}

void TestImprovementSearch::saysWhyThereIsNoPlan_data() {
  QTest::addColumn<double>("budget");
  QTest::addColumn<bool>("keeps");
  QTest::addColumn<QString>("says");
  QTest::newRow("too dear") << 0.2 << false << "Nothing is affordable: the cheapest change";
  QTest::newRow("all is kept") << 5.0 << true << "Nothing can be changed where the bottleneck is";
}

void TestImprovementSearch::saysWhyThereIsNoPlan() {
  QFETCH(double, budget);
  QFETCH(bool, keeps);
  QFETCH(QString, says);
  analysis::ImprovementOptions options = quick();
  options.budget = budget;
  if (keeps) options.costs.keep = {"m1", "m2", "m3", "b1", "b2", "crew"};
  find(options);
  QVERIFY(search_->answer()->found.plans.empty());
  const QString title = answerTitle(*search_->answer());
  QVERIFY2(title.startsWith(says), qPrintable(title));
}

QTEST_GUILESS_MAIN(TestImprovementSearch)
#include "tst_improvement_search.moc"
