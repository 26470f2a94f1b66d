// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <atomic>
#include <cmath>
#include <future>
#include <set>

#include "core/experiment/training_rows.h"
#include "core/surrogate/answers.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/commands/edits.h"
#include "ui/commands/simulate_point.h"
#include "ui/models/design_preview.h"
#include "ui/models/factor_proposals.h"
#include "ui/models/factor_table.h"
#include "ui/models/session_studies.h"
#include "ui/models/study_results_table.h"
#include "ui/models/whatif_model.h"

using namespace mw;
using namespace mw::models;

class TestStudyModel : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void proposalsAreTheElementsNumbers();
  void runsToTheEnd();
  void cancelKeepsAndResumeCompletes();
  void wrongStudySaysWhy();
  void editingAKeptStudyBeginsAnother();
  void aWideStudyReadsWhatIsAskedFor();
  void aResponseReadDuringARunIsWhole_data();
  void aResponseReadDuringARunIsWhole();
  void whatIfAnswersAsTheCore();
  void whatIfOutsideIsSimulated();
  void layoutChangeMarksTheSurrogate();
  void varyingTwiceIsRefused();
  void choicesAreVariedByLevels();
  void interruptedIsAsUninterrupted();
  void impossiblePointIsNotAdded();
  void surrogateIsKeptAndOpened();
  void nextRunIsWhereLittleIsKnown();
  void nextRunFollowsItsAim();
  void anAcceptedRunIsUndone();
  void choicesAreLearned();
  void sliceAnswersAsPoints();
  void previewNamesTheFirstInvalidPoint();
  void previewMeasuresARun();

 private:
  StudyDraft draft(std::uint32_t points, std::uint32_t replications) const;
  void waitComplete();

  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<StudyModel> study_;
};

void TestStudyModel::init() {
  study_.reset();
  document_.reset();
  jobs_ = std::make_unique<jobs::JobService>();
  document_ = std::make_unique<Document>(*jobs_);
  document_->replace(test::smallLine(), "small", {});
  study_ = std::make_unique<StudyModel>(*document_, *jobs_, sessionStudies());
}

StudyDraft TestStudyModel::draft(std::uint32_t points, std::uint32_t replications) const {
  StudyDraft draft;
  draft.name = "cycle";
  draft.factors = {{"m2_s", "elements/m2/process/mean_s", 6, 14, false, {}},
                   {"places", "elements/b/capacity", 1, 9, true, {}}};
  draft.points = points;
  draft.horizon_s = 7200;
  draft.warmup_s = 600;
  draft.replications = replications;
  draft.responses = {"throughput_per_h", "wip_mean"};
  return draft;
}

void TestStudyModel::waitComplete() {
  QTRY_VERIFY2_WITH_TIMEOUT(study_->state() == StudyModel::State::Complete, qPrintable(study_->problem()),
                            test::kPatience_ms);
}

void TestStudyModel::proposalsAreTheElementsNumbers() {
  std::vector<std::string> paths;
  for (const FactorProposal& proposal : factorProposals(document_->factory(), "m1")) {
    paths.push_back(proposal.path);
    if (!proposal.levels.empty()) continue;
    QVERIFY(proposal.min < proposal.max);
    QVERIFY(proposal.min <= proposal.value && proposal.value <= proposal.max);
  }
  const auto has = [&paths](const char* path) { return std::ranges::find(paths, path) != paths.end(); };
  QVERIFY(has("elements/m1/process/mean_s"));
  QVERIFY(has("elements/m1/failures/f/time_to_repair/mean_s"));
  QVERIFY(has("elements/m1/capacity"));  // by default
  QCOMPARE(study_->vary("elements/m1/process/mean_s"), QString());
  QCOMPARE(study_->draft().factors.size(), std::size_t{1});
  QCOMPARE(study_->draft().factors[0].name, std::string("m1_mean_s"));
}

