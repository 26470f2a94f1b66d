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
#include "core/store/stored_study.h"
#include "tests/ui/models/lines.h"
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
class TestResultPanels : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void everyWidgetHasNames_data();
  void everyWidgetHasNames();
  void emptyPanelsSayWhatToDo();
  void barsTakeTheTimeOfTheirStates();
  void clickOnABarJumpsAndSelects();
  void draggingTheScrubBarSeeks();
  void cardsShowTheModelsFigures();
  void pinsAnyKpiAndKeepsIt();
  void droppedFigureBecomesAChart();
  void chartsShareTimeAndWarmup();
  void chartsMoveAndGoByKeys();
  void figuresOfAnElementArePinned();
  void sortsElementsAndSaysWhyUndefined();
  void studyRunsCancelsAndResumesInTheProject();
  void whatIfSliderMovesTheAnswer();
  void chosenPointsAreComparedAndApplied();
  void brushedPointsAreChosenInTheTable();
  void replayDrawsGapsAndJumpsToAlerts();
  void replayTakesSignalsAndSharesItsTime();

 private:
  void runSimulation();
  template <class W>
  static W* find(QWidget& panel, const char* name) {
    W* widget = panel.findChild<W*>(QLatin1String(name));
    if (!widget) qFatal("no %s", name);
    return widget;
  }

  ThemeService themes_{ThemePreference::Light};
  jobs::JobService jobs_;
  models::Document document_{jobs_};
  models::Selection selection_;
  models::Playback playback_;
  models::SimulationModel simulation_{document_, playback_, jobs_};
  models::RunCharts charts_{simulation_, document_, jobs_};
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

