// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/models/project_services.h"
#include "ui/models/session_studies.h"
#include "ui/models/study_model.h"

using namespace mw;
using namespace mw::models;

/// A study that chooses its points as it goes, in the window: kept in the session, or in a project.
class TestSequentialStudy : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void growsToItsBudget_data();
  void growsToItsBudget();
  void stoppedAndResumedIsAsUninterrupted_data();
  void stoppedAndResumedIsAsUninterrupted();
  void aPointMayFollow();

 private:
  static constexpr std::size_t kPoints = 14;

  static void addKinds();
  StudyServices servicesOf(const QString& kind) const;
  void open(const QString& kind);
  void waitComplete();

  QTemporaryDir folder_;
  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<StudyModel> study_;
};

void TestSequentialStudy::init() {
  study_.reset();
  document_.reset();
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<Document>(*jobs_);
  document_->replace(test::smallLine(), "small", {});
}

void TestSequentialStudy::addKinds() {
  QTest::addColumn<QString>("kind");
  QTest::newRow("session") << QStringLiteral("session");
  QTest::newRow("project") << QStringLiteral("project");
}

StudyServices TestSequentialStudy::servicesOf(const QString& kind) const {
  if (kind == QStringLiteral("session")) return sessionStudies();
  const std::filesystem::path file = folder_.filePath(QStringLiteral("p.mill")).toStdString();
  std::filesystem::remove(file);
  return projectStudies(store::ProjectFile::create(file, test::smallLine()));
}

void TestSequentialStudy::open(const QString& kind) {
  study_.reset();
  study_ = std::make_unique<StudyModel>(*document_, *jobs_, servicesOf(kind));
  StudyDraft draft;
  draft.name = "where-next";
  draft.factors = {{"m2_s", "elements/m2/process/mean_s", 6, 14, false, {}},
                   {"places", "elements/b/capacity", 1, 9, true, {}}};
  draft.design = experiment::Design::Type::Sequential;
  draft.written_design =
      Json{{"type", "sequential"}, {"response", "throughput_per_h"}, {"initial", 8}, {"batch", 3}, {"points", kPoints}};
  draft.horizon_s = 7200;
  draft.warmup_s = 600;
  draft.replications = 3;
  draft.responses = {"throughput_per_h"};
  study_->edit(draft);
}

void TestSequentialStudy::waitComplete() {
  QTRY_VERIFY2_WITH_TIMEOUT(study_->state() == StudyModel::State::Complete, qPrintable(study_->problem()),
                            test::kPatience_ms);
}

void TestSequentialStudy::growsToItsBudget_data() {
  addKinds();
}

void TestSequentialStudy::growsToItsBudget() {
  QFETCH(QString, kind);
  open(kind);
  study_->run();
  waitComplete();
  QCOMPARE(study_->results().pointCount(), kPoints);
  QCOMPARE(study_->results().runsDone(), 3 * kPoints);
  QCOMPARE(study_->draft().added.size(), kPoints - 8);
  const KeptStudy kept = study_->services().load("where-next");
  QCOMPARE(kept.points.size(), kPoints);
  QVERIFY(kept.points == study_->results().points());
}

void TestSequentialStudy::stoppedAndResumedIsAsUninterrupted_data() {
  addKinds();
}

void TestSequentialStudy::stoppedAndResumedIsAsUninterrupted() {
  QFETCH(QString, kind);
  open(kind);
  study_->run();
  waitComplete();
  const std::string whole = study_->results().digest();
  open(kind);
  study_->run();
  // Stopped at the end of the first points, before or within the first round: both must come to the same.
  QTRY_VERIFY_WITH_TIMEOUT(study_->results().runsDone() > 0, test::kPatience_ms);
  study_->cancel();
  QTRY_VERIFY_WITH_TIMEOUT(study_->state() != StudyModel::State::Running, test::kPatience_ms);
  if (study_->state() == StudyModel::State::Partial) study_->run();
  waitComplete();
  QCOMPARE(study_->results().digest(), whole);
}

void TestSequentialStudy::aPointMayFollow() {
  open(QStringLiteral("project"));
  study_->run();
  waitComplete();
  study_->addPoint(Json{{"m2_s", 9.5}, {"places", 4}});
  waitComplete();
  QTRY_COMPARE_WITH_TIMEOUT(study_->results().runsDone(), 3 * (kPoints + 1), test::kPatience_ms);
  QCOMPARE(study_->services().load("where-next").points.size(), kPoints + 1);
}

QTEST_GUILESS_MAIN(TestSequentialStudy)
#include "tst_sequential_study.moc"
