// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <algorithm>

#include "tests/ui/panels/window_fixture.h"
#include "ui/models/figure_format.h"
#include "ui/panels/floor/floor_actions.h"
#include "ui/panels/floor/floor_chips.h"
#include "ui/panels/floor/floor_legend.h"
#include "ui/panels/floor/floor_show.h"
#include "ui/panels/floor/part_click.h"
#include "ui/panels/floor/part_panel.h"
#include "ui/panels/floor/vehicle_mark.h"
#include "ui/panels/kpi/bottleneck_row.h"
#include "ui/panels/timeline/playback_bar.h"
#include "ui/panels/viewport/viewport.h"

using namespace mw;
using namespace mw::panels;
using Frame = SceneLabel::Frame;

namespace {

constexpr int kRunTimeout_ms = 30'000;

/// source - m1 - b - m2 - sink, with room between.
factory::Factory lineOf(double m1_s, double m2_s) {
  Json json = Json::parse(R"({"format": "millwright-factory/1", "name": "Line", "parts": [{"id": "gear"}],
    "elements": [
      {"id": "src", "type": "source", "part": "gear", "supply": "unlimited", "pose": {"x_m": -10, "y_m": 0}},
      {"id": "m1", "type": "station", "process": {"dist": "exponential", "mean_s": 60}, "pose": {"x_m": -5, "y_m": 0}},
      {"id": "b", "type": "buffer", "capacity": 5, "pose": {"x_m": 0, "y_m": 0}},
      {"id": "m2", "type": "station", "process": {"dist": "exponential", "mean_s": 60}, "pose": {"x_m": 5, "y_m": 0}},
      {"id": "out", "type": "sink", "pose": {"x_m": 10, "y_m": 0}}],
    "flows": [{"from": "src", "to": "m1"}, {"from": "m1", "to": "b"}, {"from": "b", "to": "m2"},
              {"from": "m2", "to": "out"}]})");
  json["elements"][1]["process"]["mean_s"] = m1_s;
  json["elements"][3]["process"]["mean_s"] = m2_s;
  return factory::Factory::fromJson(std::move(json));
}

/// A window whose line was run.
struct FloorFixture : test::WindowFixture {
  FloorFixture() {
    new FloorActions(window.services(), show, &window);
    chips = new FloorChips(window.services(), show, &window.viewport());
    legend = new FloorLegend(show, themes, &window.viewport());
  }
  void run(double m1_s, double m2_s) {
    QSignalSpy done(&simulation, &models::SimulationModel::replicatedChanged);
    document.replace(lineOf(m1_s, m2_s), QStringLiteral("line.json"), {});
    // The first signal says that the old results are gone.
    QTRY_VERIFY_WITH_TIMEOUT(simulation.replicated() != nullptr, kRunTimeout_ms);
    QVERIFY(!done.empty());
  }
  [[nodiscard]] std::vector<SceneLabel> framed() const {
    std::vector<SceneLabel> found;
    std::ranges::copy_if(show.labels(), std::back_inserter(found),
                         [](const SceneLabel& label) { return label.frame != Frame::Plain; });
    return found;
  }

  models::SimulationModel simulation{document, playback, jobs};
  models::PartTraceModel part{simulation};
  FloorShow show{window.services(), simulation, part};
  FloorChips* chips = nullptr;
  FloorLegend* legend = nullptr;
};

}  // namespace

class TestFloorShow : public QObject {
  Q_OBJECT
 private slots:
  void marksTheSlowMachine();
  void marksNeitherOfTwoEqual();
  void legendEndsAreThoseOfTheResult();
  void chipsSwitchWhatIsShown();
  void flowsArePaintedOncePerFlow();
  void tracesAPart();
  void clickFindsThePartUnderIt();
  void clickTakesTheVehicleUnderIt();
  void tipTellsTheShownTime();
  void playbackBarPausesAndSteps();
};

void TestFloorShow::marksTheSlowMachine() {
  FloorFixture fixture;
  BottleneckRow row(fixture.simulation, fixture.selection);
  fixture.run(30, 90);
  const auto marks = fixture.framed();
  QCOMPARE(marks.size(), std::size_t{1});
  QCOMPARE(marks[0].element, std::string("m2"));
  QCOMPARE(marks[0].frame, Frame::Limits);
  QVERIFY2(marks[0].text.startsWith("limits "), qPrintable(marks[0].text));
  QVERIFY2(row.findChild<QLabel*>("kpi.bottleneck.title")->text().startsWith("m2 limits "), "in the panel too");
  QTest::mouseClick(&row, Qt::LeftButton);
  QCOMPARE(fixture.selection.ids(), std::vector<std::string>{"m2"});
}

