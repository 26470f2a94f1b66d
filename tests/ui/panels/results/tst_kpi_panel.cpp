// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "tests/support/patience.h"
#include "tests/ui/panels/results/small_run.h"
#include "ui/panels/kpi/element_figures.h"
#include "ui/panels/kpi/kpi_panel.h"
#include "ui/panels/kpi/lead_time_plot.h"
#include "ui/panels/timeline/timeline_panel.h"

using namespace mw;
using namespace mw::panels;
using factory::ElementState;

/// The cards, charts and tables of a run's figures.
class TestKpiPanel : public test::SmallRun {
  Q_OBJECT
 private slots:
  void initTestCase();
  void cardsShowTheModelsFigures();
  void pinsAnyKpiAndKeepsIt();
  void droppedFigureBecomesAChart();
  void chartsShareTimeAndWarmup();
  void chartsMoveAndGoByKeys();
  void figuresOfAnElementArePinned();
  void sortsElementsAndSaysWhyUndefined();
  void flowTabCountsTheRun();

 private:
  QTemporaryDir folder_;
};

void TestKpiPanel::initTestCase() {
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
}

void TestKpiPanel::cardsShowTheModelsFigures() {
  runSimulation();
  KpiPanel panel(simulation_, charts_, playback_, selection_, themes_);
  const auto& throughput = simulation_.replicated()->kpis.throughput_per_h;
  const double shown = find<QLabel>(panel, "kpi.throughput.value")->text().toDouble();
  QVERIFY2(std::abs(shown - throughput.mean) <= throughput.half_width, "rounded within the interval");
  QVERIFY(find<QLabel>(panel, "kpi.throughput.interval")->text().startsWith(QStringLiteral("/h ±")));
}