void TestStudyModel::runsToTheEnd() {
  study_->edit(draft(8, 3));
  StudyResultsTable table(*study_);
  QSignalSpy completed(study_.get(), &StudyModel::completed);
  study_->run();
  waitComplete();
  QCOMPARE(completed.size(), 1);
  QCOMPARE(study_->results().runsDone(), std::size_t{24});
  QCOMPARE(table.rowCount(), 8);
  QCOMPARE(table.columnCount(), 6);
  for (std::size_t point = 0; point < 8; ++point) QCOMPARE(study_->results().estimate(point, 0).n, std::uint64_t{3});
  QVERIFY(table.data(table.index(0, 3), Qt::DisplayRole).toString().contains(QStringLiteral("±")));
  QTRY_VERIFY_WITH_TIMEOUT(study_->names().contains("cycle"), test::kPatience_ms);
}

void TestStudyModel::cancelKeepsAndResumeCompletes() {
  StudyDraft long_one = draft(24, 10);
  long_one.horizon_s = 3 * 86400;
  study_->edit(long_one);
  connect(study_.get(), &StudyModel::resultsChanged, study_.get(), [this] {
    if (study_->results().runsDone() > 5) study_->cancel();
  });
  study_->run();
  QTRY_COMPARE_WITH_TIMEOUT(study_->state(), StudyModel::State::Partial, test::kPatience_ms);
  disconnect(study_.get(), &StudyModel::resultsChanged, study_.get(), nullptr);
  const std::size_t kept = study_->results().runsDone();
  QVERIFY(kept > 5);
  QVERIFY2(kept < 240, "cancelled too late to tell anything");
  // Opened anew, as after a restart of the panel: the same runs are there.
  study_->open("cycle");
  QTRY_COMPARE_WITH_TIMEOUT(study_->results().runsDone(), kept, test::kPatience_ms);
  study_->run();
  waitComplete();
  QCOMPARE(study_->results().runsDone(), std::size_t{240});
  for (std::size_t point = 0; point < 24; ++point) QCOMPARE(study_->results().runsOf(point), std::size_t{10});
}

void TestStudyModel::wrongStudySaysWhy() {
  StudyDraft wrong = draft(4, 1);
  wrong.factors[0].path = "elements/m2/proces/mean_s";
  study_->edit(wrong);
  study_->run();
  QTRY_VERIFY_WITH_TIMEOUT(!study_->problem().isEmpty(), test::kPatience_ms);
  QVERIFY2(study_->problem().contains("process"), qPrintable(study_->problem()));
  QCOMPARE(study_->state(), StudyModel::State::Draft);
}

/// With the metrics of every element a study has hundreds of responses: a table has those of the factory, and others
/// when they are chosen.
void TestStudyModel::aWideStudyReadsWhatIsAskedFor() {
  StudyDraft wide = draft(12, 2);
  wide.responses = {"throughput_per_h", "wip_mean", "elements/*/*"};
  study_->edit(wide);
  const auto& services = study_->services();
  const auto here =
      services.tryOut(services.plan(experiment::Study::fromJson(wide.toJson()), document_->factory(), {}), {}, {});
  StudyResultsTable table(*study_);
  study_->run();
  waitComplete();
  const auto& names = study_->results().responses();
  QVERIFY(names.size() > 100);
  for (const bool is_opened_again : {false, true}) {
    if (is_opened_again) {
      study_->create();
      study_->open("cycle");
      waitComplete();
    }
    QCOMPARE(study_->results().atHand(), (std::vector<std::size_t>{0, 1}));
    QCOMPARE(study_->results().digest(), experiment::studyDigest(here));
    QCOMPARE(table.columnCount(), 6);
    const std::size_t last = names.size() - 1;
    study_->fetch(last);
    QTRY_VERIFY_WITH_TIMEOUT(study_->results().isAtHand(last), test::kPatience_ms);
    QCOMPARE(table.columnCount(), 7);
    for (std::size_t run = 0; run < here.size(); ++run) {
      const double value = study_->results().runs(last)[run].values.front();
      QVERIFY(value == here[run].values[last] || (std::isnan(value) && std::isnan(here[run].values[last])));
    }
  }
  WhatIfModel what_if(*document_, *study_, *jobs_);
  const auto wanted = static_cast<std::size_t>(std::ranges::find(names, "elements/m2/parts_out") - names.begin());
  QVERIFY(wanted < names.size() && !study_->results().isAtHand(wanted));
  what_if.setResponse("elements/m2/parts_out");
  QTRY_VERIFY_WITH_TIMEOUT(what_if.state() == WhatIfModel::State::Ready && what_if.response() == names[wanted],
                           test::kPatience_ms);
  QVERIFY(study_->results().isAtHand(wanted));
}