void TestFloorShow::marksNeitherOfTwoEqual() {
  FloorFixture fixture;
  fixture.run(60, 60);
  const auto marks = fixture.framed();
  QCOMPARE(marks.size(), std::size_t{2});
  for (const SceneLabel& mark : marks) {
    QCOMPARE(mark.frame, Frame::MayLimit);
    QCOMPARE(mark.text, QStringLiteral("not separable"));
  }
}

void TestFloorShow::legendEndsAreThoseOfTheResult() {
  FloorFixture fixture;
  fixture.run(30, 90);
  fixture.window.actions().action(FloorActions::idOf(models::HeatQuantity::Blocked))->setChecked(true);
  const auto& result = fixture.simulation.replicated()->result;
  const auto metric = std::ranges::find(result.metrics, "blocked", &kpi::KpiDeclaration::name);
  const auto m = static_cast<std::size_t>(metric - result.metrics.begin());
  const double high = std::max(result.elements[1][m].mean, result.elements[3][m].mean);
  QCOMPARE(fixture.legend->highText(), models::figure(100 * high) + QStringLiteral(" %"));
  const QString before = fixture.legend->highText();
  fixture.playback.seek(1000);  // the scale stays while the run is played
  QCOMPARE(fixture.legend->highText(), before);
  QCOMPARE(fixture.find<QToolButton>("floor.heat")->text(), QStringLiteral("Heat map: Blocked"));
}

void TestFloorShow::chipsSwitchWhatIsShown() {
  FloorFixture fixture;
  fixture.run(30, 90);
  QCOMPARE(fixture.show.shapes().size(), std::size_t{1});
  QTest::mouseClick(fixture.find<QToolButton>("floor.bottleneck"), Qt::LeftButton);
  QVERIFY(fixture.show.shapes().empty());
  QVERIFY(!fixture.window.actions().action(QStringLiteral("run.bottleneck"))->isChecked());
  fixture.window.actions().action(FloorActions::idOf(models::HeatQuantity::Utilisation))->setChecked(true);
  QCOMPARE(fixture.show.shapes().size(), std::size_t{2});
  fixture.show.setExtent(FloorShow::Extent::MarkOnly);
  QVERIFY(fixture.show.shapes().empty());
}

void TestFloorShow::flowsArePaintedOncePerFlow() {
  FloorFixture fixture;
  fixture.run(30, 90);
  fixture.show.setLimitsMarked(false);
  QTest::mouseClick(fixture.find<QToolButton>("floor.flows"), Qt::LeftButton);
  // Four flows, and on under the three elements between source and sink.
  QTRY_COMPARE_WITH_TIMEOUT(fixture.show.shapes().size(), std::size_t{7}, kRunTimeout_ms);
  QVERIFY(fixture.show.strongest_per_h() > 30);
  QTest::mouseClick(fixture.find<QToolButton>("floor.flows"), Qt::LeftButton);
  QVERIFY(fixture.show.shapes().empty());
}

void TestFloorShow::tracesAPart() {
  FloorFixture fixture;
  PartPanel panel(fixture.simulation, fixture.part, fixture.playback, fixture.selection);
  fixture.run(30, 90);
  fixture.show.setLimitsMarked(false);
  auto* number = panel.findChild<QComboBox*>("part.number");
  number->setEditText(QStringLiteral("5"));
  QTest::keyClick(number->lineEdit(), Qt::Key_Return);
  QVERIFY(fixture.part.trace());
  QCOMPARE(fixture.part.trace()->part, 5U);
  QCOMPARE(fixture.part.rowCount(), 4);                        // source, m1, b, m2
  QCOMPARE(fixture.show.shapes().size(), std::size_t{4 + 3});  // around them and between them
  QVERIFY(panel.findChild<QLabel*>("part.summary")->text().startsWith("gear 5: "));
  number->setEditText(QStringLiteral("4000000"));
  QTest::keyClick(number->lineEdit(), Qt::Key_Return);
  QVERIFY(!fixture.part.trace());
  QCOMPARE(panel.findChild<QLabel*>("part.summary")->text(), QStringLiteral("No part 4000000 in this run."));
}

