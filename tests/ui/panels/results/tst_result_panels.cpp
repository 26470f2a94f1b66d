// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDragEnterEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <algorithm>
#include <cmath>
#include <functional>

#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "core/store/stored_study.h"
#include "tests/support/patience.h"
#include "tests/ui/models/motor_log.h"
#include "tests/ui/panels/results/small_run.h"
#include "ui/commands/study_edits.h"
#include "ui/models/project_services.h"
#include "ui/panels/kpi/element_figures.h"
#include "ui/panels/kpi/kpi_panel.h"
#include "ui/panels/replay/replay_bar.h"
#include "ui/panels/replay/replay_panel.h"
#include "ui/panels/replay/signal_list.h"
#include "ui/panels/replay/signal_plot.h"
#include "ui/panels/study/scatter_matrix.h"
#include "ui/panels/study/study_panel.h"
#include "ui/panels/timeline/timeline_panel.h"
#include "ui/panels/whatif/whatif_panel.h"

using namespace mw;
using namespace mw::panels;
using factory::ElementState;

using MakePanel = std::function<mw::panels::Panel*()>;
Q_DECLARE_METATYPE(MakePanel)

/// The window's result panels over a real small factory in a temporary project.
class TestResultPanels : public test::SmallRun {
  Q_OBJECT
 private slots:
  void initTestCase();
  void everyWidgetHasNames_data();
  void everyWidgetHasNames();
  void emptyPanelsSayWhatToDo();
  void barsTakeTheTimeOfTheirStates();
  void clickOnABarJumpsAndSelects();
  void draggingTheScrubBarSeeks();
  void studyRunsCancelsAndResumesInTheProject();
  void whatIfSliderMovesTheAnswer();
  void chosenPointsAreComparedAndApplied();
  void brushedPointsAreChosenInTheTable();
  void replayDrawsGapsAndJumpsToAlerts();
  void replayTakesSignalsAndSharesItsTime();

 private:
  QTemporaryDir folder_;
  std::shared_ptr<store::ProjectFile> project_;
  std::unique_ptr<models::StudyModel> study_;
  std::unique_ptr<models::WhatIfModel> what_if_;
  std::unique_ptr<models::ReplayModel> replay_;
};

void TestResultPanels::initTestCase() {
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
  project_ = store::ProjectFile::create(folder_.filePath("p.mill").toStdString(), test::smallLine());
  study_ = std::make_unique<models::StudyModel>(document_, jobs_, models::projectStudies(project_));
  what_if_ = std::make_unique<models::WhatIfModel>(document_, *study_, jobs_);
  replay_ = std::make_unique<models::ReplayModel>(playback_, jobs_, models::projectReplays(project_));
}

void TestResultPanels::everyWidgetHasNames_data() {
  QTest::addColumn<MakePanel>("make");
  const auto row = [](const char* name, MakePanel make) { QTest::newRow(name) << make; };
  row("timeline", [this] { return new TimelinePanel(simulation_, playback_, selection_, themes_); });
  row("kpi", [this] { return new KpiPanel(simulation_, charts_, playback_, selection_, themes_); });
  row("study", [this] { return new StudyPanel(*study_, document_, selection_, jobs_, themes_); });
  row("whatif", [this] { return new WhatIfPanel(*what_if_, *study_, themes_); });
  row("replay", [this] { return new ReplayPanel(*replay_, playback_, themes_); });
}

void TestResultPanels::everyWidgetHasNames() {
  QFETCH(MakePanel, make);
  const std::unique_ptr<Panel> panel(make());
  QVERIFY(!panel->objectName().isEmpty());
  for (const QWidget* widget : panel->findChildren<QWidget*>()) {
    const bool is_ours = widget->objectName().isEmpty() || !widget->objectName().startsWith("qt_");
    if (!is_ours || widget->window() != panel.get() || !(widget->focusPolicy() & Qt::TabFocus)) continue;
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    const bool has_name = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
    const bool is_inner =
        qobject_cast<const QLineEdit*>(widget) && qobject_cast<const QAbstractSpinBox*>(widget->parent());
    QVERIFY2(has_name || is_inner || qobject_cast<const QHeaderView*>(widget),
             qPrintable(QString::fromLatin1(widget->metaObject()->className()) + ' ' + widget->objectName()));
  }
}