void TestStudyModel::aResponseReadDuringARunIsWhole_data() {
  QTest::addColumn<bool>("fails");
  QTest::newRow("the last runs were not kept yet") << false;
  QTest::newRow("nothing was kept yet") << true;
}

/// Read while the study runs, and come when it has ended.
void TestStudyModel::aResponseReadDuringARunIsWhole() {
  QFETCH(bool, fails);
  StudyServices services = sessionStudies();
  const auto reads = std::make_shared<std::atomic<int>>(0);
  const auto gate = std::make_shared<std::promise<void>>();
  services.values = [=, values = services.values, opened = gate->get_future().share()](const std::string& study,
                                                                                       const std::string& response) {
    if (++*reads > 1) return values(study, response);
    opened.wait();
    if (fails) throw InputError({}, "there is no such study", "run it first");
    auto runs = values(study, response);
    runs.resize(1);
    return runs;
  };
  study_ = std::make_unique<StudyModel>(*document_, *jobs_, services);
  StudyDraft wide = draft(4, 2);
  wide.responses = {"throughput_per_h", "elements/*/*"};
  study_->edit(wide);
  std::size_t response = 0;
  connect(study_.get(), &StudyModel::resultsChanged, study_.get(), [&] {
    if (response > 0 || study_->results().runsDone() == 0) return;
    const auto& names = study_->results().responses();
    response = static_cast<std::size_t>(std::ranges::find(names, "elements/m2/parts_out") - names.begin());
    study_->fetch(response);
  });
  study_->run();
  const bool is_complete = QTest::qWaitFor([this] { return study_->state() == StudyModel::State::Complete; }, 30000);
  gate->set_value();
  QVERIFY(is_complete && response > 0);
  disconnect(study_.get(), &StudyModel::resultsChanged, study_.get(), nullptr);
  QTRY_VERIFY_WITH_TIMEOUT(reads->load() == 2 && !study_->isBeingRead(response), test::kPatience_ms);
  QVERIFY2(study_->problem().isEmpty(), qPrintable(study_->problem()));
  for (std::size_t point = 0; point < 4; ++point)
    QCOMPARE(study_->results().estimate(point, response).n, std::uint64_t{2});
}

void TestStudyModel::editingAKeptStudyBeginsAnother() {
  study_->edit(draft(4, 1));
  study_->run();
  waitComplete();
  QTRY_VERIFY_WITH_TIMEOUT(study_->names().contains("cycle"), test::kPatience_ms);
  FactorTable factors(*study_);
  QVERIFY(factors.setData(factors.index(0, FactorTable::Max), "15", Qt::EditRole));
  QCOMPARE(study_->draft().name, std::string("cycle-2"));
  QCOMPARE(study_->results().pointCount(), std::size_t{0});
  QVERIFY(!factors.setData(factors.index(0, FactorTable::Max), "fifteen", Qt::EditRole));
  QVERIFY(factors.setData(factors.index(1, FactorTable::Levels), "2, 4, 8", Qt::EditRole));
  QCOMPARE(study_->draft().factors[1].levels.size(), std::size_t{3});
}

