// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/models/lines.h"
#include "ui/commands/edits.h"
#include "ui/models/simulation_model.h"

using namespace mw;
using namespace mw::models;

class TestSimulationModel : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void recordsAndReplicates();
  void scrubEqualsAFreshRun();
  void editRunsAgain();
  void refusalSaysWhyAndRecovers();
  void horizonSetsTheCursor();
  void followsOnlyWhileLeading();

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
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, 20000);
}

void TestSimulationModel::recordsAndReplicates() {
  QCOMPARE(model_->state(), SimulationModel::State::Empty);
  openAndRun(test::smallLine());
  QVERIFY(model_->recording() != nullptr);
  QCOMPARE(playback_->duration_s(), SimulationModel::kDefaultHorizon_s);
  const RunKpis& kpis = model_->replicated()->kpis;
  QCOMPARE(kpis.throughput_per_h.n, std::uint64_t{SimulationModel::kReplications});
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
  for (std::uint32_t r = 0; r < SimulationModel::kReplications; ++r) {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(SimulationModel::kDefaultHorizon_s);
    settings.replication = r;
    good += static_cast<double>(events::simulate(*model, settings).good);
  }
  const double mean_per_h = good / SimulationModel::kReplications / 8;
  QVERIFY(std::abs(kpis.throughput_per_h.mean - mean_per_h) < 1e-9 * mean_per_h);
}

void TestSimulationModel::scrubEqualsAFreshRun() {
  openAndRun(test::smallLine());
  const double half_s = SimulationModel::kDefaultHorizon_s / 2;
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
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, 20000);
  QVERIFY(!model_->isStale());
  QVERIFY(*model_->run()->factory == document_->factory());
  QVERIFY2(model_->replicated()->kpis.throughput_per_h.mean < 0.7 * before, "a machine of 20 s makes fewer parts");
}

void TestSimulationModel::refusalSaysWhyAndRecovers() {
  openAndRun(test::smallLine());
  commands::removeFlow(*document_, 3);
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Refused, 20000);
  QVERIFY(!model_->findings().empty());
  QVERIFY2(model_->problem().contains("m2"), qPrintable(model_->problem()));
  document_->undoStack().undo();
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, 20000);
  QVERIFY(model_->problem().isEmpty());
}

void TestSimulationModel::horizonSetsTheCursor() {
  openAndRun(test::smallLine());
  model_->setHorizon(3600);
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, 20000);
  QCOMPARE(playback_->duration_s(), 3600.0);
  QCOMPARE(model_->run()->gantt.end_s, 3600.0);
}

void TestSimulationModel::followsOnlyWhileLeading() {
  openAndRun(test::smallLine());
  model_->setLeading(false);
  playback_->setDuration(100);
  model_->setHorizon(7200);
  QTRY_COMPARE_WITH_TIMEOUT(model_->state(), SimulationModel::State::Ready, 20000);
  QCOMPARE(playback_->duration_s(), 100.0);
  model_->setLeading(true);
  QCOMPARE(playback_->duration_s(), 7200.0);
}

QTEST_GUILESS_MAIN(TestSimulationModel)
#include "tst_simulation_model.moc"