void TestResultPanels::emptyPanelsSayWhatToDo() {
  KpiPanel kpi(simulation_, charts_, playback_, selection_, themes_);
  QVERIFY(find<QLabel>(kpi, "kpi.note")->text().contains("Space"));
  WhatIfPanel what_if(*what_if_, *study_, themes_);
  QVERIFY(find<QLabel>(what_if, "whatif.note")->text().contains("study"));
  StudyPanel study(*study_, document_, selection_, jobs_, themes_);
  QVERIFY(!find<QPushButton>(study, "study.run")->isEnabled());
  QVERIFY(!find<QPushButton>(study, "study.run")->toolTip().isEmpty());
}

void TestResultPanels::barsTakeTheTimeOfTheirStates() {
  runSimulation();
  GanttView view(themes_);
  view.setRun(simulation_.run());
  view.resize(900, view.sizeHint().height());
  const QImage shot = view.grab().toImage().convertToFormat(QImage::Format_RGB32);
  const kpi::Gantt& gantt = simulation_.run()->gantt;
  const int left = static_cast<int>(view.positionOf(0));
  const int right = static_cast<int>(view.positionOf(gantt.end_s));
  const QRgb down = themes_.theme().stateColor(ElementState::Down).rgb();
  // The lowest line of the bar of m1: down bars are cross-hatched, so a column counts when any of its pixels shows it.
  const int top = 4 + (GanttView::kRowHeight - GanttView::kBarHeight) / 2;
  double columns = 0;
  for (int x = left; x < right; ++x) {
    for (int y = top; y < top + GanttView::kBarHeight; ++y) {
      if (shot.pixel(x, y) != down) continue;
      ++columns;
      break;
    }
  }
  const double expected =
      gantt.rows[0].timeIn(ElementState::Down, 0, gantt.end_s, gantt.end_s) / gantt.end_s * (right - left);
  QVERIFY(expected > 20);
  // Each repair may gain or lose a column at either end.
  const double tolerance = 2.0 * static_cast<double>(gantt.failures.size());
  QVERIFY2(std::abs(columns - expected) <= tolerance, qPrintable(QString("%1 of %2").arg(columns).arg(expected)));
}

void TestResultPanels::clickOnABarJumpsAndSelects() {
  runSimulation();
  TimelinePanel panel(simulation_, playback_, selection_, themes_);
  panel.resize(900, 300);
  panel.show();
  auto* gantt = find<GanttView>(panel, "timeline.gantt");
  selection_.clear();
  const double t_s = simulation_.run()->gantt.end_s / 3;
  const QPoint at(static_cast<int>(std::lround(gantt->positionOf(t_s))),
                  4 + GanttView::kRowHeight + GanttView::kRowHeight / 2);
  QTest::mouseClick(gantt, Qt::LeftButton, {}, at);
  QCOMPARE(selection_.current(), std::string("m2"));
  const double per_pixel_s = gantt->timeAt(101 + at.x()) / 100 - gantt->timeAt(1 + at.x()) / 100;
  QVERIFY(std::abs(playback_.time_s() - t_s) <= per_pixel_s);
}

void TestResultPanels::draggingTheScrubBarSeeks() {
  runSimulation();
  TimelinePanel panel(simulation_, playback_, selection_, themes_);
  panel.resize(900, 300);
  panel.show();
  auto* scrub = find<ScrubBar>(panel, "timeline.scrub");
  const double half_s = simulation_.run()->gantt.end_s / 2;
  QTest::mousePress(scrub, Qt::LeftButton, {}, QPoint(static_cast<int>(scrub->positionOf(0)), 18));
  QTest::mouseMove(scrub, QPoint(static_cast<int>(std::lround(scrub->positionOf(half_s))), 18));
  QTest::mouseRelease(scrub, Qt::LeftButton);
  QVERIFY(std::abs(playback_.time_s() - half_s) < half_s * 2 / 700);
  QTest::keyClick(scrub, Qt::Key_End);
  QCOMPARE(playback_.time_s(), half_s * 2);
}