void TestStudyModel::whatIfAnswersAsTheCore() {
  WhatIfModel what_if(*document_, *study_, *jobs_);
  study_->edit(draft(20, 3));
  study_->run();
  QTRY_COMPARE_WITH_TIMEOUT(what_if.state(), WhatIfModel::State::Ready, test::kPatience_ms);
  const StudyResults& results = study_->results();
  const auto set =
      experiment::trainingRows(results.points(), results.responses(), results.runs(), "throughput_per_h", true);
  QVERIFY(set.noise.isKnown());
  const auto gp = surrogate::GaussianProcess::fit(set, surrogate::cautiousFit());
  what_if.setValue(0, 8.5);
  what_if.setValue(1, 4.2);
  QCOMPARE(what_if.factors()[1].value, 4.0);  // whole numbers
  const auto expected = surrogate::whatIfPoint(gp, Eigen::RowVector2d(8.5, 4));
  QCOMPARE(what_if.answer().mean, expected.mean);
  QCOMPARE(what_if.answer().low, expected.low);
  QCOMPARE(what_if.answer().domain.domain, expected.domain.domain);
  const ResponseCurve curve = what_if.curve(0, 11);
  QCOMPARE(curve.x.size(), std::size_t{11});
  QVERIFY2(curve.mean.front() > curve.mean.back(), "a slower machine makes less");
}

void TestStudyModel::whatIfOutsideIsSimulated() {
  WhatIfModel what_if(*document_, *study_, *jobs_);
  study_->edit(draft(12, 2));
  study_->run();
  QTRY_COMPARE_WITH_TIMEOUT(what_if.state(), WhatIfModel::State::Ready, test::kPatience_ms);
  what_if.setValue(0, 1000);
  QCOMPARE(what_if.factors()[0].value, what_if.factors()[0].slider_high);
  QCOMPARE(what_if.answer().domain.domain, surrogate::Domain::Out);
  QVERIFY(!what_if.reason().isEmpty());
  const auto domains = what_if.domainAlong(0, 21);
  QCOMPARE(domains.back(), surrogate::Domain::Out);
  QVERIFY(std::ranges::find(domains, surrogate::Domain::In) != domains.end());
  QVERIFY(!what_if.simulated());
  const double asked = what_if.factors()[0].value;
  const double width = what_if.answer().high - what_if.answer().low;
  what_if.simulatePoint();
  QVERIFY(what_if.isSimulating());
  QTRY_VERIFY_WITH_TIMEOUT(!what_if.isSimulating() && what_if.state() == WhatIfModel::State::Ready, test::kPatience_ms);
  // The point belongs to the study now, and the surrogate has learned from it.
  QCOMPARE(study_->results().pointCount(), std::size_t{13});
  QCOMPARE(study_->draft().name, std::string("cycle"));
  QCOMPARE(what_if.surrogate()->trainingSet().output.size(), Eigen::Index{13});
  QCOMPARE(what_if.factors()[0].value, asked);
  QCOMPARE(what_if.answer().domain.domain, surrogate::Domain::In);
  QVERIFY(what_if.answer().high - what_if.answer().low < width);
  QCOMPARE(what_if.simulated()->n, std::uint64_t{2});
  QVERIFY(!what_if.whyNotSimulate().isEmpty());
  // Machine 2 alone limits: at most one part per mean cycle.
  QVERIFY(what_if.simulated()->mean <= 1.05 * 3600 / asked);
  what_if.setValue(0, 10);
  QVERIFY2(!what_if.simulated(), "belongs to another point");
  // And it survives opening the study again.
  study_->open("cycle");
  QTRY_COMPARE_WITH_TIMEOUT(study_->draft().added.size(), std::size_t{1}, test::kPatience_ms);
  QCOMPARE(study_->results().pointCount(), std::size_t{13});
  QCOMPARE(study_->state(), StudyModel::State::Complete);
}