void TestKpiPanel::pinsAnyKpiAndKeepsIt() {
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

void TestKpiPanel::droppedFigureBecomesAChart() {
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
    QTRY_VERIFY_WITH_TIMEOUT(charts.isPinned(pin), test::kPatience_ms);
    QTRY_VERIFY2_WITH_TIMEOUT(find<PlotView>(panel, "kpi.pinned.m1.throughput_per_h.plot")->isVisible(),
                              "before the first run", test::kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(int(charts.standing(pin)), int(models::RunCharts::Standing::Drawn), test::kPatience_ms);
    QTRY_COMPARE_WITH_TIMEOUT(simulation.state(), models::SimulationModel::State::Ready, test::kPatience_ms);
    playback.seek(simulation.horizon_s());
    const auto runs = simulation.replicated();
    const auto kpi = models::kpiOf(pin, runs->result, *runs->factory);
    QTRY_COMPARE_WITH_TIMEOUT(find<QLabel>(panel, "kpi.pinned.m1.throughput_per_h.value")->text(),
                              models::kpiText(kpi->declaration, kpi->value).mean, test::kPatience_ms);
    // A second one goes where it is let go: above the first.
    const QWidget* first = find<QWidget>(panel, "kpi.pinned.m1.throughput_per_h");
    const QPoint above = first->mapTo(&panel, QPoint(50, 4));
    QVERIFY(dropFigure(panel, models::pinToMime({"", "wip_mean"}), above));
    QTRY_VERIFY_WITH_TIMEOUT(charts.pins() == (std::vector<models::RunPin>{{"", "wip_mean"}, pin}), test::kPatience_ms);
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

void TestKpiPanel::chartsShareTimeAndWarmup() {
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
  QTRY_COMPARE_WITH_TIMEOUT(simulation_.state(), models::SimulationModel::State::Ready, test::kPatience_ms);
  QList<PlotView*> plots = panel.findChildren<PlotView*>();
  QVERIFY(plots.removeOne(find<PlotView>(panel, "kpi.parts.leadTimes")));  // not over the time of the run
  QCOMPARE(plots.size(), 5);
  for (const PlotView* plot : plots) QTRY_COMPARE_WITH_TIMEOUT(leadInOf(*plot), 3600.0, test::kPatience_ms);
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
  QTRY_COMPARE_WITH_TIMEOUT(simulation_.state(), models::SimulationModel::State::Ready, test::kPatience_ms);
}

void TestKpiPanel::chartsMoveAndGoByKeys() {
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
  QTRY_VERIFY_WITH_TIMEOUT(charts_.pins() == std::vector<models::RunPin>{pins[1]}, test::kPatience_ms);
  QTest::mouseClick(find<QToolButton>(panel, "kpi.pinned.m2.busy.remove"), Qt::LeftButton);
  QTRY_VERIFY_WITH_TIMEOUT(charts_.pins().empty(), test::kPatience_ms);
  QVERIFY(find<QLabel>(panel, "kpi.pinned.hint")->isVisibleTo(&panel));
}

void TestKpiPanel::figuresOfAnElementArePinned() {
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

void TestKpiPanel::sortsElementsAndSaysWhyUndefined() {
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

void TestKpiPanel::flowTabCountsTheRun() {
  runSimulation();
  KpiPanel panel(simulation_, charts_, playback_, selection_, themes_);
  panel.resize(620, 700);
  panel.setVisible(true);
  auto* flow = find<PlotView>(panel, "kpi.parts.flow");
  QVERIFY2(!charts_.passages().passages(), "nothing is counted while nobody looks");
  find<QTabBar>(panel, "kpi.tabs")->setCurrentIndex(3);
  QTRY_VERIFY_WITH_TIMEOUT(charts_.passages().passages() != nullptr, test::kPatience_ms);
  const auto& kind = charts_.passages().passages()->kinds.front();
  QTRY_VERIFY_WITH_TIMEOUT(flow->graph(0)->dataCount() > 100, test::kPatience_ms);
  playback_.seek(simulation_.run()->recording->end().seconds());
  const QString reading = find<QLabel>(panel, "kpi.parts.reading")->text();
  const QString wanted = QString("%1 entered (line), %2 left (thin), %3 inside");
  QVERIFY2(
      reading.contains(
          wanted.arg(kind.entered_s.size()).arg(kind.left_s.size()).arg(simulation_.momentAt(playback_.time_s()).wip)),
      qPrintable(reading));
  auto* kinds = find<QComboBox>(panel, "kpi.parts.kind");
  QCOMPARE(kinds->count(), 2);
  const QString all = find<QLabel>(panel, "kpi.parts.spread")->text();
  QVERIFY2(all.contains("median") && all.contains("95 % within"), qPrintable(all));
  kinds->setCurrentIndex(1);
  QCOMPARE(find<QLabel>(panel, "kpi.parts.spread")->text(), all);  // there is but one kind
  auto* lead_times = find<LeadTimePlot>(panel, "kpi.parts.leadTimes");
  const double middle = lead_times->xAxis->coordToPixel(lead_times->xAxis->range().center());
  QVERIFY2(lead_times->tellAt({middle, 40}).endsWith(" parts"), qPrintable(lead_times->tellAt({middle, 40})));
  QVERIFY(lead_times->tellAt({-50, 40}).isEmpty());
  lead_times->setFocus();
  QTest::keyClick(lead_times, Qt::Key_C, Qt::ControlModifier);
  QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().startsWith("Parts,From [s],To [s],Count\na,"),
                           test::kPatience_ms);
  flow->findChild<QAction*>("kpi.parts.flow.copyNumbers")->trigger();
  const QStringList rows = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
  QCOMPARE(rows.first(), QStringLiteral("Time [s],Entered [parts],Left [parts],Inside [parts]"));
  QCOMPARE(rows.last().section(',', 1, 1).toULongLong(), kind.entered_s.size());
}

QTEST_MAIN(TestKpiPanel)
#include "tst_kpi_panel.moc"
