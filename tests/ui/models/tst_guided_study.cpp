// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/commands/edits.h"
#include "ui/models/factor_tree.h"
#include "ui/models/guide_factors.h"
#include "ui/models/guided_study.h"
#include "ui/models/session_studies.h"

using namespace mw;
using namespace mw::models;
using experiment::Design;

Q_DECLARE_METATYPE(mw::models::Question)

/// The guide's choices, and the study that comes out of them.
class TestGuidedStudy : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void adviceFollowsTheSpread_data();
  void adviceFollowsTheSpread();
  void designFollowsTheQuestion_data();
  void designFollowsTheQuestion();
  void stepsAreRefusedWithAReason();
  void aTerminatingStudyHasNoWarmup();
  void warmupIsFoundAndOverruled();
  void aQueueThatGrowsHasNoWarmup();
  void replicationsFollowThePilot();
  void aLineWithoutChanceNeedsTwo();
  void cancelledPilotsAreForgotten();
  void everythingIsInTheTree();
  void aWrongValueIsTakenBack();
  void todayIsAPointOfItsOwn();
  void theStudyIsHandedOver();

 private:
  void open(factory::Factory factory);
  void chooseFactor() { QCOMPARE(guide_->writing().vary("elements/m2/process/mean_s"), QString()); }

  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<StudyModel> study_;
  std::unique_ptr<GuidedStudy> guide_;
};

namespace {

constexpr int kPilot_ms = 60000;

/// source - m - sink, all times exponential.
factory::Factory queue(double interarrival_s, double process_s) {
  Json json = Json::parse(R"({"format": "millwright-factory/1", "name": "queue", "parts": [{"id": "a"}], "elements": [
      {"id": "src", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 1}},
      {"id": "b", "type": "buffer", "capacity": 1000000},
      {"id": "m2", "type": "station", "process": {"dist": "exponential", "mean_s": 1}},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "b"}, {"from": "b", "to": "m2"}, {"from": "m2", "to": "out"}]})");
  json["elements"][0]["interarrival"]["mean_s"] = interarrival_s;
  json["elements"][2]["process"]["mean_s"] = process_s;
  return factory::Factory::fromJson(std::move(json));
}

factory::Factory clockwork() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "name": "clockwork",
    "parts": [{"id": "a"}], "elements": [
      {"id": "src", "type": "source", "part": "a", "interarrival": 12},
      {"id": "m2", "type": "station", "process": 9},
      {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "m2"}, {"from": "m2", "to": "out"}],
    "pools": [{"id": "crew", "count": 2}]})"));
}

}  // namespace

void TestGuidedStudy::init() {
  open(test::smallLine());
}

void TestGuidedStudy::open(factory::Factory factory) {
  guide_.reset();
  study_.reset();
  document_.reset();
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<Document>(*jobs_);
  document_->replace(std::move(factory), "line", {});
  study_ = std::make_unique<StudyModel>(*document_, *jobs_, sessionStudies());
  guide_ = std::make_unique<GuidedStudy>(*document_, *study_, *jobs_);
}

void TestGuidedStudy::adviceFollowsTheSpread_data() {
  QTest::addColumn<double>("sd");
  QTest::addColumn<double>("share");
  QTest::addColumn<int>("least");
  QTest::addColumn<int>("most");
  // Mean 100. (1.96 x 10 / 2)^2 = 96.04; Student's quantile asks for two or three more.
  QTest::newRow("sd 10 %, wanted 2 %") << 10.0 << 0.02 << 97 << 100;
  // t(0.975; 6) 1 / sqrt(7) = 0.925, t(0.975; 5) 1 / sqrt(6) = 1.049
  QTest::newRow("sd 1 %, wanted 1 %") << 1.0 << 0.01 << 7 << 7;
  QTest::newRow("no spread") << 0.0 << 0.02 << 2 << 2;
  QTest::newRow("out of reach") << 100.0 << 0.001 << 0 << 0;
}