void TestStudyModel::layoutChangeMarksTheSurrogate() {
  WhatIfModel what_if(*document_, *study_, *jobs_);
  study_->edit(draft(6, 1));
  study_->run();
  QTRY_COMPARE_WITH_TIMEOUT(what_if.state(), WhatIfModel::State::Ready, test::kPatience_ms);
  QVERIFY(!what_if.isOfOlderLayout());
  commands::setValue(*document_, factory::FactoryPath("elements/m1/process/mean_s"), 7);
  QVERIFY(what_if.isOfOlderLayout());
  QVERIFY(study_->isOfOlderLayout());
  document_->undoStack().undo();
  QVERIFY(!what_if.isOfOlderLayout());
  // What the points set themselves, and what is only drawn, changes no answer.
  commands::setValue(*document_, factory::FactoryPath("elements/m2/process/mean_s"), 7);
  QVERIFY(!what_if.isOfOlderLayout());
  commands::setValue(*document_, factory::FactoryPath("elements/m1/name"), "Lathe");
  QVERIFY(!what_if.isOfOlderLayout());
}

void TestStudyModel::varyingTwiceIsRefused() {
  QSignalSpy varied(study_.get(), &StudyModel::varied);
  // A distribution as a whole: what says how long it takes.
  QCOMPARE(study_->vary("elements/m1/process"), QString());
  QCOMPARE(study_->draft().factors[0].path, std::string("elements/m1/process/mean_s"));
  QCOMPARE(varied.size(), 1);
  QVERIFY(study_->vary("elements/m1/process").contains("is varied already, as m1_mean_s"));
  QVERIFY(study_->vary("elements/m1/process/mean_s").contains("already"));
  // List entries by place or by name are the same.
  QCOMPARE(study_->vary("elements/m1/failures/0/time_to_repair"), QString());
  QVERIFY(study_->factorAt("elements/m1/failures/f/time_to_repair/mean_s").has_value());
  QVERIFY(study_->vary("elements/m1/failures/f/time_to_repair/mean_s").contains("already"));
  QVERIFY(study_->vary("elements/m1/name").contains("no other value"));
  QVERIFY(study_->vary("elements/m1/pose/x_m").contains("no other value"));
  QCOMPARE(study_->draft().factors.size(), std::size_t{2});
  study_->removeFactor(0);
  QVERIFY(!study_->factorAt("elements/m1/process"));
  QCOMPARE(study_->vary("elements/m1/process"), QString());
}

void TestStudyModel::choicesAreVariedByLevels() {
  QCOMPARE(study_->vary("elements/src/on_full"), QString());
  const StudyDraft::Factor& factor = study_->draft().factors.front();
  QVERIFY(factor.levels.size() >= 2);
  QVERIFY(std::ranges::find(factor.levels, Json("wait")) != factor.levels.end());
  StudyDraft draft = study_->draft();
  draft.design = experiment::Design::Type::Grid;
  draft.horizon_s = 7200;
  draft.replications = 1;
  study_->edit(draft);
  study_->run();
  waitComplete();
  QCOMPARE(study_->results().pointCount(), factor.levels.size());
}

void TestStudyModel::interruptedIsAsUninterrupted() {
  StudyDraft whole = draft(12, 4);
  whole.name = "whole";
  whole.horizon_s = 86400;
  study_->edit(whole);
  study_->run();
  waitComplete();
  const std::string digest = study_->results().digest();
  std::vector<double> means;
  for (std::size_t point = 0; point < 12; ++point) means.push_back(study_->results().estimate(point, 0).mean);
  study_->create();
  StudyDraft again = whole;
  again.name = "again";
  study_->edit(again);
  connect(study_.get(), &StudyModel::resultsChanged, study_.get(), [this] {
    if (study_->results().runsDone() > 2) study_->cancel();
  });
  study_->run();
  QTRY_VERIFY_WITH_TIMEOUT(study_->state() == StudyModel::State::Partial, test::kPatience_ms);
  disconnect(study_.get(), &StudyModel::resultsChanged, study_.get(), nullptr);
  QVERIFY(study_->results().runsDone() < 48);
  QVERIFY(study_->results().digest() != digest);
  study_->run();
  waitComplete();
  QCOMPARE(study_->results().digest(), digest);
  for (std::size_t point = 0; point < 12; ++point)
    QVERIFY2(study_->results().estimate(point, 0).mean == means[point], "to the last bit");
}

