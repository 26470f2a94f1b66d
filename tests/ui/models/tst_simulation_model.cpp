// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "core/experiment/warmup_pilot.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/commands/edits.h"
#include "ui/models/renamed_run.h"
#include "ui/models/simulation_model.h"

using namespace mw;
using namespace mw::models;

Q_DECLARE_METATYPE(mw::models::RunWishes)
Q_DECLARE_METATYPE(mw::models::RunField)

class TestSimulationModel : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void recordsAndReplicates();
  void scrubEqualsAFreshRun();
  void editRunsAgain();
  void renameKeepsTheRun();
  void movingTogetherIsNoRename();
  void refusalSaysWhyAndRecovers();
  void horizonSetsTheCursor();
  void followsOnlyWhileLeading();
  void findsTheWarmup();
  void replicatesUntilPrecise();
  void refusesNonsense_data();
  void refusesNonsense();

 private:
  void openAndRun(factory::Factory factory);

  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Playback> playback_;
  std::unique_ptr<SimulationModel> model_;
};

void TestSimulationModel::init() {
  model_.reset();
  document_.reset();
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<Document>(*jobs_);
  playback_ = std::make_unique<Playback>();
  model_ = std::make_unique<SimulationModel>(*document_, *playback_, *jobs_);
}

void TestSimulationModel::openAndRun(factory::Factory factory) {
  document_->replace(std::move(factory), "small", {});
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, test::kPatience_ms);
}

void TestSimulationModel::recordsAndReplicates() {
  QCOMPARE(model_->state(), SimulationModel::State::Empty);
  openAndRun(test::smallLine());
  QVERIFY(model_->recording() != nullptr);
  QCOMPARE(playback_->duration_s(), RunWishes().horizon_s);
  const RunKpis& kpis = model_->replicated()->kpis;
  QCOMPARE(kpis.throughput_per_h.n, std::uint64_t{RunWishes().replications});
  QVERIFY(kpis.throughput_per_h.half_width > 0);
  QCOMPARE(kpis.uses.size(), std::size_t{2});
  for (const ElementUse& use : kpis.uses) {
    double sum = 0;
    for (const double share : use.share) sum += share;
    QVERIFY2(std::abs(sum - 1) < 1e-9, "states of a place cover all of the time");
  }
  // The same by hand: the core's own statistics of replication 0 to 9.
  const auto model = events::compile(document_->factory());
  double good = 0;
  for (std::uint32_t r = 0; r < RunWishes().replications; ++r) {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(RunWishes().horizon_s);
    settings.replication = r;
    good += static_cast<double>(events::simulate(*model, settings).good);
  }
  const double mean_per_h = good / RunWishes().replications / 8;
  QVERIFY(std::abs(kpis.throughput_per_h.mean - mean_per_h) < 1e-9 * mean_per_h);
}

void TestSimulationModel::scrubEqualsAFreshRun() {
  openAndRun(test::smallLine());
  const double half_s = RunWishes().horizon_s / 2;
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(half_s);
  const events::Recording fresh = events::record(*events::compile(document_->factory()), settings);
  const events::Moment expected = fresh.momentAt(fresh.end());
  const events::Moment scrubbed = model_->momentAt(half_s);
  QCOMPARE(scrubbed.good, expected.good);
  QCOMPARE(scrubbed.wip, expected.wip);
  for (std::size_t i = 0; i < expected.elements.size(); ++i) {
    QVERIFY(scrubbed.elements[i].places == expected.elements[i].places);
    QCOMPARE(scrubbed.elements[i].parts.size(), expected.elements[i].parts.size());
    for (std::size_t p = 0; p < expected.elements[i].parts.size(); ++p)
      QCOMPARE(scrubbed.elements[i].parts[p].part, expected.elements[i].parts[p].part);
  }
}

