// SPDX-License-Identifier: Apache-2.0
#include <QRegularExpression>
#include <QTest>
#include <cmath>
#include <limits>

#include "core/report/course_section.h"
#include "core/report/cumulative_flow_svg.h"
#include "core/report/flow_plan.h"
#include "core/report/gantt_svg.h"
#include "core/report/heat_plan.h"
#include "core/report/lead_time_svg.h"
#include "core/report/svg_canvas.h"
#include "tests/core/events/factory_text.h"
#include "tests/core/report/svg_reader.h"

using namespace mw;
using namespace mw::report;
using factory::ElementState;

namespace {

constexpr double kHorizon_s = 8 * 3600;
constexpr double kWarmup_s = 3600;
constexpr double kPixel = 0.02;  // coordinates are written with two decimals
constexpr const char* kEvil = "<b>\"M\" & co</b>";

/// Two machines side by side after a rack; one has a name to be escaped.
factory::Factory forkedLine() {
  return test::factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 30},
          "pose": {"x_m": 0, "y_m": 0}},
         {"id": "b", "type": "buffer", "capacity": 9, "routing": "first-available", "pose": {"x_m": 4, "y_m": 0}},
         {"id": "m1", "type": "station", "name": )" +
          Json(kEvil).dump() +
          R"(, "pose": {"x_m": 8, "y_m": 3},
          "process": {"dist": "lognormal", "mean_s": 40, "cv": 0.3}},
         {"id": "m2", "type": "station", "process": {"dist": "lognormal", "mean_s": 70, "cv": 0.3},
          "pose": {"x_m": 8, "y_m": -3},
          "failures": [{"id": "f", "time_to_failure": {"dist": "exponential", "mean_s": 3000}, "time_to_repair": 900}]},
         {"id": "o", "type": "sink", "pose": {"x_m": 12, "y_m": 0}})",
      "s>b b>m1 b>m2 m1>o m2>o");
}

}  // namespace

/// Pictures of one run: what is drawn is what was counted.
class TestRunPictures : public QObject {
  Q_OBJECT

 private slots:
  void flowWidthsAreTheirRates();
  void heatHasAFixedScale();
  void ganttKeepsEveryStatesTime();
  void ganttIsCutWhereItCannotBeRead();
  void cumulativeFlowEndsAtItsCounts();
  void leadTimesAreBars();
  void sectionHasAllPictures();
  void emptyHall();

 private:
  factory::Factory factory_ = forkedLine();
  events::Recording recording_ = events::record(*events::compile(factory_), test::settingsFor(kHorizon_s, kWarmup_s));
};

void TestRunPictures::flowWidthsAreTheirRates() {
  const auto flows = kpi::flowRatesOf(recording_, kWarmup_s);
  QList<double> widths;
  QStringList titles;
  for (const test::SvgShape& shape : test::shapesOf(flowPlanSvg(factory_, flows))) {
    if (shape.value("class") != QLatin1String("flow")) continue;
    widths << shape.number("stroke-width");
    titles << shape.title;
  }
  QCOMPARE(widths.size(), static_cast<qsizetype>(factory_.flows().size()));
  double strongest = 0;
  for (const kpi::FlowRate& flow : flows) strongest = std::max(strongest, flow.per_h);
  for (std::size_t i = 0; i < flows.size(); ++i) {
    const double expected = kWidestFlow_px * flows[i].per_h / strongest;
    QVERIFY(std::abs(widths[static_cast<qsizetype>(i)] - expected) < kPixel);
  }
  QVERIFY2(!titles.filter(kEvil).isEmpty(), qPrintable(titles.join('|')));
}

void TestRunPictures::heatHasAFixedScale() {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> busy = {none, none, 0.25, 1, none};
  const auto shapes = test::shapesOf(heatPlanSvg(factory_, busy));
  QStringList fills;
  for (const test::SvgShape& shape : shapes) {
    if (shape.value("class") == QLatin1String("body")) fills << shape.value("fill");
  }
  QCOMPARE(fills.size(), 5);
  QCOMPARE(fills[2], QString::fromStdString(heatColor(0.25)));
  QCOMPARE(fills[3], QStringLiteral("#fee838"));
  QCOMPARE(fills[0], QString(kSoftFill));
  const QStringList texts = test::textsOf(shapes);
  for (const char* end : {"0 %", "100 %", "25 %"}) QVERIFY2(texts.contains(QString(end)), qPrintable(texts.join('|')));
  QCOMPARE(heatColor(0), std::string("#00224e"));
  QCOMPARE(heatColor(7), heatColor(1));
}