void TestFloorShow::clickFindsThePartUnderIt() {
  FloorFixture fixture;
  PartClick clicks(fixture.window.services(), fixture.simulation, fixture.part);
  fixture.run(30, 90);
  fixture.playback.seek(3000);
  const events::Moment moment = fixture.simulation.momentAt(3000);
  QVERIFY(!moment.elements[3].parts.empty());
  scene::PartFlow flow(fixture.document.factory(), fixture.window.viewport().hall().elements());
  const auto frame = flow.frameAt(*fixture.simulation.recording(), moment, 0);
  const auto in_m2 = std::ranges::find(frame.numbers, moment.elements[3].parts.front().part);
  QVERIFY(in_m2 != frame.numbers.end());
  const auto& center = frame.parts[static_cast<std::size_t>(in_m2 - frame.numbers.begin())].center_m;
  const auto at = fixture.window.viewport().toWidget({center[0], center[1], center[2]});
  QVERIFY(at);
  QCOMPARE(*clicks.partAt(*at), *in_m2);
  QVERIFY(!clicks.partAt({2, 2}));
}

void TestFloorShow::clickTakesTheVehicleUnderIt() {
  FloorFixture fixture;
  models::VehicleWatch watch(fixture.simulation);
  VehicleMark mark(fixture.window.services(), fixture.simulation, watch);
  QSignalSpy taken(&mark, &VehicleMark::taken);
  fixture.document.replace(factory::Factory::read(MW_EXAMPLES "/two-lines.json"), QStringLiteral("two.json"), {});
  QTRY_VERIFY_WITH_TIMEOUT(fixture.simulation.run() != nullptr, kRunTimeout_ms);
  fixture.playback.seek(3000);
  Viewport& view = fixture.window.viewport();
  const events::Moment moment = fixture.simulation.momentAt(3000);
  const auto poses = scene::VehicleFlow(*fixture.simulation.run()->factory).posesAt(moment);
  QVERIFY(!poses.empty());
  const scene::Vec3 middle = poses[0].position_m + scene::Vec3{0, 0, scene::vehicleSize_m().z / 2};
  const auto at = view.toWidget(middle);
  QVERIFY(at);
  QTest::mouseClick(&view, Qt::LeftButton, {}, at->toPoint());
  QVERIFY2(!watch.vehicle(), "where no run is watched a click is for elements");
  mark.setActive(true);
  QTest::mouseClick(&view, Qt::LeftButton, {}, at->toPoint());
  const models::VehicleName wanted{moment.vehicles[0].fleet, moment.vehicles[0].vehicle};
  QVERIFY(watch.vehicle() == wanted);
  QCOMPARE(taken.size(), 1);
  QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(2, 2));
  QVERIFY2(!watch.vehicle(), "a click beside all of them lets it go");
}

void TestFloorShow::tipTellsTheShownTime() {
  FloorFixture fixture;
  fixture.run(30, 90);
  fixture.playback.seek(3000);
  const QString tip = fixture.show.tell("m2");
  const auto now = fixture.simulation.momentAt(3000).elements[3];
  const std::string_view state = factory::nameOf(now.summary);
  QVERIFY2(tip.startsWith(QString::fromLatin1(state.data(), static_cast<qsizetype>(state.size()))), qPrintable(tip));
  QVERIFY(tip.contains(QStringLiteral("gear %1").arg(now.parts.front().part)));
}

void TestFloorShow::playbackBarPausesAndSteps() {
  FloorFixture fixture;
  fixture.run(30, 90);
  PlaybackBar bar(fixture.simulation, fixture.playback);
  auto* at = bar.findChild<QLineEdit*>("timeline.pauseAt");
  at->setText(QStringLiteral("1:00"));
  emit at->editingFinished();
  fixture.playback.setWantedSpeed(4000);
  fixture.playback.play();
  for (int frame = 0; frame < 200 && fixture.playback.isPlaying(); ++frame) fixture.playback.advance(0.0167);
  QCOMPARE(fixture.playback.time_s(), 3600.0);
  bar.findChild<QLineEdit*>("timeline.step")->setText(QStringLiteral("5 min"));
  QTest::mouseClick(bar.findChild<QToolButton*>("timeline.stepOn"), Qt::LeftButton);
  QCOMPARE(fixture.playback.time_s(), 3900.0);
  QTest::mouseClick(bar.findChild<QToolButton*>("timeline.stepBack"), Qt::LeftButton);
  QTest::mouseClick(bar.findChild<QToolButton*>("timeline.stepBack"), Qt::LeftButton);
  QCOMPARE(fixture.playback.time_s(), 3300.0);
  at->setText(QStringLiteral("soon"));
  emit at->editingFinished();
  QCOMPARE(at->property("state").toString(), QStringLiteral("error"));
}

QTEST_MAIN(TestFloorShow)
#include "tst_floor_show.moc"