void TestSimulationModel::editRunsAgain() {
  openAndRun(test::smallLine());
  const double before = model_->replicated()->kpis.throughput_per_h.mean;
  commands::setValue(*document_, factory::FactoryPath("elements/m2/process/mean_s"), 20);
  QVERIFY(model_->isStale());
  QVERIFY(model_->run() != nullptr);  // the old one stays on screen
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, test::kPatience_ms);
  QVERIFY(!model_->isStale());
  QVERIFY(*model_->run()->factory == document_->factory());
  QVERIFY2(model_->replicated()->kpis.throughput_per_h.mean < 0.7 * before, "a machine of 20 s makes fewer parts");
}

/// Done and undone: what was run stays on the screen under the new id until the next run is there.
void TestSimulationModel::renameKeepsTheRun() {
  openAndRun(test::smallLine());
  const auto before = model_->run();
  const auto idsIn = [this] {
    QStringList ids;
    for (const kpi::GanttRow& row : model_->run()->gantt.rows) ids << QString::fromStdString(row.id);
    for (const ElementUse& use : model_->replicated()->kpis.uses) ids << QString::fromStdString(use.id);
    for (const std::string& id : model_->replicated()->result.element_ids) ids << QString::fromStdString(id);
    for (const kpi::Limit& limit : model_->replicated()->result.bottleneck.limits)
      ids << QString::fromStdString(limit.id);
    return ids;
  };
  const QStringList old_ids = idsIn();
  QCOMPARE(old_ids.count("m2"), 4);
  const auto playing_s = playback_->duration_s();
  commands::renameElement(*document_, "m2", "lathe");
  QVERIFY(model_->run() && model_->replicated() && model_->isStale());
  QCOMPARE(model_->run()->recording, before->recording);
  QVERIFY(model_->run()->factory->findElement("lathe") != nullptr);
  QCOMPARE(idsIn(), QStringList(old_ids).replaceInStrings("m2", "lathe"));
  QCOMPARE(playback_->duration_s(), playing_s);
  document_->undoStack().undo();
  QCOMPARE(idsIn(), old_ids);
  // Another factory has no part in it.
  document_->replace(test::smallLine(), "another", {});
  QVERIFY(!model_->run() && !model_->replicated());
}

/// Two elements that are moved and connected in one step are no rename, and the run stays as it was.
void TestSimulationModel::movingTogetherIsNoRename() {
  openAndRun(test::smallLine());
  const auto before = model_->run();
  QVERIFY(!renameOf({FactoryChange::Kind::Replaced, {"m1", "m2"}}, document_->factory()));
  QVERIFY(!renameOf({FactoryChange::Kind::ElementsChanged, {"m1", "gone"}}, document_->factory()));
  const auto found = renameOf({FactoryChange::Kind::Replaced, {"gone", "m2"}}, document_->factory());
  QVERIFY(found && found->from == "gone" && found->to == "m2");
  QCOMPARE(model_->run(), before);
}

void TestSimulationModel::refusalSaysWhyAndRecovers() {
  openAndRun(test::smallLine());
  commands::removeFlow(*document_, 3);
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Refused, test::kPatience_ms);
  QVERIFY(!model_->findings().empty());
  QVERIFY2(model_->problem().contains("m2"), qPrintable(model_->problem()));
  document_->undoStack().undo();
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, test::kPatience_ms);
  QVERIFY(model_->problem().isEmpty());
}

void TestSimulationModel::horizonSetsTheCursor() {
  openAndRun(test::smallLine());
  QVERIFY(!model_->setWishes({.horizon_s = 3600}));
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, test::kPatience_ms);
  QCOMPARE(playback_->duration_s(), 3600.0);
  QCOMPARE(model_->run()->gantt.end_s, 3600.0);
}

void TestSimulationModel::followsOnlyWhileLeading() {
  openAndRun(test::smallLine());
  model_->setLeading(false);
  playback_->setDuration(100);
  QVERIFY(!model_->setWishes({.horizon_s = 7200}));
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, test::kPatience_ms);
  QCOMPARE(playback_->duration_s(), 100.0);
  model_->setLeading(true);
  QCOMPARE(playback_->duration_s(), 7200.0);
}

