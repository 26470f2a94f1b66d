// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHBoxLayout>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <algorithm>

#include "core/store/project_file.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "tests/ui/models/motor_log.h"
#include "tests/ui/panels/native_drag.h"
#include "ui/models/project_services.h"
#include "ui/panels/kpi/element_figures.h"
#include "ui/panels/kpi/kpi_panel.h"
#include "ui/panels/replay/replay_panel.h"

using namespace mw;
using namespace mw::panels;

namespace {

constexpr int kRunTimeout_ms = 30'000;
constexpr int kPinRoom_px = 40;  // the pin and the gaps beside it

template <class W>
W* find(QWidget& widget, const char* name) {
  return widget.findChild<W*>(QLatin1String(name));
}

}  // namespace

/// Drags from panel to panel, through Qt's own drag and drop.
class TestGestures : public QObject {
  Q_OBJECT
 private slots:
  void aFigureOfAnElementBecomesAChart();
  void twoSignalsDraggedRightBecomeOneOverTheOther();
  void oneSignalDraggedRightBecomesNothing();

 private:
  [[nodiscard]] std::unique_ptr<models::ReplayModel> replayed();

  jobs::JobService jobs_;
  models::Playback playback_;
  models::Selection selection_;
  ThemeService themes_{ThemePreference::Light};
};

void TestGestures::aFigureOfAnElementBecomesAChart() {
  models::Document document(jobs_);
  models::SimulationModel simulation(document, playback_, jobs_);
  models::RunCharts charts(simulation, document, jobs_);
  document.replace(test::smallLine(), QStringLiteral("line.json"), {});
  QTRY_VERIFY_WITH_TIMEOUT(simulation.replicated() != nullptr, kRunTimeout_ms);
  QWidget window;
  auto* row = new QHBoxLayout(&window);
  auto* figures = new KpiPanel(simulation, charts, playback_, selection_, themes_, &window);
  auto* properties = new ElementFigures(*document.factory().findElement("m2"), charts, simulation, themes_, &window);
  row->addWidget(figures, 1);
  row->addWidget(properties);
  window.resize(1000, 500);
  window.show();
  QVERIFY(QTest::qWaitForWindowExposed(&window));
  auto* figure = find<QWidget>(*properties, "properties.figure.throughput_per_h");
  QVERIFY(figure != nullptr);
  // A long name gives way to a long figure: the panel keeps its width.
  int widest_px = 0;
  for (const QLabel* label : properties->findChildren<QLabel*>()) {
    if (label->objectName().endsWith(".value")) widest_px = std::max(widest_px, label->sizeHint().width());
  }
  QVERIFY(widest_px > 0);
  QVERIFY(properties->minimumSizeHint().width() <= widest_px + kPinRoom_px);
  const std::size_t before = charts.pins().size();
  QVERIFY(test::dragAndDrop(*figure, figure->rect().center(), *figures, figures->rect().center()));
  QTRY_COMPARE_WITH_TIMEOUT(charts.pins().size(), before + 1, test::kPatience_ms);
  QVERIFY(charts.isPinned({"m2", "throughput_per_h"}));
  // Beside every place that takes it, it falls to the ground.
  auto* other = find<QWidget>(*properties, "properties.figure.blocked");
  QVERIFY(other != nullptr);
  QVERIFY(test::dragAndDrop(*other, other->rect().center(), *properties, QPoint(properties->width() / 2, 4)));
  QCoreApplication::processEvents();
  QCOMPARE(charts.pins().size(), before + 1);
}

std::unique_ptr<models::ReplayModel> TestGestures::replayed() {
  const std::filesystem::path examples(MW_EXAMPLES);
  auto replay = std::make_unique<models::ReplayModel>(playback_, jobs_, models::ReplayServices{});
  replay->takeImported(test::motorLog(examples), {});
  (void)QTest::qWaitFor([&] { return replay->log() && !replay->isBusy(); }, kRunTimeout_ms);
  return replay;
}

void TestGestures::twoSignalsDraggedRightBecomeOneOverTheOther() {
  const auto replay = replayed();
  QVERIFY2(replay->log(), qPrintable(replay->problem()));
  ReplayPanel panel(*replay, playback_, themes_);
  panel.resize(1200, 520);
  panel.show();
  QVERIFY(QTest::qWaitForWindowExposed(&panel));
  auto* list = find<QTreeWidget>(panel, "replay.signals");
  QTreeWidgetItem* readings = list->topLevelItem(0);
  QVERIFY(readings->childCount() >= 2);
  for (const int i : {0, 1}) readings->child(i)->setSelected(true);
  const std::size_t before = replay->board().plots().size();
  auto* gap = find<QWidget>(panel, "replay.gap.0");
  QVERIFY(test::dragAndDrop(*list->viewport(), list->visualItemRect(readings->child(1)).center(), *gap,
                            gap->rect().center(), Qt::RightButton));
  QTRY_COMPARE_WITH_TIMEOUT(replay->board().plots().size(), before + 1, test::kPatience_ms);
  QVERIFY(replay->board().drawn(0).front().kind == models::SignalEntry::Kind::Pair);
}

void TestGestures::oneSignalDraggedRightBecomesNothing() {
  const auto replay = replayed();
  ReplayPanel panel(*replay, playback_, themes_);
  panel.resize(1200, 520);
  panel.show();
  auto* list = find<QTreeWidget>(panel, "replay.signals");
  list->topLevelItem(0)->child(0)->setSelected(true);
  const std::size_t before = replay->board().plots().size();
  auto* gap = find<QWidget>(panel, "replay.gap.0");
  QVERIFY(!test::dragAndDrop(*list->viewport(), list->visualItemRect(list->topLevelItem(0)->child(0)).center(), *gap,
                             gap->rect().center(), Qt::RightButton));
  QCOMPARE(replay->board().plots().size(), before);
}

QTEST_MAIN(TestGestures)
#include "tst_gestures.moc"