void TestResultPanels::runSimulation() {
  if (simulation_.state() == models::SimulationModel::State::Ready) return;
  document_.replace(test::smallLine(), "small", {});
  QTRY_COMPARE_WITH_TIMEOUT(simulation_.state(), models::SimulationModel::State::Ready, 20000);
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
  const models::Gantt& gantt = simulation_.run()->gantt;
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

void TestResultPanels::cardsShowTheModelsFigures() {
  runSimulation();
  KpiPanel panel(simulation_, charts_, playback_, selection_, themes_);
  const auto& throughput = simulation_.replicated()->kpis.throughput_per_h;
  const double shown = find<QLabel>(panel, "kpi.throughput.value")->text().toDouble();
  QVERIFY2(std::abs(shown - throughput.mean) <= throughput.half_width, "rounded within the interval");
  QVERIFY(find<QLabel>(panel, "kpi.throughput.interval")->text().startsWith(QStringLiteral("/h ±")));
}

void TestResultPanels::pinsAnyKpiAndKeepsIt() {
  runSimulation();
  charts_.setPins({});
  const auto& kpis = simulation_.replicated()->result.kpis;
  KpiPanel panel(simulation_, charts_, playback_, selection_, themes_);
  auto* table = find<QTableView>(panel, "kpi.all");
  QCOMPARE(table->model()->rowCount(), static_cast<int>(kpis.size()));
  for (int row = 0; row < table->model()->rowCount(); ++row) {
    if (kpis[static_cast<std::size_t>(row)].name != "oee") continue;
    table->setCurrentIndex(table->model()->index(row, 0));
    QTest::keyClick(table, Qt::Key_Return);
    const std::unique_ptr<QMimeData> dragged(table->model()->mimeData({table->currentIndex()}));
    QCOMPARE(dragged->data(QLatin1String(models::kPinMime)), models::pinToMime({"", "oee"}));
  }
  QVERIFY(find<QLabel>(panel, "kpi.pinned.oee.interval")->text().startsWith("% ±"));
  QVERIFY2(find<PlotView>(panel, "kpi.pinned.oee.plot")->isHidden(), "it has no course");
  const double shown = find<QLabel>(panel, "kpi.pinned.oee.value")->text().toDouble();
  const auto at = std::ranges::find(kpis, "oee", &kpi::KpiDeclaration::name) - kpis.begin();
  const numerics::Estimate& oee = simulation_.replicated()->result.overall[static_cast<std::size_t>(at)];
  QVERIFY2(std::abs(shown - 100 * oee.mean) <= 100 * oee.half_width, "rounded within the interval");
}

/// Drags what stands for a figure over a panel and lets it go. @returns whether the panel wanted it
bool dropFigure(QWidget& panel, const QByteArray& figure, const QPoint& at) {
  QMimeData data;
  data.setData(QLatin1String(models::kPinMime), figure);
  QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
  QApplication::sendEvent(&panel, &enter);
  if (!enter.isAccepted()) return false;
  if (panel.findChild<QWidget*>("kpi.dropHere")->isHidden()) return false;
  QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
  QApplication::sendEvent(&panel, &drop);
  return panel.findChild<QWidget*>("kpi.dropHere")->isHidden();
}

void TestResultPanels::droppedFigureBecomesAChart() {
  charts_.setPins({});
  const models::RunPin pin{"m1", models::kElementThroughput};
  {
    jobs::JobService jobs;
    models::Document nothing{jobs};
    models::Playback playback;
    models::SimulationModel simulation{nothing, playback, jobs};
    models::RunCharts charts{simulation, nothing, jobs};
    KpiPanel panel(simulation, charts, playback, selection_, themes_);
    panel.resize(620, 900);
    panel.setVisible(true);
    QVERIFY(!dropFigure(panel, "a word", {10, 10}));
    nothing.replace(test::smallLine(), "small", {});
    QVERIFY(dropFigure(panel, models::pinToMime(pin), {10, 10}));
    QTRY_VERIFY(charts.isPinned(pin));
    QTRY_VERIFY2(find<PlotView>(panel, "kpi.pinned.m1.throughput_per_h.plot")->isVisible(), "before the first run");
    QTRY_COMPARE_WITH_TIMEOUT(int(charts.standing(pin)), int(models::RunCharts::Standing::Drawn), 20000);
    QTRY_COMPARE_WITH_TIMEOUT(simulation.state(), models::SimulationModel::State::Ready, 20000);
    playback.seek(simulation.horizon_s());
    const auto runs = simulation.replicated();
    const auto kpi = models::kpiOf(pin, runs->result, *runs->factory);
    QTRY_COMPARE(find<QLabel>(panel, "kpi.pinned.m1.throughput_per_h.value")->text(),
                 models::kpiText(kpi->declaration, kpi->value).mean);
    // A second one goes where it is let go: above the first.
    const QWidget* first = find<QWidget>(panel, "kpi.pinned.m1.throughput_per_h");
    const QPoint above = first->mapTo(&panel, QPoint(50, 4));
    QVERIFY(dropFigure(panel, models::pinToMime({"", "wip_mean"}), above));
    QTRY_VERIFY(charts.pins() == (std::vector<models::RunPin>{{"", "wip_mean"}, pin}));
  }
}

/// How far the hatched stretch of a plot reaches.
double leadInOf(const PlotView& plot) {
  for (int i = 0; i < plot.itemCount(); ++i) {
    const auto* rect = qobject_cast<const QCPItemRect*>(plot.item(i));
    if (rect != nullptr && rect->visible()) return rect->bottomRight->key();
  }
  return 0;
}

void TestResultPanels::chartsShareTimeAndWarmup() {
  runSimulation();
  models::RunWishes wishes = simulation_.wishes();
  wishes.warmup_s = 3600;
  QVERIFY(!simulation_.setWishes(wishes));
  const models::RunPin pin{"m2", "busy"};
  charts_.setPins({pin, {"", "wip_mean"}});
  KpiPanel panel(simulation_, charts_, playback_, selection_, themes_);
  TimelinePanel timeline(simulation_, playback_, selection_, themes_);
  panel.resize(620, 1200);
  panel.setVisible(true);
  QTRY_COMPARE_WITH_TIMEOUT(simulation_.state(), models::SimulationModel::State::Ready, 20000);
  const QList<PlotView*> plots = panel.findChildren<PlotView*>();
  QCOMPARE(plots.size(), 4);
  for (const PlotView* plot : plots) QTRY_COMPARE_WITH_TIMEOUT(leadInOf(*plot), 3600.0, 20000);
  auto* gantt = find<GanttView>(timeline, "timeline.gantt");
  gantt->resize(900, gantt->sizeHint().height());
  const QImage hatched = gantt->grab().toImage();
  gantt->setWarmup(0);
  const QImage plain = gantt->grab().toImage();
  const auto differs = [&](double from_s, double to_s) {
    const QRect span(QPoint(int(gantt->positionOf(from_s)), 0),
                     QPoint(int(gantt->positionOf(to_s)), plain.height() - 1));
    return hatched.copy(span) != plain.copy(span);
  };
  QVERIFY(differs(0, 3500));
  QVERIFY(!differs(3700, 8 * 3600));
  plots.front()->xAxis->setRange(7200, 10'800);
  for (const PlotView* plot : plots) QCOMPARE(plot->xAxis->range(), QCPRange(7200, 10'800));
  QCOMPARE(gantt->from_s(), 7200.0);
  QCOMPARE(gantt->to_s(), 10'800.0);
  emit gantt->rangeChosen(3600, 7200);
  for (const PlotView* plot : plots) QCOMPARE(plot->xAxis->range(), QCPRange(3600, 7200));
  plots.front()->xAxis->setRange(-900, 900);  // nothing is there: the axis does not go
  QCOMPARE(plots.back()->xAxis->range().lower, 0.0);
  QCOMPARE(plots.front()->xAxis->range(), plots.back()->xAxis->range());
  simulation_.axis().showAll();
  playback_.seek(5000);
  for (const PlotView* plot : plots) QCOMPARE(plot->cursorPosition(), 5000.0);
  wishes.warmup_s = 0;
  QVERIFY(!simulation_.setWishes(wishes));
  QTRY_COMPARE_WITH_TIMEOUT(simulation_.state(), models::SimulationModel::State::Ready, 20000);
}

void TestResultPanels::chartsMoveAndGoByKeys() {
  const std::vector<models::RunPin> pins = {{"m1", "busy"}, {"m2", "busy"}};
  charts_.setPins(pins);
  KpiPanel panel(simulation_, charts_, playback_, selection_, themes_);
  panel.setVisible(true);
  auto* first = find<ChartCard>(panel, "kpi.pinned.m1.busy");
  QTest::keyClick(first, Qt::Key_Down, Qt::AltModifier);
  QVERIFY(charts_.pins() == (std::vector<models::RunPin>{pins[1], pins[0]}));
  QTest::keyClick(first, Qt::Key_Up, Qt::AltModifier);
  QVERIFY(charts_.pins() == pins);
  QTest::keyClick(first, Qt::Key_Delete);
  QTRY_VERIFY(charts_.pins() == std::vector<models::RunPin>{pins[1]});
  QTest::mouseClick(find<QToolButton>(panel, "kpi.pinned.m2.busy.remove"), Qt::LeftButton);
  QTRY_VERIFY(charts_.pins().empty());
  QVERIFY(find<QLabel>(panel, "kpi.pinned.hint")->isVisibleTo(&panel));
}

void TestResultPanels::figuresOfAnElementArePinned() {
  runSimulation();
  charts_.setPins({});
  const factory::Element& m1 = *document_.factory().findElement("m1");
  ElementFigures figures(m1, charts_, simulation_, themes_, nullptr);
  figures.show();
  const QString value = find<QLabel>(figures, "properties.figure.busy.value")->text();
  const double busy = 100 * simulation_.replicated()->kpis.uses[0].busy.mean;
  QVERIFY2(std::abs(value.section(' ', 0, 0).toDouble() - busy) < 1, qPrintable(value));
  QTest::keyClick(find<QWidget>(figures, "properties.figure.busy"), Qt::Key_Return);
  QVERIFY(charts_.isPinned({"m1", "busy"}));
  QTest::mouseClick(find<QToolButton>(figures, "properties.figure.busy.pin"), Qt::LeftButton);
  QVERIFY(charts_.pins().empty());
}

void TestResultPanels::sortsElementsAndSaysWhyUndefined() {
  runSimulation();
  KpiPanel panel(simulation_, charts_, playback_, selection_, themes_);
  auto* table = find<QTableView>(panel, "kpi.elements");
  const QAbstractItemModel& model = *table->model();
  QCOMPARE(model.rowCount(), 5);
  QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), QStringLiteral("OEE"));
  table->sortByColumn(1, Qt::DescendingOrder);
  const double first = model.index(0, 1).data().toString().section(' ', 0, 0).toDouble();
  const double second = model.index(1, 1).data().toString().section(' ', 0, 0).toDouble();
  QVERIFY(first >= second && second > 0);
  // The machines come first; what has no OEE is below, each time with a reason or that it does not apply.
  QCOMPARE(model.index(2, 1).data().toString(), QStringLiteral("–"));
  QCOMPARE(model.index(2, 1).data(Qt::ToolTipRole).toString(), QStringLiteral("does not apply to this element"));
  bool says_why = false;
  for (int row = 0; row < model.rowCount(); ++row) {
    for (int column = 1; column < model.columnCount(); ++column) {
      says_why = says_why || model.index(row, column).data(Qt::ToolTipRole).toString().startsWith("undefined: no ");
    }
  }
  QVERIFY2(says_why, "m2 never fails: no MTBF");
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
  QTRY_VERIFY_WITH_TIMEOUT(study_->results().runsDone() > 3, 20000);
  QTest::mouseClick(cancel, Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(study_->state(), models::StudyModel::State::Partial, 5000);
  QCOMPARE(run->text(), QStringLiteral("Resume"));
  QCOMPARE(store::study(*project_, "cycle").runs_done, study_->results().runsDone());
  QTest::mouseClick(run, Qt::LeftButton);
  QTRY_COMPARE_WITH_TIMEOUT(study_->state(), models::StudyModel::State::Complete, 60000);
  QVERIFY(store::study(*project_, "cycle").isComplete());
  QCOMPARE(find<QTableView>(panel, "study.results")->model()->rowCount(), 20);
}

void TestResultPanels::whatIfSliderMovesTheAnswer() {
  QTRY_COMPARE_WITH_TIMEOUT(what_if_->state(), models::WhatIfModel::State::Ready, 20000);
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
  QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(panel, "whatif.simulated")->text().contains(QStringLiteral("±")), 30000);
  QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>(panel, "whatif.domain")->text(), QStringLiteral("inside"), 20000);
  QCOMPARE(store::study(*project_, "cycle").points.size(), std::size_t{21});
}

void TestResultPanels::chosenPointsAreComparedAndApplied() {
  QTRY_COMPARE_WITH_TIMEOUT(study_->state(), models::StudyModel::State::Complete, 20000);
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
  QTRY_COMPARE_WITH_TIMEOUT(study_->state(), models::StudyModel::State::Complete, 20000);
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
  replay_->importLog(examples / "motor-thermal.csv", examples / "motor-thermal.map.json");
  replay_->openTwinFile(examples / "motor-thermal.twin.json");
  QTRY_VERIFY2_WITH_TIMEOUT(replay_->result() != nullptr, qPrintable(replay_->problem()), 20000);
  QTRY_VERIFY(!replay_->isBusy());
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
  QTRY_VERIFY(replay_->result() != nullptr && !replay_->isBusy());
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
  QTRY_COMPARE(replay_->board().plots()[1].size(), std::size_t{2});
  QVERIFY2(find<SignalPlot>(panel, "replay.plot.1")->yAxis2->visible(), "another unit has an axis of its own");
  drop(find<QWidget>(panel, "replay.gap.0"));
  QTRY_COMPARE(replay_->board().plots().size(), before + 1);
  QCOMPARE(replay_->board().plots()[0], models::PlotBoard::Plot{"log/load"});
  QTRY_VERIFY(!replay_->isBusy());
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
  QTRY_COMPARE(replay_->board().plots().size(), before);
  replay_->axis().setFollowing(false);
  replay_->axis().showAll();
}

QTEST_MAIN(TestResultPanels)
#include "tst_result_panels.moc"
