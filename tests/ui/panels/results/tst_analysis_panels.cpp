// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "tests/support/patience.h"
#include "tests/ui/panels/results/small_run.h"
#include "ui/models/session_studies.h"
#include "ui/panels/analysis/gain_row.h"
#include "ui/panels/analysis/improve_dialog.h"
#include "ui/panels/analysis/plan_card.h"
#include "ui/panels/analysis/shadow_price_view.h"
#include "ui/panels/study/best_point_dialog.h"
#include "ui/panels/study/effects_view.h"
#include "ui/panels/study/index_row.h"

using namespace mw;
using namespace mw::panels;

/// The dialogs and views of analyses, by mouse and keys.
class TestAnalysisPanels : public test::SmallRun {
  Q_OBJECT
 private slots:
  void initTestCase();
  void init();
  void improveSaysWhatIsWrong();
  void improveShowsPlansAndAppliesOne();
  void closingStopsTheSearch();
  void keptElementsStay();
  void secondsArePricedAndPicked();
  void wrongStepIsSaid();
  void theBestPointIsSelected();
  void effectsFollowTheResponse();
  void stoppedEffectsStayStopped();

 private:
  template <class W>
  static W* at(QWidget& parent, const char* name) {
    return find<W>(parent, name);
  }
  static void press(QWidget& parent, const char* name) {
    QTest::mouseClick(at<QPushButton>(parent, name), Qt::LeftButton);
  }
  static void type(QLineEdit* field, const QString& text) {
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
  }
  /// Short runs, so that a test is quick.
  static void makeQuick(QWidget& dialog);
  static void everyWidgetHasNames(QWidget& dialog);
  void runStudy();

  std::unique_ptr<models::StudyModel> study_;
};

void TestAnalysisPanels::initTestCase() {
  runSimulation();
}

/// The second machine limits.
void TestAnalysisPanels::init() {
  document_.replace(test::smallLine(20), "small", {});
  QTRY_COMPARE_WITH_TIMEOUT(simulation_.state(), models::SimulationModel::State::Ready, test::kPatience_ms);
}

void TestAnalysisPanels::makeQuick(QWidget& dialog) {
  at<QSpinBox>(dialog, "improve.screening")->setValue(2);
  at<QSpinBox>(dialog, "improve.replications")->setValue(3);
}

void TestAnalysisPanels::everyWidgetHasNames(QWidget& dialog) {
  QSet<QString> names;
  for (const QWidget* widget : dialog.findChildren<QWidget*>()) {
    if (!(widget->focusPolicy() & Qt::TabFocus) || widget->objectName().startsWith("qt_")) continue;
    const bool is_inner = qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) != nullptr ||
                          qobject_cast<const QHeaderView*>(widget) != nullptr ||
                          qobject_cast<const QComboBox*>(widget->parentWidget()->parentWidget()) != nullptr;
    if (is_inner) continue;
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
             qPrintable(widget->objectName()));
    QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
    QVERIFY2(!names.contains(widget->objectName()), qPrintable(widget->objectName()));
    names << widget->objectName();
  }
  QVERIFY(names.size() >= 3);
}

void TestAnalysisPanels::improveSaysWhatIsWrong() {
  models::ImprovementSearch search(document_, simulation_, jobs_);
  ImproveDialog dialog(search, document_, selection_);
  dialog.show();
  everyWidgetHasNames(dialog);
  auto* said = at<QLabel>(dialog, "improve.said");
  QVERIFY(!said->isVisible());
  auto* warmup = at<QLineEdit>(dialog, "improve.warmup");
  type(warmup, "9 d");
  QVERIFY2(said->text().startsWith("The warm-up takes the whole horizon"), qPrintable(said->text()));
  type(warmup, "soon");
  QVERIFY2(said->text().contains("\"soon\" is not a time"), qPrintable(said->text()));
  press(dialog, "improve.start");
  QVERIFY(!search.isRunning());
  type(warmup, "10 m");
  QVERIFY(!said->isVisible());
}