void TestRunPictures::ganttKeepsEveryStatesTime() {
  const kpi::Gantt gantt = kpi::ganttOf(recording_, factory_);
  const GanttStretch stretch{3600, 7200};
  double drawn_px = 0;
  static const QRegularExpression piece(QStringLiteral("M[0-9.]+ [0-9.]+h([0-9.]+)v"));
  for (const test::SvgShape& shape : test::shapesOf(ganttSvg(gantt, stretch))) {
    if (shape.tag != QLatin1String("path") || !shape.title.contains(QLatin1String("busy"))) continue;
    for (auto match = piece.globalMatch(shape.value("d")); match.hasNext();) {
      drawn_px += match.next().captured(1).toDouble();
    }
  }
  double busy_s = 0;
  for (const kpi::GanttRow& row : gantt.rows) busy_s += row.timeIn(ElementState::Busy, 3600, 7200, gantt.end_s);
  QVERIFY(busy_s > 0);
  // 670 pixels for an hour; each piece is rounded to 0.01.
  QVERIFY2(std::abs(drawn_px - 670 * busy_s / 3600) < 2, qPrintable(QString::number(drawn_px)));
}

void TestRunPictures::ganttIsCutWhereItCannotBeRead() {
  kpi::Gantt gantt{kHorizon_s, {{0, "m", "M", {0, 5000}, {ElementState::Idle, ElementState::Busy}}}, {}};
  QCOMPARE(readableStretch(gantt, kWarmup_s).to_s, kHorizon_s);
  // A change each 20 s: 335 pieces, two pixels each, last for 6,700 s.
  kpi::GanttRow& row = gantt.rows.front();
  row.start_s = {0};
  row.state = {ElementState::Idle};
  for (int i = 1; i < 1440; ++i) {
    row.start_s.push_back(20.0 * i);
    row.state.push_back(i % 2 == 0 ? ElementState::Idle : ElementState::Busy);
  }
  const GanttStretch cut = readableStretch(gantt, kWarmup_s);
  QCOMPARE(cut.from_s, kWarmup_s);
  QCOMPARE(cut.to_s, kWarmup_s + 3600);
}

void TestRunPictures::cumulativeFlowEndsAtItsCounts() {
  const kpi::CumulativeFlow flow = kpi::cumulativeFlowOf(kpi::passagesOf(recording_, factory_), std::nullopt, 241);
  const auto shapes = test::shapesOf(cumulativeFlowSvg(flow, kEvil));
  const QStringList texts = test::textsOf(shapes);
  QVERIFY(texts.contains(QString("entered, %1 in all").arg(flow.entered.back())));
  QVERIFY(texts.contains(QString("left, %1 in all").arg(flow.left.back())));
  QList<double> ends;  // upper and lower curve, in pixels
  for (const test::SvgShape& shape : shapes) {
    if (shape.title == QLatin1String("entered") || shape.title == QLatin1String("left")) {
      ends << shape.value("d").section(' ', -1).toDouble();
    }
  }
  QCOMPARE(ends.size(), 2);
  const double high_y = 1.08 * static_cast<double>(flow.entered.back());
  QVERIFY(std::abs(ends[1] - ends[0] - 270 * static_cast<double>(flow.inside(240)) / high_y) < 0.2);
}

void TestRunPictures::leadTimesAreBars() {
  const auto spread = kpi::leadTimeHistogramOf(kpi::passagesOf(recording_, factory_), std::nullopt, kWarmup_s);
  QVERIFY(spread);
  qsizetype filled = 0;
  for (const std::size_t count : spread->histogram.counts) filled += count > 0;
  const auto shapes = test::shapesOf(leadTimeSvg(*spread, kEvil));
  QStringList bars;
  for (const test::SvgShape& shape : shapes) {
    if (shape.title.endsWith(QLatin1String(" parts"))) bars << shape.title;
  }
  QCOMPARE(bars.size(), filled);
  const QString texts = test::textsOf(shapes).join('|');
  for (const char* mark : {"median ", "mean ", "95 % within "})
    QVERIFY2(texts.contains(QString(mark)), qPrintable(texts));
}

void TestRunPictures::sectionHasAllPictures() {
  experiment::RunPlan plan;
  plan.horizon_s = kHorizon_s;
  plan.warmup_s = kWarmup_s;
  const Section section = courseSection(factory_, plan);
  QCOMPARE(section.figures.size(), std::size_t{4});  // flows, Gantt, cumulative flow, lead times of the one kind
  for (const Figure& figure : section.figures) QVERIFY(test::shapesOf(figure.svg).size() > 10);
  std::vector<std::string> on_page;
  std::vector<std::string> for_files;
  for (const Table& table : section.tables) (table.is_for_files ? for_files : on_page).push_back(table.id);
  QCOMPARE(on_page, (std::vector<std::string>{"flows", "lead-times"}));
  QCOMPARE(for_files, (std::vector<std::string>{"cumulative-flow", "lead-time-histogram"}));
}

void TestRunPictures::emptyHall() {
  const factory::Factory nothing;
  QVERIFY(test::textsOf(test::shapesOf(heatPlanSvg(nothing, {}))).contains("An empty hall"));
  QVERIFY(test::textsOf(test::shapesOf(flowPlanSvg(nothing, {}))).contains("An empty hall"));
}

QTEST_GUILESS_MAIN(TestRunPictures)
#include "tst_run_pictures.moc"