void TestGuidedStudy::adviceFollowsTheSpread() {
  QFETCH(double, sd);
  QFETCH(double, share);
  QFETCH(int, least);
  QFETCH(int, most);
  const numerics::Estimate pilot{100, sd, numerics::studentTQuantile(0.975, 9) * sd / std::sqrt(10.0), 10};
  const ReplicationAdvice advice = replicationAdvice(pilot, share, 100'000);
  QVERIFY2(static_cast<int>(advice.replications) >= least && static_cast<int>(advice.replications) <= most,
           qPrintable(QString::number(advice.replications)));
  const auto halfWidth = [&](double n) { return numerics::studentTQuantile(0.975, n - 1) * sd / std::sqrt(n); };
  if (sd > 0 && advice.replications > 2) {
    QVERIFY(halfWidth(advice.replications) <= 100 * share);
    QVERIFY(halfWidth(advice.replications - 1.0) > 100 * share);
  }
  QVERIFY(!adviceText(advice, pilot, "Throughput", "1/h", share).isEmpty());
}

void TestGuidedStudy::designFollowsTheQuestion_data() {
  QTest::addColumn<Question>("question");
  QTest::addColumn<int>("factors");
  QTest::addColumn<Design::Type>("type");
  QTest::addColumn<double>("points");
  QTest::newRow("effects of two") << Question::Effects << 2 << Design::Type::Grid << 4.0;
  QTest::newRow("effects of six") << Question::Effects << 6 << Design::Type::Grid << 64.0;
  QTest::newRow("effects of seven") << Question::Effects << 7 << Design::Type::LatinHypercube << 70.0;
  QTest::newRow("search of one") << Question::Search << 1 << Design::Type::LatinHypercube << 20.0;
  QTest::newRow("search of three") << Question::Search << 3 << Design::Type::LatinHypercube << 30.0;
  QTest::newRow("alternatives of one") << Question::Alternatives << 1 << Design::Type::Grid << 2.0;
}

void TestGuidedStudy::designFollowsTheQuestion() {
  QFETCH(Question, question);
  QFETCH(int, factors);
  QFETCH(Design::Type, type);
  QFETCH(double, points);
  guide_->setQuestion(question);
  guide_->setToday(false);
  int chosen = 0;
  for (const char* element : {"m1", "m2", "src", "b"}) {
    for (const FactorProposal& proposal : factorProposals(document_->factory(), element)) {
      const bool is_range = proposal.levels.empty() && !proposal.is_integer;
      if (chosen < factors && is_range && guide_->writing().vary(proposal.path).isEmpty()) ++chosen;
    }
  }
  QCOMPARE(chosen, factors);
  QVERIFY(guide_->draft().design == type);
  QCOMPARE(pointCountOf(guide_->draft()), points);
  QVERIFY(!guide_->suggestion().reason.isEmpty());
  // What was chosen by hand stays when the question changes.
  guide_->setDesign(Design::Type::Sobol);
  guide_->setQuestion(Question::Effects);
  QVERIFY(guide_->draft().design == Design::Type::Sobol);
}

void TestGuidedStudy::stepsAreRefusedWithAReason() {
  QVERIFY(guide_->refusal(GuideStep::Question).contains("what you want to know"));
  guide_->setQuestion(Question::Search);
  QCOMPARE(guide_->refusal(GuideStep::Question), QString());
  guide_->setName("  ");
  QVERIFY(guide_->refusal(GuideStep::Question).contains("name"));
  QVERIFY(guide_->refusal(GuideStep::Factors).contains("at least one"));
  chooseFactor();
  QCOMPARE(guide_->refusal(GuideStep::Factors), QString());
  GuideFactors table(*document_, guide_->writing());
  QVERIFY(table.setData(table.index(0, GuideFactors::Min), "50", Qt::EditRole));
  QVERIFY(guide_->refusal(GuideStep::Factors).contains("not below"));
  QVERIFY(guide_->refusal(GuideStep::Ending).contains("ends or runs on"));
  guide_->setEnding(Ending::SteadyState);
  guide_->setHorizon(0);
  QVERIFY(guide_->refusal(GuideStep::Ending).contains("horizon"));
  guide_->setHorizon(3600);
  QVERIFY(guide_->refusal(GuideStep::Warmup).contains("Find"));
  guide_->setWarmup(3600);
  QVERIFY(guide_->refusal(GuideStep::Warmup).contains("shorter"));
}

void TestGuidedStudy::aTerminatingStudyHasNoWarmup() {
  guide_->setEnding(Ending::SteadyState);
  QCOMPARE(guide_->draft().horizon_s, 5 * 86400.0);
  guide_->setWarmup(1800);
  QCOMPARE(guide_->draft().warmup_s, 1800.0);
  guide_->setEnding(Ending::Terminating);
  QCOMPARE(guide_->draft().warmup_s, 0.0);
  QCOMPARE(guide_->draft().horizon_s, 8 * 3600.0);
  QCOMPARE(guide_->refusal(GuideStep::Warmup), QString());
  // What was typed comes back with the question it answers.
  guide_->setEnding(Ending::SteadyState);
  QCOMPARE(guide_->draft().warmup_s, 1800.0);
}

void TestGuidedStudy::warmupIsFoundAndOverruled() {
  guide_->setEnding(Ending::SteadyState);
  guide_->setHorizon(2 * 86400);
  guide_->findWarmup();
  QVERIFY(guide_->refusal(GuideStep::Warmup).contains("not done"));
  QTRY_VERIFY_WITH_TIMEOUT(guide_->pilot().work() == StudyPilot::Work::None, kPilot_ms);
  QVERIFY2(guide_->warmup_s().has_value(), qPrintable(guide_->warmupWords()));
  QVERIFY(*guide_->warmup_s() < 86400);
  QCOMPARE(guide_->draft().warmup_s, *guide_->warmup_s());
  QVERIFY(guide_->warmupWords().contains("MSER-5"));
  guide_->setWarmup(7200);
  QCOMPARE(guide_->draft().warmup_s, 7200.0);
  // Of another horizon it is another estimate; what was typed stays.
  guide_->setHorizon(3 * 86400);
  QCOMPARE(guide_->warmupWords(), QString());
  QCOMPARE(guide_->draft().warmup_s, 7200.0);
}

void TestGuidedStudy::aQueueThatGrowsHasNoWarmup() {
  open(queue(9, 10));
  guide_->setEnding(Ending::SteadyState);
  guide_->setHorizon(86400);
  guide_->findWarmup();
  QTRY_VERIFY_WITH_TIMEOUT(guide_->pilot().work() == StudyPilot::Work::None, kPilot_ms);
  QVERIFY(guide_->pilot().warmup().has_value());
  QVERIFY(!guide_->warmup_s());
  QVERIFY2(guide_->warmupWords().contains("horizon longer"), qPrintable(guide_->warmupWords()));
  QVERIFY(guide_->refusal(GuideStep::Warmup).contains("longer"));
}

void TestGuidedStudy::replicationsFollowThePilot() {
  // M/M/1, load 0.8: departures over T have about the variance of the arrivals, lambda T = 2880, so that one run's
  // throughput has a coefficient of variation of 1 / sqrt(2880) = 1.86 %; the queue left at the end adds a little.
  open(queue(10, 8));
  guide_->setEnding(Ending::Terminating);
  QCOMPARE(guide_->draft().replications, std::uint32_t{10});
  guide_->estimate();
  QTRY_VERIFY_WITH_TIMEOUT(guide_->pilot().work() == StudyPilot::Work::None, kPilot_ms);
  const auto advice = guide_->advice();
  QVERIFY(advice.has_value() && advice->status == ReplicationAdvice::Status::Known);
  const double cv = 0.0186;
  const double expected = std::pow(1.96 * cv / 0.02, 2);  // 3.3, and two to three more by Student's quantile
  // The sd of ten runs lies within a factor of two of its own with 98 % (chi-square), n within four.
  QVERIFY2(advice->replications >= 2 && advice->replications <= 4 * (expected + 3), qPrintable(guide_->adviceWords()));
  QCOMPARE(guide_->draft().replications, advice->replications);
  const std::uint32_t for_two = advice->replications;
  guide_->setWantedShare(0.005);
  // A sixteenth of the variance.
  QVERIFY(guide_->draft().replications > 3 * for_two);
  guide_->setReplications(7);
  guide_->setWantedShare(0.01);
  QCOMPARE(guide_->draft().replications, std::uint32_t{7});
  QVERIFY(std::isfinite(guide_->totalTime_s()));
}

void TestGuidedStudy::aLineWithoutChanceNeedsTwo() {
  open(clockwork());
  guide_->setEnding(Ending::Terminating);
  guide_->estimate();
  QTRY_VERIFY_WITH_TIMEOUT(guide_->pilot().work() == StudyPilot::Work::None, kPilot_ms);
  QVERIFY(guide_->advice() && guide_->advice()->status == ReplicationAdvice::Status::NoSpread);
  QCOMPARE(guide_->draft().replications, std::uint32_t{2});
  QVERIFY(guide_->adviceWords().contains("chance"));
}

void TestGuidedStudy::cancelledPilotsAreForgotten() {
  guide_->setEnding(Ending::SteadyState);
  guide_->setHorizon(400 * 86400.0);
  guide_->estimate();
  QVERIFY(guide_->pilot().work() == StudyPilot::Work::Replications);
  guide_->pilot().cancel();
  QVERIFY(guide_->pilot().work() == StudyPilot::Work::None);
  QTRY_COMPARE_WITH_TIMEOUT(jobs_->runningCount(), std::size_t{0}, kPilot_ms);
  QVERIFY(!guide_->advice());
  QCOMPARE(guide_->pilot().problem(), QString());
}

void TestGuidedStudy::everythingIsInTheTree() {
  open(clockwork());
  FactorTree tree(*document_, guide_->writing(), *jobs_);
  QTRY_VERIFY_WITH_TIMEOUT(tree.isFilled(), test::kPatience_ms);
  QStringList paths;
  QModelIndex process;
  for (int row = 0; row < tree.rowCount(); ++row) {
    const QModelIndex group = tree.index(row, 0);
    for (int child = 0; child < tree.rowCount(group); ++child) {
      paths << tree.index(child, 0, group).data(Qt::ToolTipRole).toString();
      if (paths.back() == "elements/m2/process/value_s") process = tree.index(child, 0, group);
    }
  }
  QVERIFY2(paths.contains("pools/crew/count"), qPrintable(paths.join(' ')));
  QVERIFY(process.isValid());
  QCOMPARE(process.siblingAtColumn(FactorTree::Today).data().toString(), QString("9 s"));
  QVERIFY(tree.setData(process, Qt::Checked, Qt::CheckStateRole));
  QCOMPARE(process.data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
  QCOMPARE(guide_->draft().factors.size(), std::size_t{1});
  QVERIFY(tree.setData(process, Qt::Unchecked, Qt::CheckStateRole));
  QVERIFY(guide_->draft().factors.empty());
}

void TestGuidedStudy::aWrongValueIsTakenBack() {
  chooseFactor();
  GuideFactors table(*document_, guide_->writing());
  QSignalSpy refused(&table, &GuideFactors::refused);
  const QModelIndex min = table.index(0, GuideFactors::Min);
  const QVariant before = min.data();
  QCOMPARE(table.index(0, GuideFactors::Today).data().toString(), QString("9"));
  QCOMPARE(table.index(0, GuideFactors::Unit).data().toString(), QString("s"));
  QVERIFY(!table.setData(min, "-5", Qt::EditRole));
  QVERIFY(!refused.takeLast()[0].toString().isEmpty());
  QCOMPARE(table.index(0, GuideFactors::Min).data(), before);
  QVERIFY(!table.setData(min, "soon", Qt::EditRole));
  QVERIFY(refused.takeLast()[0].toString().contains("soon"));
  QVERIFY(table.setData(min, "7", Qt::EditRole));
  QCOMPARE(guide_->draft().factors[0].min, 7.0);
}

void TestGuidedStudy::todayIsAPointOfItsOwn() {
  guide_->setQuestion(Question::Alternatives);
  chooseFactor();
  QCOMPARE(guide_->draft().added.size(), std::size_t{1});
  QVERIFY(guide_->draft().added[0].at("m2_mean_s") == Json(9));
  // Three steps of 9 s +- 30 % have it in the middle.
  guide_->setPoints(3);
  QVERIFY(guide_->isTodayDesigned());
  QVERIFY(guide_->draft().added.empty());
  guide_->setPoints(2);
  QVERIFY(!guide_->isTodayDesigned());
  guide_->setToday(false);
  QVERIFY(guide_->draft().added.empty());
}

void TestGuidedStudy::theStudyIsHandedOver() {
  guide_->setQuestion(Question::Alternatives);
  guide_->setResponse("wip_mean");
  guide_->setName("which mill");
  chooseFactor();
  guide_->setEnding(Ending::Terminating);
  guide_->setHorizon(3600);
  guide_->setReplications(3);
  for (const GuideStep step : kGuideSteps) QCOMPARE(guide_->refusal(step), QString());
  const auto study = experiment::Study::fromJson(guide_->draft().toJson());
  const auto plan = sessionStudies().plan(study, document_->factory(), {});
  QCOMPARE(plan.points().size(), std::size_t{3});
  QCOMPARE(plan.kpis().front(), std::string("wip_mean"));
  // The open study has runs: it stays as it is in the project.
  study_->edit(guide_->draft());
  study_->run();
  QTRY_VERIFY_WITH_TIMEOUT(study_->state() == StudyModel::State::Complete, kPilot_ms);
  QTRY_VERIFY_WITH_TIMEOUT(guide_->refusal(GuideStep::Question).contains("already"), test::kPatience_ms);
  guide_->setName("which mill 2");
  guide_->make();
  QVERIFY(study_->state() == StudyModel::State::Draft);
  QCOMPARE(study_->draft().name, std::string("which mill 2"));
  QCOMPARE(study_->draft().added.size(), std::size_t{1});
  study_->run();
  QVERIFY(!guide_->obstacle().isEmpty());
  QTRY_VERIFY_WITH_TIMEOUT(study_->state() == StudyModel::State::Complete, kPilot_ms);
  QCOMPARE(study_->results().runsDone(), std::size_t{9});
}

QTEST_MAIN(TestGuidedStudy)
#include "tst_guided_study.moc"