void TestAnalysisPanels::improveShowsPlansAndAppliesOne() {
  models::ImprovementSearch search(document_, simulation_, jobs_);
  ImproveDialog dialog(search, document_, selection_);
  dialog.show();
  makeQuick(dialog);
  press(dialog, "improve.start");
  QVERIFY(search.isRunning() && at<QPushButton>(dialog, "improve.stop")->isVisible());
  QTRY_VERIFY_WITH_TIMEOUT(!search.isRunning(), test::kPatience_ms);
  const auto cards = dialog.findChildren<PlanCard*>();
  QVERIFY(!cards.empty() && cards.size() == static_cast<qsizetype>(search.answer()->found.plans.size()));
  QVERIFY(at<QLabel>(dialog, "improve.bottleneck")->text().startsWith("Before: m2 limits"));
  everyWidgetHasNames(dialog);
  const factory::Factory before = document_.factory();
  QSignalSpy shown(&dialog, &ImproveDialog::showWanted);
  press(dialog, "improve.plan.1.show");
  QCOMPARE(shown.size(), 1);
  QVERIFY(selection_.contains("m2"));
  press(dialog, "improve.plan.1.apply");
  QVERIFY(document_.factory() == search.plan(0).factory);
  QCOMPARE(document_.undoStack().count(), 1);
  QVERIFY(!at<QPushButton>(dialog, "improve.plan.1.apply")->isEnabled());
  QVERIFY(at<QPushButton>(dialog, "improve.plan.1.apply")->toolTip().startsWith("The layout has changed since"));
  const auto* said = at<QLabel>(dialog, "improve.said");
  QVERIFY2(said->isVisible() && said->text().startsWith("Plan 1 is in the layout"), qPrintable(said->text()));
  document_.undoStack().undo();
  QVERIFY2(!said->isVisible(), qPrintable(said->text()));
  QVERIFY(document_.factory() == before && at<QPushButton>(dialog, "improve.plan.1.apply")->isEnabled());
  press(dialog, "improve.again");
  QVERIFY(at<QSpinBox>(dialog, "improve.screening")->isVisible());
  press(dialog, "improve.back");
  QVERIFY(at<QLabel>(dialog, "improve.title")->isVisible());
}

void TestAnalysisPanels::closingStopsTheSearch() {
  models::ImprovementSearch search(document_, simulation_, jobs_);
  ImproveDialog dialog(search, document_, selection_);
  dialog.show();
  type(at<QLineEdit>(dialog, "improve.horizon"), "90 d");
  press(dialog, "improve.start");
  QVERIFY(search.isRunning());
  QTest::keyClick(&dialog, Qt::Key_Escape);
  QVERIFY(!dialog.isVisible() && !search.isRunning());
  QTRY_COMPARE_WITH_TIMEOUT(jobs_.runningCount(), std::size_t{0}, test::kPatience_ms);
}

void TestAnalysisPanels::keptElementsStay() {
  models::ImprovementSearch search(document_, simulation_, jobs_);
  ImproveDialog dialog(search, document_, selection_);
  dialog.show();
  makeQuick(dialog);
  auto* keep = at<QListWidget>(dialog, "improve.keep");
  for (int row = 0; row < keep->count(); ++row) {
    keep->setCurrentRow(row);
    QTest::keyClick(keep, Qt::Key_Space);
    QCOMPARE(keep->item(row)->checkState(), Qt::Checked);
  }
  press(dialog, "improve.start");
  QTRY_VERIFY_WITH_TIMEOUT(!search.isRunning(), test::kPatience_ms);
  QCOMPARE(search.answer()->options.costs.keep, (std::set<std::string>{"b", "m1", "m2"}));
  QVERIFY(search.answer()->found.status == analysis::Improvement::Status::NothingToChange);
  QVERIFY(at<QLabel>(dialog, "improve.title")->text().startsWith("Nothing can be changed"));
}

void TestAnalysisPanels::secondsArePricedAndPicked() {
  models::ShadowPriceModel prices(simulation_, jobs_);
  ShadowPriceView view(prices, selection_, themes_);
  view.show();
  everyWidgetHasNames(view);
  press(view, "shadowPrice.ask");
  QVERIFY(prices.isRunning());
  QTRY_VERIFY_WITH_TIMEOUT(!prices.isRunning(), test::kPatience_ms);
  QVERIFY2(prices.problem().isEmpty(), qPrintable(prices.problem()));
  const auto rows = view.findChildren<GainRow*>();
  QCOMPARE(rows.size(), static_cast<qsizetype>(prices.answer()->prices.prices.size()));
  auto* m2 = at<GainRow>(view, "shadowPrice.row.m2");
  QVERIFY(m2->row().is_shown && m2->accessibleName().startsWith("m2: 1 s (5 %) faster gives +"));
  QVERIFY(at<QLabel>(view, "shadowPrice.title")->text() == m2->accessibleName());
  selection_.clear();
  m2->setFocus();
  QTest::keyClick(m2, Qt::Key_Space);
  QCOMPARE(selection_.ids(), std::vector<std::string>{"m2"});
}