void TestStudyModel::impossiblePointIsNotAdded() {
  study_->edit(draft(4, 1));
  study_->run();
  waitComplete();
  study_->addPoint({{"m2_s", -5.0}, {"places", 3}});
  QTRY_VERIFY_WITH_TIMEOUT(!study_->problem().isEmpty(), test::kPatience_ms);
  QVERIFY2(study_->problem().contains("point 4"), qPrintable(study_->problem()));
  QCOMPARE(study_->state(), StudyModel::State::Complete);
  QCOMPARE(study_->results().pointCount(), std::size_t{4});
  QVERIFY(study_->draft().added.empty());
}

void TestStudyModel::surrogateIsKeptAndOpened() {
  Eigen::VectorXd asked;
  {
    WhatIfModel what_if(*document_, *study_, *jobs_);
    StudyDraft usual = draft(12, 2);
    usual.name = StudyDraft().name;  // as that of a study which was never opened
    study_->edit(usual);
    study_->run();
    QTRY_COMPARE_WITH_TIMEOUT(what_if.state(), WhatIfModel::State::Ready, test::kPatience_ms);
    what_if.setResponse("wip_mean");
    QTRY_VERIFY_WITH_TIMEOUT(what_if.response() == "wip_mean" && what_if.state() == WhatIfModel::State::Ready,
                             test::kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(study_->services().surrogates("study").size(), std::size_t{2}, test::kPatience_ms);
    asked = what_if.surrogate()->predict(what_if.surrogate()->trainingSet().inputs).mean;
  }
  const auto kept = study_->services().surrogates("study");
  QCOMPARE(kept.back().name, std::string("study.wip_mean"));
  QCOMPARE(kept.back().saved->study_digest, study_->results().digest());
  // A window that opens the study answers with it: nothing is learned again.
  WhatIfModel reopened(*document_, *study_, *jobs_);
  std::set<QString> jobs;
  connect(jobs_.get(), &jobs::JobService::started, jobs_.get(), [&jobs](jobs::Job* job) { jobs.insert(job->name()); });
  study_->open("study");
  QTRY_COMPARE_WITH_TIMEOUT(reopened.state(), WhatIfModel::State::Ready, test::kPatience_ms);
  QCOMPARE(reopened.response(), std::string("wip_mean"));
  QVERIFY(!jobs.contains(WhatIfModel::tr("Learning from the study")));
  QVERIFY(reopened.surrogate()->predict(reopened.surrogate()->trainingSet().inputs).mean == asked);
  QVERIFY(reopened.grounds().trained.isValid());
  QCOMPARE(reopened.grounds().runs, std::size_t{24});
}

void TestStudyModel::nextRunIsWhereLittleIsKnown() {
  WhatIfModel what_if(*document_, *study_, *jobs_);
  study_->edit(draft(10, 2));
  study_->run();
  QTRY_COMPARE_WITH_TIMEOUT(what_if.state(), WhatIfModel::State::Ready, test::kPatience_ms);
  double at_points = 0;
  const auto& inputs = what_if.surrogate()->trainingSet().inputs;
  for (Eigen::Index i = 0; i < inputs.rows(); ++i)
    at_points = std::max(at_points, what_if.surrogate()->predictPoint(inputs.row(i)).sd);
  QSignalSpy suggested(&what_if, &WhatIfModel::suggestionChanged);
  what_if.suggest(NextRun::MostUncertain);
  QVERIFY(suggested.wait(test::kPatience_ms));
  what_if.goToSuggestion();
  QVERIFY(what_if.answer().sd >= at_points);
  for (const WhatIfFactor& factor : what_if.factors())
    QVERIFY(factor.value >= factor.low && factor.value <= factor.high);
  QCOMPARE(what_if.factors()[1].value, std::round(what_if.factors()[1].value));
  QVERIFY(what_if.whyNotSimulate().isEmpty());
}

/// Where more is to be expected the surrogate answers more than where less is.
void TestStudyModel::nextRunFollowsItsAim() {
  WhatIfModel what_if(*document_, *study_, *jobs_);
  study_->edit(draft(10, 3));
  study_->run();
  QTRY_COMPARE_WITH_TIMEOUT(what_if.state(), WhatIfModel::State::Ready, test::kPatience_ms);
  QSignalSpy suggested(&what_if, &WhatIfModel::suggestionChanged);
  const auto answerAt = [&](NextRun aim) {
    what_if.suggest(aim);
    if (!suggested.wait(test::kPatience_ms)) return std::nan("");
    what_if.goToSuggestion();
    return what_if.suggestion()->improvement >= 0 ? what_if.answer().mean : std::nan("");
  };
  const double high = answerAt(NextRun::Highest);
  const double low = answerAt(NextRun::Lowest);
  QVERIFY2(high > low, qPrintable(QStringLiteral("%1, %2").arg(high).arg(low)));
}

/// One click simulates the recommended point; undo takes it out of the study and of the project, redo brings it back
/// with the same figures.
void TestStudyModel::anAcceptedRunIsUndone() {
  WhatIfModel what_if(*document_, *study_, *jobs_);
  study_->edit(draft(8, 2));
  study_->run();
  QTRY_COMPARE_WITH_TIMEOUT(what_if.state(), WhatIfModel::State::Ready, test::kPatience_ms);
  const std::string before = study_->results().digest();
  QSignalSpy suggested(&what_if, &WhatIfModel::suggestionChanged);
  what_if.suggest(NextRun::MostUncertain);
  QVERIFY(suggested.wait(test::kPatience_ms));
  what_if.goToSuggestion();
  commands::simulatePoint(what_if);
  QVERIFY(what_if.isSimulating());
  QTRY_COMPARE_WITH_TIMEOUT(study_->results().pointCount(), std::size_t{9}, test::kPatience_ms);
  QTRY_COMPARE_WITH_TIMEOUT(what_if.state(), WhatIfModel::State::Ready, test::kPatience_ms);
  QTRY_VERIFY_WITH_TIMEOUT(what_if.simulated().has_value(), test::kPatience_ms);
  QTRY_COMPARE_WITH_TIMEOUT(what_if.grounds().points, std::size_t{9}, test::kPatience_ms);
  const std::string after = study_->results().digest();
  QVERIFY(!what_if.suggestion());

  document_->undoStack().undo();
  QTRY_COMPARE_WITH_TIMEOUT(study_->results().pointCount(), std::size_t{8}, test::kPatience_ms);
  QCOMPARE(study_->results().digest(), before);
  QTRY_COMPARE_WITH_TIMEOUT(what_if.grounds().points, std::size_t{8}, test::kPatience_ms);
  QCOMPARE(study_->services().load(study_->draft().name).points.size(), std::size_t{8});

  document_->undoStack().redo();
  QTRY_COMPARE_WITH_TIMEOUT(what_if.grounds().points, std::size_t{9}, test::kPatience_ms);
  QCOMPARE(study_->results().digest(), after);
}

/// A choice among the factors: its levels are asked by name, one that was not tried is outside of the data, and a point
/// of it is simulated with the value that a factory takes.
void TestStudyModel::choicesAreLearned() {
  WhatIfModel what_if(*document_, *study_, *jobs_);
  StudyDraft mixed = draft(12, 2);
  mixed.factors[1] = {"on_full", "elements/src/on_full", 0, 1, false, {"wait", "lose"}};
  mixed.factors.push_back({"places", "elements/b/capacity", 1, 9, true, {}});
  study_->edit(mixed);
  study_->run();
  QTRY_COMPARE_WITH_TIMEOUT(what_if.state(), WhatIfModel::State::Ready, test::kPatience_ms);
  const WhatIfFactor& choice = what_if.factors()[1];
  QVERIFY(choice.isChoice() && !choice.isSwitch());
  QCOMPARE(choice.tried, std::size_t{2});
  const double wait = choice.levels[0] == Json("wait") ? 0 : 1;
  what_if.setValue(1, 1 - wait);
  QVERIFY(what_if.pointValues()["on_full"] == Json("lose"));
  const double losing = what_if.answer().mean;
  what_if.setValue(1, wait);
  QVERIFY(what_if.answer().mean != losing);
  QCOMPARE(what_if.curve(1, 81).x.size(), choice.levels.size());
  what_if.setValue(0, 8.25);
  QVERIFY(!what_if.simulated());
  what_if.simulatePoint();
  QTRY_VERIFY_WITH_TIMEOUT(what_if.simulated().has_value(), test::kPatience_ms);
  QVERIFY(study_->results().points().back()["on_full"] == Json("wait"));
}

void TestStudyModel::sliceAnswersAsPoints() {
  WhatIfModel what_if(*document_, *study_, *jobs_);
  study_->edit(draft(10, 2));
  study_->run();
  QTRY_COMPARE_WITH_TIMEOUT(what_if.state(), WhatIfModel::State::Ready, test::kPatience_ms);
  const ResponseSlice slice = what_if.slice(1, 0, 5);
  QCOMPARE(slice.mean.size(), std::size_t{25});
  const auto alone = what_if.surrogate()->predictPoint(Eigen::RowVector2d(slice.y[3], slice.x[1]));
  // One by one or all at once, sums are taken in another order.
  QVERIFY(std::abs(slice.mean[3 * 5 + 1] - alone.mean) < 1e-9 * std::abs(alone.mean));
  QCOMPARE(slice.domains[3 * 5 + 1], alone.verdict.domain);
}

void TestStudyModel::previewNamesTheFirstInvalidPoint() {
  DesignPreview preview(*document_, *study_, *jobs_);
  preview.setWatched(true);
  StudyDraft wrong = draft(4, 1);
  wrong.design = experiment::Design::Type::Grid;
  wrong.factors[0].levels = {9, 7, -1};
  wrong.factors[1].levels = {2};
  study_->edit(wrong);
  QTRY_VERIFY_WITH_TIMEOUT(!preview.problem().isEmpty(), test::kPatience_ms);
  QVERIFY2(preview.problem().startsWith("point 2 sets elements/m2/process/mean_s to -1"),
           qPrintable(preview.problem()));
  QCOMPARE(pointCountOf(wrong), 3.0);
}

void TestStudyModel::previewMeasuresARun() {
  DesignPreview preview(*document_, *study_, *jobs_);
  preview.setWatched(true);
  study_->edit(draft(30, 4));
  QTRY_VERIFY_WITH_TIMEOUT(std::isfinite(preview.runTime_s()), test::kPatience_ms);
  QCOMPARE(preview.pointCount(), std::size_t{30});
  const Json first = preview.points().front();
  QVERIFY(preview.totalTime_s() >= preview.runTime_s());
  // The very points that run.
  study_->run();
  waitComplete();
  QCOMPARE(study_->results().pointCount(), std::size_t{30});
  QVERIFY(study_->results().points().front() == first);
  QVERIFY2(study_->results().runsDone() == 120, "the measured run is not among them");
}

QTEST_GUILESS_MAIN(TestStudyModel)
#include "tst_study_model.moc"