void TestResultPanels::studyRunsCancelsAndResumesInTheProject() {
  runSimulation();
  StudyPanel panel(*study_, document_, selection_, jobs_, themes_);
  selection_.select("m2");
  QVERIFY(study_->vary("elements/m2/process/mean_s").isEmpty());
  models::StudyDraft draft = study_->draft();
  draft.name = "cycle";
  draft.points = 20;
  draft.replications = 10;
  draft.horizon_s = 2 * 86400;
  draft.responses = {"throughput_per_h"};
  study_->edit(draft);
  auto* run = find<QPushButton>(panel, "study.run");
  auto* cancel = find<QPushButton>(panel, "study.cancel");
  QTest::mouseClick(run, Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(study_->results().runsDone() > 3, test::kPatience_ms);
  QTest::mouseClick(cancel, Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(study_->state(), models::StudyModel::State::Partial, test::kPatience_ms);
  QCOMPARE(run->text(), QStringLiteral("Resume"));
  QCOMPARE(store::study(*project_, "cycle").runs_done, study_->results().runsDone());
  QTest::mouseClick(run, Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(study_->state(), models::StudyModel::State::Complete, test::kPatience_ms);
  QVERIFY(store::study(*project_, "cycle").isComplete());
  QCOMPARE(find<QTableView>(panel, "study.results")->model()->rowCount(), 20);
}

void TestResultPanels::whatIfSliderMovesTheAnswer() {
  QTRY_COMPARE_WITH_TIMEOUT(what_if_->state(), models::WhatIfModel::State::Ready, test::kPatience_ms);
  WhatIfPanel panel(*what_if_, *study_, themes_);
  const QString name = QString::fromStdString(what_if_->factors()[0].name);
  auto* slider = find<QSlider>(panel, qPrintable("whatif.slider." + name));
  slider->setValue(500);
  const double inside = find<QLabel>(panel, "whatif.mean")->text().toDouble();
  const auto& answer = what_if_->answer();
  QVERIFY(std::abs(inside - answer.mean) <= (answer.high - answer.low) / 2);
  QCOMPARE(find<QLabel>(panel, "whatif.domain")->text(), QStringLiteral("inside"));
  QVERIFY(find<QLabel>(panel, "whatif.mean")->isEnabled());
  slider->setValue(1000);
  QCOMPARE(find<QLabel>(panel, "whatif.domain")->property("domain").toString(), QStringLiteral("outside"));
  QVERIFY(find<QLabel>(panel, "whatif.verdict")->text().contains("simulate"));
  QVERIFY2(!find<QLabel>(panel, "whatif.mean")->isEnabled(), "what can't be trusted is grey");
  QCOMPARE(find<QLabel>(panel, "whatif.mean")->property("look").toString(), QStringLiteral("figure-guess"));
  QTest::mouseClick(find<QPushButton>(panel, "whatif.simulate"), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(panel, "whatif.simulated")->text().contains(QStringLiteral("±")),
                           test::kPatience_ms);
  QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>(panel, "whatif.domain")->text(), QStringLiteral("inside"), test::kPatience_ms);
  QCOMPARE(store::study(*project_, "cycle").points.size(), std::size_t{21});
}

void TestResultPanels::chosenPointsAreComparedAndApplied() {
  QTRY_COMPARE_WITH_TIMEOUT(study_->state(), models::StudyModel::State::Complete, test::kPatience_ms);
  StudyPanel panel(*study_, document_, selection_, jobs_, themes_);
  panel.resize(1300, 700);
  panel.show();
  auto* table = find<QTableView>(panel, "study.results");
  table->sortByColumn(1, Qt::AscendingOrder);  // by the factor: fastest machine first
  const int last = table->model()->rowCount() - 1;
  const auto point = [table](int row) { return table->model()->index(row, 0).data().toString(); };
  const auto choose = [table](int row, QItemSelectionModel::SelectionFlags how) {
    table->selectionModel()->select(table->model()->index(row, 0), how | QItemSelectionModel::Rows);
  };
  choose(0, QItemSelectionModel::ClearAndSelect);
  choose(last, QItemSelectionModel::Select);
  QTest::mouseClick(find<QToolButton>(panel, "study.tab.compare"), Qt::LeftButton);
  auto* reference = find<QComboBox>(panel, "study.reference");
  reference->setCurrentIndex(reference->findText("point " + point(0)));
  emit reference->activated(reference->currentIndex());
  const QString text = find<QLabel>(panel, "study.comparison")->text();
  QVERIFY2(text.startsWith(QStringLiteral("Point %1 is worse than point %2: ").arg(point(last), point(0))),
           qPrintable(text));
  QVERIFY(!find<QPushButton>(panel, "study.applyPoint")->isEnabled());
  choose(last, QItemSelectionModel::ClearAndSelect);
  const Json value = study_->results().points()[point(last).toULong()].begin().value();
  QTest::mouseClick(find<QPushButton>(panel, "study.applyPoint"), Qt::LeftButton);
  QCOMPARE(document_.undoStack().undoText(), QStringLiteral("Apply point %1 of cycle").arg(point(last)));
  QVERIFY(document_.factory().findElement("m2")->fields.at("process").at("mean_s") == value);
  document_.undoStack().undo();
  QVERIFY(document_.factory().findElement("m2")->fields.at("process").at("mean_s") == 9);
  const std::string copy = folder_.filePath("copy.mill").toStdString();
  models::writeProject(copy, commands::withPoint(*study_->factory(), {{"elements/m2/process/mean_s", value}}),
                       *document_.attachments());
  const auto project = store::ProjectFile::open(copy, store::Access::ReadOnly);
  QVERIFY(project->factory().findElement("m2")->fields.at("process").at("mean_s") == value);
}

void TestResultPanels::brushedPointsAreChosenInTheTable() {
  QTRY_COMPARE_WITH_TIMEOUT(study_->state(), models::StudyModel::State::Complete, test::kPatience_ms);
  StudyPanel panel(*study_, document_, selection_, jobs_, themes_);
  panel.resize(1300, 700);
  panel.show();
  QTest::mouseClick(find<QToolButton>(panel, "study.tab.matrix"), Qt::LeftButton);
  auto* matrix = find<ScatterMatrix>(panel, "study.matrix");
  auto* table = find<QTableView>(panel, "study.results");
  const QRect cell = matrix->cell(0, 0).toRect();
  // The left half: points whose factor is in the lower half of its range.
  QTest::mousePress(matrix, Qt::LeftButton, {}, cell.topLeft());
  QTest::mouseMove(matrix, QPoint(cell.center().x(), cell.bottom()));
  QTest::mouseRelease(matrix, Qt::LeftButton, {}, QPoint(cell.center().x(), cell.bottom()));
  const models::StudyResults& results = study_->results();
  double low = 1e9;
  double high = -1e9;
  for (std::size_t i = 0; i < results.pointCount(); ++i) {
    low = std::min(low, results.factorNumber(i, 0));
    high = std::max(high, results.factorNumber(i, 0));
  }
  int wanted = 0;
  for (std::size_t i = 0; i < results.pointCount(); ++i) wanted += results.factorNumber(i, 0) < (low + high) / 2;
  QCOMPARE(table->selectionModel()->selectedRows().size(), wanted);
  for (const QModelIndex& row : table->selectionModel()->selectedRows())
    QVERIFY(results.factorNumber(row.data().toULongLong(), 0) < (low + high) / 2);
}

void TestResultPanels::replayDrawsGapsAndJumpsToAlerts() {
  const std::filesystem::path examples(MW_EXAMPLES);
  ReplayPanel panel(*replay_, playback_, themes_);
  panel.resize(1000, 400);
  panel.show();
  store::saveLog(*project_, test::motorLog(examples));
  replay_->takeImported(test::motorLog(examples), {});
  replay_->openTwinFile(examples / "motor-thermal.twin.json");
  QTRY_VERIFY2_WITH_TIMEOUT(replay_->result() != nullptr, qPrintable(replay_->problem()), test::kPatience_ms);
  QTRY_VERIFY_WITH_TIMEOUT(!replay_->isBusy(), test::kPatience_ms);
  auto* plot = find<SignalPlot>(panel, "replay.plot.0");
  QCOMPARE(plot->entries().size(), std::size_t{2});
  int breaks = 0;
  for (int i = 0; i < plot->graphCount(); ++i) {
    const auto values = plot->graph(i)->data();
    for (auto at = values->constBegin(); at != values->constEnd(); ++at) breaks += std::isnan(at->value) ? 1 : 0;
  }
  QCOMPARE(breaks, 4);  // in the readings, the estimate and both edges of its band
  QCOMPARE(plot->gapsShown(), std::size_t{1});
  auto* table = find<QTableView>(panel, "replay.alerts");
  const std::vector<models::Alarm>& alarms = replay_->alarms().alarms();
  const auto stale = std::ranges::find(alarms, models::Severity::Stale, &models::Alarm::severity);
  QVERIFY(stale != alarms.end());
  const QModelIndex row = table->model()->index(static_cast<int>(stale - alarms.begin()), models::AlarmTable::Message);
  table->scrollTo(row);
  QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(row).center());
  QCOMPARE(playback_.time_s(), stale->t_s);
  QCOMPARE(plot->cursorPosition(), stale->t_s);
  QVERIFY2(find<QLabel>(panel, "replay.age")->text().contains("alerts paused"), "the data stay away");
}

void TestResultPanels::replayTakesSignalsAndSharesItsTime() {
  ReplayPanel panel(*replay_, playback_, themes_);
  panel.resize(1200, 520);
  panel.show();
  QTRY_VERIFY_WITH_TIMEOUT(replay_->result() != nullptr && !replay_->isBusy(), test::kPatience_ms);
  const std::size_t before = replay_->board().plots().size();
  QMimeData signal;
  signal.setData(QLatin1String(kSignalMime), "log/load");
  const auto drop = [&signal](QWidget* target) {
    QDragEnterEvent enter(QPoint(4, 4), Qt::CopyAction, &signal, Qt::LeftButton, {});
    QApplication::sendEvent(target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(QPointF(4, 4), Qt::CopyAction, &signal, Qt::LeftButton, {});
    QApplication::sendEvent(target, &dropped);
  };
  drop(find<QWidget>(panel, "replay.card.1"));
  QTRY_COMPARE_WITH_TIMEOUT(replay_->board().plots()[1].size(), std::size_t{2}, test::kPatience_ms);
  QVERIFY2(find<SignalPlot>(panel, "replay.plot.1")->yAxis2->visible(), "another unit has an axis of its own");
  drop(find<QWidget>(panel, "replay.gap.0"));
  QTRY_COMPARE_WITH_TIMEOUT(replay_->board().plots().size(), before + 1, test::kPatience_ms);
  QCOMPARE(replay_->board().plots()[0], models::PlotBoard::Plot{"log/load"});
  QTRY_VERIFY_WITH_TIMEOUT(!replay_->isBusy(), test::kPatience_ms);
  auto* top = find<SignalPlot>(panel, "replay.plot.0");
  auto* below = find<SignalPlot>(panel, "replay.plot.1");
  QCoreApplication::processEvents();
  QTest::mouseClick(top, Qt::LeftButton, {}, top->axisRect()->center());
  const double middle_s = top->xAxis->pixelToCoord(top->axisRect()->center().x());
  QVERIFY(std::abs(playback_.time_s() - middle_s) < 1e-6);
  QCOMPARE(below->cursorPosition(), playback_.time_s());
  QCOMPARE(find<ReplayBar>(panel, "replay.bar")->positionOf(0) < 200, true);
  replay_->axis().show(1000, 1200);
  QCOMPARE(top->xAxis->range(), QCPRange(1000, 1200));
  QCOMPARE(below->xAxis->range(), QCPRange(1000, 1200));
  auto* time = find<QLineEdit>(panel, "replay.goTo");
  QTest::keyClicks(time, "0:18:20");
  QTest::keyClick(time, Qt::Key_Return);
  QCOMPARE(playback_.time_s(), 1100.0);
  QTest::mouseClick(find<QToolButton>(panel, "replay.follow"), Qt::LeftButton);
  QVERIFY(replay_->axis().isFollowing());
  playback_.seek(2000);
  QVERIFY(top->xAxis->range().contains(2000));
  QTest::mouseClick(find<QToolButton>(panel, "replay.remove.0.log/load"), Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(replay_->board().plots().size(), before, test::kPatience_ms);
  replay_->axis().setFollowing(false);
  replay_->axis().showAll();
}

QTEST_MAIN(TestResultPanels)
#include "tst_result_panels.moc"