void TestAnalysisPanels::wrongStepIsSaid() {
  models::ShadowPriceModel prices(simulation_, jobs_);
  ShadowPriceView view(prices, selection_, themes_);
  view.show();
  type(at<QLineEdit>(view, "shadowPrice.step"), "fast");
  QVERIFY(!prices.isRunning());
  const QString reason = at<QLabel>(view, "shadowPrice.reason")->text();
  QVERIFY2(reason.contains("write seconds, 5s, or a share"), qPrintable(reason));
}

void TestAnalysisPanels::runStudy() {
  study_ = std::make_unique<models::StudyModel>(document_, jobs_, models::sessionStudies());
  models::StudyDraft draft;
  draft.name = "cycle";
  draft.factors = {{"m2_s", "elements/m2/process/mean_s", 12, 24, false, {}},
                   {"places", "elements/b/capacity", 3, 5, true, {}}};
  draft.points = 16;
  draft.horizon_s = 20'000;
  draft.warmup_s = 600;
  draft.replications = 3;
  draft.responses = {"throughput_per_h", "lead_time_mean_s"};
  study_->edit(draft);
  study_->run();
  QTRY_VERIFY2_WITH_TIMEOUT(study_->state() == models::StudyModel::State::Complete, qPrintable(study_->problem()),
                            test::kPatience_ms);
}

void TestAnalysisPanels::theBestPointIsSelected() {
  runStudy();
  models::BestPointSearch search(*study_, jobs_);
  BestPointDialog dialog(search);
  dialog.show();
  everyWidgetHasNames(dialog);
  QCOMPARE(at<QComboBox>(dialog, "bestPoint.kpi")->count(), 2);
  at<QDoubleSpinBox>(dialog, "bestPoint.zone")->setValue(0);
  QVERIFY(!at<QPushButton>(dialog, "bestPoint.start")->isEnabled());
  QVERIFY(at<QLabel>(dialog, "bestPoint.reason")->text().contains("a number above 0"));
  at<QDoubleSpinBox>(dialog, "bestPoint.zone")->setValue(2);
  press(dialog, "bestPoint.start");
  QVERIFY(search.isRunning());
  QTRY_VERIFY_WITH_TIMEOUT(!search.isRunning(), test::kPatience_ms);
  auto* table = at<QTableView>(dialog, "bestPoint.table");
  QCOMPARE(table->model()->rowCount(), 16);
  const std::size_t best = search.answer()->selection.best;
  QCOMPARE(table->model()->index(0, 0).data().toString(), QString::number(best));
  QSignalSpy wanted(&dialog, &BestPointDialog::pointWanted);
  press(dialog, "bestPoint.show");
  QCOMPARE(wanted.size(), 1);
  QCOMPARE(wanted.front().front().value<std::size_t>(), best);
}

void TestAnalysisPanels::effectsFollowTheResponse() {
  runStudy();
  EffectsView view(*study_, jobs_, themes_);
  view.setResponse("throughput_per_h");
  view.show();
  QVERIFY(view.findChildren<IndexRow*>().isEmpty());
  press(view, "study.effects.ask");
  QTRY_COMPARE_WITH_TIMEOUT(view.findChildren<IndexRow*>().size(), qsizetype{2}, test::kPatience_ms);
  auto* row = at<IndexRow>(view, "study.index.m2_s");
  QSignalSpy picked(&view, &EffectsView::factorPicked);
  row->setFocus();
  QTest::keyClick(row, Qt::Key_Space);
  QCOMPARE(picked.size(), 1);
  QCOMPARE(picked.front().front().toString(), QString("m2_s"));
  auto* title = at<QLabel>(view, "study.effects.title");
  QVERIFY2(title->text().startsWith("m2_s matters most to Throughput per h"), qPrintable(title->text()));
  view.setResponse("lead_time_mean_s");
  QTRY_VERIFY_WITH_TIMEOUT(title->text().contains("Lead time"), test::kPatience_ms);
}

void TestAnalysisPanels::stoppedEffectsStayStopped() {
  runStudy();
  EffectsView view(*study_, jobs_, themes_);
  view.setResponse("throughput_per_h");
  view.show();
  press(view, "study.effects.ask");
  QVERIFY(at<QPushButton>(view, "study.effects.stop")->isVisible());
  press(view, "study.effects.stop");
  QVERIFY(!at<QPushButton>(view, "study.effects.stop")->isVisible());
  QVERIFY(at<QPushButton>(view, "study.effects.ask")->isVisible());
  QTRY_COMPARE_WITH_TIMEOUT(jobs_.runningCount(), std::size_t{0}, test::kPatience_ms);
  QVERIFY(view.findChildren<IndexRow*>().isEmpty());
}

QTEST_MAIN(TestAnalysisPanels)
#include "tst_analysis_panels.moc"