void TestSimulationModel::findsTheWarmup() {
  openAndRun(test::smallLine());
  QVERIFY(!model_->setWishes({.horizon_s = 4 * 3600, .finds_warmup = true}));
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, test::kPatience_ms);
  const experiment::RunPlan& plan = model_->replicated()->result.plan;
  QVERIFY(plan.found_warmup.has_value());
  const auto expected =
      experiment::findWarmup(document_->factory(), planOf(model_->wishes(), 1));  // as the command line finds it
  QCOMPARE(plan.found_warmup->warmup_s, expected.warmup_s);
  QCOMPARE(plan.warmup_s, expected.warmup_s);
  QVERIFY(warmupText(plan).contains("MSER-5"));
}

void TestSimulationModel::replicatesUntilPrecise() {
  openAndRun(test::smallLine());
  RunWishes wishes{.horizon_s = 3600, .replications = 5};
  wishes.precision = {"throughput_per_h", 0.02, true};
  QVERIFY(!model_->setWishes(wishes));
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, test::kPatience_ms);
  const experiment::RunResult& result = model_->replicated()->result;
  const numerics::Estimate& throughput = model_->replicated()->kpis.throughput_per_h;
  QVERIFY2(result.plan.replications > 5, "five runs of an hour do not tell it to 2 %");
  QVERIFY(result.precision.front().is_met);
  QVERIFY(throughput.half_width <= 0.02 * throughput.mean);
  QCOMPARE(throughput.n, std::uint64_t{result.plan.replications});
  // What cannot be reached ends at the most allowed and says so.
  wishes.precision->wanted = 1e-6;
  wishes.max_replications = 12;
  QVERIFY(!model_->setWishes(wishes));
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, test::kPatience_ms);
  QCOMPARE(model_->replicated()->result.plan.replications, 12U);
  QVERIFY(!model_->replicated()->result.precision.front().is_met);
}

void TestSimulationModel::refusesNonsense_data() {
  QTest::addColumn<RunWishes>("wishes");
  QTest::addColumn<RunField>("field");
  QTest::addColumn<QString>("cause");
  const auto row = [](const char* name, const RunWishes& wishes, RunField field, const char* cause) {
    QTest::newRow(name) << wishes << field << QString::fromUtf8(cause);
  };
  const auto goal = [](double wanted, bool is_relative) {
    return std::optional(experiment::PrecisionGoal{"wip_mean", wanted, is_relative});
  };
  row("horizon 0", {.horizon_s = 0}, RunField::Horizon, "0.0 s");
  row("horizon NaN", {.horizon_s = std::nan("")}, RunField::Horizon, "cannot be run");
  row("warm-up as long as the horizon", {.horizon_s = 7200, .warmup_s = 7200}, RunField::Warmup, "leaves nothing");
  row("warm-up negative", {.warmup_s = -1}, RunField::Warmup, "negative");
  row("no replication", {.replications = 0}, RunField::Replications, "0 replications");
  row("half width 0", {.precision = goal(0, false)}, RunField::Precision, "half width of 0");
  row("half width NaN", {.precision = goal(std::nan(""), true)}, RunField::Precision, "half width of 0");
  row("half width 100 %", {.precision = goal(1, true)}, RunField::Precision, "as large as the mean");
  row("at most 4", {.replications = 1, .precision = goal(0.1, true), .max_replications = 4}, RunField::MaxReplications,
      "cannot judge");
  row("fewer at most than at first", {.replications = 30, .precision = goal(0.1, true), .max_replications = 20},
      RunField::MaxReplications, "from the start");
}

void TestSimulationModel::refusesNonsense() {
  QFETCH(RunWishes, wishes);
  QFETCH(RunField, field);
  QFETCH(QString, cause);
  const RunWishes before = model_->wishes();
  const auto problem = model_->setWishes(wishes);
  QVERIFY(problem.has_value());
  QCOMPARE(problem->field, field);
  QVERIFY2(problem->cause.contains(cause), qPrintable(problem->cause));
  QVERIFY(!problem->cure.isEmpty());
  QVERIFY(model_->wishes() == before);
  QCOMPARE(model_->state(), SimulationModel::State::Empty);
}

QTEST_GUILESS_MAIN(TestSimulationModel)
#include "tst_simulation_model.moc"
