// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/stored_study.h"
#include "tests/support/local_slurm.h"
#include "tests/ui/panels/results/small_run.h"
#include "ui/models/project_services.h"
#include "ui/panels/study/cluster_dialog.h"
#include "ui/panels/study/study_panel.h"

using namespace mw;
using namespace mw::panels;
using State = models::StudyModel::State;

/// The window's study as an array of jobs, on a Slurm of this machine's own.
class TestClusterDialog : public test::SmallRun {
  Q_OBJECT
 private slots:
  void initTestCase();
  void runsInTheProject();
  void cancelEndsTheJob();
  void whatTheSchedulerRefusesIsShown();

 private:
  static constexpr int kLongest_ms = 120'000;
  /// A new study in the project. @param days  that a run simulates: how long it takes
  void begin(const char* name, int points, double days);
  /// Types what the row says and submits.
  void submit(int shards, const QString& partition = {});
  [[nodiscard]] bool isJobThere() const { return !slurm_.run("squeue", {"-h"}).out.empty(); }

  QTemporaryDir folder_;
  test::LocalSlurm slurm_{folder_.path(), MW_SLURM_LOCAL};
  std::shared_ptr<store::ProjectFile> project_;
  std::unique_ptr<models::StudyModel> study_;
  models::ClusterWishes wishes_;
};

void TestClusterDialog::initTestCase() {
  if (const QString reason = test::LocalSlurm::whyNot(); !reason.isEmpty()) QSKIP(qPrintable(reason));
  const std::string problem = slurm_.start();
  QVERIFY2(problem.empty(), problem.c_str());
  for (const char* name : {"PATH", "SLURM_CONF"}) qputenv(name, slurm_.environment().value(name).toLocal8Bit());
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
  project_ = store::ProjectFile::create(folder_.filePath("p.mill").toStdString(), test::smallLine());
  study_ = std::make_unique<models::StudyModel>(document_, jobs_, models::projectStudies(project_));
  document_.replace(test::smallLine(), folder_.filePath("p.mill"), {});
  wishes_.program = MW_CLI;
}

void TestClusterDialog::begin(const char* name, int points, double days) {
  study_->create();
  models::StudyDraft draft = study_->draft();
  draft.name = name;
  draft.factors = {{"cycle", "elements/m2/process/mean_s", 6, 12, false, {}}};
  draft.points = static_cast<std::uint32_t>(points);
  draft.replications = 2;
  draft.horizon_s = days * 86'400;
  draft.responses = {"throughput_per_h", "wip_mean"};
  study_->edit(draft);
}

void TestClusterDialog::submit(int shards, const QString& partition) {
  ClusterDialog dialog(*study_, wishes_);
  auto* run = dialog.findChild<QPushButton*>("cluster.run");
  QVERIFY(run->isEnabled());
  dialog.findChild<QSpinBox*>("cluster.shards")->setValue(shards);
  dialog.findChild<QLineEdit*>("cluster.partition")->setText(partition);
  QTest::mouseClick(run, Qt::LeftButton);
  QCOMPARE(study_->state(), State::Running);
  QCOMPARE(wishes_.shards, static_cast<std::uint32_t>(shards));
}

void TestClusterDialog::runsInTheProject() {
  begin("cycle", 6, 2);
  const auto& services = study_->services();
  const auto plan = services.plan(experiment::Study::fromJson(study_->draft().toJson()), document_.factory(), {});
  const auto here = services.tryOut(plan, {}, {});
  submit(3);
  QTRY_VERIFY2_WITH_TIMEOUT(study_->state() == State::Complete, qPrintable(study_->problem()), kLongest_ms);
  QCOMPARE(study_->problem(), QString());
  QCOMPARE(study_->results().digest(), experiment::studyDigest(here));
  QVERIFY(store::study(*project_, "cycle").isComplete());
  QVERIFY(!QDir(folder_.path()).exists("p.cycle.job"));
}

void TestClusterDialog::cancelEndsTheJob() {
  begin("long", 40, 400);
  StudyPanel panel(*study_, document_, selection_, jobs_, themes_);
  submit(2);
  QTRY_VERIFY2_WITH_TIMEOUT(isJobThere(), qPrintable(study_->problem()), kLongest_ms);
  const QString begun = folder_.filePath("p.long.job/shard-1.progress");
  QTRY_VERIFY2_WITH_TIMEOUT(QFile::exists(begun), qPrintable(study_->problem()), kLongest_ms);
  QElapsedTimer since_cancel;
  since_cancel.start();
  QTest::mouseClick(find<QPushButton>(panel, "study.cancel"), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(study_->state(), State::Partial, kLongest_ms);
  qInfo("idle after %lld ms", static_cast<long long>(since_cancel.elapsed()));
  QTRY_VERIFY_WITH_TIMEOUT(!isJobThere(), kLongest_ms);
  // What the tasks had finished has come home, and nothing else is told.
  QCOMPARE(store::study(*project_, "long").runs_done, study_->results().runsDone());
  QVERIFY(study_->results().runsDone() < study_->results().runsTotal());
}

void TestClusterDialog::whatTheSchedulerRefusesIsShown() {
  begin("refused", 4, 1);
  submit(2, "no-such-queue");
  QTRY_VERIFY_WITH_TIMEOUT(study_->state() != State::Running, kLongest_ms);
  QVERIFY2(study_->problem().contains("partition"), qPrintable(study_->problem()));
}

QTEST_MAIN(TestClusterDialog)
#include "tst_cluster_dialog.moc"
